"""Many new rows of one table in one statement.

Django writes one placeholder per cell as soon as a table has a binary or an array column; a register of a thousand
people is then thirty thousand of them. Here the rows travel as one JSON document, which the database unpacks by the
table's own types: one parameter, whatever the number of rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from django.db import connection, models

from fengqiao.kit.fields import StampField

_encode: Final = msgspec.json.Encoder().encode


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model. The objects do not learn their keys: for rows that nobody asks for again."""
    if rows:
        insert_values(rows[0]._meta.db_table, *_unpacked(rows))


def insert_keyed(rows: Sequence[models.Model]) -> None:
    """The same for rows with a `uid`; the objects get key and stamp as the database gave them."""
    if not rows:
        return
    meta = rows[0]._meta
    learnt = [f for f in meta.local_concrete_fields if f.primary_key or isinstance(f, StampField)]
    columns = ("uid", *(str(f.column) for f in learnt))
    by_uid = {uid: values for uid, *values in insert_values(meta.db_table, *_unpacked(rows), returning=columns)}
    for row in rows:
        for field, value in zip(learnt, by_uid[row.uid], strict=True):  # type: ignore[attr-defined]
            setattr(row, field.attname, value)
        row._state.adding = False
        row._state.db = connection.alias


def _unpacked(rows: Sequence[models.Model]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The types of the columns that a door may write, and the cells by column."""
    fields = [f for f in rows[0]._meta.local_concrete_fields if not f.generated and not f.primary_key]
    cells = [(str(f.column), f.attname, isinstance(f, models.BinaryField)) for f in fields]
    return (
        {str(f.column): str(f.db_type(connection)).split(" COLLATE")[0] for f in fields},
        [
            {
                column: _hexadecimal(getattr(row, name)) if binary else getattr(row, name)
                for column, name, binary in cells
            }
            for row in rows
        ],
    )


def insert_values(
    table: str, types: Mapping[str, str], rows: Iterable[Mapping[str, Any]], *, returning: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Insert rows given by column; `types` names the columns and their types. Answers what is asked to be returned."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in types)
    shape = ", ".join(f"{quote(name)} {kind}" for name, kind in types.items())
    wanted = f" RETURNING {', '.join(quote(name) for name in returning)}" if returning else ""
    statement = (
        f"INSERT INTO {quote(table)} ({columns}) "
        f"SELECT {columns} FROM json_to_recordset(%s::json) AS given ({shape}){wanted}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_encode(list(rows)).decode()])
        return cursor.fetchall() if returning else []


def _hexadecimal(value: bytes | None) -> str | None:
    return None if value is None else "\\x" + value.hex()
