"""The forms of the induction (P06), and the values its effects are called with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.field import field
from fengqiao.catalogue.officers import enough_officers, officers_field
from fengqiao.catalogue.people import MINOR
from fengqiao.procedures.grammar import (
    AnyOf,
    Asked,
    Case,
    Choice,
    FieldKind,
    Form,
    Text,
    Wrong,
    flagged,
    local_day,
)

CANNOT_MOVE = AnyOf(
    (
        flagged("pregnant", Text("怀孕", "pregnant")),
        flagged("sick", Text("患病", "sick")),
        flagged("unable_self_care", Text("生活不能自理", "unable to care for oneself")),
        flagged("disabled", Text("行动不便", "hard to move")),
    )
)
FOREIGN = flagged("foreign", Text("外国籍", "foreign nationals"))
NEEDS_INTERPRETER = Asked(
    Text("需要翻译人员", "an interpreter is needed"),
    lambda case: "foreign" in case.facts.flags or bool(case.form.get("interpreter_needed")),
)
REFUSED = Asked(Text("拒绝签字", "the signature is refused"), lambda case: case.form.get("signed") == "refused")

CONTENTS = (
    Choice("offence", Text("犯罪事实", "the facts of the offence")),
    Choice(
        "papers", Text("判决书、裁定书、决定书、执行通知书等有关法律文书的主要内容", "the main content of the papers")
    ),
    Choice("term", Text("社区矫正期限", "the term")),
    Choice("duties", Text("应当遵守的规定", "the rules to obey")),
    Choice("rights_lost", Text("被剥夺或者限制行使的权利", "rights deprived or limited")),
    Choice("prohibited", Text("被禁止的事项以及违反规定的法律后果", "prohibited matters and what follows a breach")),
    Choice("rights_kept", Text("依法享有的权利", "the rights that are kept")),
    Choice("group", Text("矫正小组人员组成及职责", "the group and its tasks")),
)
PLACES = (
    Choice("institution", Text("社区矫正机构", "the institution")),
    Choice("office", Text("司法所", "the justice office")),
    Choice("home", Text("本人住处", "home")),
    Choice("hospital", Text("医院", "hospital")),
)


def everything_is_read(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """Each item that the law wants read out. Law: Implementation Measures art. 20."""
    missing = [each.title for each in CONTENTS if each.code not in values["contents_read"]]
    if not missing:
        return ()
    text = Text(
        f"尚未宣告：{'、'.join(each.zh for each in missing)}", f"not read yet: {', '.join(each.en for each in missing)}"
    )
    return (Wrong("contents_read", "must_be_done", text),)


def minors_are_not_public(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """Law: Community Corrections Law art. 54; Implementation Measures art. 55."""
    if not MINOR.holds(case):
        return ()
    closed = Text("未成年人的宣告不公开进行", "the induction of a minor is not public")
    called = Text("应当通知监护人到场", "the guardian is called to attend")
    found = (Wrong("is_public", "must_not_be", closed),) if values["is_public"] else ()
    return (*found, *(() if values.get("guardian_called") else (Wrong("guardian_called", "must_be_done", called),)))


ARRANGED = Form(
    (
        field("planned_at", FieldKind.MOMENT, "拟宣告时间", "planned for"),
        field("planned_place", FieldKind.CHOICE, "宣告地点", "place", choices=PLACES),
        field("invited", FieldKind.LONG_TEXT, "通知到场人员", "who is called", required=False),
        field("interpreter_needed", FieldKind.YES_NO, "需要翻译人员", "an interpreter is needed", required=False),
    )
)
ANNOUNCED = Form(
    fields=(
        field("announced_at", FieldKind.MOMENT, "宣告时间", "announced at", happened=True, same_as="planned_at"),
        field("place", FieldKind.CHOICE, "宣告地点", "place", choices=PLACES, same_as="planned_place"),
        officers_field("宣告人员", "officers who announced it"),
        field("attendees", FieldKind.LONG_TEXT, "到场人员", "who attended"),
        field("is_public", FieldKind.YES_NO, "公开宣告", "in public"),
        field("guardian_called", FieldKind.YES_NO, "监护人已到场", "the guardian attends", required=MINOR),
        field("interpreter", FieldKind.TEXT, "翻译人员", "interpreter", required=NEEDS_INTERPRETER),
        field("contents_read", FieldKind.CHOICES, "已宣告的内容", "what was read out", choices=CONTENTS),
        field(
            "signed",
            FieldKind.CHOICE,
            "本人签字确认",
            "signed by the person",
            choices=(Choice("signed", Text("已签字", "signed")), Choice("refused", Text("拒绝签字", "refused"))),
        ),
        field("refusal_witnessed", FieldKind.TEXT, "拒签见证人员", "who saw the refusal", required=REFUSED),
        field("recording", FieldKind.TEXT, "照片或者录音录像编号", "number of photo or recording", required=False),
    ),
    rules=(everything_is_read, minors_are_not_public, enough_officers),
)
PUT_OFF = Form((field("planned_at", FieldKind.MOMENT, "改定时间", "now planned for"),))


def recorded(case: Case) -> Mapping[str, Any]:
    form = case.form
    return {
        "announced_on": local_day(form["announced_at"]),
        "place": form["place"],
        "attendees": form["attendees"],
        "is_public": form["is_public"],
        "had_interpreter": bool(form.get("interpreter")),
        "had_guardian": bool(form.get("guardian_called")),
        "is_signed": form["signed"] == "signed",
        "recording": str(form.get("recording") or ""),
    }


def begun(case: Case) -> Mapping[str, Any]:
    return {"announced_on": local_day(case.form["announced_at"])}
