"""`fengqiao up|web|public|worker`: the processes, alone or under one supervisor."""

from __future__ import annotations

import argparse
from typing import Any


def add(groups: Any) -> None:
    """Register the commands."""
    up = groups.add_parser("up", help="run everything on this machine; Ctrl-C stops everything")
    up.add_argument("--port", type=int, default=None, help="default 8000, or the environment's PORT")
    up.add_argument("--public-port", type=int, default=None, help="the public site's; default one above --port")
    ahead = "a demonstration only: its clock stands N days ahead from now on, in every process of this home; never back"
    up.add_argument("--days-ahead", type=int, default=None, metavar="N", help=ahead)
    up.set_defaults(run=_up)
    alone = (
        ("web", "the staff door alone", _web),
        ("public", "the public door alone", _public),
        ("worker", "jobs and timetable alone", _worker),
    )
    for name, text, run in alone:
        part = groups.add_parser(name, help=text)
        part.add_argument("--port", type=int, default=None)
        if name != "worker":
            part.add_argument("--host", default="127.0.0.1", help="the address to listen on; in a container 0.0.0.0")
        part.set_defaults(run=run)


def _up(chosen: argparse.Namespace) -> int:
    from fengqiao.site import clock_shift, supervisor

    if chosen.days_ahead is not None:
        clock_shift.put_ahead(chosen.days_ahead)
    clock_shift.days_ahead()  # refused here, in words, before any process is started
    return supervisor.run(port=chosen.port, public_port=chosen.public_port)


def _web(chosen: argparse.Namespace) -> int:
    from fengqiao.site import supervisor
    from fengqiao.site.running import database_running

    with database_running():
        return supervisor.door_alone("web", host=chosen.host, port=chosen.port)


def _public(chosen: argparse.Namespace) -> int:
    from fengqiao.site import supervisor
    from fengqiao.site.running import database_running

    with database_running():
        return supervisor.door_alone("public", host=chosen.host, port=chosen.port)


def _worker(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    with database_running():
        django_ready("worker")
        from fengqiao.site import jobs

        jobs.work()
    return 0
