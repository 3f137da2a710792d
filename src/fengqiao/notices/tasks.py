"""Jobs of the room. Arguments are opaque: the code of the office and the id of the message."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengqiao.kit import clock
from fengqiao.notices.actions.sending import send as send_message
from fengqiao.notices.queue import BEHIND, QUEUE, SEND


@app.task(name=SEND, queue=QUEUE, priority=BEHIND)
def send(area: str, message: str) -> None:
    """One try of one message."""
    send_message(area=area, message=UUID(message), at=clock.now())
