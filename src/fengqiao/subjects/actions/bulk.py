"""Many rows in one statement, as columns.

Django writes one placeholder per cell as soon as a table has a binary or an array column; a register of a thousand
people is then thirty thousand of them. Arrays of columns are three times cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads.search import name_keys

# Stands between the members of a list inside one cell; no code contains it.
_BETWEEN = "\x1f"


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one table; their keys and stamps are set as the database gave them."""
    if not rows:
        return
    fields = [f for f in rows[0]._meta.local_concrete_fields if not f.generated and not f.primary_key]
    quoted = [connection.ops.quote_name(str(f.column)) for f in fields]
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    cells = ", ".join(_unpacked(f, name) for f, name in zip(fields, quoted, strict=True))
    arrays = ", ".join(f"%s::{_type(f)}[]" for f in fields)
    columns = ", ".join(quoted)
    statement = (
        f"INSERT INTO {table} ({columns}) SELECT {cells} FROM unnest({arrays}) AS given ({columns}) "
        "RETURNING uid, id, recorded_at"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[_cell(f, row) for row in rows] for f in fields])
        stamped = {uid: (key, at) for uid, key, at in cursor.fetchall()}
    for row in rows:
        uid: UUID = row.uid  # type: ignore[attr-defined]
        row.pk, row.recorded_at = stamped[uid]  # type: ignore[attr-defined]
        row._state.adding = False
        row._state.db = connection.alias


def insert_keys(people: Iterable[Subject]) -> None:
    """The search keys of people who have been written."""
    keys = [(kind, key, person.pk, person.area) for person in people for kind, key in name_keys(person.name)]
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO subjects_namekey (kind, key, subject_id, area) "
            "SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[])",
            [list(column) for column in zip(*keys, strict=True)],
        )


def _type(field: models.Field[Any, Any]) -> str:
    if isinstance(field, ArrayField):
        return "text"
    return str(field.db_type(connection)).split("(")[0].split(" COLLATE")[0]


def _unpacked(field: models.Field[Any, Any], name: str) -> str:
    # An array of arrays would be unpacked to the bottom: a list travels as one text.
    return f"string_to_array({name}, '{_BETWEEN}')" if isinstance(field, ArrayField) else name


def _cell(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    return _BETWEEN.join(value) if isinstance(field, ArrayField) else value
