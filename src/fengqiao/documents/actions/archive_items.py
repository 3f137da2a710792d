"""What is done to an archive by hand, outside of its procedures: a piece that came in is registered or struck out, a
sealed archive is looked into.

Law: Community Corrections Law arts 22, 54; Implementation Measures art. 18.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.documents import filing, rules
from fengqiao.documents.access import may_file, opens_sealed
from fengqiao.documents.actions.archiving import add_archive_event, the_archive
from fengqiao.documents.actions.writing import by_actor, sealed_json
from fengqiao.documents.archive_reads import live_items
from fengqiao.documents.errors import ArchiveStandsElsewhere, ItemIncomplete, NotYourArchive, ReasonMissing
from fengqiao.documents.models import Archive, ArchiveEvent, ArchiveItem
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.users import face as users

_LOCKS: Final = 7705
"""The family of advisory locks on archives."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
# Unit: pages, characters.
MOST_PAGES, LONGEST_TITLE, LONGEST_REASON = 9_999, 200, 500
#: Why a sealed archive may be looked into. Law: Community Corrections Law art. 54.
LOOKING: Final = frozenset({"judicial", "state_rules"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """A piece that came in from outside. `for_paper` names the paper of a procedure for which it stands: kind and act.

    `digest` is the SHA-256 of the electronic original, when there is one.
    """

    part: str
    section: str
    title: str = field(repr=False)
    number: str
    author: str
    day: date
    pages: int
    digest: str = ""
    for_paper: tuple[str, UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """For whom a sealed archive is opened, on which ground, by which letter."""

    ground: str
    unit: str
    letter_no: str
    reason: str = field(repr=False)


@audit.act("documents.file_item", about="result", record=("area",))
def file_item(
    *,
    by: audit.Actor,
    at: datetime,
    subject_id: int,
    area: str,
    opened_on: date,
    minor: bool,
    item: NewItem,
    request: UUID,
) -> ArchiveItem:
    """Register a piece by hand. The same `request` twice is one piece.

    Raises: NotYourArchive, ItemIncomplete, ArchiveStandsElsewhere once the archive is closed.
    """
    if not may_file(by, part=item.part, area=area):
        raise NotYourArchive
    _must_be_whole(item, today=local_day(at))
    _lock(subject_id)
    row = the_archive(subject_id=subject_id, area=area, opened_on=opened_on, minor=minor)
    done = ArchiveItem.objects.filter(uid=request, archive=row).first()
    if done is not None:
        return done
    if row.stage not in filing.FILING:
        raise ArchiveStandsElsewhere(row.stage)
    kind, act = item.for_paper or ("", None)
    detail = {"title": item.title.strip(), "number": item.number.strip(), "author": item.author.strip()}
    return ArchiveItem.objects.create(
        uid=request, area=row.area, subject_id=subject_id, archive=row, part=item.part, section=item.section,
        day=item.day, pages=item.pages, digest=bytes.fromhex(item.digest) if item.digest else None, for_kind=kind,
        for_act=act, detail_sealed=sealed_json(detail, table="documents_archiveitem", column="detail", row=request),
        **by_actor(by),
    )  # fmt: skip


@audit.act("documents.strike_item", about="result", record=("item",))
def strike_item(*, by: audit.Actor, at: datetime, subject_id: int, item: UUID, reason: str) -> ArchiveEvent:
    """Take a piece out that was registered by mistake; that it was there stays on record.

    Raises: ArchiveStandsElsewhere, NotYourArchive, ReasonMissing.
    """
    _lock(subject_id)
    row = Archive.objects.filter(subject_id=subject_id).first()
    found = next((each for each in live_items(row) if each.uid == item), None)
    if row is None or found is None or row.stage not in filing.FILING:
        raise ArchiveStandsElsewhere
    if not may_file(by, part=found.part, area=row.area):
        raise NotYourArchive
    if not reason.strip():
        raise ReasonMissing
    detail = {"reason": reason.strip()[:LONGEST_REASON]}
    return add_archive_event(row, filing.STRUCK, act=item, by=by, at=at, detail=detail)


@audit.act("documents.look_inside", about="result", record=("area",))
def look_inside(*, by: audit.Actor, at: datetime, subject_id: int, area: str, look: Look) -> ArchiveEvent:
    """Open a minor's sealed archive for this day and this officer: for a judicial case or a query by state rules.

    Law: Community Corrections Law art. 54; Criminal Procedure Law art. 286.
    Raises: NotYourArchive, ItemIncomplete, ArchiveStandsElsewhere, users.FactorNeeded.
    """
    if not opens_sealed(by, area=area):
        raise NotYourArchive
    if look.ground not in LOOKING or not all(map(str.strip, (look.unit, look.letter_no, look.reason))):
        raise ItemIncomplete("reason")
    row = Archive.objects.filter(subject_id=subject_id).first()
    if row is None or not (row.minors and row.stage in filing.FROZEN):
        raise ArchiveStandsElsewhere
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    detail = {"ground": look.ground, "unit": look.unit, "letter_no": look.letter_no, "reason": look.reason}
    return add_archive_event(row, filing.LOOKED, act=new_id(), by=by, at=at, happened_on=local_day(at), detail=detail)


def _must_be_whole(item: NewItem, *, today: date) -> None:
    """Raises: ItemIncomplete, naming the field."""
    if item.section not in filing.SECTIONS:
        raise ItemIncomplete("section")
    if not 0 < len(item.title.strip()) <= LONGEST_TITLE:
        raise ItemIncomplete("title")
    if len(item.number) > LONGEST_TITLE or len(item.author) > LONGEST_TITLE:
        raise ItemIncomplete("number")
    if not 0 < item.pages <= MOST_PAGES:
        raise ItemIncomplete("pages")
    if item.day > today:
        raise ItemIncomplete("day")
    if item.digest and not _DIGEST.fullmatch(item.digest):
        raise ItemIncomplete("digest")
    rules.plain({"title": item.title, "number": item.number, "author": item.author})


def _lock(subject_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, subject_id % 2_147_483_647])
