"""P10 in the pure engine: how a report must be made, what follows when it is not, and what the office records."""

from __future__ import annotations

from typing import Any

import pytest

from fengqiao.catalogue.event_report import event_report
from fengqiao.catalogue.reporting import report
from fengqiao.catalogue.supervision_visit import supervision_visit
from fengqiao.catalogue.tests.story import Past, check, facts
from fengqiao.procedures.grammar import BY_CLOCK
from fengqiao.procedures.tests.drive import CLERK, COUNTY_CLERK, Matter, moment, post

FIRST, LAST = "2026-11-16", "2026-11-22"
ON_LEAVE = Past(moment(f"{FIRST} 00:00").date(), moment(f"{LAST} 00:00").date())
DEPUTY = post("office_staff", "second clerk")


def period(kind: str = "report", *, asked: bool = True, injunctions: int = 0, leaves: Any = (), **more: Any) -> Matter:
    """The matter of a week, as the daily run opens it."""
    name = f"{FIRST} {kind}"
    known = {
        "leaves": leaves, "injunctions": injunctions, "period_asked": frozenset({name} if asked else ()),
    }  # fmt: skip
    matter = Matter(report, facts(values=known, **more), moment(f"{FIRST} 00:10"))
    opening = {"kind": kind, "period_first": FIRST, "period_end": LAST, "class_name": "strict"}
    matter.do("application.submit", BY_CLOCK, data=opening)
    return matter.at("2026-11-18 10:00")


def said(**more: Any) -> dict[str, Any]:
    return {"reported_on": "2026-11-18", "channel": "in_person", "content": "按时上班", **more}


@pytest.mark.parametrize(
    ("why", "kind", "more", "wrong"),
    [
        ("in person", "report", {}, ""),
        ("by phone without a reason", "report", {"channel": "phone"}, "why_otherwise"),
        ("by phone on leave", "report", {"channel": "phone", "why_otherwise": "leave"}, "on_leave_only"),
        ("in person on leave", "report", {"why_otherwise": "leave"}, ""),
        ("by video in hospital", "report", {"channel": "video", "why_otherwise": "sick"}, ""),
        ("in person but written is asked", "written", {}, "why_otherwise"),
        ("in writing", "written", {"channel": "written"}, ""),
        ("taken down from speech", "written", {"why_otherwise": "illiterate"}, ""),
        ("who cannot write does not report by app", "report", {"channel": "app", "why_otherwise": "illiterate"},
         "why_otherwise"),
        ("before the period", "report", {"reported_on": "2026-11-15"}, "reported_on"),
        ("tomorrow", "report", {"reported_on": "2026-11-19"}, "reported_on"),
        ("without a word", "report", {"content": ""}, "content"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_how_a_report_is_made(why: str, kind: str, more: dict[str, Any], wrong: str) -> None:
    if wrong == "on_leave_only":
        refused = period(kind).refused("due.accepted", CLERK, data=said(**more))
        assert refused.wrong[0].code == "not_on_leave"
        period(kind, leaves=(ON_LEAVE,)).do("due.accepted", CLERK, data=said(**more))
    elif wrong:
        refused = period(kind).refused("due.accepted", CLERK, data=said(**more))
        assert [each.field for each in refused.wrong] == [wrong], why
    else:
        period(kind).do("due.accepted", CLERK, data=said(**more))


def test_an_injunction_and_a_minor_ask_for_more() -> None:
    refused = period(injunctions=1).refused("due.accepted", CLERK, data=said())
    assert [each.field for each in refused.wrong] == ["injunction"]
    period(injunctions=1).do("due.accepted", CLERK, data=said(injunction="未进入棋牌室"))
    minor = period(flags=frozenset({"minor"}))
    assert [each.field for each in minor.refused("due.accepted", CLERK, data=said()).wrong] == ["guardian"]
    minor.do("due.accepted", CLERK, data=said(guardian=True))


def test_the_office_takes_reports_and_nobody_else() -> None:
    assert period().refused("due.accepted", COUNTY_CLERK, data=said()).code == "not_competent"


def test_a_refused_report_stays_due_and_its_reasons_are_on_record() -> None:
    matter = period()
    data = {"reported_on": "2026-11-18", "channel": "in_person"}
    assert matter.refused("due.rejected", CLERK, data=data).code == "reasons"
    act = matter.do("due.rejected", CLERK, data=data, reasons="内容空泛")
    [recorded, _told] = matter.calls(act)
    assert (recorded.values["answer"], recorded.values["content"]) == ("rejected", "内容空泛")
    assert matter.open == ["due"]


def test_at_midnight_of_the_last_day_it_is_overdue_and_nothing_follows_of_itself() -> None:
    matter = period().at("2026-11-22 23:59")
    assert matter.open == ["due"]
    matter.at("2026-11-23 00:01")
    assert matter.open == ["overdue"]
    clocks = {each.id: each.state for each in matter.standing.clocks}
    assert clocks["REP-1"] in {"late", "lapsed"}
    matter.at("2026-12-20 09:00")
    assert matter.open == ["overdue"], "weeks later an officer still decides"
    late = said(reported_on="2026-12-20")
    assert matter.refused("overdue.in_time", CLERK, data=late).wrong[0].code == "late"
    matter.do("overdue.came_late", CLERK, data=late)
    assert matter.open == ["overdue"], "how it is dealt with is still to be said"
    matter.do("overdue.warning", CLERK, reasons="多次逾期")
    assert matter.standing.ended is not None


@pytest.mark.parametrize("asked", [True, False])
def test_a_period_ends_by_itself_only_when_nothing_is_asked_any_more(asked: bool) -> None:
    matter = period(asked=asked)
    if asked:
        assert matter.refused("due.superseded", CLERK).code == "not_allowed"
    else:
        matter.do("due.superseded", CLERK)
        assert matter.standing.ended is not None


EVENT = {
    "event": "work",
    "happened_at": "2026-11-17T10:00",
    "reported_at": "2026-11-18T09:00",
    "channel": "phone",
    "content": "换到纺织厂上班",
}


def event(**more: Any) -> Matter:
    matter = Matter(event_report, facts(), moment("2026-11-18 10:00"))
    matter.do("application.submit", CLERK, data={**EVENT, **more})
    return matter


@pytest.mark.parametrize(
    ("happened", "state"), [("2026-11-17T09:00", "warn"), ("2026-11-17T09:01", "pass"), ("2026-11-15T09:00", "warn")]
)
def test_an_event_is_reported_within_twenty_four_hours(happened: str, state: str) -> None:
    assert check(event(happened_at=happened), "in_time") == state


def test_only_a_late_event_report_is_answered_with_more_than_taking_it() -> None:
    assert event().refused("review.educated", CLERK, reasons="迟").code == "not_allowed"
    late = event(happened_at="2026-11-15T09:00")
    act = late.do("review.educated", CLERK, reasons="三日后才报告")
    [recorded] = late.calls(act)
    assert (recorded.values["kind"], recorded.values["answer"]) == ("event", "accepted")


def test_an_event_is_not_reported_before_it_happens() -> None:
    matter = Matter(event_report, facts(), moment("2026-11-18 10:00"))
    data = {**EVENT, "happened_at": "2026-11-18T09:30"}
    assert matter.refused("application.submit", CLERK, data=data).wrong[0].code == "too_early"


def planned(kind: str) -> Matter:
    matter = Matter(supervision_visit, facts(), moment("2026-11-18 10:00"))
    matter.do("application.submit", CLERK, data={"kind": kind, "planned_on": "2026-11-20"})
    return matter


VISIT = {"held_on": "2026-11-20", "officers": "陈立群、李建国", "place": "home", "met": "父亲", "content": "在家"}


@pytest.mark.parametrize("names", ["陈立群", "陈立群、陈立群", "陈立群、"])
def test_a_visit_takes_two_officers(names: str) -> None:
    matter = planned("visit").at("2026-11-20 16:00")
    [wrong] = matter.refused("hold.visited", CLERK, data={**VISIT, "officers": names}).wrong
    assert (wrong.field, wrong.code) == ("officers", "too_few")


def test_what_was_planned_is_what_is_recorded_and_may_be_put_off() -> None:
    matter = planned("visit").at("2026-11-20 16:00")
    assert matter.refused("hold.talked", CLERK, data={}).code == "not_allowed"
    past = {"again_on": "2026-11-19", "why": "不在家"}
    assert matter.refused("hold.put_off", CLERK, data=past).wrong[0].code == "in_past"
    matter.do("hold.put_off", CLERK, data={"again_on": "2026-11-24", "why": "不在家"})
    clock = matter.standing.clock("planned")
    assert clock is not None
    assert clock.last_good_day == moment("2026-11-24 00:00").date()
    matter.at("2026-11-24 16:00")
    act = matter.do("hold.visited", DEPUTY, data={**VISIT, "held_on": "2026-11-24"})
    assert [order.kind for order in matter.papers(act)] == ["D26"]
    assert matter.standing.ended is not None


def test_a_visit_of_tomorrow_was_not_held() -> None:
    refused = planned("visit").refused("hold.visited", CLERK, data={**VISIT, "held_on": "2026-11-19"})
    assert refused.wrong[0].code == "not_yet"
