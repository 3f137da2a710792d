"""What opening one procedure about many people would meet, person by person; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.procedures import progress as engine
from fengqiao.procedures.definitions import current
from fengqiao.procedures.grammar import APPLICATION
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress_records import Refusal
from fengqiao.procedures.reads.matters import tried
from fengqiao.procedures.reads.standing import facts_for_many


def tried_for_many(
    *, key: str, places: Mapping[int, str], data: Mapping[str, Any], only_one: Refusal, by: audit.Actor, at: datetime
) -> dict[int, Refusal | None]:
    """For each person, with the area of the responsible office: why the matter cannot be opened, or None.

    Queries grow with the offices and with facts that can only be asked singly. Raises: UnknownProcedure.
    """
    definition = current(key, local_day(at))
    running = Matter.objects.filter(subject_id__in=places, procedure=key, ended_at__isnull=True)
    there = set(running.values_list("subject_id", flat=True)) if definition.only_one else set()
    found: dict[int, Refusal | None] = {}
    for subject, facts in facts_for_many(definition, places=places, on=local_day(at)).items():
        empty = engine.progress(definition, (), facts, at)
        answer = only_one if subject in there else tried(empty, APPLICATION, "submit", data, by=by, at=at)
        found[subject] = answer if isinstance(answer, Refusal) else None
    return found
