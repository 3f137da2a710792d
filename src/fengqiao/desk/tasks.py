"""Jobs of the room. Arguments are opaque: the office of whoever asked and the id of the file."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengqiao.desk import exporting
from fengqiao.kit import clock


@app.task(name=exporting.JOB, queue=exporting.QUEUE)
def build_export(area: str, export: str) -> None:
    """Build a long list in the background."""
    exporting.build_as_job(UUID(export), area=area, now=clock.now)
