"""Is it alive, is it ready, how does it fare: for the machines that look after it. Numbers only, nothing of a person.

    /health/live     the process answers (no database asked)
    /health/ready    the database answers and is at this version; else 503
    /metrics         Prometheus text

Who may ask: a program on this machine that came by no proxy, or whoever has the token of the home
(`secrets/metrics`, `Authorization: Bearer …`). Everybody else is passed on and finds no such page.
"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.values import ValueClass

from fengqiao.kit import clock
from fengqiao.site import home, migrate

Answer = Callable[[HttpRequest], HttpResponseBase]
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})

REQUESTS = Counter("fengqiao_requests", "Requests answered", ["door", "method", "status"])
SECONDS = Histogram("fengqiao_request_seconds", "Time until the answer", ["door"])


class Health:
    """Answers its three addresses; counts and times everything else."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page = PAGES.get(request.path_info)
        if page is not None and request.method == "GET" and may_ask(request):
            return page()
        began = time.perf_counter()
        response = self._get_response(request)
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(settings.DOOR, method, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(settings.DOOR).observe(time.perf_counter() - began)
        return response


def may_ask(request: HttpRequest) -> bool:
    """A program on this machine, by no proxy; or the token."""
    given = request.META.get("HTTP_AUTHORIZATION", "")
    if given.startswith("Bearer "):
        return hmac.compare_digest(given.removeprefix("Bearer ").encode(), home.secret("metrics").encode())
    return request.META.get("REMOTE_ADDR") in _LOOPBACK and not any(name in request.META for name in _FORWARDED)


def live() -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


def ready() -> HttpResponse:
    """The process can do its work."""
    why = _why_not()
    return JsonResponse({"ready": not why} | ({"why": why} if why else {}), status=503 if why else 200)


def _why_not() -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT obj_description(to_regnamespace('fq'), 'pg_namespace')")
            row = cursor.fetchone()
    except DatabaseError:
        return "no database"
    return "" if row is not None and row[0] == _state() else "the database is at another version"


@cache
def _state() -> str:
    return migrate.state()


def metrics() -> HttpResponse:
    """What this and the door's other processes counted, and what the database and the home say now."""
    registry = CollectorRegistry()
    if ValueClass.__name__ == "MmapedValue":  # several processes: each writes its numbers to a file
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(Now())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Now:
    """What is true at this moment."""

    def collect(self) -> Iterator[Metric]:
        """The gauges; without a database only that it is away."""
        up = GaugeMetricFamily("fengqiao_database_up", "Whether the database answers")
        try:
            found, answers = list(_from_database()), 1.0
        except DatabaseError:
            found, answers = [], 0.0
        up.add_metric([], answers)
        yield up
        yield from found
        yield from _from_home()


def _from_database() -> Iterator[Metric]:
    with transaction.atomic(), connection.cursor() as cursor:
        if settings.DOOR == "public":  # its role sees what was published, not the queue nor the seal
            cursor.execute("SELECT 1")
            return
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        jobs = GaugeMetricFamily("fengqiao_jobs", "Jobs in the queue", labels=["status"])
        for status, count in [*cursor.fetchall(), *([] if cursor.rowcount else [("todo", 0)])]:
            jobs.add_metric([status], count)
        yield jobs
        ages = (
            ("fengqiao_timetable_age_seconds", "Since the timetable last asked for its job of each minute",
             "SELECT extract(epoch FROM clock_timestamp())::float8 - max(defer_timestamp) "
             "FROM procrastinate_periodic_defers WHERE task_name = 'site.seal'"),
            ("fengqiao_seal_age_seconds", "Since acts were last sealed",
             "SELECT extract(epoch FROM clock_timestamp() - max(at))::float8 FROM audit_seal"),
        )  # fmt: skip
        for name, text, query in ages:
            cursor.execute(query)
            row = cursor.fetchone()
            if row is not None and row[0] is not None:
                yield GaugeMetricFamily(name, text, value=float(row[0]))


def _from_home() -> Iterator[Metric]:
    path = home.folder() / "backup-last"
    if path.is_file():
        at = datetime.fromisoformat(json.loads(path.read_text())["at"])
        age = (clock.in_the_world(clock.now()) - at).total_seconds()
        yield GaugeMetricFamily("fengqiao_backup_age_seconds", "Since the last backup", value=age)


PAGES: Final[dict[str, Callable[[], HttpResponse]]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": metrics,
}
