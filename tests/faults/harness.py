"""One round: a process works and says what it was told is done; a fault strikes; the work is taken up again; it holds.

The process is forked from the test's own, with everything loaded, so that a round costs a fraction of a second. What
it writes into the pipe is what an officer would have seen on the screen: acknowledged, never to be lost.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import select
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.db import Error as DatabaseError
from django.db import connections

from fengqiao.kit import clock
from fengqiao.site import sealing
from fengqiao.site.postgres import Cluster, unprivileged

_SECONDS = 30


class Work(Protocol):
    """What a process does `count` times, and what must be true of it whenever one looks."""

    count: int

    def do(self, n: int) -> str:
        """Do the n-th piece and return what the officer is told. Doing it again must be harmless, or refused."""

    def holds(self, told: dict[int, str]) -> None:
        """Fail when something that was told is lost, or anything is there twice, half or with a gap."""


def round_of(work: Work, strike: Callable[[Striking], None], cluster: Cluster, seed: int) -> dict[int, str]:
    """Work, strike at a moment chosen by `seed`, look, finish the work as people would, look again."""
    chance = random.Random(seed)
    connections.close_all()
    child, pipe = _begin(work)
    told: dict[int, str] = {}
    try:
        _hear(pipe, told, least=chance.randrange(work.count))
        time.sleep(chance.random() * 0.02)
        strike(Striking(child, cluster))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _hear(pipe, told, least=work.count)
        os.close(pipe)
    cluster.ensure_up()
    connections.close_all()
    work.holds(told)
    for n in range(work.count):
        if n not in told:
            told[n] = work.do(n)
    work.holds(told)
    sealing.seal_now()
    assert sealing.verify_now()["broken"] == []
    return told


def _begin(work: Work) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    signal.signal(signal.SIGUSR1, _day_ahead)
    with contextlib.suppress(BaseException):
        for n in range(work.count):
            answer = _pressed_until_answered(work, n)
            os.write(writing, f"{n} {answer}\n".encode())
    os._exit(0)


def _day_ahead(*_: object) -> None:
    clock.shift(clock.ahead() + timedelta(days=1))


def _pressed_until_answered(work: Work, n: int) -> str:
    """As somebody at a desk does: an error page, and once more."""
    for _ in range(40):
        try:
            return work.do(n)
        except (DatabaseError, psycopg.Error):
            connections.close_all()
            time.sleep(0.05)
    os._exit(1)


def _hear(pipe: int, told: dict[int, str], *, least: int) -> None:
    """Take what the process says until it has said so much, or has ended."""
    deadline, buffer = time.monotonic() + _SECONDS, b""
    while len(told) < least and time.monotonic() < deadline:
        ready, _, _ = select.select([pipe], [], [], 0.5)
        found = os.read(pipe, 65536) if ready else b""
        if ready and not found:
            return
        buffer += found
        *lines, buffer = buffer.split(b"\n")
        for line in lines:
            number, _, answer = line.decode().partition(" ")
            told[int(number)] = answer


class Striking:
    """The faults. Each leaves the machine as it was; the cluster comes up again by its own launcher."""

    def __init__(self, process: int, cluster: Cluster) -> None:
        self._process, self._cluster = process, cluster

    def kill_process(self) -> None:
        """kill -9 of the web or worker process."""
        os.kill(self._process, signal.SIGKILL)

    def kill_database(self) -> None:
        """kill -9 of the server; its other processes notice and end."""
        os.kill(self._server(), signal.SIGKILL)
        deadline = time.monotonic() + _SECONDS
        while self._cluster.alive() and time.monotonic() < deadline:
            time.sleep(0.02)
        self._cluster.ensure_up()
        time.sleep(0.1)

    def drop_connections(self) -> None:
        """Every connection to the server but this one is cut."""
        with self._cluster.superuser() as admin:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        time.sleep(0.1)

    def fill_disk(self) -> None:
        """No file of the server may grow (RLIMIT_FSIZE on its processes): what ENOSPC does, without a disk to fill."""
        with self._limited(8192):
            time.sleep(0.3)
        self._cluster.ensure_up()

    def move_clock(self) -> None:
        """The process's clock jumps a day ahead in the middle of its work."""
        os.kill(self._process, signal.SIGUSR1)
        time.sleep(0.1)

    def _server(self) -> int:
        return int((self._cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])

    @contextlib.contextmanager
    def _limited(self, most: int) -> Iterator[None]:
        server = self._server()
        self._limit(server, most)
        try:
            yield
        finally:
            self._limit(server, resource.RLIM_INFINITY)

    def _limit(self, server: int, most: int) -> None:
        """By a child of the server's own user: even root may not, where it lacks the capability."""
        pids = (server, *_children(server))
        who = unprivileged()
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                if who:
                    os.setgroups([])
                    os.setgid(who["group"])
                    os.setuid(who["user"])
                for pid in pids:
                    with contextlib.suppress(ProcessLookupError):
                        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
                os._exit(0)
            os._exit(1)
        assert os.waitpid(child, 0)[1] == 0, "the limit could not be set"


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found


FAULTS: dict[str, Callable[[Striking], Any]] = {
    "process killed": Striking.kill_process,
    "database killed": Striking.kill_database,
    "connections dropped": Striking.drop_connections,
    "disk full": Striking.fill_disk,
    "clock moved": Striking.move_clock,
}
