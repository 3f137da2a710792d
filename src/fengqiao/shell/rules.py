"""Pure arithmetic behind what a page shows: time left, share of a term, places of markers.

No Django, no clock: moments come in, plain values go out. Words are chosen by the templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from fengqiao.kit.records import record

SHANGHAI = ZoneInfo("Asia/Shanghai")

ROW_GAP_PERCENT = 11.0
"""Nearer than this, two labels under a term bar would touch. Unit: per cent of the bar."""


class DueState(StrEnum):
    """How near a deadline is; also the class of the cell and of the row."""

    OVER = "over"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


@record
class Remaining:
    """Time between now and a deadline, or since it. Unit: days are Shanghai days, hours and minutes are clock time."""

    is_late: bool
    days: int
    hours: int
    minutes: int


def last_day(due_at: datetime) -> date:
    """Last good day of a deadline: one that ends at 24:00 belongs to the day that ends."""
    local = due_at.astimezone(SHANGHAI)
    return local.date() - timedelta(days=1) if local.time() == time(0) else local.date()


def is_whole_day(due_at: datetime) -> bool:
    """True for a deadline that runs to 24:00, whose page shows a day and no time."""
    return due_at.astimezone(SHANGHAI).time() == time(0)


@record
class Seen:
    """A deadline as it stands at a moment: everything that a page says of it."""

    state: DueState
    left: Remaining
    day: date
    today: date
    is_whole_day: bool


def seen(*, due_at: datetime, now: datetime, soon_days: int) -> Seen:
    """A deadline at a moment: hours and minutes left or passed on the same day, days above.

    Unit: soon_days counts calendar days here; the law room passes the span of its three working days.
    """
    local, today = due_at.astimezone(SHANGHAI), now.astimezone(SHANGHAI).date()
    whole = local.time() == time(0)
    day = local.date() - timedelta(days=1) if whole else local.date()
    days, late = (day - today).days, now >= due_at
    gap = now - due_at if late else due_at - now
    minutes = int(gap.total_seconds() // 60)
    left = Remaining(late, abs(days), minutes // 60, minutes % 60)
    return Seen(_state(days, late, soon_days), left, day, today, whole)


def _state(days: int, late: bool, soon_days: int) -> DueState:
    if late:
        return DueState.OVER
    if days <= 0:
        return DueState.TODAY
    return DueState.SOON if days <= soon_days else DueState.LATER


def urgency(state: DueState) -> int:
    """Rank for sorting, most urgent first."""
    match state:
        case DueState.OVER:
            return 0
        case DueState.TODAY:
            return 1
        case DueState.SOON:
            return 2
        case DueState.LATER:
            return 3
        case _:
            assert_never(state)


def share(*, start: date, end: date, on: date) -> float:
    """Part of a term that has passed on a day, its end included, between 0 and 1."""
    days = (end - start).days + 1
    if days <= 0:
        return 1.0
    return min(1.0, max(0.0, (on - start).days / days))


def rows_of(positions: Sequence[float]) -> list[int]:
    """Row (0 or 1) of each label under a bar, so that near neighbours do not overlap.

    Unit: positions in per cent of the bar, ascending.
    """
    ends = [-ROW_GAP_PERCENT, -ROW_GAP_PERCENT]
    rows = []
    for position in positions:
        row = 0 if position - ends[0] >= ROW_GAP_PERCENT else 1
        ends[row] = position
        rows.append(row)
    return rows


def tint(name: str) -> int:
    """Number (1 to 5) of a decorative tint for someone's initial: the same name, the same tint; no meaning."""
    return sum(map(ord, name)) % 5 + 1
