"""What was destroyed after a backup was made is destroyed again when that backup comes back (T89)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from fengqiao.kit import erasure
from fengqiao.site import database


def replay(owner: dict[str, Any], lines: Sequence[erasure.Line]) -> int:
    """Every name of the list that came back leaves again, in one transaction. Returns how many did; again is none.

    As the small role that owns the destruction: the owner itself sees no row (FORCE).
    """
    gone = 0
    with psycopg.connect(**database.plain(owner), options="-c search_path=fq") as connection:
        connection.execute("SET LOCAL ROLE fq_eraser")
        for line in lines:
            if line.what != erasure.ERASED:
                continue
            found = connection.execute("SELECT id FROM subjects_subject WHERE uid = ANY (%s)", [list(line.uids)])
            for (subject_id,) in found.fetchall():
                connection.execute("SELECT fq_erase(%s, %s)", [subject_id, line.kind])
                gone += 1
    return gone
