"""Jobs of the room. Arguments are opaque: the code of the county and the id of the upload."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengqiao.exchange import running
from fengqiao.exchange.queue import CHECK, LOAD, QUEUE
from fengqiao.kit import clock


@app.task(name=CHECK, queue=QUEUE)
def check(area: str, upload: str) -> None:
    """Check a large upload in the background."""
    at = clock.now()
    found = running.as_job(UUID(upload), area=area, at=at)
    if found is not None and found[0].state == "checking":
        running.check(found[0], by=found[1], at=at)


@app.task(name=LOAD, queue=QUEUE)
def load(area: str, upload: str) -> None:
    """Load a confirmed upload in the background."""
    at = clock.now()
    found = running.as_job(UUID(upload), area=area, at=at)
    if found is not None and found[0].state == "loading":
        running.load(found[0], by=found[1], at=at, now=clock.now)
