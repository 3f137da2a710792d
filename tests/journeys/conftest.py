"""The running program, as a newcomer starts it, and a real browser in front of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from fengqiao.kit import clock
from tests import browser as finder
from tests import memory, seed
from tests.harness import HOME, STORE
from tests.journeys import profiles

ROOT = Path(__file__).resolve().parents[2]
ARTIFACTS = ROOT / "test-artifacts"
#: A desk and a telephone; a page is loaded once and looked at in both.
WIDTHS = (1440, 390)


@dataclass
class Program:
    """An installation under `fengqiao up`, in a home of its own."""

    address: str
    home: Path
    process: subprocess.Popen[bytes]
    public: str = ""

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run `fengqiao …` in the same home."""
        return subprocess.run(
            [sys.executable, "-m", "fengqiao", *arguments],
            env=_environment(self.home), capture_output=True, text=True, check=check,
        )  # fmt: skip

    def put_ahead(self, days: int) -> None:
        """Stop everything and start it again at the same addresses, its clock so many days ahead of the world's; and
        this process's clock too, by which forms are filled in."""
        _stop(self.process)
        ports = [urlsplit(address).port for address in (self.address, self.public)]
        self.process = _up(self.home, *ports, "--days-ahead", str(days))
        _wait(self.address, self.process)
        clock.shift(timedelta(days=days))


def _up(home: Path, port: int | None, public: int | None, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "fengqiao", "up", "--port", str(port), "--public-port", str(public), *more]
    return subprocess.Popen(command, env=_environment(home))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=40)


def _environment(home: Path) -> dict[str, str]:
    dropped = {"FENGQIAO_DATABASE", "FENGQIAO_DOOR", "DATABASE_URL", "PORT", "DJANGO_SETTINGS_MODULE"}
    dropped |= {"FENGQIAO_ORIGIN", "FENGQIAO_PUBLIC_ORIGIN", "FENGQIAO_PUBLIC_HOSTS"}
    kept = {k: v for k, v in os.environ.items() if k not in dropped}
    return {**kept, "FENGQIAO_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def program() -> Iterator[Program]:
    """The demonstration, built and started once per run, stopped and removed after."""
    with demonstration() as started:
        yield started


@contextlib.contextmanager
def demonstration(*how: str) -> Iterator[Program]:
    """`fengqiao demo` with these options in a home of its own, and `fengqiao up` in it."""
    home = Path(tempfile.mkdtemp(prefix="fq-journey-"))
    environment = _environment(home)
    # This process's own keys, so that a test may look into the database as well as at the pages.
    shutil.copytree(HOME / "secrets", home / "secrets")
    seed.sow(home, STORE)
    subprocess.run([sys.executable, "-m", "fengqiao", "demo", *how], env=environment, check=True, timeout=240)
    port, public = _free_port(), _free_port()
    started = Program(f"http://127.0.0.1:{port}", home, _up(home, port, public), f"http://127.0.0.1:{public}")
    try:
        _wait(started.address, started.process)
        yield started
    finally:
        clock.shift(timedelta(0))
        with contextlib.suppress(subprocess.TimeoutExpired):
            _stop(started.process)
        _remove(home, environment)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(900):
        assert process.poll() is None, "fengqiao up ended early"
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/sign-in/", timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    pytest.fail("no first page within 90 seconds")


def _remove(home: Path, environment: dict[str, str]) -> None:
    code = "from fengqiao.site.database import cluster_folder; print(cluster_folder().parent)"
    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    cluster = Path(found.stdout.strip())
    if cluster.name != "fengqiao" and len(cluster.parts) > 2:
        memory.clear(cluster / "postgres")
        shutil.rmtree(cluster, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A headless Chromium. Missing is a failure with a plain word, not a silent skip."""
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread; Django would refuse the database of later tests for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = finder.find()
    assert path, "no Chromium: apt-get install chromium-headless-shell, or name one in FENGQIAO_CHROMIUM"
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    quiet += profiles.SHARED
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path, args=[*quiet, "--disable-sync", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        )
        yield launched
        profiles.forget()
        launched.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh browser profile at desktop width; a script error or a refused asset fails the test."""
    context = profiles.lent(chromium)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    yield opened
    profiles.taken_back(context)
    assert not problems


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """`accessible(page)`: no WCAG 2.0-2.2 A or AA finding by axe."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def check(page: Any) -> None:
        # What a click has scrolled half under the bar at the top counts as a small target there, and only there.
        page.evaluate("scrollTo(0, 0)")
        # What passes is neither described nor sent over: a third of the time on a long list, and nobody reads it.
        asked = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        found = axe.run(page, options=asked).response["violations"]
        told = [{"rule": v["id"], "where": [n["target"] for n in v["nodes"]][:5], "help": v["help"]} for v in found]
        assert not told, json.dumps(told, ensure_ascii=False, indent=1)

    return check
