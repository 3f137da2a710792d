"""P14 in the pure engine: two matters, one on each side, joined by letters."""

from __future__ import annotations

from fengqiao.procedures.grammar import BY_LETTER, Facts
from fengqiao.procedures.tests.definitions.execution_place_change import arriving, leaving
from fengqiao.procedures.tests.drive import (
    AREA,
    CLERK,
    COUNTY_CLERK,
    COUNTY_LEAD,
    Matter,
    moment,
    post,
)

ASKED = {"new_place": "330683", "moves_on": "2026-06-30", "why": "购房迁居"}
THERE = "330683102"


def old_side() -> Matter:
    matter = Matter(leaving, Facts(area=AREA), moment("2026-05-06 09:00"))
    matter.do("application.submit", CLERK, data=ASKED)
    matter.do("opinion.forward", CLERK)
    matter.do("ask.sent", COUNTY_CLERK)
    return matter


def new_side(at: str = "2026-05-07 09:00") -> Matter:
    matter = Matter(arriving, Facts(area=THERE), moment(at))
    matter.do("application.submit", BY_LETTER)
    return matter


def test_the_whole_way_from_one_county_to_the_other() -> None:
    old, new = old_side(), new_side()
    new.do("verify.consent", post("county_staff", "there", THERE))
    old.at("2026-05-08 09:00").letter("reply.D41", answer="consent")
    old.do("decide.agree", COUNTY_LEAD)
    assert {copy.to for copy in old.standing.copies} == {"decision_organ", "procuratorate", "police"}
    old.do("serve.served", COUNTY_CLERK)
    new.at("2026-05-12 09:00").letter("papers.D43")
    assert new.open == ["receipt", "arrival"]
    new.do("receipt.sent", post("county_staff", "there", THERE))
    old.at("2026-05-12 15:00").letter("move.D44")
    assert old.standing.clock("CHG-5").state == "met"  # type: ignore[union-attr]
    assert old.open == ["move"]
    new.at("2026-05-13 09:00").do("arrival.registered", post("county_staff", "there", THERE))
    assert new.standing.ended is not None
    assert new.standing.ended.result == "registered"
    old.at("2026-05-13 10:00").letter("move.registered")
    assert old.standing.ended is not None
    assert old.standing.ended.result == "moved"


def test_the_other_side_late_is_reminded_once_and_the_step_stays_open() -> None:
    matter = old_side().at("2026-05-20 09:00")
    assert matter.open == ["reply"]
    assert [act.name for act in matter.acts].count("reply.lapsed") == 1
    matter.at("2026-06-20 09:00")
    assert [act.name for act in matter.acts].count("reply.lapsed") == 1
    assert matter.standing.clock("CHG-3").state == "late"  # type: ignore[union-attr]


def test_without_consent_it_cannot_be_agreed_but_taken_to_the_upper_institution() -> None:
    matter = old_side()
    matter.letter("reply.D41", answer="objects")
    assert matter.refused("decide.agree", COUNTY_LEAD).code == "not_allowed"
    matter.do("decide.object", COUNTY_LEAD)
    assert matter.open == ["reply"]
    matter.letter("reply.D41", answer="consent")
    matter.do("decide.agree", COUNTY_LEAD)


def test_a_person_cannot_play_a_letter() -> None:
    assert old_side().refused("reply.D41", COUNTY_LEAD, data={"answer": "consent"}).code == "not_competent"


def test_a_letter_cannot_decide() -> None:
    matter = old_side()
    matter.letter("reply.D41", answer="consent")
    assert matter.refused("decide.agree", BY_LETTER).code == "not_competent"


def test_a_letter_starts_only_what_says_so() -> None:
    matter = Matter(leaving, Facts(area=AREA), moment("2026-05-06 09:00"))
    assert matter.refused("application.submit", BY_LETTER, data=ASKED).code == "not_competent"


def test_a_return_for_correction_restarts_the_clock_on_the_new_application() -> None:
    matter = Matter(leaving, Facts(area=AREA), moment("2026-05-06 09:00"))
    matter.do("application.submit", CLERK, data=ASKED)
    matter.do("opinion.incomplete", CLERK, data={"what_is_missing": "购房合同"})
    assert matter.open == ["application"]
    matter.at("2026-05-18 09:00").do("application.submit", CLERK, data=ASKED)
    clock = matter.standing.clock("CHG-2")
    assert clock is not None
    assert str(clock.last_good_day) == "2026-05-25", "five days from the 18th end on a Saturday and roll to Monday"
    assert str(clock.first_late_day) == "2026-05-26"


def test_not_arrived_opens_the_search_and_the_old_side_stays_responsible() -> None:
    matter = old_side()
    matter.letter("reply.D41", answer="consent")
    matter.do("decide.agree", COUNTY_LEAD)
    matter.do("serve.served", COUNTY_CLERK)
    matter.letter("move.not_arrived")
    assert matter.open == ["move"]
    assert "P31" in {each.id for each in matter.standing.by_hand}
