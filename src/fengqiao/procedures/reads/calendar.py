"""Time limits by the day on which they end, for a calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import TruncDate

from fengqiao.kit.clock import SHANGHAI, local_day, start_of
from fengqiao.kit.fields import among, starts_with
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.models import Clock
from fengqiao.procedures.projection import OPEN

_MOMENT = timedelta(microseconds=1)


@record(kw_only=True)
class DayClock:
    """One open time limit and the last good day of it."""

    matter: UUID
    subject_id: int
    title: Text
    clock_title: Text
    day: date
    due_at: datetime
    basis: tuple[str, ...]
    owner: str


def _between(first: date, last: date, *, without: Collection[str], office: str) -> QuerySet[Clock]:
    """Open limits whose last good day lies on one of these days."""
    since, until = start_of(first) + _MOMENT, start_of(last + timedelta(days=1))
    rows = Clock.objects.filter(state=OPEN, due_at__gte=since, due_at__lte=until).exclude(procedure__in=without)
    return rows.filter(starts_with("area", office)) if office else rows


def clocks_between(
    first: date, last: date, *, without: Collection[str] = (), office: str = "",
    subject_ids: Collection[int] | None = None, most: int = 2000,
) -> tuple[DayClock, ...]:  # fmt: skip
    """The open time limits that end on these days, in their order: one query. `without` leaves definitions out."""
    rows = _between(first, last, without=without, office=office)
    if subject_ids is not None:
        rows = rows.filter(among("subject_id", subject_ids))
    columns = ("matter__uid", "subject_id", "procedure", "version", "code", "due_at", "basis", "owner")
    return tuple(_day_clock(*row) for row in rows.order_by("due_at", "id").values_list(*columns)[:most])


def days_of_clocks(
    first: date, last: date, *, without: Collection[str] = (), office: str = "",
    subject_ids: Collection[int] | None = None, most: int = 2000,
) -> tuple[tuple[date, int], ...]:  # fmt: skip
    """The day and the person of each of them, for counting: one query."""
    rows = _between(first, last, without=without, office=office)
    if subject_ids is not None:
        rows = rows.filter(among("subject_id", subject_ids))
    found = rows.order_by("due_at", "id").values_list("due_at", "subject_id")[:most]
    return tuple((local_day(due_at - _MOMENT), subject_id) for due_at, subject_id in found)


def clocks_by_day(first: date, last: date, *, without: Collection[str] = (), office: str = "") -> dict[date, int]:
    """How many open time limits end on each of these days: one query, for places too large to list."""
    ends = ExpressionWrapper(F("due_at") - _MOMENT, output_field=DateTimeField())
    rows = _between(first, last, without=without, office=office).annotate(day=TruncDate(ends, tzinfo=SHANGHAI))
    return dict(rows.values_list("day").annotate(n=Count("id")).order_by())


def _day_clock(
    matter: UUID,
    subject_id: int,
    procedure: str,
    version: int,
    code: str,
    due_at: datetime,
    basis: list[str],
    owner: str,
) -> DayClock:
    definition = running(procedure, version)
    clock = next((each for step in definition.steps for each in step.clocks if each.id == code), None)
    return DayClock(
        matter=matter,
        subject_id=subject_id,
        title=definition.title,
        clock_title=clock.title if clock else Text(code, code),
        day=local_day(due_at - _MOMENT),
        due_at=due_at,
        basis=tuple(basis),
        owner=owner,
    )
