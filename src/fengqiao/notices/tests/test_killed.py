"""kill -9 around the call, and two workers at one message: real processes, a database that really commits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fengqiao.notices import face as notices
from fengqiao.notices import rules
from fengqiao.notices.actions import sending
from fengqiao.notices.tests import scene
from fengqiao.notices.tests.scene import OFFICE, Network

# One try of one message as the worker makes it; the network writes a line per call, then waits as it was told to.
TRIES = """
import sys, time
from datetime import datetime
from pathlib import Path
from uuid import UUID
import django
django.setup()
from fengqiao.notices.actions import sending
from fengqiao.notices.channels import choosing

uid, at, log = UUID(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), Path(sys.argv[3])
before, after = map(float, sys.argv[4:6])

class Network:
    def send(self, message):
        if before:
            print("before", flush=True)
            time.sleep(before)
        with log.open("a") as out:
            out.write(f"{message.reference}\\n")
        print("after", flush=True)
        time.sleep(after)
        return "m-1"

choosing.carrier = lambda channel, area: Network()
print("ready", flush=True)
sys.stdin.readline()
print("state:" + sending.send(area="330681109", message=uid, at=at), flush=True)
"""


class Worker:
    """A process that makes one try when told to go."""

    def __init__(self, database: str, log: Path, *, at: datetime, before: float = 0, after: float = 0) -> None:
        environment = {
            **os.environ,
            "FENGQIAO_DATABASE": database,
            "FENGQIAO_DOOR": "worker",
            "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        arguments = [str(scene.message().uid), at.isoformat(), str(log), str(before), str(after)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", TRIES, *arguments], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self.says("ready")

    def go(self) -> None:
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def says(self, words: str) -> None:
        assert self._process.stdout.readline().strip() == words

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def state(self) -> str:
        out = self._process.stdout.read()
        self._process.wait()
        self._close()
        return out.partition("state:")[2].strip()

    def _close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()


def _told(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """One message that is due now, committed. Noon, whatever the hour of the test."""
    scene.use(Network(), monkeypatch)
    at = scene.NOON
    with scene.within():
        scene.tell(at=at)
    return at


def test_a_worker_killed_before_the_call_loses_nothing(
    committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    worker = Worker(committed, log, at=at, before=60)
    worker.go()
    worker.says("before")
    worker.kill()
    assert scene.message().state == "sending"
    assert not log.exists()

    soon, later = at + timedelta(minutes=1), at + timedelta(minutes=rules.LEASE_MINUTES)
    assert sending.send(area=OFFICE, message=scene.message().uid, at=soon) == "", "somebody may still have it"
    second = Worker(committed, log, at=later)
    second.go()
    assert second.state() == "accepted"
    assert log.read_text().splitlines() == [str(scene.message().uid)]
    assert scene.events() == ["interrupted", "accepted"]


def test_a_worker_killed_after_the_call_sends_again_with_the_same_reference_and_no_third_time(
    committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    worker = Worker(committed, log, at=at, after=60)
    worker.go()
    worker.says("after")
    worker.kill()
    later = at + timedelta(minutes=rules.LEASE_MINUTES)
    for moment in (later, later + timedelta(minutes=1), later + timedelta(hours=5)):
        again = Worker(committed, log, at=moment)
        again.go()
        again.state()
    assert log.read_text().splitlines() == [str(scene.message().uid)] * 2, "at least once, and the network can tell"
    row = scene.message()
    assert (row.state, row.tries, row.provider_id) == ("accepted", 2, "m-1")


def test_two_workers_at_once_send_once(committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    workers = [Worker(committed, log, at=at, after=0.5) for _ in range(3)]
    for worker in workers:
        worker.go()
    assert sorted(worker.state() for worker in workers) == ["", "", "accepted"]
    assert len(log.read_text().splitlines()) == 1
    assert scene.message().tries == 1


def test_a_lost_job_is_asked_for_again_and_one_that_waits_is_not_doubled(
    committed: str, sql: Callable[[str], psycopg.Connection[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, worker = _told(monkeypatch), sql("fq_worker")
    count = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'notices.send'"
    assert notices.ask_again(over=("330681",), at=at + timedelta(minutes=1)) == 0
    assert notices.ask_again(over=("330681",), at=at + timedelta(minutes=3)) == 0, "its job still waits"
    assert worker.execute(count).fetchone() == (1,)
    worker.execute("DELETE FROM procrastinate_jobs")
    worker.commit()
    assert notices.ask_again(over=("330681",), at=at + timedelta(minutes=3)) == 1
    assert worker.execute(count).fetchone() == (1,)
