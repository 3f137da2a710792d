"""Archives (P42): end of the term, hand-over by the office, closing, archive room, lending. Effects of procedures,
repeatable by `act`; what is filed by hand is in `filing`.

Law: Community Corrections Law arts 22, 54; Implementation Measures art. 18.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.documents import filing, joining, rendering, rules
from fengqiao.documents.actions.keeping import keep
from fengqiao.documents.actions.writing import by_actor, sealed_json
from fengqiao.documents.archive_reads import entry_of, item_entry, live_items, papers_of
from fengqiao.documents.errors import ArchiveStandsElsewhere
from fengqiao.documents.filing import Entry
from fengqiao.documents.models import Archive, ArchiveEvent, Paper, PaperFile
from fengqiao.documents.reads import kept, sheet
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law import face as law

_KEPT: Final = frozenset({rules.SEALED, rules.DELIVERED})


@audit.act("documents.end_archive", about="result", record=("matter", "ended_on"))
def end_archive(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    opened_on: date,
    ended_on: date,
    minor: bool,
) -> Archive:
    """Corrections have ended: the office hands its part over, the county closes the archive."""
    row = the_archive(subject_id=subject_id, area=area, opened_on=opened_on, minor=minor)
    if row.ended_on is None:
        _happen(row, filing.ENDED, act=act, by=by, at=at, happened_on=ended_on, ended_on=ended_on)
    return row


@audit.act("documents.hand_over_archive", about="result", record=("matter", "handed_on"))
def hand_over_archive(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    handed_on: date,
    detail: Mapping[str, Any],
) -> Archive:
    """The office has handed its work archive to the county. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.HANDED_OVER, act=act, by=by, at=at, happened_on=handed_on, detail=detail, matter=matter)
    return row


@audit.act("documents.send_back_archive", about="result", record=("matter",))
def send_back_archive(
    *, by: audit.Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, missing: str
) -> Archive:
    """The county sends it back as incomplete and says what is missing. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.SENT_BACK, act=act, by=by, at=at, detail={"missing": missing})
    return row


@audit.act("documents.close_archive", about="result", record=("matter",))
def close_archive(
    *, by: audit.Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, detail: Mapping[str, Any]
) -> Archive:
    """The archive is closed: pages counted, every electronic piece kept with its hash, the index frozen under a hash of
    its own. The hands that compiled, checked and closed it are in `detail`.

    Raises: ArchiveStandsElsewhere, FileBroken, NotDrawn.
    """
    row = _known(subject_id)
    if not filing.may_happen(filing.SHUT, row.stage) and not _done(row, act, filing.SHUT):
        raise ArchiveStandsElsewhere(row.stage)
    entries = counted(subject_id, row)
    index, digest = filing.frozen(entries)
    told = {**detail, "index": index, "pieces": len(entries), "pages": filing.total_pages(entries)}
    _happen(row, filing.SHUT, act=act, by=by, at=at, happened_on=local_day(at), detail=told, digest=digest)
    return row


@audit.act("documents.store_archive", about="result", record=("matter", "stored_on"))
def store_archive(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    stored_on: date,
    detail: Mapping[str, Any],
) -> Archive:
    """The archive stands in the archive room, under its number. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.SHELVED, act=act, by=by, at=at, happened_on=stored_on, detail=detail)
    return row


@audit.act("documents.lend_archive", about="result", record=("matter", "lent_on", "until"))
def lend_archive(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    lent_on: date,
    until: date,
    detail: Mapping[str, Any],
) -> Archive:
    """The archive was handed to a borrower, to be back by a day. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.LENT_OUT, act=act, by=by, at=at, happened_on=lent_on, until=until, detail=detail)
    return row


@audit.act("documents.extend_loan", about="result", record=("matter", "until"))
def extend_loan(
    *, by: audit.Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, until: date
) -> Archive:
    """The borrower may keep it until another day. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.EXTENDED, act=act, by=by, at=at, until=until)
    return row


@audit.act("documents.return_archive", about="result", record=("matter", "returned_on"))
def return_archive(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    returned_on: date,
    detail: Mapping[str, Any],
) -> Archive:
    """The archive is back in the archive room. Raises: ArchiveStandsElsewhere."""
    row = _known(subject_id)
    _happen(row, filing.RETURNED, act=act, by=by, at=at, happened_on=returned_on, detail=detail)
    return row


def the_archive(*, subject_id: int, area: str, opened_on: date, minor: bool) -> Archive:
    """The row of an archive, made when it is first needed; its person is locked by the caller."""
    row = Archive.objects.filter(subject_id=subject_id, area=area).first()
    return row or Archive.objects.create(
        uid=new_id(), area=area, subject_id=subject_id, minors=minor, opened_on=opened_on, stage=filing.OPEN,
        due=opened_on,
    )  # fmt: skip


def counted(subject_id: int, row: Archive) -> tuple[Entry, ...]:
    """The index with every page counted; the file of each paper that holds is kept from now on."""
    papers = [entry_of(paper, stands, _measured(paper, stands)) for paper, stands in papers_of(subject_id)]
    return filing.in_order([*papers, *map(item_entry, live_items(row))])


def _measured(paper: Paper, stands: str) -> tuple[int, str]:
    """Pages and SHA-256 of the file of a paper; of one that holds the file is kept. Raises: FileBroken, NotDrawn."""
    if stands in _KEPT and not PaperFile.objects.filter(paper=paper).exists():
        keep(paper)
    content = kept(paper) or rendering.pdf([sheet(paper)])
    return joining.page_count(content), hashlib.sha256(content).hexdigest()


def _known(subject_id: int) -> Archive:
    """Raises: ArchiveStandsElsewhere when the term has not ended yet."""
    row = Archive.objects.filter(subject_id=subject_id).first()
    if row is None:
        raise ArchiveStandsElsewhere(filing.OPEN)
    return row


def _done(row: Archive, act: UUID, what: str) -> bool:
    return ArchiveEvent.objects.filter(archive=row, act=act, what=what).exists()


def _happen(
    row: Archive,
    what: str,
    *,
    act: UUID,
    by: audit.Actor,
    at: datetime,
    happened_on: date | None = None,
    until: date | None = None,
    detail: Mapping[str, Any] | None = None,
    digest: bytes | None = None,
    **changes: Any,
) -> None:
    """Put it on record once, and move the archive where it now stands. Raises: ArchiveStandsElsewhere."""
    if _done(row, act, what):
        return
    if not filing.may_happen(what, row.stage):
        raise ArchiveStandsElsewhere(row.stage)
    add_archive_event(row, what, act=act, by=by, at=at, happened_on=happened_on, until=until, detail=detail,
                      digest=digest)  # fmt: skip
    for name, value in changes.items():
        setattr(row, name, value)
    row.stage = filing.stage(ArchiveEvent.objects.filter(archive=row).order_by("id").values_list("what", flat=True))
    row.due = _due(row, until or happened_on or local_day(at))
    row.save(update_fields=[*changes, "stage", "due"])


def add_archive_event(
    row: Archive,
    what: str,
    *,
    act: UUID,
    by: audit.Actor,
    at: datetime,
    happened_on: date | None = None,
    until: date | None = None,
    detail: Mapping[str, Any] | None = None,
    digest: bytes | None = None,
) -> ArchiveEvent:
    """One event of an archive, its detail sealed to the row."""
    uid = new_id()
    sealed = sealed_json(detail, table="documents_archiveevent", column="detail", row=uid) if detail else None
    return ArchiveEvent.objects.create(
        uid=uid, area=row.area, subject_id=row.subject_id, archive=row, what=what, act=act, at=at,
        happened_on=happened_on, until=until, digest=digest, detail_sealed=sealed, **by_actor(by),
    )  # fmt: skip


def _due(row: Archive, otherwise: date) -> date:
    """The last good day of what comes next. Source: parameters ARC-1 (closing), ARC-2 (hand-over by the office)."""
    clock = {filing.COLLECTING: "ARC-2", filing.CHECKING: "ARC-1"}.get(row.stage)
    if clock is None or row.ended_on is None:
        return otherwise
    return law.due(clock, start=row.ended_on, area=row.area).last_good_day or otherwise
