"""The daily run: matters whose day has come, and the next period of every duty that recurs.

One county after another, some people in one transaction. Who is due is asked of the rooms in bulk, and only for
what is due; a matter carries the name of its period, one for each person, so a run that was killed, or comes twice,
opens nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.kit.clock import local_day
from fengqiao.procedures.actions.opening import Awaited, not_there, open_all
from fengqiao.procedures.definitions import all_current, starts_of
from fengqiao.procedures.due_days import latest_day, opens_on
from fengqiao.procedures.grammar import Procedure, Start, StartKind
from fengqiao.procedures.models import ClockRun
from fengqiao.procedures.reads.clocks import DAILY, all_counties, ran_today

PURPOSE = "daily"
#: How long the proof of a run is kept. Unit: days. Our own rule (P).
_KEPT_DAYS = 400
#: How many people are locked together while their matters are opened; their offices wait that long. Our own (P).
_AT_ONCE = 100
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DailyReport:
    """What one daily run did. `failed` are opaque ids of persons and keys of procedures, for the log."""

    areas: int
    opened: int
    failed: tuple[tuple[int, str], ...]


def run_daily(
    *,
    at: datetime,
    over: Sequence[str] | None = None,
    again: bool = True,
    only: Collection[str] | None = None,
) -> DailyReport:
    """Open what is due by `at`, over all counties or the given places. May be called at any time, any often.

    `again=False` passes over places that this day's run has finished without a failure. `only` names the procedures
    to look at; such a run is no proof that the day's whole run was done.
    """
    counties = tuple(over) if over is not None else all_counties()
    opened, failed, visited = 0, [], 0
    for county in counties:
        by = audit.system(PURPOSE, ranges=(county,))
        if not again and _is_done(by, at):
            continue
        begun = clock.now()
        done, missed = _run_area(by, at=at, only=only)
        visited, opened = visited + 1, opened + done
        failed += missed
        if only is None:
            _remember(by, begun=begun, opened=done, failed=len(missed))
    return DailyReport(visited, opened, tuple(failed))


def _is_done(by: audit.Actor, at: datetime) -> bool:
    with transaction.atomic(), scope.of(by.ranges):
        return ran_today(area=by.area, now=at)


def _run_area(by: audit.Actor, *, at: datetime, only: Collection[str] | None) -> tuple[int, list[tuple[int, str]]]:
    with transaction.atomic(), scope.of(by.ranges):
        due = tuple(_due(by.area, at=at, only=only))
    opened, failed = 0, list[tuple[int, str]]()
    for definition, awaited in due:
        for first in range(0, len(awaited), _AT_ONCE):
            done, missed = _open_some(definition, awaited[first : first + _AT_ONCE], by=by, at=at)
            opened, failed = opened + done, failed + missed
    return opened, failed


def _open_some(
    definition: Procedure, awaited: Sequence[Awaited], *, by: audit.Actor, at: datetime
) -> tuple[int, list[tuple[int, str]]]:
    """Together, and when that fails each by itself: one person whose matter cannot be opened must not stop the others;
    it is counted and shown."""
    try:
        return _opened(definition, awaited, by=by, at=at), []
    except Exception as problem:
        if len(awaited) == 1:
            _log.error("procedures.daily.failed", procedure=definition.key, problem=type(problem).__name__)
            return 0, [(awaited[0].subject_id, definition.key)]
    each_alone = [_open_some(definition, [each], by=by, at=at) for each in awaited]
    return sum(opened for opened, _ in each_alone), [one for _, failed in each_alone for one in failed]


def _opened(definition: Procedure, awaited: Sequence[Awaited], *, by: audit.Actor, at: datetime) -> int:
    with transaction.atomic(), scope.of(by.ranges):
        return open_all(key=definition.key, awaited=awaited, count=len(awaited), by=by, at=at)


def _due(county: str, *, at: datetime, only: Collection[str] | None) -> Iterator[tuple[Procedure, tuple[Awaited, ...]]]:
    """What is due in a county and not there yet: for each such start one question to a room and one to matters."""
    on = local_day(at)
    wanted = [each for each in all_current(on) if only is None or each.key in only]
    for definition in wanted:
        for start in starts_of(definition, StartKind.DATE, StartKind.EVERY):
            if start.of is not None:
                ask = _by_date if start.kind is StartKind.DATE else _recurring
                yield definition, tuple(not_there(definition, tuple(ask(start, county, at))))


def _by_date(start: Start, county: str, at: datetime) -> Iterator[Awaited]:
    assert start.of is not None
    on = local_day(at)
    for subject_id, day, *said in start.of(until=latest_day(start, on=on, area=county)):
        if opens_on(start, day, area=county) <= on:
            yield _awaited(start, subject_id, day.isoformat(), said[0] if said else {})


def _recurring(start: Start, county: str, at: datetime) -> Iterator[Awaited]:
    assert start.of is not None
    for subject_id, period, data in start.of(on=local_day(at), area=county):
        yield _awaited(start, subject_id, period, data)


def _awaited(start: Start, subject_id: int, period: str, data: Mapping[str, Any]) -> Awaited:
    return Awaited(subject_id=subject_id, period=period, cause=f"{start.name} {period}", data=dict(data))


def _remember(by: audit.Actor, *, begun: datetime, opened: int, failed: int) -> None:
    finished = max(begun, clock.now())
    with transaction.atomic(), scope.of(by.ranges):
        ClockRun.objects.create(
            area=by.area, kind=DAILY, started_at=begun, finished_at=finished, lapsed=opened, failed=failed
        )
        ClockRun.objects.filter(
            area=by.area, kind=DAILY, finished_at__lt=finished - timedelta(days=_KEPT_DAYS)
        ).delete()
