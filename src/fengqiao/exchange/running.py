"""An upload from cells to people: what the jobs run, and what the browser runs itself for a small file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.exchange import actions, keeping, planning, reads
from fengqiao.exchange.models import Upload
from fengqiao.exchange.planning import Plan
from fengqiao.exchange.register import checking
from fengqiao.kit import clock, scope
from fengqiao.users import face as users

# Unit: rows. A file up to this size is checked while the browser waits, well under two seconds.
INLINE_ROWS = 2_000


def make_plan(upload: Upload, *, by: Actor, at: datetime) -> Plan:
    """Check the kept cells of an upload against the register of today."""
    today = clock.local_day(at)
    table = keeping.open_table(upload.table_sealed or b"", row=upload.uid)
    checked = checking.check(table, reads.surroundings(upload.area, today=today))
    return planning.plan(checked, by=by, today=today)


def check(upload: Upload, *, by: Actor, at: datetime) -> None:
    """Check an upload and keep what was found."""
    result = make_plan(upload, by=by, at=at).result()
    with transaction.atomic(), scope.of((upload.area,)):
        actions.finish_check(upload, result, at=at)


def load(upload: Upload, *, by: Actor, at: datetime, now: Callable[[], datetime]) -> None:
    """Load a confirmed upload. May be repeated after any interruption: it goes on where the register stands.

    `now` is the door's clock: the page tells from the last sign of life whether the job still runs.
    """
    plan = make_plan(upload, by=by, at=at)
    result = plan.result()
    if plan.checked.rejected and not upload.takes_good_rows:
        # The register changed between preview and confirmation: the new findings go before the lead again.
        with transaction.atomic(), scope.of((upload.area,)):
            actions.finish_check(upload, result, at=at)
        return
    passed_over = len(plan.checked.rows) - len(plan.new)

    def progress(done: int, written: int) -> None:
        actions.note_progress(upload, done=passed_over + done, written=written, at=now())

    written = actions.load(
        plan.new, county=upload.area, source=actions.source_of(upload.uid), by=by, at=at, progress=progress
    )
    with transaction.atomic(), scope.of((upload.area,)):
        actions.finish_load(upload, result.with_written(written), at=now())


def as_job(uid: UUID, *, area: str, at: datetime) -> tuple[Upload, Actor] | None:
    """The upload of a job and its actor as of now; None when the upload is gone or its actor's post has ended.

    A job carries opaque ids only and re-reads the post when it runs (THREATS T24).
    """
    with transaction.atomic(), scope.of((area,)):
        upload = Upload.objects.filter(uid=uid, area=area).first()
        if upload is None or upload.table_sealed is None:
            return None
        by = users.actor(account=upload.account, post=upload.post, on=clock.local_day(at))
        if by is None or not users.has_in(by, users.Right.LOAD_REGISTER, area):
            actions.fail(upload, "post_ended", at=at)
            return None
    return upload, by
