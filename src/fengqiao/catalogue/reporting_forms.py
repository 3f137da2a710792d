"""The forms of reports, visits and talks (P10), what must hold between their fields, and the values of their effects.

Law: Community Corrections Law arts 23, 26; Implementation Measures arts 23, 24, 55.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.field import field
from fengqiao.catalogue.people import MINOR
from fengqiao.procedures.grammar import Asked, Case, Choice, FieldKind, Form, Text, Wrong, local_day
from fengqiao.supervision import face as supervision

CHANNELS = choices(supervision.CHANNELS)
BY_VOICE = choices(supervision.CHANNELS, only=("in_person", "phone", "video"))

PERIOD = Form(
    (
        field(
            "kind",
            FieldKind.CHOICE,
            "报告种类",
            "kind of report",
            choices=choices(supervision.KINDS, only=supervision.REPORTS),
        ),
        field("period_first", FieldKind.DAY, "报告期首日", "first day of the period"),
        field("period_end", FieldKind.DAY, "报告截止日", "last good day"),
        field("class_name", FieldKind.TEXT, "管理类别", "class", required=False),
    )
)

WITH_INJUNCTION = Asked(Text("有禁止令", "an injunction is in force"), lambda case: bool(case.fact("injunctions")))
STILL_ASKED = Asked(
    Text("本期仍应报告", "the report is still asked for"), lambda case: period_name(case) in case.fact("period_asked")
)
NOT_ASKED = Asked(
    Text("管理类别已调整或者被羁押等，本期不再要求", "class, custody or the term: nothing is asked for any more"),
    lambda case: not STILL_ASKED.holds(case),
)

#: Why somebody reports in another way than the duty says.
WHY_OTHERWISE = (
    Choice("leave", Text("经批准外出", "on approved leave")),
    Choice("sick", Text("患病、住院或者行动不便", "ill, in hospital or unable to move")),
    Choice("illiterate", Text("书写困难，口述代录", "cannot write: taken down from speech")),
)
_GUARDIAN = field(
    "guardian",
    FieldKind.YES_NO,
    "监护人到场",
    "guardian present",
    required=MINOR,
    help=Text("未成年社区矫正对象须填", "for minors"),
)


def period_name(case: Case) -> str:
    """The period of a matter by its name, as the room of supervision calls it."""
    return supervision.name_of(case.form["kind"], case.form["period_first"])


def within_the_period(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """A report answers its period: it is not made before the period begins."""
    first = case.form["period_first"]
    if values["reported_on"] >= first:
        return ()
    text = Text(f"本报告期自 {first} 开始", f"the period begins on {first}")
    return (Wrong("reported_on", "before_the_period", text),)


def by_the_end(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """What is recorded as in time was in time."""
    last = case.form["period_end"]
    if values["reported_on"] <= last:
        return ()
    text = Text(f"报告截止日为 {last}，应当登记为逾期报告", f"the last good day was {last}: record it as late")
    return (Wrong("reported_on", "late", text),)


def after_the_end(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """What is recorded as late was late."""
    last = case.form["period_end"]
    if values["reported_on"] > last:
        return ()
    text = Text(f"报告截止日为 {last}，应当登记为期内已报告", f"the last good day was {last}: record it as in time")
    return (Wrong("reported_on", "in_time", text),)


def in_the_proper_way(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """A report in person is made in person and a written one in writing, unless there is a reason.

    On approved leave by phone or video; ill or unable to move in any way; who cannot write has it taken down from
    speech. Law: Implementation Measures art. 24.
    """
    kind, channel, why = case.form["kind"], values["channel"], values.get("why_otherwise", "")
    proper = {"report": ("in_person",), "written": ("written", "app")}[kind]
    if channel in proper:
        return ()
    if why == "leave":
        return _on_leave(values, case)
    if why == "sick" or (why == "illiterate" and kind == "written" and channel in ("in_person", "phone", "video")):
        return ()
    words = "或者".join(supervision.CHANNELS[each].zh for each in proper)
    english = " or ".join(supervision.CHANNELS[each].en for each in proper)
    text = Text(f"应当{words}报告；以其他方式报告的，请选择原因", f"to be made {english}; else say why not")
    return (Wrong("why_otherwise", "another_way", text),)


def _on_leave(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """Whoever says leave was on leave, and then reports by phone or video."""
    day: date = values["reported_on"]
    if not any(each.first_day <= day <= each.last_day for each in case.fact("leaves")):
        return (Wrong("why_otherwise", "not_on_leave", Text("该日无经批准的外出", "no approved leave on that day")),)
    if values["channel"] not in ("phone", "video"):
        text = Text("外出期间以电话或者视频方式报告", "on leave by phone or video")
        return (Wrong("channel", "on_leave", text),)
    return ()


_FIELDS = (
    field("reported_on", FieldKind.DAY, "报告日期", "reported on", happened=True),
    field("channel", FieldKind.CHOICE, "报告方式", "how", choices=CHANNELS),
    field("why_otherwise", FieldKind.CHOICE, "以其他方式报告的原因", "why in another way", required=False,
          choices=WHY_OTHERWISE),
    _GUARDIAN,
    field(
        "content",
        FieldKind.LONG_TEXT,
        "报告内容",
        "what was reported",
        help=Text(
            "遵纪守法、接受监督管理、参加教育学习、公益活动和社会活动情况",
            "keeping the law, supervision, study, public-benefit and social activity",
        ),
    ),
    field(
        "injunction",
        FieldKind.LONG_TEXT,
        "遵守禁止令情况",
        "keeping the injunction",
        required=WITH_INJUNCTION,
        help=Text("有禁止令的须填", "where an injunction is in force"),
    ),
)  # fmt: skip
_RULES = (within_the_period, in_the_proper_way)
IN_TIME = Form(_FIELDS, rules=(*_RULES, by_the_end))
LATE = Form(_FIELDS, rules=(*_RULES, after_the_end))
REFUSED = Form(
    tuple(each for each in _FIELDS if each.name in ("reported_on", "channel")),
    rules=(within_the_period,),
)
EXCUSE = Form(
    (
        field(
            "excuse",
            FieldKind.CHOICE,
            "未报告的原因",
            "why it was missed",
            choices=(
                Choice("hospital", Text("住院治疗", "in hospital")),
                Choice("held", Text("被羁押或者被采取其他强制措施", "in custody or under other measures")),
                Choice("force", Text("不可抗力", "beyond control")),
                Choice("other", Text("其他正当理由", "another proper reason")),
            ),
        ),
        field("proof", FieldKind.EVIDENCE, "核实依据", "proof seen"),
    )
)
EDUCATED = Form(
    (
        field("educated_on", FieldKind.DAY, "教育日期", "day", happened=True),
        field("education", FieldKind.LONG_TEXT, "批评教育内容", "what was said"),
    ),
)


def _report(case: Case, answer: str, **more: Any) -> Mapping[str, Any]:
    return {
        "kind": case.form["kind"],
        "period_first": case.form["period_first"],
        "reported_on": case.form["reported_on"],
        "channel": case.form["channel"],
        "answer": answer,
        "had_guardian": bool(case.form.get("guardian")),
        "content": str(case.form.get("content") or ""),
        **more,
    }


def accepted(case: Case) -> Mapping[str, Any]:
    """The report as it was taken."""
    return _report(case, "accepted")


def rejected(case: Case) -> Mapping[str, Any]:
    """The report that was not taken, with the reasons why."""
    return _report(case, "rejected", content=case.acts[-1].reasons)


def excused(case: Case) -> Mapping[str, Any]:
    """That the want of a report has a proper reason."""
    act = case.acts[-1]
    return {
        "kind": case.form["kind"],
        "period_first": case.form["period_first"],
        "reported_on": local_day(act.at),
        "channel": "",
        "answer": "excused",
        "content": act.reasons,
    }
