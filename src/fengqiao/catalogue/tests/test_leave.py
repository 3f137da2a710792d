"""P12 in the pure engine until it is decided: every band, every check; and what may overtake it."""

from __future__ import annotations

from datetime import date

import pytest

from fengqiao.catalogue.tests.story import ASKED, Forbidden, Past, asked, away, check, competent, facts, reviewed
from fengqiao.procedures.grammar import Level
from fengqiao.procedures.tests.drive import (
    CITY_LEAD,
    CLERK,
    COUNTY_CLERK,
    COUNTY_LEAD,
    HEAD,
    SECOND_CLERK,
    Matter,
    Refusal,
    moment,
    post,
)

# ---- who decides


@pytest.mark.parametrize(
    ("returns_at", "delegated", "level"),
    [
        ("2026-11-25T20:00", True, Level.TOWNSHIP),
        ("2026-12-01T20:00", True, Level.TOWNSHIP),
        ("2026-12-01T20:00", False, Level.COUNTY),
        ("2026-12-02T20:00", True, Level.COUNTY),
        ("2026-12-24T23:00", True, Level.COUNTY),
    ],
)
def test_up_to_seven_days_the_office_by_delegation_and_up_to_thirty_the_county(
    returns_at: str, delegated: bool, level: Level
) -> None:
    assert competent(reviewed(about=facts(delegated=delegated), returns_at=returns_at)) == level


def test_beyond_thirty_days_the_city_on_the_countys_opinion() -> None:
    matter = reviewed(returns_at="2026-12-25T20:00")
    assert matter.open == ["county_opinion"]
    matter.do("county_opinion.forward", COUNTY_CLERK, data={"opinion": "情况特殊，建议批准"})
    assert competent(matter) == Level.CITY
    assert matter.refused("decide.grant", COUNTY_LEAD).code == "not_competent"
    matter.do("decide.grant", CITY_LEAD)
    assert matter.open == ["away", "tell_procuratorate"]
    assert matter.standing.copies == (), "the county tells the county's procuratorate"
    matter.do("tell_procuratorate.told", COUNTY_CLERK)
    assert [copy.to for copy in matter.standing.copies] == ["procuratorate"]


def test_the_sum_within_two_months_lifts_a_short_leave_to_the_city() -> None:
    earlier = (Past(date(2026, 10, 1), date(2026, 10, 27)),)
    matter = reviewed(about=facts(past=earlier))
    assert matter.open == ["county_opinion"], "27 + 4 days are more than 30"
    shorter = (Past(date(2026, 10, 1), date(2026, 10, 26)),)
    assert competent(reviewed(about=facts(past=shorter))) == Level.TOWNSHIP, "26 + 4 days are not"


def test_the_page_shows_the_whole_ladder_and_why_this_band() -> None:
    opened = reviewed().standing.open_step("decide")
    assert opened is not None
    shown = {band.title.zh: (band.chosen, band.limit.zh, band.why.zh) for band in opened.ladder}
    assert shown["受委托的司法所"] == (
        True,
        "本次外出不超过 7 天",
        "本次外出 4 天，不超过 7 天；已由县级社区矫正机构委托（诸矫委〔2026〕02号）",
    )
    assert shown["市级社区矫正机构"][1] == "本次外出超过 30 天，或者两个月内累计外出（含本次）超过 30 天"


def test_who_reviewed_does_not_decide_and_the_decision_goes_up_when_nobody_else_can() -> None:
    matter = asked()
    matter.do("review.forward", HEAD, data={"opinion": "同意"})
    assert matter.refused("decide.grant", HEAD).code == "barred"
    matter.do("decide.send_up", HEAD, reasons="本所仅一名负责人，且已审核")
    assert competent(matter) == Level.COUNTY
    matter.do("decide.grant", COUNTY_LEAD)
    assert matter.open == ["away"], "the county decided itself, so nothing is filed with it"


def test_with_posts_known_the_decision_goes_up_by_itself() -> None:
    holders = {"office_head": frozenset({"head"}), "county_lead": frozenset({"county lead"})}
    matter = asked(about=facts(holders=holders))
    matter.do("review.forward", HEAD, data={"opinion": "同意"})
    assert competent(matter) == Level.COUNTY


def test_the_same_person_in_another_post_is_still_the_same_person() -> None:
    matter = reviewed()
    assert matter.refused("decide.grant", post("office_head", "clerk")).code == "barred"


def test_recording_the_persons_application_is_not_proposing() -> None:
    matter = asked()
    matter.do("review.forward", SECOND_CLERK, data={"opinion": "同意"})
    recorder = post("office_head", "clerk")
    matter.do("decide.grant", recorder)


# ---- the checks


def test_moving_within_one_city_is_not_leave() -> None:
    matter = asked(places=["330681101"])
    assert check(matter, "same_city") == "block"
    matter.do("review.not_needed", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "not_needed"


def test_a_real_leave_cannot_be_waved_away_as_not_needed() -> None:
    assert asked().refused("review.not_needed", CLERK).code == "not_allowed"


@pytest.mark.parametrize(
    ("key", "changes", "about"),
    [
        ("same_city", {"places": ["330681101"]}, facts()),
        ("abroad", {"places": ["810000"]}, facts()),
        ("abroad", {"abroad": True}, facts()),
        ("injunction_on_route", {}, facts(forbidden=(Forbidden("禁止进入杭州市上城区", ("330102",)),))),
        (
            "injunction_on_route",
            {"places": ["330122"], "passes_through": ["330102"]},
            facts(forbidden=(Forbidden("禁止进入杭州市上城区", ("330102",)),)),
        ),
    ],
)
def test_what_the_law_forbids_cannot_be_granted_by_anybody(key: str, changes: dict, about: object) -> None:
    matter = reviewed(about=about, **changes)
    assert check(matter, key) == "block"
    refusal = matter.refused("decide.grant", HEAD)
    assert refusal.code == "not_allowed"
    assert refusal.basis, "the page names the article"
    matter.do("decide.refuse", HEAD, reasons="依法不予批准", answers={"proper_reason": "事由可另行解决"})


@pytest.mark.parametrize(("asked_on", "state"), [("2026-11-20 23:00", "pass"), ("2026-11-21 09:00", "warn")])
def test_three_days_ahead_is_a_warning_and_not_a_bar(asked_on: str, state: str) -> None:
    matter = reviewed(asked_on)
    assert check(matter, "three_days_ahead") == state
    matter.do("decide.grant", HEAD)


def test_a_proper_reason_must_be_answered_before_refusing() -> None:
    matter = reviewed()
    assert check(matter, "proper_reason") == "pass"
    assert matter.refused("decide.refuse", HEAD).code == "reasons"
    assert matter.refused("decide.refuse", HEAD, reasons="近期表现不好").code == "answers"
    matter.do("decide.refuse", HEAD, reasons="材料不实", answers={"proper_reason": "经核实预约单系伪造"})
    assert matter.open == ["tell"]
    matter.do("tell.told", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "refused"
    assert [paper.id for paper in matter.standing.papers] == ["D32", "D36"]


def test_a_leave_is_never_approved_after_it_began() -> None:
    matter = reviewed().at("2026-11-25 07:00")
    assert matter.standing.clock("LEA-2").state == "late"  # type: ignore[union-attr]
    assert matter.refused("decide.grant", HEAD).code == "not_allowed"


def test_an_emergency_may_begin_first_and_brings_the_paper_within_a_day() -> None:
    emergency = {"emergency": True, "proof": [], "leaves_at": "2026-11-16T08:00", "returns_at": "2026-11-18T20:00"}
    matter = asked("2026-11-16 08:30", **emergency)
    matter.do("review.forward", CLERK, data={"opinion": "父亲病危，情况属实"})
    matter.do("decide.grant", HEAD)
    assert matter.open == ["away", "file_with_county", "hand_in_paper"]
    paper = matter.standing.clock("LEA-PAPER")
    assert paper is not None
    assert paper.due_at == moment("2026-11-17 08:30")
    matter.at("2026-11-16 20:00")
    matter.do("hand_in_paper.handed_in", CLERK, data={"paper_given_at": "2026-11-16T19:50"})
    assert matter.standing.clock("LEA-PAPER").state == "met"  # type: ignore[union-attr]


# ---- application, return, withdrawal


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"returns_at": "2026-11-25T06:00"}, "returns_at", "return_before_departure"),
        ({"leaves_at": "next week"}, "leaves_at", "not_readable"),
        ({"places": []}, "places", "missing"),
        ({"places": ["Hangzhou"]}, "places", "not_readable"),
        ({"proof": []}, "proof", "missing"),
        ({"reason": "holiday"}, "reason", "not_readable"),
        ({"wish": "x"}, "wish", "unknown_field"),
        ({"details": "\x00"}, "details", "not_readable"),
    ],
)
def test_a_wrong_application_is_told_field_by_field(changes: dict, field: str, code: str) -> None:
    matter = Matter(reviewed().definition, facts(), moment("2026-11-16 09:00"))
    refusal = matter.refused("application.submit", CLERK, data={**ASKED, **changes})
    assert isinstance(refusal, Refusal)
    assert (refusal.code, [(each.field, each.code) for each in refusal.wrong]) == ("form", [(field, code)])


def test_sent_back_it_comes_again_and_the_later_form_counts() -> None:
    matter = asked()
    matter.do("review.incomplete", CLERK, data={"what_is_missing": "预约单"})
    assert matter.open == ["application"]
    matter.do("application.submit", CLERK, data={**ASKED, "returns_at": "2026-12-02T20:00"})
    matter.do("review.forward", CLERK, data={"opinion": "同意"})
    assert competent(matter) == Level.COUNTY


def test_it_may_be_withdrawn_until_decided_and_cancelled_until_left() -> None:
    matter = asked()
    matter.do("review.withdrawn", CLERK)
    assert matter.standing.ended is not None
    granted = away()
    assert granted.refused("away.withdrawn", CLERK).code == "no_such_outcome"
    cancel = granted.do("away.cancelled", CLERK)
    assert [each.name for each in granted.calls(cancel)] == ["casework.cancel_leave"]
    assert away().at("2026-11-25 07:00").refused("away.cancelled", CLERK).code == "not_allowed"


# ---- variants, overtaking events, records


def test_a_minor_needs_the_guardians_consent() -> None:
    about = facts(flags=frozenset({"minor"}))
    matter = Matter(reviewed().definition, about, moment("2026-11-16 09:00"))
    assert [each.field for each in matter.refused("application.submit", CLERK, data=ASKED).wrong] == ["guardian_agrees"]
    matter.do("application.submit", CLERK, data={**ASKED, "guardian_agrees": False})
    assert check(matter, "guardian") == "block"
    assert [variant.key for variant in matter.standing.variants] == ["minor", "injunction_bearers"]


def test_what_is_not_checked_here_asks_for_a_note_and_never_counts_as_passed() -> None:
    matter = reviewed(about=facts(category="temporary_service_outside"))
    assert check(matter, "health") == "not_checked"
    assert matter.refused("decide.grant", HEAD).code == "note"
    act = matter.do("decide.grant", HEAD, answers={"health": "凭省级指定医院近期诊断，可以外出"})
    assert act.sealed["checks"]["health"] == "not_checked"
    assert check(matter, "health") == "not_checked"


@pytest.mark.parametrize("what", ["death", "detained", "transferred", "term_ended"])
def test_what_happens_to_the_person_overtakes_the_leave(what: str) -> None:
    matter = away().at("2026-11-26 09:00")
    act = matter.do(f"away.{what}", CLERK)
    assert matter.standing.ended is not None
    assert [each.values for each in matter.calls(act)] == [{"returned_on": date(2026, 11, 26)}]
    assert not [clock for clock in matter.standing.clocks if clock.is_open]


def test_a_record_dated_too_far_back_waits_for_a_second_person() -> None:
    matter = away().at("2026-11-28 12:00")
    act = matter.do("away.came_back", CLERK, data={"returned_at": "2026-11-24T09:00"})
    assert matter.open == ["away"]
    (waiting,) = matter.standing.unconfirmed
    assert (waiting.happened, waiting.recorded) == (date(2026, 11, 24), moment("2026-11-28 12:00"))
    assert matter.calls(act) == ()
    same = matter.confirm(act, CLERK)
    assert isinstance(same, Refusal)
    assert same.code == "barred"
    matter.confirm(act, SECOND_CLERK)
    assert matter.open == ["close"]


def test_a_rejected_late_record_has_no_effect() -> None:
    matter = away().at("2026-11-28 12:00")
    act = matter.do("away.came_back", CLERK, data={"returned_at": "2026-11-24T09:00"})
    matter.confirm(act, SECOND_CLERK, accept=False, reasons="与车票不符")
    assert matter.open == ["away"]
    assert matter.standing.unconfirmed == ()


def test_two_who_decide_at_once_one_wins_and_the_other_is_told() -> None:
    matter = reviewed()
    seen = matter.standing.version
    matter.do("decide.grant", HEAD, version=seen)
    refusal = matter.refused("decide.refuse", post("office_head", "other head"), version=seen)
    assert refusal.code == "stale"
    assert refusal.reason.zh == "head已先行办理：批准"


def test_as_it_stood_is_the_same_function_with_fewer_acts() -> None:
    matter = away().at("2026-11-29 09:00")
    then = matter.stood(moment("2026-11-28 12:00"))
    assert [step.key for step in then.open_steps] == ["away"]
    assert then.clock("LEA-3").state in {"running", "warned"}  # type: ignore[union-attr]


def test_an_injunction_without_places_is_a_question_and_never_counts_as_clear() -> None:
    matter = asked(about=facts(forbidden=(Forbidden("禁止进入娱乐场所", ()),)))
    found = {check.key: check for check in matter.standing.checks}
    assert found["injunction_places"].state == "warn"
    assert "禁止进入娱乐场所" in found["injunction_places"].evidence.zh
    assert found["injunction_on_route"].state == "pass"
