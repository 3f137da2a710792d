"""When a message may go, when it is tried again, when somebody is reminded. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from fengqiao.law.face import SHANGHAI, local_day

WAITING, SENDING, ACCEPTED, DELIVERED = "waiting", "sending", "accepted", "delivered"
FAILED, STOPPED, EXPIRED, NO_NUMBER, NO_CHANNEL = "failed", "stopped", "expired", "no_number", "no_channel"
SETTLED: Final = frozenset({DELIVERED, FAILED, STOPPED, EXPIRED, NO_NUMBER, NO_CHANNEL})
"""States in which nothing more is tried. `accepted` is left by a receipt only."""

# Unit: minutes from one try to the next. Together seven hours and a half: longer than an outage over lunch, shorter
# than a day, so that somebody can still telephone.
BACKOFF: Final = (1, 5, 20, 60, 360)
# Unit: minutes. A try that has not come back by then belongs to a process that is gone.
LEASE_MINUTES: Final = 5
# Unit: receipts in a row that say no, after which a number gets nothing more (THREATS T52).
FAILURES_UNTIL_OFF: Final = 2
# Unit: hours in which a receipt may still come.
RECEIPT_HOURS: Final = 72


def is_quiet(moment: datetime, *, quiet_from: int, quiet_to: int) -> bool:
    """Whether a moment lies in the quiet hours. Unit: hours of the day in Shanghai; equal hours mean none."""
    hour = moment.astimezone(SHANGHAI).hour
    if quiet_from == quiet_to:
        return False
    if quiet_from < quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to


def allowed_from(moment: datetime, *, quiet_from: int, quiet_to: int, urgent: bool = False) -> datetime:
    """The first moment, not before the given one, at which a message may go: now, or when the quiet hours end."""
    if urgent or not is_quiet(moment, quiet_from=quiet_from, quiet_to=quiet_to):
        return moment
    local = moment.astimezone(SHANGHAI)
    opens = datetime.combine(local.date(), time(quiet_to), SHANGHAI)
    if opens <= local:
        opens = datetime.combine(local.date() + timedelta(days=1), time(quiet_to), SHANGHAI)
    return opens.astimezone(moment.tzinfo)


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many tries, None when that was the last."""
    if tries > len(BACKOFF):
        return None
    return at + timedelta(minutes=BACKOFF[tries - 1])


def may_claim(state: str, *, next_try_at: datetime, claimed_until: datetime | None, at: datetime) -> bool:
    """Whether a worker may take a message now: it is due and nobody has it, or whoever had it is gone."""
    if state == WAITING:
        return next_try_at <= at
    return state == SENDING and claimed_until is not None and claimed_until <= at


def reminder_is_due(*, started_on: date, last_day: date, today: date) -> bool:
    """Whether today is the day to remind somebody of a last day: the day before, whatever kind of day that is.

    A run that missed its day reminds on the last day itself. What began today has just been told.
    """
    return started_on < today and last_day - timedelta(days=1) <= today <= last_day


def last_day_of(due_at: datetime) -> date:
    """The last good day of a deadline that ends at a moment; midnight belongs to the day before it."""
    return local_day(due_at - timedelta(microseconds=1))
