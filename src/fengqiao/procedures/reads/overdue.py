"""What is overdue under somebody, in groups, and how much is open: for the boards of leads and the workload."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Expression, Max, Min, Q, QuerySet, Subquery, Value, When

from fengqiao.areas.face import Level
from fengqiao.audit import face as audit
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.models import Task
from fengqiao.procedures.reads.inbox import days_late, soon_until

BoardGroup = tuple[Any, ...]


@record(kw_only=True)
class BoardRow:
    """What is overdue at one office, of one kind; `officer` is in charge, where the board was asked for it."""

    office: str
    officer: int | None
    actor: str
    procedure: str
    step: str
    title: Text
    step_title: Text
    clock: str
    count: int
    worst_days: int
    consequence: int


@record
class Load:
    """How much waits somewhere, how much of it late or soon due. Unit: `worst_days` in days late."""

    open: int = 0
    over: int = 0
    soon: int = 0
    worst_days: int = 0


def overdue_board(
    *, by: audit.Actor, now: datetime, officer: Subquery | None = None, most: int = 200
) -> tuple[BoardRow, ...]:
    """What is overdue in the actor's area by office, officer and kind, the gravest and the latest first: one query.

    `officer` says who is in charge of OuterRef("subject_id"); the procedures do not know.
    """
    return tuple(board_row(group, now=now) for group in overdue_groups(now=now, officer=officer)[:most])


def overdue_groups(*, now: datetime, officer: Subquery | None = None) -> QuerySet[Task, BoardGroup]:
    """What is overdue in the scope, grouped: office, officer, actor, procedure, version, step, clock, how many, the
    oldest, the gravest. A room that keeps these numbers gives them back to `board_row`."""
    return (
        _overdue(now)
        .annotate(officer=_kept_by(officer))
        .values_list("office", "officer", "actor", "procedure", "version", "step", "clock")
        .annotate(count=Count("id"), oldest=Min("due_at"), weight=Max("consequence"))
        .order_by("-weight", "oldest", "office")
    )


def _overdue(now: datetime) -> QuerySet[Task]:
    """What presses never presses after it is due; said here, it keeps the database within the index of the place."""
    return Task.objects.filter(pressing_at__lte=now, due_at__lte=now, shown_from__lte=now)


def overdue_people(
    *, office: str, procedure: str, step: str, officer: Subquery, person: int | None, now: datetime
) -> tuple[int, ...]:
    """Whom one line of the board is about, by id. One query."""
    rows = _overdue(now).filter(office=office, procedure=procedure, step=step)
    rows = rows.annotate(officer=_kept_by(officer)).filter(officer=person)
    return tuple(rows.order_by("subject_id").values_list("subject_id", flat=True).distinct())


def _kept_by(officer: Subquery | None) -> Case:
    """The officer in charge, for what lies with the justice office; what lies higher is not that officer's to do."""
    nobody = Value(None, output_field=BigIntegerField())
    return Case(When(level=Level.TOWNSHIP, then=officer or nobody), default=nobody)


def load_by(key: Expression | Subquery, *, now: datetime) -> dict[Any, Load]:
    """How much is open in the transaction's scope for each value of an expression over tasks: one query."""
    rows = (
        Task.objects.filter(shown_from__lte=now)
        .annotate(key=key)
        .values_list("key")
        .annotate(
            open=Count("id"),
            over=Count("id", filter=Q(due_at__lte=now)),
            soon=Count("id", filter=Q(due_at__gt=now, due_at__lte=soon_until(now))),
            oldest=Min("due_at", filter=Q(due_at__lte=now)),
        )
        .order_by()
    )
    return {row[0]: Load(row[1], row[2], row[3], days_late(row[4], now) if row[4] else 0) for row in rows}


def board_row(group: BoardGroup, *, now: datetime) -> BoardRow:
    """One group with its words."""
    office, officer, actor, procedure, version, step, clock, count, oldest, weight = group
    definition = running(procedure, version)
    return BoardRow(
        office=office,
        officer=officer,
        actor=actor,
        procedure=procedure,
        step=step,
        title=definition.title,
        step_title=definition.step(step).title,
        clock=clock,
        count=count,
        worst_days=days_late(oldest, now),
        consequence=weight,
    )
