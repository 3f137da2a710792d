"""The two definitions on the real database: what their acts leave behind in subjects and casework."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.casework import face as casework
from fengqiao.catalogue.tests.story import ASKED, REGISTERED
from fengqiao.catalogue.tests.test_discharge import APPRAISAL
from fengqiao.documents import face as documents
from fengqiao.letters import face as letters
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, OFFICE, Cast, as_actor, cast, press, working
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories
from fengqiao.users.tests import factories as users_factories

NEXT_WEEK = NOW + timedelta(days=7)


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def leave_of(people: Cast, person: Subject, *, days: int = 4, **changes: Any) -> UUID:
    """A leave asked for and reviewed."""
    data = {
        **ASKED,
        "leaves_at": NEXT_WEEK.isoformat(),
        "returns_at": (NEXT_WEEK + timedelta(days=days - 1)).isoformat(),
        **changes,
    }
    clerk = as_actor(people.clerk)
    matter = procedures.start(key="leave", subject_id=person.id, data=data, by=clerk, at=NOW).matter
    press(matter, "review.forward", people.second, data={"opinion": "事由正当"})
    return matter


READER = factories.actor(area=COUNTY)


def standing(matter: UUID, at: datetime = NOW) -> Any:
    with working(COUNTY):
        return procedures.matter(uid=matter, by=READER, at=at).progress


def open_steps(matter: UUID, at: datetime = NOW) -> list[str]:
    return [step.key for step in standing(matter, at).open_steps]


def leaves(person: Subject, on: date) -> list[tuple[date, date]]:
    return [(span.first_day, span.last_day) for span in casework.approved_leaves(subject_id=person.id, on=on)]


def test_a_leave_from_application_to_return(people: Cast) -> None:
    people.delegate("leave")
    person = factories.someone(1)
    matter = leave_of(people, person)
    press(matter, "decide.grant", people.head)
    assert open_steps(matter) == ["away", "file_with_county"]
    assert leaves(person, NOW.date()) == [(date(2026, 11, 30), date(2026, 12, 3))]
    press(matter, "file_with_county.filed", people.clerk)
    back = NEXT_WEEK + timedelta(days=2)
    press(matter, "away.came_back", people.clerk, at=back, data={"returned_at": back.isoformat()})
    press(matter, "close.closed", people.clerk, at=back)
    assert standing(matter, back).ended.result == "closed"
    assert leaves(person, back.date()) == [(date(2026, 11, 30), date(2026, 12, 2))]


def test_without_a_delegation_the_county_decides(people: Cast) -> None:
    matter = leave_of(people, factories.someone(2))
    with pytest.raises(procedures.Refused):
        press(matter, "decide.grant", people.head)
    press(matter, "decide.grant", people.lead)
    assert open_steps(matter) == ["away"]


def test_a_granted_leave_counts_in_the_sum_of_the_next_but_not_in_its_own_extension(people: Cast) -> None:
    person = factories.someone(3)
    first = leave_of(people, person, days=20)
    press(first, "decide.grant", people.lead)
    later = {"leaves_at": (NEXT_WEEK + timedelta(days=30)).isoformat()}
    second = leave_of(people, person, **later, returns_at=(NEXT_WEEK + timedelta(days=44)).isoformat())
    assert open_steps(second) == ["county_opinion"], "20 and 15 days are more than 30"
    at = NEXT_WEEK + timedelta(days=1)
    more = {"extended_to": (NEXT_WEEK + timedelta(days=24)).isoformat(), "hindrance": "住院"}
    press(first, "away.ask_more", people.clerk, at=at, data=more)
    shown = next(step for step in standing(first, at).open_steps if step.key == "decide_extension")
    assert "两个月内累计外出 25 天" in shown.ladder[0].why.zh


def test_an_extension_is_listed_as_one_with_the_act_that_granted_it(people: Cast) -> None:
    """The grant changes a fact that the same matter reads: that must not tell the move as a correction first."""
    person = factories.someone(31)
    matter = leave_of(people, person)
    press(matter, "decide.grant", people.lead)
    at = NEXT_WEEK + timedelta(days=1)
    more = {"extended_to": (NEXT_WEEK + timedelta(days=5)).isoformat(), "hindrance": "住院"}
    press(matter, "away.ask_more", people.clerk, at=at, data=more)
    press(matter, "decide_extension.grant", people.lead, at=at)
    [moved] = procedures.moved_deadlines(by=as_actor(people.lead)).rows
    assert (moved.clock, moved.kind) == ("LEA-3", "extended")
    assert moved.act is not None


def test_an_extension_that_the_office_granted_is_filed_with_the_county_too(people: Cast) -> None:
    people.delegate("leave")
    matter = leave_of(people, factories.someone(32))
    press(matter, "decide.grant", people.head)
    press(matter, "file_with_county.filed", people.clerk)
    at = NEXT_WEEK + timedelta(days=1)
    more = {"extended_to": (NEXT_WEEK + timedelta(days=5)).isoformat(), "hindrance": "住院"}
    press(matter, "away.ask_more", people.clerk, at=at, data=more)
    press(matter, "decide_extension.grant", people.head, at=at)
    assert open_steps(matter) == ["away", "file_with_county"]
    press(matter, "file_with_county.filed", people.clerk, at=at)
    assert open_steps(matter) == ["away"]


def test_cancelled_before_departure_it_leaves_no_day(people: Cast) -> None:
    person = factories.someone(4)
    matter = leave_of(people, person)
    press(matter, "decide.grant", people.lead)
    press(matter, "away.cancelled", people.clerk)
    assert leaves(person, NOW.date()) == []


def test_the_end_of_the_term_stops_a_leave_that_was_never_granted_without_a_trace(people: Cast) -> None:
    person = factories.someone(5, sentence=factories.sentence(end=NOW.date()))
    matter = leave_of(people, person)
    with pytest.raises(procedures.Refused) as refused:
        press(matter, "decide.term_ended", people.clerk)
    assert "期满日 24 时之后" in refused.value.refusal.reason.zh, "the last day runs to its 24:00"
    tomorrow = NOW + timedelta(days=1)
    press(matter, "decide.term_ended", people.clerk, at=tomorrow)
    assert standing(matter, tomorrow).ended.result == "term_ended"
    assert leaves(person, tomorrow.date()) == []


def test_an_injunction_of_the_file_stops_the_grant(people: Cast) -> None:
    person = factories.someone(6)
    lead = as_actor(people.lead)
    item = casework.NewInjunction(kind="area", text="禁止进入杭州市上城区", areas=("330102",))
    casework.load(items=[casework.NewCasework(subject_id=person.id, area=OFFICE, injunctions=(item,))], by=lead, at=NOW)
    matter = leave_of(people, person)
    with pytest.raises(procedures.Refused) as refused:
        press(matter, "decide.grant", people.lead)
    assert "禁止进入杭州市上城区" in refused.value.refusal.reason.zh


def registered(people: Cast, person: Subject) -> UUID:
    """A registration whose papers came, with the person arrived and registered."""
    clerk = as_actor(people.county_clerk)
    notice = {"effective_on": "2026-11-16", "told_of_duty": True, "papers_received": ["judgment", "execution_notice"]}
    matter = procedures.start(key="registration", subject_id=person.id, data=notice, by=clerk, at=NOW).matter
    press(matter, "expect.arrived", people.county_clerk, data={"arrived_at": NOW.isoformat(), "identity_seen": True})
    press(matter, "register.registered", people.county_clerk, data=REGISTERED)
    return matter


def test_a_registration_makes_the_person_registered(people: Cast) -> None:
    person = factories.someone(7, arrived_on=None, registered_on=None)
    matter = registered(people, person)
    dates = subjects.intake_dates(subject_id=person.id, on=NOW.date())
    assert (dates.registered_on, dates.arrived_on, dates.state) == (
        date(2026, 11, 23),
        date(2026, 11, 23),
        "registered",
    )
    press(matter, "notify.sent", people.county_clerk)
    press(matter, "office_report.appeared", people.clerk, data={"appeared_at": NOW.isoformat()})
    assert standing(matter).ended.result == "registered"


def test_an_overdue_leave_is_found_by_the_clock(people: Cast) -> None:
    matter = leave_of(people, factories.someone(8))
    press(matter, "decide.grant", people.lead)
    late = NEXT_WEEK + timedelta(days=5)
    procedures.run_clocks(at=late)
    assert open_steps(matter, late) == ["overdue"]
    with pytest.raises(procedures.Refused):
        press(matter, "overdue.no_contact", people.clerk, at=late)
    press(matter, "overdue.no_contact", people.clerk, at=late, reasons="多方联系未果")
    assert standing(matter, late).ended.result == "no_contact"


def test_a_limit_that_has_lapsed_is_not_looked_after_again_though_its_step_stays_open(people: Cast) -> None:
    """At 700,000 people 18,000 such matters were visited every five minutes, to no end."""
    matter = registered(people, factories.someone(12, arrived_on=None, registered_on=None))
    press(matter, "notify.sent", people.county_clerk)
    late = NEXT_WEEK + timedelta(days=5)
    with working(COUNTY):
        waiting = procedures.matters_to_lapse(at=late)
    assert matter in waiting
    assert procedures.run_clocks(at=late, over=(COUNTY,)).lapsed == len(waiting)
    assert open_steps(matter, late) == ["office_report"]
    with working(COUNTY):
        assert procedures.matters_to_lapse(at=late) == ()
        assert procedures.compare_all(by=as_actor(people.lead)) == ()
    press(matter, "office_report.appeared", people.clerk, data={"appeared_at": late.isoformat()}, at=late)


def test_one_person_with_two_accounts_does_not_decide_what_was_reviewed_in_the_other(people: Cast) -> None:
    reviewer = users_factories.someone("office_staff", OFFICE, number_of="two accounts")
    decider = users_factories.someone("county_lead", COUNTY, number_of="two accounts")
    matter = leave_of(replace(people, second=reviewer), factories.someone(9))
    with pytest.raises(procedures.Refused) as refused:
        press(matter, "decide.grant", decider)
    assert refused.value.refusal.code == "barred"
    press(matter, "decide.grant", people.lead)


def test_a_discharge_ends_the_person_s_correction_and_whatever_else_was_open(people: Cast) -> None:
    person = factories.someone(31)
    other = leave_of(people, person)
    pardon = {"ground": "pardon", "pardon_paper": "（2026）浙刑赦1号", "pardoned_on": NOW.date().isoformat()}
    matter = procedures.start(
        key="discharge", subject_id=person.id, data=pardon, by=as_actor(people.county_clerk), at=NOW
    ).matter
    press(matter, "summary.without", people.clerk, reasons="特赦")
    press(matter, "appraise.appraised", people.clerk, data=APPRAISAL)
    press(
        matter,
        "review.forward",
        users_factories.someone("county_staff", COUNTY, name="冯建军"),
        data={"opinion": "同意"},
    )
    press(matter, "decide.agree", people.lead)
    press(matter, "certify.issued", people.lead)
    person.refresh_from_db()
    assert (person.state, person.ended_on, person.running) == ("discharged", NOW.date(), False)
    ended = standing(other).ended
    assert (ended.result, open_steps(matter)) == (
        "term_ended",
        ["hand_over", "announce", "notify", "aftercare", "clear_away"],
    )
    with working(COUNTY):
        assert procedures.compare_all(by=READER) == ()
        papers = {row.kind: row for row in documents.of_matter(matter)}
        said = documents.content(papers["D101"].uid)["facts"]
    assert {kind: row.state for kind, row in papers.items()} == {"D99": "sealed", "D101": "sealed"}
    _three_organs_are_written_to(matter, people)
    assert (said["ground"], said["ending"]) == ("特赦", "依法予以特赦")


def _three_organs_are_written_to(matter: UUID, people: Cast) -> None:
    """The notice of discharge goes to each of them as a letter when it is sealed, and the seal closes the step."""
    press(matter, "notify.sent", people.county_clerk)
    assert "notify_out" in open_steps(matter)
    with working(COUNTY):
        assert {row.state for row in letters.of_matter(matter, by=READER, today=NOW.date())} == {"prepared"}
    seal(matter, "D102", people)
    assert "notify_out" not in open_steps(matter)
    with working(COUNTY):
        sent = letters.of_matter(matter, by=READER, today=NOW.date())
    assert {row.organ: row.name for row in sent} == {
        "decision_organ": "诸暨市人民法院", "procuratorate": "诸暨市人民检察院", "police": "诸暨市公安局",
    }  # fmt: skip
    assert {(row.own, row.area, row.state, row.papers[0]["kind"]) for row in sent} == {
        (COUNTY, OFFICE, "waiting", "D102")
    }


def seal(matter: UUID, kind: str, people: Cast) -> None:
    with working(COUNTY):
        papers = [row.uid for row in documents.of_matter(matter) if row.kind == kind and row.state == "issued"]
        documents.seal(papers=papers, by=as_actor(people.lead), at=NOW)


def test_help_is_asked_of_the_county_at_the_destination(people: Cast) -> None:
    """D34 with its letter: two copies, the other county answers its own, the answer joins the leave."""
    there = users_factories.someone("county_staff", "330102", name="吴敏")
    matter = leave_of(people, factories.someone(41))
    press(matter, "decide.grant", people.lead)
    asked = {"help_from": "330102", "help_wanted": "接受到达、离开报告"}
    with pytest.raises(procedures.Refused):
        press(matter, "away.ask_help", people.county_clerk, data={**asked, "help_from": COUNTY})
    press(matter, "away.ask_help", people.county_clerk, data=asked)
    by = as_actor(there)
    with working("330102"):
        assert letters.arrived(by=by, minors=True).rows == (), "nothing leaves without its seal"
    seal(matter, "D34", people)
    with working(COUNTY):
        [sent] = letters.of_matter(matter, by=READER, today=NOW.date())
        [paper] = [row for row in documents.of_matter(matter) if row.kind == "D34"]
    assert (sent.organ_area, sent.by_hand, sent.number) == ("330102", False, paper.number)
    with working("330102"):
        lines = dict(letters.letter_arrived(sent.uid, by=by).body["lines"])
    assert lines["请求协助事项"] == "接受到达、离开报告"
    assert "*" in lines["证件号码"]
    answer = letters.reply(letter=sent.uid, words="同意协助。", by=by, at=NOW)
    with working(COUNTY):
        came = letters.letter_arrived(answer.uid, by=READER).row
    assert (came.matter, came.subject_id) == (matter, sent.subject_id)


def test_nobody_is_discharged_before_the_last_day_even_by_the_effect_itself(people: Cast) -> None:
    person = factories.someone(32)
    with working(COUNTY), pytest.raises(subjects.TooEarly):
        subjects.discharge(
            by=READER, at=NOW, subject_id=person.id, area=person.area, matter=UUID(int=1), act=UUID(int=2),
            ended_on=person.term_end - timedelta(days=1), ground="term",
        )  # fmt: skip
