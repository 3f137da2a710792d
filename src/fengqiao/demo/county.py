"""Who of the county has which story: people are taken office by office, in the order of their terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.demo import circle
from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import LEAD, Company, Office, office_of
from fengqiao.demo.days import Days
from fengqiao.demo.elsewhere import leaves_at
from fengqiao.demo.leave_stories import FENGQIAO_LEAVES, HEALTH, LeaveStory
from fengqiao.demo.leave_telling import Leave
from fengqiao.demo.telling import StoryRefused, story
from fengqiao.kit import scope
from fengqiao.subjects import face as subjects

# Unit: days. How long before a leave of the past somebody must have been registered, and how long the term must last.
_REGISTERED = 75
_LASTING = 70


def registered_people(*, company: Company, days: Days) -> list[subjects.SubjectRow]:
    """Everybody in correction in the county, soonest end of term first."""
    lead = company.at_work(LEAD, days.now)
    filters = subjects.CaseloadFilters(state="in_correction")
    found: list[subjects.SubjectRow] = []
    after = None
    with transaction.atomic(), scope.of(lead.ranges):
        while True:
            page = subjects.caseload(by=lead, today=days.today, filters=filters, after=after, size=200)
            found += page.rows
            after = page.next_cursor
            if after is None:
                return found


def tell_leaves(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    """All leaves, 枫桥司法所 first; returns how many matters were told."""
    told = 0
    for position, office in enumerate(_offices()):
        stories = FENGQIAO_LEAVES if office.area == FENGQIAO else leaves_at(office.area, position)
        pools = _pools([each for each in people if each.area == office.area], days)
        for each in stories:
            person = next(pools[each.about], None)
            if person is None and office.area == FENGQIAO:
                raise StoryRefused(f"{office.area}/{each.name}: nobody is left for this story")
            if person is None:
                continue
            told += 1 + len(each.before)
            with story(f"{office.area}/{each.name}"):
                _tell(each, person, office, company=company, days=days)
    return told


def _offices() -> Iterator[Office]:
    codes = [office.area for office in areas.offices_below("330681")]
    for area in sorted(codes, key=lambda code: (code != FENGQIAO, code)):
        yield office_of(area)


def _pools(people: list[subjects.SubjectRow], days: Days) -> Mapping[str, Iterator[subjects.SubjectRow]]:
    """People by what a story asks of them; nobody is in two."""
    fit = [each for each in people if _may_go(each, days)]
    minors = [each for each in fit if each.is_minor_regime]
    medical = [each for each in fit if each.category == "temporary_service_outside"]
    adults = [each for each in fit if each not in minors and each not in medical]
    barred = [each for each in adults if each.category == "suspended_sentence"][-1:]
    return {
        "minor": iter(minors),
        "medical": iter(medical),
        "barred": iter(barred),
        "adult": iter([each for each in adults if each not in barred]),
    }


def _may_go(each: subjects.SubjectRow, days: Days) -> bool:
    registered = each.registered_on
    since_long = registered is not None and registered <= days.day(-_REGISTERED)
    return since_long and each.term_end >= days.day(_LASTING)


def _tell(each: LeaveStory, person: subjects.SubjectRow, office: Office, *, company: Company, days: Days) -> None:
    if each.about == "barred":
        circle.bar_from_market(person, company=company, days=days)
    health = HEALTH if each.about == "medical" else ""
    for earlier in each.before:
        Leave(company, days, office, person.id, trip=earlier, health=health).history()
    telling = Leave(company, days, office, person.id, trip=each.trip, health=health)
    each.tell(replace(telling))
