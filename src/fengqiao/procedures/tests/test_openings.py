"""Matters that nobody opens by hand: by a fact, by another's lapsed clock, by a day, by a recurring duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.procedures import face as procedures
from fengqiao.procedures.actions import daily
from fengqiao.procedures.actions.opening import open_once
from fengqiao.procedures.grammar import (
    NO_FORM,
    Does,
    Start,
    Step,
    by,
    by_date,
    by_fact,
    by_lapsed_clock,
    end,
    every,
    office,
)
from fengqiao.procedures.models import Act, Clock, ClockRun, Matter, Task
from fengqiao.procedures.register import DEFINITIONS
from fengqiao.procedures.tests.cast import (
    NOW,
    OFFICE,
    Cast,
    as_actor,
    cast,
    person,
    press,
    waiting_to_be_decided,
    working,
)
from fengqiao.procedures.tests.stays import stay_v1, word

ENDS = date(2026, 12, 20)


@dataclass(frozen=True)
class RoadClosed:
    """A fact of the tests' own."""

    subject_id: int
    area: str
    road: str = "G60"


NAME = "procedures.RoadClosed"


class Rooms:
    """What other rooms say about who is due."""

    def __init__(self) -> None:
        self.ends: list[tuple[int, date, dict[str, Any]]] = []
        self.periods: list[tuple[int, str, dict[str, Any]]] = []
        self.asked: list[date] = []

    def ending(self, *, until: date) -> list[tuple[int, date, dict[str, Any]]]:
        self.asked.append(until)
        return [each for each in self.ends if each[1] <= until]

    def recurring(self, *, on: date, area: str) -> list[tuple[int, str, dict[str, Any]]]:
        return self.periods


WATCHED = Step(
    key="review",
    title=word("review"),
    actor=office(),
    does=Does.RECORD,
    no_clock=word("none"),
    outcomes=(end("seen", word("seen")),),
)


@contextmanager
def opens(*starts: Start, only_one: bool = False) -> Iterator[None]:
    """The procedure "watch" opens by these starts, and no other one of the daily run."""
    definition = replace(
        stay_v1, key="watch", number="P91", title=word("watch"), starts=starts, only_one=only_one,
        form=NO_FORM, checks=(), reads=(), steps=(WATCHED,),
    )  # fmt: skip
    DEFINITIONS.add(definition)
    try:
        with patch.object(daily, "all_current", lambda on: (definition,)):
            yield
    finally:
        DEFINITIONS.remove(definition)


def watches(subject_id: int) -> list[Matter]:
    return list(Matter.objects.filter(procedure="watch", subject_id=subject_id).order_by("id"))


def run(at: Any = NOW, over: tuple[str, ...] = ("330681",), **more: Any) -> procedures.DailyReport:
    return procedures.run_daily(at=at, over=over, **more)


def test_a_day_counted_back_from_a_fact_opens_it_on_that_day_and_once(people: Cast) -> None:
    rooms, subject = Rooms(), person()
    rooms.ends = [(subject.id, ENDS, {"road": "home"})]
    with opens(by_date("DIS-1", word("before the end"), of=rooms.ending)):
        opening = ENDS - timedelta(days=30)
        eve = clock.start_of(opening) - timedelta(seconds=1)
        assert run(eve).opened == 0
        assert run(eve + timedelta(seconds=1)).opened == 1
        assert run(eve + timedelta(days=5)).opened == 0
    (matter,) = watches(subject.id)
    first = Act.objects.get(matter_id=matter.id, no=1)
    assert (matter.period, first.kind, first.data) == (ENDS.isoformat(), "clock", {"road": "home"})
    assert first.sealed["opened_by"] == f"DIS-1 {ENDS.isoformat()}"


def test_only_what_is_near_is_asked_for(people: Cast) -> None:
    rooms = Rooms()
    with opens(by_date("DIS-1", word("before the end"), of=rooms.ending)):
        run()
    assert rooms.asked[0] <= clock.local_day(NOW) + timedelta(days=33)


def test_a_corrected_day_opens_again_unless_one_is_open_of_which_only_one_may_run(people: Cast) -> None:
    rooms, subject = Rooms(), person()
    start = by_date("DIS-1", word("before the end"), of=rooms.ending)
    for only_one, count in ((True, 1), (False, 2)):
        with opens(start, only_one=only_one):
            rooms.ends = [(subject.id, ENDS, {})]
            run()
            rooms.ends = [(subject.id, ENDS + timedelta(days=1), {})]
            run()
            assert len(watches(subject.id)) == count


def test_each_period_of_a_duty_is_its_own_matter(people: Cast) -> None:
    rooms, one, two = Rooms(), person(), person()
    with opens(every("CLS-2", word("every month"), of=rooms.recurring)):
        rooms.periods = [(one.id, "2026-10", {}), (two.id, "2026-10", {})]
        assert (run().opened, run().opened) == (2, 0)
        rooms.periods = [(one.id, "2026-11", {}), (two.id, "2026-10", {})]
        assert run().opened == 1
    assert [each.period for each in watches(one.id)] == ["2026-10", "2026-11"]


def test_questions_do_not_grow_with_the_people_who_are_not_due(people: Cast) -> None:
    rooms = Rooms()
    counts = []
    with opens(every("CLS-2", word("every month"), of=rooms.recurring)):
        for size in (2, 12):
            rooms.periods = [(person().id, "2026-10", {}) for _ in range(size)]
            run()
            with CaptureQueriesContext(connection) as found:
                run()
            counts.append(len(found))
    assert counts[0] == counts[1]


def test_many_are_opened_like_one_in_statements_that_do_not_grow(people: Cast) -> None:
    """The same rows, clocks and tasks as one by one; a person named twice is opened once where one may run."""
    rooms, counts, rows = Rooms(), [], []
    with opens(every("CLS-2", word("every month"), of=rooms.recurring), only_one=True):
        for size in (1, 9):
            there = [person() for _ in range(size)]
            rooms.periods = [(each.id, name, {"road": "home"}) for each in there for name in ("2026-10", "2026-11")]
            with CaptureQueriesContext(connection) as found:
                assert run().opened == size
            counts.append(len(found))
            rows += [_as_stored(each.id) for each in there]
        alone = person()
        (definition,) = daily.all_current(clock.local_day(NOW))
        by = audit.system("daily", ranges=("330681",))
        said = {"cause": "CLS-2 2026-10", "period": "2026-10", "data": {"road": "home"}}
        with scope.of(by.ranges):
            assert open_once(definition, subject_id=alone.id, by=by, at=NOW, **said)
    assert counts[0] == counts[1]
    assert rows == [_as_stored(alone.id)] * 10


def _as_stored(subject_id: int) -> list[object]:
    """Everything of a person's one matter, but the keys."""
    (matter,) = watches(subject_id)
    head = (matter.acts, matter.period, matter.area, matter.started_at, matter.projected_at, matter.ended_at)
    first = Act.objects.get(matter_id=matter.id)
    tasks = Task.objects.filter(matter_id=matter.id).values("step", "kind", "area", "due_at", "since")
    clocks = Clock.objects.filter(matter_id=matter.id).values("code", "state", "due_at")
    return [head, (first.no, first.kind, first.at, first.data, first.sealed), [*tasks], [*clocks]]


def test_each_of_many_has_an_audit_row_of_its_own(
    committed: str, sql: Callable[[str], psycopg.Connection[Any]]
) -> None:
    with working():
        cast()
        rooms = Rooms()
        rooms.periods = [(person().id, "2026-10", {}) for _ in range(2)]
    with opens(every("CLS-2", word("every month"), of=rooms.recurring)):
        assert run().opened == 2
    with working("330681"):
        matters = [str(uid) for uid in Matter.objects.filter(procedure="watch").values_list("uid", flat=True)]
    asked = "SELECT object, actor, data FROM fq.audit_row WHERE what = %s ORDER BY id"
    rows = sql("fq_seal").execute(asked, ["procedures.open"]).fetchall()
    said = {"cause": "CLS-2 2026-10", "period": "2026-10"}
    assert sorted(rows) == sorted((uid, "system:daily", said) for uid in matters)
    assert sql("fq_seal").execute(asked, ["procedures.open_all"]).fetchall()[0][2] == {"key": "watch", "count": 2}


def test_one_person_who_fails_does_not_stop_the_others_and_the_hour_tries_again(people: Cast) -> None:
    rooms, one, two = Rooms(), person(), person()
    rooms.periods = [(one.id, "2026-10", {}), (two.id, "2026-10", {})]
    real = daily.open_all

    def fails(*, awaited: Sequence[daily.Awaited], **more: Any) -> int:
        if one.id in {each.subject_id for each in awaited}:
            raise RuntimeError("broken")
        return real(awaited=awaited, **more)

    with opens(every("CLS-2", word("every month"), of=rooms.recurring)):
        with patch.object(daily, "open_all", fails):
            assert run() == procedures.DailyReport(1, 1, ((one.id, "watch"),))
        row = ClockRun.objects.get(kind="daily")
        assert (row.lapsed, row.failed) == (1, 1)
        assert run(clock.now(), again=False).opened == 1
        assert run(clock.now(), again=False).areas == 0


def test_it_says_when_the_daily_run_is_missing(people: Cast) -> None:
    assert procedures.last_daily_run(area="330681", now=clock.now()).is_silent
    run()
    ran = procedures.last_daily_run(area="330681", now=clock.now())
    assert not ran.is_silent
    morning = clock.start_of(clock.today() + timedelta(days=1))
    assert not procedures.last_daily_run(area="330681", now=morning + timedelta(hours=7, minutes=59)).is_silent
    assert procedures.last_daily_run(area="330681", now=morning + timedelta(hours=8)).is_silent


def test_a_daily_run_killed_in_the_middle_is_finished_by_the_next(committed: str) -> None:
    with working():
        cast()
        rooms = Rooms()
        rooms.periods = [(person().id, "2026-10", {}) for _ in range(3)]
    real, done = daily.open_all, []

    def dies_second(**more: Any) -> int:
        if done:
            raise KeyboardInterrupt
        done.append(1)
        return real(**more)

    with opens(every("CLS-2", word("every month"), of=rooms.recurring)):
        one_by_one, dying = patch.object(daily, "_AT_ONCE", 1), patch.object(daily, "open_all", dies_second)
        with one_by_one, dying, pytest.raises(KeyboardInterrupt):
            run()
        with transaction.atomic(), scope.of(("330681",)):
            assert Matter.objects.filter(procedure="watch").count() == 1
            assert not ClockRun.objects.filter(kind="daily").exists()
        assert run().opened == 2
        assert run().opened == 0


def test_a_fact_of_another_room_opens_it_with_what_it_says(people: Cast) -> None:
    one, two = person(), person()
    start = by_fact(NAME, word("closed"), only=lambda fact: fact.road == "G60", gives=lambda fact: {"road": fact.road})
    with opens(start), patch.object(RoadClosed, "__module__", "fengqiao.procedures.facts"):
        assert NAME in procedures.facts_awaited()
        assert procedures.fact_announced(RoadClosed(one.id, OFFICE), at=NOW) == 1
        assert procedures.fact_announced(RoadClosed(two.id, OFFICE, "S24"), at=NOW) == 0
    (matter,) = watches(one.id)
    first = Act.objects.get(matter_id=matter.id)
    assert (first.kind, first.data, first.sealed["opened_by"]) == ("fact", {"road": "G60"}, NAME)
    assert watches(two.id) == []


def test_the_lapse_of_another_procedure_s_clock_opens_it(people: Cast) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject)
    press(matter, "decide.grant", people.lead)
    with opens(by_lapsed_clock("stay", "LEA-3", word("not back"))):
        late = NOW + timedelta(days=8)
        procedures.run_clocks(at=late, over=("330681",))
        procedures.run_clocks(at=late, over=("330681",))
    (opened,) = watches(subject.id)
    lapse = Act.objects.get(matter__uid=matter, outcome="lapsed")
    assert Act.objects.get(matter_id=opened.id).sealed["opened_by"] == str(lapse.uid)


def test_what_opens_by_itself_is_not_offered_and_cannot_be_opened_by_hand(people: Cast) -> None:
    subject, clerk = person(), as_actor(people.clerk)
    with opens(by_date("DIS-1", word("before the end"), of=Rooms().ending)):
        offered = procedures.startable(subject_id=subject.id, by=clerk, at=NOW)
        assert [each.key for each in offered if each.key == "watch"] == []
        with pytest.raises(procedures.Refused) as refused:
            procedures.start(key="watch", subject_id=subject.id, data={}, by=clerk, at=NOW)
        assert refused.value.code == "not_competent"
    with opens(by_date("DIS-1", word("before the end"), of=Rooms().ending), by(office())):
        assert "watch" in {each.key for each in procedures.startable(subject_id=subject.id, by=clerk, at=NOW)}


def test_of_what_only_one_may_run_a_second_is_neither_offered_nor_opened(people: Cast) -> None:
    subject, clerk = person(), as_actor(people.clerk)
    data: dict[str, Any] = {}
    with opens(by(office()), only_one=True):
        done = procedures.start(key="watch", subject_id=subject.id, data=data, by=clerk, at=NOW)
        with pytest.raises(procedures.Refused) as refused:
            procedures.start(key="watch", subject_id=subject.id, data=data, by=clerk, at=NOW)
        assert refused.value.code == "already_open"
        assert "watch" not in {each.key for each in procedures.startable(subject_id=subject.id, by=clerk, at=NOW)}
        press(done.matter, "review.withdrawn", people.clerk)
        assert procedures.start(key="watch", subject_id=subject.id, data=data, by=clerk, at=NOW).matter != done.matter
