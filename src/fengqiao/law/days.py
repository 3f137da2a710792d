"""What a notice on the holidays of a year, and a list of closed days, must look like. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from fengqiao.law import workdays
from fengqiao.law.local import PROVINCE, NotYours, level_of

#: Unit: days that one list of closed days may hold, and days off that a year's notice may hold.
MOST_CLOSED, MOST_HOLIDAYS = 31, 60
#: Unit: days off besides the weekends that the holiday regulation grants at the least.
LEAST_HOLIDAYS = 13
_ONE_DAY = timedelta(days=1)


def must_be_a_year(year: int, *, closed: Collection[date], worked: Collection[date], area: str, today: date) -> None:
    """The notice of one whole year that did not come with this program; entered by a province. Raises: NotYours.

    Law: holiday regulation as amended 2024-11-10: thirteen days off. A make-up day is a Saturday or Sunday.
    """
    if level_of(area) != PROVINCE:
        raise NotYours("closed", "the province enters the year")
    if not workdays.LAST_PUBLISHED_YEAR < year <= today.year + 1:
        raise NotYours("year", f"{year} cannot be entered")
    if any(day.year != year for day in (*closed, *worked)):
        raise NotYours("other_year", f"a day lies outside {year}")
    if set(closed) & set(worked) or any(day.weekday() < 5 for day in worked):
        raise NotYours("worked", "a make-up day is a weekend day, and no day off")
    if not LEAST_HOLIDAYS <= len(set(closed)) <= MOST_HOLIDAYS:
        raise NotYours("holidays", f"{len(set(closed))} days off")


def must_be_closed_days(closed: Collection[date], reopened: Collection[date], *, area: str) -> None:
    """Days that are worked otherwise, or closed by an earlier change and opened again. Raises: NotYours."""
    calendar = workdays.calendar_of(area)
    if not closed and not reopened:
        raise NotYours("no_days", "no day is named")
    if set(closed) & set(reopened) or len(set(closed) | set(reopened)) > MOST_CLOSED:
        raise NotYours("days", "too many days, or one in both lists")
    if any(not calendar.is_working(day) for day in closed):
        raise NotYours("day_off", "a day is off anyway")
    if any(calendar.is_working(day) for day in reopened):
        raise NotYours("open", "a day is worked anyway")


def span(first: date, last: date) -> tuple[date, ...]:
    """Every day from first to last."""
    return tuple(first + number * _ONE_DAY for number in range((last - first).days + 1))
