"""Rows of acts as the engine's frozen acts, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import sql
from fengqiao.procedures.errors import UnknownMatter
from fengqiao.procedures.grammar import Act, By
from fengqiao.procedures.models import Act as ActRow
from fengqiao.procedures.models import Matter, opened_data


def by_of(actor: audit.Actor) -> By:
    """The actor in the own post, as the engine compares persons and posts."""
    return hats_of(actor)[0]


def hats_of(actor: audit.Actor) -> tuple[By, ...]:
    """The posts an actor may act in now: the own one, and the one of a colleague on leave.

    While a cover lasts every act counts for both persons: the deputy of the proposer is no second person (T22).
    """
    deputy_for = str(actor.cover.person) if actor.cover else ""
    return tuple(
        By(
            person=str(actor.person or ""),
            name=actor.name,
            role=standing.role,
            level=standing.level,
            area=standing.area,
            deputy_for=deputy_for,
        )
        for standing in actor.standings
    )


def act_of(row: ActRow) -> Act:
    """One stored act as the engine reads it."""
    by = By(
        kind=row.kind,
        person=_text(row.person_id),
        name=row.name,
        role=row.role,
        level=row.level,
        area=row.office,
        deputy_for=_text(row.deputy_for_id),
    )
    return Act(
        uid=row.uid,
        step=row.step,
        outcome=row.outcome,
        by=by,
        at=row.at,
        data=row.data,
        reasons=row.reasons,
        answers=row.answers,
        sealed=row.sealed,
    )


def _text(person: int | None) -> str:
    return "" if person is None else str(person)


def acts_of(matter_id: int) -> tuple[Act, ...]:
    """A matter's acts in their order."""
    return tuple(act_of(row) for row in ActRow.objects.filter(matter_id=matter_id).order_by("no"))


def acts_by_matter(matter_ids: Iterable[int]) -> dict[int, tuple[Act, ...]]:
    """The acts of several matters in one query."""
    found: dict[int, list[Act]] = {}
    for row in ActRow.objects.filter(matter_id__in=list(matter_ids)).order_by("matter_id", "no"):
        found.setdefault(row.matter_id, []).append(act_of(row))
    return {matter: tuple(acts) for matter, acts in found.items()}


# Of an act no more than its sealed words: a page of the inbox asks for fifty.
_APPLICATIONS: Final = """
SELECT m.uid, a.uid, a.data_sealed FROM procedures_matter m JOIN procedures_act a ON a.matter_id = m.id
WHERE m.uid = ANY(%(matters)s) AND a.no = 1 AND a.kind = 'person'"""


def applications(matters: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What was filled in at the first act of several matters, of those that a person began. One query."""
    found = sql.rows(_APPLICATIONS, {"matters": list(matters)})
    return {matter: opened_data(act, sealed) for matter, act, sealed in found}


def matter_row(uid: UUID) -> Matter:
    """A matter in the transaction's scope. Raises: UnknownMatter, also for one outside it."""
    row = Matter.objects.filter(uid=uid).first()
    if row is None:
        raise UnknownMatter(str(uid))
    return row
