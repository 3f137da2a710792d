"""The worker: jobs from the queue and the timetable, as role fq_worker.

Job arguments are opaque ids; a job asked for by a person re-reads that person's post and scope when it runs
(THREATS T24). Jobs of the system walk one area after another.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procrastinate.manager import JobManager


async def resume_stalled(manager: JobManager) -> int:
    """Take up what a killed worker left behind: until then its lock keeps the same job from ever running again.

    A job of the timetable is closed, because the timetable brings the next one; any other is queued anew. Every job
    may run again at will. A worker counts as gone after thirty seconds without a sign of life. Returns how many.
    """
    from procrastinate.jobs import Status

    stalled = tuple(await manager.get_stalled_jobs())
    for job in stalled:
        if job.queueing_lock:
            await manager.finish_job(job, Status.FAILED, delete_job=True)
        else:
            await manager.retry_job(job)
    return len(stalled)


AT_ONCE = ("site.resume", "site.clocks", "site.daily", "site.tallies")
"""Jobs of the timetable that a worker that just started does not wait a quarter of an hour for."""


def ask_at_once() -> None:
    """Queue what was perhaps missed while no worker ran. What is queued already stays queued once."""
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    for name in AT_ONCE:
        with contextlib.suppress(AlreadyEnqueued):
            app.tasks[name].defer(timestamp=int(time.time()))


def work() -> None:
    """Run jobs until INT or TERM. Django must be loaded as the worker's door."""
    from procrastinate.contrib.django import app

    ask_at_once()
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    worker_app.run_worker(concurrency=2, delete_jobs="successful", install_signal_handlers=True)
