"""Leaves of the other offices: a few each, so that county, city and province have something to see."""

from __future__ import annotations

from fengqiao.demo.accounts import WITHOUT_DELEGATION
from fengqiao.demo.leave_stories import LeaveStory
from fengqiao.demo.leave_telling import Leave
from fengqiao.demo.trips import CLINIC, EXAM, HEARING, MARKET, SICKBED, SITE, trip

_DELEGATED = (
    LeaveStory("review", trip(CLINIC, asked=-1, leaves=4, days=3), Leave.ask),
    LeaveStory("decide", trip(EXAM, asked=-2, leaves=3, days=5), lambda s: s.ask().review(-1)),
    LeaveStory("away", trip(MARKET, asked=-6, leaves=-2, days=5), lambda s: _granted(s).checked(-1)),
    LeaveStory("county", trip(SITE, asked=-3, leaves=5, days=15), lambda s: s.ask().review(-2)),
    LeaveStory("closed", trip(HEARING, asked=-34, leaves=-30, days=3), Leave.history),
    LeaveStory("overdue", trip(SICKBED, asked=-10, leaves=-6, days=4), lambda s: _granted(s)),
    LeaveStory("not left", trip(MARKET, asked=-4, leaves=2, days=4), lambda s: _granted(s)),
    LeaveStory("closed by the county", trip(SITE, asked=-40, leaves=-35, days=16), Leave.history),
)
_BY_COUNTY = (
    LeaveStory("county decides a short one", trip(CLINIC, asked=-2, leaves=3, days=3), lambda s: s.ask().review(-1)),
    LeaveStory(
        "granted by the county",
        trip(MARKET, asked=-6, leaves=-1, days=4),
        lambda s: s.ask().review(-5).granted_by_county(-4),
    ),
)


def _granted(leave: Leave) -> Leave:
    asked = leave.journey.asked
    return leave.ask().review(asked).grant(asked + 1).filed(asked + 1)


def leaves_at(area: str, position: int) -> tuple[LeaveStory, ...]:
    """The stories of the office with this place in the county's list: two each, never the same two in a row."""
    if area in WITHOUT_DELEGATION:
        return _BY_COUNTY
    first = position * 3 % len(_DELEGATED)
    return (_DELEGATED[first],) if position % 2 else (_DELEGATED[first], _DELEGATED[(first + 3) % len(_DELEGATED)])
