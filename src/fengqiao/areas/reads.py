"""Named queries on places and offices. Every process keeps what it read until the mark of the edition is another one.

A place that has ended keeps its row and its name: old files, papers and numbers refer to it. Lists to choose from leave
it out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from fengqiao.areas.models import Office as OfficeRow
from fengqiao.areas.models import Place as PlaceRow
from fengqiao.areas.models import Settled
from fengqiao.areas.rules import Level, at_level, level_of
from fengqiao.areas.rules.changes import PlaceChange, read
from fengqiao.kit import edition
from fengqiao.kit.fields import starts_with
from fengqiao.kit.records import record
from fengqiao.law import changes


class UnknownPlace(LookupError):
    """No place has this code."""


@record
class Place:
    """A place by its short code."""

    code: str
    name: str
    level: Level
    kind: str
    ended_on: date | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is still there: not merged into another, not under another code."""
        return self.ended_on is None


@record
class Office:
    """An office or organ attached to a place; `area` is the place's code."""

    area: str
    kind: str
    name: str
    short_name: str
    level: Level


@edition.kept(65536)
def place(code: str) -> Place:
    """One place. Raises: UnknownPlace."""
    row = PlaceRow.objects.filter(code=code).first()
    if row is None:
        raise UnknownPlace(code)
    return _place(row)


def row(code: str) -> PlaceRow:
    """A place with everything that the table says of it. Raises: UnknownPlace."""
    found = PlaceRow.objects.filter(code=code).first()
    if found is None:
        raise UnknownPlace(code)
    return found


def is_running(code: str) -> bool:
    """Whether a place has this code and has not ended: posts, letters and files may be there."""
    return exists(code) and place(code).is_running


@edition.kept(1)
def ended() -> frozenset[str]:
    """The codes of places that have ended: merged into others, or found under another code."""
    return frozenset(PlaceRow.objects.filter(valid_to__isnull=False).values_list("code", flat=True))


def has_ended(code: str) -> bool:
    """Whether nothing new may lie in a place, because it is no longer there."""
    return code in ended()


def exists(code: str) -> bool:
    """Whether a place has this code, or once had it."""
    try:
        place(code)
    except UnknownPlace:
        return False
    return True


@edition.kept(65536)
def full_name(code: str) -> str:
    """The names from the city down (绍兴市诸暨市枫桥镇). Raises: UnknownPlace."""
    levels = [lv for lv in Level if Level.PROVINCE < lv <= level_of(code)]
    return "".join(place(at_level(code, lv)).name for lv in levels) or place(code).name


@edition.kept(4096)
def children(code: str) -> tuple[Place, ...]:
    """The running places one level below, by code."""
    return tuple(each for each in all_children(code) if each.is_running)


@edition.kept(4096)
def all_children(code: str) -> tuple[Place, ...]:
    """The places one level below with those that have ended: what is still to be looked after may lie there."""
    below = Level.PROVINCE if not code else Level(level_of(code) + 1)
    rows = PlaceRow.objects.filter(starts_with("code", code), level=below).order_by("code")
    return tuple(_place(row) for row in rows)


@edition.kept(8192)
def office(area: str, kind: str | None = None) -> Office | None:
    """The office of a place: of the given kind, else the one that corrections work goes through there."""
    place, kind = _key(area, kind)
    row = OfficeRow.objects.filter(area=place, kind=kind).first()
    return _office(row) if row else None


@edition.kept(1024)
def offices_below(area: str, kind: str = "justice_office") -> tuple[Office, ...]:
    """All offices of a kind in a place, by code. An office ends with its place."""
    rows = OfficeRow.objects.filter(starts_with("area", area), kind=kind).order_by("area")
    return tuple(_office(row) for row in rows if not has_ended(row.area))


def office_name(area: str) -> str:
    """What people call the office responsible for an area (枫桥司法所, 诸暨市社区矫正管理局)."""
    found = office(area)
    return found.short_name if found else place(area).name


def office_names(codes: Collection[str]) -> dict[str, str]:
    """The same for many areas. One query, however many they are."""
    wanted = {code: _key(code) for code in codes}
    rows = OfficeRow.objects.filter(area__in={area for area, _kind in wanted.values()}).order_by("-id")
    known = {(row.area, row.kind): row.short_name for row in rows}
    return {code: known.get(key) or place(code).name for code, key in wanted.items()}


def _key(area: str, kind: str | None = None) -> tuple[str, str]:
    """Where the office of a place stands, and of which kind it is."""
    kind = kind or ("justice_office" if level_of(area) >= Level.TOWNSHIP else "cc_institution")
    return at_level(area, Level.TOWNSHIP), kind


def places_named(names: Sequence[str]) -> dict[str, list[Place]]:
    """Places by exact name, for reading addresses. Names that no place has are absent."""
    found: dict[str, list[Place]] = {}
    for row in PlaceRow.objects.filter(name__in=set(names)).order_by("code"):
        found.setdefault(row.name, []).append(_place(row))
    return found


@record
class Due:
    """A confirmed change of places whose day has come, and whether its names and offices are in force already."""

    uid: UUID
    change: PlaceChange
    is_settled: bool


def changes_due(*, on: date) -> tuple[Due, ...]:
    """The changes of places that hold on a day, in order; what was taken back by then is not among them."""
    rows = changes.of_places(states=("confirmed",), until=on)
    undone, done = {each.said["undoes"] for each in rows}, settled()
    return tuple(Due(each.uid, read(each.said), each.uid in done) for each in rows if str(each.uid) not in undone)


def settled() -> frozenset[UUID]:
    """The changes of places whose names and offices are in force."""
    return frozenset(Settled.objects.values_list("change", flat=True))


def _place(row: PlaceRow) -> Place:
    return Place(row.code, row.name, Level(row.level), row.kind, row.valid_to)


def _office(row: OfficeRow) -> Office:
    return Office(row.area, row.kind, row.name, row.short_name, level_of(row.area))
