"""P04 in the pure engine: four categories, late or not, papers or not; nobody is turned away."""

from __future__ import annotations

from datetime import date

import pytest

from fengqiao.catalogue.registration import registration
from fengqiao.catalogue.tests.story import ARRIVED, NOTICE, REGISTERED, expected, facts
from fengqiao.procedures.grammar import BY_LETTER, Does, OutcomeKind
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_CLERK, COUNTY_LEAD, Matter, moment

HANDED_OVER = {
    **ARRIVED,
    "escort": "诸暨市看守所 押送人员",
    "handover_list": ["决定书", "病情诊断"],
    "health_on_arrival": "卧床",
}


def check(matter: Matter, key: str) -> tuple[str, str]:
    found = next(each for each in matter.standing.checks if each.key == key)
    return found.state, found.evidence.zh


def arrived(**changes: object) -> Matter:
    matter = expected(**changes).at("2026-11-10 10:00")
    matter.do("expect.arrived", COUNTY_CLERK, data=ARRIVED)
    return matter


def finish(matter: Matter) -> None:
    matter.do("notify.sent", COUNTY_CLERK)
    matter.do("office_report.appeared", CLERK, data={"appeared_at": matter.now.isoformat()})


def test_the_ordinary_way() -> None:
    matter = arrived()
    act = matter.do("register.registered", COUNTY_CLERK, data=REGISTERED)
    (effect,) = matter.calls(act)
    assert effect.name == "subjects.register"
    assert effect.values == {"registered_on": date(2026, 11, 10), "arrived_on": date(2026, 11, 10), "office": AREA}
    assert matter.open == ["notify", "office_report"]
    matter.do("notify.sent", COUNTY_CLERK)
    assert {copy.to for copy in matter.standing.copies} == {"decision_organ", "procuratorate", "police"}
    matter.do("office_report.appeared", CLERK, data={"appeared_at": "2026-11-10T10:00"})
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "registered"
    assert {each.id for each in matter.standing.by_hand} == {"P20"}
    assert {key for key, cause in matter.standing.opens if cause == act.uid} == {
        "correction_group",
        "correction_plan",
        "induction",
    }
    assert sorted(paper.id for paper in matter.standing.papers) == ["D10", "D11", "D12", "D14"]


@pytest.mark.parametrize("category", ["public_surveillance", "suspended_sentence", "parole"])
def test_three_categories_report_in_within_ten_days(category: str) -> None:
    matter = expected(about=facts(category=category))
    clocks = {clock.id: clock for clock in matter.standing.clocks}
    assert set(clocks) == {"REG-1"}
    assert (clocks["REG-1"].last_good_day, clocks["REG-1"].owner.actor) == (date(2026, 11, 12), "subject")


@pytest.mark.parametrize(
    ("decided_by", "clock"), [("court", "REG-2"), ("prison_administration", "REG-3"), ("police", "REG-3")]
)
def test_temporary_service_is_handed_over_within_ten_days(decided_by: str, clock: str) -> None:
    about = facts(category="temporary_service_outside")
    matter = expected(about=about, decided_by=decided_by, organ_received_on="2026-11-02")
    assert [each.id for each in matter.standing.clocks] == [clock]
    assert [variant.key for variant in matter.standing.variants] == ["temporary_service"]
    matter.at("2026-11-10 10:00")
    missing = matter.refused("expect.arrived", COUNTY_CLERK, data=ARRIVED)
    assert {each.field for each in missing.wrong} == {"escort", "handover_list", "health_on_arrival"}
    matter.do("expect.arrived", COUNTY_CLERK, data=HANDED_OVER)
    assert "D13" in {paper.id for paper in matter.standing.papers}
    matter.do("register.registered", COUNTY_CLERK, data=REGISTERED)
    finish(matter)
    assert matter.standing.ended is not None


def test_whoever_does_not_come_is_late_the_day_after_the_last_and_the_clock_says_so() -> None:
    matter = expected().at("2026-11-12 23:59")
    assert matter.open == ["expect"]
    matter.at("2026-11-13 00:00")
    assert matter.open == ["missed"]
    assert [key for key, _ in matter.standing.opens] == ["missed_intake"]


@pytest.mark.parametrize(
    ("on", "days", "rung"),
    [
        ("2026-11-13", 1, "训诫"),
        ("2026-11-22", 10, "训诫"),
        ("2026-11-23", 11, "警告"),
        ("2026-12-14", 32, "撤销"),
    ],
)
def test_whoever_comes_late_is_registered_and_the_rung_is_named(on: str, days: int, rung: str) -> None:
    matter = expected().at(f"{on} 10:00")
    late = {"arrived_at": f"{on}T09:00", "identity_seen": True, "why_late": "不知期限"}
    matter.do("missed.arrived", COUNTY_CLERK, data=late)
    state, evidence = check(matter, "in_time")
    assert state == "warn"
    assert f"逾期 {days} 日" in evidence
    assert rung in evidence
    matter.do("register.registered", COUNTY_CLERK, data=REGISTERED)
    finish(matter)
    assert matter.standing.ended is not None


def test_missing_papers_never_turn_the_person_away() -> None:
    matter = expected(papers_received=["judgment"]).at("2026-11-10 10:00")
    assert check(matter, "papers_complete")[0] == "warn"
    matter.do("expect.arrived", COUNTY_CLERK, data=ARRIVED)
    matter.do("register.registered", COUNTY_CLERK, data={**REGISTERED, "papers_missing": ["execution_notice"]})
    assert matter.open == ["notify", "office_report", "ask_papers"]
    finish(matter)
    assert matter.standing.ended is None
    matter.do("ask_papers.asked", COUNTY_CLERK, data={"asked_organ": "诸暨市人民法院"})
    clock = matter.standing.clock("DEL-4")
    assert clock is not None
    assert (clock.last_good_day, clock.owner.actor) == (date(2026, 11, 16), "decision_organ")
    matter.at("2026-11-14 10:00").do("await_papers.completed", COUNTY_CLERK, data={"completed_on": "2026-11-14"})
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "registered"


def test_no_step_of_registration_refuses_or_decides() -> None:
    """Refusal is not possible: there is no such outcome, and no check of it blocks."""
    keys = {outcome.key for step in registration.steps for outcome in step.outcomes}
    assert not {key for key in keys if "refuse" in key or "reject" in key}
    assert all(step.does is not Does.DECIDE for step in registration.steps)
    assert {check.severity.value for check in registration.checks} == {"warn"}


def test_a_person_not_told_of_the_duty_is_not_sanctioned_for_lateness() -> None:
    state, evidence = check(expected(told_of_duty=False), "told_of_duty")
    assert state == "warn"
    assert "不得因逾期处罚本人" in evidence


def test_without_dates_it_opens_all_the_same_and_says_that_they_are_missing() -> None:
    matter = Matter(registration, facts(), moment("2026-11-05 09:00"))
    matter.do("application.submit", COUNTY_LEAD, data={})
    (opened,) = matter.standing.open_steps
    assert (opened.clocks, opened.no_clock.zh) == ((), "起算日期不明，请先补录")  # type: ignore[union-attr]
    matter.do("expect.dates_added", COUNTY_CLERK, data=NOTICE)
    assert [clock.id for clock in matter.standing.clocks] == ["REG-1"]
    assert matter.open == ["expect"]


def test_an_old_effect_day_opens_it_overdue() -> None:
    matter = expected(effective_on="2026-09-01").at("2026-11-05 09:01")
    assert matter.open == ["missed"]
    assert matter.standing.clock("REG-1").state == "late"  # type: ignore[union-attr]


def test_duties_must_be_explained_and_identity_seen() -> None:
    matter = expected().at("2026-11-10 10:00")
    unseen = matter.refused("expect.arrived", COUNTY_CLERK, data={**ARRIVED, "identity_seen": False})
    assert [each.code for each in unseen.wrong] == ["must_be_done"]
    matter = arrived()
    unexplained = matter.refused("register.registered", COUNTY_CLERK, data={**REGISTERED, "duties_explained": False})
    assert [each.field for each in unexplained.wrong] == ["duties_explained"]


def test_a_minor_is_registered_with_the_guardian_present() -> None:
    matter = arrived(about=facts(flags=frozenset({"minor"})))
    refusal = matter.refused("register.registered", COUNTY_CLERK, data=REGISTERED)
    assert {each.field for each in refusal.wrong} == {"guardian_present", "guardian_named"}
    with_guardian = {**REGISTERED, "guardian_present": True, "guardian_named": "父亲"}
    matter.do("register.registered", COUNTY_CLERK, data=with_guardian)
    assert matter.standing.definition.disclosure.value == "confidential"


def test_who_cannot_move_is_registered_at_home_or_in_hospital() -> None:
    matter = arrived(about=facts(flags=frozenset({"pregnant"})))
    assert [variant.key for variant in matter.standing.variants] == ["registered_at_home"]
    matter.do("register.registered", COUNTY_CLERK, data={**REGISTERED, "registered_where": "hospital"})


def test_a_township_office_does_not_register() -> None:
    assert arrived().refused("register.registered", CLERK, data=REGISTERED).code == "not_competent"


def test_the_notice_of_the_organ_may_open_it() -> None:
    matter = Matter(registration, facts(), moment("2026-11-05 09:00"))
    matter.do("application.submit", BY_LETTER, data=NOTICE)
    assert matter.open == ["expect"]


def test_who_does_not_appear_at_the_office_stays_awaited() -> None:
    matter = arrived()
    matter.do("register.registered", COUNTY_CLERK, data=REGISTERED)
    matter.do("notify.sent", COUNTY_CLERK)
    matter.at("2026-11-20 09:00")
    assert matter.open == ["office_report"]
    lapses = [act for act in matter.acts if act.name == "office_report.lapsed"]
    assert len(lapses) == 1
    assert next(o for o in matter.standing.definition.step("office_report").outcomes if o.key == "lapsed").kind is (
        OutcomeKind.LAPSE
    )


def test_registration_is_due_the_same_day() -> None:
    clock = arrived().standing.clock("REG-4")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 10)
