"""What was destroyed or sealed after a backup was made is so again when that backup comes back (T82, T89)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from fengqiao.kit import erasure
from fengqiao.site import database


def replay(owner: dict[str, Any], lines: Sequence[erasure.Line]) -> int:
    """Every name of the list that came back leaves again, or is sealed again, in one transaction. Returns how many;
    again is none.

    As the small roles that own destruction and moving: the owner itself sees no row (FORCE).
    """
    with psycopg.connect(**database.plain(owner), options="-c search_path=fq") as connection:
        connection.execute("SET LOCAL ROLE fq_eraser")
        gone = sum(_erase(connection, line) for line in lines if line.what == erasure.ERASED)
        connection.execute("SET LOCAL ROLE fq_mover")
        return gone + sum(_seal(connection, line) for line in lines if line.what == erasure.SEALED)


def _erase(connection: psycopg.Connection[Any], line: erasure.Line) -> int:
    found = connection.execute("SELECT id FROM subjects_subject WHERE uid = ANY (%s)", [list(line.uids)]).fetchall()
    for (subject_id,) in found:
        connection.execute("SELECT fq_erase(%s, %s)", [subject_id, line.kind])
    return len(found)


def _seal(connection: psycopg.Connection[Any], line: erasure.Line) -> int:
    """The claim of the number is forgotten and every row moved, as in `seal_person`, whose two people decided long ago.
    The codes on the papers fall silent afterwards, because only the rooms can open them."""
    outside = "SELECT id FROM subjects_subject WHERE uid = ANY (%s) AND NOT starts_with(area, 'z') FOR UPDATE"
    found = connection.execute(outside, [list(line.uids)]).fetchall()
    connection.execute("DELETE FROM subjects_identity WHERE subject_uid = ANY (%s)", [list(line.uids)])
    for (subject_id,) in found:
        connection.execute("SELECT fq_restamp(%s, '', 'z')", [subject_id])
    return len(found)
