"""The sensitive reads and sign-ins of some hours, for the access review. Asked by a job over the sealing connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg

SIGNED_IN: Final = "users.signed_in"
_ACTOR: Final = re.compile(r"account:(\d+) person:(\d+) post:(\d+|None) role:\w+(?: cover:(\d+))?(?: opening:(\S+))?")


@dataclass(frozen=True, slots=True)
class Look:
    """One row of the record: who looked at what, or signed in from where. Opaque ids only.

    `network` is a mark by which two places differ, never an address. `is_opening`: read under an emergency access,
    which is reviewed by itself.
    """

    at: datetime
    account: int
    person: int
    post: int | None
    what: str
    about: str
    is_opening: bool
    network: str
    is_shared: bool


def looks(connection: psycopg.Connection[Any], *, since: datetime, until: datetime) -> Iterator[Look]:
    """The reads and sign-ins of people from a moment on until another, in the order of their rows.

    A few thousand in memory at a time. The index on the moment is a coarse one: for jobs, not for requests.
    """
    connection.prepare_threshold = None
    with connection.transaction(), connection.cursor(name="audit_looks") as cursor:
        cursor.itersize = 5000
        cursor.execute(
            b"SELECT at, actor, what, object, data->>'network', (data->>'shared')::boolean FROM audit_row "
            b"WHERE at >= %s AND at < %s AND (what LIKE 'read:%%' OR what = 'users.signed_in') ORDER BY id",
            (since, until),
        )
        for at, actor, what, about, network, shared in cursor:
            told = _ACTOR.fullmatch(actor)
            if told is not None:
                account, person, post, _cover, opening = told.groups()
                yield Look(
                    at, int(account), int(person), None if post == "None" else int(post), what, about,
                    opening is not None, network or "", bool(shared),
                )  # fmt: skip
