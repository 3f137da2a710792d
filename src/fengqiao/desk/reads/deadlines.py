"""Clocks as deadlines: what they mean, how much of the time is used, and the reasoning behind the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fengqiao.desk.reads import basis
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell

SOON_WORKING_DAYS = 3
"""Unit: working days; a deadline within them is shown as near (design guide, section 5)."""


@record
class Clock:
    """One time limit on a procedure page. Unit: used is a share between 0 and 1."""

    title: shell.Words
    due: shell.Due
    used: float
    owner: shell.Words
    state: str
    pauses: int
    provisional: bool


def soon_days(now: datetime, *, area: str | None = None) -> int:
    """How many calendar days the next three working days span, for a list of a place by its own closed days.

    Unit: calendar days in Asia/Shanghai.
    """
    today = clock.local_day(now)
    day = today
    for _ in range(SOON_WORKING_DAYS):
        day = law.next_working(day + timedelta(days=1), area=area)
    return (day - today).days


def of_clock(shown: procedures.ClockShown, *, now: datetime) -> Clock:
    """The clock of a matter as the page draws it."""
    due = shell.Due(
        due_at=shown.due_at,
        now=now,
        basis=basis.of_keys(shown.basis),
        reasoning=shown.reasoning,
        soon_days=soon_days(now),
    )
    return Clock(
        title=shown.title,
        due=due,
        used=_used(shown.started, shown.due_at, now),
        owner=shown.owner.title,
        state=shown.state,
        pauses=len(shown.paused),
        provisional=shown.provisional,
    )


def _used(started: date | datetime, due_at: datetime, now: datetime) -> float:
    """Share of the time that has passed, 1 when it is over."""
    begun = started if isinstance(started, datetime) else clock.start_of(started)
    length = (due_at - begun).total_seconds()
    return 1.0 if length <= 0 else min(1.0, max(0.0, (now - begun).total_seconds() / length))
