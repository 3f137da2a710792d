"""Papers for tests: invented people, orders with every value filled in."""

from __future__ import annotations

import base64
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.documents.actions.attaching import keep_file
from fengqiao.documents.files.answer import Kind, Looked
from fengqiao.kit.ids import new_id

OFFICE, COUNTY = "330681109", "330681"
#: A Monday, 10:00 in Shanghai.
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LONG_NAME = "阿卜杜热依木·买买提吐尔逊·阿不都外力·依明江·托合提艾力·喀迪尔"
#: One white dot.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==")
_count = itertools.count(1)

PERSON: dict[str, Any] = {
    "name": "张伟",
    "sex": "男",
    "birth_date": date(1990, 1, 1),
    "number": "339900199001011234",
    "ethnicity": "汉族",
    "education": "大学本科毕业",
    "marriage": "已婚",
    "phone": "13900000001",
    "household": "浙江省诸暨市枫桥镇枫源村 1 号",
    "residence": "浙江省诸暨市枫桥镇枫源村 1 号",
    "category": "宣告缓刑",
    "offences": "危险驾驶罪",
    "sentence": "判处有期徒刑一年，缓刑一年六个月，并处罚金人民币五千元",
    "organ": "诸暨市人民法院",
    "document_number": "（2026）浙0681刑初100号",
    "judged_on": date(2026, 5, 1),
    "effective_on": date(2026, 5, 12),
    "term_start": date(2026, 5, 12),
    "term_end": date(2027, 11, 11),
    "relations": ["李芳，配偶，13900000002", "张建国，父母"],
    "minor": False,
}
_LEAVES = datetime(2026, 11, 26, 0, tzinfo=UTC)
_RETURNS = _LEAVES + timedelta(days=3, hours=10)
FACTS: dict[str, dict[str, Any]] = {
    "L01": {
        "addressee": "杭州市上城区人民法院", "subject": "关于商请提供生效裁判文书的函",
        "words": "因工作需要，商请贵院提供有关生效裁判文书。\n请予支持。",
    },
    "L02": {
        "addressee": "杭州市上城区人民法院", "subject": "关于了解社区矫正对象矫正表现的复函",
        "came": "贵院2026年11月18日《关于了解社区矫正对象矫正表现的函》（（2026）浙0102执函12号）",
        "words": "该对象接受社区矫正以来能够遵守监督管理规定。",
    },
    "L03": {
        "asked": "您于2026年11月2日提出更正本人信息（姓名）的请求，现答复如下。", "wish": "姓名应为俞晓雁",
        "answer": "经核实，不予更正。", "said_as": "理由", "said": "经核对户口簿，登记无误",
        "rights": "可以依法申诉、控告和检举。", "grounds": "《中华人民共和国个人信息保护法》第四十六条、第五十条",
        "decided": "骆国平",
    },
    "D08": {
        "organ": ["decision_organ"], "received_on": date(2026, 11, 20), "papers": ["刑事判决书", "执行通知书"],
        "copies_each": 2, "missing": ["结案登记表"],
    },
    "D15": {
        "attempt": "第2次", "tried_at": NOW, "means": ["电话、短信", "上门走访"],
        "result": "家属称外出务工，去向不明。",
        "searched_by": "陈立群、李建国", "searches": ["2026年11月22日9时00分，电话、短信：无人接听"],
    },
    "D16": {
        "police": "诸暨市公安局枫桥派出所", "due_on": date(2026, 11, 16), "found_out_on": date(2026, 11, 17),
        "last_contact": "11月15日电话称次日来报到，此后关机。",
        "searches": ["2026年11月17日10时00分，电话、短信：关机", "2026年11月18日15时30分，上门走访：无人"],
    },
    "D17": {
        "to": ["procuratorate"], "due_on": date(2026, 11, 16), "found_out_on": date(2026, 11, 17), "days_late": 7,
        "told": True, "searches": ["2026年11月17日10时00分，电话、短信：关机"],
    },
    "D18": {
        "announced_at": NOW, "place": "司法所", "officers": "周国强、陈立群", "members": ["陈立群（组长）", "王阿婆"],
        "prohibited": ["禁止进入网吧、酒吧等娱乐场所"],
    },
    "D19": {
        "announced_at": NOW, "place": "司法所", "officers": "周国强、陈立群", "is_public": True,
        "attendees": "矫正小组成员王阿婆等四人", "contents": ["犯罪事实", "社区矫正期限", "应当遵守的规定"],
        "signed": "已签字", "recording": "LX20261123-01",
    },
    "D20": {
        "formed_on": date(2026, 11, 23),
        "members": [
            {"name": "陈立群", "sex": "男", "kind": "司法所工作人员", "role": "组长", "phone": "13900000009"},
            {"name": "王阿婆", "sex": "女", "kind": "村（居）民委员会成员", "role": "成员", "phone": ""},
        ],
        "opinions": [{"office": "司法所意见", "text": "提请确定。", "name": "李建国", "at": date(2026, 11, 23)}],
    },
    "D21": {
        "member": "王阿婆", "member_kind": "村（居）民委员会成员", "member_role": "成员",
        "own_duty": "了解其在村（社区）的表现，协助教育帮扶",
    },
    "D22": {
        "assessment": "无前科，认罪悔罪，家庭支持较好。", "psychology": "情绪稳定。",
        "supervision": "每月当面报告一次。", "support": "推荐参加技能培训。", "members": ["陈立群（组长）", "王阿婆"],
        "opinions": [{"office": "审批意见", "text": "同意。", "name": "赵敏", "at": date(2026, 11, 23)}],
    },
    "D23": {
        "before": "第1版，2026年8月20日起实施", "cause": "管理类别变动", "caused_on": date(2026, 11, 20),
        "effect": "有一定效果", "changes": "按时报告，已就业。", "assessment": "表现良好。", "psychology": "情绪稳定。",
        "supervision": "每周报告一次。", "support": "推荐参加技能培训。",
        "opinions": [{"office": "审批意见", "text": "同意。", "name": "赵敏", "at": date(2026, 11, 23)}],
    },
    "D24": {
        "kind": "首次确定", "decided_on": date(2026, 11, 23), "before": "尚未确定", "proposed": "严管", "risk": "低",
        "assessment_failed": False, "sanctions": "训诫0次，警告0次，治安管理处罚0次", "grounds": ["入矫不满规定月数"],
        "conduct": "按时报告，无违规。",
        "opinions": [
            {"office": "司法所意见", "text": "拟定为严管。", "name": "李建国", "at": date(2026, 11, 23)},
            {"office": "审批意见", "text": "同意。", "name": "赵敏", "at": date(2026, 11, 23)},
        ],
    },
    "D09": {"organ": ["decision_organ"], "missing": ["执行通知书", "结案登记表"], "days": 5},
    "D10": {"arrived_at": NOW, "office": OFFICE, "health": "良好"},
    "D11": {"to": ["decision_organ", "procuratorate", "police"], "arrived_at": NOW, "late": False, "office": OFFICE},
    "D12": {"office": OFFICE, "report_days": 3},
    "D13": {
        "escort": "浙江省第二监狱，王某、李某", "arrived_at": NOW, "papers": ["刑事判决书", "暂予监外执行决定书"],
        "health": "高血压三级，行动自如",
    },
    "D14": {},
    "D25": {
        "kind": "当面报告", "reported_on": date(2026, 11, 20), "channel": "当面", "late": False,
        "content": "遵纪守法，按时参加学习。", "answer": "已接收",
    },
    "D26": {"held_on": date(2026, 11, 20), "place": "住处", "met": "父亲", "content": "在家务农，情绪稳定。"},
    "D27": {"held_on": date(2026, 11, 20), "channel": "当面", "topic": "就业", "content": "已联系用工单位。"},
    "D98": {"summary_on": date(2026, 11, 2), "summary_how": "书面", "summary_text": "矫正期间服从监督管理，按时报告。"},
    "D99": {
        "law_abiding": "遵守法律法规和监督管理规定。", "education": "按要求参加。", "conduct": "好",
        "opinions": [{"office": "司法所鉴定意见", "text": "建议解除。", "name": "李建国", "at": date(2026, 11, 20)}],
    },
    "D100": {
        "ended_on": date(2026, 11, 22), "ending": "缓刑考验期满，原判刑罚不再执行", "appraisal": "建议按期解除。",
        "announced_at": NOW, "announced_where": "枫桥司法所", "presided_by": "王海燕",
    },
    "D101": {"ended_on": date(2026, 11, 22), "ending": "缓刑考验期满，原判刑罚不再执行", "ground": "矫正期满"},
    "D102": {
        "to": ["decision_organ", "procuratorate", "police"], "ended_on": date(2026, 11, 22),
        "ending": "缓刑考验期满，原判刑罚不再执行", "ground": "矫正期满",
    },
    "D103": {
        "aftercare_body": "诸暨市安置帮教工作办公室", "aftercare_on": date(2026, 11, 22),
        "ended_on": date(2026, 11, 22), "aftercare_needs": "列入一般帮教。",
    },
    "A01": {
        "archive_no": "2026-SJ-0001", "place": "2 库 3 架 1 层", "office": [OFFICE], "opened_on": date(2025, 5, 12),
        "closed_on": date(2026, 11, 23), "retention": "永久", "pieces": "31 件", "pages": "64 页",
    },
    "A02": {
        "digest": "9f" * 32, "work": [],
        "execution": [{
            "no": 1, "section": "决定机关法律文书", "title": "刑事判决书", "number": "（2026）浙0681刑初100号",
            "author": "诸暨市人民法院", "day": "20260501", "pages": 6, "first": 1, "note": "",
        }],
    },
    "A03": {
        "pieces": "31 件", "pages": "64 页", "condition": "无", "gaps": "", "compiled_by": "李建国",
        "checked_by": "周国强", "closed_by": "赵敏", "closed_on": date(2026, 11, 23),
    },
    "A04": {
        "borrower": "王法官", "unit": "诸暨市人民法院", "ground": "司法机关办案需要", "paper": "（2026）浙0681调1号",
        "purpose": "办理再审案件查阅。", "back_by": date(2026, 12, 1),
        "pieces": "31 件，64 页",
        "opinions": [{"office": "审批意见", "text": "同意借阅。", "name": "赵敏", "at": date(2026, 11, 23)}],
    },
    "D32": {
        "reason": "就医", "details": "到省级医院复查，已预约专家门诊。", "places": ["330102", "330106"],
        "leaves_at": _LEAVES, "returns_at": _RETURNS, "days": 4, "sum_days": 9, "contact": "13900000001",
        "proof": ["门诊预约单"],
        "opinions": [
            {"office": "司法所审核意见", "text": "事由正当，建议批准。", "name": "李建国", "at": date(2026, 11, 23)},
            {"office": "审批意见", "text": "批准。", "name": "王海燕", "at": date(2026, 11, 23)},
        ],
    },
    "D33": {
        "reason": "就医", "places": ["330102"], "leaves_at": _LEAVES, "returns_at": _RETURNS, "days": 4,
        "measures": ["电话联络", "实时视频"],
    },
    "D34": {
        "to_place": "330102", "reason": "就医", "address": "省人民医院", "leaves_at": _LEAVES, "returns_at": _RETURNS,
        "contact": "13900000001", "help_wanted": "接受到达、离开报告，必要时实地核查。",
    },
    "D35": {
        "reason": "就医", "places": ["330102"], "leaves_at": _LEAVES, "returns_at": _RETURNS,
        "returned_at": _RETURNS, "late": False, "proof": ["车票"],
    },
    "D36": {"matter": "外出", "asked_on": date(2026, 11, 23), "granted": False, "reasons": "事由不实"},
}  # fmt: skip


def issuer_of(kind: str) -> str:
    """The office where it may issue the paper, else the county."""
    return OFFICE if 4 in documents.kind(kind).levels else COUNTY


def order(
    kind: str = "D33",
    *,
    act: UUID | None = None,
    issuer: str = "",
    area: str = OFFICE,
    minor: bool = False,
    signer: documents.Signer | None = None,
    facts: dict[str, Any] | None = None,
    subject_id: int = 0,
    **person: Any,
) -> documents.Order:
    """What is to be issued; a new act each time unless one is given."""
    issuer = issuer or issuer_of(kind)
    return documents.Order(
        kind=kind,
        subject_id=subject_id or next(_count),
        area=area,
        matter=new_id(),
        act=act or new_id(),
        issuer=issuer,
        minor=minor,
        signer=signer or documents.Signer(7, "王海燕", "office_staff", issuer),
        person={**PERSON, **person},
        facts={**FACTS[kind], **(facts or {})},
    )


def attached(to: documents.Holder, *, by: Actor, at: datetime, name: str = "门诊病历.png") -> UUID:
    """A file that was looked at already: tests of what is done with it start no process."""
    return keep_file(to, documents.NewFile(name, PNG), Looked(Kind.PNG, 1, PNG), note="复诊", by=by, at=at).uid
