"""Almost there (即将符合条件): who lacks exactly one condition, which, on what article, from when it is met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.catalogue import face as catalogue
from fengqiao.desk.reads import basis, choices, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Case, Later
from fengqiao.shell import face as shell

#: How far ahead the page looks. Unit: calendar days; ours, no law.
HORIZON_DAYS: Final = 60
#: How many people one page looks at; whoever leads more looks at one office.
MOST: Final = 100
CLASS, DISCHARGE, STOPPED = "class", "discharge", "stopped"
GOALS: Final[Mapping[str, shell.Words]] = {
    CLASS: _("A less strict class"),
    DISCHARGE: _("Discharge"),
    STOPPED: _("Matters that one check stops"),
}


@record(kw_only=True)
class Line:
    """One person who lacks one thing."""

    person: people.Named
    office: str
    goal: shell.Words
    condition: shell.Words
    evidence: shell.Words
    basis: tuple[shell.Basis, ...]
    met_on: date | None
    met_of: int
    href: str


@record(kw_only=True)
class Page:
    """The page of one goal. `unchecked`: what nothing can check yet, so that nobody takes it as met."""

    goal: str
    lines: tuple[Line, ...]
    unchecked: tuple[shell.Words, ...]
    is_cut: bool
    horizon: int
    today: date


@record
class _Asked:
    """One person with the conditions of one goal, before it is known whether exactly one is missing."""

    subject_id: int
    goal: shell.Words
    conditions: tuple[catalogue.Condition, ...]
    matter: UUID | None


def tabs(query: choices.Query) -> tuple[shell.View, ...]:
    """The goals as tabs."""
    chosen = query.get("goal") or CLASS
    return tuple(shell.View(title, query.having(goal=key), current=key == chosen) for key, title in GOALS.items())


def page(*, goal: str, by: audit.Actor, now: datetime) -> Page:
    """One goal; a fixed number of queries, whatever the place."""
    today = clock.local_day(now)
    last = today + timedelta(days=HORIZON_DAYS)
    asked = {CLASS: _classes, DISCHARGE: _discharges, STOPPED: _stopped}[goal](by, now)
    named = people.named(ids={each.subject_id for each in asked}, by=by, today=today)
    offices = areas.office_names({each.row.area for each in named.values()})
    lines = [line for each in asked if (line := _line(each, named.get(each.subject_id), offices)) is not None]
    lines.sort(key=lambda line: (line.met_on is None, line.met_on or today, line.person.id))
    return Page(
        goal=goal,
        lines=tuple(line for line in lines if line.met_on is None or line.met_on <= last),
        unchecked=_unchecked(goal, today),
        is_cut=len(asked) >= MOST,
        horizon=HORIZON_DAYS,
        today=today,
    )


def _line(asked: _Asked, person: people.Named | None, offices: Mapping[str, str]) -> Line | None:
    missing = catalogue.the_one(asked.conditions)
    if missing is None or person is None:
        return None
    return Line(
        person=person,
        office=offices[person.row.area],
        goal=asked.goal,
        condition=missing.title,
        evidence=missing.evidence,
        basis=basis.of(missing.basis),
        met_on=missing.met_on,
        met_of=len(asked.conditions),
        href=person.href if asked.matter is None else people.matter_href(asked.matter),
    )


def _classes(by: audit.Actor, now: datetime) -> list[_Asked]:
    """People in a class whose minimum stay ends soon, and about whom no classification runs."""
    today, found = clock.local_day(now), list[int]()
    for name, stay in _stays(by, today).items():
        entry = int(law.param("classification.entry_months", on=today, area=by.area).number)
        after = _months_back(today, max(stay, entry))
        until = _months_back(today + timedelta(days=HORIZON_DAYS), stay)
        found += casework.in_class_since(name, after=after, until=until, most=MOST)
    named = people.named(ids=found[:MOST], by=by, today=today)
    places = {subject: each.row.area for subject, each in named.items()}
    runs = procedures.with_running("classification", subject_ids=places)
    cases = procedures.supposed_cases(
        key="classification", places={one: area for one, area in places.items() if one not in runs}, at=now
    )
    definition = procedures.current("classification", today)
    return [
        _Asked(subject, _goal(case), catalogue.for_less_strict_class(definition.for_case(case), case), None)
        for subject, case in cases.items()
    ]


def _stays(by: audit.Actor, today: date) -> dict[str, int]:
    names = {casework.class_rules.STRICT: "stay_strict", casework.class_rules.NORMAL: "stay_normal"}
    return {
        name: int(law.param(f"classification.{key}_months", on=today, area=by.area).number)
        for name, key in names.items()
    }


def _months_back(day: date, months: int) -> date:
    """The latest day from which so many full months have gone by until a day, or a day or two before it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _goal(case: Case) -> shell.Words:
    proposed = catalogue.less_strict(case)
    title = casework.CLASSES[proposed] if proposed else None
    return GOALS[CLASS] if title is None else shell.Text(f"调低为{title.zh}", f"to {title.en}")


def _discharges(by: audit.Actor, now: datetime) -> list[_Asked]:
    found = procedures.running_cases(key="discharge", at=now, most=MOST)
    told = {each.matter: catalogue.for_discharge(each.progress.definition, each.progress.case) for each in found}
    return [_Asked(each.subject_id, GOALS[DISCHARGE], told[each.matter], each.matter) for each in found]


def _stopped(by: audit.Actor, now: datetime) -> list[_Asked]:
    """Whatever else a check stops; discharge has a tab of its own."""
    current = procedures.all_current(clock.local_day(now))
    titles = {each.key: each.title for each in current if each.key != "discharge" and each.checks}
    found = list[_Asked]()
    for each in procedures.blocked_cases(keys=tuple(titles), at=now, most=MOST):
        definition, case = each.progress.definition, each.progress.case
        conditions = catalogue.for_running(definition.for_case(case), case)
        found.append(_Asked(each.subject_id, titles[definition.key], conditions, each.matter))
    return found


def _unchecked(goal: str, today: date) -> tuple[shell.Words, ...]:
    """What the definition reads or checks and nothing can answer yet."""
    key = {CLASS: "classification", DISCHARGE: "discharge"}.get(goal)
    if key is None:
        return ()
    definition = procedures.current(key, today)
    read = [fact.load.title for fact in definition.reads if isinstance(fact.load, Later)]
    asked = [check.title for check in definition.checks if isinstance(check.test, Later)]
    return (*read, *asked)
