"""The static files, hashed and compressed into the home folder: once for every state of their sources."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fengqiao.site import home
from fengqiao.site.commands.result import CANNOT, CommandError

_ROOMS = Path(__file__).resolve().parent.parent
#: What makes another result of the same files: how they are named and compressed, and where they lie.
_MADE_BY = (_ROOMS / "shell" / "storage.py", _ROOMS / "site" / "settings.py")


def collect_static() -> None:
    """Bring the home's static files to this version; a start that finds them as they should be starts no process.

    Raises: CommandError (3) in a checkout that was not set up.
    """
    if not any((_ROOMS / "shell" / "static" / "vendor").glob("bootstrap-*")):
        raise CommandError("the front-end files are missing: run `make setup`, or install the wheel", CANNOT)
    with _one_at_a_time():
        mark, state = home.make() / "static.state", _state()
        if _stands() and mark.is_file() and mark.read_text() == state:
            return
        mark.unlink(missing_ok=True)
        environment = {**os.environ, "FENGQIAO_DOOR": "web", "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"}
        command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(command, env=environment, check=True)
        mark.write_text(state)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Both doors may begin at the same moment in one home; the second waits and finds them collected."""
    handle = os.open(home.make() / "static.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _stands() -> bool:
    return (home.folder() / "static" / "staticfiles.json").is_file()


def _state() -> str:
    """Which files there are, each with its size and the moment of its last change."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        about = path.stat()
        digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    yield from _MADE_BY
    yield from (path for folder in _ROOMS.glob("*/static") for path in folder.rglob("*") if path.is_file())
