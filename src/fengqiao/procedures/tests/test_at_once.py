"""Several people at once, and processes that die, on transactions that really commit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections

from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act, Clock, Matter, Task
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, cast, person, waiting_to_be_decided, working
from fengqiao.procedures.tests.stays import World
from fengqiao.users.tests import factories

SRC = Path(__file__).parents[3]


def _scene() -> tuple[Cast, UUID]:
    with working():
        people = cast()
        return people, waiting_to_be_decided(people, person())


def _together(count: int, decide: Callable[[int], object]) -> list[object]:
    """All at the same moment, each in a thread with its own connection; answers or errors in order."""
    gate = threading.Barrier(count)

    def run(n: int) -> object:
        gate.wait()
        try:
            return decide(n)
        except procedures.ProceduresError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_t32_of_twenty_approvals_at_once_exactly_one_wins(committed: str, world: World) -> None:
    people, matter = _scene()
    leads = (people.lead, people.second_lead)
    actors = [as_actor(leads[n % 2]) for n in range(20)]

    def approve(n: int) -> object:
        return procedures.submit(matter=matter, step="decide", outcome="grant", data={}, seen=2, by=actors[n], at=NOW)

    answers = _together(20, approve)
    won = [each for each in answers if isinstance(each, procedures.Done)]
    told = [each for each in answers if isinstance(each, procedures.AlreadyDecided)]
    assert (len(won), len(told)) == (1, 19)
    assert {(each.seen, each.current) for each in told} == {(2, 3)}
    assert all(each.acts[0].uid == won[0].act for each in told)
    with working():
        assert Act.objects.filter(matter__uid=matter, step="decide").count() == 1
        assert Task.objects.get(matter__uid=matter).step == "away"
    assert len(world.calls) == 1


def test_of_one_who_grants_and_one_who_refuses_at_once_one_is_told(committed: str) -> None:
    people, matter = _scene()
    actors = [as_actor(people.lead), as_actor(people.second_lead)]

    def decide(n: int) -> object:
        outcome, reasons = (("grant", ""), ("refuse", "不符合条件"))[n]
        return procedures.submit(
            matter=matter, step="decide", outcome=outcome, data={}, reasons=reasons, seen=2, by=actors[n], at=NOW
        )

    answers = _together(2, decide)
    assert sorted(type(each).__name__ for each in answers) == ["AlreadyDecided", "Done"]


def test_a_double_press_with_one_request_key_is_one_act_with_one_answer(committed: str) -> None:
    people, matter = _scene()
    by, request = as_actor(people.lead), UUID(int=7)

    def press(_: int) -> object:
        return procedures.submit(
            matter=matter, step="decide", outcome="grant", data={}, seen=2, by=by, at=NOW, request=request
        )

    answers = _together(6, press)
    assert len(set(answers)) == 1
    assert isinstance(answers[0], procedures.Done)


def test_a_request_key_opens_one_matter_however_often_it_is_pressed_at_once(committed: str) -> None:
    from fengqiao.procedures.tests.cast import asked

    with working():
        people, subject = cast(), person()
    by, request = as_actor(people.clerk), UUID(int=8)

    def press(_: int) -> object:
        return procedures.start(key="stay", subject_id=subject.id, data=asked(), by=by, at=NOW, request=request)

    assert len(set(_together(6, press))) == 1
    with working():
        assert Matter.objects.count() == 1


_DYING = """
import os, signal, sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from uuid import UUID
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import stays
from fengqiao.procedures.tests.cast import NOW
from fengqiao.users import face as users

writes = 0

def count(execute, sql, params, many, context):
    global writes
    answer = execute(sql, params, many, context)
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        writes += 1
        if writes == int(sys.argv[5]):
            os.kill(os.getpid(), signal.SIGKILL)
    return answer

with stays.registered(stays.stay_v1):
    by = users.actor(account=int(sys.argv[3]), post=int(sys.argv[4]), on=NOW.date(), verified_at=NOW)
    with connection.execute_wrapper(count):
        procedures.submit(
            matter=UUID(sys.argv[2]), step="decide", outcome="grant", data={}, seen=2, by=by, at=NOW
        )
print("lived")
"""


def _decide_and_die(name: str, matter: UUID, who: factories.Someone, *, after_writes: int) -> int:
    """A process of its own decides and is killed after its n-th write; its exit code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SRC), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", _DYING, name, str(matter), str(who.account), str(who.post), str(after_writes)],
        env=environment | {"DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return done.returncode


def test_kill_9_during_a_decision_leaves_nothing_half_done(committed: str) -> None:
    people, matter = _scene()
    with working():
        before = _everything()
    deaths = 0
    for writes in range(1, 12):
        if _decide_and_die(committed, matter, people.lead, after_writes=writes) == 0:
            break
        deaths += 1
        with working():
            assert _everything() == before, f"killed after write {writes}"
    assert deaths >= 4
    with working():
        assert Act.objects.filter(matter__uid=matter).count() == 3
        assert procedures.compare_all(by=as_actor(people.lead)) == ()


def _everything() -> tuple[object, ...]:
    """All rows of the room that a decision touches."""
    matters = Matter.objects.order_by("id").values_list()
    tables = (Act.objects.order_by("id"), Task.objects.order_by("id"), Clock.objects.order_by("id"))
    return (list(matters), *(list(rows.values_list()) for rows in tables))


@pytest.fixture(autouse=True)
def _closed() -> object:
    """No connection of a test may outlive its private database."""
    yield None
    connection.close()
