"""Event reports (重大事项报告), P10: what changes in the life of the person, reported promptly.

Law: Community Corrections Law art. 23; Implementation Measures art. 24; REP-2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue import reporting_forms as forms
from fengqiao.catalogue.awaited import P14, P23, P24
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.field import field
from fengqiao.catalogue.papers import from_form, paper
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.telling import tell
from fengqiao.law import face as law
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Case,
    Does,
    FieldKind,
    Finding,
    Form,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    Wrong,
    by,
    effect,
    end,
    found,
    local_day,
    office,
    since,
    warn,
)
from fengqiao.supervision import face as supervision

BASIS = (Law(23), Measures(24))
LIMIT = "REP-2"


def after_it_happened(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """Nothing is reported before it happens."""
    if values["reported_at"] >= values["happened_at"]:
        return ()
    return (Wrong("reported_at", "too_early", Text("报告时间早于事项发生时间", "reported before it happened")),)


EVENT = Form(
    (
        field("event", FieldKind.CHOICE, "事项种类", "kind of event", choices=choices(supervision.EVENTS)),
        field("happened_at", FieldKind.MOMENT, "事项发生时间", "when it happened"),
        field("reported_at", FieldKind.MOMENT, "报告时间", "when it was reported", happened=True),
        field("channel", FieldKind.CHOICE, "报告方式", "how", choices=forms.CHANNELS),
        field("guardian", FieldKind.YES_NO, "监护人到场", "guardian present", required=MINOR,
              help=Text("未成年社区矫正对象须填", "for minors")),
        field("content", FieldKind.LONG_TEXT, "报告内容", "what was reported"),
    ),
    rules=(after_it_happened,),
)  # fmt: skip


def in_time(case: Case) -> Finding:
    """Reported within the hours that the register sets; the law says promptly. Law: Measures art. 24; REP-2."""
    happened, reported = case.form.get("happened_at"), case.form.get("reported_at")
    if happened is None or reported is None:
        return Finding(True, Text("待填写", "to be filled in"))
    due = law.due(LIMIT, start=happened, area=case.area)
    hours = f"{due.number}"
    if due.is_late(reported):
        return Finding(False, Text(f"超过 {hours} 小时报告", f"reported after more than {hours} hours"))
    return Finding(True, Text(f"{hours} 小时内报告", f"reported within {hours} hours"))


def _says(case: Case, answer: str, content: str) -> Mapping[str, Any]:
    return {
        "kind": "event",
        "event": case.form["event"],
        "happened_at": case.form["happened_at"],
        "reported_on": local_day(case.form["reported_at"]),
        "channel": case.form["channel"],
        "answer": answer,
        "had_guardian": bool(case.form.get("guardian")),
        "content": content,
    }


def accepted(case: Case) -> Mapping[str, Any]:
    """The event as it was reported."""
    return _says(case, "accepted", case.form["content"])


def rejected(case: Case) -> Mapping[str, Any]:
    """That the report was not taken, and why."""
    return _says(case, "rejected", case.acts[-1].reasons)


def on_paper(case: Case) -> Mapping[str, Any]:
    """D25: an event report."""
    event = supervision.EVENTS[case.form["event"]]
    return {
        **from_form(case, "happened_at", "content", "guardian"),
        "kind": f"{supervision.KINDS['event'].zh}（{event.zh}）",
        "reported_on": local_day(case.form["reported_at"]),
        "channel": supervision.CHANNELS[case.form["channel"]].zh,
        "late": not in_time(case).passed,
        "answer": supervision.ANSWERS["accepted"].zh,
    }


TAKEN = {"papers": (paper("D25", on_paper),), "effects": (effect(supervision.record_report, accepted),)}
IS_LATE = found("in_time", Text("未在规定时间内报告", "it was not reported in time"))

event_report = Procedure(
    key="event_report",
    version=1,
    number="P10-2",
    room="supervision",
    valid=since(2020, 7, 1),
    title=Text("重大事项报告", "Event report"),
    about=IN_HAND,
    basis=BASIS,
    starts=(by(office(), Text("司法所登记本人报告", "the justice office, on the person's report")),),
    form=EVENT,
    application=Text("登记报告", "Record the report"),
    checks=(warn("in_time", Text("及时报告", "Reported promptly"), in_time, Measures(24)),),
    steps=(
        Step(
            key="review",
            title=Text("核实报告", "Look into the report"),
            actor=office(),
            does=Does.RECORD,
            basis=BASIS,
            no_clock=PROMPTLY,
            outcomes=(
                end("accepted", Text("接收报告", "Take the report"), basis=BASIS, **TAKEN),
                end(
                    "moves",
                    Text("接收报告，居住地跨县（市、区）变动", "Take it: the person moves to another county"),
                    opens=(P14,),
                    basis=(Law(27),),
                    **TAKEN,
                ),
                end(
                    "educated",
                    Text("接收报告，对未及时报告批评教育", "Take it and educate: it came late"),
                    when=IS_LATE,
                    reasons=True,
                    basis=BASIS,
                    **TAKEN,
                ),
                end(
                    "admonition",
                    Text("接收报告，提请训诫", "Take it and propose an admonition"),
                    when=IS_LATE,
                    reasons=True,
                    proposes=True,
                    opens=(P23,),
                    basis=(Measures(34),),
                    **TAKEN,
                ),
                end(
                    "warning",
                    Text("接收报告，提请警告", "Take it and propose a warning"),
                    when=IS_LATE,
                    reasons=True,
                    proposes=True,
                    opens=(P24,),
                    basis=(Measures(35),),
                    **TAKEN,
                ),
                end(
                    "rejected",
                    Text("经核实不实，不予接收", "Found untrue: do not take it"),
                    reasons=True,
                    effects=(effect(supervision.record_report, rejected), tell("please_call")),
                    basis=BASIS,
                ),
            ),
        ),
    ),
    matter_wide=endings(office()),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text("监护人到场，信息保密", "with the guardian; all is kept secret"),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 54), Measures(55)),
        ),
    ),
)
