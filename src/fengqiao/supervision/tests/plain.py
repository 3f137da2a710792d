"""The rules of `rules/periods.py` once more, as they are told: period after period, day after day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from fengqiao.law import face as law
from fengqiao.supervision.rules.periods import CUT, TOO_SHORT, Course, Period, Rhythm, Span, class_on

DAY = timedelta(days=1)
#: The rhythm of a class on a day.
RhythmOf = Callable[[str, date], Rhythm]


def periods(
    of: Course, rhythm_of: RhythmOf, *, since: date, until: date, without: str, percent: int,
    absent: Collection[Span] = (), area: str = "",
) -> list[Period]:  # fmt: skip
    """Every period that touches these days."""
    found, day = [], of.since
    while day <= min(until, of.term_end):
        name = class_on(of, day, without=without)
        rhythm = rhythm_of(name, day)
        first, last = rhythm.around(day)
        there, shorter = [day], False
        for later in days(day + DAY, min(last, of.term_end)):
            turns = any(each.span.first == later for each in of.classes)
            if turns and rhythm_of(class_on(of, later, without=without), later).length < rhythm.length:
                shorter = True
                break
            there.append(later)
        left = [each for each in there if not any(span.holds(each) for span in absent)]
        enough = left and len(left) * 100 >= percent * len(days(first, last))
        why_not = CUT if shorter else "" if enough else TOO_SHORT
        if there[-1] >= since:
            found.append(Period(there[0], there[-1], due(there, of.term_end, area), name, why_not))
        day = there[-1] + DAY
    return found


def due(there: list[date], term_end: date, area: str) -> date:
    """The last day, or after nothing but days off the next working day, never after the term."""
    if any(law.is_working(day, area=area) for day in there):
        return there[-1]
    day = there[-1] + DAY
    while not law.is_working(day, area=area):
        day += DAY
    return min(day, max(term_end, there[-1]))


def days(first: date, last: date) -> list[date]:
    """Both ends inside."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
