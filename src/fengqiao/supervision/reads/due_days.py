"""What falls due on the days of a calendar: how much on each day, and each entry of the days that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from uuid import UUID

from fengqiao.areas.face import Level
from fengqiao.audit.face import Actor
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.supervision.reads.courses import REPORTING, Paces, Person, kinds_at, name_of
from fengqiao.supervision.reads.duties import basis_of
from fengqiao.supervision.reads.people import chosen
from fengqiao.supervision.reads.records import answers_of, excused_of, met_on
from fengqiao.supervision.rules import KINDS, Report
from fengqiao.supervision.rules.periods import Period
from fengqiao.supervision.rules.standing import DONE, EXCUSED_, LATE, stand

#: A period may be due a few days after it ended (a week of holidays). Unit: days.
_AFTER_THE_END = timedelta(days=14)


@record
class DueEntry:
    """One period of one duty for a calendar. `state` is due, overdue, done or to_come; `matter` is open and waits."""

    subject_id: int
    kind: str
    title: Text
    first_day: date
    due_on: date
    state: str
    matter: UUID | None
    basis: tuple[str, ...]


#: Of one person the periods of one duty that are due on the days of the calendar. Most people share them.
_Due = tuple[int, str, tuple[Period, ...]]


@record
class DueDays:
    """How many periods are due on each day. How each of them stands is read for the days that are listed."""

    counts: Mapping[date, int] = field(default_factory=dict)
    today: date = date.min
    _found: tuple[_Due, ...] = ()

    def entries(self, first: date, last: date) -> tuple[DueEntry, ...]:
        """Each of these days, in their order. Three queries."""
        wanted = [
            (subject, kind, period)
            for subject, kind, periods in self._found
            for period in periods
            if first <= period.due <= last
        ]
        wanted.sort(key=lambda each: (each[2].due, each[0], each[1]))
        return tuple(_entries(wanted, today=self.today)) if wanted else ()


def due_days(
    *, by: Actor, first: date, last: date, today: date, officer: int | None = None, office: str = ""
) -> DueDays:
    """Every duty that falls due on these days, for a calendar. A county at most: above it a calendar of single reports
    is nobody's, and nothing is the answer. The number of queries is fixed."""
    if by.level < Level.COUNTY:
        return DueDays()
    people = chosen(by, officer=officer, office=office, today=today, since=first)
    due = tuple(_without_excused(people, tuple(_asked(people, first, last, today=today)), today=today))
    return DueDays(_counted(due), today, due)


def _asked(people: Mapping[int, Person], first: date, last: date, *, today: date) -> Iterator[_Due]:
    since = first - _AFTER_THE_END
    paces, kinds = Paces(on=since), kinds_at({each.area for each in people.values()}, on=today)
    due: dict[int, tuple[tuple[Period, ...], tuple[Period, ...]]] = {}
    for person in people.values():
        for kind in kinds[person.area]:
            every = paces.periods(person, kind, since=since, until=last)
            if id(every) not in due:  # kept beside the answer, so that no other tuple takes its place
                due[id(every)] = every, tuple(each for each in every if first <= each.due <= last and each.asked)
            yield person.id, kind, due[id(every)][1]


def _counted(due: Iterable[_Due]) -> Counter[date]:
    """Those that many people share are counted once, times the people."""
    shared = {id(periods): periods for _subject, _kind, periods in due}
    people = Counter(id(periods) for _subject, _kind, periods in due)
    found: Counter[date] = Counter()
    for number, periods in shared.items():
        for period in periods:
            found[period.due] += people[number]
    return found


def _without_excused(people: Collection[int], due: Collection[_Due], *, today: date) -> Iterator[_Due]:
    """What somebody had good reason to miss: the day asks for it no more."""
    since = min((periods[0].first for _subject, _kind, periods in due if periods), default=date.max)
    reports = excused_of(people, since=since)
    for subject, kind, periods in due:
        if subject in reports:
            asked = (each for each in periods if not _is_excused(kind, each, reports[subject], today))
            yield subject, kind, tuple(asked)
        else:
            yield subject, kind, periods


def _is_excused(kind: str, period: Period, reports: Iterable[Report], today: date) -> bool:
    return stand(kind, period, reports=reports, contacts=(), today=today).state == EXCUSED_


def _entries(wanted: Collection[tuple[int, str, Period]], *, today: date) -> Iterator[DueEntry]:
    ids = tuple({subject for subject, _kind, _period in wanted})
    first, last = min(period.first for *_who, period in wanted), max(period.last for *_who, period in wanted)
    reports, contacts = answers_of(ids, first=first, last=last), met_on(ids, first=first, last=last)
    waiting = {
        (each.subject_id, each.period): each.matter
        for each in procedures.open_periods(procedure=REPORTING, subject_ids=ids)
    }
    bases = {kind: basis_of(kind) for kind in {kind for _subject, kind, _period in wanted}}
    for subject, kind, period in wanted:
        made, held = reports.get(subject, ()), contacts.get(subject, ())
        state = stand(kind, period, reports=made, contacts=held, today=today).state
        matter = waiting.get((subject, name_of(kind, period.first)))
        shown = DONE if state == LATE else state
        yield DueEntry(subject, kind, KINDS[kind], period.first, period.due, shown, matter, bases[kind])
