"""`fengqiao backup|restore`: everything into one file that only a key elsewhere opens, and back."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from fengqiao.site.commands.result import CANNOT, DONE, WRONG_USE, CommandError, emit, say


def add(groups: Any) -> None:
    """Register the commands."""
    backup = groups.add_parser("backup", help="everything into one file that only a key elsewhere opens")
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a file that does not exist yet")
    backup.add_argument("--new-key", type=Path, metavar="KEYFILE", help="make the key; KEYFILE leaves this machine")
    backup.add_argument("--json", action="store_true")
    backup.set_defaults(run=_backup)

    restore = groups.add_parser("restore", help="a backup into an empty installation, whole or not at all")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--key", type=Path, required=True, metavar="KEYFILE", help="the recovery key")
    who = "who binds the first second factor anew, when their key did not come along"
    restore.add_argument("--administrator", default="", metavar="USERNAME", help=who)
    restore.add_argument("--erased", type=Path, metavar="LIST", help="the list of erasures (erasures.jsonl): replayed")
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=_restore)


def _backup(chosen: argparse.Namespace) -> int:
    from fengqiao.site import home
    from fengqiao.site.keeping import backup, keys, programs

    if chosen.file is None and chosen.new_key is None:
        raise CommandError("name a FILE, or --new-key KEYFILE", WRONG_USE)
    if home.installation() is None:
        raise CommandError("nothing is installed here", CANNOT)
    try:
        if chosen.new_key is not None:
            _new_key(chosen.new_key)
        return DONE if chosen.file is None else _write(chosen)
    except FileExistsError as error:
        raise CommandError(f"{error}; nothing was overwritten", WRONG_USE) from error
    except (backup.Incomplete, keys.NoKey, programs.Failed) as error:
        raise CommandError(str(error), CANNOT) from error
    except OSError as error:
        raise CommandError(f"nothing was written: {_words(error)}", CANNOT) from error


def _words(error: OSError) -> str:
    """What the system says, also where the library in between has made a text of it."""
    told = error.strerror or str(error)
    return "the disk is full" if "No space left" in told else told


def _new_key(path: Path) -> None:
    from fengqiao.kit import clock
    from fengqiao.site.keeping import keys

    keys.make(path, clock.now())
    say(f"The recovery key is in {path}. Take it away from this machine: without it no backup can be read,")
    say("and whoever has it reads every backup. Older archives still need the key they were made for.")


def _write(chosen: argparse.Namespace) -> int:
    from fengqiao.kit import clock
    from fengqiao.site.keeping import backup
    from fengqiao.site.running import database_running, django_ready

    started = time.monotonic()
    with database_running():
        django_ready("worker")
        manifest = backup.make(chosen.file, clock.now())
    found = {
        "file": str(chosen.file),
        "bytes": chosen.file.stat().st_size,
        "rows": sum(manifest["counts"].values()),
        "tables": len(manifest["counts"]),
        "seconds": round(time.monotonic() - started, 1),
    }
    if chosen.json:
        emit(found)
    else:
        print(f"{found['rows']} rows of {found['tables']} tables, {found['bytes']} bytes, {found['seconds']} s")
    return DONE


def _restore(chosen: argparse.Namespace) -> int:
    from fengqiao.site.keeping import archive, keys, programs, restore

    if not chosen.file.is_file():
        raise CommandError(f"{chosen.file} is not a file", WRONG_USE)
    try:
        key = keys.read(chosen.key)
        return _bring_back(chosen, key)
    except keys.NoKey as error:
        raise CommandError(str(error), WRONG_USE) from error
    except (archive.ArchiveError, restore.CannotRestore, programs.Failed) as error:
        raise CommandError(f"{error}. Nothing was opened", CANNOT) from error


def _bring_back(chosen: argparse.Namespace, key: Any) -> int:
    from fengqiao.kit import clock
    from fengqiao.site.keeping import restore
    from fengqiao.site.running import database_running, django_ready

    started = time.monotonic()
    erased = _erased(chosen.erased)
    with database_running(migrated=False):
        restored = restore.bring_back(chosen.file, key, administrator=chosen.administrator, say=say, erased=erased)
        django_ready()
        from fengqiao.site.keeping import afterwards

        afterwards.settle(restored, administrator=chosen.administrator, at=clock.now(), say=say)
        restore.open_up(restored.manifest)
    took = round(time.monotonic() - started, 1)
    if chosen.json:
        emit(
            {"rows": restored.rows, "erased": restored.erased, "made_at": restored.manifest["made_at"], "seconds": took}
        )
    else:
        print(f"{restored.rows} rows came back and were counted, {took} s. Next: fengqiao doctor, then fengqiao up")
    return DONE


def _erased(given: Path | None) -> tuple[Any, ...]:
    """The list of erasures: the one that was named, else the home's own; it is kept here from now on."""
    from fengqiao.kit import erasure
    from fengqiao.site import home

    own = home.make() / "erasures.jsonl"
    path = given or own
    if not path.is_file():
        if given is not None:
            raise CommandError(f"{given} is not a file", WRONG_USE)
        say("No list of erasures was given: what was destroyed after this backup comes back with it.")
        return ()
    try:
        lines = erasure.read(path)
    except erasure.NoList as error:
        raise CommandError(str(error), WRONG_USE) from error
    erasure.append(own, lines)
    return lines
