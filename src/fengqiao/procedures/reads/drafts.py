"""An officer's own drafts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.audit import face as audit
from fengqiao.kit.records import record
from fengqiao.procedures.models import Draft


@record
class DraftView:
    """A form half filled in, as it was typed."""

    procedure: str
    matter: UUID | None
    subject_id: int
    step: str
    outcome: str
    data: Mapping[str, Any]
    saved_at: datetime
    expires_at: datetime


def own_drafts(*, subject_id: int, key: str, matter: UUID | None, by: audit.Actor) -> QuerySet[Draft]:
    """The actor's drafts in one matter, or for one that is not opened yet."""
    person = whose(by)
    return Draft.objects.filter(subject_id=subject_id, procedure=key, matter_uid=matter, person_id=person)


def drafts_in(matter: UUID, *, by: audit.Actor, at: datetime) -> tuple[DraftView, ...]:
    """One's own drafts in a matter."""
    if by.person is None:
        return ()
    rows = Draft.objects.filter(matter_uid=matter, person_id=by.person, expires_at__gt=at)
    return tuple(view(row) for row in rows.order_by("id"))


def whose(by: audit.Actor) -> int:
    """The person whose drafts these are. Raises: ValueError for a purpose of the system, which fills in nothing."""
    if by.person is None:
        raise ValueError("only a person has drafts")
    return by.person


def draft(
    *,
    key: str,
    subject_id: int,
    step: str,
    by: audit.Actor,
    at: datetime,
    matter: UUID | None = None,
    outcome: str = "",
) -> DraftView | None:
    """One's own draft of a form, or None."""
    rows = own_drafts(subject_id=subject_id, key=key, matter=matter, by=by)
    row = rows.filter(step=step, outcome=outcome, expires_at__gt=at).first()
    return view(row) if row else None


def view(row: Draft) -> DraftView:
    """The stored draft as a frozen record."""
    return DraftView(
        procedure=row.procedure,
        matter=row.matter_uid,
        subject_id=row.subject_id,
        step=row.step,
        outcome=row.outcome,
        data=row.data,
        saved_at=row.saved_at,
        expires_at=row.expires_at,
    )
