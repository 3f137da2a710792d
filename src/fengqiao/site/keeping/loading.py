"""The dump of an archive into the database, in one transaction, fed piece by piece with what is signed.

A server of our programs' own kind is written by pg_restore itself. Servers before 17 refuse one setting that it makes
first; there it tells its script, which goes to psql without that line.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from fengqiao.site import database
from fengqiao.site.keeping import archive, programs

KNOWS_ITS_SETTINGS = 170000
"""The first server that takes what pg_restore sets before it begins."""
_UNKNOWN_BEFORE = b"SET transaction_timeout = 0;\n"

_WHAT = ("--no-owner", "--enable-row-security")
_OPTIONS = "-c app.migrating=yes"


class BrokenOff(Exception):
    """The program ended well before the archive did."""


def load(pieces: Iterator[archive.Piece], owner: dict[str, Any]) -> None:
    """All of the dump or nothing of it. Raises: BrokenOff, archive.ArchiveError, programs.Failed."""
    with psycopg.connect(**database.plain(owner)) as connection:
        version = connection.info.server_version
    with tempfile.TemporaryDirectory() as private:
        way = _directly if version >= KNOWS_ITS_SETTINGS else _as_script
        way(pieces, owner, Path(private))


def _directly(pieces: Iterator[archive.Piece], owner: dict[str, Any], private: Path) -> None:
    arguments = ["--single-transaction", "--exit-on-error", *_WHAT]
    with programs.running(
        "pg_restore", arguments, owner, private, options=_OPTIONS,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        whole = _feed(pieces, process)
        programs.finished("pg_restore", process)
    if not whole:
        raise BrokenOff


def _as_script(pieces: Iterator[archive.Piece], owner: dict[str, Any], private: Path) -> None:
    """psql commits when its script ends: it is let come to the end only of a script that was told to the end."""
    quiet = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]
    told: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    taken: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    beside = ThreadPoolExecutor(1)
    try:
        with (
            programs.running("pg_restore", ["--file=-", *_WHAT], None, private, **told) as telling,
            programs.running("psql", quiet, owner, private, options=_OPTIONS, **taken) as writing,
        ):
            passing = beside.submit(_pass_on, telling, writing)
            whole = _feed(pieces, telling)
            if passing.result():
                programs.finished("pg_restore", telling)
                if not whole:
                    raise BrokenOff
                assert writing.stdin is not None
                writing.stdin.close()
            programs.finished("psql", writing)
    finally:
        beside.shutdown()


def _pass_on(telling: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> bool:
    """The script as it is told, but for one line of its head. False when psql broke off: then nothing more is told."""
    assert telling.stdout is not None
    assert writing.stdin is not None
    try:
        for line in telling.stdout:
            if line == _UNKNOWN_BEFORE:
                break
            writing.stdin.write(line)
        shutil.copyfileobj(telling.stdout, writing.stdin, 1 << 18)
        writing.stdin.flush()
    except (BrokenPipeError, ValueError):
        telling.kill()
        return False
    return True


def _feed(pieces: Iterator[archive.Piece], process: subprocess.Popen[bytes]) -> bool:
    """Every piece; False when the process takes no more."""
    assert process.stdin is not None
    try:
        for kind, content in pieces:
            if kind != archive.DATABASE:
                raise archive.ArchiveError("the archive holds a piece that is not known")
            process.stdin.write(content)
        process.stdin.close()
    except BrokenPipeError:
        return False
    return True
