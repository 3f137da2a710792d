"""What waited at the end of a past day, over a place: acts folded up to that moment, never the projections of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fengqiao.kit.clock import local_day
from fengqiao.kit.fields import starts_with
from fengqiao.kit.keyset import page
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Act, Actor, Case, Facts, Step, Text
from fengqiao.procedures.models import Clock, Matter, MovedDeadline, Task
from fengqiao.procedures.progress_fold import Visit, fold
from fengqiao.procedures.projection import CONFIRM
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.subjects import face as subjects

ORDER = ("-started_at", "-id")


@record(kw_only=True)
class Waited:
    """One step that was open. `office` is where it lay as it turned out: by the act that was done, else by what waits
    still; empty when a clock, a letter or the person ended it. `due_at` is what the limit said on that day."""

    matter: UUID
    procedure: str
    title: Text
    step_title: Text
    who: Text
    subject_id: int
    area: str
    office: str
    level: int
    since: datetime
    clock_title: Text | None
    due_at: datetime | None
    basis: tuple[str, ...]


@record
class WaitedPage:
    """The open steps of one page of matters, and the cursor of the next page of matters."""

    rows: tuple[Waited, ...]
    next_cursor: str | None


def waiting_at(
    *, then: datetime, office: str, procedure: str = "", after: str | None = None, size: int = 50
) -> WaitedPage:
    """What waited below a place at a moment, the latest begun first: six statements. Raises: keyset.BadCursor."""
    rows = _open(then).filter(starts_with("area", office))
    if procedure:
        rows = rows.filter(procedure=procedure)
    found = page(rows, order=ORDER, after=after, size=size)
    beside = _Beside.of(found.rows, then)
    return WaitedPage(tuple(each for row in found.rows for each in _waited(row, beside, then)), found.next_cursor)


def open_at(*, subject_ids: Iterable[int], then: datetime) -> dict[int, int]:
    """How many matters of each person ran at a moment. One query."""
    rows = _open(then).filter(subject_id__in=set(subject_ids)).order_by()
    return dict(rows.values_list("subject_id").annotate(n=Count("id")))


def _open(then: datetime) -> QuerySet[Matter]:
    return Matter.objects.filter(Q(ended_at=None) | Q(ended_at__gt=then), started_at__lte=then)


@record
class _Beside:
    """What is read beside the matters of a page, each kind at once."""

    acts: Mapping[int, tuple[Act, ...]]
    facts: Mapping[int, Any]
    tasks: Mapping[tuple[int, str], Task]
    clocks: Mapping[tuple[int, str], list[Clock]]
    moved: Mapping[tuple[int, str, str], datetime]

    @classmethod
    def of(cls, matters: Iterable[Matter], then: datetime) -> _Beside:
        ids, places = {row.id for row in matters}, {row.subject_id for row in matters}
        clocks: dict[tuple[int, str], list[Clock]] = {}
        for each in Clock.objects.filter(Q(met_at=None) | Q(met_at__gt=then), matter_id__in=ids).order_by("due_at"):
            clocks.setdefault((each.matter_id, each.step), []).append(each)
        later = MovedDeadline.objects.filter(matter_id__in=ids, at__gt=then).order_by("-at", "-id")
        return cls(
            acts=acts_by_matter(ids),
            facts=subjects.matter_facts_of(subject_ids=places, on=local_day(then)),
            tasks={
                (each.matter_id, each.step): each
                for each in Task.objects.filter(matter_id__in=ids).exclude(kind=CONFIRM)
            },
            clocks=clocks,
            moved={(each.matter_id, each.step, each.code): each.was_due_at for each in later},
        )


def _waited(row: Matter, beside: _Beside, then: datetime) -> Iterator[Waited]:
    """The steps of one matter that were open. Where a variant for the person applies, the step is the variant's."""
    everything, told = beside.acts.get(row.id, ()), beside.facts[row.subject_id]
    facts = Facts(area=row.area, state=told.state, term_end=told.term_end, category=told.category, flags=told.flags)
    definition = running(row.procedure, row.version).for_case(Case(facts=facts, now=then))
    stood = fold(definition, tuple(act for act in everything if act.at <= then), then)
    for visit in stood.open_visits:
        step = definition.step(visit.step)
        office, level = _lay_with(row, visit, everything, beside, then)
        clock, due_at = _limit(row, visit, beside, then)
        shown = next((each for each in step.clocks if clock and each.id == clock.code), None)
        yield Waited(
            matter=row.uid, procedure=row.procedure, title=definition.title, step_title=step.title, who=_who(step),
            subject_id=row.subject_id, area=row.area, office=office, level=level, since=visit.since,
            clock_title=shown.title if shown else None, due_at=due_at,
            basis=tuple(clock.basis) if clock else tuple(key for cite in step.basis for key in cite.keys),
        )  # fmt: skip


def _who(step: Step) -> Text:
    return step.actor.title if isinstance(step.actor, Actor) else step.title


def _lay_with(row: Matter, visit: Visit, acts: Iterable[Act], beside: _Beside, then: datetime) -> tuple[str, int]:
    """At which office and level a step lay: the next act of the step says it, or the task that waits still."""
    done = next((act for act in acts if act.at > then and act.step == visit.step), None)
    if done is not None:
        return done.by.area, int(done.by.level or 0)
    task = beside.tasks.get((row.id, visit.step))
    return (task.office, task.level) if task else ("", 0)


def _limit(row: Matter, visit: Visit, beside: _Beside, then: datetime) -> tuple[Clock | None, datetime | None]:
    """The limit that ended first of those that ran then, with later movements of its last day undone. A limit that
    began only with a later stay in the step is none of that day."""
    ran = [
        (beside.moved.get((row.id, each.step, each.code), each.due_at), each)
        for each in beside.clocks.get((row.id, visit.step), ())
        if each.started_on <= local_day(then)
    ]
    due_at, clock = min(ran, key=lambda pair: pair[0], default=(None, None))
    return clock, due_at
