"""Measured without pages, in a process of the measured home."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from fengqiao.site.running import database_running, django_ready

COUNTY = "330681"
ROUNDS = 100


def accounts() -> str:
    """The password of the demonstration and the seeds of its accounts, as JSON."""
    django_ready("web")
    from fengqiao.demo import face as demo

    seeds = {member.username: demo.seed_of(member.username) for member in demo.CAST}
    return json.dumps({"password": demo.PASSWORD, "seeds": seeds})


def search() -> str:
    """The 95th of a hundred searches by a county lead, the statements alone: of the first hundred after the database
    has started, and of the next hundred names. Unit: milliseconds, as JSON."""
    with database_running():
        django_ready("web")
        from fengqiao.kit import clock
        from fengqiao.users import face as users

        by = users.actor_of(username="zj.lead", at=clock.now())
        cold, warm = (_searched(by, range(begin, begin + ROUNDS)) for begin in (0, ROUNDS))
        return json.dumps({"search, SQL, p95": warm, "search, SQL, p95 of the first hundred after a start": cold})


def _searched(by: Any, numbers: range) -> float:
    from django.db import connection, transaction

    from fengqiao.demo import face as demo
    from fengqiao.kit import clock, scope
    from fengqiao.subjects import face as subjects

    today, taken = clock.today(), list[float]()
    for number in numbers:
        name = demo.newcomer(number * 97, sex="1", birth=today.replace(year=1985), today=today).name
        with transaction.atomic(), scope.of(by.ranges), connection.execute_wrapper(_timed(taken)):
            subjects.search(text=name, by=by, at=clock.now())
    return sorted(taken)[int(len(taken) * 0.95)]


def _timed(taken: list[float]) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if "namekey" in sql:
                taken.append((time.perf_counter() - begun) * 1_000)

    return wrapper


def daily_run() -> float:
    """A second run of the day over one county: what a night costs when most was done. Unit: milliseconds."""
    with database_running():
        django_ready("worker")
        from fengqiao.kit import clock
        from fengqiao.procedures import face as procedures

        begun = time.perf_counter()
        procedures.run_daily(at=clock.now(), over=(COUNTY,))
        return (time.perf_counter() - begun) * 1_000
