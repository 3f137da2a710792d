"""The clock's own acts: what lapses when a time limit has passed and nobody acted.

One area after another, each matter in its own transaction. What is done is done when a run is killed, and the
next run does the rest: whether something lapsed is asked of the acts, not remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

import structlog
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.kit.clock import local_day
from fengqiao.notices import face as notices
from fengqiao.procedures.actions.drafting import throw_away_expired
from fengqiao.procedures.actions.recording import record
from fengqiao.procedures.models import ClockRun
from fengqiao.procedures.reads.acts import matter_row
from fengqiao.procedures.reads.clocks import CLOCK, all_counties, last_run, matters_to_lapse
from fengqiao.procedures.reads.standing import Standing, standing_of
from fengqiao.subjects import face as subjects

PURPOSE = "clock"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run of the clock did."""

    areas: int
    lapsed: int
    failed: tuple[UUID, ...]


def run_clocks(*, at: datetime, over: Sequence[str] | None = None) -> RunReport:
    """Write what lapsed by `at`, over all counties or the given places. May be called at any time, any often."""
    counties = tuple(over) if over is not None else all_counties()
    lapsed, failed = 0, []
    for county in counties:
        begun = clock.now()
        by = audit.system(PURPOSE, ranges=(county,))
        done, missed = _run_area(by, at=at)
        lapsed += done
        failed += missed
        _remember(by, begun=begun, lapsed=done, failed=len(missed))
    return RunReport(len(counties), lapsed, tuple(failed))


def _run_area(by: audit.Actor, *, at: datetime) -> tuple[int, list[UUID]]:
    with transaction.atomic(), scope.of(by.ranges):
        due = matters_to_lapse(at=at)
    lapsed, failed = 0, []
    for uid in due:
        try:
            lapsed += lapse(matter=uid, by=by, at=at)
        except Exception as problem:
            # One broken matter must not stop the clock of the others; it is counted and shown.
            failed.append(uid)
            _log.error("procedures.clock.failed", matter=str(uid), problem=type(problem).__name__)
    return lapsed, failed


def lapse(*, matter: UUID, by: audit.Actor, at: datetime) -> int:
    """Write the acts that the clock owes in one matter, with their effects. Returns how many; none is no error and
    leaves no audit row. Raises: UnknownMatter.
    """
    with transaction.atomic(), scope.of(by.ranges):
        subjects.lock(matter_row(matter).subject_id)
        standing = standing_of(matter_row(matter), at=at)
        return _write(owed=standing, by=by, at=at) if standing.owed else 0


@audit.act("procedures.lapse", about="owed")
def _write(*, owed: Standing, by: audit.Actor, at: datetime) -> int:
    record(owed, owed.owed, by=by, at=at)
    return len(owed.owed)


def _tell_of_silence(by: audit.Actor, *, begun: datetime, failed: int) -> None:
    """The institution hears that the clock had stood still, and of matters in which it could not be run: once a day."""
    before = last_run(area=by.area, now=begun)
    if before.finished_at is not None and before.is_silent:
        cause = uuid5(NAMESPACE_OID, f"silent {by.area} {before.finished_at.isoformat()}")
        span = {"from": _words(before.finished_at), "to": _words(begun)}
        notices.tell_staff(by=by, at=begun, area=by.area, kind="clock_silent", cause=cause, values=span)
    cause = uuid5(NAMESPACE_OID, f"failed {by.area} {local_day(begun).isoformat()}")
    if failed and not notices.is_told(area=by.area, cause=cause, kind="clock_failed"):
        values = {"count": failed}
        notices.tell_staff(by=by, at=begun, area=by.area, kind="clock_failed", cause=cause, values=values)


def _words(moment: datetime) -> str:
    return f"{moment.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"


def _remember(by: audit.Actor, *, begun: datetime, lapsed: int, failed: int) -> None:
    """That the clock ran here, and drafts nobody wanted go."""
    finished = clock.now()
    with transaction.atomic(), scope.of(by.ranges):
        throw_away_expired(area=by.area, at=finished)
        _tell_of_silence(by, begun=begun, failed=failed)
        ClockRun.objects.create(
            area=by.area, kind=CLOCK, started_at=begun, finished_at=max(begun, finished), lapsed=lapsed, failed=failed
        )
        ClockRun.objects.filter(area=by.area, kind=CLOCK, finished_at__lt=finished - timedelta(days=30)).delete()
