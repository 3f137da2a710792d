"""P40 in the pure engine: on the last day, even a holiday, and never before; four categories, minors, pardon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengqiao.catalogue.discharge import discharge
from fengqiao.catalogue.discharge_forms import category_text
from fengqiao.procedures.grammar import BY_CLOCK, Act, Case, Facts
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_CLERK, COUNTY_LEAD, Matter, moment, post
from fengqiao.subjects.face import AtTheEnd

ENDS = date(2027, 1, 2)
APPRAISAL = {"law_abiding": "遵守规定", "education": "按时参加", "conduct": "good", "opinion": "同意按期解除"}
SUMMARY = {"summary_on": "2026-12-01", "summary_how": "written", "summary_text": "服从监督管理"}
HANDED_OUT = {"handed_on": "2027-01-02", "received_by": "subject"}
ANNOUNCED = {
    "announced_at": "2027-01-02T09:30",
    "announced_where": "枫桥司法所",
    "officers": "何所长、俞佳",
    "presided_by": "何所长",
    "attendees": "矫正小组成员",
}
AFTERCARE = {"aftercare_body": "诸暨市安置帮教办公室", "aftercare_needs": "无", "aftercare_on": "2027-01-02"}


def facts(*, overlays: frozenset[str] = frozenset(), differs: int | None = 0, ends: date = ENDS, **more: Any) -> Facts:
    values = {"term_end": ends, "at_the_end": AtTheEnd(overlays, differs), "letters_out": frozenset()}
    told = {"category": "suspended_sentence", "matter": UUID(int=1_000), **more}
    return Facts(area=AREA, values=values, **told)


def opened(*, about: Facts | None = None) -> Matter:
    """Opened by the day itself, as the nightly run does."""
    matter = Matter(discharge, about or facts(), moment("2026-11-18 00:10"))
    first = Act(uid=matter.new_id(), step="application", outcome="submit", by=BY_CLOCK, at=matter.now)
    matter.acts += (first,)
    return matter


def decided(**more: Any) -> Matter:
    matter = opened(**more).at("2026-12-02 09:00")
    matter.do("summary.handed_in", CLERK, data=SUMMARY)
    matter.do("appraise.appraised", CLERK, data=APPRAISAL)
    matter.do("review.forward", COUNTY_CLERK, data={"opinion": "同意"})
    matter.do("decide.agree", COUNTY_LEAD)
    return matter


def test_the_ordinary_way() -> None:
    matter = decided()
    assert matter.open == ["certify"]
    matter.at("2027-01-02 09:00")
    act = matter.do("certify.issued", COUNTY_LEAD)
    call, filed = matter.calls(act)
    assert (call.name, call.values) == ("subjects.discharge", {"ended_on": ENDS, "ground": "term"})
    assert (filed.name, filed.values["ended_on"]) == ("documents.end_archive", ENDS)
    assert matter.open == ["hand_over", "announce", "notify", "aftercare", "clear_away"]
    matter.do("hand_over.handed", COUNTY_CLERK, data=HANDED_OUT)
    matter.do("announce.announced", CLERK, data=ANNOUNCED)
    made = matter.do("notify.sent", COUNTY_CLERK)
    matter.do("aftercare.linked", CLERK, data=AFTERCARE)
    matter.do("clear_away.cleared", COUNTY_CLERK, data={"exit_filing": True})
    assert (matter.open, matter.standing.clock("DIS-3").state) == (["notify_out"], "running"), "made is not sent"
    matter.lets_out(made).do("notify_out.sent", COUNTY_LEAD)
    assert matter.standing.clock("DIS-3").state == "met"
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "discharged"
    assert {copy.to for copy in matter.standing.copies} == {"decision_organ", "procuratorate", "police"}
    assert [paper.id for paper in matter.standing.papers] == ["D98", "D99", "D101", "D100", "D102", "D103"]


@pytest.mark.parametrize("too_early", ["2026-12-31 23:59", "2027-01-01 23:59"])
def test_nobody_gets_the_certificate_before_the_last_day(too_early: str) -> None:
    matter = decided().at(too_early)
    refusal = matter.refused("certify.issued", COUNTY_LEAD)
    assert refusal.code == "not_allowed"
    matter.at("2027-01-02 00:00")
    matter.do("certify.issued", COUNTY_LEAD)


def test_the_last_day_is_a_saturday_and_the_clock_does_not_move() -> None:
    matter = decided()
    clock = matter.standing.clock("DIS-2")
    assert clock is not None
    assert (ENDS.weekday(), clock.last_good_day, clock.first_late_day) == (5, ENDS, ENDS + timedelta(days=1))


def test_the_summary_is_due_thirty_days_before_and_nothing_waits_for_it() -> None:
    matter = opened()
    clock = matter.standing.clock("DIS-1")
    assert clock is not None
    assert (clock.last_good_day, clock.owner.actor) == (date(2026, 12, 3), "subject")
    matter.at("2026-12-10 09:00")
    assert matter.open == ["summary"]
    matter.do("summary.without", CLERK, reasons="住院，口头说明后补")
    state = {check.key: check.state for check in matter.standing.checks}
    assert (matter.open, state["summary_in"]) == (["appraise"], "warn")


def test_a_pending_revocation_blocks_and_the_matter_waits_for_the_ruling() -> None:
    matter = opened().at("2026-12-02 09:00")
    matter.do("summary.handed_in", CLERK, data=SUMMARY)
    matter.do("appraise.appraised", CLERK, data=APPRAISAL)
    matter.do("review.forward", COUNTY_CLERK, data={"opinion": "有未结程序"})
    matter.knows(at_the_end=AtTheEnd(frozenset({"revocation_pending"}), 0))
    assert matter.refused("decide.agree", COUNTY_LEAD).code == "not_allowed"
    matter.do("decide.wait", COUNTY_LEAD, reasons="撤销缓刑建议已送法院")
    assert matter.open == ["pending"]
    matter.knows(at_the_end=AtTheEnd(frozenset(), 0))
    matter.do("pending.settled", COUNTY_CLERK, data={"result_paper": "（2026）浙0681刑更1号，不予撤销"})
    matter.do("decide.agree", COUNTY_LEAD)
    assert matter.open == ["certify"]


def test_a_revocation_that_begins_after_the_decision_still_blocks_the_certificate() -> None:
    matter = decided().at("2027-01-02 09:00")
    matter.knows(at_the_end=AtTheEnd(frozenset({"revocation_pending"}), 0))
    assert matter.refused("certify.issued", COUNTY_LEAD).code == "not_allowed"


def test_a_changed_term_moves_the_last_day_with_it() -> None:
    matter = decided()
    matter.knows(term_end=date(2027, 3, 2))
    matter.at("2027-01-02 09:00")
    matter.refused("certify.issued", COUNTY_LEAD)
    clock = matter.standing.clock("DIS-2")
    assert clock is not None
    assert clock.last_good_day == date(2027, 3, 2)


def test_a_printed_end_in_doubt_is_asked_about() -> None:
    matter = opened(about=facts(differs=-1))
    found = next(check for check in matter.standing.checks if check.key == "term_agrees")
    assert (found.state, "相差 1 日" in found.evidence.zh) == ("warn", True)


def test_temporary_service_tells_the_prison_within_the_last_month() -> None:
    matter = decided(about=facts(category="temporary_service_outside"))
    assert matter.open == ["certify", "tell_prison"]
    clock = matter.standing.clock("DIS-4")
    assert clock is not None
    matter.do("tell_prison.told", COUNTY_CLERK)
    assert {copy.to for copy in matter.standing.copies} == {"prison"}


def test_a_pardon_discharges_on_its_day() -> None:
    matter = Matter(discharge, facts(), moment("2026-11-20 09:00"))
    pardon = {"ground": "pardon", "pardon_paper": "（2026）浙刑赦1号", "pardoned_on": "2026-11-20"}
    matter.do("application.submit", COUNTY_CLERK, data=pardon)
    assert {clock.id for clock in matter.standing.clocks} == set()
    matter.do("summary.without", CLERK, reasons="特赦")
    matter.do("appraise.appraised", CLERK, data=APPRAISAL)
    assert matter.refused("review.forward", COUNTY_CLERK, data={"opinion": "同意"}).code == "barred"
    matter.do("review.forward", post("county_staff", "another"), data={"opinion": "同意"})
    matter.do("decide.agree", COUNTY_LEAD)
    assert [clock.id for clock in matter.standing.clocks] == ["DIS-2-PARDON"]
    act = matter.do("certify.issued", COUNTY_LEAD)
    call, _filed = matter.calls(act)
    assert call.values == {"ended_on": date(2026, 11, 20), "ground": "pardon"}
    notice = matter.standing.clock("DIS-3-PARDON")
    assert notice is not None
    assert (matter.standing.clock("DIS-3"), notice.last_good_day) == (None, date(2026, 11, 25))


def test_a_pardoned_person_outside_prison_is_told_of_without_a_day_to_count_from() -> None:
    matter = Matter(discharge, facts(category="temporary_service_outside"), moment("2026-11-20 09:00"))
    pardon = {"ground": "pardon", "pardon_paper": "（2026）浙刑赦1号", "pardoned_on": "2026-11-20"}
    matter.do("application.submit", COUNTY_CLERK, data=pardon)
    matter.do("summary.without", CLERK, reasons="特赦")
    matter.do("appraise.appraised", CLERK, data=APPRAISAL)
    matter.do("review.forward", post("county_staff", "another"), data={"opinion": "同意"})
    matter.do("decide.agree", COUNTY_LEAD)
    assert "tell_prison" in matter.open
    assert [clock.id for clock in matter.standing.clocks] == ["DIS-2-PARDON"]


def test_the_certificate_is_given_when_the_person_has_it_and_not_when_it_is_signed() -> None:
    matter = decided().at("2027-01-02 09:00")
    matter.do("certify.issued", COUNTY_LEAD)
    signed = matter.standing.clock("DIS-2")
    assert signed is not None
    assert signed.met_at is None
    matter.do("hand_over.handed", COUNTY_CLERK, data=HANDED_OUT)
    handed = matter.standing.clock("DIS-2")
    assert handed is not None
    assert handed.met_at == matter.now


def test_the_prisons_own_release_meets_the_clock_of_the_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Case.parameter
    none_of_ours = {"discharge.tso_certificate": False}
    monkeypatch.setattr(Case, "parameter", lambda case, name: none_of_ours.get(name, asked(case, name)))
    matter = decided(about=facts(category="temporary_service_outside")).at("2027-01-02 09:00")
    matter.do("certify.released", COUNTY_LEAD, data={"release_paper": "（2027）释字1号", "released_on": "2027-01-02"})
    clock = matter.standing.clock("DIS-2")
    assert clock is not None
    assert clock.met_at == matter.now


def test_a_pardon_names_its_paper() -> None:
    matter = Matter(discharge, facts(), moment("2026-11-20 09:00"))
    refusal = matter.refused("application.submit", COUNTY_CLERK, data={"ground": "pardon"})
    assert {each.field for each in refusal.wrong} == {"pardon_paper", "pardoned_on"}


def test_a_minor_is_discharged_in_private() -> None:
    matter = decided(about=facts(flags=frozenset({"minor"}))).at("2027-01-02 09:00")
    matter.do("certify.issued", COUNTY_LEAD)
    refusal = matter.refused(
        "announce.announced", CLERK, data={**ANNOUNCED, "not_public": False, "guardian_present": True}
    )
    assert {each.field for each in refusal.wrong} == {"not_public"}
    matter.do("announce.announced", CLERK, data={**ANNOUNCED, "not_public": True, "guardian_present": True})


def test_who_refuses_the_certificate_has_a_witness_to_it() -> None:
    matter = decided().at("2027-01-02 09:00")
    matter.do("certify.issued", COUNTY_LEAD)
    refusal = matter.refused("hand_over.handed", COUNTY_CLERK, data={**HANDED_OUT, "received_by": "refused"})
    assert {each.field for each in refusal.wrong} == {"witness"}


@pytest.mark.parametrize(
    "category", ["public_surveillance", "suspended_sentence", "parole", "temporary_service_outside"]
)
def test_each_category_ends_in_its_own_words(category: str) -> None:
    matter = opened(about=facts(category=category))
    assert category_text(matter.standing.case).zh


def test_death_after_the_end_is_not_a_matter_of_corrections() -> None:
    matter = decided().at("2027-01-02 09:00")
    matter.do("certify.issued", COUNTY_LEAD)
    refusal = matter.refused("notify.death", COUNTY_CLERK)
    assert refusal.code == "no_such_outcome"


@settings(max_examples=60)
@given(st.dates(date(2026, 12, 20), date(2028, 6, 30)), st.integers(-40, 10))
def test_on_no_calendar_is_anybody_certified_early(ends: date, days: int) -> None:
    matter = decided(about=facts(ends=ends))
    on = max(ends + timedelta(days=days), date(2026, 12, 3))
    matter.at(f"{on} 12:00")
    answer = matter.attempt("certify.issued", COUNTY_LEAD)
    assert isinstance(answer, Act) == (on >= ends)
