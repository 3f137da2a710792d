"""The course of people's correction, as far as it decides about periods. A fixed number of queries for any number of
people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fengqiao.casework import face as casework
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision.reads.records import first_days_of
from fengqiao.supervision.rules import KINDS, VISIT
from fengqiao.supervision.rules.periods import Course, InClass, Period, Rhythm, RhythmOf, Span, periods

#: The procedure whose matters are periods of reports.
REPORTING = "report"
#: The step at which such a matter stands when its period was missed.
MISSED = "overdue"
_HELD = "held_elsewhere"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in correction with the course of it."""

    id: int
    uid: UUID
    area: str
    is_minor: bool
    course: Course


def courses(*, on: date, ids: Collection[int] | None = None, office: str = "") -> dict[int, Person]:
    """Everybody in scope, or at one office, who is in correction, or those of the ids who are. Eight queries."""
    people = subjects.under_correction(ids=ids, office=office)
    found = [each.id for each in people]
    classes, inducted = casework.class_spans_of(found), casework.inductions_of(found)
    opened, recorded = procedures.first_periods(procedure=REPORTING, subject_ids=found), first_days_of(found)
    held = subjects.overlay_spans(kind=_HELD, ids=found)
    away = casework.leave_spans_of(found, since=min(_opened(opened), on))
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


def _opened(opened: dict[int, str]) -> date:
    return min((first_day_of(name) for name in opened.values()), default=date.max)


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


def periods_of(person: Person, kind: str, *, since: date, until: date) -> tuple[Period, ...]:
    """The periods of one duty of a person that touch these days, by the parameters of the place."""
    area = person.area
    return tuple(
        periods(
            person.course,
            _rhythm_of(kind, person),
            since=since,
            until=until,
            without=str(law.param("frequency.without_class", on=since, area=area).value),
            percent=law.param("frequency.part_percent", on=since, area=area).number,
            absent=person.course.held + (person.course.away if kind == VISIT else ()),
            area=area,
        )
    )


def _rhythm_of(kind: str, person: Person) -> RhythmOf:
    def rhythm(class_name: str, day: date) -> Rhythm:
        name = f"frequency.{kind}.{class_name}{'.minor' if person.is_minor else ''}"
        parameter = law.param(name, on=day, area=person.area)
        return Rhythm(parameter.number, parameter.unit)

    return rhythm
