"""A list taken out as a file: asked for with a reason, built, fetched once, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.errors import ExportReasonMissing, NothingToExport, TooManyExports, TooManyRows, UnknownExport
from fengqiao.desk.models import Export
from fengqiao.desk.reads import exports as reads
from fengqiao.kit import crypto, scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.fields import starts_with
from fengqiao.kit.ids import new_id
from fengqiao.notices import face as notices
from fengqiao.users import face as users

#: Unit: persons of one file.
MOST_ROWS = 5000
#: From here on the lead is told. Unit: persons.
LARGE = 500
#: Unit: hours for which a file waits to be fetched.
KEPT_HOURS = 24
#: Unit: files of one person in a day.
MOST_A_DAY = 20


@audit.act("desk.export", about="result", record=("of", "count", "columns"))
def ask(
    *, of: str, conditions: Mapping[str, str], columns: Sequence[str], language: str, reason: str, count: int,
    request: UUID, by: audit.Actor, at: datetime,
) -> Export:  # fmt: skip
    """Ask for the file. The same request twice asks once.

    Raises: users.FactorNeeded, ExportReasonMissing, NothingToExport, TooManyRows, TooManyExports.
    """
    own = Export.objects.filter(area=by.area, person=by.person or 0)
    earlier = own.filter(request=request).first()
    if earlier is not None:
        return earlier
    _must_be_in_order(reason=reason, count=count, today=own.filter(asked_at__gt=at - timedelta(days=1)).count())
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    uid = new_id()
    row = Export(
        uid=uid, area=by.area, request=request, person=by.person or 0, account=by.account or 0, post=by.post or 0,
        of=of, conditions=dict(conditions), columns=list(columns), language=language,
        reason_sealed=crypto.seal(reason, table=reads.TABLE, column="reason", row=uid), state="building", rows=count,
        asked_at=at, moved_at=at, expires_at=at + timedelta(hours=KEPT_HOURS),
    )  # fmt: skip
    row.save(force_insert=True)
    if count > LARGE:
        tell_lead("large_export", cause=uid, count=count, by=by, at=at)
    return row


def _must_be_in_order(*, reason: str, count: int, today: int) -> None:
    if not reason:
        raise ExportReasonMissing
    if not count:
        raise NothingToExport
    if count > MOST_ROWS:
        raise TooManyRows
    if today >= MOST_A_DAY:
        raise TooManyExports


def tell_lead(kind: str, *, cause: UUID, count: int, by: audit.Actor, at: datetime) -> None:
    """Whoever leads the office, the asker excepted, hears of a large file (THREATS T75)."""
    leads = [
        each.post
        for each in users.officers(by.area, on=local_day(at))
        if users.Right.DECIDE in users.ROLES[users.Role(each.role)].rights and each.person != by.person
    ]
    if leads:
        values = {"colleague": by.name, "count": count}
        notices.tell_staff(by=by, at=at, area=by.area, kind=kind, cause=cause, values=values, posts=leads)


def note_progress(row: Export, *, done: int, at: datetime) -> None:
    """How far it is; a transaction of its own, so that the page sees it."""
    with transaction.atomic(), scope.of((row.area,)):
        row.done_rows, row.moved_at = done, at
        row.save(update_fields=["done_rows", "moved_at"])


def finish(row: Export, content: bytes, *, done: int, at: datetime) -> None:
    """The file is ready to be fetched."""
    row.content_sealed = crypto.seal_bytes(content, table=reads.TABLE, column="content", row=row.uid)
    row.state, row.done_rows, row.moved_at = "ready", done, at
    row.save(update_fields=["content_sealed", "state", "done_rows", "moved_at"])


def fail(row: Export, *, at: datetime) -> None:
    """The file cannot be built: the post of whoever asked has ended."""
    row.state, row.moved_at = "failed", at
    row.save(update_fields=["state", "moved_at"])


@audit.act("desk.fetch_export", about="uid")
def fetch(*, uid: UUID, by: audit.Actor, at: datetime) -> bytes:
    """The file, once; then nothing of it is kept. Raises: UnknownExport, users.FactorNeeded."""
    mine = Export.objects.select_for_update().filter(uid=uid, area=by.area, person=by.person or 0, state="ready")
    row = mine.filter(expires_at__gt=at).first()
    if row is None or row.content_sealed is None:
        raise UnknownExport(uid)
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    content = crypto.open_bytes(bytes(row.content_sealed), table=reads.TABLE, column="content", row=row.uid)
    _forget(row, "fetched", at=at)
    return content


def forget_expired(*, counties: Iterable[str], at: datetime) -> int:
    """Forget files that nobody fetched in time, one place after another; how many."""
    counties = tuple(counties)
    above = {areas.at_level(code, level) for code in counties for level in (areas.Level.PROVINCE, areas.Level.CITY)}
    forgotten = 0
    for place in (*sorted(above), *counties):
        with transaction.atomic(), scope.of((place,)):
            rows = Export.objects.filter(expires_at__lt=at, state__in=("building", "ready"))
            rows = rows.filter(area=place) if place in above else rows.filter(starts_with("area", place))
            for row in rows.select_for_update(skip_locked=True):
                _forget(row, "expired", at=at)
                forgotten += 1
    return forgotten


def _forget(row: Export, state: str, *, at: datetime) -> None:
    row.content_sealed, row.state, row.moved_at = None, state, at
    row.save(update_fields=["content_sealed", "state", "moved_at"])
