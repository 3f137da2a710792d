"""The only place that reads the clock. A door reads it once and passes the moment on.

Store UTC, decide in Asia/Shanghai days. A demonstration installation may shift its clock; `site`
sets the shift once at start and refuses one in a real installation.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_shift = timedelta(0)


def shift(by: timedelta) -> None:
    """Move this process's clock. For demonstrations only; `site` guards the call."""
    global _shift
    _shift = by


def ahead() -> timedelta:
    """How far this process's clock stands ahead of the world's; nothing but in a demonstration."""
    return _shift


def in_the_world(moment: datetime) -> datetime:
    """A moment of this clock as the clocks count that nobody shifts: of a database, of an authenticator."""
    return moment - _shift


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """The present day in Asia/Shanghai."""
    return local_day(now())


def local_day(moment: datetime) -> date:
    """The day in Asia/Shanghai on which an aware moment falls.

    Raises: ValueError for a naive moment, since nobody can tell which day it means.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first moment of a day in Asia/Shanghai, aware, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).astimezone(UTC)
