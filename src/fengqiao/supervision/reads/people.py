"""The people whose duties somebody asks about."""

from __future__ import annotations

from datetime import date

from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.subjects import face as subjects
from fengqiao.supervision.reads.courses import Person, courses_of


def chosen(by: Actor, *, officer: int | None, office: str, today: date, since: date | None = None) -> dict[int, Person]:
    """Who of those that an actor may know of is in correction, of one officer or office or all."""
    conditions = (casework.with_officer(officer, on=today),) if officer is not None else ()
    filters = subjects.CaseloadFilters(state="in_correction", office=office, conditions=conditions)
    people = subjects.selection(by=by, today=today, filters=filters)
    return courses_of(subjects.under_correction(of=people), on=today, since=since)
