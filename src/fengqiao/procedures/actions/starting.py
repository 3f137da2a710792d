"""Many matters of one kind opened at once, about as many people: an existing register.

Each is what `deciding.start` would have made: one fold, one act, the same rows and its own audit row. Only the
statements are shared, so that their number does not grow with the people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import bulk
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures.actions.deciding import ONE_IS_OPEN, admitted_application, start
from fengqiao.procedures.actions.drafting import throw_away_of_all
from fengqiao.procedures.actions.projecting import clock_rows, set_head, task_rows
from fengqiao.procedures.actions.recording import act_row, announce, begin, does_more
from fengqiao.procedures.definitions import current
from fengqiao.procedures.errors import Refused
from fengqiao.procedures.grammar import APPLICATION, Facts, Procedure
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import progress
from fengqiao.procedures.reads.standing import Standing, facts_for_many
from fengqiao.subjects import face as subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One matter to open: about whom, with which application, and the key that makes a second asking the first."""

    subject_id: int
    data: Mapping[str, Any] = field(repr=False)
    request: UUID


@audit.act("procedures.start_all", record=("key", "count"))
def start_all(*, key: str, openings: Sequence[Opening], count: int, by: audit.Actor, at: datetime) -> None:
    """Open a matter of one procedure about each of many people, all of them or none.

    What a request has opened before stays as it is. `count` is the number of openings, for the audit row.
    Raises: UnknownProcedure, Refused, KeyUsedBefore, subjects' own error for a person out of scope.
    """
    people = subjects.lock_known_all((each.subject_id for each in openings), by)
    asked = Matter.objects.filter(subject_id__in=people, request__in={each.request for each in openings})
    known = set(asked.values_list("subject_id", "request"))
    fresh = [each for each in openings if (each.subject_id, each.request) not in known]
    for each in openings:
        if (each.subject_id, each.request) in known:
            start(key=key, subject_id=each.subject_id, data=each.data, by=by, at=at, request=each.request)
    definition = current(key, local_day(at))
    _must_be_the_only_ones(definition, [each.subject_id for each in fresh])
    places = {each.subject_id: people[each.subject_id].area for each in fresh}
    facts = facts_for_many(definition, places=places, on=local_day(at))
    begun = [(each, _begun(definition, each, facts[each.subject_id], by=by, at=at)) for each in fresh]
    written = write_begun([standing for _, standing in begun], by=by, at=at)
    rows = [(str(standing.uid), standing.area, {"key": key}) for standing in written]
    audit.write_all(by=by, what="procedures.start", rows=rows)
    throw_away_of_all(subject_ids=list(places), key=key, step=APPLICATION, by=by)


def _must_be_the_only_ones(definition: Procedure, subject_ids: Sequence[int]) -> None:
    """Where only one may run, nobody has one running, and nobody gets two. Raises: Refused."""
    if not definition.only_one:
        return
    running = Matter.objects.filter(subject_id__in=subject_ids, procedure=definition.key, ended_at__isnull=True)
    if len(set(subject_ids)) < len(subject_ids) or running.exists():
        raise Refused(ONE_IS_OPEN)


def _begun(definition: Procedure, opening: Opening, facts: Facts, *, by: audit.Actor, at: datetime) -> Standing:
    """The matter with its application, folded; nothing is written."""
    first = admitted_application(definition, facts, data=opening.data, by=by, at=at)
    matter = Matter(
        uid=new_id(),
        subject_id=opening.subject_id,
        area=facts.area,
        procedure=definition.key,
        version=definition.version,
        started_at=first.at,
        projected_at=at,
        request=opening.request,
    )
    facts = replace(facts, matter=matter.uid)
    return Standing(matter, definition, facts, (first,), (), progress(definition, (first,), facts, at))


def write_begun(begun: Sequence[Standing], *, by: audit.Actor, at: datetime) -> list[Standing]:
    """Matters of one procedure that were folded and are not written yet, each with its first act: in a few statements
    those of which nothing follows, the others in full. The audit rows are the caller's."""
    light = [each for each in begun if not does_more(each, each.acts[0])]
    _write(light, by=by, at=at)
    for standing in light:
        announce(standing, standing.acts, at=at)
    return light + [_in_full(each, by=by, at=at) for each in begun if does_more(each, each.acts[0])]


def _write(begun: Sequence[Standing], *, by: audit.Actor, at: datetime) -> None:
    for standing in begun:
        set_head(standing, at=at)
    bulk.insert_keyed([standing.matter for standing in begun])
    bulk.insert([act_row(each, each.acts[0], by=by, request=each.matter.request) for each in begun])
    bulk.insert([row for standing in begun for row in task_rows(standing)])
    bulk.insert([row for standing in begun for row in clock_rows(standing)])


def _in_full(standing: Standing, *, by: audit.Actor, at: datetime) -> Standing:
    matter, [first] = standing.matter, standing.acts
    return begin(
        standing.definition, subject_id=matter.subject_id, area=matter.area, first=first, by=by, at=at,
        request=matter.request, period=matter.period, facts=standing.facts,
    )  # fmt: skip
