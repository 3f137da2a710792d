"""The register of organs (机关通讯录): courts, procuratorates, police, prisons and other offices a county writes to.

An entry is corrected (it never said the right thing), renamed (from a day on the organ is called otherwise: a new entry
that names the former one), or ended. Nothing is deleted; each change says who made it, when and why.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.kit.ids import new_id
from fengqiao.letters import rules
from fengqiao.letters.errors import (
    NotYourRegister,
    OrganChanged,
    OrganIncomplete,
    OrganThere,
    ReasonMissing,
    UnknownOrgan,
)
from fengqiao.letters.models import Organ, OrganChange
from fengqiao.users import face as users

ADDED, CORRECTED, RENAMED, ENDED = "added", "corrected", "renamed", "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the register says of an organ. `place` is the code of where it is."""

    kind: str
    name: str
    place: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""

    @property
    def clean(self) -> Entry:
        """Without spaces around, and the name in one form of its characters, so that the same one is found."""
        told = {key: str(value).strip() for key, value in asdict(self).items()}
        return Entry(**{**told, "name": "".join(unicodedata.normalize("NFC", self.name).split())})


@audit.act("letters.add_organ", about="result", record=("area",))
def add_organ(
    *, area: str, entry: Entry, since: date, by: audit.Actor, at: datetime, demonstration: bool = False
) -> Organ:
    """Put an organ into a county's register. Raises: NotYourRegister, OrganIncomplete, OrganThere."""
    if not keeps(by, area) or areas.level_of(area) != areas.Level.COUNTY:
        raise NotYourRegister
    return _add(area, entry, since=since, what=ADDED, by=by, at=at, demonstration=demonstration)


@audit.act("letters.correct_organ", about="result")
def correct_organ(*, organ: UUID, entry: Entry, seen: int, reason: str, by: audit.Actor, at: datetime) -> Organ:
    """Put an entry right. `seen` is its version on the page.

    Raises: UnknownOrgan, OrganChanged, OrganIncomplete, OrganThere, ReasonMissing.
    """
    row = _locked(organ, seen, reason, by)
    for name, value in asdict(_complete(entry)).items():
        setattr(row, name, value)
    _save(row, CORRECTED, reason, by=by, at=at)
    return row


@audit.act("letters.rename_organ", about="result")
def rename_organ(
    *, organ: UUID, entry: Entry, since: date, seen: int, reason: str, by: audit.Actor, at: datetime
) -> Organ:
    """From a day on an organ has another name: the former entry ends, a new one begins and names it.

    Raises: as `correct_organ`.
    """
    former = _locked(organ, seen, reason, by)
    former.valid_to = _later(former, since)
    _save(former, RENAMED, reason, by=by, at=at)
    return _add(former.area, entry, since=since, what=RENAMED, reason=reason, former=former, by=by, at=at)


@audit.act("letters.end_organ", about="result")
def end_organ(*, organ: UUID, until: date, seen: int, reason: str, by: audit.Actor, at: datetime) -> Organ:
    """An organ is not written to any more from this day on. Raises: as `correct_organ`."""
    row = _locked(organ, seen, reason, by)
    row.valid_to = _later(row, until)
    _save(row, ENDED, reason, by=by, at=at)
    return row


def keeps(by: audit.Actor, area: str) -> bool:
    """Whether the actor keeps the register of this county."""
    return users.has_in(by, users.Right.KEEP_ORGANS, area)


def _locked(organ: UUID, seen: int, reason: str, by: audit.Actor) -> Organ:
    row = Organ.objects.select_for_update(no_key=True).filter(uid=organ).first()
    if row is None or not keeps(by, row.area):
        raise UnknownOrgan(organ)
    if row.version != seen or row.valid_to is not None:
        raise OrganChanged
    if not reason.strip():
        raise ReasonMissing
    return row


def _add(
    area: str, entry: Entry, *, since: date, what: str, by: audit.Actor, at: datetime, reason: str = "",
    former: Organ | None = None, demonstration: bool = False,
) -> Organ:  # fmt: skip
    values = asdict(_complete(entry))
    row = Organ(uid=new_id(), area=area, valid_from=since, demonstration=demonstration, version=0, **values)
    row.former = former.uid if former else None
    _save(row, what, reason, by=by, at=at)
    return row


def _complete(entry: Entry) -> Entry:
    clean = entry.clean
    if clean.kind not in rules.REGISTERED or not clean.name:
        raise OrganIncomplete
    return clean


def _later(row: Organ, day: date) -> date:
    if day <= row.valid_from:
        raise OrganIncomplete
    return day


def _save(row: Organ, what: str, reason: str, *, by: audit.Actor, at: datetime) -> None:
    """Write the entry and what it says from now on. Raises: OrganThere."""
    row.version += 1
    changed = [*Entry.__dataclass_fields__, "valid_to", "version"]
    try:
        with transaction.atomic():
            row.save(update_fields=changed if row.pk else None)
    except IntegrityError:
        raise OrganThere from None
    OrganChange.objects.create(
        organ=row, version=row.version, what=what, said=_told(row), reason=reason.strip()[:200], at=at,
        person=by.person, name=by.name[:60], office=by.area,
    )  # fmt: skip


def _told(row: Organ) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in Entry.__dataclass_fields__}
    return {**said, "valid_from": str(row.valid_from), "valid_to": str(row.valid_to) if row.valid_to else ""}
