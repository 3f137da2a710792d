"""The matters of a person as they stood at the end of a past day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from fengqiao.kit.records import record
from fengqiao.procedures import progress as engine
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress_records import ClockShown
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import common_facts, when_asked


@record
class PastMatter:
    """One matter: what waited, until when; or with what it had ended."""

    uid: UUID
    title: Text
    started_at: datetime
    waiting: tuple[Text, ...]
    clocks: tuple[ClockShown, ...]
    ended: Text | None


def matters_at(*, subject_id: int, area: str, on: date, then: datetime) -> tuple[PastMatter, ...]:
    """Every matter begun by a moment, the end of a day, by the acts there were: running ones first.

    Queries do not grow with the matters: acts are read at once, and a fact when a rule asks for it, once a definition.
    """
    rows = list(Matter.objects.filter(subject_id=subject_id, started_at__lte=then).order_by("-started_at", "-id"))
    acts = acts_by_matter(row.id for row in rows)
    common = common_facts(subject_id=subject_id, area=area, on=on) if rows else None
    facts = {row.procedure: when_asked(row.procedure, row.version, subject_id=subject_id, on=on) for row in rows}
    found = []
    for row in rows:
        assert common is not None
        known = replace(common, values=facts[row.procedure], matter=row.uid)
        definition = running(row.procedure, row.version)
        stood = engine.as_it_stood(definition, acts.get(row.id, ()), known, then)
        found.append(
            PastMatter(
                row.uid, definition.title, row.started_at, tuple(step.title for step in stood.open_steps),
                tuple(sorted((each for each in stood.clocks if each.is_open), key=lambda each: each.due_at)),
                stood.ended.title if stood.ended else None,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.ended is not None))
