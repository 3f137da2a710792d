"""pg_dump, pg_restore and psql as children: found beside the server, told where to connect, quiet about values."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fengqiao.site import database
from fengqiao.site.postgres import LauncherError, binaries

_OF_A_MACHINE = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


class Failed(Exception):
    """The program ended with an error; the message is its first, without values."""


def find(name: str) -> str:
    """The program: of the embedded server, else of this machine. Raises: Failed."""
    with contextlib.suppress(LauncherError):
        beside = binaries() / name
        if beside.is_file():
            return str(beside)
    found = shutil.which(name)
    if found is None:
        raise Failed(f"{name} is missing: install the client programs of PostgreSQL 18")
    return found


@contextlib.contextmanager
def running(
    name: str,
    arguments: Sequence[str],
    keys: dict[str, Any] | None,
    private: Path,
    *,
    options: str = "",
    **streams: Any,
) -> Iterator[subprocess.Popen[bytes]]:
    """Inside: the program runs, against the database of `keys` or none; ended when the caller is done with it."""
    where = [] if keys is None else [f"--dbname={_address(keys, private, options)}"]
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen([find(name), *arguments, *where], env=_OF_A_MACHINE, stderr=told, cwd="/", **streams)
        process.told = told  # type: ignore[attr-defined]
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()


def _address(keys: dict[str, Any], private: Path, options: str) -> str:
    """Where to connect, in one text.

    The password goes through a file in `private`, a folder closed to others: not through the environment or the
    command line, which other programs can read (THREATS T87).
    """
    given = database.plain(keys)
    passwords = private / "passwords"
    handle = os.open(passwords, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        escaped = str(given.pop("password") or "").replace("\\", "\\\\").replace(":", "\\:")
        out.write(f"*:*:*:*:{escaped}\n")
    where = {**given, "passfile": str(passwords)} | ({"options": options} if options else {})
    return " ".join(f"{key}='{_quoted(str(value))}'" for key, value in where.items() if value is not None)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def finished(name: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the program's own end. Raises: Failed with its first error, without what follows it: rows."""
    if process.wait() == 0:
        return
    told = process.told  # type: ignore[attr-defined]
    told.seek(0)
    lines = told.read().decode(errors="replace").splitlines()
    first = next((line for line in lines if "error" in line.lower() or "FATAL" in line), f"exit {process.returncode}")
    raise Failed(f"{name}: {first.split(': ', 1)[-1]}")
