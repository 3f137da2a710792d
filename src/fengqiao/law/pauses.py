"""Spans in which a clock stands still.

Pauses are rare: only where a rule allows them, such as custody (P32). Which rule allows one is the caller's
knowledge; here is the arithmetic only. A pause is half-open: its last moment or day is the first that counts again.

Law: Community Corrections Law art. 32; Implementation Measures arts 14 and 41.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fengqiao.law.errors import WrongInput
from fengqiao.law.workdays import Calendar
from fengqiao.law.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Pause:
    """From the moment a clock stopped until the moment it went on again."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.since.tzinfo is None or self.until.tzinfo is None:
            raise WrongInput("naive_moment", "a pause needs moments with their zone")
        if self.until < self.since:
            raise WrongInput("pause_backwards", "a pause cannot end before it begins")


def paused_days(first: date, last: date, pauses: Sequence[Pause], calendar: Calendar | None) -> int:
    """How many counted days after `first`, up to `last`, were paused.

    A day belongs to a pause when the clock stood at its start: the day of stopping still counts, the day of going on
    again does not, as the start day of a period is not counted. With a calendar only working days are counted.
    """
    total = 0
    for begins, ends in _merged((_local(p.since), _local(p.until)) for p in pauses):
        stopped, resumed = max(begins.date(), first), min(ends.date(), last)
        if stopped < resumed:
            days = (resumed - stopped).days
            total += days if calendar is None else calendar.between(stopped + timedelta(days=1), resumed)
    return total


def paused_time(begins: datetime, length: timedelta, pauses: Sequence[Pause]) -> datetime:
    """The end of a period of hours that left out its pauses."""
    end = begins + length
    for since, until in _merged((_local(p.since), _local(p.until)) for p in pauses):
        if since < end and until > begins:
            end += until - max(since, begins)
    return end


def _merged(spans: Iterator[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The spans in order, overlapping ones joined, so that no day is left out twice."""
    merged: list[tuple[datetime, datetime]] = []
    for since, until in sorted(spans):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def _local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI)
