"""Who keeps the seal of an institution."""

from __future__ import annotations

from typing import Final

from fengqiao.areas.face import Level
from fengqiao.audit.face import Actor

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
