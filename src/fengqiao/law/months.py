"""Calendar months in law: where "the same day of a later month" is, and what happens when there is none.

Law: SPC Interpretation art. 202.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from fengqiao.law.errors import WrongInput


def add_months(day: date, months: int) -> date:
    """The end of a procedural period of so many months; a negative number counts back in the same way.

    From a day to the same day of the target month; from the last day of a month to the last day of the target month;
    to the last day also where the target month lacks the day. Nothing is taken off: the start day is not counted.

    Law: SPC Interpretation art. 202; Criminal Procedure Law art. 105.
    Raises: WrongInput when the result lies beyond the years 1 to 9999.
    """
    return _same_day(day, months, keeps_last=True)


def add_years(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the last day of February.

    Law: SPC Interpretation art. 202. The rule about the last day of a month is for months only.
    """
    return _same_day(day, 12 * years, keeps_last=False)


def is_last_of_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def window_back(last_day: date, months: int) -> tuple[date, date]:
    """The stretch of so many months that ends on a day: its first and its last day, both included.

    The two months in which leave is summed roll back from the last day of this leave.

    Law: Implementation Measures art. 27 (LEA-SUM-WINDOW), counted as SPC Interpretation art. 202.
    """
    return add_months(last_day, -months) + timedelta(days=1), last_day


def _same_day(day: date, months: int, *, keeps_last: bool) -> date:
    year, month0 = divmod(12 * day.year + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise WrongInput("out_of_range", f"{day} and {months} months leave the calendar", months=months)
    last = monthrange(year, month0 + 1)[1]
    if day.day > last or (keeps_last and is_last_of_month(day)):
        return date(year, month0 + 1, last)
    return date(year, month0 + 1, day.day)
