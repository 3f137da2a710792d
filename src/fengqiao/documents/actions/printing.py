"""Many papers as one file: asked for with a reason, bound in pieces, opened by whoever asked, forgotten in a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.documents.errors import NothingToPrint, ReasonMissing, TooManyPrints, TooManyToPrint, UnknownPrint
from fengqiao.documents.models import PrintBatch, PrintPart
from fengqiao.documents.print_reads import TABLE, NotPrinted, Numbered, PrintView, own_batches, view_of
from fengqiao.kit import crypto, scope
from fengqiao.kit.fields import starts_with
from fengqiao.kit.ids import new_id
from fengqiao.users import face as users

#: Unit: papers of one file. A kept file has about 50 KB, so that the largest joined one has about 100 MB: what a web
#: process may hold for a moment, and a printer's queue still takes.
MOST_TO_PRINT = 2000
#: Unit: hours for which a file may be opened.
PRINT_KEPT_HOURS = 24
#: Unit: batches of one person in a day.
MOST_A_DAY = 20
PARTS = "documents_printpart"


@audit.act("documents.ask_print", about="result", record=("count",))
def ask_print(
    *, papers: Sequence[Numbered], count: int, reason: str, request: UUID, by: audit.Actor, at: datetime
) -> PrintView:
    """Ask for papers as one file, in this order. The same request twice asks once.

    Raises: users.FactorNeeded, ReasonMissing, NothingToPrint, TooManyToPrint, TooManyPrints.
    """
    earlier = own_batches(by).filter(request=request).first()
    if earlier is not None:
        return view_of(earlier)
    _must_be_in_order(papers, reason, today=own_batches(by).filter(asked_at__gt=at - timedelta(days=1)).count())
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    uid = new_id()
    row = PrintBatch(
        uid=uid, area=by.area, request=request, person=by.person or 0, account=by.account or 0, post=by.post or 0,
        reason_sealed=crypto.seal(reason, table=TABLE, column="reason", row=uid), state="building",
        papers=[(str(each.uid), each.number) for each in papers], asked_at=at, moved_at=at,
        expires_at=at + timedelta(hours=PRINT_KEPT_HOURS),
    )  # fmt: skip
    row.save(force_insert=True)
    return view_of(row)


def _must_be_in_order(papers: Sequence[Numbered], reason: str, *, today: int) -> None:
    if not papers:
        raise NothingToPrint
    if len(papers) > MOST_TO_PRINT:
        raise TooManyToPrint
    if not reason:
        raise ReasonMissing
    if today >= MOST_A_DAY:
        raise TooManyPrints


def begin_print(uid: UUID, *, area: str, at: datetime) -> PrintView | None:
    """The batch from its beginning, for the job that binds it; None for one that is not to be bound any more.

    A worker that was killed leaves pieces behind: they are emptied, and counting begins anew.
    """
    with transaction.atomic(), scope.of((area,)):
        row = PrintBatch.objects.select_for_update().filter(uid=uid, state="building").first()
        if row is None:
            return None
        _empty(row)
        row.done, row.refused, row.moved_at = 0, [], at
        row.save(update_fields=["done", "refused", "moved_at"])
        return view_of(row)


def note_print(
    batch: PrintView, *, done: int, refused: Sequence[tuple[str, NotPrinted]], content: bytes, at: datetime,
    pages: int | None = None,
) -> bool:  # fmt: skip
    """How far it is, and a piece of the file; with `pages` it is complete. A transaction of its own, so that the page
    sees it. False once somebody cancelled it: then nothing is written."""
    with transaction.atomic(), scope.of((batch.area,)):
        row = PrintBatch.objects.select_for_update().filter(uid=batch.uid, state="building").first()
        if row is None:
            return False
        if content:
            _keep(row, content)
        row.done, row.refused, row.moved_at = done, [tuple(map(str, each)) for each in refused], at
        if pages is not None:
            row.state, row.pages = "ready", pages
        row.save(update_fields=["done", "refused", "moved_at", "state", "pages"])
        return True


def _keep(row: PrintBatch, content: bytes) -> None:
    """A piece, in the first place that holds none."""
    held = row.parts.exclude(content_sealed=None).count()
    part = row.parts.filter(seq=held).first() or PrintPart(uid=new_id(), area=row.area, batch=row, seq=held)
    part.content_sealed = crypto.seal_bytes(content, table=PARTS, column="content", row=part.uid)
    part.save(update_fields=["content_sealed"] if part.pk else None)


def fail_print(batch: PrintView, *, at: datetime) -> None:
    """It cannot be bound: the post of whoever asked has ended, or a fault stopped the work."""
    with transaction.atomic(), scope.of((batch.area,)):
        _end(PrintBatch.objects.filter(uid=batch.uid, state="building").first(), "failed", at=at)


@audit.act("documents.cancel_print", about="uid")
def cancel_print(*, uid: UUID, by: audit.Actor, at: datetime) -> None:
    """Stop it; what was bound is forgotten. Raises: UnknownPrint."""
    row = own_batches(by).select_for_update().filter(uid=uid).first()
    if row is None:
        raise UnknownPrint(uid)
    if row.state == "building":
        _end(row, "cancelled", at=at)


@audit.act("documents.again_print", about="uid")
def again_print(*, uid: UUID, by: audit.Actor, at: datetime) -> PrintView:
    """Bind it once more, after a fault or a worker that was lost. Raises: UnknownPrint."""
    row = own_batches(by).select_for_update().filter(uid=uid, expires_at__gt=at).first()
    if row is None:
        raise UnknownPrint(uid)
    if row.state == "failed":
        row.state, row.moved_at = "building", at
        row.save(update_fields=["state", "moved_at"])
    return view_of(row)


@audit.act("documents.open_print", about="uid")
def open_print(*, uid: UUID, by: audit.Actor, at: datetime) -> bytes:
    """The file. A printer jams, so it may be opened again within its hours; each time is on record.

    Raises: UnknownPrint, users.FactorNeeded.
    """
    row = own_batches(by).filter(uid=uid, state="ready", expires_at__gt=at, pages__gt=0).first()
    if row is None:
        raise UnknownPrint(uid)
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    parts = row.parts.exclude(content_sealed=None).order_by("seq").iterator(chunk_size=1)
    return b"".join(
        crypto.open_bytes(bytes(part.content_sealed or b""), table=PARTS, column="content", row=part.uid)
        for part in parts
    )


def forget_prints(*, counties: Iterable[str], at: datetime) -> int:
    """Forget files whose hours are over, one place after another; how many."""
    counties = tuple(counties)
    above = {areas.at_level(code, level) for code in counties for level in (areas.Level.PROVINCE, areas.Level.CITY)}
    forgotten = 0
    for place in (*sorted(above), *counties):
        with transaction.atomic(), scope.of((place,)):
            rows = PrintBatch.objects.filter(expires_at__lt=at, state__in=("building", "ready", "failed"))
            rows = rows.filter(area=place) if place in above else rows.filter(starts_with("area", place))
            for row in rows.select_for_update(skip_locked=True):
                _end(row, "expired", at=at)
                forgotten += 1
    return forgotten


def _end(row: PrintBatch | None, state: str, *, at: datetime) -> None:
    if row is None:
        return
    _empty(row)
    row.state, row.moved_at = state, at
    row.save(update_fields=["state", "moved_at"])


def _empty(row: PrintBatch) -> None:
    row.parts.exclude(content_sealed=None).update(content_sealed=None)
