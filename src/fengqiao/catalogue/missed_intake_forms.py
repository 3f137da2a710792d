"""The forms of failure to report in (P05)."""

from __future__ import annotations

from fengqiao.catalogue.field import field
from fengqiao.procedures.grammar import Choice, FieldKind, Form, Text

FOUND_OUT = Form(
    (
        field("found_out_on", FieldKind.DAY, "发现未报到日期", "found out on", happened=True),
        field("told_of_duty", FieldKind.YES_NO, "本人已被书面告知报到义务", "told of the duty in writing"),
        field("evidence", FieldKind.EVIDENCE, "证据材料", "evidence", required=False),
    )
)
_MEANS = (
    Choice("phone", Text("电话、短信", "telephone or message")),
    Choice("data", Text("信息比对", "comparison of data")),
    Choice("visit", Text("上门走访", "visit")),
    Choice("family", Text("询问家属、单位、村（居）民委员会", "asking family, employer or committee")),
)
ATTEMPT = Form(
    (
        field("tried_at", FieldKind.MOMENT, "查找时间", "tried at", happened=True),
        field("means", FieldKind.CHOICES, "查找方式", "how", choices=_MEANS),
        field("result", FieldKind.LONG_TEXT, "查找情况", "what came of it"),
        field("searched_by", FieldKind.TEXT, "查找人员", "who searched"),
    )
)
ASK_POLICE = Form(
    (
        field("police_station", FieldKind.TEXT, "协助查找的公安机关", "police organ asked"),
        field("last_contact", FieldKind.LONG_TEXT, "最后联系情况", "last contact"),
    )
)
FOUND = Form(
    (
        field("found_on", FieldKind.DAY, "找到日期", "found on", happened=True),
        field("found_where", FieldKind.LONG_TEXT, "找到经过", "how and where"),
    )
)
GOOD_REASONS = (
    Choice("none", Text("无正当理由", "no good reason")),
    Choice("illness", Text("患病、住院", "illness")),
    Choice("detention", Text("被羁押", "detention")),
    Choice("disaster", Text("自然灾害等不可抗力", "disaster or another force beyond control")),
    Choice("not_handed_over", Text("监狱、看守所未按期移送", "the prison or detention house was late")),
    Choice("not_told", Text("未被告知报到义务", "was not told of the duty")),
    Choice("other", Text("其他正当理由", "another good reason")),
)
ACCOUNT = Form(
    (
        field("late_reason", FieldKind.CHOICE, "未按期报到的原因", "why late", choices=GOOD_REASONS),
        field("account", FieldKind.LONG_TEXT, "本人陈述", "what the person says"),
        field("proof", FieldKind.EVIDENCE, "证明材料", "proof", required=False),
        field("opinion", FieldKind.LONG_TEXT, "司法所意见", "opinion of the office"),
    )
)
CLOSED_BY_ORGAN = Form(
    (field("organ_paper", FieldKind.TEXT, "决定机关文书及处理结果", "paper of the organ and what it decided"),)
)
