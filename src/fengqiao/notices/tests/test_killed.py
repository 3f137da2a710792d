"""kill -9 around the call, and two workers at one message: real processes, a database that really commits."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
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

# A process that forks one child for each visitor: one try of one message as the worker makes it. The network writes a
# line per call, then waits as it was told to.
NEST = """
import os, signal, socket, sys, time
from datetime import datetime
from pathlib import Path
from uuid import UUID
import django
django.setup()
from fengqiao.notices.actions import sending
from fengqiao.notices.channels import choosing

def tries(line):
    def say(words):
        line.write(words + "\\n")
        line.flush()

    uid, at, log, *waits = line.readline().split()
    before, after = map(float, waits)

    class Network:
        def send(self, message):
            if before:
                say("before")
                time.sleep(before)
            with Path(log).open("a") as out:
                out.write(f"{message.reference}\\n")
            say("after")
            time.sleep(after)
            return "m-1"

    choosing.carrier = lambda channel, area: Network()
    say(str(os.getpid()))
    line.readline()
    say("state:" + sending.send(area="330681109", message=UUID(uid), at=datetime.fromisoformat(at)))

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
door = socket.socket(socket.AF_UNIX)
door.bind(sys.argv[1])
door.listen()
print("open", flush=True)
while True:
    visitor, _ = door.accept()
    if os.fork() == 0:
        tries(visitor.makefile("rw"))
        os._exit(0)
    visitor.close()
"""


class Worker:
    """A process that makes one try when told to go."""

    def __init__(self, door: str, log: Path, *, at: datetime, before: float = 0, after: float = 0) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(door)
        self._words = self._line.makefile("rw")
        self._say(f"{scene.message().uid} {at.isoformat()} {log} {before} {after}")
        self._pid = int(self._words.readline())

    def _say(self, words: str) -> None:
        self._words.write(f"{words}\n")
        self._words.flush()

    def go(self) -> None:
        self._say("go")

    def says(self, words: str) -> None:
        assert self._words.readline().strip() == words

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        self._heard_out()

    def state(self) -> str:
        return self._heard_out().partition("state:")[2].strip()

    def _heard_out(self) -> str:
        """Everything until the process has ended."""
        told = self._words.read()
        self._words.close()
        self._line.close()
        return told


@pytest.fixture(scope="module")
def door() -> Iterator[str]:
    """The address at which workers are to be had: a process of the worker's door, started once, with everything
    loaded. The databases of the tests of one process bear one name."""
    environment = {
        **os.environ,
        "FENGQIAO_DATABASE": f"commit_{os.getpid()}",
        "FENGQIAO_DOOR": "worker",
        "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with tempfile.TemporaryDirectory() as folder:
        address = f"{folder}/door"
        nest = subprocess.Popen(
            [sys.executable, "-c", NEST, address], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert nest.stdout is not None
        assert nest.stdout.readline().strip() == "open"
        yield address
        nest.kill()
        nest.wait()
        nest.stdout.close()


def _told(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """One message that is due now, committed. Noon, whatever the hour of the test."""
    scene.use(Network(), monkeypatch)
    at = scene.NOON
    with scene.within():
        scene.tell(at=at)
    return at


def test_a_worker_killed_before_the_call_loses_nothing(
    door: str, committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    worker = Worker(door, log, at=at, before=60)
    worker.go()
    worker.says("before")
    worker.kill()
    assert scene.message().state == "sending"
    assert not log.exists()

    soon, later = at + timedelta(minutes=1), at + timedelta(minutes=rules.LEASE_MINUTES)
    assert sending.send(area=OFFICE, message=scene.message().uid, at=soon) == "", "somebody may still have it"
    second = Worker(door, log, at=later)
    second.go()
    assert second.state() == "accepted"
    assert log.read_text().splitlines() == [str(scene.message().uid)]
    assert scene.events() == ["interrupted", "accepted"]


def test_a_worker_killed_after_the_call_sends_again_with_the_same_reference_and_no_third_time(
    door: str, committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    worker = Worker(door, log, at=at, after=60)
    worker.go()
    worker.says("after")
    worker.kill()
    later = at + timedelta(minutes=rules.LEASE_MINUTES)
    for moment in (later, later + timedelta(minutes=1), later + timedelta(hours=5)):
        again = Worker(door, log, at=moment)
        again.go()
        again.state()
    assert log.read_text().splitlines() == [str(scene.message().uid)] * 2, "at least once, and the network can tell"
    row = scene.message()
    assert (row.state, row.tries, row.provider_id) == ("accepted", 2, "m-1")


def test_two_workers_at_once_send_once(
    door: str, committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, log = _told(monkeypatch), tmp_path / "sent"
    workers = [Worker(door, log, at=at, after=0.5) for _ in range(3)]
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
