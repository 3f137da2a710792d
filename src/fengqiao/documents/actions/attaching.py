"""Files that come in: looked at, sealed, kept; struck out with a reason."""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.audit import face as audit
from fengqiao.documents.actions.writing import by_actor, sealed_json
from fengqiao.documents.attachment_reads import TABLE
from fengqiao.documents.errors import NothingAttached, ReasonMissing, StruckAlready, UnknownAttachment
from fengqiao.documents.files import limits, looking
from fengqiao.documents.files.answer import Fault, Looked
from fengqiao.documents.models import Attachment
from fengqiao.kit import crypto
from fengqiao.kit.ids import new_id
from fengqiao.users import face as users

LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 200
LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What files belong to: a matter or a letter, by its id, and the office whose it is."""

    about: str
    uid: UUID
    area: str
    subject_id: int | None


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as it came, with the name that its sender gave it: shown, never believed."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of the files of one press: each is kept, or refused by itself."""

    kept: tuple[UUID, ...]
    refused: tuple[tuple[str, Fault], ...] = field(repr=False)


@audit.act("documents.attach", about="to")
def attach(*, to: Holder, files: Sequence[NewFile], note: str, by: audit.Actor, at: datetime) -> Attached:
    """Keep the files that are in order, and say of each other one why not. The same file twice is one.

    Whether the actor has to do with the matter or letter is for the caller to ask. Raises: NothingAttached, NotAllowed.
    """
    _must_work(to.area, by)
    if not files:
        raise NothingAttached
    ends, room = time.monotonic() + limits.WALL_SECONDS, limits.MOST_OF_ONE - _held(to).count()
    kept: list[UUID] = []
    refused: list[tuple[str, Fault]] = []
    for at_most, file in enumerate(files):
        found = _looked(to, file, ends=ends, room=room - len(kept) if at_most < limits.MOST_AT_ONCE else 0)
        if isinstance(found, Fault):
            refused.append((plain_name(file.name), found))
        else:
            kept.append(keep_file(to, file, found, note=note, by=by, at=at).uid)
    return Attached(tuple(kept), tuple(refused))


def _looked(to: Holder, file: NewFile, *, ends: float, room: int) -> Looked | Fault:
    if room <= 0:
        return Fault.TOO_MANY
    if _held(to).filter(came=hashlib.sha256(file.content).digest()).exists():
        return Fault.THERE_ALREADY
    found = looking.look(file.content, seconds=ends - time.monotonic())
    return found if isinstance(found, Looked) else found.fault


def keep_file(to: Holder, file: NewFile, found: Looked, *, note: str, by: audit.Actor, at: datetime) -> Attachment:
    """Seal a file that was looked at."""
    uid = new_id()
    told = {"name": plain_name(file.name), "note": _plain(note)[:LONGEST_NOTE]}
    return Attachment.objects.create(
        uid=uid, area=to.area, subject_id=to.subject_id, about=to.about, of=to.uid, kind=found.kind.value,
        pages=found.pages, size=len(found.content), came=hashlib.sha256(file.content).digest(),
        digest=hashlib.sha256(found.content).digest(),
        content_sealed=crypto.seal_bytes(found.content, table=TABLE, column="content", row=uid),
        told_sealed=sealed_json(told, table=TABLE, column="told", row=uid), at=at, **by_actor(by),
    )  # fmt: skip


@audit.act("documents.strike_attachment", about="uid")
def strike_attachment(*, uid: UUID, reason: str, by: audit.Actor, at: datetime) -> None:
    """Strike a file out that was added by mistake; that it was there stays on record, and it is not served any more.

    Raises: UnknownAttachment, NotAllowed, ReasonMissing, StruckAlready.
    """
    row = Attachment.objects.select_for_update(of=("self",)).filter(uid=uid).defer("content_sealed").first()
    if row is None:
        raise UnknownAttachment(uid)
    _must_work(row.area, by)
    if row.struck_at is not None:
        raise StruckAlready
    if not reason.strip():
        raise ReasonMissing
    row.struck_at, row.struck_by, row.struck_person = at, by.name[:60], by.person
    detail = {"reason": _plain(reason)[:LONGEST_REASON]}
    row.struck_sealed = sealed_json(detail, table=TABLE, column="struck", row=uid)
    row.save(update_fields=["struck_at", "struck_by", "struck_person", "struck_sealed"])


def plain_name(name: str) -> str:
    """The last part of a name without what turns or hides letters (THREATS T72)."""
    bare = _plain(PurePath(name.replace("\\", "/")).name)
    return bare[:LONGEST_NAME] or "—"


def _plain(text: str) -> str:
    kept = "".join(each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each)[0] != "C")
    return kept.strip()


def _held(to: Holder) -> QuerySet[Attachment]:
    return Attachment.objects.filter(about=to.about, of=to.uid, struck_at=None)


def _must_work(area: str, by: audit.Actor) -> None:
    if not users.has_in(by, users.Right.WORK_CASES, area) and not users.has_in(by, users.Right.DECIDE, area):
        raise users.NotAllowed("not_allowed")
