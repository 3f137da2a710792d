"""What is overdue of many people, by officer: the board of a lead.

Of everybody only the last talk and visit is read, of reports only the matters that wait to be settled: how each period
of the last months stands is worked out for a file alone (`duties_for`), and comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from fengqiao.areas.face import Level
from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.kit.records import record
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
    kinds_at,
)
from fengqiao.supervision.reads.duties import LOOK_BACK_DAYS, basis_of
from fengqiao.supervision.reads.people import chosen
from fengqiao.supervision.reads.records import last_contacts_of
from fengqiao.supervision.rules import KINDS, REPORTS, VISITS
from fengqiao.supervision.rules.periods import Period

_DAY = timedelta(days=1)
#: Whom it is about, the duty, and the period that was missed.
_Late = tuple[Person, str, Period]


@record
class OfficerOverdue:
    """How many people of one officer at one office are overdue in one duty, and who they are.

    Unit: `worst_days` calendar days after the due day.
    """

    office: str
    person: int | None
    name: str
    kind: str
    title: Text
    count: int
    worst_days: int
    basis: tuple[str, ...]
    people: tuple[int, ...]


def overdue_by_officer(*, by: Actor, today: date, office: str = "") -> tuple[OfficerOverdue, ...]:
    """What is overdue, by officer and duty, the longest first. Reports count while their matter waits to be settled,
    talks and visits until the next one is held. A county at most; above it () is the answer."""
    if by.level < Level.COUNTY:
        return ()
    return _overdue_of(chosen(by, officer=None, office=office, today=today), today=today)


def overdue_at(office: str, *, today: date) -> tuple[OfficerOverdue, ...]:
    """The same of everybody at one office, minors too, for counting: no names leave with it."""
    return _overdue_of(courses(on=today, office=office), today=today)


def _overdue_of(people: Mapping[int, Person], *, today: date) -> tuple[OfficerOverdue, ...]:
    since = today - timedelta(days=LOOK_BACK_DAYS)
    paces, kinds = Paces(on=since), kinds_at({each.area for each in people.values()}, on=today)
    found = (
        *_reports(people, kinds, paces, since=since, today=today),
        *_visits(people, kinds, paces, since=since, today=today),
    )
    late = [(person.id, person.area, kind, (today - period.due).days) for person, kind, period in found]
    return _by_officer(late, officers=casework.officers_for((each[0] for each in late), on=today))


Kinds = Mapping[str, tuple[str, ...]]


def _reports(people: Mapping[int, Person], kinds: Kinds, paces: Paces, *, since: date, today: date) -> Iterator[_Late]:
    """The oldest period of each report that was missed and that nobody has settled."""
    oldest: dict[tuple[int, str], date] = {}
    for each in procedures.open_periods(procedure=REPORTING, subject_ids=tuple(people), step=MISSED):
        oldest.setdefault((each.subject_id, kind_of(each.period)), first_day_of(each.period))
    for (subject_id, kind), first in oldest.items():
        person = people[subject_id]
        if kind not in REPORTS or kind not in kinds[person.area]:
            continue
        for period in paces.periods(person, kind, since=first, until=min(first, today)):
            if period.first == first and person.shows_whole(period, since=since):
                yield person, kind, period


def _visits(people: Mapping[int, Person], kinds: Kinds, paces: Paces, *, since: date, today: date) -> Iterator[_Late]:
    """The first period of each talk and visit that was missed since the last one was held."""
    last = last_contacts_of(people, since=since, until=today)
    for person in people.values():
        for kind in kinds[person.area]:
            if kind in VISITS:
                after = last.get((person.id, kind), date.min)
                until = today - _DAY  # what begins today is not overdue
                missed = (
                    period
                    for period in paces.periods(person, kind, since=max(since, after), until=until)
                    if period.first > after
                    and period.due < today
                    and period.asked
                    and person.shows_whole(period, since=since)
                )
                yield from ((person, kind, period) for period in list(missed)[:1])


def _by_officer(
    late: Iterable[tuple[int, str, str, int]], *, officers: dict[int, casework.Officer]
) -> tuple[OfficerOverdue, ...]:
    groups: dict[tuple[str, int | None, str, str], list[tuple[int, int]]] = {}
    for subject_id, office, kind, days in late:
        officer = officers.get(subject_id)
        who = (officer.person, officer.name) if officer else (None, "")
        groups.setdefault((office, *who, kind), []).append((subject_id, days))
    rows = (
        OfficerOverdue(
            office, person, name, kind, KINDS[kind], len(found), max(days for _subject, days in found), basis_of(kind),
            tuple(sorted(subject for subject, _days in found)),
        )
        for (office, person, name, kind), found in groups.items()
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.worst_days, row.office, row.name, row.kind)))
