"""Keyset pages: the next page starts after the last row seen, at the same cost however deep.

The cursor is signed JSON, so that nobody can page by a value that they cannot read (THREATS T17).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


class BadCursor(BadRequest):
    """The cursor was not made by us, or belongs to another order: a page answers it with 400."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page, and the cursor of the next or None."""

    rows: tuple[Row, ...]
    next_cursor: str | None


def page(queryset: QuerySet[Row], *, order: Sequence[str], after: str | None = None, size: int = 50) -> Page[Row]:
    """One page of `queryset` in `order` (field names, "-" for descending; the last must be unique).

    Fields in the order must not be NULL. Raises: BadCursor.
    """
    ordered = queryset.order_by(*order)
    if after:
        ordered = ordered.filter(_after(order, _read(after, order)))
    rows = list(ordered[: size + 1])
    following = _write(order, rows[size - 1]) if len(rows) > size else None
    return Page(tuple(rows[:size]), following)


def after_row(order: Sequence[str], cursor: str | None) -> tuple[str, tuple[Any, ...]]:
    """The same for a statement by hand: ` AND (a, b) > (%s, %s)` with its values, or nothing on the first page.

    `order` holds names of columns, all in one direction. Raises: BadCursor.
    """
    if not cursor:
        return "", ()
    columns = [name.lstrip("-") for name in order]
    comparison = "<" if order[0].startswith("-") else ">"
    marks = ", ".join(["%s"] * len(columns))
    return f" AND ({', '.join(columns)}) {comparison} ({marks})", tuple(_read(cursor, order))


def cursor_of(order: Sequence[str], values: Sequence[Any]) -> str:
    """The cursor of the page after a row, from its values in the order."""
    return signing.dumps([list(order), [_plain(value) for value in values]], salt="keyset", compress=True)


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b) > (x, y) spelled out, with the first column bounded too so an index range is used."""
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, comparison = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{column}__{comparison}": value})
        equal &= Q(**{column: value})
    first, bound = (order[0][1:], "lte") if order[0].startswith("-") else (order[0], "gte")
    return Q(**{f"{first}__{bound}": values[0]}) & condition


def _write(order: Sequence[str], row: Model) -> str:
    values = []
    for name in order:
        value = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value)
    return cursor_of(order, values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def _read(cursor: str, order: Sequence[str]) -> list[Any]:
    try:
        names, values = signing.loads(cursor, salt="keyset")
    except (signing.BadSignature, ValueError, TypeError):
        raise BadCursor("unreadable") from None
    if names != list(order):
        raise BadCursor("another order")
    return [_value(v) for v in values]


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        if "t" in value:
            return datetime.fromisoformat(value["t"])
        return date.fromisoformat(value["d"])
    return value
