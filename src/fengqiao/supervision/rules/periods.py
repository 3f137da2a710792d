"""For which spans of days a report, a talk or a visit is asked, and by when. Pure.

The rules, in this order (our own, mark P, where no article speaks):

1. Periods are those of the calendar: weeks begin on Monday, fortnights are counted from the week in which the present
   law came into force, months and quarters from January.
2. Duties begin on the day after the person was inducted and end with the term. Before the first class is decided the
   province's `frequency.without_class` holds.
3. A period keeps the rhythm of the class that held on its first day. A *shorter* rhythm holds at once: the running
   period ends on the day before, asks for nothing any more, and the next begins. A *longer* one waits for its end.
4. A period that is cut (the first, the last, by custody) asks only when at least `frequency.part_percent` of the days
   of the whole period are left. For visits the days of an approved leave are left out too: nobody is at home.
5. It is due on its last day; a period without a single working day is due on the next working day, never after the
   term. Leave and weekends move nothing else: away on leave one reports by phone or video.

Law: Community Corrections Law arts 23, 24, 26; Measures arts 23, 24; parameters frequency.*.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fengqiao.law import face as law

_DAY: Final = timedelta(days=1)
#: The Monday of the week in which the Community Corrections Law came into force (2020-07-01).
_FIRST_MONDAY: Final = date(2020, 6, 29)
#: Unit: days. Only to compare the length of rhythms.
_MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Once in so many days (whole weeks begin on a Monday) or calendar months. Unit: `unit` is cd or mo."""

    amount: int
    unit: str

    @property
    def length(self) -> int:
        """For comparison alone. Unit: days."""
        return self.amount * (_MONTH_DAYS if self.unit == "mo" else 1)

    def around(self, day: date) -> tuple[date, date]:
        """The first and the last day of the calendar's period that holds a day."""
        if self.unit == "mo":
            month = (day.year * 12 + day.month - 1) // self.amount * self.amount
            return _month(month), _month(month + self.amount) - _DAY
        first = day - timedelta(days=(day - _FIRST_MONDAY).days % self.amount)
        return first, first + timedelta(days=self.amount - 1)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both ends inside; open when there is no last day."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class InClass:
    """A class of management and the days on which it held."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Course:
    """What of a person's correction decides about periods: when duties began, when the term ends, classes, absences.

    `held`: in custody or otherwise out of reach of supervision; `away`: on approved leave.
    """

    since: date
    term_end: date
    classes: tuple[InClass, ...] = ()
    held: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """One period of one duty. `why_not` is the code of why nothing is asked for in it; empty when something is."""

    first: date
    last: date
    due: date
    class_name: str
    why_not: str = ""

    @property
    def asked(self) -> bool:
        """Whether something is asked for."""
        return not self.why_not

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


#: The rhythm of a class on a day, as the parameters give it.
RhythmOf = Callable[[str, date], Rhythm]
CUT, TOO_SHORT = "cut", "too_short"


def class_on(course: Course, day: date, *, without: str) -> str:
    """The class on a day; before the first decision the one that the province sets for it."""
    return next((each.name for each in reversed(course.classes) if each.span.holds(day)), without)


def periods(
    course: Course,
    rhythm_of: RhythmOf,
    *,
    since: date,
    until: date,
    without: str,
    percent: int,
    absent: Collection[Span],
    area: str = "",
) -> Iterator[Period]:
    """The periods of one duty that touch the days from `since` to `until`, in order; they leave no day out.

    `absent` are the spans on which the duty does not run, `area` the office whose days of work count.
    Unit: `percent` of a whole period's days.
    """
    day, end = course.since, min(until, course.term_end)
    while day <= end:
        name = class_on(course, day, without=without)
        rhythm = rhythm_of(name, day)
        nearer = _leap(course, day, rhythm, since=since, without=without)
        if nearer > day:
            day = nearer
            continue
        first, last = rhythm.around(day)
        cut = _shorter_from(course, day, min(last, course.term_end), rhythm, rhythm_of, without=without)
        stop = min(cut - _DAY if cut else last, course.term_end)
        if stop >= since:
            whole = (last - first).days + 1
            why_not = CUT if cut else _why_not(day, stop, whole=whole, percent=percent, absent=absent)
            yield Period(day, stop, _due(day, stop, course.term_end, area), name, why_not)
        day = stop + _DAY


def _leap(course: Course, day: date, rhythm: Rhythm, *, since: date, without: str) -> date:
    """The beginning of a later period of the same class, when all before it is not asked for."""
    changes = [each.span.first for each in course.classes if each.span.first > day]
    ends = [each.span.last + _DAY for each in course.classes if each.span.last is not None and each.span.last >= day]
    change = min((*changes, *ends), default=None)
    target = min(since, course.term_end, *((change - _DAY,) if change else ()))
    return rhythm.around(target)[0] if target > day else day


def _shorter_from(
    course: Course, day: date, last: date, rhythm: Rhythm, rhythm_of: RhythmOf, *, without: str
) -> date | None:
    """The first day inside the period on which a class with a shorter rhythm holds."""
    turns = sorted(each.span.first for each in course.classes if day < each.span.first <= last)
    for turn in turns:
        if rhythm_of(class_on(course, turn, without=without), turn).length < rhythm.length:
            return turn
    return None


def _why_not(first: date, last: date, *, whole: int, percent: int, absent: Collection[Span]) -> str:
    """Whether too little of a period is left: of its `whole` length, by the days that are neither cut nor absent."""
    gone = [each for each in absent if each.first <= last and (each.last is None or each.last >= first)]
    there = (last - first).days + 1
    if gone:
        there = sum(not any(each.holds(day) for each in gone) for day in _days(first, last))
    return "" if there and there * 100 >= percent * whole else TOO_SHORT


def _due(first: date, last: date, term_end: date, area: str) -> date:
    """The last day; for a period of nothing but days off the next working day, never after the term."""
    if any(law.is_working(day, area=area) for day in _days(first, last)):
        return last
    return min(law.next_working(last + _DAY, area=area), max(term_end, last))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
