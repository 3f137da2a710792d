"""An upgrade with data in use: the release before serves signed-in officers while the database is brought to this one.

The release before is the commit that last wrote the list of its migrations, taken from the history of this checkout.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import pytest

from fengqiao.demo.accounts import seed_of
from fengqiao.demo.cast import PASSWORD
from fengqiao.site import database

ROOT = Path(__file__).resolve().parents[2]
LIST = "tests/house/before_the_first_release.txt"
#: What a wheel holds and git does not.
ASSETS = ("src/fengqiao/shell/static/vendor", "src/fengqiao/documents/fonts")
PAGES = ("/", "/subjects/", "/papers/", "/calendar/", "/parameters/")
PATIENCE_SECONDS = 600
pytestmark = pytest.mark.soak


def _git(*words: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The program of the release before."""
    commit, folder = _git("log", "-1", "--format=%H", "--", LIST), tmp_path / "before"
    folder.mkdir()
    tar = subprocess.run(
        ["git", "-C", str(ROOT), "archive", commit, "src", "docs/samples"], check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(folder)], input=tar.stdout, check=True)
    for each in ASSETS:
        shutil.copytree(ROOT / each, folder / each, dirs_exist_ok=True)
    _run(folder, {}, "-m", "fengqiao.site.translations", "compile")
    return folder


def _environment(program: Path, more: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FENGQIAO_", "DJANGO_", "DATABASE"))}
    return {**kept, "PYTHONPATH": str(program / "src"), **more}


def _run(program: Path, more: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=program, env=_environment(program, more), capture_output=True, text=True,
        timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{words}:\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def _up(program: Path, home: Path) -> Iterator[str]:
    """`fengqiao up` of a program on a home; the address of its first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "fengqiao", "up", "--port", str(port)], cwd=program, stdin=subprocess.DEVNULL,
        env=_environment(program, {"FENGQIAO_HOME": str(home)}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    address, last = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE_SECONDS
    try:
        while _status(urllib.request.build_opener(), f"{address}/sign-in/") != 200:
            assert started.poll() is None, "the program ended"
            assert time.monotonic() < last, "no first page"
            time.sleep(0.5)
        yield address
    finally:
        started.send_signal(signal.SIGINT)
        started.wait(timeout=120)


def _status(browser: urllib.request.OpenerDirector, address: str) -> int:
    try:
        with browser.open(address, timeout=60) as answer:
            return int(answer.status) if answer.url.split("?")[0] == address else 302
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def _signed_in(address: str, username: str) -> urllib.request.OpenerDirector:
    """A browser in which somebody has signed in as people do."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def send(page: str, said: dict[str, str]) -> str:
        with browser.open(page, timeout=60) as shown:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.read().decode())
        assert token is not None
        body = urllib.parse.urlencode({**said, "csrfmiddlewaretoken": token[1]}).encode()
        with browser.open(urllib.request.Request(page, body, {"Referer": page}), timeout=60) as answer:
            return str(answer.url)

    factor = send(f"{address}/sign-in/", {"username": username, "password": PASSWORD})
    send(factor, {"code": pyotp.TOTP(seed_of(username)).now()})
    assert _status(browser, f"{address}/subjects/") == 200
    return browser


class _Officer(threading.Thread):
    """Somebody who goes on working: page after page, until told to stop; every answer is remembered."""

    def __init__(self, address: str, username: str) -> None:
        super().__init__(daemon=True)
        self._address, self._browser, self._enough = address, _signed_in(address, username), threading.Event()
        self.answers: list[tuple[str, int]] = []

    def run(self) -> None:
        while not self._enough.is_set():
            for page in PAGES:
                self.answers.append((page, _status(self._browser, f"{self._address}{page}")))
            time.sleep(0.2)

    def stopped(self) -> list[tuple[str, int]]:
        self._enough.set()
        self.join(timeout=120)
        return self.answers


def test_officers_work_on_while_the_database_is_brought_to_this_release(
    before: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    at: dict[str, Any] = {"FENGQIAO_HOME": str(home)}
    try:
        _run(before, at, "-m", "fengqiao", "demo", "--empty")
        told = ("import", "register", "docs/samples/good.xlsx", "--county", "330681", "--as", "zj.lead")
        with _up(before, home) as address:
            _run(before, at, "-m", "fengqiao", *told)
            head = _Officer(address, "fq.head")
            head.start()
            begun = len(head.answers)
            _run(ROOT, at, "-m", "fengqiao", "migrate")
            _signed_in(address, "fq.staff")  # the old program writes on the new schema
            time.sleep(3)
            answers = head.stopped()
            assert len(answers) > begun + len(PAGES)
            assert {status for _, status in answers} == {200}, [each for each in answers if each[1] != 200][:5]
        with _up(ROOT, home) as address:
            browser = _signed_in(address, "zj.staff")
            assert {page: _status(browser, f"{address}{page}") for page in PAGES} == dict.fromkeys(PAGES, 200)
        print(f"{len(answers)} pages of the release before while it was upgraded")
    finally:
        monkeypatch.setenv("FENGQIAO_HOME", str(home))
        shutil.rmtree(database.cluster_folder().parent, ignore_errors=True)
