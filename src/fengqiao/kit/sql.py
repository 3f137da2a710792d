"""Statements written by hand, for what every page asks: the ORM takes longer to write them than they take to run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection


def rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a fixed statement. Its text is a constant; everything from outside is a value (THREATS T41)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
