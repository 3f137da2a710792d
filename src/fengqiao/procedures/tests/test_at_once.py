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


# A process that forks one child for each line it reads; the child decides and is killed after that many writes.
_DYING = """
import os, signal, sys
import django
django.setup()
from uuid import UUID
from django.db import connection
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import stays
from fengqiao.procedures.tests.cast import NOW
from fengqiao.users import face as users

name, matter, account, post = sys.argv[1:]
connection.settings_dict["NAME"] = name

def decide(last):
    writes = 0
    def count(execute, sql, params, many, context):
        nonlocal writes
        answer = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            writes += 1
            if writes == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return answer
    with stays.registered(stays.stay_v1):
        by = users.actor(account=int(account), post=int(post), on=NOW.date(), verified_at=NOW)
        with connection.execute_wrapper(count):
            procedures.submit(
                matter=UUID(matter), step="decide", outcome="grant", data={}, seen=2, by=by, at=NOW
            )

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        decide(int(line))
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def test_kill_9_during_a_decision_leaves_nothing_half_done(committed: str) -> None:
    people, matter = _scene()
    with working():
        before = _everything()
    lead, deaths = people.lead, 0
    with subprocess.Popen(
        [sys.executable, "-c", _DYING, committed, str(matter), str(lead.account), str(lead.post)],
        env={**os.environ, "PYTHONPATH": str(SRC), "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as dying:
        for writes in range(1, 20):
            status = _ask(dying, writes)
            if status == 0:
                break
            assert os.WIFSIGNALED(status)
            assert os.WTERMSIG(status) == signal.SIGKILL
            deaths += 1
            with working():
                assert _everything() == before, f"killed after write {writes}"
    assert status == 0
    assert deaths >= 4
    with working():
        assert Act.objects.filter(matter__uid=matter).count() == 3
        assert procedures.compare_all(by=as_actor(people.lead)) == ()


def _ask(dying: subprocess.Popen[str], writes: int) -> int:
    """Let a child decide and die after so many writes; how it ended."""
    assert dying.stdin is not None
    assert dying.stdout is not None
    dying.stdin.write(f"{writes}\n")
    dying.stdin.flush()
    return int(dying.stdout.readline())


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
