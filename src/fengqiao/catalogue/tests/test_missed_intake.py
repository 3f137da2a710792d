"""P05 in the pure engine: search at once, tell the organs, register, and judge the delay by category."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.catalogue.missed_intake import missed_intake
from fengqiao.procedures.grammar import BY_CLOCK, Act, Facts
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_CLERK, COUNTY_LEAD, Matter, moment
from fengqiao.subjects.face import IntakeDates

EFFECTIVE = date(2026, 11, 2)
LAST_DAY = date(2026, 11, 12)
FOUND_OUT = {"found_out_on": "2026-11-13", "told_of_duty": True}
SEARCHED = {
    "tried_at": "2026-11-13T10:00",
    "means": ["phone", "visit"],
    "result": "家属称外出务工",
    "searched_by": "陈立群",
}
FOUND = {"found_on": "2026-11-14", "found_where": "在外县工地找到"}


def dates(*, arrived: date | None = None, effective: date | None = EFFECTIVE) -> IntakeDates:
    return IntakeDates(
        effective_on=effective,
        documents_on=EFFECTIVE,
        arrived_on=arrived,
        registered_on=arrived,
        term_start=EFFECTIVE,
        term_end=date(2028, 11, 1),
        state="registered" if arrived else "missed_intake",
    )


def facts(*, arrived: date | None = None, **more: Any) -> Facts:
    told = {"category": "suspended_sentence", "matter": UUID(int=1_000), **more}
    return Facts(area=AREA, values={"intake_dates": dates(arrived=arrived), "letters_out": frozenset()}, **told)


def opened(**more: Any) -> Matter:
    """Opened by the clock of registration, the moment after its last good day."""
    matter = Matter(missed_intake, facts(**more), moment("2026-11-13 00:00"))
    matter.acts += (Act(uid=matter.new_id(), step="application", outcome="submit", by=BY_CLOCK, at=matter.now),)
    return matter


def searching(**more: Any) -> Matter:
    matter = opened(**more).at("2026-11-13 09:00")
    matter.do("confirm.search", COUNTY_CLERK, data=FOUND_OUT)
    return matter


def heard(arrived: date, *, reason: str = "none", told: bool = True, **more: Any) -> Matter:
    """A matter in which the person came on a day, was registered and heard."""
    matter = opened(**more).at("2026-11-13 09:00")
    matter.do("confirm.search", COUNTY_CLERK, data={**FOUND_OUT, "told_of_duty": told})
    matter.do("tell_organ.told", COUNTY_CLERK)
    told_them = matter.do("tell_procuratorate.told", COUNTY_CLERK)
    matter.lets_out(told_them).do("tell_procuratorate_out.sent", COUNTY_LEAD)
    matter.at(f"{arrived} 10:00")
    matter.do("search.found", CLERK, data={**FOUND, "found_on": str(arrived)})
    matter.knows(intake_dates=dates(arrived=arrived))
    matter.do("bring_in.registered", COUNTY_CLERK)
    matter.do("account.heard", CLERK, data={"late_reason": reason, "account": "不知期限", "opinion": "依法处理"})
    return matter


def ways(matter: Matter) -> set[str]:
    (step,) = matter.standing.open_steps
    return {way.key for way in step.outcomes if way.allowed and not way.is_matter_wide}


def test_the_clock_opens_it_and_the_county_searches_at_once() -> None:
    matter = opened()
    clock = matter.standing.clock("MIS-1")
    assert clock is not None
    assert (matter.open, clock.state) == (["confirm"], "late")
    act = searching().acts[-1]
    assert act.name == "confirm.search"


def test_search_and_notices_run_side_by_side_with_their_own_clocks() -> None:
    matter = searching()
    assert matter.open == ["search", "tell_organ", "tell_procuratorate"]
    due = {clock.id: clock.last_good_day for clock in matter.standing.clocks}
    assert (due["MIS-2"], due["MIS-3"]) == (date(2026, 11, 16), date(2026, 11, 16))
    matter.do("tell_organ.told", COUNTY_CLERK)
    told = matter.do("tell_procuratorate.told", COUNTY_CLERK)
    matter.do("search.attempt", CLERK, data=SEARCHED)
    asked = {"police_station": "枫桥派出所", "last_contact": "11月1日电话"}
    asks = matter.do("search.ask_police", COUNTY_CLERK, data=asked)
    assert {clock.state for clock in matter.standing.clocks if clock.id in ("MIS-2", "MIS-3")} == {"running"}
    matter.lets_out(told).do("tell_procuratorate_out.sent", COUNTY_LEAD)
    assert matter.refused("search.police_asked", COUNTY_LEAD).code == "not_allowed"
    matter.lets_out(asks).do("search.police_asked", COUNTY_LEAD)
    assert matter.refused("search.police_asked", COUNTY_LEAD).code == "not_allowed", "once for each letter"
    clocks = {clock.id: clock.state for clock in matter.standing.clocks}
    assert (clocks["MIS-2"], clocks["MIS-3"]) == ("met", "met")
    assert {copy.to for copy in matter.standing.copies} == {"decision_organ", "procuratorate", "police"}


def test_the_effect_marks_the_person_as_missed() -> None:
    matter = opened().at("2026-11-13 09:00")
    act = matter.do("confirm.search", COUNTY_CLERK, data=FOUND_OUT)
    (call,) = matter.calls(act)
    assert (call.name, call.values) == ("subjects.miss_intake", {"since": date(2026, 11, 13)})


@pytest.mark.parametrize(
    ("days", "category", "way"),
    [
        (1, "suspended_sentence", "admonish"),
        (10, "suspended_sentence", "admonish"),
        (11, "suspended_sentence", "warn"),
        (31, "suspended_sentence", "warn"),
        (32, "suspended_sentence", "revoke_suspension"),
        (32, "parole", "revoke_parole"),
        (32, "public_surveillance", "penalty"),
        (10, "public_surveillance", "admonish"),
    ],
)
def test_the_delay_decides_what_may_follow(days: int, category: str, way: str) -> None:
    matter = heard(LAST_DAY + timedelta(days=days), category=category)
    assert ways(matter) == {way}
    matter.do(f"judge.{way}", COUNTY_LEAD)
    ended = matter.standing.ended
    assert ended is not None
    assert ended.result == way
    assert len(matter.standing.by_hand) == 1, "the sanction itself is a procedure of its own"


@pytest.mark.parametrize("days", [1, 11, 40])
def test_who_is_to_be_handed_over_is_never_late_by_the_ladder(days: int) -> None:
    told = {"category": "temporary_service_outside"}
    assert ways(heard(LAST_DAY + timedelta(days=days), **told)) == {"recommit"}, "whereabouts hidden, and nothing else"
    excused = heard(LAST_DAY + timedelta(days=days), reason="not_handed_over", **told)
    assert ways(excused) == {"excused"}
    assert next(each for each in excused.standing.checks if each.key == "days_late").state == "pass"


@pytest.mark.parametrize("reason", ["illness", "detention", "disaster", "other"])
def test_a_good_reason_excuses(reason: str) -> None:
    matter = heard(LAST_DAY + timedelta(days=40), reason=reason)
    assert ways(matter) == {"excused"}
    assert matter.refused("judge.excused", COUNTY_LEAD).code == "reasons"
    matter.do("judge.excused", COUNTY_LEAD, reasons="住院期间不能报到，有证明")


def test_who_was_not_told_is_not_sanctioned() -> None:
    matter = heard(LAST_DAY + timedelta(days=40), told=False)
    assert ways(matter) == {"excused"}
    assert next(check for check in matter.standing.checks if check.key == "told").state == "warn"


def test_nobody_is_judged_before_registration() -> None:
    matter = searching().at("2026-11-14 10:00")
    matter.do("search.found", CLERK, data=FOUND)
    assert matter.refused("bring_in.registered", COUNTY_CLERK).code == "not_allowed"
    matter.knows(intake_dates=dates(arrived=date(2026, 11, 14)))
    matter.do("bring_in.registered", COUNTY_CLERK)
    assert matter.open == ["tell_organ", "tell_procuratorate", "account"]


def test_the_organs_are_told_even_when_the_person_was_judged_first() -> None:
    matter = searching().at("2026-11-14 09:00")
    matter.do("search.found", CLERK, data=FOUND)
    matter.knows(intake_dates=dates(arrived=date(2026, 11, 14)))
    matter.do("bring_in.registered", COUNTY_CLERK)
    matter.do("account.heard", CLERK, data={"late_reason": "none", "account": "忘记", "opinion": "训诫"})
    matter.do("judge.admonish", COUNTY_LEAD)
    assert matter.open == ["tell_organ", "tell_procuratorate"]


def test_a_record_made_late_is_set_right_with_reasons() -> None:
    matter = opened(arrived=date(2026, 11, 10)).at("2026-11-13 09:00")
    assert matter.refused("confirm.came_in_time", COUNTY_CLERK).code == "reasons"
    matter.do("confirm.came_in_time", COUNTY_CLERK, reasons="11月10日已到，登记补录")
    assert matter.standing.ended is not None
