"""The worker: jobs from the queue and the timetable, as role fq_worker.

Job arguments are opaque ids; a job asked for by a person re-reads that person's post and scope when it runs
(THREATS T24). Jobs of the system walk one area after another.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from procrastinate.manager import JobManager


_AT_A_TIME: Final = 2
"""Jobs, each in a thread that keeps a connection of its own to the database."""


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
    from django.db import connection

    ask_at_once()
    connection.close()
    asyncio.run(_work())


async def _work() -> None:
    """A thread for each job at a time, and one for what the loop itself waits for: of its own accord it makes a new one
    for almost every job, four more than the machine has cores, and their connections take what the role may have from
    commands beside the worker."""
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_AT_A_TIME + 1, thread_name_prefix="job"))
    queue = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4)
    async with app.with_connector(queue).open_async() as opened:
        await opened.run_worker_async(concurrency=_AT_A_TIME, delete_jobs="successful", install_signal_handlers=True)
