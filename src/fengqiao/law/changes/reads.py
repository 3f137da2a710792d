"""Local changes for reading: those that hold for a place, one, and how many wait."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.kit import keyset
from fengqiao.kit.fields import starts_with
from fengqiao.law.changes.loading import CLOSED, NUMBER, PLACE, YEAR
from fengqiao.law.models import Change as ChangeRow

STATES = ("proposed", "confirmed", "refused", "withdrawn")

__all__ = [
    "CLOSED",
    "NUMBER",
    "PLACE",
    "STATES",
    "YEAR",
    "ChangePage",
    "ChangeRow",
    "confirmed_since",
    "listed",
    "of_places",
    "one",
    "set_by",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One page of changes, the newest first."""

    rows: tuple[ChangeRow, ...]
    next_cursor: str | None


def listed(*, area: str, state: str = "", after: str | None = None, size: int = 20) -> ChangePage:
    """The changes of a place, of what stands above it and of what lies below. Raises: keyset.BadCursor."""
    rows = _about(area)
    if state in STATES:
        rows = rows.filter(state=state)
    page = keyset.page(rows, order=("-proposed_at", "-id"), after=after, size=size)
    return ChangePage(page.rows, page.next_cursor)


def one(uid: UUID, *, area: str) -> ChangeRow | None:
    """One change that holds for a place, or lies above or below it."""
    return _about(area).filter(uid=uid).first()


def waiting(*, office: str) -> int:
    """How many proposals of an institution wait for its lead."""
    return ChangeRow.objects.filter(office=office, state="proposed").count()


def confirmed_since(at: datetime) -> bool:
    """Whether a change has come into force after a moment, whichever place made it."""
    return ChangeRow.objects.filter(state="confirmed", settled_at__gt=at).exists()


def of_places(*, states: Collection[str], until: date | None = None) -> tuple[ChangeRow, ...]:
    """The changes of places that stand so, with those that begin by a day alone, in the order in which they hold."""
    rows = ChangeRow.objects.filter(kind=PLACE, state__in=states)
    if until is not None:
        rows = rows.filter(valid_from__lte=until)
    return tuple(rows.order_by("valid_from", "settled_at", "id"))


def set_by(areas: Collection[str]) -> tuple[ChangeRow, ...]:
    """What these places themselves have set and is confirmed: numbers and closed days."""
    return tuple(ChangeRow.objects.filter(area__in=areas, state="confirmed").exclude(kind=PLACE).order_by("id"))


def _about(area: str) -> QuerySet[ChangeRow]:
    above = [area[:length] for length in (2, 4, 6, 9) if length <= len(area)]
    return ChangeRow.objects.filter(Q(area__in=above) | starts_with("area", area))
