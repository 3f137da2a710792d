"""The seal job's own connection: role fq_seal, outside Django's connection of the door."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from fengqiao.audit import face as audit
from fengqiao.kit.clock import in_the_world, start_of
from fengqiao.site import database, home


def connection() -> psycopg.Connection[Any]:
    """A connection as fq_seal."""
    return psycopg.connect(**database.plain(database.connection("seal")), application_name="fengqiao-seal")


def anchors() -> Path:
    """The file of daily heads, to be printed and kept by another organ: a cut tail is found only against it."""
    return home.make() / "audit-anchors.jsonl"


def anchor_now(at: datetime) -> bool:
    """Append today's head to the anchors; False before anything was sealed."""
    with connection() as open_connection:
        newest = audit.head(open_connection, at)
    if newest is None:
        return False
    audit.add_anchor(anchors(), newest)
    return True


def verify_now(against: Path | None = None) -> dict[str, Any]:
    """The whole record against its seals and the anchors: those of a file, else those kept here.

    Raises: ValueError for a file that holds no anchors.
    """
    path = against or anchors()
    kept = audit.read_anchors(path) if against or path.is_file() else ()
    with connection() as open_connection:
        return audit.verify(open_connection, kept)


def looks_of(day: date) -> list[audit.Look]:
    """The reads and sign-ins of a day in Shanghai, for the access review."""
    with connection() as open_connection:
        since, until = start_of(day), start_of(day + timedelta(days=1))
        return list(audit.looks(open_connection, since=in_the_world(since), until=in_the_world(until)))


def seal_now(*, ended: bool = False) -> int:
    """Seal everything that has ended; how many rows. `ended`: rows of an earlier life of the database."""
    with connection() as open_connection:
        return audit.seal(open_connection, ended=ended)
