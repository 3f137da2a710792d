"""Found by whole lives: what waits has its clock or says why it has none, and follows facts that others changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fengqiao.casework import face as casework
from fengqiao.catalogue.tests.test_beginning_in_the_house import READER, newcomer, open_matters, registered
from fengqiao.catalogue.tests.test_classification import CLEAN, opened
from fengqiao.catalogue.tests.test_document_delivery import facts, notified, received
from fengqiao.catalogue.tests.test_group import MEMBER
from fengqiao.catalogue.tests.test_induction import ARRANGED
from fengqiao.catalogue.tests.test_missed_intake import FOUND_OUT
from fengqiao.catalogue.tests.test_missed_intake import opened as missed
from fengqiao.catalogue.tests.test_plan import CHANGED, PLAN, adjustment
from fengqiao.kit.clock import local_day
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, cast, press, working
from fengqiao.procedures.tests.drive import CLERK, COUNTY_CLERK, COUNTY_LEAD, Matter, Refusal


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def without_clock(matter: Matter) -> list[str]:
    return [step.key for step in matter.standing.open_steps if not step.clocks and step.no_clock is None]


def test_the_receipt_s_clock_runs_while_the_papers_are_still_checked() -> None:
    matter = received()
    assert matter.open == ["check"]
    (step,) = matter.standing.open_steps
    assert step.clocks == ("DEL-3",)


def test_a_class_asked_for_between_the_periods_waits_without_a_clock_and_says_so() -> None:
    matter = opened(("normal", local_day(NOW) - timedelta(days=400)), kind="trigger")
    matter.do("propose.proposed", CLERK, data={**CLEAN, "proposed_class": "strict"})
    assert matter.open == ["decide"]
    assert without_clock(matter) == []


def test_a_plan_adjusted_for_another_reason_waits_without_a_clock_and_says_so() -> None:
    matter = adjustment(cause="life_event")
    matter.do("evaluate.adjust", CLERK, data=CHANGED)
    assert matter.open == ["decide"]
    assert without_clock(matter) == []


def test_the_search_goes_on_without_a_clock_once_the_police_are_asked() -> None:
    matter = missed()
    matter.do("confirm.search", COUNTY_CLERK, data=FOUND_OUT)
    matter.do("search.ask_police", COUNTY_CLERK, data={"police_station": "枫桥派出所", "last_contact": "十月底来电"})
    assert without_clock(matter) == []


@pytest.mark.parametrize(("state", "may"), [("documents_received", False), ("registered", True)])
def test_nobody_is_led_to_discharge_who_was_never_registered(state: str, may: bool) -> None:
    matter = notified(about=facts(state=state))
    answer = matter.attempt("await_papers.term_ended", COUNTY_LEAD)
    assert isinstance(answer, Refusal) is not may


def test_what_another_matter_brought_about_is_seen_by_all_that_read_it(people: Cast) -> None:
    there = registered(people, newcomer(41))
    press(there["induction"], "arrange.arranged", people.county_clerk, data=ARRANGED)
    press(there["correction_group"], "members.add_member", people.clerk, data=MEMBER)
    press(there["correction_group"], "members.propose", people.clerk)
    press(there["correction_group"], "decide.formed", people.lead)
    assert procedures.compare_all(by=as_actor(people.lead)) == ()


def test_a_past_day_shows_the_facts_of_that_day(people: Cast) -> None:
    person = newcomer(42)
    there = registered(people, person)
    press(there["correction_group"], "members.add_member", people.clerk, data=MEMBER)
    press(there["correction_plan"], "draft.drafted", people.clerk, data=PLAN)
    late = NOW + timedelta(days=2)
    press(there["correction_group"], "members.propose", people.clerk, at=late)
    press(there["correction_group"], "decide.formed", people.lead, at=late)
    press(there["correction_plan"], "decide.approve", people.lead, at=late)
    with working(COUNTY):
        then = procedures.as_it_stood(uid=there["correction_plan"], by=READER, on=local_day(NOW)).progress
    assert [(check.key, check.state) for check in then.checks] == [("has_group", "warn")]
    about, before = {"subject_id": person.pk}, local_day(NOW) - timedelta(days=1)
    assert casework.plan_in_force(**about, on=local_day(NOW)) is None
    assert casework.correction_group(**about, on=local_day(NOW)).formed_on is None
    assert casework.correction_group(**about, on=before).members == ()
    assert "correction_plan" in open_matters(person)
