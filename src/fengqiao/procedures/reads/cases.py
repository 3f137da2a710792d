"""Cases of many people as the rules of a definition see them, for pages that ask what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as DatabaseCase
from django.db.models import When

from fengqiao.kit.clock import local_day
from fengqiao.kit.fields import among
from fengqiao.kit.records import record
from fengqiao.procedures import progress as engine
from fengqiao.procedures.definitions import current, running
from fengqiao.procedures.grammar import Case
from fengqiao.procedures.models import Matter, Task
from fengqiao.procedures.progress_fold import fold
from fengqiao.procedures.progress_records import Progress
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import Together, common_facts_of, facts_for_many, person_facts


@record
class RunningCase:
    """One running matter, folded."""

    matter: UUID
    subject_id: int
    progress: Progress


@record
class RunningForm:
    """One running matter and what its forms say so far."""

    matter: UUID
    subject_id: int
    area: str
    form: Mapping[str, Any]


def supposed_cases(*, key: str, places: Mapping[int, str], at: datetime) -> dict[int, Case]:
    """What a definition would look at if it were opened about each of these people now; nothing is written.

    Queries grow with nothing but the facts that it reads. Raises: UnknownProcedure.
    """
    definition = current(key, local_day(at))
    facts = facts_for_many(definition, places=places, on=local_day(at)) if places else {}
    return {subject: Case(facts=found, now=at) for subject, found in facts.items()}


def running_cases(*, key: str, at: datetime, most: int = 100) -> tuple[RunningCase, ...]:
    """The running matters of one definition in scope, the oldest first. Queries grow with nothing but the facts that
    the definition reads."""
    rows = Matter.objects.filter(procedure=key, ended_at__isnull=True)
    return _folded(list(rows.order_by("started_at", "id")[:most]), at)


def blocked_cases(*, keys: Sequence[str], at: datetime, most: int = 100) -> tuple[RunningCase, ...]:
    """The running matters of these definitions that a check stops, in the order of the definitions, then the oldest
    first. Queries grow with nothing but the facts that the definitions read."""
    order = DatabaseCase(*(When(procedure=key, then=number) for number, key in enumerate(keys)), default=len(keys))
    stopped = Task.objects.filter(procedure__in=keys, blocked=True).values("matter_id")
    rows = Matter.objects.filter(procedure__in=keys, ended_at__isnull=True, id__in=stopped)
    return _folded(list(rows.annotate(place=order).order_by("place", "started_at", "id")[:most]), at)


def _folded(matters: Sequence[Matter], at: datetime) -> tuple[RunningCase, ...]:
    on, places = local_day(at), {each.subject_id: each.area for each in matters}
    if not matters:
        return ()
    acts, facts = acts_by_matter(each.id for each in matters), common_facts_of(places, on=on)
    together = Together(tuple(places), on)
    found = []
    for each in matters:
        definition = running(each.procedure, each.version)
        about = replace(facts[each.subject_id], values=together.of(definition, each.subject_id))
        progress = engine.progress(definition, acts.get(each.id, ()), about, at)
        found.append(RunningCase(each.uid, each.subject_id, progress))
    return tuple(found)


def running_forms(*, key: str, at: datetime, most: int = 100) -> tuple[RunningForm, ...]:
    """What the forms of the running matters of one definition say, the oldest first; no clock, check or power of them
    is worked out. Three queries, and what a variant of the definition asks."""
    matters = list(Matter.objects.filter(procedure=key, ended_at__isnull=True).order_by("started_at", "id")[:most])
    places = {each.subject_id: each.area for each in matters}
    acts, facts = acts_by_matter(each.id for each in matters), person_facts(places, on=local_day(at))
    together = Together(tuple(places), local_day(at))
    found = []
    for each in matters:
        definition = running(key, each.version)
        about = replace(facts[each.subject_id], values=together.of(definition, each.subject_id))
        standing = fold(definition.for_case(Case(facts=about, now=at)), acts.get(each.id, ()), at)
        found.append(RunningForm(each.uid, each.subject_id, each.area, standing.form))
    return tuple(found)


def with_running(key: str, *, subject_ids: Mapping[int, object]) -> frozenset[int]:
    """Those of the people about whom a matter of this definition runs. One query."""
    rows = Matter.objects.filter(among("subject_id", subject_ids), procedure=key, ended_at__isnull=True)
    return frozenset(rows.values_list("subject_id", flat=True))
