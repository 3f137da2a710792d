"""P03 in the pure engine: the organ's five and ten days, our receipt, missing papers, another place."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from fengqiao.catalogue.document_delivery import document_delivery
from fengqiao.procedures.grammar import Facts
from fengqiao.procedures.tests.drive import AREA, COUNTY_CLERK, COUNTY_LEAD, Matter, moment
from fengqiao.subjects.face import IntakeDates

EFFECTIVE = date(2026, 11, 2)
NOTIFIED = {"organ": "诸暨市人民法院", "effective_on": "2026-11-02", "notified_on": "2026-11-05"}
RECEIVED = {"received_on": "2026-11-09", "received_papers": ["judgment", "execution_notice"]}


def facts(**more: Any) -> Facts:
    dates = IntakeDates(
        effective_on=EFFECTIVE,
        documents_on=None,
        arrived_on=None,
        registered_on=None,
        term_start=EFFECTIVE,
        term_end=date(2028, 11, 1),
        state="notified",
    )
    told = {"category": "suspended_sentence", "matter": UUID(int=1_000), **more}
    return Facts(area=AREA, values={"intake_dates": dates, "letters_out": frozenset()}, **told)


def notified(*, about: Facts | None = None, **changes: Any) -> Matter:
    matter = Matter(document_delivery, about or facts(), moment("2026-11-05 10:00"))
    matter.do("application.submit", COUNTY_CLERK, data={**NOTIFIED, **changes})
    return matter


def received(*, about: Facts | None = None, paper: dict[str, Any] | None = None, **changes: Any) -> Matter:
    matter = notified(about=about, **changes).at("2026-11-09 10:00")
    matter.do("await_papers.received", COUNTY_CLERK, data={**RECEIVED, **(paper or {})})
    return matter


def state(matter: Matter, key: str) -> str:
    return next(check.state for check in matter.standing.checks if check.key == key)


def test_the_organ_has_five_days_for_its_notice_and_ten_for_the_papers() -> None:
    due = {clock.id: (clock.last_good_day, clock.owner.actor) for clock in notified().standing.clocks}
    # The fifth day is a Saturday: both clocks roll over the end of the week.
    assert due == {"DEL-1": (date(2026, 11, 9), "decision_organ"), "DEL-2": (date(2026, 11, 12), "decision_organ")}


def test_the_ordinary_way_ends_with_our_receipt_within_five_days() -> None:
    matter = received()
    matter.do("check.checked", COUNTY_CLERK, data={})
    clock = matter.standing.clock("DEL-3")
    assert clock is not None
    assert (matter.open, clock.last_good_day) == (["receipt"], date(2026, 11, 16))
    made = matter.do("receipt.sent", COUNTY_CLERK)
    assert (matter.open, matter.standing.clock("DEL-3").state) == (["receipt_out"], "running")
    assert matter.refused("receipt_out.sent", COUNTY_LEAD).code == "not_allowed"
    matter.lets_out(made).do("receipt_out.sent", COUNTY_LEAD)
    ended = matter.standing.ended
    assert ended is not None
    assert (ended.result, matter.standing.clock("DEL-3").state) == ("delivered", "met")
    assert [paper.id for paper in matter.standing.papers] == ["D08"]


def test_a_receipt_that_is_late_at_its_seal_is_late_and_one_with_a_fault_is_made_again() -> None:
    """Law: Measures art. 16."""
    matter = received()
    matter.do("check.checked", COUNTY_CLERK, data={})
    made = matter.do("receipt.sent", COUNTY_CLERK)
    assert matter.refused("receipt_out.again", COUNTY_LEAD).code == "reasons"
    again = matter.do("receipt_out.again", COUNTY_LEAD, reasons="文书名称有误")
    (call,) = matter.calls(again)
    assert (call.name, call.values) == ("letters.call_off", {"of": str(made.uid), "reason": "文书名称有误"})
    second = matter.do("receipt.sent", COUNTY_CLERK)
    matter.lets_out(made)
    assert matter.refused("receipt_out.sent", COUNTY_LEAD).code == "not_allowed", "the letters of the second one wait"
    matter.at("2026-11-18 09:00")
    assert (matter.open, matter.standing.clock("DEL-3").state) == (["receipt_out"], "late")
    matter.lets_out(second).do("receipt_out.sent", COUNTY_LEAD)
    assert matter.standing.clock("DEL-3").state == "met_late"


@pytest.mark.parametrize(("on", "found"), [("2026-11-09", "pass"), ("2026-11-10", "warn")])
def test_a_late_notice_is_the_organ_s_fault_and_said_so(on: str, found: str) -> None:
    assert state(notified(notified_on=on), "notice_in_time") == found


@pytest.mark.parametrize(
    ("category", "papers", "found"),
    [
        ("suspended_sentence", ["judgment", "execution_notice"], "pass"),
        ("public_surveillance", ["judgment"], "warn"),
        ("parole", ["judgment", "execution_notice"], "warn"),
        ("parole", ["judgment", "ruling", "execution_notice", "release_certificate"], "pass"),
        ("temporary_service_outside", ["judgment", "decision", "execution_notice"], "warn"),
        ("temporary_service_outside", ["judgment", "decision", "execution_notice", "medical"], "pass"),
    ],
)
def test_each_category_has_its_own_set(category: str, papers: list[str], found: str) -> None:
    matter = received(about=facts(category=category), paper={"received_papers": papers})
    assert state(matter, "papers_complete") == found


@pytest.mark.parametrize(("flag", "paper"), [("medical_parole", "guarantor"), ("minor", "minor_report")])
def test_some_people_come_with_more(flag: str, paper: str) -> None:
    usual = ["judgment", "decision", "execution_notice", "medical"]
    about = facts(category="temporary_service_outside", flags=frozenset({flag}))
    assert state(received(about=about, paper={"received_papers": usual}), "papers_complete") == "warn"
    assert state(received(about=about, paper={"received_papers": [*usual, paper]}), "papers_complete") == "pass"


def test_missing_papers_are_asked_for_while_the_receipt_goes_out() -> None:
    matter = received(paper={"received_papers": ["judgment"]})
    matter.do("check.checked", COUNTY_CLERK, data={"papers_missing": ["execution_notice"]})
    assert matter.open == ["receipt", "ask_missing"]
    matter.lets_out(matter.do("receipt.sent", COUNTY_CLERK)).do("receipt_out.sent", COUNTY_LEAD)
    matter.do("ask_missing.asked", COUNTY_CLERK)
    clock = matter.standing.clock("DEL-4")
    assert clock is not None
    assert clock.owner.actor == "decision_organ"
    matter.at(f"{clock.first_late_day} 09:00")
    assert matter.open == ["await_missing"], "a lapse leaves it open: somebody must still complete them"
    matter.do("await_missing.completed", COUNTY_CLERK, data={"completed_on": str(clock.first_late_day)})
    assert matter.standing.ended is not None


def test_papers_of_another_place_are_forwarded_to_the_organs_here() -> None:
    matter = received(other_place=True)
    matter.do("check.checked", COUNTY_CLERK, data={})
    assert matter.open == ["receipt", "forward"]
    matter.do("forward.forwarded", COUNTY_CLERK)
    assert {copy.to for copy in matter.standing.copies} == {"procuratorate", "police"}


def test_without_the_day_of_effect_it_asks_for_it_and_counts_nothing() -> None:
    matter = Matter(document_delivery, facts(), moment("2026-11-05 10:00"))
    matter.do("application.submit", COUNTY_CLERK, data={})
    assert matter.standing.clocks == ()
    matter.do("await_papers.dates_added", COUNTY_CLERK, data=NOTIFIED)
    assert {clock.id for clock in matter.standing.clocks} == {"DEL-1", "DEL-2"}
