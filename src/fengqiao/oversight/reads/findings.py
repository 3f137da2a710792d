"""Findings of the access review as the data officer's desk lists them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.kit.records import record
from fengqiao.oversight.models import Finding
from fengqiao.oversight.reads.openings import MOST, within
from fengqiao.users import face as users


@record
class FindingRow:
    """One finding with the names of colleagues; of files the end of their ids alone."""

    uid: UUID
    day: date
    kind: str
    name: str
    role: str
    office: str
    count: int
    marks: tuple[str, ...]
    answered_at: datetime | None
    answerer: str
    is_in_order: bool | None
    answer: str
    is_own: bool


def desk(*, by: Actor) -> tuple[FindingRow, ...]:
    """The findings of the place: those that nobody answered first, newest first. One query."""
    with within(by.area):
        rows = Finding.objects.select_related("person", "answered_by", "post").order_by("-day", "-id")
        open_first = sorted(rows[:MOST], key=lambda row: row.answered_at is not None)
        return tuple(_row(row, by=by) for row in open_first)


def _row(row: Finding, *, by: Actor) -> FindingRow:
    return FindingRow(
        row.uid, row.day, row.kind, row.person.name, row.post.role, areas.office_name(row.post.area), row.count,
        tuple(row.marks), row.answered_at, row.answered_by.name if row.answered_by else "", row.is_in_order, row.answer,
        row.person_id in by.persons,
    )  # fmt: skip


def unanswered(*, by: Actor) -> int:
    """How many findings nobody has answered. One query."""
    if not users.has(by, users.Right.REVIEW_ACCESS):
        return 0
    with within(by.area):
        return Finding.objects.filter(answered_at=None).exclude(person__in=by.persons).count()
