"""Whose file has reached its time, what keeps it longer, and what was destroyed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Erasure, Hold
from fengqiao.subjects.reads.file import found
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import rows_of
from fengqiao.subjects.rules import retention as rules


@record
class DueRow:
    """Somebody whose file has reached its time: when corrections ended, since when it is due, whether a hold stands."""

    row: SubjectRow
    ended_on: date
    due_on: date
    is_held: bool


@record(kw_only=True)
class HoldRow:
    """One hold with its reason."""

    uid: UUID
    row: SubjectRow = dataclasses.field(repr=False)
    kind: str
    cause: str
    placed_name: str
    placed_at: datetime
    lifted_name: str
    lifted_at: datetime | None
    lifted_cause: str


@record(kw_only=True)
class ErasureRow:
    """One destruction. `row` is the person while there is one for this viewer; `certificate` proves it afterwards."""

    uid: UUID
    area: str
    person: UUID
    row: SubjectRow | None = dataclasses.field(repr=False)
    kind: str
    ended_on: date
    due_on: date
    retention: str
    words: str
    proposed_by: int
    proposed_name: str
    proposed_at: datetime
    decided_name: str
    decided_at: datetime | None
    is_agreed: bool | None
    answer: str
    erased_at: datetime | None
    certificate: Mapping[str, Any] | None


def obstacles(subject_id: int) -> tuple[str, ...]:
    """What keeps a file from being destroyed now: keys of `rules.OBSTACLES`. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM fq_erasing_obstacles(%s) ORDER BY 1", [subject_id])
        return tuple(what for (what,) in cursor.fetchall())


def schedule(*, area: str, today: date) -> tuple[tuple[str, law.Parameter], ...]:
    """The schedule as it stands at a place: kind and the parameter that says how long. No query."""
    return tuple((kind, law.param(name, on=today, area=area)) for kind, name in rules.SCHEDULE.items())


def due(
    *, kind: str, place: str, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[DueRow, ...], str | None]:
    """Whose file (or part of it) has reached its time, the longest due first. Three queries.

    Raises: kit.keyset.BadCursor.
    """
    period = str(law.param(rules.SCHEDULE[kind], on=today, area=place).value)
    before = rules.ended_before(today, period)
    if before is None:
        return (), None
    waiting = Erasure.objects.filter(kind=kind, decided_at=None).values("person")
    gone = Erasure.objects.filter(kind=kind, erased_at__isnull=False).values("person")
    people = visible(by).filter(running=False, ended_on__lt=before).exclude(uid__in=waiting).exclude(uid__in=gone)
    page = keyset.page(people, order=("ended_on", "id"), after=after, size=size)
    listed = list(page.rows)
    held = set(Hold.objects.filter(subject__in=listed, lifted_at=None).values_list("subject_id", flat=True))
    shown = rows_of(listed, today=today)
    rows = []
    for person, row in zip(listed, shown, strict=True):
        since = rules.due_on(person.ended_on, period) if person.ended_on else None
        if person.ended_on is not None and since is not None:
            rows.append(DueRow(row, person.ended_on, since, person.pk in held))
    return tuple(rows), page.next_cursor


def holds(
    *, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[HoldRow, ...], str | None]:
    """Holds that stand, the oldest first. Raises: kit.keyset.BadCursor."""
    rows = Hold.objects.filter(lifted_at=None, subject__in=visible(by)).select_related("subject")
    page = keyset.page(rows, order=("placed_at", "id"), after=after, size=size)
    return _held(page.rows, today), page.next_cursor


def holds_of(*, uid: UUID, by: Actor, today: date) -> tuple[HoldRow, ...]:
    """The holds of one file, the newest first. Raises: UnknownSubject."""
    rows = Hold.objects.filter(subject=found(uid, by)).select_related("subject").order_by("-id")
    return _held(rows, today)


def erasures(
    *, of: str, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[ErasureRow, ...], str | None]:
    """Destructions that wait for a second person, or that were carried out, the oldest first.

    Raises: kit.keyset.BadCursor.
    """
    rows = Erasure.objects.filter(decided_at=None) if of == "waiting" else Erasure.objects.exclude(erased_at=None)
    if of == "waiting":
        rows = rows.filter(person__in=visible(by).values("uid"))
    page = keyset.page(rows, order=("proposed_at", "id"), after=after, size=size)
    return _told(page.rows, by, today), page.next_cursor


def erasure(*, uid: UUID, by: Actor, today: date) -> ErasureRow | None:
    """One destruction, or None where it does not exist for this viewer."""
    one = next(iter(_told(Erasure.objects.filter(uid=uid), by, today)), None)
    return one if one is None or one.row is not None or one.erased_at is not None else None


def erased_since(*, last: int) -> tuple[tuple[int, Erasure], ...]:
    """Destructions after a number, in their order, in the transaction's scope: for the list outside the database."""
    rows = Erasure.objects.filter(pk__gt=last, erased_at__isnull=False).order_by("pk")
    return tuple((each.pk, each) for each in rows)


def _held(rows: Iterable[Hold], today: date) -> tuple[HoldRow, ...]:
    listed = list(rows)
    people = rows_of([each.subject for each in listed], today=today)
    return tuple(
        HoldRow(
            uid=each.uid, row=row, kind=each.kind, cause=each.cause, placed_name=each.placed_name,
            placed_at=each.placed_at, lifted_name=each.lifted_name, lifted_at=each.lifted_at,
            lifted_cause=each.lifted_cause,
        )
        for each, row in zip(listed, people, strict=True)
    )  # fmt: skip


def _told(rows: Iterable[Erasure], by: Actor, today: date) -> tuple[ErasureRow, ...]:
    listed = list(rows)
    people = list(visible(by).filter(uid__in=[each.person for each in listed]))
    standing = {row.uid: row for row in rows_of(people, today=today)} if people else {}
    return tuple(
        ErasureRow(
            uid=each.uid, area=each.area, person=each.person, row=standing.get(each.person), kind=each.kind,
            ended_on=each.ended_on, due_on=each.due_on, retention=each.retention, words=each.words,
            proposed_by=each.proposed_by, proposed_name=each.proposed_name, proposed_at=each.proposed_at,
            decided_name=each.decided_name, decided_at=each.decided_at, is_agreed=each.is_agreed, answer=each.answer,
            erased_at=each.erased_at, certificate=each.certificate,
        )
        for each in listed
    )  # fmt: skip
