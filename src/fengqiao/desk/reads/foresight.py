"""The newest preview of a proposed change, and whether it may still be relied on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from fengqiao.desk.models import Foresight
from fengqiao.law import changes

#: Unit: hours for which a preview may be confirmed on.
FRESH_HOURS: Final = 24
#: How long what a preview found is kept. Its counts stay with the change. Unit: days. Our own rule (P).
KEPT_DAYS: Final = 14
BUILDING, READY, FAILED, FORGOTTEN = "building", "ready", "failed", "forgotten"


def newest(change: UUID) -> Foresight | None:
    """The last preview of a change."""
    return Foresight.objects.filter(change=change).order_by("-asked_at", "-id").first()


def is_fresh(row: Foresight, *, at: datetime) -> bool:
    """Whether what it counted may still be relied on: finished, not a day old, and nothing confirmed since."""
    in_time = at - row.asked_at < timedelta(hours=FRESH_HOURS)
    return row.state == READY and in_time and not changes.confirmed_since(row.asked_at)
