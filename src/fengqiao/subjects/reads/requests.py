"""Requests of people about their own data: of one person, and those that wait for an answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, keyset
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Correction, DataRequest
from fengqiao.subjects.reads.file import found
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import rows_of
from fengqiao.subjects.rules.requests import OPEN


@record(kw_only=True)
class RequestRow:
    """One request with its answer. `received_by` counts as a natural person; `due_on` is the last good day."""

    uid: UUID
    row: SubjectRow
    asked_by: str
    field: str
    wish: str = dataclasses.field(repr=False)
    received_on: date
    received_by: int | None
    received_name: str
    due_on: date
    state: str
    answer: str = dataclasses.field(repr=False)
    answered_on: date | None
    decided_name: str
    correction: UUID | None


def request_text(row: DataRequest, column: str) -> str:
    """What was wished or answered, opened. Raises: kit.crypto.SealBroken."""
    blob = row.wish_sealed if column == "wish" else row.answer_sealed
    if blob is None:
        return ""
    return crypto.open_sealed(bytes(blob), table="subjects_datarequest", column=column, row=row.uid)


def requests_of(*, uid: UUID, by: Actor, today: date) -> tuple[RequestRow, ...]:
    """The requests of one person, the newest first: three queries. Raises: UnknownSubject."""
    person = found(uid, by)
    return _told(DataRequest.objects.filter(subject=person).select_related("subject").order_by("-id"), today)


def request(*, uid: UUID, by: Actor, today: date) -> RequestRow | None:
    """One request, or None where it does not exist for this viewer. Two queries."""
    rows = DataRequest.objects.filter(uid=uid, subject__in=visible(by)).select_related("subject")
    return next(iter(_told(rows, today)), None)


def open_requests(
    *, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[RequestRow, ...], str | None]:
    """Requests without an answer, the soonest due first, and the cursor of the next page: two queries.

    Raises: kit.keyset.BadCursor.
    """
    rows = DataRequest.objects.filter(state=OPEN, subject__in=visible(by)).select_related("subject")
    page = keyset.page(rows, order=("due_on", "id"), after=after, size=size)
    return _told(page.rows, today), page.next_cursor


def corrections_since(*, uid: UUID, since: date, by: Actor) -> tuple[tuple[UUID, datetime, str], ...]:
    """Corrections of this file made on or after a day, the newest first: which an answer may rest on."""
    rows = Correction.objects.filter(subject=found(uid, by), recorded_at__date__gte=since).exclude(state="rejected")
    return tuple(rows.order_by("-id").values_list("uid", "recorded_at", "cause"))


def _told(rows: Iterable[DataRequest], today: date) -> tuple[RequestRow, ...]:
    listed = list(rows)
    people = rows_of([each.subject for each in listed], today=today)
    return tuple(_row(each, row) for each, row in zip(listed, people, strict=True))


def _row(each: DataRequest, row: SubjectRow) -> RequestRow:
    return RequestRow(
        uid=each.uid, row=row, asked_by=each.asked_by, field=each.field, wish=request_text(each, "wish"),
        received_on=each.received_on, received_by=each.received_by, received_name=each.received_name,
        due_on=each.due_on, state=each.state, answer=request_text(each, "answer"), answered_on=each.answered_on,
        decided_name=each.decided_name, correction=each.correction,
    )  # fmt: skip
