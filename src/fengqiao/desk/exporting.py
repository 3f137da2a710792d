"""A file from rows to bytes: at once for a short list, as a job with progress for a long one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from fengqiao.audit import face as audit
from fengqiao.desk import workbook
from fengqiao.desk.actions import exporting as actions
from fengqiao.desk.models import Export
from fengqiao.desk.reads import exports as reads
from fengqiao.kit import clock, scope
from fengqiao.shell import face as shell
from fengqiao.users import face as users

#: A list up to this size is built while the browser waits, in about a second. Unit: persons.
INLINE_ROWS: Final = 500
JOB: Final = "desk.build_export"
QUEUE: Final = "exports"
Now = Callable[[], datetime]


def ask_job(row: Export) -> None:
    """Queue the building of a file; one job at a time works on it, however often it is asked for."""
    app.configure_task(JOB, queue=QUEUE, lock=f"export-{row.uid}").defer(area=row.area, export=str(row.uid))


def build(row: Export, *, by: audit.Actor, at: datetime) -> None:
    """Build a short list inside the request."""
    _finish(row, list(_rows(row, by=by, at=at)), by=by, at=at)


def build_as_job(uid: UUID, *, area: str, now: Now) -> bool:
    """Build a long list in the background; whether it was built. The post of whoever asked is read again (T24)."""
    at = now()
    with transaction.atomic(), scope.of((area,)):
        row = Export.objects.filter(uid=uid, state="building").first()
        if row is None:
            return False
        by = users.actor(account=row.account, post=row.post, on=clock.local_day(at))
        if by is None or not users.has(by, users.Right.WORK_CASES):
            actions.fail(row, at=at)
            return False
    found: list[tuple[str, ...]] = []
    after: str | None = None
    with translation.override(row.language):
        while True:
            with transaction.atomic(), scope.of(by.ranges):
                some, after = reads.rows(row.conditions, row.columns, after=after, by=by, now=at)
            found += some
            actions.note_progress(row, done=min(len(found), row.rows), at=now())
            if after is None:
                break
        with transaction.atomic(), scope.of((row.area,)):
            _finish(row, found, by=by, at=now())
    return True


def _rows(row: Export, *, by: audit.Actor, at: datetime) -> Iterator[tuple[str, ...]]:
    after: str | None = None
    while True:
        some, after = reads.rows(row.conditions, row.columns, after=after, by=by, now=at)
        yield from some
        if after is None:
            return


def _finish(row: Export, rows: list[tuple[str, ...]], *, by: audit.Actor, at: datetime) -> None:
    sheet = workbook.Sheet(title=_("Persons"), marks=_marks(row, by), heads=reads.heads(row.columns), at=row.asked_at)
    actions.finish(row, workbook.workbook(sheet, rows), done=len(rows), at=at)


def _marks(row: Export, by: audit.Actor) -> tuple[str, ...]:
    """Who, when, why, and the number by which the audit knows this file."""
    told = _("Internal. Exported by %(name)s on %(moment)s, number %(number)s") % {
        "name": by.name, "moment": shell.moment(row.asked_at), "number": row.uid.hex[-8:],
    }  # fmt: skip
    return told, _("Reason: %(reason)s") % {"reason": reads.reason_of(row)}
