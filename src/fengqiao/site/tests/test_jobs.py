"""What a killed worker leaves behind is taken up: on a real queue, with jobs that nobody works on any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app as queued

from fengqiao.site import doctor, home
from fengqiao.site.jobs import AT_ONCE, ask_at_once, resume_stalled

Sql = Callable[[str], psycopg.Connection[Any]]


def _left_behind(queue: psycopg.Connection[Any], *, lock: str, queueing_lock: str | None) -> int:
    """A job that a worker had begun; the worker is gone."""
    row = queue.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, attempts) "
        "VALUES ('upkeep', 'test.task', %s, %s, '{}', 'doing', 1) RETURNING id",
        (lock, queueing_lock),
    ).fetchone()
    queue.commit()
    assert row is not None
    return int(row[0])


def _resume(queue: psycopg.Connection[Any]) -> int:
    """As the timetable does, with the worker's role."""
    about = {**queue.info.get_parameters(), "password": home.secret("db_fq_worker")}

    async def run() -> int:
        async with App(connector=PsycopgConnector(kwargs=about)).open_async() as app:
            return await resume_stalled(app.job_manager)

    return asyncio.run(run())


def _status(queue: psycopg.Connection[Any], job: int) -> str | None:
    row = queue.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", (job,)).fetchone()
    queue.commit()
    return row[0] if row else None


def test_a_job_that_somebody_asked_for_is_queued_anew(committed: str, sql: Sql) -> None:
    queue = sql("fq_worker")
    job = _left_behind(queue, lock="import 1", queueing_lock=None)
    assert _resume(queue) == 1
    assert _status(queue, job) == "todo"
    assert _resume(queue) == 0


def test_a_job_of_the_timetable_is_closed_and_its_lock_is_free(committed: str, sql: Sql) -> None:
    queue = sql("fq_worker")
    job = _left_behind(queue, lock="site.clocks", queueing_lock="site.clocks")
    assert _resume(queue) == 1
    assert _status(queue, job) is None


def test_the_doctor_names_a_job_that_failed(committed: str, sql: Sql) -> None:
    assert doctor._jobs().ok
    queue = sql("fq_worker")
    job = _left_behind(queue, lock="site.clocks", queueing_lock=None)
    queue.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", (job,))
    queue.commit()
    found = doctor._jobs()
    assert not found.ok
    assert "test.task 1×" in found.detail


def test_a_worker_that_starts_asks_for_the_days_run_once(committed: str, sql: Sql) -> None:
    ask_at_once()
    ask_at_once()
    rows = sql("fq_worker").execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1")
    assert [name for (name,) in rows] == sorted(AT_ONCE)


def test_thousands_of_messages_do_not_keep_the_upkeep_waiting(committed: str, sql: Sql) -> None:
    at_the_queue = sql("fq_worker")
    queued.configure_task("notices.send", queueing_lock="message").defer(area="330681001", message=str(uuid4()))
    ask_at_once()
    about = {**at_the_queue.info.get_parameters(), "password": home.secret("db_fq_worker")}

    async def taken() -> list[str]:
        async with App(connector=PsycopgConnector(kwargs=about)).open_async() as app:
            worker = await app.job_manager.register_worker()
            found = [await app.job_manager.fetch_job(None, worker) for _ in range(len(AT_ONCE) + 1)]
            return [job.task_name for job in found if job is not None]

    order = asyncio.run(taken())
    assert order[-1] == "notices.send"
    assert set(order[:-1]) == set(AT_ONCE)
