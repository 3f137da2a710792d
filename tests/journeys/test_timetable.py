"""Every job of the timetable, run by the running program's own worker with the worker's own rights.

Tests of a room call the jobs' bodies as the pages' role; only here is seen what the worker's role may not read.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tests.journeys.conftest import Program, _environment

ASK_ALL = """
import contextlib, json, time
from fengqiao.site.running import django_ready
django_ready("worker")
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
names = sorted({periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()})
for name in names:
    with contextlib.suppress(AlreadyEnqueued):
        app.configure_task(name, queueing_lock=app.tasks[name].queueing_lock).defer(timestamp=0)
def rows(status):
    with connection.cursor() as cursor:
        # A message that waits for the end of the quiet hours is not left over.
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status::text = ANY(%s)"
                       " AND coalesce(scheduled_at <= now(), true)", [status])
        return sorted(row[0] for row in cursor.fetchall())
end = time.monotonic() + 90
while time.monotonic() < end and rows(["todo", "doing"]):
    time.sleep(0.3)
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*), (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user)"
                   " FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()")
    held, most = cursor.fetchone()
print(json.dumps({"held": held, "most": most, "asked": names, "left": rows(["todo", "doing"]),
                  "failed": rows(["failed"])}))
"""


def test_every_job_of_the_timetable_runs_with_the_rights_of_the_worker(program: Program) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ASK_ALL], env=_environment(program.home), capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout.splitlines()[-1])
    assert "site.hand_backs" in found["asked"]
    assert found["failed"] == []
    assert found["left"] == []
    # A second worker while the first one ends, and a command beside both, find a connection.
    assert 0 < found["held"] < found["most"] / 2
