"""Forms half filled in. A draft is one officer's own and is thrown away when its form is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import crypto
from fengqiao.kit.fields import starts_with
from fengqiao.kit.ids import new_id
from fengqiao.procedures.access import must_work
from fengqiao.procedures.models import Draft
from fengqiao.procedures.reads.acts import matter_row
from fengqiao.procedures.reads.drafts import DraftView, own_drafts, view, whose
from fengqiao.subjects import face as subjects

#: How long a draft is kept after it was last touched. Unit: days. Our own rule (P).
KEPT_DAYS = 14


@audit.act("procedures.save_draft", record=("key", "step"))
def save_draft(
    *,
    key: str,
    subject_id: int,
    step: str,
    data: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    matter: UUID | None = None,
    outcome: str = "",
) -> DraftView:
    """Keep what was typed so far, as it was typed. May be called at every pause of the typing.

    Raises: NotYourWork, UnknownMatter, and subjects' own error for a person out of scope.
    """
    must_work(by)
    person = subjects.lock_known(subject_id, by)
    if matter is not None:
        matter_row(matter)
    drafts = own_drafts(subject_id=subject_id, key=key, matter=matter, by=by)
    row = drafts.filter(step=step, outcome=outcome).first()
    expires = at + timedelta(days=KEPT_DAYS)
    if row is None:
        row = Draft(
            uid=new_id(), subject_id=subject_id, area=person.area, person_id=whose(by), procedure=key,
            matter_uid=matter, step=step, outcome=outcome,
        )  # fmt: skip
    row.data_sealed = crypto.seal_json(data, table="procedures_draft", column="data", row=row.uid)
    row.saved_at, row.expires_at = at, expires
    if row.pk is None:
        row.save()
    else:
        row.save(update_fields=["data_sealed", "saved_at", "expires_at"])
    return view(row)


@audit.act("procedures.discard_draft", record=("key", "step"))
def discard_draft(
    *, key: str, subject_id: int, step: str, by: audit.Actor, at: datetime, matter: UUID | None = None
) -> None:
    """Throw one's own draft away. Nothing happens when there is none."""
    throw_away(subject_id=subject_id, key=key, matter=matter, step=step, by=by)


def throw_away(*, subject_id: int, key: str, matter: UUID | None, step: str, by: audit.Actor) -> None:
    """The drafts of one step's forms, inside the act that sent the form. A purpose of the system has none."""
    if by.person is None:
        return
    own_drafts(subject_id=subject_id, key=key, matter=matter, by=by).filter(step=step).delete()


def throw_away_of_all(*, subject_ids: Sequence[int], key: str, step: str, by: audit.Actor) -> None:
    """The same for matters just opened about many people."""
    if by.person is not None:
        rows = Draft.objects.filter(subject_id__in=subject_ids, procedure=key, matter_uid=None, person_id=by.person)
        rows.filter(step=step).delete()


def throw_away_expired(*, area: str, at: datetime) -> int:
    """Drafts nobody touched for long. The clock run calls this; returns how many."""
    deleted, _ = Draft.objects.filter(starts_with("area", area), expires_at__lte=at).delete()
    return deleted
