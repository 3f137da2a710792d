"""Cases of many people as the rules of a definition see them, for pages that ask what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fengqiao.kit.clock import local_day
from fengqiao.kit.fields import among
from fengqiao.procedures import progress as engine
from fengqiao.procedures.definitions import current, running
from fengqiao.procedures.grammar import Case
from fengqiao.procedures.models import Matter, Task
from fengqiao.procedures.progress_records import Progress
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import facts_for_many


@dataclass(frozen=True, slots=True)
class RunningCase:
    """One running matter, folded."""

    matter: UUID
    subject_id: int
    progress: Progress


def supposed_cases(*, key: str, places: Mapping[int, str], at: datetime) -> dict[int, Case]:
    """What a definition would look at if it were opened about each of these people now; nothing is written.

    Queries grow with the offices alone. Raises: UnknownProcedure.
    """
    definition = current(key, local_day(at))
    facts = facts_for_many(definition, places=places, on=local_day(at)) if places else {}
    return {subject: Case(facts=found, now=at) for subject, found in facts.items()}


def running_cases(*, key: str, at: datetime, only_blocked: bool = False, most: int = 100) -> tuple[RunningCase, ...]:
    """The running matters of one definition in scope, the oldest first; `only_blocked`: those that a check stops.

    Queries grow with the offices and the versions in use alone.
    """
    rows = Matter.objects.filter(procedure=key, ended_at__isnull=True)
    if only_blocked:
        rows = rows.filter(id__in=Task.objects.filter(procedure=key, blocked=True).values("matter_id"))
    matters = list(rows.order_by("started_at", "id")[:most])
    acts = acts_by_matter(each.id for each in matters)
    found: dict[int, RunningCase] = {}
    for version in {each.version for each in matters}:
        definition, some = running(key, version), [each for each in matters if each.version == version]
        facts = facts_for_many(definition, places={each.subject_id: each.area for each in some}, on=local_day(at))
        for each in some:
            progress = engine.progress(definition, acts.get(each.id, ()), facts[each.subject_id], at)
            found[each.id] = RunningCase(each.uid, each.subject_id, progress)
    return tuple(found[each.id] for each in matters)


def with_running(key: str, *, subject_ids: Mapping[int, object]) -> frozenset[int]:
    """Those of the people about whom a matter of this definition runs. One query."""
    rows = Matter.objects.filter(among("subject_id", subject_ids), procedure=key, ended_at__isnull=True)
    return frozenset(rows.values_list("subject_id", flat=True))
