"""What of a person's time under correction other rooms reckon with: who is under correction, until when, and what lay
over it. In bulk, in the scope of the running act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.kit.fields import among
from fengqiao.kit.records import record
from fengqiao.subjects.models import Overlay, Subject


@record
class UnderCorrection:
    """Somebody whose correction has begun and not ended."""

    id: int
    uid: UUID
    area: str
    is_minor: bool
    term_end: date


def under_correction(
    *, ids: Collection[int] | None = None, office: str = "", of: QuerySet[Subject] | None = None
) -> tuple[UnderCorrection, ...]:
    """Everybody in scope, or of exactly one office, who is in correction, or those of the ids or of a selection who
    are. One query."""
    people = (Subject.objects.all() if of is None else of).filter(running=True, state="in_correction")
    if office:
        people = people.filter(area=office)
    if ids is not None:
        people = people.filter(among("pk", ids))
    fields = ("id", "uid", "area", "minor", "term_end")
    return tuple(UnderCorrection(*row) for row in people.order_by("id").values_list(*fields))


def offices_with_people() -> tuple[str, ...]:
    """The offices in scope that hold running files. One query."""
    return tuple(Subject.objects.filter(running=True).order_by("area").values_list("area", flat=True).distinct())


def running_in(office: str) -> int:
    """How many running files an office holds. One query."""
    return Subject.objects.filter(running=True, area=office).count()


def overlay_spans(*, kind: str, ids: Collection[int]) -> dict[int, tuple[tuple[date, date | None], ...]]:
    """The days on which something lay over a person's state, by person; both ends inside. One query."""
    found: dict[int, tuple[tuple[date, date | None], ...]] = {}
    rows = Overlay.objects.filter(among("subject", ids), kind=kind).order_by("first_day", "id")
    for subject_id, first, last in rows.values_list("subject_id", "first_day", "last_day"):
        found[subject_id] = (*found.get(subject_id, ()), (first, last))
    return found
