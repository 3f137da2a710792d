"""Projections made again from the acts: after a fact has changed, and to prove that they are right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.procedures.actions.in_hand import is_in_hand
from fengqiao.procedures.actions.moving import note_moves
from fengqiao.procedures.actions.projecting import Difference, compare, project
from fengqiao.procedures.definitions import reading
from fengqiao.procedures.models import Matter
from fengqiao.procedures.reads.acts import matter_row
from fengqiao.procedures.reads.clocks import all_counties, last_daily_run, last_run
from fengqiao.procedures.reads.matters import running_about, to_be_decided_in
from fengqiao.procedures.reads.standing import as_projected
from fengqiao.subjects import face as subjects

#: What every definition reads about a person: the category and the flags.
PERSON_FACTS = "subjects.matter_facts"


def compare_all(*, by: audit.Actor, matter: UUID | None = None) -> tuple[Difference, ...]:
    """What the stored projections say otherwise than the acts, in the actor's area. Writes nothing.

    Each matter is folded at the moment of its last projection, so that mere passing of time is no difference.
    """
    with transaction.atomic(), scope.of(by.ranges):
        rows = _chosen(matter)
        return tuple(found for row in rows for found in compare(as_projected(row)))


@dataclass(frozen=True, slots=True)
class Health:
    """How inbox and clocks stand, as counts and codes of places. `silent`: the clock does not go over these places;
    `days_missed`: the daily run did not."""

    matters: int
    differing: int
    silent: tuple[str, ...]
    days_missed: tuple[str, ...] = ()


def health(*, now: datetime, over: Sequence[str] | None = None) -> Health:
    """Whether every running matter's inbox and clocks are what its acts say, and whether the clock goes over every
    place where something runs. One place after another; writes nothing."""
    matters, differing, silent, missed = 0, 0, [], []
    for place in over if over is not None else all_counties():
        by = audit.system("doctor", ranges=(place,))
        with transaction.atomic(), scope.of(by.ranges):
            count = Matter.objects.filter(ended_at__isnull=True).count()
            if count and last_run(area=place, now=now).is_silent:
                silent.append(place)
            if count and last_daily_run(area=place, now=now).is_silent:
                missed.append(place)
        matters += count
        differing += len({each.matter for each in compare_all(by=by)})
    return Health(matters, differing, tuple(silent), tuple(missed))


def rebuild(*, by: audit.Actor, at: datetime, matter: UUID | None = None) -> tuple[Difference, ...]:
    """Write the projections again where they differ. Each matter is a transaction; may be called again."""
    bent = dict.fromkeys(each.matter for each in compare_all(by=by, matter=matter))
    return tuple(found for uid in bent for found in rebuild_matter(matter=uid, by=by, at=at))


@audit.act("procedures.rebuild", about="matter")
def rebuild_matter(*, matter: UUID, by: audit.Actor, at: datetime) -> tuple[Difference, ...]:
    """One matter's projections again. Raises: UnknownMatter."""
    subjects.lock(matter_row(matter).subject_id)
    standing = as_projected(matter_row(matter))
    differs = compare(standing)
    if differs:
        project(standing, at=standing.matter.projected_at)
    return differs


def matter_facts_changed(*, subject_id: int, at: datetime, keys: Collection[str] = frozenset({PERSON_FACTS})) -> int:
    """Project again the running matters of a person that read one of these facts. Returns how many.

    `keys` are those of the definitions' `reads`; the person's own facts, the default, are read by all. Listeners of
    other rooms' facts call this inside the transaction of what changed them, so that a corrected fact corrects inbox
    and clocks without an act. The matter whose own act changed the fact is left to that act.
    """
    wanted = None if PERSON_FACTS in keys else frozenset(reading(keys))
    if wanted is not None and not _running(subject_id, wanted):
        return 0
    subjects.lock(subject_id)
    rows = _running(subject_id, wanted)
    _project_all(rows, at=at)
    return len(rows)


def _running(subject_id: int, wanted: frozenset[tuple[str, int]] | None) -> list[Matter]:
    """The running matters of a person, or those of these definitions, without the one whose act is under way."""
    rows = [row for row in running_about(subject_id) if not is_in_hand(row.pk)]
    return rows if wanted is None else [row for row in rows if (row.procedure, row.version) in wanted]


def powers_changed(*, office: str, at: datetime) -> int:
    """Project again what waits for a decision in a place whose delegated powers or posts have changed: who decides
    may be somebody else now. Returns how many.

    Whoever gives posts sees no case rows, so this looks at the place by itself, and tells the caller only a number.
    """
    with transaction.atomic(), scope.of((office,)):
        rows = list(to_be_decided_in(office))
        for subject_id in sorted({row.subject_id for row in rows}):
            subjects.lock(subject_id)
        _project_all(rows, at=at)
    return len(rows)


def new_day(*, at: datetime, over: Sequence[str]) -> int:
    """A delegation or a post may begin or end with the day: project again what waits for a decision, place by place
    and each matter in its own transaction. Returns how many."""
    count = 0
    for place in over:
        with transaction.atomic(), scope.of((place,)):
            uids = [row.uid for row in to_be_decided_in(place)]
        for uid in uids:
            with transaction.atomic(), scope.of((place,)):
                subjects.lock(matter_row(uid).subject_id)
                _project_all([matter_row(uid)], at=at)
        count += len(uids)
    return count


def _project_all(rows: Collection[Matter], *, at: datetime) -> None:
    for row in rows:
        row.refresh_from_db()
        standing = as_projected(row, at=at)
        note_moves(standing, project(standing, at=at), at=at)


def _chosen(matter: UUID | None) -> list[Matter]:
    return [matter_row(matter)] if matter is not None else list(Matter.objects.order_by("id"))
