"""Files that came in, as pages show them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from fengqiao.documents.errors import FileBroken, UnknownAttachment
from fengqiao.documents.models import Attachment
from fengqiao.kit import crypto

TABLE: Final = "documents_attachment"
MATTER, LETTER = "matter", "letter"


@dataclass(frozen=True, slots=True)
class Struck:
    """That a file was struck out, by whom and why."""

    at: datetime
    by: str
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file that came in. What it is called is for those who may see what it belongs to."""

    uid: UUID
    about: str
    of: UUID
    area: str
    subject_id: int | None
    kind: str
    pages: int
    size: int
    at: datetime
    by: str
    person: int | None
    sha256: str
    name: str = field(repr=False)
    note: str = field(repr=False)
    struck: Struck | None


def attachments_of(about: str, of: UUID) -> tuple[AttachmentRow, ...]:
    """The files of a matter or letter, struck ones included, oldest first. One query; no file is read."""
    found = Attachment.objects.filter(about=about, of=of).defer("content_sealed").order_by("id")
    return tuple(_row(each) for each in found)


def attachment(uid: UUID) -> AttachmentRow:
    """One file, without its bytes. Raises: UnknownAttachment."""
    row = Attachment.objects.filter(uid=uid).defer("content_sealed").first()
    if row is None:
        raise UnknownAttachment(uid)
    return _row(row)


def attached_file(uid: UUID) -> bytes:
    """The very bytes that were kept. Raises: UnknownAttachment, also for one that was struck out; FileBroken."""
    row = Attachment.objects.filter(uid=uid, struck_at=None).first()
    if row is None:
        raise UnknownAttachment(uid)
    try:
        content = crypto.open_bytes(bytes(row.content_sealed), table=TABLE, column="content", row=row.uid)
    except crypto.SealBroken:
        raise FileBroken(uid) from None
    if hashlib.sha256(content).digest() != bytes(row.digest):
        raise FileBroken(uid)
    return content


def _row(row: Attachment) -> AttachmentRow:
    told = crypto.open_json(row.told_sealed, table=TABLE, column="told", row=row.uid)
    return AttachmentRow(
        uid=row.uid, about=row.about, of=row.of, area=row.area, subject_id=row.subject_id, kind=row.kind,
        pages=row.pages, size=row.size, at=row.at, by=row.name, person=row.person, sha256=bytes(row.came).hex(),
        name=told.get("name", ""), note=told.get("note", ""), struck=_struck(row),
    )  # fmt: skip


def _struck(row: Attachment) -> Struck | None:
    if row.struck_at is None:
        return None
    detail = crypto.open_json(row.struck_sealed, table=TABLE, column="struck", row=row.uid)
    return Struck(row.struck_at, row.struck_by, detail.get("reason", ""))
