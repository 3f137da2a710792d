"""What the timetable calls: one place after another, each message on its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from fengqiao.kit import scope
from fengqiao.notices import queue, reads
from fengqiao.notices.actions.sending import fetch_receipts, send
from fengqiao.notices.channels.port import Unreachable

_log = structlog.get_logger()
# Unit: minutes that a job may be late before another one is asked for.
GRACE_MINUTES = 2


def ask_again(*, over: Sequence[str], at: datetime) -> int:
    """Queue what is due and has no job any more, because a worker or the whole machine went down; how many.

    What has a job is left alone: of a morning's thousands each would be refused one by one, every minute.
    """
    asked, asked_for = 0, queue.asked_for()
    for area in over:
        with transaction.atomic(), scope.of((area,)):
            waiting = reads.due(at=at - timedelta(minutes=GRACE_MINUTES))
            lost = [(uid, office) for uid, office, _due in waiting if str(uid) not in asked_for]
            for uid, office in lost:
                queue.ask_send(area=office, message=uid, at=at)
            asked += len(lost)
    return asked


def take_receipts(*, over: Sequence[str], at: datetime) -> int:
    """Ask for the receipts of each place; a gateway that does not answer is asked again next time."""
    taken = 0
    for area in over:
        try:
            taken += fetch_receipts(area=area, at=at)
        except Unreachable as silence:
            _log.warning("notices.receipts.unreachable", area=area, why=silence.code)
    return taken


def send_due(*, area: str, at: datetime) -> int:
    """Send what has become due at its own moment, retries included, and fetch receipts: how a demonstration that is
    being built catches up with the weeks it tells of. Returns the tries.
    """
    tries, before = 0, None
    while True:
        with transaction.atomic(), scope.of((area,)):
            waiting = reads.due(at=at)
        if waiting == before or not waiting:
            return tries
        tries += sum(bool(send(area=office, message=uid, at=due)) for uid, office, due in waiting)
        take_receipts(over=(area,), at=at)
        before = waiting
