"""Statements written by hand, for what every page asks: the ORM takes longer to write them than they take to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Condition:
    """What follows WHERE in a statement over one table, with a `%s` for each of its values in turn."""

    text: str
    values: tuple[Any, ...]


def condition(queryset: QuerySet[Any]) -> Condition:
    """The condition that a queryset has come to, for a list that asks for it by a statement of its own: writing the
    columns, the order and the limit out is two thirds of what the ORM costs. Its text is Django's and holds no value.

    Raises: ValueError when the queryset joins a second table.
    """
    query = queryset.query
    if sum(map(bool, query.alias_refcount.values())) > 1:
        raise ValueError("a condition over joined tables cannot stand in another statement")
    try:
        wrapper = connections[DEFAULT_DB_ALIAS]
        text, values = query.where.as_sql(query.get_compiler(connection=wrapper), wrapper)
    except EmptyResultSet:
        return Condition("false", ())
    except FullResultSet:
        return Condition("true", ())
    return Condition(f"({text})" if text else "true", tuple(values))


def listed(statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The rows of a statement made of constants and of conditions; its values in turn (THREATS T41)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a fixed statement. Its text is a constant; everything from outside is a value (THREATS T41)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
