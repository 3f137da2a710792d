"""Asking for the jobs of `tasks`, by name, in the transaction of whoever asks: no job comes before its row."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from fengqiao.kit import clock

QUEUE: Final = "messages"
SEND: Final = "notices.send"
_LOCK: Final = "message-"
BEHIND: Final = -10
"""Thousands of messages of one morning come after time limits, the sealing and what a colleague waits for."""


def asked_for() -> frozenset[str]:
    """The messages that have a job waiting. One query."""
    jobs = ProcrastinateJob.objects.filter(queue_name=QUEUE, status="todo").exclude(queueing_lock=None)
    return frozenset(lock.removeprefix(_LOCK) for lock in jobs.values_list("queueing_lock", flat=True))


def ask_send(*, area: str, message: UUID, at: datetime) -> None:
    """Queue one try of a message for a moment. A message has at most one waiting job, the one asked for first.

    The queue waits by the database's clock.

    No lock keeps two tries apart: a worker that was killed would hold it for ever. Claiming the row does (`sending`).
    """
    job = app.configure_task(SEND, queue=QUEUE, queueing_lock=f"{_LOCK}{message}", schedule_at=clock.in_the_world(at))
    try:
        with transaction.atomic():
            job.defer(area=area, message=str(message))
    except AlreadyEnqueued:
        return
