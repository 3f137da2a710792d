"""Named queries on places and offices. The tables change only by migration, so reads are cached for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fengqiao.areas.models import Office as OfficeRow
from fengqiao.areas.models import Place as PlaceRow
from fengqiao.areas.rules import Level, at_level, level_of
from fengqiao.kit.fields import starts_with


class UnknownPlace(LookupError):
    """No place has this code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its short code."""

    code: str
    name: str
    level: Level
    kind: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office or organ attached to a place; `area` is the place's code."""

    area: str
    kind: str
    name: str
    short_name: str
    level: Level


@lru_cache(maxsize=65536)
def place(code: str) -> Place:
    """One place. Raises: UnknownPlace."""
    row = PlaceRow.objects.filter(code=code).first()
    if row is None:
        raise UnknownPlace(code)
    return Place(row.code, row.name, Level(row.level), row.kind)


def exists(code: str) -> bool:
    """Whether a place has this code."""
    try:
        place(code)
    except UnknownPlace:
        return False
    return True


@lru_cache(maxsize=65536)
def full_name(code: str) -> str:
    """The names from the city down (绍兴市诸暨市枫桥镇). Raises: UnknownPlace."""
    levels = [lv for lv in Level if Level.PROVINCE < lv <= level_of(code)]
    return "".join(place(at_level(code, lv)).name for lv in levels) or place(code).name


@lru_cache(maxsize=4096)
def children(code: str) -> tuple[Place, ...]:
    """The places one level below, by code."""
    below = Level.PROVINCE if not code else Level(level_of(code) + 1)
    rows = PlaceRow.objects.filter(starts_with("code", code), level=below).order_by("code")
    return tuple(Place(r.code, r.name, Level(r.level), r.kind) for r in rows)


@lru_cache(maxsize=8192)
def office(area: str, kind: str | None = None) -> Office | None:
    """The office of a place: of the given kind, else the one that corrections work goes through there."""
    kind = kind or ("justice_office" if level_of(area) >= Level.TOWNSHIP else "cc_institution")
    row = OfficeRow.objects.filter(area=at_level(area, Level.TOWNSHIP), kind=kind).first()
    return _office(row) if row else None


@lru_cache(maxsize=1024)
def offices_below(area: str, kind: str = "justice_office") -> tuple[Office, ...]:
    """All offices of a kind in a place, by code."""
    rows = OfficeRow.objects.filter(starts_with("area", area), kind=kind).order_by("area")
    return tuple(_office(r) for r in rows)


def office_name(area: str) -> str:
    """What people call the office responsible for an area (枫桥司法所, 诸暨市社区矫正管理局)."""
    found = office(area)
    return found.short_name if found else place(area).name


def places_named(names: Sequence[str]) -> dict[str, list[Place]]:
    """Places by exact name, for reading addresses. Names that no place has are absent."""
    found: dict[str, list[Place]] = {}
    for row in PlaceRow.objects.filter(name__in=set(names)).order_by("code"):
        found.setdefault(row.name, []).append(Place(row.code, row.name, Level(row.level), row.kind))
    return found


def _office(row: OfficeRow) -> Office:
    return Office(row.area, row.kind, row.name, row.short_name, level_of(row.area))
