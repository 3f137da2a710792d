"""From the table to the edition in force: kept per process, read again when the database stands at another mark."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.law import editions
from fengqiao.law.editions import Change, ChangedNumber, ClosedDays, Edition, PublishedYear
from fengqiao.law.models import Change as Row
from fengqiao.law.parameters import area_prefix

NUMBER, YEAR, CLOSED = "number", "year", "closed"
#: A change of places is carried out on its day by the rooms that hold something there; nothing is read by it.
PLACE = "place"


class _Kept:
    """What this process keeps: one pair, so that a thread never sees a mark with another's edition."""

    def __init__(self) -> None:
        self.held: tuple[UUID | None, Edition] = (None, editions.FILES)


_kept = _Kept()


def entered(mark: UUID | None) -> None:
    """A transaction has entered its scope at this mark of the database, or left it."""
    if mark is None:
        editions.enter(editions.FILES)
        return
    held, edition = _kept.held
    if held != mark:
        # Read after the mark: it may already be newer than the mark says, never older.
        edition = edition_now()
        _kept.held = (mark, edition)
    editions.enter(edition)


def edition_now() -> Edition:
    """The edition as the table holds it. One query."""
    rows = Row.objects.filter(state="confirmed").exclude(kind=PLACE).order_by("settled_at", "id")
    made = [change_of(row) for row in rows]
    return Edition(made) if made else editions.FILES


def supposed(row: Row) -> Edition:
    """The edition that would be in force if this change were confirmed now."""
    if row.kind == PLACE:
        return edition_now()
    return edition_now().with_change(change_of(row))


def change_of(row: Row) -> Change:
    """A row as the pure reading takes it."""
    said: dict[str, Any] = row.said
    area = area_prefix(row.area)
    match row.kind:
        case "number":
            value = said.get("value")
            return ChangedNumber(
                name=row.name, area=area, valid_from=row.valid_from, unit=said.get("unit", ""),
                value=tuple(value) if isinstance(value, list) else value, follows=bool(said.get("follows")),
            )  # fmt: skip
        case "year":
            return PublishedYear(
                area=area, year=said["year"], closed=_days(said["closed"]), worked=_days(said["worked"])
            )
        case _:
            return ClosedDays(area=area, closed=_days(said["closed"]), reopened=_days(said["reopened"]))


def _days(values: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(value) for value in values)
