"""Inbox and clocks are what the acts say: a rebuild changes nothing, and finds what was bent."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act, Clock, Matter, Task
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, asked, begun, person, press, waiting_to_be_decided
from fengqiao.procedures.tests.stays import World


def _rows() -> list[object]:
    """Everything that is projected, without the rows' own numbers."""
    tasks = [{**row, "id": 0} for row in Task.objects.order_by("matter", "step", "kind", "visit").values()]
    clocks = [{**row, "id": 0} for row in Clock.objects.order_by("matter", "step", "code").values()]
    return [*tasks, *clocks, *Matter.objects.order_by("id").values()]


# One press each; most are refused at most moments, which must leave everything as it was.
_PRESSES = st.sampled_from(
    [
        ("review.forward", "second", {}),
        ("review.forward", "clerk", {}),
        ("review.incomplete", "second", {"what_is_missing": "证明"}),
        ("application.submit", "clerk", asked(12)),
        ("review.visit", "clerk", {"visited_on": "2026-11-02"}),
        ("decide.grant", "lead", {}),
        ("decide.grant", "head", {}),
        ("decide.refuse", "lead", {}),
        ("away.back", "clerk", {}),
        ("overdue.found", "second", {}),
        ("review.withdrawn", "clerk", {}),
        ("clock", "", {}),
        ("wait", "", {}),
        ("delegate", "", {}),
        ("road", "", {}),
    ]
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(_PRESSES, max_size=9), days=st.integers(1, 20))
def test_a_rebuild_changes_nothing_after_any_sequence_of_acts(
    people: Cast, world: World, presses: list[tuple[str, str, dict[str, object]]], days: int
) -> None:
    with transaction.atomic():
        matter, at = begun(people, person(), days=days), NOW
        for name, who, data in presses:
            at = _play(people, world, matter, name, who, data, at)
            assert procedures.compare_all(by=as_actor(people.lead, at)) == (), name
        before = _rows()
        assert procedures.rebuild(by=as_actor(people.lead, at), at=at) == ()
        assert _rows() == before
        transaction.set_rollback(True)


def _play(
    people: Cast, world: World, matter: object, name: str, who: str, data: dict[str, object], at: object
) -> object:
    """One thing that happens; returns the moment after it."""
    at += timedelta(minutes=5)
    if name == "wait":
        return at + timedelta(days=4)
    if name == "clock":
        procedures.run_clocks(at=at, over=("330681",))
    elif name == "delegate":
        people.delegate()
        procedures.powers_changed(office="330681109", at=at)
    elif name == "road":
        world.closed_roads = frozenset({"S309"}) ^ world.closed_roads
        about = Matter.objects.get(uid=matter).subject_id
        procedures.matter_facts_changed(subject_id=about, keys={"closed_roads"}, at=at)
    else:
        with contextlib.suppress(procedures.ProceduresError):
            press(matter, name, getattr(people, who), at=at, data=data, reasons="不符合条件")
    return at


@pytest.mark.parametrize(
    ("bend", "table"),
    [
        ("DELETE FROM procedures_task", "procedures_task"),
        ("DELETE FROM procedures_clock", "procedures_clock"),
        (
            """INSERT INTO procedures_task (matter_id, subject_id, area, procedure, version, step, visit, kind, actor,
                 level, roles, barred, decides, blocked, quick, since, shown_from, clock, pressing_at, consequence,
                 basis)
               SELECT matter_id, subject_id, area, procedure, version, 'overdue', 1, 'act', actor, level, roles, barred,
                 decides, blocked, quick, since, shown_from, clock, pressing_at, consequence, basis
               FROM procedures_task""",
            "procedures_task",
        ),
        ("UPDATE procedures_matter SET acts = 9", "procedures_matter"),
    ],
)
def test_what_was_bent_is_found_and_put_right(people: Cast, bend: str, table: str) -> None:
    waiting_to_be_decided(people, person())
    by, before = as_actor(people.lead), _rows()
    with connection.cursor() as cursor:
        cursor.execute(bend)
    bent = _rows()
    found = procedures.compare_all(by=by)
    assert {each.table for each in found} == {table}
    assert _rows() == bent, "comparing writes nothing"
    assert procedures.rebuild(by=by, at=NOW) == found
    assert _rows() == before
    assert procedures.compare_all(by=by) == ()


def test_a_fact_that_changes_is_projected_without_an_act(people: Cast, world: World) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject, road="S309")
    assert Task.objects.get(matter__uid=matter).quick == ["grant"]
    world.closed_roads = frozenset({"S309"})
    later = NOW + timedelta(hours=1)
    assert procedures.matter_facts_changed(subject_id=subject.id, keys={"closed_roads"}, at=later) == 1
    task = Task.objects.get(matter__uid=matter)
    assert (task.blocked, task.quick) == (True, [])
    assert Act.objects.filter(matter__uid=matter).count() == 2


def test_a_fact_that_no_running_matter_reads_touches_nothing(people: Cast) -> None:
    subject = person()
    waiting_to_be_decided(people, subject)
    assert procedures.matter_facts_changed(subject_id=subject.id, keys={"wages"}, at=NOW) == 0
    assert procedures.matter_facts_changed(subject_id=subject.id, at=NOW) == 1


def test_a_fact_changed_behind_our_back_is_found(people: Cast, world: World) -> None:
    waiting_to_be_decided(people, person(), road="S309")
    world.closed_roads = frozenset({"S309"})
    (found,) = procedures.compare_all(by=as_actor(people.lead))
    assert (found.table, found.stored["blocked"], found.computed["blocked"]) == ("procedures_task", False, True)


def test_t26_a_decision_keeps_its_own_reasoning_when_a_fact_changes(people: Cast, world: World) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject, road="S309")
    done = press(matter, "decide.grant", people.lead)
    sealed = Act.objects.get(uid=done.act).sealed
    world.closed_roads = frozenset({"S309"})
    procedures.matter_facts_changed(subject_id=subject.id, keys={"closed_roads"}, at=NOW)
    assert Act.objects.get(uid=done.act).sealed == sealed
    assert sealed["checks"] == {"road": "pass"}
    assert sealed["band"] == 3


def test_a_rebuild_that_writes_nothing_leaves_no_trace_of_itself(people: Cast) -> None:
    """Thousands of matters in order are not thousands of audit rows."""
    from unittest.mock import patch

    waiting_to_be_decided(people, person())
    with patch("fengqiao.audit.record.write") as written:
        assert procedures.rebuild(by=as_actor(people.lead), at=NOW) == ()
    written.assert_not_called()
