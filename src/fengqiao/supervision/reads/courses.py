"""The course of people's correction, as far as it decides about periods. A fixed number of queries for any number of
people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from fengqiao.casework import face as casework
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision.reads.records import first_days_of
from fengqiao.supervision.rules import KINDS, VISIT
from fengqiao.supervision.rules.periods import Course, InClass, Pace, Period, Rhythm, Span

#: The procedure whose matters are periods of reports.
REPORTING = "report"
#: The step at which such a matter stands when its period was missed.
MISSED = "overdue"
_HELD = "held_elsewhere"
#: How long before a day a period that holds it may have begun, at the most: a year, and the look back of a file.
_REACH = timedelta(days=366 + 100)


@record
class Person:
    """Somebody in correction with the course of it."""

    id: int
    uid: UUID
    area: str
    is_minor: bool
    course: Course

    def shows_whole(self, period: Period, *, since: date) -> bool:
        """Whether a window from a day on holds all of a period: what began before may have been answered before."""
        return period.first >= since or period.first == self.course.since


def courses(
    *, on: date, ids: Collection[int] | None = None, office: str = "", since: date | None = None
) -> dict[int, Person]:
    """Everybody in scope, or at one office, who is in correction, or those of the ids who are. Eight queries.

    Of leaves those that may lie in a period since `since`, or since a day in the reach of everything shown.
    """
    return courses_of(subjects.under_correction(ids=ids, office=office), on=on, since=since)


def courses_of(
    people: Collection[subjects.UnderCorrection], *, on: date, since: date | None = None
) -> dict[int, Person]:
    """The same of people who were read already. Seven queries."""
    found = [each.id for each in people]
    classes, inducted = casework.class_spans_of(found), casework.inductions_of(found)
    others = [each for each in found if each not in inducted]
    opened, recorded = procedures.first_periods(procedure=REPORTING, subject_ids=others), first_days_of(others)
    held = subjects.overlay_spans(kind=_HELD, ids=found)
    away = casework.leave_spans_of(found, since=(since or on) - _REACH)
    return {
        each.id: Person(
            each.id, each.uid, each.area, each.is_minor,
            Course(
                since=_since(inducted.get(each.id), opened.get(each.id), recorded.get(each.id), on),
                term_end=each.term_end,
                classes=tuple(
                    InClass(one.class_name, Span(one.first_day, one.last_day)) for one in classes.get(each.id, ())
                ),
                held=tuple(Span(*one) for one in held.get(each.id, ())),
                away=tuple(Span(*one) for one in away.get(each.id, ())),
            ),
        )
        for each in people
    }  # fmt: skip


def _since(inducted: date | None, opened: str | None, recorded: date | None, on: date) -> date:
    """The day after the induction. Who was inducted before this system is counted from the first period that was
    opened here, or the first record; before either, from today: the past was another system's."""
    if inducted is not None:
        return inducted + timedelta(days=1)
    known = [day for day in (first_day_of(opened) if opened else None, recorded) if day is not None]
    return min(known, default=on)


def name_of(kind: str, first: date) -> str:
    """How the matter of a period is called: its first day, so that names are in the order of time, and the duty."""
    return f"{first.isoformat()} {kind}"


def first_day_of(name: str) -> date:
    """The first day of a period by its name."""
    return date.fromisoformat(name.partition(" ")[0])


def kind_of(name: str) -> str:
    """The duty of a period by its name."""
    return name.partition(" ")[2]


def kinds_asked(*, on: date, area: str) -> tuple[str, ...]:
    """The duties for which the province names a frequency. Law: parameter frequency.matrix."""
    value = law.param("frequency.matrix", on=on, area=area).value
    assert isinstance(value, tuple)
    return tuple(kind for kind in value if kind in KINDS)


def kinds_at(places: Collection[str], *, on: date) -> dict[str, tuple[str, ...]]:
    """The same for many places."""
    return {area: kinds_asked(on=on, area=area) for area in places}


class Paces:
    """How often each duty is asked for at each place. Made for the questions of one page and forgotten with it:
    what it worked out of parameters and closed days is as old as the page.

    `on` is the day whose parameters say what holds before the first class and how much of a period asks for it.
    """

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._made: dict[tuple[str, bool, str], Pace] = {}
        self._alike: dict[tuple[object, ...], Pace] = {}

    def periods(self, person: Person, kind: str, *, since: date, until: date) -> tuple[Period, ...]:
        """The periods of one duty of a person that touch these days, by the parameters of the place."""
        key = (kind, person.is_minor, person.area)
        pace = self._made.get(key) or self._made.setdefault(key, self._pace(*key))
        course = person.course
        absent = course.held + course.away if kind == VISIT and course.away else course.held
        return pace.periods(course, since=since, until=until, absent=absent)

    def _pace(self, kind: str, is_minor: bool, area: str) -> Pace:
        """Offices whose numbers and days of work are the same have one pace."""
        names = {each: f"frequency.{kind}.{each}{'.minor' if is_minor else ''}" for each in casework.CLASSES}
        turns = law.turning_days(names.values(), area=area)
        days = (date.min, *turns)
        rhythms = {each: tuple(_rhythm(name, on=day, area=area) for day in days) for each, name in names.items()}
        without = str(law.param("frequency.without_class", on=self._on, area=area).value)
        percent = law.param("frequency.part_percent", on=self._on, area=area).number
        calendar = law.calendar_of(area)
        key = (turns, *rhythms.items(), without, percent, id(calendar))
        if key not in self._alike:
            self._alike[key] = Pace(rhythms, without=without, percent=percent, calendar=calendar, turns=turns)
        return self._alike[key]


def _rhythm(name: str, *, on: date, area: str) -> Rhythm:
    parameter = law.param(name, on=on, area=area)
    return Rhythm(parameter.number, parameter.unit)


def periods_of(person: Person, kind: str, *, since: date, until: date) -> tuple[Period, ...]:
    """The periods of one duty of one person; for many people `Paces`."""
    return Paces(on=since).periods(person, kind, since=since, until=until)
