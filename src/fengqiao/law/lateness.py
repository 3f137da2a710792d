"""The ladder of lateness: how long somebody is late, and which sanction the Measures put beside it.

The ladder names the rung; a sanction is always decided by a person on its own legal ground.

Law: Implementation Measures arts 34, 35, 46, 47; SPC Interpretation arts 202, 543.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fengqiao.law.months import add_months
from fengqiao.law.parameters import param


class Rung(StrEnum):
    NONE = "none"
    ADMONITION = "admonition"
    WARNING = "warning"
    REVOCATION = "revocation"


@dataclass(frozen=True, slots=True)
class Lateness:
    """Unit: `days` are calendar days; the first late day is day 1."""

    days: int
    rung: Rung


def lateness(last_good_day: date, *, on: date, area: str | None = None) -> Lateness:
    """How late a day is against the last good day, which may itself have been moved by a holiday.

    Day 1 is the day after the last good day. Up to and including day 10: admonition; from day 11 to the same day of
    the next month, counted from day 1: warning; after it: revocation. Where two readings of "one month" exist the one
    that is milder for the person is taken.

    Law: Implementation Measures arts 34, 35, 46; SPC Interpretation art. 202. The holiday never moves the ladder.
    """
    first_late = last_good_day + timedelta(days=1)
    days = (on - last_good_day).days
    if days <= 0:
        return Lateness(0, Rung.NONE)
    if on > add_months(first_late, param("LATE-REV", on=first_late, area=area).number):
        return Lateness(days, Rung.REVOCATION)
    if days >= param("LATE-WRN", on=first_late, area=area).number:
        return Lateness(days, Rung.WARNING)
    return Lateness(days, Rung.ADMONITION)
