"""P40 and a last day that moves: the discharge ends and opens anew in time, or hurries; by hand the term ends on time.

Law: Community Corrections Law art. 44; SPC Interpretation art. 202; DIS-1, DIS-2.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.audit.face import Actor
from fengqiao.catalogue.tests.test_discharge import APPRAISAL
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, cast, press, working
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories

TODAY = NOW.date()
AHEAD = 45
SOON, FAR = TODAY + timedelta(days=20), TODAY + timedelta(days=200)
RULING = subjects.Paper(title="（2026）浙0681刑更1号", dated=TODAY)


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def ending(day: date, serial: int = 1) -> Subject:
    return factories.someone(serial, sentence=factories.sentence(start=date(2026, 6, 1), end=day))


def move(person: Subject, day: date, people: Cast, *, at: datetime = NOW) -> None:
    """The court's ruling moves the last day; a second person confirms it."""
    clerk, head = as_actor(people.clerk, at), as_actor(people.head, at)
    given = subjects.file(uid=person.uid, by=clerk, today=at.date()).sentence
    assert given is not None
    made = subjects.correct_sentence(
        uid=person.uid, sentence=replace(given.given, end=day), paper=RULING, reason="更正裁定", by=clerk, at=at
    )
    if made.state == "waiting":
        subjects.decide_correction(correction=made.uid, accept=True, reason="", by=head, at=at)
    person.refresh_from_db()


def daily(at: datetime = NOW) -> int:
    return procedures.run_daily(at=at, over=(COUNTY,), only={"discharge"}).opened


def discharges(person: Subject) -> list[Any]:
    """Oldest first."""
    return sorted(procedures.matters_of(subject_id=person.pk), key=lambda row: row.started_at)


def running(person: Subject) -> list[UUID]:
    return [row.uid for row in discharges(person) if row.ended_at is None]


def results(person: Subject) -> list[str]:
    ended = [procedures.matter(uid=row.uid, by=reader(), at=NOW).progress.ended for row in discharges(person)]
    return [each.result if each else "" for each in ended]


def reader() -> Actor:
    return factories.actor(area=COUNTY)


def clocks(uid: UUID, at: datetime = NOW) -> dict[str, Any]:
    shown = procedures.matter(uid=uid, by=reader(), at=at).progress.clocks
    return {each.id: each for each in shown}


def test_a_last_day_that_moves_later_ends_the_discharge_and_it_opens_anew_in_time(people: Cast) -> None:
    person = ending(SOON)
    assert daily() == 1
    move(person, FAR, people)
    assert results(person) == ["term_moved"]
    before, on = FAR - timedelta(days=AHEAD + 1), FAR - timedelta(days=AHEAD)
    assert [daily(NOW + (day - TODAY)) for day in (TODAY, before, on, on)] == [0, 0, 1, 0]
    [uid] = running(person)
    assert clocks(uid, NOW + (on - TODAY))["DIS-1"].last_good_day == FAR - timedelta(days=30)


def test_a_last_day_that_moves_back_opens_it_for_the_same_day_again(people: Cast) -> None:
    person = ending(SOON)
    daily()
    move(person, FAR, people)
    move(person, SOON, people, at=NOW + timedelta(hours=1))
    assert results(person) == ["term_moved", ""], "opened by the fact, not first by tomorrow's run"
    assert daily(NOW + timedelta(hours=2)) == 0
    press(running(person)[0], "summary.detained", people.county_clerk, at=NOW + timedelta(hours=3))
    assert daily(NOW + timedelta(days=1)) == 0, "what an officer ended for this day stays ended"


def test_a_few_days_more_are_waited_for(people: Cast) -> None:
    person = ending(SOON)
    daily()
    [uid] = running(person)
    move(person, SOON + timedelta(days=10), people)
    assert running(person) == [uid]
    assert clocks(uid)["DIS-1"].last_good_day == TODAY, "thirty days ahead of the new last day"


@pytest.mark.parametrize("day", [SOON, TODAY, TODAY - timedelta(days=5)])
def test_a_last_day_that_moves_close_opens_it_at_once(people: Cast, day: date) -> None:
    person = ending(FAR)
    assert daily() == 0
    move(person, day, people)
    [uid] = running(person)
    assert clocks(uid)["DIS-1"].state == "late"
    assert daily() == 0


def test_a_running_discharge_hurries_when_the_last_day_moves_earlier(people: Cast) -> None:
    person = ending(TODAY + timedelta(days=44))
    daily()
    [uid] = running(person)
    assert clocks(uid)["DIS-1"].state != "late"
    move(person, TODAY - timedelta(days=1), people)
    assert running(person) == [uid]
    assert clocks(uid)["DIS-1"].state == "late"
    with working(COUNTY):
        [row] = procedures.moved_deadlines(by=as_actor(people.lead)).rows
    assert (row.kind, row.due_at < row.was_due_at) == ("corrected", True)


def test_a_pardon_knows_no_last_day_of_a_term(people: Cast) -> None:
    person = ending(FAR)
    told = {"ground": "pardon", "pardon_paper": "（2026）浙06刑特1号", "pardoned_on": TODAY.isoformat()}
    clerk = as_actor(people.county_clerk)
    uid = procedures.start(key="discharge", subject_id=person.pk, data=told, by=clerk, at=NOW).matter
    move(person, FAR + timedelta(days=90), people)
    assert running(person) == [uid]


def test_whoever_is_discharged_stays_discharged(people: Cast) -> None:
    person = ending(TODAY)
    daily()
    [uid] = running(person)
    press(uid, "summary.without", people.clerk, reasons="本人拒写")
    press(uid, "appraise.appraised", people.second, data=APPRAISAL)
    press(uid, "review.forward", people.county_clerk, data={"opinion": "同意"})
    press(uid, "decide.agree", people.lead)
    press(uid, "certify.issued", people.second_lead)
    move(person, FAR, people, at=NOW + timedelta(hours=1))
    assert uid in running(person), "its notices go on"


def test_by_hand_a_discharge_is_begun_in_its_days_and_no_earlier(people: Cast) -> None:
    clerk = as_actor(people.county_clerk)
    early, due = ending(TODAY + timedelta(days=AHEAD + 1)), ending(TODAY + timedelta(days=AHEAD), 2)
    with pytest.raises(procedures.Refused) as refused:
        procedures.start(key="discharge", subject_id=early.pk, data={"ground": "term"}, by=clerk, at=NOW)
    [wrong] = refused.value.refusal.wrong
    assert (wrong.field, wrong.code) == ("ground", "too_early")
    assert f"{TODAY + timedelta(days=1)}" in wrong.text.zh
    procedures.start(key="discharge", subject_id=due.pk, data={"ground": "term"}, by=clerk, at=NOW)
