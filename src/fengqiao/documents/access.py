"""Who keeps the seal of an institution, who files in an archive, who opens a sealed one."""

from __future__ import annotations

from typing import Final

from fengqiao.areas import face as areas
from fengqiao.areas.face import Level
from fengqiao.audit.face import Actor
from fengqiao.documents.filing import EXECUTION, WORK

SEAL_HOLDERS: Final = {
    Level.TOWNSHIP: "office_head",
    Level.COUNTY: "county_lead",
    Level.CITY: "city_lead",
    Level.PROVINCE: "province_lead",
}
"""Whoever answers for the institution signs its papers and has its seal put on them. Source: ours (P)."""


def holds_seal(by: Actor, *, issuer: str, level: int) -> bool:
    """Whether the actor, by post or cover, keeps the seal of this institution."""
    return any(each.role == SEAL_HOLDERS.get(Level(level)) and each.area == issuer for each in by.standings)


# Who registers pieces by hand. Law: Implementation Measures art. 18 (the county keeps the execution archive, the office
# the work archive).
_FILES: Final = {
    EXECUTION: frozenset({"county_staff", "county_lead"}),
    WORK: frozenset({"office_staff", "office_head"}),
}
_OPENS_SEALED: Final = frozenset({"county_lead"})


def may_file(by: Actor, *, part: str, area: str) -> bool:
    """Whether the actor, by post or cover, registers pieces in this part of the archives of a place."""
    return _holds(by, _FILES.get(part, frozenset()), area)


def opens_sealed(by: Actor, *, area: str) -> bool:
    """Whether the actor may look into the sealed archive of a minor. Source: ours (P), for Law art. 54."""
    return _holds(by, _OPENS_SEALED, area)


def _holds(by: Actor, roles: frozenset[str], area: str) -> bool:
    return any(each.role in roles and areas.covers(each.area, area) for each in by.standings)
