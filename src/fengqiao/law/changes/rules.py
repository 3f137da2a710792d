"""Who proposes and who settles a local change. Pure.

Parameters and working days are proposed by the staff of an institution and settled by its lead, at the same level; two
natural persons, and a deputy of the proposer is no second person (THREATS T22). Neither is done for somebody absent.
"""

from __future__ import annotations

from collections.abc import Collection

PROPOSERS = {"province_staff": 2, "city_staff": 4, "county_staff": 6}
"""The role, and the length of the code of its level."""
SETTLERS = {"province_lead": 2, "city_lead": 4, "county_lead": 6}


def may_propose(role: str, area: str) -> bool:
    """Whether this post proposes changes of its place."""
    return PROPOSERS.get(role) == len(area)


def may_settle(role: str, area: str) -> bool:
    """Whether this post settles changes of its place."""
    return SETTLERS.get(role) == len(area)


def why_not_settle(
    *, role: str, area: str, persons: Collection[int], office: str, proposers: Collection[int], state: str
) -> str:
    """The code of why this person may not settle a change that `office` proposed; empty when nothing forbids it."""
    if not may_settle(role, area) or area != office:
        return "not_your_level"
    if set(persons) & set(proposers):
        return "own_proposal"
    return "" if state == "proposed" else "settled"
