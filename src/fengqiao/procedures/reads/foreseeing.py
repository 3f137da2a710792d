"""What would change in the matters of a place if the law were another: read under both editions and compared.

The same folding that writes inbox and clocks is done twice, once as it is and once as it would be, facts included. So
what is foreseen is what `fengqiao rebuild` would find afterwards, matter by matter (THREATS T26).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import progress as engine
from fengqiao.procedures import projection
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.models import Clock, Matter
from fengqiao.procedures.progress_records import Progress
from fengqiao.procedures.projection import WantedClock, WantedTask
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import Standing, facts_for_many

#: Matters of one reading. Unit: matters.
AT_ONCE: Final = 100
#: A limit that is counted back ends before its event. Unit: days that are looked back for such limits.
_BACK_DAYS: Final = 100

CLOCK, TASK, FIRM = "clock", "task", "firm"
"""A limit that ends on another day; a task that lies with another post or is stopped or freed by a check; a limit that
only loses or gains its provisional mark."""


@record(kw_only=True)
class Foreseen:
    """One thing that would be otherwise. Days are last good days; a task has none and says whose it is."""

    matter: UUID
    subject_id: int
    area: str
    procedure: str
    version: int
    kind: str
    step: str
    code: str
    is_ended: bool
    was_on: date | None
    now_on: date | None
    was: tuple[Text, ...]
    now: tuple[Text, ...]


@record
class Looked:
    """One stretch of matters: what would change in them, how many were looked at, and where the next begins."""

    found: tuple[Foreseen, ...]
    matters: int
    last: int | None


def touched_by(*, since: date) -> QuerySet[Matter]:
    """The matters in scope that a change from a day on can reach: what runs, what has a limit near or after it."""
    floor = start_of(since - timedelta(days=_BACK_DAYS))
    later = Clock.objects.filter(matter_id=OuterRef("pk"), due_at__gte=floor)
    return Matter.objects.filter(Q(ended_at=None) | Exists(later))


def foreseen(edition: law.Edition, *, since: date, after: int = 0, at: datetime) -> Looked:
    """What the next matters in scope would say under another edition. Queries grow with the offices and the definitions
    of a stretch, not with its matters."""
    rows = list(touched_by(since=since).filter(id__gt=after).order_by("id")[:AT_ONCE])
    before = {each.matter.id: each for each in standings(rows, at=at)}
    with law.supposing(edition):
        then = {each.matter.id: each for each in standings(rows, at=at)}
    found = tuple(one for row in rows for one in _differences(before[row.id], then[row.id]))
    return Looked(found, len(rows), rows[-1].id if len(rows) == AT_ONCE else None)


def running_of(people: Collection[int]) -> tuple[tuple[UUID, int, str, int], ...]:
    """The running matters of some people in scope: which, whose, of which definition in which version."""
    rows = Matter.objects.filter(subject_id__in=people, ended_at=None).order_by("id")
    return tuple(rows.values_list("uid", "subject_id", "procedure", "version"))


def standings(rows: Sequence[Matter], *, at: datetime) -> Iterator[Standing]:
    """Many matters by their written acts alone, at a moment."""
    acts = acts_by_matter(each.id for each in rows)
    for key in dict.fromkeys((each.procedure, each.version) for each in rows):
        some = [each for each in rows if (each.procedure, each.version) == key]
        definition = running(*key)
        facts = facts_for_many(definition, places={each.subject_id: each.area for each in some}, on=local_day(at))
        for row in some:
            known, own = replace(facts[row.subject_id], matter=row.uid), acts.get(row.id, ())
            yield Standing(row, definition, known, own, (), engine.progress(definition, own, known, at))


def _differences(before: Standing, then: Standing) -> Iterator[Foreseen]:
    yield from _clocks(before, then)
    yield from _tasks(before, then)


def _clocks(before: Standing, then: Standing) -> Iterator[Foreseen]:
    was = {each.key: each for each in projection.clocks(before.progress)}
    now = {each.key: each for each in projection.clocks(then.progress)}
    for key in dict.fromkeys((*was, *now)):
        one, other = was.get(key), now.get(key)
        if one == other:
            continue
        is_firm = one is not None and other is not None and replace(one, is_provisional=other.is_provisional) == other
        yield _row(
            before, FIRM if is_firm else CLOCK, step=key[0], code=key[1],
            was_on=_day(one), now_on=_day(other),
            was=_reasoning(before.progress, key), now=_reasoning(then.progress, key),
        )  # fmt: skip


def _tasks(before: Standing, then: Standing) -> Iterator[Foreseen]:
    was = {each.key: each for each in projection.tasks(before.progress)}
    now = {each.key: each for each in projection.tasks(then.progress)}
    for key in dict.fromkeys((*was, *now)):
        one, other = was.get(key), now.get(key)
        if _lies(one) != _lies(other):
            yield _row(
                before, TASK, step=key[0], code="", was_on=None, now_on=None,
                was=_whose(before.progress, one), now=_whose(then.progress, other),
            )  # fmt: skip


def _lies(task: WantedTask | None) -> Mapping[str, Any] | None:
    """What of a task is more than its days: those are told by the limits."""
    if task is None:
        return None
    names = ("actor", "level", "roles", "barred", "decides", "blocked", "quick")
    return {name: getattr(task, name) for name in names}


def _whose(progress: Progress, task: WantedTask | None) -> tuple[Text, ...]:
    if task is None:
        return ()
    title = next((each.competence.title for each in progress.open_steps if each.key == task.step), Text("", ""))
    stopped = tuple(check.title for check in progress.checks if check.state == "block") if task.blocked else ()
    return (title, *stopped)


def _reasoning(progress: Progress, key: tuple[str, str]) -> tuple[Text, ...]:
    return next((each.reasoning for each in progress.clocks if (each.step, each.id) == key), ())


def _day(clock: WantedClock | None) -> date | None:
    return None if clock is None else clock.last_good_day or local_day(clock.due_at)


def _row(standing: Standing, kind: str, **told: Any) -> Foreseen:
    matter = standing.matter
    return Foreseen(
        matter=matter.uid, subject_id=matter.subject_id, area=matter.area, procedure=matter.procedure,
        version=matter.version, kind=kind, is_ended=matter.ended_at is not None, **told,
    )  # fmt: skip
