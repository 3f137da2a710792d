"""The last two weeks of reports, visits and talks at one office: who was in time, late, refused, excused, missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import Company, Office, office_of
from fengqiao.demo.days import Days, at_hour
from fengqiao.demo.supervision_telling import Event, Meeting, Report
from fengqiao.demo.telling import story
from fengqiao.kit import scope
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

# Unit: weeks that are told; days that the term of whoever is told of still has.
_WEEKS: Final = 2
_STAYS: Final = 30
#: What happened to the first reports of adults; whatever comes after them was made in time.
_WAYS: Final[tuple[Callable[[Report], object], ...]] = (
    lambda s: s.late().educated(),
    lambda s: s.missed().excused(),
    lambda s: s.recorded_after(),
    lambda s: s.missed(),
    lambda s: s.rejected().taken(),
)


def tell(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    """Everything of these weeks at 枫桥司法所; returns how many matters were told."""
    office = office_of(FENGQIAO)
    there = _known(people, office, company=company, days=days)
    told, ways = 0, iter(_WAYS)
    for weeks in range(_WEEKS, 0, -1):
        monday = days.today - timedelta(days=days.today.weekday(), weeks=weeks)
        procedures.run_daily(at=at_hour(monday, 0.2), over=(FENGQIAO,), only={"report"})
        told += _reports(there, monday, ways, office, company=company, days=days)
    return told + _meetings(there, office, company=company, days=days) + _events(there, office, company, days)


def _known(
    people: list[subjects.SubjectRow], office: Office, *, company: Company, days: Days
) -> list[subjects.SubjectRow]:
    """Those of the office whom its officer may know of, and who stay for some weeks yet."""
    there = [each for each in people if each.area == office.area and each.term_end > days.day(_STAYS)]
    by = company.at_work(office.first, days.now)
    with transaction.atomic(), scope.of(by.ranges):
        known = subjects.known_ids(by=by, ids={each.id for each in there})
    return [each for each in there if each.id in known]


def _open(people: list[subjects.SubjectRow]) -> tuple[procedures.OpenPeriod, ...]:
    ids = [each.id for each in people]
    with transaction.atomic(), scope.of((FENGQIAO,)):
        return procedures.open_periods(procedure=supervision.REPORTING, subject_ids=ids, step="due")


def _reports(
    people: list[subjects.SubjectRow],
    monday: date,
    ways: Iterator[Callable[[Report], object]],
    office: Office,
    *,
    company: Company,
    days: Days,
) -> int:
    """The reports of one week: those that are due within it, by adults each in a way of its own while there are any."""
    told, known = 0, {each.id: each for each in people}
    for each in _open(people):
        person = known[each.subject_id]
        if each.due_at is None or not at_hour(monday, 0) < each.due_at <= at_hour(monday + timedelta(weeks=1), 0):
            continue
        way = Report.taken if person.is_minor_regime else next(ways, Report.taken)
        with story(f"report/{each.period}"):
            way(Report.of(each, person, monday, company=company, days=days, office=office))
        told += 1
    return told


def _meetings(people: list[subjects.SubjectRow], office: Office, *, company: Company, days: Days) -> int:
    """Visits and talks of the last weeks, one that was put off, one planned for tomorrow, one that was not held."""
    ways: tuple[Callable[[Meeting], object], ...] = (
        lambda s: s.visit(-12),
        lambda s: s.talk(-9),
        lambda s: s.visit(-6).talk(-3),
        lambda s: s.call(-2),
        lambda s: s.planned("visit", -4, 1).put_off(-1, 3),
        lambda s: s.planned("talk", -2, 1),
        lambda s: s.planned("visit", -5, -1),
    )
    for way, person in zip(ways, people, strict=False):
        with story(f"meeting/{person.id}"):
            way(Meeting(company, days, office, person.id, minor=person.is_minor_regime))
    return min(len(ways), len(people))


def _events(people: list[subjects.SubjectRow], office: Office, company: Company, days: Days) -> int:
    """A change of job reported in time, a change of dwelling reported late, a family event to be looked into."""
    ways: tuple[Callable[[Event], object], ...] = (
        lambda s: s.reported("work", -10, hours=3).accepted(-10),
        lambda s: s.reported("dwelling", -8, hours=70).educated(-8),
        lambda s: s.reported("family", 0, hours=2),
    )
    for way, person in zip(ways, reversed(people), strict=False):
        with story(f"event/{person.id}"):
            way(Event(company, days, office, person.id, minor=person.is_minor_regime))
    return min(len(ways), len(people))
