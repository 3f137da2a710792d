"""The worker: jobs from the queue and the timetable, as role fq_worker.

Job arguments are opaque ids; a job asked for by a person re-reads that person's post and scope when it runs
(THREATS T24). Jobs of the system walk one area after another.
"""

from __future__ import annotations


def work() -> None:
    """Run jobs until INT or TERM. Django must be loaded as the worker's door."""
    from procrastinate.contrib.django import app

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    worker_app.run_worker(concurrency=2, delete_jobs="successful", install_signal_handlers=True)
