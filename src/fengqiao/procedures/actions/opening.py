"""Matters that nobody opens, and ways out that nobody chooses, by hand: by a fact, by a day, by a recurring duty.

The person is locked first, and what is there already is not opened again: the same day, the same period, or a matter
of which only one may run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures.actions.recording import application, begin, is_open_already, record
from fengqiao.procedures.actions.starting import write_begun
from fengqiao.procedures.definitions import current, facts_that_choose, opened_by_fact, running, ways_of
from fengqiao.procedures.grammar import BY_CLOCK, BY_FACT, Act, By, Facts, Procedure
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import progress
from fengqiao.procedures.progress_routes import route
from fengqiao.procedures.reads.acts import acts_of, matter_row
from fengqiao.procedures.reads.matters import running_about
from fengqiao.procedures.reads.standing import Standing, facts_for_many, standing_of
from fengqiao.subjects import face as subjects


class Announced(Protocol):
    """A fact about one person."""

    @property
    def subject_id(self) -> int: ...

    @property
    def area(self) -> str: ...


def fact_announced(fact: Announced, *, at: datetime) -> int:
    """Open what this fact opens and choose what it chooses, inside the transaction that announced it. Returns how many
    matters it opened.

    `site/wiring.py` calls it for every fact that a definition names in `by_fact` or `chosen_by`.
    """
    name = name_of(fact)
    by = audit.system("fact", ranges=(fact.area,))
    opened = 0
    for definition, start in opened_by_fact(name, local_day(at)):
        if start.only is None or start.only(fact):
            opened += open_once(
                definition, subject_id=fact.subject_id, cause=name, opened_by=BY_FACT, by=by, at=at,
                data=start.gives(fact) if start.gives else {}, period=start.period(fact) if start.period else "",
            )  # fmt: skip
    if name in facts_that_choose():
        _choose(name, subject_id=fact.subject_id, by=by, at=at)
    return opened


def _choose(name: str, *, subject_id: int, by: audit.Actor, at: datetime) -> None:
    """Every running matter of the person takes the open way out that this fact chooses, where it is allowed now."""
    subjects.lock(subject_id)
    for matter in running_about(subject_id):
        if not any(way.chosen_by == name for way in ways_of(running(matter.procedure, matter.version))):
            continue
        standing = standing_of(matter, at=at)
        ways = [(step.key, way) for step in standing.progress.open_steps for way in step.outcomes]
        found = next(((key, way) for key, way in ways if way.outcome.chosen_by == name and way.allowed), None)
        if found is not None:
            _take(standing=standing, step=found[0], outcome=found[1].key, cause=name, by=by, at=at)


@audit.act("procedures.choose", about="standing", record=("step", "outcome", "cause"))
def _take(*, standing: Standing, step: str, outcome: str, cause: str, by: audit.Actor, at: datetime) -> Standing:
    opened = standing.progress.open_step(step)
    way = opened.outcome(outcome) if opened else None
    assert way is not None
    sealed = {**route(standing.progress, way.outcome, standing.progress.case), "cause": cause}
    act = Act(uid=new_id(), step=step, outcome=outcome, by=BY_FACT, at=at, sealed=sealed)
    return record(standing, (*standing.owed, act), by=by, at=at)


@audit.act("procedures.open_again", about="matter", record=("cause",))
def open_again(*, matter: UUID, cause: str, by: audit.Actor, at: datetime) -> bool:
    """Open the same period once more: what ended the matter of it turned out not to be so. Whether it was opened.

    Nothing happens while the matter runs, or for one that was opened for no period. Raises: UnknownMatter.
    """
    row = matter_row(matter)
    subjects.lock(row.subject_id)
    row.refresh_from_db()
    if row.ended_at is None or not row.period:
        return False
    period, row.period = row.period, ""
    row.save(update_fields=["period"])
    definition = current(row.procedure, local_day(at))
    first = acts_of(row.id)[0]
    return open_once(definition, subject_id=row.subject_id, cause=cause, by=by, at=at, data=first.data, period=period)


def name_of(fact: object) -> str:
    """How a definition names the kind of a fact: casework.ClassChanged."""
    kind = type(fact)
    return f"{kind.__module__.split('.')[1]}.{kind.__name__}"


def open_once(
    definition: Procedure,
    *,
    subject_id: int,
    cause: str,
    by: audit.Actor,
    at: datetime,
    opened_by: By = BY_CLOCK,
    data: Mapping[str, Any] | None = None,
    period: str = "",
) -> bool:
    """Open one matter unless it is there already. Whether it was opened. Raises: subjects' own error for a person out
    of scope."""
    person = subjects.lock(subject_id)
    there = Matter.objects.filter(subject_id=subject_id, procedure=definition.key, period=period)
    if (period and there.exists()) or is_open_already(definition, subject_id):
        return False
    _open(
        definition=definition, subject_id=subject_id, area=person.area, cause=cause, opened_by=opened_by,
        data=dict(data or {}), period=period, by=by, at=at,
    )  # fmt: skip
    return True


@audit.act("procedures.open", about="result", record=("cause", "period"))
def _open(
    *,
    definition: Procedure,
    subject_id: int,
    area: str,
    cause: str,
    opened_by: By,
    data: Mapping[str, Any],
    period: str,
    by: audit.Actor,
    at: datetime,
) -> Standing:
    first = application(opened_by, at=at, cause=cause, data=data)
    return begin(definition, subject_id=subject_id, area=area, first=first, by=by, at=at, period=period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One matter that a day or a duty opens: about whom, for which period, why, and what its application says."""

    subject_id: int
    period: str
    cause: str
    data: Mapping[str, Any] = field(repr=False)


@audit.act("procedures.open_all", record=("key", "count"))
def open_all(*, key: str, awaited: Sequence[Awaited], count: int, by: audit.Actor, at: datetime) -> int:
    """What `open_once` does for one, for many matters of one procedure: all of them or none, in a few statements.

    What is there already is passed over. `count` is the number of those awaited, for the audit row. Returns how many
    were opened. Raises: UnknownProcedure, subjects' own error for a person out of scope.
    """
    definition, people = current(key, local_day(at)), subjects.lock_all(each.subject_id for each in awaited)
    fresh = tuple(not_there(definition, awaited))
    places = {each.subject_id: people[each.subject_id].area for each in fresh}
    facts = facts_for_many(definition, places=places, on=local_day(at))
    begun = [_awaited(definition, each, facts[each.subject_id], at=at) for each in fresh]
    written = write_begun(begun, by=by, at=at)
    said = [{"cause": each.acts[0].sealed["opened_by"], "period": each.matter.period} for each in written]
    rows = [(str(each.uid), each.area, data) for each, data in zip(written, said, strict=True)]
    audit.write_all(by=by, what="procedures.open", rows=rows)
    return len(written)


def not_there(definition: Procedure, awaited: Sequence[Awaited]) -> Iterator[Awaited]:
    """What is not open already: each period of a person once, and where only one matter may run, one person once."""
    rows = Matter.objects.filter(procedure=definition.key, subject_id__in={each.subject_id for each in awaited})
    there = set(rows.exclude(period="").values_list("subject_id", "period"))
    running = set(rows.filter(ended_at__isnull=True).values_list("subject_id", flat=True))
    for each in awaited:
        if (each.subject_id, each.period) in there or (definition.only_one and each.subject_id in running):
            continue
        there.add((each.subject_id, each.period))
        running.add(each.subject_id)
        yield each


def _awaited(definition: Procedure, awaited: Awaited, facts: Facts, *, at: datetime) -> Standing:
    """The matter with its first act, folded; nothing is written."""
    first = application(BY_CLOCK, at=at, cause=awaited.cause, data=awaited.data)
    matter = Matter(
        uid=new_id(), subject_id=awaited.subject_id, area=facts.area, procedure=definition.key,
        version=definition.version, started_at=at, projected_at=at, period=awaited.period,
    )  # fmt: skip
    facts = replace(facts, matter=matter.uid)
    return Standing(matter, definition, facts, (first,), (), progress(definition, (first,), facts, at))
