"""Time limits: what is to lapse, what is due for whom, and whether the clock ran at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from fengqiao.areas import face as areas
from fengqiao.kit import sql
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text, guardian, subject
from fengqiao.procedures.models import Clock, ClockRun, Task
from fengqiao.procedures.projection import OPEN

#: After this silence the clock is said not to run. Unit: minutes; the worker runs it every five.
SILENCE_MINUTES = 20
#: The hour of a day by which its daily run must have gone over a place. Unit: hours in Asia/Shanghai.
DAILY_BY_HOUR = 8
#: The two kinds of run that leave a proof.
CLOCK, DAILY = "clock", "daily"


@record
class DueRow:
    """What presses most about one person, for a line in a list."""

    matter: UUID
    procedure: str
    title: Text
    step: Text
    due_at: datetime | None
    is_late: bool
    basis: tuple[str, ...]
    open_tasks: int


@record
class LastRun:
    """When the clock last went over a place. `is_silent`: too long ago, so lapses may be missing."""

    area: str
    finished_at: datetime | None
    lapsed: int
    failed: int
    is_silent: bool


def matters_to_lapse(*, at: datetime) -> tuple[UUID, ...]:
    """Matters in scope with a passed time limit whose passing does something, the longest passed first."""
    rows = Clock.objects.filter(state=OPEN, lapses=True, due_at__lte=at).order_by("due_at", "id")
    return tuple(dict.fromkeys(rows.values_list("matter__uid", flat=True)))


_PRESSING: Final = """
SELECT task.subject_id, matter.uid, task.procedure, task.version, task.step, task.due_at, task.basis, task.count
FROM (SELECT subject_id, matter_id, procedure, version, step, due_at, basis,
             row_number() OVER (PARTITION BY subject_id ORDER BY due_at NULLS LAST, pressing_at, id) AS place,
             count(*) OVER (PARTITION BY subject_id) AS count
      FROM procedures_task WHERE subject_id = ANY(%(ids)s) AND shown_from <= %(now)s) task
JOIN procedures_matter matter ON matter.id = task.matter_id
WHERE place = 1"""


def due_summary(*, subject_ids: Collection[int], now: datetime) -> dict[int, DueRow]:
    """What presses most about each person, in one query. Persons with nothing open are absent."""
    rows = sql.rows(_PRESSING, {"ids": list(subject_ids), "now": now})
    return {row[0]: _due(row[1:], now) for row in rows}


def _due(row: tuple[UUID, str, int, str, datetime | None, list[str], int], now: datetime) -> DueRow:
    matter, procedure, version, step, due_at, basis, count = row
    definition = running(procedure, version)
    return DueRow(
        matter=matter,
        procedure=procedure,
        title=definition.title,
        step=definition.step(step).title,
        due_at=due_at,
        is_late=due_at is not None and due_at <= now,
        basis=tuple(basis),
        open_tasks=count,
    )


@record
class PersonsClock:
    """An open time limit that the person, or the guardian, has to keep."""

    matter: UUID
    subject_id: int
    area: str
    step: str
    code: str
    started_on: date
    due_at: datetime


def persons_clocks(*, at: datetime) -> tuple[PersonsClock, ...]:
    """The limits in scope that people themselves must keep and that end within two days, the nearest first."""
    rows = Clock.objects.filter(
        state=OPEN, owner__in=(subject().key, guardian().key), due_at__gt=at, due_at__lte=at + timedelta(days=2)
    ).order_by("due_at", "id")
    return tuple(
        PersonsClock(*row)
        for row in rows.values_list("matter__uid", "subject_id", "area", "step", "code", "started_on", "due_at")
    )


def with_open_clock(*, before: datetime) -> Exists:
    """For a list of persons (OuterRef "pk"): whether something about them is due before this moment."""
    return Exists(Task.objects.filter(subject_id=OuterRef("pk"), due_at__lt=before))


def last_run(*, area: str, now: datetime) -> LastRun:
    """The last time the clock went over a place."""
    row = _last(area, CLOCK)
    if row is None:
        return LastRun(area, None, 0, 0, is_silent=True)
    silent = now - row.finished_at > timedelta(minutes=SILENCE_MINUTES)
    return LastRun(area, row.finished_at, row.lapsed, row.failed, is_silent=silent)


def last_daily_run(*, area: str, now: datetime) -> LastRun:
    """The last daily run over a place. `is_silent`: today's is missing after eight in the morning, or yesterday's is
    missing too; `lapsed` counts what it opened."""
    row = _last(area, DAILY)
    if row is None:
        return LastRun(area, None, 0, 0, is_silent=True)
    expected = now - timedelta(hours=DAILY_BY_HOUR)
    silent = local_day(row.finished_at) < local_day(expected)
    return LastRun(area, row.finished_at, row.lapsed, row.failed, is_silent=silent)


def ran_today(*, area: str, now: datetime) -> bool:
    """Whether a daily run of this day went over a place and nothing failed in it."""
    row = _last(area, DAILY)
    return row is not None and local_day(row.finished_at) >= local_day(now) and not row.failed


@record
class RunsMissing:
    """Counties over which the clock, or the daily run of today, has not gone: what is said beside the overdue board."""

    clock: tuple[str, ...]
    daily: tuple[str, ...]


def runs_missing(*, below: str, now: datetime) -> RunsMissing:
    """The silent counties of a place, itself included: two queries, each bounded by the number of counties."""
    counties = tuple(each for each in all_counties() if each.startswith(below))
    fresh = now - timedelta(minutes=SILENCE_MINUTES)
    morning = start_of(local_day(now - timedelta(hours=DAILY_BY_HOUR)))
    return RunsMissing(_without(counties, CLOCK, fresh), _without(counties, DAILY, morning))


def _without(counties: tuple[str, ...], kind: str, since: datetime) -> tuple[str, ...]:
    runs = ClockRun.objects.filter(area__in=counties, kind=kind, finished_at__gte=since)
    there = set(runs.values_list("area", flat=True).distinct())
    return tuple(each for each in counties if each not in there)


def _last(area: str, kind: str) -> ClockRun | None:
    return ClockRun.objects.filter(area=area, kind=kind).order_by("-finished_at").first()


def all_counties() -> tuple[str, ...]:
    """Every county of the installation, by code; one that has ended too, for what may still lie there."""
    cities = (city for province in areas.all_children("") for city in areas.all_children(province.code))
    return tuple(county.code for city in cities for county in areas.all_children(city.code))
