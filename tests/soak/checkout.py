"""A fresh clone in the hands of an ordinary user, and `make run` in it."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SETUP_SECONDS = 900
"""Unit: seconds for an installation whose packages come over the network."""
STOP_SECONDS = 60
LAST_WORD = "Ctrl-C"
"""What the program prints last."""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_OURS = ("FENGQIAO_", "DATABASE_URL", "PORT", "DJANGO_", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS", "PYTEST_")


@dataclass(frozen=True, slots=True)
class User:
    """Who runs it; `drop` are the arguments of subprocess that make a process that user's."""

    uid: int
    gid: int
    drop: dict[str, Any]


def ordinary_user() -> User | None:
    """Ourselves, or for root an account of a person or of nobody. None when root finds none."""
    if os.geteuid() != 0:
        return User(os.geteuid(), os.getegid(), {})
    people = [each for each in pwd.getpwall() if each.pw_uid >= 1000]
    for each in sorted(people, key=lambda entry: entry.pw_uid):
        return User(each.pw_uid, each.pw_gid, {"user": each.pw_uid, "group": each.pw_gid, "extra_groups": []})
    return None


@dataclass(frozen=True, slots=True)
class Running:
    """One `make run`: make itself, and the file of what it said."""

    make: subprocess.Popen[bytes]
    output: Path

    def said(self) -> str:
        """Everything so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def port(self, *, within: float) -> int:
        """The port of the printed address, once everything is printed and its first page answers.

        Raises: AssertionError with what was said when it ended, or when `within` seconds are over.
        """
        last = time.monotonic() + within
        while time.monotonic() < last:
            assert self.make.poll() is None, f"make run ended early:\n{self.said()}"
            found = _ADDRESS.search(self.said())
            if found and LAST_WORD in self.said() and "sign-in" in page(int(found[1])):
                return int(found[1])
            time.sleep(0.1)
        raise AssertionError(f"no first page within {within:.0f} seconds:\n{self.said()}")

    def supervisor(self) -> int:
        """The process `fengqiao up`: it took the place of the recipe's shell."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if parent == self.make.pid and b"fengqiao\0up" in (process / "cmdline").read_bytes():
                    return int(process.name)
        raise AssertionError("no supervisor under make")

    def interrupt(self) -> int:
        """Ctrl-C: the signal goes to the whole group, as a terminal sends it. Returns how make ended."""
        os.killpg(self.make.pid, signal.SIGINT)
        return self.make.wait(timeout=STOP_SECONDS)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A clone of the committed state, owned by the user."""

    folder: Path
    user: User
    environment: dict[str, str]

    def make(self, *arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
        """Run make to its end."""
        return subprocess.run(
            ["make", *arguments], cwd=self.folder, env=self.environment, capture_output=True, text=True,
            timeout=seconds, check=False, **self.user.drop,
        )  # fmt: skip

    @contextlib.contextmanager
    def running(self, **variables: str) -> Iterator[Running]:
        """`make run`, interrupted at the end; whatever it leaves behind by then is killed by its own id."""
        output = self.folder.parent / f"{self.folder.name}-{time.monotonic_ns()}.txt"
        with output.open("wb") as said:
            make = subprocess.Popen(
                ["make", "run"], cwd=self.folder, env={**self.environment, **variables}, stdin=subprocess.DEVNULL,
                stdout=said, stderr=subprocess.STDOUT, start_new_session=True, **self.user.drop,
            )  # fmt: skip
        started = Running(make, output)
        try:
            yield started
        finally:
            if make.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    started.interrupt()
            for left in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(left, signal.SIGKILL)

    def processes(self) -> list[int]:
        """Whatever runs from this clone: by its command line, its folder or its environment."""
        mark = str(self.folder).encode()
        return [int(each.name) for each in Path("/proc").glob("[0-9]*") if _belongs(each, mark)]


def _belongs(process: Path, mark: bytes) -> bool:
    with contextlib.suppress(OSError):
        if mark in (process / "cmdline").read_bytes() or mark in os.readlink(process / "cwd").encode():
            return True
        return mark in (process / "environ").read_bytes()
    return False


def page(port: int) -> str:
    """The first page, empty when nobody answers yet."""
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
        return str(answer.url) + answer.read().decode()
    return ""


def clone(name: str, *, into: Path, user: User) -> Checkout:
    """A clone of the last commit, with its own environment, installed from the lock files."""
    folder = into / name
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    home = into / f"{name}-home"
    home.mkdir()
    made = Checkout(folder, user, _environment(home, user))
    for path in (home, folder, *folder.rglob("*")):
        os.chown(path, user.uid, user.gid, follow_symlinks=False)
    done = made.make("setup", seconds=SETUP_SECONDS)
    assert done.returncode == 0, f"make setup failed:\n{done.stdout}{done.stderr}"
    return made


def _environment(home: Path, user: User) -> dict[str, str]:
    """What a newcomer's shell would hold: nothing of ours, and only programs that the user may run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    kept |= {"HOME": str(home), "LANG": "C.UTF-8"}
    if user.drop:
        # Root's caches are closed to the user; this one stays for the next run.
        cache = Path(tempfile.gettempdir()) / f"fengqiao-soak-cache-{user.uid}"
        cache.mkdir(mode=0o700, exist_ok=True)
        os.chown(cache, user.uid, user.gid)
        names = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}
        kept |= {name: str(cache / folder) for name, folder in names.items()}
        kept["PATH"] = os.pathsep.join(each for each in kept["PATH"].split(os.pathsep) if _may_enter(each, user))
    return kept


def _may_enter(folder: str, user: User) -> bool:
    look = ["test", "-x", folder]
    return bool(folder) and subprocess.run(look, check=False, **user.drop).returncode == 0


def remove(folder: Path) -> None:
    """Take the clones away."""
    shutil.rmtree(folder, ignore_errors=True)
