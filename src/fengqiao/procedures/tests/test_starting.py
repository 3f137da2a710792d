"""Many matters opened at once are what the same matters opened one by one are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.procedures import face as procedures
from fengqiao.procedures.actions import starting
from fengqiao.procedures.facts import MatterActed
from fengqiao.procedures.models import Act, Clock, Draft, Matter, Task
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, asked, begun, cast, person, working
from fengqiao.procedures.tests.stays import World
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject

KEYS = {"id", "uid", "matter_id", "subject_id", "recorded_at", "request", "data_sealed"}


def openings(count: int) -> list[procedures.Opening]:
    return [procedures.Opening(subject_id=person().id, data=asked(3), request=uuid4()) for _ in range(count)]


def open_all(people: Cast, wanted: list[procedures.Opening]) -> None:
    clerk = as_actor(people.clerk)
    procedures.start_all(key="stay", openings=wanted, count=len(wanted), by=clerk, at=NOW)


def content(subject_id: int) -> dict[str, list[dict[str, Any]]]:
    """What the tables hold about a person, without keys and stamps."""
    return {
        table.__name__: [
            {name: value for name, value in vars(row).items() if name not in KEYS and name != "_state"}
            | {"data": row.data if isinstance(row, Act) else None}
            for row in table.objects.filter(subject_id=subject_id).order_by("id")  # type: ignore[attr-defined]
        ]
        for table in (Matter, Act, Task, Clock)
    }


def test_the_same_rows_as_one_by_one(everywhere: None, world: World) -> None:
    people = cast()
    wanted = openings(3)
    alone = person()
    begun(people, alone)

    open_all(people, wanted)

    expected = content(alone.id)
    assert [len(rows) for rows in expected.values()] == [1, 1, 1, len(expected["Clock"])]
    for each in wanted:
        assert content(each.subject_id) == expected
    assert procedures.compare_all(by=as_actor(people.lead)) == ()


def test_a_request_that_was_answered_opens_nothing_more(everywhere: None, world: World) -> None:
    people = cast()
    wanted = openings(3)
    open_all(people, wanted[:2])

    open_all(people, wanted)

    assert Matter.objects.count() == Act.objects.count() == 3
    with pytest.raises(procedures.KeyUsedBefore):
        open_all(people, [replace(wanted[0], data=asked(2))])


def test_one_that_is_refused_opens_none(everywhere: None, world: World) -> None:
    people = cast()
    wanted = openings(3)
    with pytest.raises(procedures.Refused):
        open_all(people, [*wanted, replace(wanted[0], request=uuid4(), data={})])
    with pytest.raises(subjects.UnknownSubject):
        open_all(people, [*wanted, replace(wanted[0], subject_id=10**9)])
    minor = person()
    Subject.objects.filter(pk=minor.pk).update(minor=True, version=2)
    with pytest.raises(subjects.UnknownSubject):
        open_all(people, [*wanted, replace(wanted[0], subject_id=minor.pk)])
    assert not Matter.objects.exists()


def test_where_only_one_may_run_nobody_gets_a_second(
    everywhere: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    wanted = openings(2)
    only_one = replace(starting.current("stay", NOW.date()), only_one=True)
    monkeypatch.setattr(starting, "current", lambda key, on: only_one)
    with pytest.raises(procedures.Refused):
        open_all(people, [*wanted, replace(wanted[0], request=uuid4())])
    open_all(people, wanted)
    with pytest.raises(procedures.Refused):
        open_all(people, [replace(wanted[0], request=uuid4())])
    assert Matter.objects.count() == 2


def test_the_number_of_statements_does_not_grow_with_the_people(everywhere: None, world: World) -> None:
    people = cast()
    counts = []
    for many in (2, 20):
        wanted = openings(many)
        with CaptureQueriesContext(connection) as queries:
            open_all(people, wanted)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_an_application_that_brings_about_more_goes_the_long_way(
    everywhere: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = cast()
    alone = person()
    begun(people, alone)
    wanted = openings(2)
    monkeypatch.setattr(starting, "does_more", lambda standing, act: standing.matter.subject_id == wanted[0].subject_id)

    open_all(people, wanted)

    assert content(wanted[0].subject_id) == content(wanted[1].subject_id) == content(alone.id)
    assert set(Matter.objects.exclude(subject=alone).values_list("request", flat=True)) == {
        each.request for each in wanted
    }


def test_everybody_is_told_and_drafts_go(everywhere: None, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr("fengqiao.kit.bus.announce", heard.append)
    people = cast()
    wanted = openings(3)
    clerk = as_actor(people.clerk)
    draft = {"key": "stay", "step": "application", "data": {}, "by": clerk, "at": NOW}
    procedures.save_draft(subject_id=wanted[0].subject_id, **draft)
    kept = person()
    procedures.save_draft(subject_id=kept.id, **draft)

    open_all(people, wanted)

    acted = [fact.subject_id for fact in heard if isinstance(fact, MatterActed)]
    assert sorted(acted) == sorted(each.subject_id for each in wanted)
    assert list(Draft.objects.values_list("subject_id", flat=True)) == [kept.id]


def test_each_matter_has_an_audit_row_of_its_own(
    committed: str, world: World, sql: Callable[[str], psycopg.Connection[Any]]
) -> None:
    with working():
        people = cast()
        wanted = openings(3)
        begun(people, person())
    open_all(people, wanted)
    with working(COUNTY):
        matters: list[UUID] = list(Matter.objects.values_list("uid", flat=True))
    rows = sql("fq_seal").execute("SELECT what, actor, area, object, data FROM fq.audit_row ORDER BY id").fetchall()
    started = [row for row in rows if row[0] == "procedures.start"]
    assert sorted(row[3] for row in started) == sorted(str(uid) for uid in matters)
    assert len({(actor, area, str(data)) for _, actor, area, _, data in started}) == 1
    assert [row[4] for row in rows if row[0] == "procedures.start_all"] == [{"key": "stay", "count": 3}]
