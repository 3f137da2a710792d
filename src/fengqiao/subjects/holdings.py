"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.areas import face as areas
from fengqiao.kit.holdings import OTHERS, SECRET, Entry, Held, Kept, Section, day, span
from fengqiao.subjects.models import (
    Contact,
    Correction,
    DataRequest,
    Joining,
    Move,
    Overlay,
    Sentence,
    Subject,
    SubjectVersion,
)
from fengqiao.subjects.reads.file import contact_text
from fengqiao.subjects.reads.requests import request_text
from fengqiao.subjects.reads.rows import opened
from fengqiao.subjects.rules import codes
from fengqiao.subjects.rules.corrections import FACTS
from fengqiao.subjects.rules.joining import GONE as JOINING_GONE
from fengqiao.subjects.rules.requests import STATES as REQUEST_STATES
from fengqiao.subjects.rules.states import STATES

#: Roles of people around the case who gave nothing that the law protects: told by name, without their phones.
_TOLD_ROLES: Final = frozenset({"family", "guardian", "guarantor"})
_OVERLAYS: Final = {"subjects_subject": "基本信息", "subjects_sentence": "判决及矫正期限", "subjects_contact": "联系人",
                    "subjects_overlay": "矫正状态"}  # fmt: skip
_ANSWERS: Final = {"waiting": "待确认", "in_force": "已更正", "rejected": "未予更正"}


def tell(subject_id: int) -> Iterator[Section]:
    """The person, the decisions, the family, what lay over the state, and what was changed."""
    person = Subject.objects.get(pk=subject_id)
    yield Section("基本信息", (_person(person),))
    sentences = Sentence.objects.filter(subject=person).order_by("id")
    yield Section("判决、裁定、决定及矫正期限", tuple(_sentence(each) for each in sentences))
    around = Contact.objects.filter(subject=person, protected=False, role__in=_TOLD_ROLES).order_by("id")
    yield Section("家庭成员、监护人、保证人", tuple(_contact(each) for each in around))
    overlays = Overlay.objects.filter(subject=person).order_by("first_day", "id")
    yield Section("矫正状态记录", tuple(_overlay(each) for each in overlays))
    corrections = Correction.objects.filter(subject=person).order_by("id")
    yield Section("更正记录", tuple(_correction(each) for each in corrections))
    asked = DataRequest.objects.filter(subject=person).order_by("id")
    yield Section("更正请求", tuple(_request(each) for each in asked))
    joined = Joining.objects.filter(subject=person, state__in=JOINING_GONE).order_by("id")
    yield Section("档案合并", tuple((("合并日期", day(each.decided_at)),) for each in joined))
    moves = Move.objects.filter(subject=person).order_by("id")
    yield Section("矫正机构变更（行政区划调整）", tuple(_move(each) for each in moves))
    changed = SubjectVersion.objects.filter(subject=person, of__in=_OVERLAYS).order_by("id")
    rows = changed.values_list("recorded_at", "of").distinct()
    yield Section("变更记录", tuple((("日期", day(at)), ("变更的内容", _OVERLAYS[of])) for at, of in rows))


def _person(person: Subject) -> Entry:
    return (
        ("姓名", person.name),
        ("性别", _word("sex", person.sex)),
        ("出生日期", day(person.birth_date)),
        ("证件种类", _word("number_kind", person.number_kind)),
        ("证件号码", opened(person, "number")),
        ("民族", _word("ethnicity", person.ethnicity)),
        ("文化程度", _word("education", person.education)),
        ("婚姻状况", _word("marriage", person.marriage)),
        ("联系电话", opened(person, "phone")),
        ("户籍地址", opened(person, "household")),
        ("居住地址", opened(person, "residence")),
        ("矫正类别", _word("category", person.category)),
        ("当前状态", STATES[person.state].zh),
        ("标注", "、".join(_word("flag", each) for each in person.flags)),
        ("适用未成年人规定", "是" if person.minor else "否"),
        ("矫正期限", span(person.term_start, person.term_end)),
        ("法律文书生效日期", day(person.effective_on)),
        ("收到法律文书日期", day(person.documents_on)),
        ("报到日期", day(person.arrived_on)),
        ("入矫日期", day(person.registered_on)),
        ("解除、终止日期", day(person.ended_on)),
        ("录入本系统日期", day(person.recorded_at)),
    )


def _move(row: Move) -> Entry:
    return (
        ("日期", day(row.on_day)),
        ("原负责机构", areas.office_name(row.from_area)),
        ("现负责机构", areas.office_name(row.to_area)),
    )


def _sentence(row: Sentence) -> Entry:
    return (
        ("矫正类别", _word("category", row.category)),
        ("罪名", row.offences),
        ("主文", row.text),
        ("决定机关", row.organ),
        ("文书号", row.document_number),
        ("裁判日期", day(row.judged_on)),
        ("生效日期", day(row.effective_on)),
        ("文书载明的期限", span(row.printed_start, row.printed_end)),
        ("系统计算的止日", day(row.computed_end)),
    )


def _contact(row: Contact) -> Entry:
    return (
        ("关系", _word("relation", row.relation)),
        ("身份", _word("role", row.role)),
        ("姓名", contact_text(row, "name")),
        ("记录止于", day(row.ended_on)),
    )


def _overlay(row: Overlay) -> Entry:
    return (("状态", _word("overlay", row.kind)), ("期间", span(row.first_day, row.last_day)))


def _correction(row: Correction) -> Entry:
    return (
        ("提出日期", day(row.recorded_at)),
        ("内容", "基本信息" if row.kind == FACTS else "判决及矫正期限"),
        ("依据的文书", row.paper),
        ("处理结果", _ANSWERS[row.state]),
        ("处理日期", day(row.decided_at)),
    )


def _request(row: DataRequest) -> Entry:
    return (
        ("收到日期", day(row.received_on)),
        ("请求", request_text(row, "wish")),
        ("处理结果", REQUEST_STATES[row.state].zh),
        ("答复", request_text(row, "answer")),
        ("答复日期", day(row.answered_on)),
    )


def _word(table: str, code: str) -> str:
    return codes.label(table, code).zh if code else ""


HELD: Final = Held(
    room="subjects",
    order=10,
    tables=frozenset(
        {
            "subjects_subject", "subjects_sentence", "subjects_contact", "subjects_overlay", "subjects_correction",
            "subjects_version", "subjects_datarequest", "subjects_joining", "subjects_move",
        }
    ),
    tell=tell,
    left_out={
        "subjects_namekey": "由姓名生成的检索键，不含姓名以外的信息",
        "subjects_identity": "由证件号码生成的校验值，不能还原，仅用于发现重复建档",
        "subjects_namedstaff": "为未成年人确定的知情工作人员名单，属于内部工作分工",
        "subjects_joinedrow": "档案合并前另一份档案的原有记录，可就具体事项另行申请查阅",
        "subjects_erasure": "到期销毁的证明，只记类别、数量和校验值，不记姓名",
        "subjects_avoidance": "工作人员的回避申报，涉及他人的亲属等关系，属于内部监督",
        "subjects_hold": "暂缓销毁的内部登记",
        "subjects_countycheck": "县（市、区）之间核实证件号码的内部往来，涉及他人",
    },
    kept=(
        Kept("被害人、举报人、控告人等受保护人员的信息", "涉及他人安全和隐私，应当保密", SECRET),
        Kept("家庭成员、监护人、保证人的电话", "属于他人的个人信息，由其本人申请查阅", OTHERS),
    ),
)  # fmt: skip
