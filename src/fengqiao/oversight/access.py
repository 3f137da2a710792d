"""Who breaks open, who allows, who reviews, and in which place."""

from __future__ import annotations

from typing import Final

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.users import face as users

Right = users.Right
LEAD: Final = "county_lead"
HEAD_ABOVE: Final = "bureau_head"
DATA_OFFICER: Final = "data_officer"


def county_of(by: Actor) -> str | None:
    """The county an actor belongs to; None above the counties, from where nothing is broken open."""
    code = by.area
    return areas.at_level(code, areas.Level.COUNTY) if areas.level_of(code) >= areas.Level.COUNTY else None


def may_open(by: Actor) -> bool:
    """Whether the own post (never a covered one) works on cases in a county or an office of it."""
    return users.has(by, Right.OPEN_RESTRICTED) and county_of(by) is not None


def may_allow(by: Actor, area: str) -> bool:
    """Whether the actor is the lead of the county in which a file lies."""
    return by.role == LEAD and area.startswith(by.area)


def may_review(by: Actor, area: str) -> bool:
    """Whether the actor reviews openings of the place."""
    return users.has(by, Right.REVIEW_OPENINGS) and area.startswith(by.area)


def may_propose_sealing(by: Actor) -> bool:
    """Whether the own post proposes that a record be sealed: the county institution's staff and lead."""
    return users.has(by, Right.SEAL_RECORDS)


def may_settle_sealing(by: Actor) -> bool:
    """Whether the own post settles it and looks into sealed records: the county institution's lead."""
    return users.has(by, Right.OPEN_SEALED) and by.role == LEAD
