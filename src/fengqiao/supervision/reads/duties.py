"""What is due, done, late and missing: the rules of the room over dated facts, for one person or a whole county."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.supervision.reads.courses import (
    MISSED,
    REPORTING,
    Paces,
    Person,
    courses,
    first_day_of,
    kind_of,
    kinds_asked,
    name_of,
    periods_of,
)
from fengqiao.supervision.reads.records import contacts_of, reports_of
from fengqiao.supervision.rules import KINDS, REPORTS, VISITS, Contact, Report
from fengqiao.supervision.rules.periods import Period
from fengqiao.supervision.rules.standing import DONE, LATE, OVERDUE, Counts, Stand, counts, stand

#: How far back a file and a list look. Unit: days. Our own choice (P): a little over a quarter, the longest period.
LOOK_BACK_DAYS = 100


@record
class Duty:
    """One duty of one person now: the period that holds today and the one before, with the open matters of both.

    `overdue` is the newest period that was missed and still waits: for a report one that nobody has settled, for a talk
    or a visit one after which none was held.
    """

    kind: str
    title: Text
    now: Stand | None
    overdue: Stand | None
    matter: procedures.OpenPeriod | None
    missed: procedures.OpenPeriod | None
    basis: tuple[str, ...]


@record
class PersonDuties:
    """What is due of one person, and what became of the periods of the last months."""

    subject_id: int
    duties: tuple[Duty, ...]
    counts: dict[str, Counts]
    since: date


def basis_of(kind: str) -> tuple[str, ...]:
    """The articles on which a duty rests, as the register of parameters cites them."""
    return law.param(f"frequency.{kind}.strict").basis_keys


def reports_due(*, on: date, area: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Whose period of reporting holds on a day: the person, the name of the period, what its matter then says.

    For the daily run, in the scope of one county, with a fixed number of queries. A period that began earlier is still
    named, so a run that was late opens it; one that has ended is not opened any more. Law: parameters frequency.*.
    """
    kinds, paces = [kind for kind in kinds_asked(on=on, area=area) if kind in REPORTS], Paces(on=on)
    for person in courses(on=on).values():
        for kind in kinds:
            for period in paces.periods(person, kind, since=on, until=on):
                if period.asked and period.holds(on):
                    yield person.id, name_of(kind, period.first), _says(kind, period)


def _says(kind: str, period: Period) -> dict[str, Any]:
    return {
        "kind": kind,
        "period_first": period.first.isoformat(),
        "period_end": period.due.isoformat(),
        "class_name": period.class_name,
    }


def period_asked(*, subject_id: int, on: date) -> frozenset[str]:
    """The names of the periods of reports that are asked of a person around a day: what a running matter holds itself
    against when the class has changed, or the person is held elsewhere."""
    return periods_asked(subject_ids=(subject_id,), on=on)[subject_id]


def periods_asked(*, subject_ids: Collection[int], on: date) -> dict[int, frozenset[str]]:
    """The same for many people, by id; who is not in correction is asked nothing. The number of queries is fixed."""
    since, people = on - timedelta(days=LOOK_BACK_DAYS), courses(on=on, ids=subject_ids)
    paces = Paces(on=since)
    return {
        subject: frozenset(
            name_of(kind, period.first)
            for person in (people.get(subject),)
            if person is not None
            for kind in REPORTS
            for period in paces.periods(person, kind, since=since, until=on)
            if period.asked
        )
        for subject in subject_ids
    }


def duties_for(ids: Collection[int], *, today: date) -> dict[int, PersonDuties]:
    """What is due of each of these people, for a file or one page of a list. The number of queries is fixed."""
    return _duties(courses(on=today, ids=ids), today=today)


def _duties(people: dict[int, Person], *, today: date) -> dict[int, PersonDuties]:
    since = today - timedelta(days=LOOK_BACK_DAYS)
    reports, contacts = reports_of(people, since=since), contacts_of(people, since=since)
    waiting: dict[int, list[procedures.OpenPeriod]] = {}
    for each in procedures.open_periods(procedure=REPORTING, subject_ids=tuple(people)):
        waiting.setdefault(each.subject_id, []).append(each)
    bases = cache(basis_of)
    return {
        person.id: _person_duties(
            person,
            reports=reports.get(person.id, ()),
            contacts=contacts.get(person.id, ()),
            waiting=waiting.get(person.id, []),
            bases=bases,
            since=since,
            today=today,
        )
        for person in people.values()
    }


def _person_duties(
    person: Person,
    *,
    reports: tuple[Report, ...],
    contacts: tuple[Contact, ...],
    waiting: list[procedures.OpenPeriod],
    bases: Callable[[str], tuple[str, ...]],
    since: date,
    today: date,
) -> PersonDuties:
    stands = {
        kind: tuple(
            stand(kind, period, reports=reports, contacts=contacts, today=today)
            for period in periods_of(person, kind, since=since, until=today)
            if person.shows_whole(period, since=since)
        )
        for kind in kinds_asked(on=today, area=person.area)
    }
    return PersonDuties(
        person.id,
        tuple(_duty(kind, own, waiting, bases(kind), today) for kind, own in stands.items()),
        {kind: counts(own) for kind, own in stands.items()},
        max(since, person.course.since),
    )


def _duty(
    kind: str, stands: tuple[Stand, ...], waiting: list[procedures.OpenPeriod], basis: tuple[str, ...], today: date
) -> Duty:
    now = next((each for each in reversed(stands) if each.period.holds(today)), None)
    mine = [each for each in waiting if kind_of(each.period) == kind]
    open_now = [each for each in mine if now is not None and first_day_of(each.period) == now.period.first]
    missed = [each for each in mine if each.step == MISSED]
    return Duty(
        kind, KINDS[kind], now, _overdue(kind, stands, missed),
        open_now[-1] if open_now else None, missed[0] if missed else None, basis,
    )  # fmt: skip


def _overdue(kind: str, stands: tuple[Stand, ...], missed: list[procedures.OpenPeriod]) -> Stand | None:
    if kind in VISITS:
        settled = next((at for at, each in reversed(tuple(enumerate(stands))) if each.state in (DONE, LATE)), -1)
        return next((each for each in stands[settled + 1 :] if each.state == OVERDUE), None)
    first = first_day_of(missed[0].period) if missed else None
    return next((each for each in stands if each.period.first == first), None)
