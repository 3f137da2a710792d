"""What `fengqiao doctor` looks at beside the database: the machine, the home folder, its backups. No Django."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import stat
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from fengqiao.site import database, home

#: Unit: bytes. Below this PostgreSQL is about to stop.
LEAST_BYTES = 1 << 30
#: Of all inodes; many small files can fill a disk that has room.
LEAST_INODES = 0.05
#: A backup a day, and two hours for it to be made.
OLDEST_BACKUP = timedelta(hours=26)
LIVE = "health/live"
_FONTS = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` says what to do when it is not ok."""

    check: str
    ok: bool
    detail: str
    mend: str = ""


def examine(at: datetime, *, port: int) -> list[Finding]:
    """Every check."""
    places = _places()
    return [words(), space(places), inodes(places), permissions(), fonts(), ports(port), programs(), backups(at)]


def _places() -> list[Path]:
    """Where the installation writes."""
    found = [home.folder()] + ([] if database.external() else [database.cluster_folder()])
    return [path for path in found if path.exists()]


def words() -> Finding:
    """File names and what commands print are UTF-8."""
    found = {sys.getfilesystemencoding().lower(), (sys.stdout.encoding or "utf-8").lower()}
    mend = "set LANG=C.UTF-8 (or zh_CN.UTF-8) for the service and the shell"
    return Finding("locale", found == {"utf-8"}, ", ".join(sorted(found)), mend)


def space(places: list[Path]) -> Finding:
    """Room on the disks that the installation writes to."""
    free = {path: shutil.disk_usage(path).free for path in places}
    least = min(free.values(), default=LEAST_BYTES)
    mend = "free or add disk space where the home and the database lie; a full disk stops every act"
    return Finding("disk", least >= LEAST_BYTES, f"{least / (1 << 30):.1f} GB free", mend)


def inodes(places: list[Path]) -> Finding:
    """Room for files on those disks; 0 of 0 means that the file system has no such limit."""
    shares = [s.f_favail / s.f_files for s in map(os.statvfs, places) if s.f_files]
    least = min(shares, default=1.0)
    return Finding("inodes", least >= LEAST_INODES, f"{least:.0%} free", "remove what fills the disk with small files")


def permissions() -> Finding:
    """Nobody else reads the home's secrets, and we can write."""
    wrong = [str(path) for path in _closed() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if not os.access(home.folder(), os.W_OK):
        wrong.append(f"{home.folder()} is not writable")
    if os.geteuid() != 0:
        wrong += [str(path) for path in _closed() if path.stat().st_uid != os.geteuid()]
    mend = "chmod 700 the folders, 600 the files, owned by the user who runs fengqiao"
    return Finding("permissions", not wrong, ", ".join(wrong) or "closed to other users", mend)


def _closed() -> Iterator[Path]:
    root = home.folder()
    yield from (path for path in (root, root / "secrets", root / "notices.toml", root / "oidc.toml") if path.exists())
    if (root / "secrets").is_dir():
        yield from sorted((root / "secrets").iterdir())


def fonts() -> Finding:
    """The fonts of papers; without them no paper can be drawn."""
    folder = Path(__file__).resolve().parent.parent / "documents" / "fonts"
    missing = [name for name in _FONTS if not (folder / name).is_file()]
    return Finding(
        "fonts", not missing, ", ".join(missing) or "in place", "run `make setup`, or install the wheel again"
    )


def ports(port: int) -> Finding:
    """The staff door's port is free, or it is ours that answers there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return Finding("port", True, f"{port} is free")
    address = f"http://127.0.0.1:{port}/{LIVE}"
    with contextlib.suppress(OSError, ValueError), urllib.request.urlopen(address, timeout=5) as answer:
        if json.loads(answer.read(100)) == {"live": True}:
            return Finding("port", True, f"fengqiao answers on {port}")
    return Finding(
        "port", False, f"another program holds {port}", "stop it, or choose another port with --port or PORT"
    )


def programs() -> Finding:
    """pg_dump and pg_restore, for backups."""
    from fengqiao.site.keeping import programs as clients

    missing = []
    for name in ("pg_dump", "pg_restore"):
        try:
            clients.find(name)
        except clients.Failed:
            missing.append(name)
    mend = "install the client programs of PostgreSQL 18"
    return Finding("programs", not missing, ", ".join(missing) or "pg_dump and pg_restore are there", mend)


def backups(at: datetime) -> Finding:
    """When the last backup was made. A demonstration needs none."""
    installation = home.installation()
    mend = "fengqiao backup FILE, daily (docs/operate.md); the first time: fengqiao backup --new-key KEYFILE"
    path = home.folder() / "backup-last"
    if not path.is_file():
        ok = installation is None or installation.kind == "demonstration"
        return Finding("backup", ok, "none was made" + (" (a demonstration needs none)" if ok else ""), mend)
    age = at - datetime.fromisoformat(json.loads(path.read_text())["at"])
    hours = age.total_seconds() / 3600
    return Finding("backup", age <= OLDEST_BACKUP, f"the last one is {hours:.0f} hours old", mend)
