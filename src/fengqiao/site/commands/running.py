"""`fengqiao up|web|worker`: the processes, alone or under one supervisor."""

from __future__ import annotations

import argparse
from typing import Any


def add(groups: Any) -> None:
    """Register the commands."""
    up = groups.add_parser("up", help="run everything on this machine; Ctrl-C stops everything")
    up.add_argument("--port", type=int, default=None, help="default 8000, or the environment's PORT")
    up.set_defaults(run=_up)
    for name, text in (("web", "the staff door alone"), ("worker", "jobs and timetable alone")):
        part = groups.add_parser(name, help=text)
        part.add_argument("--port", type=int, default=None)
        part.set_defaults(run=_web if name == "web" else _worker)


def _up(chosen: argparse.Namespace) -> int:
    from fengqiao.site import supervisor

    return supervisor.run(port=chosen.port)


def _web(chosen: argparse.Namespace) -> int:
    from fengqiao.site import supervisor
    from fengqiao.site.running import database_running

    with database_running():
        return supervisor.web_alone(port=chosen.port)


def _worker(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    with database_running():
        django_ready("worker")
        from fengqiao.site import jobs

        jobs.work()
    return 0
