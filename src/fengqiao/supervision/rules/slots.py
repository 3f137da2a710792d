"""Which hour is proposed for the next appointment: free, inside office hours, nearest to the wish. Pure.

The rules, in this order (our own, mark P; no article names an hour):

1. An hour is proposed only inside the days asked for, on a working day, inside office hours, divided by the length of
   the appointment, and not before `not_before`.
2. Never when the officer or the person is engaged, on leave, or held elsewhere.
3. Among those that are left the nearest to the wished day, of two equally near the earlier one: it is in time. On the
   day the nearest to the wished hour, of two equally near the earlier one.

An hour chosen by hand may lie outside of office hours when somebody says so; it never clashes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from fengqiao.law import face as law
from fengqiao.supervision.rules.periods import Span

_DAY: Final = timedelta(days=1)
PAST, BEYOND_TERM, CLASH, OWN_CLASH, AWAY, HELD, OFFICER_AWAY, DAY_OFF, OFF_HOURS = (
    "past", "beyond_term", "clash", "own_clash", "away", "held", "officer_away", "day_off", "off_hours",
)  # fmt: skip
#: What somebody may wave aside for an hour chosen by hand.
SOFT: Final = frozenset({DAY_OFF, OFF_HOURS})


@dataclass(frozen=True, slots=True)
class Hours:
    """Office hours of one day and the length of an appointment. Unit: minutes."""

    spans: tuple[tuple[time, time], ...]
    minutes: int

    @classmethod
    def read(cls, values: Collection[str], minutes: int) -> Hours:
        """From "09:00-11:30" as a parameter writes it. Raises: ValueError."""
        pairs = (value.split("-") for value in values)
        return cls(tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, last in pairs), minutes)

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def of(self, day: date) -> Iterator[datetime]:
        """When an appointment may begin on a day."""
        for first, last in self.spans:
            begins, ends = datetime.combine(day, first, law.SHANGHAI), datetime.combine(day, last, law.SHANGHAI)
            while begins + self.length <= ends:
                yield begins
                begins += self.length

    def hold(self, begins: datetime) -> bool:
        """Whether an appointment from a moment on lies inside office hours."""
        local = begins.astimezone(law.SHANGHAI)
        ends = local + self.length
        return ends.date() == local.date() and any(
            first <= local.time() and ends.time() <= last for first, last in self.spans
        )


@dataclass(frozen=True, slots=True)
class Engaged:
    """A stretch of time that is taken: from a moment up to another."""

    begins: datetime
    ends: datetime

    def meets(self, begins: datetime, ends: datetime) -> bool:
        return self.begins < ends and begins < self.ends


@dataclass(frozen=True, slots=True)
class Around:
    """What stands against an hour: whose time is taken, and on which days somebody is away or out of reach.

    `area` is the office whose working days count.
    """

    not_before: datetime
    term_end: date
    officer: tuple[Engaged, ...] = ()
    person: tuple[Engaged, ...] = ()
    away: tuple[Span, ...] = ()
    held: tuple[Span, ...] = ()
    officer_away: tuple[Span, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """The days in which something is due, both ends inside, and the day and the hour that would suit."""

    first: date
    last: date
    day: date
    hour: time


def against(begins: datetime, hours: Hours, around: Around) -> str:
    """The code of the first thing that stands against an hour; empty when it is free."""
    day, ends = law.local_day(begins), begins + hours.length
    # First of all, because no calendar knows the days of other centuries.
    if begins < around.not_before:
        return PAST
    if day > around.term_end:
        return BEYOND_TERM
    found = (
        (HELD, _any(around.held, day)),
        (AWAY, _any(around.away, day)),
        (OFFICER_AWAY, _any(around.officer_away, day)),
        (CLASH, any(each.meets(begins, ends) for each in around.officer)),
        (OWN_CLASH, any(each.meets(begins, ends) for each in around.person)),
        (DAY_OFF, not law.is_working(day, area=around.area)),
        (OFF_HOURS, not hours.hold(begins)),
    )
    return next((code for code, stands in found if stands), "")


def _any(spans: Collection[Span], day: date) -> bool:
    return any(each.holds(day) for each in spans)


def free(wish: Wish, hours: Hours, around: Around) -> tuple[datetime, ...]:
    """Every free hour of the days asked for, in order."""
    first, last = max(wish.first, law.local_day(around.not_before)), min(wish.last, around.term_end)
    days = (first + number * _DAY for number in range((last - first).days + 1))
    return tuple(begins for day in days for begins in hours.of(day) if not against(begins, hours, around))


def nearest(wish: Wish, found: Collection[datetime]) -> datetime | None:
    """Among free hours the one to propose; None when there is none."""
    return min(found, key=lambda begins: _distance(begins, wish), default=None)


def _distance(begins: datetime, wish: Wish) -> tuple[int, datetime | date, int, datetime]:
    local = begins.astimezone(law.SHANGHAI)
    minutes = abs(local.hour * 60 + local.minute - wish.hour.hour * 60 - wish.hour.minute)
    return abs((local.date() - wish.day).days), local.date(), minutes, begins


def beside(begins: datetime, found: Collection[datetime]) -> tuple[datetime | None, datetime | None]:
    """The free hour before and the one after."""
    return (
        max((each for each in found if each < begins), default=None),
        min((each for each in found if each > begins), default=None),
    )
