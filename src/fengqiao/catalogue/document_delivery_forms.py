"""The forms of document delivery (P03)."""

from __future__ import annotations

from fengqiao.catalogue.field import field
from fengqiao.catalogue.registration_forms import PAPERS
from fengqiao.procedures.grammar import Asked, FieldKind, Form, Text

MISSING = Asked(Text("法律文书不齐", "papers are missing"), lambda case: bool(case.form.get("papers_missing")))
OTHER_PLACE = Asked(
    Text("决定地与执行地不在同一地方", "decided in another place"), lambda case: bool(case.form.get("other_place"))
)

NOTIFIED = Form(
    (
        field("organ", FieldKind.TEXT, "决定机关", "decision-making organ", required=False),
        field("effective_on", FieldKind.DAY, "裁判文书生效日期", "the decision took effect on", required=False),
        field("notified_on", FieldKind.DAY, "收到通知日期", "notice received on", required=False),
        field(
            "told_of_duty",
            FieldKind.YES_NO,
            "决定机关已书面告知本人报到期限与后果",
            "the organ told the person in writing when to report and what follows",
            required=False,
        ),
        field(
            "other_place",
            FieldKind.YES_NO,
            "决定地与执行地不在同一地方",
            "decided in another place",
            required=False,
            help=Text("由本机构将文书转送当地检察院、公安机关", "then we forward the papers to the organs here"),
        ),
    )
)
RECEIVED = Form(
    (
        field("received_on", FieldKind.DAY, "收到文书日期", "papers received on", happened=True),
        field("received_papers", FieldKind.CHOICES, "收到的文书", "papers received", choices=PAPERS),
        field("copies_each", FieldKind.NUMBER, "每种份数", "copies of each", required=False),
        field("received_from", FieldKind.TEXT, "送达单位及经办人", "who delivered them", required=False),
    )
)
CHECKED = Form(
    (
        field("papers_missing", FieldKind.CHOICES, "缺少的文书", "papers missing", choices=PAPERS, required=False),
        field("other_faults", FieldKind.LONG_TEXT, "文书中的其他问题", "other faults in the papers", required=False),
    )
)
COMPLETED = Form((field("completed_on", FieldKind.DAY, "补齐日期", "completed on", happened=True),))
