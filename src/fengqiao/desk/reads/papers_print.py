"""Many papers as one file: which are meant, in which order, and their files as far as the viewer may have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads.papers import Wanted
from fengqiao.documents import face as documents
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

#: The purpose that stands in the audit beside each look.
PURPOSE: Final = "print"
#: A batch that has not moved for so long lost its worker: another takes it up within a minute, or it is asked again.
STILL: Final = timedelta(minutes=2)
ORDERS: Final[Mapping[str, shell.Words]] = {
    "number": _("By the day of issue, oldest first"),
    "newest": _("By the day of issue, newest first"),
    "kind": _("By kind of paper"),
    "person": _("By person"),
}
REFUSED: Final[Mapping[documents.NotPrinted, shell.Words]] = {
    documents.NotPrinted.VOID: _("It is void (withdrawn or replaced)"),
    documents.NotPrinted.BROKEN: _("The kept file is not the one that was sealed: tell the administrator at once"),
    documents.NotPrinted.NOT_DRAWN: _("Its sheet could not be drawn: tell the administrator"),
    documents.NotPrinted.NOT_ALLOWED: _("It is not within your reach any more"),
}


def of_list(wanted: Wanted, *, by: audit.Actor) -> tuple[documents.Numbered, ...]:
    """The papers of a whole list, counted to one more than the most. Of people whom the viewer may know of."""
    found = documents.numbered(
        issuer=wanted.issuer, year=wanted.year, minors=subjects.answers_for_minors(by), char=wanted.char,
        first=wanted.first, last=wanted.last, waits=wanted.waits, limit=documents.MOST_TO_PRINT + 1,
    )  # fmt: skip
    known = _known([each.subject_id for each in found], by=by)
    return tuple(each for each in found if each.subject_id is None or each.subject_id in known)


def of_ticks(uids: Sequence[UUID], *, by: audit.Actor) -> tuple[documents.Numbered, ...]:
    """The ticked papers, oldest first. Raises: UnknownPaper when one of them is none that the viewer may know of."""
    found = _within_reach(uids, by=by)
    if len(found) != len(uids):
        raise documents.UnknownPaper
    return tuple(documents.Numbered(row.uid, row.number, row.kind, row.subject_id) for row in found)


def in_order(found: Sequence[documents.Numbered], order: str) -> tuple[documents.Numbered, ...]:
    """As they are wanted; what is equal stays oldest first."""
    if order == "kind":
        return tuple(sorted(found, key=lambda each: (each.kind[:1], int(each.kind[1:]))))
    if order == "person":
        return tuple(sorted(found, key=lambda each: each.subject_id or 0))
    return tuple(reversed(found)) if order == "newest" else tuple(found)


def many(uids: Sequence[UUID], *, by: audit.Actor) -> bytes:
    """One file of a few papers as they stand, in this order, each looked at on record.

    Raises: UnknownPaper, FileBroken, CannotRender.
    """
    rows = of_ticks(uids, by=by)
    audit.write_all(by=by, what="read:paper_file", rows=_looks(_within_reach([row.uid for row in rows], by=by)))
    return documents.pdf_of(uids)


def files(some: Sequence[tuple[UUID, str]], *, by: audit.Actor) -> tuple[tuple[str, bytes | documents.NotPrinted], ...]:
    """The number of each paper with its file, or with why it has none. Each look is on record. Six queries."""
    rows = _within_reach([uid for uid, _number in some], by=by)
    found = documents.files_of(rows)
    audit.write_all(
        by=by, what="read:paper_file", rows=_looks(row for row in rows if isinstance(found[row.uid], bytes))
    )
    return tuple((number, found.get(uid, documents.NotPrinted.NOT_ALLOWED)) for uid, number in some)


def still_within_reach(batch: documents.PrintView, *, by: audit.Actor) -> bool:
    """Whether the viewer may still know of everybody whose paper is in the file."""
    out = {number for number, _why in batch.refused}
    wanted = [uid for uid, number in batch.papers if number not in out]
    return len(_within_reach(wanted, by=by)) == len(wanted)


def is_still(batch: documents.PrintView, *, now: datetime) -> bool:
    """Whether a batch that is not complete has stopped moving."""
    return batch.state == "building" and now - batch.moved_at > STILL


def _within_reach(uids: Sequence[UUID], *, by: audit.Actor) -> tuple[documents.PaperRow, ...]:
    """Those in scope and of people whom the viewer may know of. Three queries."""
    rows = documents.papers(uids)
    known = _known([row.subject_id for row in rows], by=by)
    return tuple(row for row in rows if row.subject_id is None or row.subject_id in known)


def _known(ids: Iterable[int | None], *, by: audit.Actor) -> frozenset[int]:
    return subjects.known_ids(by=by, ids={each for each in ids if each is not None})


def _looks(rows: Iterable[documents.PaperRow]) -> list[tuple[str, str, Mapping[str, str]]]:
    return [(str(row.uid), row.area, {"purpose": PURPOSE}) for row in rows]
