"""The search keys of many people in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from django.db import connection

from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads.search import name_keys

# The kind of a key is one character: it travels in front of the key, so that a person is one record.
_INSERT = """
INSERT INTO subjects_namekey (kind, key, subject_id, area)
SELECT left(one, 1), substr(one, 2), given.id, given.area
FROM json_to_recordset(%s::json) AS given (id bigint, area text, keys text[]), unnest(given.keys) AS one
"""


def insert_keys(people: Sequence[Subject], *, made: Iterable[Iterable[tuple[str, str]]] | None = None) -> None:
    """The search keys of people who have been written; `made` when they were worked out before."""
    every = made if made is not None else (name_keys(person.name) for person in people)
    given = [
        {"id": person.pk, "area": person.area, "keys": [kind + key for kind, key in keys]}
        for person, keys in zip(people, every, strict=True)
    ]
    if given:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [msgspec.json.encode(given).decode()])
