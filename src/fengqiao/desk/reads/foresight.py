"""The newest preview of a proposed change, and whether it may still be relied on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count

from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.law import changes

#: Unit: hours for which a preview may be confirmed on.
FRESH_HOURS: Final = 24
#: How long what a preview found is kept. Its counts stay with the change. Unit: days. Our own rule (P).
KEPT_DAYS: Final = 14
BUILDING, READY, FAILED, FORGOTTEN = "building", "ready", "failed", "forgotten"


def newest(change: UUID) -> Foresight | None:
    """The last preview of a change."""
    return Foresight.objects.filter(change=change).order_by("-asked_at", "-id").first()


def own_part(change: changes.ChangeRow) -> Foresight | None:
    """What a confirmed change of places touches in this scope, for a county that was told of it (THREATS T13).

    The preview is of the institution that proposed; what it found lies each in the place that it is about.
    """
    said = change.foreseen or {}
    if change.kind != changes.PLACE or change.state != "confirmed" or "preview" not in said:
        return None
    found = Foreseen.objects.filter(foresight=said["preview"]).order_by().values_list("kind").annotate(Count("id"))
    counts = dict(found)
    return Foresight(
        uid=UUID(said["preview"]), change=change.uid, state=READY, counts=counts, matters=counts.get("matter", 0),
        asked_at=datetime.fromisoformat(said["at"]),
    ) if counts else None  # fmt: skip


def is_fresh(row: Foresight, *, at: datetime) -> bool:
    """Whether what it counted may still be relied on: finished, not a day old, and nothing confirmed since."""
    in_time = at - row.asked_at < timedelta(hours=FRESH_HOURS)
    return row.state == READY and in_time and not changes.confirmed_since(row.asked_at)
