"""Working days: the published calendar of the State Council, 2004 to 2026, and what we know beyond it.

Three stretches, and an answer always says on which it rests:

- 2004-2026: published notices, make-up working weekends included;
- 2027-2028: weekends and the thirteen statutory days, without bridge days and make-up days: *provisional*;
- the rest, 1980 to 2099: weekends only, *provisional*. Terms reach decades ahead, and a reminder with a visible
  warning serves people better than none. Outside 1980-2099 every question raises `OutsideCalendar`.

Law: holiday regulation as amended 2024-11-10; Criminal Procedure Law art. 105 for what a holiday moves.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from chinese_calendar import constants

from fengqiao.law import editions
from fengqiao.law.errors import LawError

FIRST_PUBLISHED_YEAR = 2004
LAST_PUBLISHED_YEAR = 2026
LAST_STATUTORY_YEAR = 2028
FIRST_DAY = date(1980, 1, 1)
LAST_DAY = date(2099, 12, 31)
_ORIGIN = FIRST_DAY.toordinal()
_SPAN = LAST_DAY.toordinal() - _ORIGIN + 1
_PUBLISHED_FROM = date(FIRST_PUBLISHED_YEAR, 1, 1).toordinal() - _ORIGIN
_PUBLISHED_TO = date(LAST_PUBLISHED_YEAR, 12, 31).toordinal() - _ORIGIN


class OutsideCalendar(LawError):
    """A day before 1980 or after 2099, or a count that runs past them."""


class Calendar:
    """Which days are worked. Unchanging; every question is answered by one or two array look-ups."""

    __slots__ = ("_kinds", "_ordinals", "_upto", "years")

    def __init__(self, kinds: bytearray, years: frozenset[int] = frozenset()) -> None:
        self._kinds = kinds
        self.years = years
        self._ordinals = array("l", (index for index, is_worked in enumerate(kinds) if is_worked))
        # _upto[i] counts the working days among the first i days of the span.
        self._upto = array("l", bytes(array("l").itemsize))
        total = 0
        for is_worked in kinds:
            total += is_worked
            self._upto.append(total)

    def changed(self, changes: Mapping[date, bool]) -> Calendar:
        """The same calendar with local changes: True opens a day, False closes it.

        Law: optional extra closed days of one institution (local emergencies).
        """
        kinds = bytearray(self._kinds)
        for day, is_worked in changes.items():
            kinds[_index(day)] = is_worked
        return Calendar(kinds, self.years)

    def with_year(self, year: int, *, closed: Iterable[date], worked: Iterable[date]) -> Calendar:
        """The same calendar with a year as its notice publishes it; what we supposed of that year is dropped."""
        kinds = bytearray(self._kinds)
        first, last = _index(date(year, 1, 1)), _index(date(year, 12, 31))
        kinds[first : last + 1] = _weekdays(first, last + 1)
        for day in closed:
            kinds[_index(day)] = False
        for day in worked:
            kinds[_index(day)] = True
        return Calendar(kinds, self.years | {year})

    def is_provisional(self, day: date) -> bool:
        """True where no notice is known for the year: before 2004, and after 2026 until one was entered."""
        return day.year not in self.years and not _is_delivered(day)

    def is_working(self, day: date) -> bool:
        return bool(self._kinds[_index(day)])

    def on_or_after(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        return self._nth(self._upto[_index(day)])

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        return self._nth(self._upto[_index(day) + 1] - 1)

    def after(self, day: date, count: int) -> date:
        """The count-th working day after a day, which itself is not counted; for a count of 0 the day itself."""
        return day if count == 0 else self._nth(self._upto[_index(day) + 1] + count - 1)

    def between(self, first: date, last: date) -> int:
        """How many working days there are from first to last, both included; 0 when last lies before first."""
        return 0 if last < first else self._upto[_index(last) + 1] - self._upto[_index(first)]

    def _nth(self, position: int) -> date:
        if not 0 <= position < len(self._ordinals):
            raise OutsideCalendar("outside_calendar", "the count runs past the calendar (1980-2099)")
        return date.fromordinal(_ORIGIN + self._ordinals[position])


@cache
def published() -> Calendar:
    """The calendar of the whole country."""
    kinds = _weekdays(0, _SPAN)
    for day, is_worked in _exceptions():
        kinds[_index(day)] = is_worked
    return Calendar(kinds)


def _weekdays(first: int, last: int) -> bytearray:
    return bytearray((_ORIGIN + index - 1) % 7 < 5 for index in range(first, last))


def _is_delivered(day: date) -> bool:
    """Whether the notice of the day's year came with this program: 2004 to 2026."""
    return _PUBLISHED_FROM <= day.toordinal() - _ORIGIN <= _PUBLISHED_TO


class _Calendars:
    """The calendars of one edition: the country's, and one more for each place that differs."""

    def __init__(self, changes: Sequence[editions.Change]) -> None:
        self._changes = tuple(each for each in changes if not isinstance(each, editions.ChangedNumber))
        self.of = lru_cache(maxsize=4096)(self._of)
        self._by_changes: dict[tuple[editions.Change, ...], Calendar] = {}

    def _of(self, area: str) -> Calendar:
        # A year's notice is the country's, whichever province entered it: who asks for no place gets every year.
        mine = tuple(
            each
            for each in self._changes
            if (area.startswith(each.area) if area else isinstance(each, editions.PublishedYear))
        )
        if not mine:
            return published()
        found = self._by_changes.get(mine)
        return found if found is not None else self._by_changes.setdefault(mine, _calendar(mine))


def _calendar(changes: Sequence[editions.Change]) -> Calendar:
    """The years first, then the closed days in the order in which they were confirmed."""
    found = published()
    for change in changes:
        if isinstance(change, editions.PublishedYear):
            found = found.with_year(change.year, closed=change.closed, worked=change.worked)
    days: dict[date, bool] = {}
    for change in changes:
        if isinstance(change, editions.ClosedDays):
            days |= dict.fromkeys(change.closed, False)
            days |= {day: found.is_working(day) for day in change.reopened}
    return found.changed(days) if days else found


def calendar_of(area: str | None) -> Calendar:
    """The working days of a place: the country's, with the years that its province has entered since, without the
    days on which its institutions are closed."""
    return editions.current().of(_Calendars).of(area or "")


def is_provisional(day: date, *, area: str | None = None) -> bool:
    """True where no notice is known for the year of a day."""
    return calendar_of(area).is_provisional(day)


def is_working(day: date, *, area: str | None = None) -> bool:
    """Whether a day is worked in a place. Raises: OutsideCalendar."""
    return calendar_of(area).is_working(day)


def next_working(day: date, *, area: str | None = None) -> date:
    """The day itself when it is worked, else the first working day after it."""
    return calendar_of(area).on_or_after(day)


def working_days_between(first: date, last: date, *, area: str | None = None) -> int:
    """Working days from first to last, both included."""
    return calendar_of(area).between(first, last)


@cache
def statutory_days() -> Mapping[date, str]:
    """The provisional holidays of 2027 and 2028 by their Chinese names."""
    return {day: name for day, is_worked, name in _listed() if day.year > LAST_PUBLISHED_YEAR and not is_worked}


def _exceptions() -> Iterable[tuple[date, bool]]:
    for day in constants.holidays:
        yield day, False
    for day in constants.workdays:
        yield day, True
    for day in statutory_days():
        yield day, False


@cache
def _listed() -> tuple[tuple[date, bool, str], ...]:
    file = resources.files("fengqiao.law") / "data" / "cn_workday_exceptions.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines())
    return tuple((date.fromisoformat(row["date"]), row["is_workday"] == "1", row["name"]) for row in rows)


def _index(day: date) -> int:
    index = day.toordinal() - _ORIGIN
    if not 0 <= index < _SPAN:
        raise OutsideCalendar("outside_calendar", f"{day} lies outside the calendar (1980-2099)", day=day)
    return index
