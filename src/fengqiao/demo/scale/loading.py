"""Much at once into tables: without their indexes and checks, which are made again afterwards and so prove the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg

Connection = psycopg.Connection[Any]
Connect = Callable[[], Connection]
"""A connection of the database's own superuser: only it may leave triggers and policies out."""

_INDEXES: Final = """
SELECT index.relname, pg_get_indexdef(index.oid) FROM pg_index
JOIN pg_class index ON index.oid = indexrelid JOIN pg_class owner ON owner.oid = indrelid
WHERE owner.relnamespace = current_schema()::regnamespace AND owner.relname = ANY (%s)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"""
_CONSTRAINTS: Final = """
SELECT owner.relname, conname, pg_get_constraintdef(pg_constraint.oid), contype FROM pg_constraint
JOIN pg_class owner ON owner.oid = conrelid LEFT JOIN pg_class target ON target.oid = confrelid
WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'u', 'x', 'f')
  AND (owner.relname = ANY (%(tables)s) OR target.relname = ANY (%(tables)s))
ORDER BY contype <> 'f'"""


@dataclass(frozen=True, slots=True)
class Bare:
    """What was taken off the tables, as statements that bring it back: foreign keys last."""

    keys: tuple[str, ...]
    indexes: tuple[str, ...]
    references: tuple[str, ...]


def settle(connection: Connection) -> None:
    """How every connection of a load works: no triggers, no policies, text in one form."""
    connection.execute("SET search_path = fq; SET TimeZone = 'UTC'; SET session_replication_role = replica")
    connection.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")


def strip(connection: Connection, tables: Iterable[str]) -> Bare:
    """Take indexes and constraints off; nobody else may be at work in the database."""
    names = list(tables)
    constraints = connection.execute(_CONSTRAINTS, {"tables": names}).fetchall()
    indexes = connection.execute(_INDEXES, (names,)).fetchall()
    for owner, name, _definition, _kind in constraints:
        connection.execute(f'ALTER TABLE "{owner}" DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    made = [(kind, f'ALTER TABLE "{owner}" ADD CONSTRAINT "{name}" {what}') for owner, name, what, kind in constraints]
    return Bare(
        keys=tuple(sql for kind, sql in made if kind != "f"),
        indexes=tuple(definition for _name, definition in indexes),
        references=tuple(sql for kind, sql in made if kind == "f"),
    )


@contextmanager
def copying(connection: Connection, table: str, columns: Iterable[str]) -> Iterator[psycopg.Copy]:
    """COPY in the text form."""
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
        yield copy


def next_keys(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """The first free key of every table."""
    return {
        name: int(connection.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{name}"').fetchone()[0])  # type: ignore[index]
        for name in tables
    }


def go_on_from(connection: Connection, used: Mapping[str, int]) -> None:
    """Set the sequences behind the keys that a load gave by itself."""
    for name, key in used.items():
        connection.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (name, max(1, key)))
