"""The last three weeks of reports, visits and talks at one office: who was in time, late, refused, excused, missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from fengqiao.demo.accounts import FENGQIAO
from fengqiao.demo.company import Company, Office, office_of
from fengqiao.demo.days import Days, at_hour
from fengqiao.demo.supervision_telling import Event, Meeting, Report
from fengqiao.demo.telling import story
from fengqiao.kit import scope
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

# Unit: weeks that are told; days that the term of whoever is told of still has.
_WEEKS: Final = 3
_STAYS: Final = 30
#: How the week before last went, person by person; whoever comes after them was in time.
_LAST_WEEK: Final[tuple[Callable[[Report], object], ...]] = (
    lambda s: s.missed(),
    lambda s: s.late().educated(),
    lambda s: s.rejected().taken(),
    lambda s: s.missed().excused(),
    lambda s: s.recorded_after(),
)


def tell(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    """Everything of these weeks at 枫桥司法所; returns how many matters were told."""
    office = office_of(FENGQIAO)
    there = _known(people, office, company=company, days=days)
    told = 0
    for weeks in range(_WEEKS, 0, -1):
        monday = days.today - timedelta(days=days.today.weekday(), weeks=weeks)
        procedures.run_daily(at=at_hour(monday, 0.2), over=(FENGQIAO,), only={"report"})
        told += _reports(there, monday, office, company=company, days=days, last=weeks == 1)
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
    people: list[subjects.SubjectRow], monday: date, office: Office, *, company: Company, days: Days, last: bool
) -> int:
    """The reports of one week: those that are due within it are made."""
    told, sunday = 0, monday + timedelta(days=6)
    known = {each.id: each for each in people}
    order = [each.id for each in people if not each.is_minor_regime]
    for each in _open(people):
        due = each.due_at
        if due is None or due > at_hour(sunday + timedelta(days=1), 0):
            continue
        place = order.index(each.subject_id) if each.subject_id in order else len(_LAST_WEEK)
        way = _LAST_WEEK[place] if last and place < len(_LAST_WEEK) else Report.taken
        with story(f"report/{each.period}/{place}"):
            way(Report.of(each, known[each.subject_id], monday, company=company, days=days, office=office))
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
