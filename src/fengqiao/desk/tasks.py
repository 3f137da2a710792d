"""Jobs of the room. Arguments are opaque: the office of whoever asked and the id of the file."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengqiao.desk import exporting, foreseeing, printing
from fengqiao.kit import clock


@app.task(name=exporting.JOB, queue=exporting.QUEUE)
def build_export(area: str, export: str) -> None:
    """Build a long list in the background."""
    exporting.build_as_job(UUID(export), area=area, now=clock.now)


@app.task(name=printing.JOB, queue=printing.QUEUE)
def bind_papers(area: str, batch: str) -> None:
    """Join the papers of a batch into one file in the background."""
    printing.bind_as_job(UUID(batch), area=area, now=clock.now)


@app.task(name=foreseeing.JOB, queue=foreseeing.QUEUE)
def foresee(area: str, foresight: str) -> None:
    """Compute what a proposed change would touch, in the background."""
    foreseeing.foresee_as_job(UUID(foresight), area=area, now=clock.now)
