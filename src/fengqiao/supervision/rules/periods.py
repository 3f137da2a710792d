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
5. What a parameter says from a day on holds from the first period that begins on or after it.
6. It is due on its last day; a period without a single working day is due on the next working day, never after the
   term. Leave and weekends move nothing else: away on leave one reports by phone or video.

Most periods are whole ones of the calendar, and hundreds of people share them: a `Pace` makes each once. Only what is
cut, by a class, the ends of the term or an absence, is made for one person. `tests/plain.py` says the same rules day
after day, and the tests hold the two against each other.

Law: Community Corrections Law arts 23, 24, 26; Measures arts 23, 24; parameters frequency.*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
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

    def number(self, day: date) -> int:
        """Which of the calendar's periods holds a day, counted in their order."""
        if self.unit == "mo":
            return (day.year * 12 + day.month - 1) // self.amount
        return (day - _FIRST_MONDAY).days // self.amount

    def span(self, number: int) -> tuple[date, date]:
        """The first and the last day of one of the calendar's periods."""
        if self.unit == "mo":
            return _month(number * self.amount), _month((number + 1) * self.amount) - _DAY
        first = _FIRST_MONDAY + timedelta(days=number * self.amount)
        return first, first + timedelta(days=self.amount - 1)

    def around(self, day: date) -> tuple[date, date]:
        """The first and the last day of the calendar's period that holds a day."""
        return self.span(self.number(day))


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


CUT, TOO_SHORT = "cut", "too_short"


def class_on(course: Course, day: date, *, without: str) -> str:
    """The class on a day; before the first decision the one that the province sets for it."""
    return next((each.name for each in reversed(course.classes) if each.span.holds(day)), without)


class _Whole(dict[int, Period]):
    """The whole periods of the calendar in one class and rhythm, by their number, made when they are asked for."""

    def __init__(self, name: str, rhythm: Rhythm, calendar: law.Calendar) -> None:
        super().__init__()
        self._name = name
        self._calendar = calendar
        self.rhythm = rhythm

    def __missing__(self, number: int) -> Period:
        first, last = self.rhythm.span(number)
        self[number] = made = Period(first, last, _due(first, last, date.max, self._calendar), self._name)
        return made


@dataclass(frozen=True, slots=True)
class _Steady:
    """The whole periods of some days, for whoever is in one class from one day to another and nowhere else."""

    name: str
    since: date
    until: date
    periods: tuple[Period, ...]

    def fits(self, course: Course, absent: Collection[Span]) -> bool:
        """Whether a course has these periods and no others."""
        if course.since > self.since or course.term_end < self.until:
            return False
        if course.classes:
            span = course.classes[-1].span
            if span.first > self.since or (span.last is not None and span.last < self.until):
                return False
        first = self.periods[0].first
        return not any(each.first <= self.until and (each.last is None or each.last >= first) for each in absent)


class Pace:
    """One duty where the same numbers and the same days of work hold: how often it is asked for in each class.

    `turns` are the days on which a parameter changes: `rhythms` gives for each class the rhythm before the first of
    them and from each of them on. Made for the questions of one page: it remembers the calendar's periods, and
    parameters and closed days may change. Unit: `percent` of a whole period's days.
    """

    def __init__(
        self, rhythms: Mapping[str, Sequence[Rhythm]], *, without: str, percent: int, calendar: law.Calendar,
        turns: Sequence[date] = (),
    ) -> None:  # fmt: skip
        self._rhythms = rhythms
        self._without = without
        self._percent = percent
        self._calendar = calendar
        self._turns = turns
        #: Unit: days.
        self._longest = max(each.amount * (31 if each.unit == "mo" else 1) for one in rhythms.values() for each in one)
        self._whole: dict[tuple[str, int], _Whole] = {}
        self._steady: dict[tuple[str, date, date], _Steady] = {}

    def periods(self, course: Course, *, since: date, until: date, absent: Collection[Span] = ()) -> tuple[Period, ...]:
        """The periods that touch the days from `since` to `until`, in order; they leave no day out.

        `absent` are the spans on which the duty does not run. Whoever has long been in one class and stays in it has
        the same periods as all the others.
        """
        key = (course.classes[-1].name if course.classes else self._without, since, until)
        steady = self._steady.get(key) or self._steady.setdefault(key, self._of_many(*key))
        if steady.fits(course, absent):
            return steady.periods
        return tuple(self._settled(self._walked(course, since, until), course, absent))

    def _of_many(self, name: str, since: date, until: date) -> _Steady:
        """Whoever is in a class for as long as any period lasts has come to a whole one of its own rhythm."""
        whole = self._whole_of(name, since)
        numbers = range(whole.rhythm.number(since), whole.rhythm.number(until) + 1)
        found = tuple(whole[number] for number in numbers)
        if not found:
            return _Steady(name, date.min, date.max, ())
        begins = found[0].first - timedelta(days=self._longest)
        ends = max(found[-1].last, found[-1].due)
        turns = [each for each in self._turns if begins < each <= ends]
        # While a parameter turns, nobody shares: each course is walked.
        return _Steady(name, begins if not turns else date.min, ends, found)

    def _walked(self, course: Course, since: date, until: date) -> list[Period]:
        found: list[Period] = []
        day, end = course.since, min(until, course.term_end)
        while day <= end:
            whole, change = self._holding(course, day), self._change(course, day)
            day = _leap(course, day, whole.rhythm, since=since, change=change)
            at, last = whole.rhythm.number(day), min(change - _DAY, course.term_end)
            period = whole[at]
            if period.first < day or period.last > last:
                period = self._cut(course, day, period, whole.rhythm)
            while period.first <= end:
                if period.last >= since:
                    found.append(period)
                at, day = at + 1, period.last + _DAY
                period = whole[at]
                if period.first != day or period.last > last:
                    break
        return found

    def _holding(self, course: Course, day: date) -> _Whole:
        """The whole periods of the class and the rhythm that hold on a day."""
        return self._whole_of(class_on(course, day, without=self._without), day)

    def _whole_of(self, name: str, day: date) -> _Whole:
        key = (name, bisect_right(self._turns, day))
        if key not in self._whole:
            self._whole[key] = _Whole(name, self._rhythms[name][key[1]], self._calendar)
        return self._whole[key]

    def _change(self, course: Course, day: date) -> date:
        """The first day after another on which another class or another rhythm may hold."""
        days = [each.span.first for each in course.classes if each.span.first > day]
        days += [
            each.span.last + _DAY for each in course.classes if each.span.last is not None and each.span.last >= day
        ]
        days += self._turns[(turn := bisect_right(self._turns, day)) : turn + 1]
        return min(days, default=date.max)

    def _cut(self, course: Course, day: date, whole: Period, rhythm: Rhythm) -> Period:
        """The period that begins on a day, as far as a shorter rhythm and the term let it go."""
        last = min(whole.last, course.term_end)
        turn = self._shorter_from(course, day, last, rhythm)
        stop = turn - _DAY if turn else last
        why_not = CUT if turn else _why_not(day, stop, whole=_length(whole), percent=self._percent, absent=())
        return Period(day, stop, _due(day, stop, course.term_end, self._calendar), whole.class_name, why_not)

    def _shorter_from(self, course: Course, day: date, last: date, rhythm: Rhythm) -> date | None:
        """The first day inside the period on which a class with a shorter rhythm holds."""
        turns = sorted(each.span.first for each in course.classes if day < each.span.first <= last)
        shorter = (turn for turn in turns if self._holding(course, turn).rhythm.length < rhythm.length)
        return next(shorter, None)

    def _settled(self, found: list[Period], course: Course, absent: Collection[Span]) -> list[Period]:
        """Nothing is due after the term, nor asked for while too much of a period is spent elsewhere."""
        if any(each.due > course.term_end for each in found):
            found = [replace(each, due=min(each.due, course.term_end)) for each in found]
        gone = [each for each in absent if found and (each.last is None or each.last >= found[0].first)]
        return [self._there(each, course, gone) for each in found] if gone else found

    def _there(self, period: Period, course: Course, gone: Collection[Span]) -> Period:
        if period.why_not == CUT:
            return period
        whole = self._holding(course, period.first)
        length = _length(whole[whole.rhythm.number(period.first)])
        why_not = _why_not(period.first, period.last, whole=length, percent=self._percent, absent=gone)
        return period if why_not == period.why_not else replace(period, why_not=why_not)


def _leap(course: Course, day: date, rhythm: Rhythm, *, since: date, change: date) -> date:
    """The beginning of a later period of the same class and rhythm, when all before it is not asked for."""
    target = min(since, course.term_end, change - _DAY)
    return max(day, rhythm.around(target)[0]) if target > day else day


def _length(period: Period) -> int:
    """Unit: days."""
    return (period.last - period.first).days + 1


def _why_not(first: date, last: date, *, whole: int, percent: int, absent: Collection[Span]) -> str:
    """Whether too little of a period is left: of its `whole` length, by the days that are neither cut nor absent."""
    there = (last - first).days + 1
    gone = [each for each in absent if each.first <= last and (each.last is None or each.last >= first)]
    if gone:
        there -= len({day for each in gone for day in _days(max(first, each.first), min(last, each.last or last))})
    return "" if there and there * 100 >= percent * whole else TOO_SHORT


def _days(first: date, last: date) -> range:
    """Days by their numbers, both ends inside."""
    return range(first.toordinal(), last.toordinal() + 1)


def _due(first: date, last: date, term_end: date, calendar: law.Calendar) -> date:
    """The last day; for a period of nothing but days off the next working day, never after the term."""
    if calendar.between(first, last):
        return last
    return min(calendar.on_or_after(last + _DAY), max(term_end, last))
