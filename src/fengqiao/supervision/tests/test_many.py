"""What is worked out for many people at once is what is worked out for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from fengqiao.casework import face as casework
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, working
from fengqiao.subjects.face import Subject
from fengqiao.supervision import face as supervision
from fengqiao.supervision.reads import courses as reads
from fengqiao.supervision.rules.periods import Rhythm
from fengqiao.supervision.rules.standing import DONE, LATE, stand
from fengqiao.supervision.tests import plain

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast.cast()


def register(people: Cast, seed: int) -> list[Subject]:
    """Some people with any past: inducted lately or long ago, classes that changed, leaves, reports, talks, visits."""
    chance, found = Random(seed), []
    for number in range(12):
        person = cast.person()
        found.append(person)
        if number % 4:
            _inducted(people, person, TODAY - timedelta(days=chance.randint(1, 260)))
            _in_classes(people, person, chance)
        for _each in range(chance.randint(0, 14)):
            _recorded(people, person, chance)
    last_week = NOW - timedelta(days=NOW.weekday() + 7)
    procedures.run_daily(at=last_week, over=(COUNTY,), only={"report"})
    procedures.run_clocks(at=NOW, over=(COUNTY,))
    return found


def _inducted(people: Cast, person: Subject, on: date) -> None:
    casework.record_induction(
        by=as_actor(people.head), at=NOW, subject_id=person.pk, area=person.area, matter=new_id(), act=new_id(),
        announced_on=on, place="司法所", attendees="小组", is_public=False, had_interpreter=False, had_guardian=False,
        is_signed=True,
    )  # fmt: skip


def _in_classes(people: Cast, person: Subject, chance: Random) -> None:
    for days in sorted((chance.randint(0, 200) for _each in range(chance.randint(0, 2))), reverse=True):
        casework.set_class(
            by=as_actor(people.head), at=NOW, subject_id=person.pk, area=person.area, matter=new_id(), act=new_id(),
            class_name=chance.choice(["strict", "normal", "lenient"]), first_day=TODAY - timedelta(days=days),
        )  # fmt: skip
    first = TODAY - timedelta(days=chance.randint(-5, 40))
    casework.record_leave(
        by=as_actor(people.head), at=NOW, subject_id=person.pk, area=person.area, matter=new_id(), act=new_id(),
        first_day=first, last_day=first + timedelta(days=chance.randint(0, 25)), places=("330102",), reason="medical",
    )  # fmt: skip


def _recorded(people: Cast, person: Subject, chance: Random) -> None:
    on = TODAY - timedelta(days=chance.randint(0, 120))
    common = {
        "by": as_actor(people.clerk), "at": NOW, "subject_id": person.pk, "area": person.area, "matter": new_id(),
        "act": new_id(), "channel": "in_person", "content": "谈话内容",
    }  # fmt: skip
    if chance.random() < 0.5:
        supervision.record_contact(**common, kind=chance.choice(["talk", "visit", "contact"]), held_on=on)
    else:
        answer = chance.choice(["accepted", "accepted", "rejected", "excused"])
        supervision.record_report(
            **common, kind=chance.choice(["report", "written"]), reported_on=on, answer=answer,
            period_first=on - timedelta(days=chance.randint(0, 9)),
        )  # fmt: skip


def _rhythm_of(kind: str, area: str) -> plain.RhythmOf:
    def rhythm(name: str, on: date) -> Rhythm:
        found = law.param(f"frequency.{kind}.{name}", on=on, area=area)
        return Rhythm(found.number, found.unit)

    return rhythm


def test_the_board_is_what_the_files_say_of_everybody(people: Cast) -> None:
    ids = [each.pk for each in register(people, 1)]
    with working(COUNTY):
        files = supervision.duties_for(ids, today=TODAY)
        board = supervision.overdue_by_officer(by=as_actor(people.lead), today=TODAY)
        everybody = supervision.overdue_at(cast.OFFICE, today=TODAY)
    told = {
        (subject, duty.kind): (TODAY - duty.overdue.period.due).days
        for subject, found in files.items()
        for duty in found.duties
        if duty.overdue is not None
    }
    assert {"report", "talk", "visit"} <= {kind for _subject, kind in told}
    assert {(subject, row.kind) for row in board for subject in row.people} == set(told)
    assert all(row.worst_days == max(told[subject, row.kind] for subject in row.people) for row in board)
    assert everybody == board


def test_the_calendar_is_what_the_plain_rules_say_of_everybody(people: Cast) -> None:
    ids = [each.pk for each in register(people, 3)]
    first, last = TODAY - timedelta(days=22), TODAY + timedelta(days=19)
    with working(COUNTY):
        found = supervision.due_days(by=as_actor(people.lead), first=first, last=last, today=TODAY)
        entries, everything = found.entries(first, last), sorted(_expected(ids, first, last))
    expected = [each for each in everything if each[3] != "excused"]
    assert len(expected) < len(everything), "somebody was excused"
    assert [(each.due_on, each.subject_id, each.kind, each.state) for each in entries] == expected
    assert found.counts == Counter(due for due, *_rest in expected)
    assert found.entries(TODAY, TODAY) == tuple(each for each in entries if each.due_on == TODAY)


def _expected(ids: list[int], first: date, last: date) -> Iterator[tuple[date, int, str, str]]:
    long_ago = first - timedelta(days=200)
    reports, contacts = supervision.reports_of(ids, since=long_ago), supervision.contacts_of(ids, since=long_ago)
    for person in reads.courses(on=TODAY, ids=ids).values():
        for kind in reads.kinds_asked(on=TODAY, area=person.area):
            absent = person.course.held + (person.course.away if kind == "visit" else ())
            for period in plain.periods(
                person.course, _rhythm_of(kind, person.area), since=long_ago, until=last, without="strict", percent=50,
                absent=absent, area=person.area,
            ):  # fmt: skip
                own = (reports.get(person.id, ()), contacts.get(person.id, ()))
                state = stand(kind, period, reports=own[0], contacts=own[1], today=TODAY).state
                if first <= period.due <= last and period.asked:
                    yield period.due, person.id, kind, DONE if state == LATE else state
