"""The preview of a proposed change: asked for, counted place by place, looked at before anybody confirms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.desk.errors import NotForeseen
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.desk.reads.foresight import BUILDING, is_fresh, newest
from fengqiao.kit import scope
from fengqiao.kit.ids import new_id
from fengqiao.law import changes
from fengqiao.users import face as users


@audit.act("desk.foresee", about="change")
def ask(*, change: changes.ChangeRow, places: int, by: audit.Actor, at: datetime) -> Foresight:
    """Ask for the preview; what an older one had found is thrown away."""
    for older in Foresight.objects.filter(change=change.uid):
        Foreseen.objects.filter(foresight=older.uid).delete()
    row = Foresight(
        uid=new_id(), area=change.office, change=change.uid, account=by.account or 0, post=by.post or 0, state=BUILDING,
        places=places, asked_at=at, moved_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def keep(row: Foresight, found: Iterable[Foreseen], *, matters: int) -> None:
    """Some of what was found, with the count of it; in the transaction of the place it lies in."""
    rows = list(found)
    Foreseen.objects.bulk_create(rows, batch_size=500)
    row.matters += matters
    for each in rows:
        row.counts[each.kind] = row.counts.get(each.kind, 0) + 1


def note_progress(row: Foresight, state: str, *, done: int, at: datetime) -> None:
    """How far it is; a transaction of its own, so that the page sees it."""
    with transaction.atomic(), scope.of((row.area,)):
        row.state, row.done_places, row.moved_at = state, done, at
        row.save(update_fields=["state", "done_places", "moved_at", "matters", "counts"])


def confirm(*, change: UUID, note: str, by: audit.Actor, at: datetime) -> changes.ChangeRow:
    """The change comes into force, by a second person who has seen what it touches.

    Raises: users.FactorNeeded, NotForeseen, changes.NotAllowed, changes.AlreadySettled, law.NotYours.
    """
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    row = newest(change)
    if row is None or not is_fresh(row, at=at):
        raise NotForeseen
    foreseen = {**row.counts, "matters": row.matters, "preview": str(row.uid), "at": row.asked_at.isoformat()}
    return changes.confirm(change=change, foreseen=foreseen, note=note, by=by, at=at)
