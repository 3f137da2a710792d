"""The forms of archives and their lending (P42)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.field import field
from fengqiao.catalogue.registration_forms import must_be_so
from fengqiao.procedures.grammar import Asked, Case, Choice, FieldKind, Form, Text, Wrong

COLLECTED = Form(
    (
        field(
            "condition",
            FieldKind.LONG_TEXT,
            "卷内情况说明",
            "what is to be said of it",
            help=Text("缺页、复印件、破损等；没有的填“无”", "missing pages, copies, damage; say so when there is none"),
        ),
    )
)
HANDED_OVER = Form(
    (
        field("handed_on", FieldKind.DAY, "移交日期", "handed over on", happened=True),
        field("received_by", FieldKind.TEXT, "接收人", "received by"),
    )
)
GAPS = Form((field("gaps", FieldKind.LONG_TEXT, "缺件核实情况及原因", "what is missing and why"),))
STORED = Form(
    (
        field("archive_no", FieldKind.TEXT, "档号", "archive number"),
        field("place", FieldKind.TEXT, "存放位置", "place"),
        field("stored_on", FieldKind.DAY, "入库日期", "stored on", happened=True),
        field("stored_by", FieldKind.TEXT, "档案室接收人", "received in the archive room by"),
    )
)

OWN_WORK, JUDICIAL, STATE_RULES, OVERSIGHT = "own_work", "judicial", "state_rules", "oversight"
GROUNDS = (
    Choice(OWN_WORK, Text("本机构工作需要", "the institution's own work")),
    Choice(JUDICIAL, Text("司法机关办案需要", "a judicial case")),
    Choice(STATE_RULES, Text("有关单位依照国家规定查询", "a query by state rules")),
    Choice(OVERSIGHT, Text("检察监督、上级检查", "oversight")),
)
#: For a minor, the law knows two (Community Corrections Law art. 54).
GROUNDS_FOR_MINORS = tuple(each for each in GROUNDS if each.code in (JUDICIAL, STATE_RULES))
FROM_OUTSIDE = Asked(
    Text("司法办案、依国家规定查询的", "for a judicial case or a query by state rules"),
    lambda case: case.form.get("ground") in (JUDICIAL, STATE_RULES),
)


def _within_limits(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    if "back_by" not in values:
        return ()
    days, longest = (values["back_by"] - case.today).days, int(case.parameter("archive.lending_d"))
    if days < 0:
        return (Wrong("back_by", "in_the_past", Text("应归还日期不得早于今日", "the day lies in the past")),)
    if days > longest:
        text = Text(f"借阅期限不得超过 {longest} 日", f"an archive is lent for {longest} days at most")
        return (Wrong("back_by", "too_long", text),)
    return ()


def _asked(grounds: tuple[Choice, ...], *more: Any) -> tuple[Any, ...]:
    return (
        field("borrower", FieldKind.TEXT, "借阅人", "borrower"),
        field("unit", FieldKind.TEXT, "借阅单位", "unit"),
        field("ground", FieldKind.CHOICE, "借阅依据", "ground", choices=grounds),
        field("letter_no", FieldKind.TEXT, "介绍信、公函文号", "number of the letter", required=FROM_OUTSIDE),
        field("purpose", FieldKind.LONG_TEXT, "借阅事由", "purpose"),
        field("back_by", FieldKind.DAY, "应归还日期", "back by"),
        *more,
    )


ASKED = Form(_asked(GROUNDS), rules=(_within_limits,))
ASKED_FOR_MINOR = Form(
    _asked(
        GROUNDS_FOR_MINORS,
        field("secrecy_told", FieldKind.YES_NO, "已告知借阅人保密义务", "the borrower was told of the duty of secrecy"),
    ),
    rules=(_within_limits, must_be_so("secrecy_told")),
)
LENT = Form((field("lent_on", FieldKind.DAY, "借出日期", "lent on", happened=True),))


def _later_and_within(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    if values["extended_to"] > case.form.get("extended_to", case.form["back_by"]):
        return ()
    text = Text("延长后的日期须晚于原应归还日期", "the new day must be after the former one")
    return (Wrong("extended_to", "not_longer", text),)


EXTENDED = Form(
    (field("extended_to", FieldKind.DAY, "延长至", "extended to"),),
    rules=(_later_and_within,),
)
RETURNED = Form(
    (
        field("returned_on", FieldKind.DAY, "归还日期", "returned on", happened=True),
        field("pages_checked", FieldKind.YES_NO, "已逐件核对，件数、页数无误", "every piece and page was checked"),
        field(
            "return_note",
            FieldKind.LONG_TEXT,
            "归还情况说明",
            "what is to be said of it",
            required=Asked(
                Text("件数、页数有误的", "when pieces or pages are missing"),
                lambda case: case.form.get("pages_checked") is False,
            ),
        ),
    )
)
