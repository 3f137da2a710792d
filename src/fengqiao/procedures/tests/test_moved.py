"""Deadlines that moved while they ran are listed; what had passed stays passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import (
    Clock,
    Does,
    Field,
    FieldKind,
    Form,
    Step,
    after,
    at,
    end,
    go,
    office,
    opened,
    renews,
    stay,
)
from fengqiao.procedures.models import Clock as ClockRow
from fengqiao.procedures.models import MovedDeadline
from fengqiao.procedures.register import DEFINITIONS
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, cast, person, press, working
from fengqiao.procedures.tests.stays import stay_v1, word

UNTIL = Form((Field(name="until", kind=FieldKind.DAY, label=word("until")),))
BEGAN = Form((Field(name="began_on", kind=FieldKind.DAY, label=word("began on")),))


def _definition(*, even_late: bool = False) -> Any:
    work = Step(
        key="work",
        title=word("work"),
        actor=office(),
        does=Does.RECORD,
        clocks=(
            Clock(id="INV-1", title=word("to be done"), starts=at("began_on"), met_by=("work.done",),
                  pauses_from=after("work.stopped"), pauses_to=after("work.went_on")),
        ),
        outcomes=(
            stay("corrected", word("corrected"), form=BEGAN),
            stay("extended", word("extended"), form=UNTIL, renews=(renews("INV-1", "until", even_late=even_late),)),
            stay("stopped", word("stopped")),
            stay("went_on", word("went on")),
            go("again", word("again"), "work"),
            end("done", word("done")),
        ),
    )  # fmt: skip
    other = Clock(id="INV-2", title=word("the visit"), starts=opened())
    work = replace(work, clocks=(*work.clocks, other))
    return replace(stay_v1, key="task", number="P92", steps=(work,), form=BEGAN, checks=(), reads=())


@pytest.fixture(params=[False])
def task(request: pytest.FixtureRequest, people: Cast) -> Any:
    definition = _definition(even_late=request.param)
    DEFINITIONS.add(definition)
    yield begun(people)
    DEFINITIONS.remove(definition)


def begun(people: Cast) -> Any:
    data = {"began_on": "2026-11-23"}
    return procedures.start(key="task", subject_id=person().id, data=data, by=as_actor(people.clerk), at=NOW).matter


def due() -> datetime:
    return ClockRow.objects.get(code="INV-1").due_at


def moves() -> list[tuple[str, bool]]:
    return list(MovedDeadline.objects.filter(code="INV-1").order_by("id").values_list("kind", "after_it"))


def test_an_agreed_extension_moves_it_and_is_listed(people: Cast, task: Any) -> None:
    was = due()
    act = press(task, "work.extended", people.clerk, data={"until": "2027-01-15"}).act
    (row,) = procedures.moved_deadlines(by=as_actor(people.lead)).rows
    assert (row.kind, row.was_due_at, row.due_at, row.act) == ("extended", was, due(), act)
    assert due() > was
    assert not row.after_it


def test_an_exemption_given_after_the_deadline_never_moves_it(people: Cast, task: Any) -> None:
    was, late = due(), due() + timedelta(hours=1)
    press(task, "work.extended", people.clerk, at=late, data={"until": "2027-01-15"})
    press(task, "work.stopped", people.clerk, at=late)
    press(task, "work.went_on", people.clerk, at=late + timedelta(days=9))
    assert due() == was
    shown = procedures.matter(uid=task, by=as_actor(people.lead), at=late + timedelta(days=9)).progress.clock("INV-1")
    assert shown is not None
    assert shown.state == "late"
    assert ("extended", True) not in moves()


@pytest.mark.parametrize("task", [True], indirect=True)
def test_where_the_law_lets_it_be_moved_late_the_list_says_that_it_had_passed(people: Cast, task: Any) -> None:
    press(task, "work.extended", people.clerk, at=due() + timedelta(hours=1), data={"until": "2027-01-15"})
    assert moves() == [("extended", True)]


def test_a_pause_is_listed_when_it_begins_and_when_it_ends(people: Cast, task: Any) -> None:
    was = due()
    press(task, "work.stopped", people.clerk, at=NOW + timedelta(days=2))
    assert MovedDeadline.objects.get().due_at is None
    press(task, "work.corrected", people.clerk, at=NOW + timedelta(days=5), data={"began_on": "2026-11-23"})
    press(task, "work.went_on", people.clerk, at=NOW + timedelta(days=9))
    assert moves() == [("paused", False), ("resumed", False)]
    last = MovedDeadline.objects.latest("id")
    assert (last.was_due_at, last.due_at) == (was, due())
    assert due() - was == timedelta(days=7), "five working days and a weekend"


def test_a_corrected_start_is_listed_and_a_step_entered_again_is_not(people: Cast, task: Any) -> None:
    press(task, "work.corrected", people.clerk, at=NOW + timedelta(days=1), data={"began_on": "2026-11-20"})
    assert moves() == [("corrected", False)]
    press(task, "work.again", people.clerk, at=NOW + timedelta(days=1))
    assert MovedDeadline.objects.count() == 1


def test_a_rebuild_lists_nothing(people: Cast, task: Any) -> None:
    ClockRow.objects.filter(code="INV-1").delete()
    assert procedures.rebuild(by=as_actor(people.lead), at=NOW)
    assert moves() == []


def test_pages_of_the_list_cost_the_same_however_many(people: Cast, task: Any) -> None:
    lead = as_actor(people.lead)
    for month in range(1, 8):
        press(task, "work.extended", people.clerk, at=NOW + timedelta(hours=month), data={"until": f"2027-0{month}-11"})
    with CaptureQueriesContext(connection) as found:
        first = procedures.moved_deadlines(by=lead, size=3)
    assert len(found) == 1
    second = procedures.moved_deadlines(by=lead, size=3, after=first.next_cursor)
    third = procedures.moved_deadlines(by=lead, size=3, after=second.next_cursor)
    assert [len(each.rows) for each in (first, second, third)] == [3, 3, 1]
    assert third.next_cursor is None


def test_another_county_sees_none_of_it(committed: str) -> None:
    definition = _definition()
    DEFINITIONS.add(definition)
    try:
        with working():
            people = cast()
            task = begun(people)
        press(task, "work.extended", people.clerk, data={"until": "2027-01-15"})
        with working("330681"):
            assert len(procedures.moved_deadlines(by=as_actor(people.lead)).rows) == 1
        with working("330683"):
            assert procedures.moved_deadlines(by=as_actor(people.lead)).rows == ()
    finally:
        DEFINITIONS.remove(definition)
