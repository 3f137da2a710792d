"""The register of organs as pages show it, and as it is proposed when a letter is addressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from fengqiao.law.face import Text
from fengqiao.letters import rules
from fengqiao.letters.errors import UnknownOrgan
from fengqiao.letters.models import Organ, OrganChange


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganRow:
    """An entry of the register. `former` is the entry under its former name."""

    uid: UUID
    area: str
    kind: str
    name: str
    place: str
    address: str
    phone: str
    fax: str
    email: str
    valid_from: date
    valid_to: date | None
    former: UUID | None
    demonstration: bool
    version: int

    @property
    def kind_title(self) -> Text:
        return rules.ORGANS[self.kind]

    def stands(self, on: date) -> bool:
        """Whether it is written to on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganVersion:
    """Who changed an entry, why, and what it said from then on."""

    version: int
    what: str
    said: Mapping[str, str]
    reason: str
    at: datetime
    name: str


def organs(*, area: str, kind: str = "", ended: bool = False, on: date) -> tuple[OrganRow, ...]:
    """The register of a county, by kind and name; ended entries as well when they are asked for."""
    found = Organ.objects.filter(area=area)
    if kind:
        found = found.filter(kind=kind)
    if not ended:
        found = found.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    rows = [_row(each) for each in found.order_by("name", "id")]
    order = {key: place for place, key in enumerate(rules.REGISTERED)}
    return tuple(sorted(rows, key=lambda row: order[row.kind]))


def organ(uid: UUID, *, area: str) -> tuple[OrganRow, tuple[OrganVersion, ...]]:
    """One entry of a county's register with its versions, the newest first. Raises: UnknownOrgan."""
    row = Organ.objects.filter(uid=uid, area=area).first()
    if row is None:
        raise UnknownOrgan(uid)
    changes = tuple(
        OrganVersion(
            version=each.version, what=each.what, said=each.said, reason=each.reason, at=each.at, name=each.name
        )
        for each in OrganChange.objects.filter(organ=row).order_by("-version")
    )
    return _row(row), changes


def _row(row: Organ) -> OrganRow:
    return OrganRow(
        uid=row.uid, area=row.area, kind=row.kind, name=row.name, place=row.place, address=row.address,
        phone=row.phone, fax=row.fax, email=row.email, valid_from=row.valid_from, valid_to=row.valid_to,
        former=row.former, demonstration=row.demonstration, version=row.version,
    )  # fmt: skip
