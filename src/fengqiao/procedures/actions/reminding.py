"""A day before a time limit of the person ends, the person is reminded: once for each limit and each end of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

import structlog
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.notices import face as notices
from fengqiao.procedures.reads.clocks import PersonsClock, all_counties, persons_clocks
from fengqiao.subjects import face as subjects

PURPOSE = "reminder"
_log = structlog.get_logger()


def run_reminders(*, at: datetime, over: Sequence[str] | None = None) -> int:
    """Remind people of what ends tomorrow; how many limits. Killed and run again it does the rest, never one twice."""
    return sum(_run_area(county, at=at) for county in (all_counties() if over is None else over))


def _run_area(county: str, *, at: datetime) -> int:
    by, reminded = audit.system(PURPOSE, ranges=(county,)), 0
    with transaction.atomic(), scope.of(by.ranges):
        found = persons_clocks(at=at)
    for each in found:
        try:
            reminded += _remind(each, by=by, at=at)
        except Exception as problem:
            # One broken file must not keep the others from being reminded.
            _log.error("procedures.reminder.failed", matter=str(each.matter), problem=type(problem).__name__)
    return reminded


def _remind(each: PersonsClock, *, by: audit.Actor, at: datetime) -> int:
    last_day = notices.last_day_of(each.due_at)
    if not notices.reminder_is_due(started_on=each.started_on, last_day=last_day, today=local_day(at)):
        return 0
    cause = cause_of(each)
    with transaction.atomic(), scope.of(by.ranges):
        subjects.lock(each.subject_id)
        if notices.is_told(area=each.area, cause=cause, kind="reminder"):
            return 0
        queued = notices.tell(
            by=by, at=at, subject_id=each.subject_id, area=each.area, matter=each.matter, act=cause, kind="reminder",
            until=each.due_at,
        )  # fmt: skip
    return int(queued > 0)


def cause_of(each: PersonsClock) -> UUID:
    """The name of one limit with one end: a limit that was extended is another one to be reminded of."""
    return uuid5(NAMESPACE_OID, f"{each.matter} {each.step} {each.code} {each.due_at.isoformat()}")
