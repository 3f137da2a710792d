"""Many papers as one file: which there are, their files, and how far a batch is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.audit import face as audit
from fengqiao.documents import rendering, rules
from fengqiao.documents.errors import FileBroken, UnknownPrint
from fengqiao.documents.models import Paper, PaperFile, PrintBatch
from fengqiao.documents.reads import PaperRow, in_register, opened, rows_of, sheet, without_seal
from fengqiao.kit import crypto

TABLE: Final = "documents_printbatch"
#: How many of the viewer's batches are listed.
RECENT = 5


class NotPrinted(StrEnum):
    """Why a paper is not in the file."""

    VOID = "void"
    BROKEN = "broken"
    NOT_DRAWN = "not_drawn"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paper as a batch lists it; it says of whom only by an opaque id."""

    uid: UUID
    number: str
    kind: str
    subject_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintView:
    """A batch: what was asked for, how far it is, what is not in the file. `state`: building, ready, cancelled, failed
    or expired."""

    uid: UUID
    area: str
    account: int
    post: int
    papers: tuple[tuple[UUID, str], ...]
    state: str
    done: int
    refused: tuple[tuple[str, NotPrinted], ...]
    pages: int
    asked_at: datetime
    moved_at: datetime
    expires_at: datetime

    @property
    def count(self) -> int:
        """How many papers were asked for."""
        return len(self.papers)

    @property
    def printed(self) -> int:
        """How many are in the file."""
        return self.done - len(self.refused)


def print_batch(*, uid: UUID, by: audit.Actor) -> PrintView:
    """One of the viewer's own batches. Raises: UnknownPrint."""
    row = own_batches(by).filter(uid=uid).first()
    if row is None:
        raise UnknownPrint(uid)
    return view_of(row)


def recent_prints(*, by: audit.Actor, at: datetime) -> tuple[PrintView, ...]:
    """The viewer's batches of the last day."""
    rows = own_batches(by).filter(expires_at__gt=at).order_by("-asked_at")[:RECENT]
    return tuple(view_of(row) for row in rows)


def own_batches(by: audit.Actor) -> QuerySet[PrintBatch]:
    """What this person asked for in this post's office."""
    return PrintBatch.objects.filter(area=by.area, person=by.person or 0)


def view_of(row: PrintBatch) -> PrintView:
    """A stored batch as others see it."""
    return PrintView(
        uid=row.uid,
        area=row.area,
        account=row.account,
        post=row.post,
        papers=tuple((UUID(uid), number) for uid, number in row.papers),
        state=row.state,
        done=row.done,
        refused=tuple((number, NotPrinted(why)) for number, why in row.refused),
        pages=row.pages,
        asked_at=row.asked_at,
        moved_at=row.moved_at,
        expires_at=row.expires_at,
    )


def numbered(
    *, issuer: str, year: int, minors: bool, char: str, first: date | None, last: date | None, waits: bool, limit: int
) -> tuple[Numbered, ...]:
    """The papers of a register, or those that wait there for the seal, oldest first."""
    if waits:
        found = without_seal(issuer=issuer, minors=minors)
    else:
        found = in_register(issuer=issuer, year=year, minors=minors, char=char, first=first, last=last)
    rows = found.order_by("id").values_list("uid", "number", "kind", "subject_id")[:limit]
    return tuple(Numbered(*row) for row in rows)


def papers(uids: Iterable[UUID]) -> tuple[PaperRow, ...]:
    """Those of the papers that lie in scope, oldest first. Two queries."""
    return rows_of(Paper.objects.filter(uid__in=list(uids)).order_by("id"))


def files_of(rows: Sequence[PaperRow]) -> Mapping[UUID, bytes | NotPrinted]:
    """The file of each paper, or why it has none. Two queries, whatever their number."""
    stored = Paper.objects.in_bulk([row.uid for row in rows], field_name="uid")
    kept = {file.paper_id: file for file in PaperFile.objects.filter(paper__in=[each.pk for each in stored.values()])}
    return {row.uid: _file(row, stored[row.uid], kept.get(stored[row.uid].pk)) for row in rows}


def _file(row: PaperRow, stored: Paper, kept: PaperFile | None) -> bytes | NotPrinted:
    if row.state in (rules.WITHDRAWN, rules.REPLACED):
        return NotPrinted.VOID
    try:
        return rendering.pdf([sheet(stored, row)]) if kept is None else opened(kept)
    except (FileBroken, crypto.SealBroken):
        return NotPrinted.BROKEN
    except rendering.CannotRender:
        return NotPrinted.NOT_DRAWN
