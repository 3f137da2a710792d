"""Demonstrations to measure, each in a home of its own, with the program in front of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fengqiao.site.benching import processes
from fengqiao.site.commands.result import CANNOT, CommandError

#: Where demonstrations of a size are kept between measurements, when this is set: building the large one takes minutes.
KEPT: Final = "FENGQIAO_BENCH_HOMES"
#: Unit: seconds that a program may take to come to rest, and of each look; share of a core that counts as rest.
_PATIENCE: Final = 900
_WINDOW: Final = 5
_QUIET: Final = 0.05
_LEADS: Final = ("DATABASE_URL", "FENGQIAO_DATABASE", "FENGQIAO_DOOR", "DJANGO_SETTINGS_MODULE", "PORT")
_SEARCH: Final = "from fengqiao.site.benching import inside; print(inside.search())"
_ACCOUNTS: Final = "from fengqiao.site.benching import inside; print(inside.accounts())"
_DAILY: Final = "from fengqiao.site.benching import inside; print(inside.daily_run())"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs."""

    port: int
    pid: int
    #: Everybody's, in a demonstration.
    password: str = ""
    #: By sign-in name: the seed of the one-time codes.
    seeds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """One demonstration."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see."""
        return {**{k: v for k, v in os.environ.items() if k not in _LEADS}, "FENGQIAO_HOME": str(self.folder)}

    def run(self, *command: str) -> str:
        """Run a Python command in it; what it printed last."""
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout.strip().rpartition("\n")[2]

    @contextlib.contextmanager
    def program(self) -> Iterator[Program]:
        """Everything, as `fengqiao up` runs it."""
        from fengqiao.site.supervisor import free_port

        port = free_port(None)
        command = [sys.executable, "-m", "fengqiao", "up", "--port", str(port)]
        with _process(command, self.environment, f"http://127.0.0.1:{port}/sign-in/") as pid:
            _settle(pid)
            yield Program(port, pid, **json.loads(self.run("-c", _ACCOUNTS)))

    @contextlib.contextmanager
    def admin(self) -> Iterator[Program]:
        """Django's admin on the same people, by the same server."""
        from fengqiao.site.supervisor import free_port

        port = free_port(None)
        command = [sys.executable, "-c", f"from fengqiao.site.benching import admin; admin.serve({port})"]
        with _process(command, self.environment, f"http://127.0.0.1:{port}/admin/subjects/subject/") as pid:
            yield Program(port, pid)


def _settle(pid: int) -> None:
    """Wait until the worker's first rounds are over: what it makes up for after a start is no part of any page."""
    until = time.monotonic() + _PATIENCE
    time.sleep(20)
    while time.monotonic() < until:
        before = processes.used(pid)
        time.sleep(_WINDOW)
        spent = processes.used(pid).since(before)
        if spent.server + spent.database < _WINDOW * _QUIET:
            return


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str], first_page: str) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(1_200):
            if process.poll() is not None:
                raise CommandError("the program to measure ended by itself", CANNOT)
            with contextlib.suppress(OSError), urllib.request.urlopen(first_page, timeout=60):
                break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@contextlib.contextmanager
def demonstration(size: int) -> Iterator[Home]:
    """A demonstration of so many people; thrown away afterwards unless FENGQIAO_BENCH_HOMES says where to keep it."""
    kept = os.environ.get(KEPT)
    folder = Path(kept) / str(size) if kept else Path(tempfile.mkdtemp(prefix="fengqiao-bench-")) / "home"
    home = Home(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        home.run("-m", "fengqiao", "demo", "--keep", "--scale", str(size))
        yield home
    finally:
        if not kept:
            cluster = home.run("-c", "from fengqiao.site.database import cluster_folder as f; print(f().parent)")
            shutil.rmtree(cluster, ignore_errors=True)
            shutil.rmtree(folder.parent, ignore_errors=True)


def search(home: Home) -> dict[str, float]:
    """The 95ths of searches by name, the database's part alone, by what was measured. Unit: milliseconds."""
    return {what: float(taken) for what, taken in json.loads(home.run("-c", _SEARCH)).items()}


def daily_run(home: Home) -> float:
    """One county's daily run. Unit: milliseconds."""
    return float(home.run("-c", _DAILY))
