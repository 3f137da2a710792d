"""Matters of duties that recur, by their periods: which there are, and where each stands."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef

from fengqiao.kit.fields import among
from fengqiao.kit.records import record
from fengqiao.procedures.models import Matter, Task


@record
class OpenPeriod:
    """The open matter of one period. `version` is what an act on it must name as `seen`."""

    matter: UUID
    subject_id: int
    period: str
    step: str
    version: int
    due_at: datetime | None


def open_periods(
    *,
    procedure: str,
    subject_ids: Collection[int] | None = None,
    step: str = "",
    matters: Collection[UUID] | None = None,
) -> tuple[OpenPeriod, ...]:
    """The open matters of a recurring duty in scope, the oldest period first. One query."""
    tasks = Task.objects.filter(procedure=procedure, kind__in=("act", "watch")).exclude(matter__period="")
    if subject_ids is not None:
        tasks = tasks.filter(among("subject_id", subject_ids))
    if matters is not None:
        tasks = tasks.filter(matter__uid__in=matters)
    if step:
        tasks = tasks.filter(step=step)
    fields = ("matter__uid", "subject_id", "matter__period", "step", "matter__acts", "due_at")
    return tuple(OpenPeriod(*row) for row in tasks.order_by("matter__period", "id").values_list(*fields))


def first_periods(*, procedure: str, subject_ids: Collection[int]) -> dict[int, str]:
    """The first period that was ever opened for each person, in the order of their names. One query."""
    rows = Matter.objects.filter(among("subject_id", subject_ids), procedure=procedure).exclude(period="")
    return dict(rows.order_by().values_list("subject_id").annotate(first=Min("period")))


def with_open_step(*, procedure: str, step: str = "", ending: str = "") -> Exists:
    """For a list of persons (OuterRef "pk"): whether a matter of a procedure is open, at a step, for a period whose
    name ends so."""
    tasks = Task.objects.filter(subject_id=OuterRef("pk"), procedure=procedure)
    if step:
        tasks = tasks.filter(step=step)
    if ending:
        tasks = tasks.filter(matter__period__endswith=ending)
    return Exists(tasks)
