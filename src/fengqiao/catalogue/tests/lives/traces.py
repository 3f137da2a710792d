"""Everything that is stored about one person, whatever room keeps it: found by the columns, so a new room is in it."""

from __future__ import annotations

from functools import cache

from django.db import connection

from fengqiao.subjects.face import Subject

_TABLES = """
SELECT a.table_name FROM information_schema.columns a
JOIN information_schema.columns s ON s.table_name = a.table_name AND s.table_schema = a.table_schema
WHERE a.column_name = 'area' AND s.column_name = 'subject_id'
AND has_table_privilege(format('%I.%I', a.table_schema, a.table_name), 'SELECT') ORDER BY 1
"""


@cache
def tables() -> tuple[str, ...]:
    """Every table about persons that the staff's door may read."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found = tuple(name for (name,) in cursor.fetchall())
    assert len(found) > 20
    return found


def areas_of(person: Subject) -> dict[str, frozenset[str]]:
    """The offices named by the rows of each table, within the present scope."""
    asked = " UNION ".join(f"SELECT '{name}', area FROM {name} WHERE subject_id = %(id)s" for name in tables())
    own = "SELECT 'subjects_subject', area FROM subjects_subject WHERE id = %(id)s"
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{own} UNION {asked}", {"id": person.pk})
        for table, area in cursor.fetchall():
            found.setdefault(table, set()).add(area)
    return {table: frozenset(areas) for table, areas in found.items()}


def picture(person: Subject) -> tuple[tuple[str, str], ...]:
    """A print of every row about a person, to see whether anything changed."""
    printed = "md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
    asked = [f"SELECT '{name}', {printed} FROM {name} t WHERE subject_id = %(id)s" for name in tables()]
    asked.append(f"SELECT 'subjects_subject', {printed} FROM subjects_subject t WHERE id = %(id)s")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), {"id": person.pk})
        return tuple(cursor.fetchall())


def differing(before: tuple[tuple[str, str], ...], after: tuple[tuple[str, str], ...]) -> list[str]:
    """The tables in which something changed."""
    return [old[0] for old, new in zip(before, after, strict=True) if old != new]
