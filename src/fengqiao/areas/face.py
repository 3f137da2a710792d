"""Places of the five levels with their offices and organs.

    areas.place("330681109").name          枫桥镇
    areas.office_name("330681109")         枫桥司法所
    areas.office("330681", "court").name   诸暨市人民法院
    areas.offices_below("330681")          the county's justice offices
    areas.at_level(code, Level.COUNTY)     the county that a code lies in
    areas.propose_merge(sources=, target=, terms=, by=, at=)   a change of places; also rename, recode, split, undo
    areas.changes_due(on=day)              the confirmed ones whose day has come

Law: Community Corrections Law arts. 8, 9 (institutions, and justice offices by delegation), 17 (place of
execution). Codes are short prefixes, so that a level is a range.
"""

from __future__ import annotations

from fengqiao.areas.actions import (
    BadChange,
    must_still_fit,
    propose_merge,
    propose_recode,
    propose_rename,
    propose_split,
    propose_undo,
)
from fengqiao.areas.reads import (
    Due,
    Office,
    Place,
    UnknownPlace,
    all_children,
    changes_due,
    children,
    exists,
    full_name,
    has_ended,
    is_running,
    office,
    office_name,
    office_names,
    offices_below,
    place,
    places_named,
    settled,
)
from fengqiao.areas.rules import BadCode, Level, at_level, covers, level_of, parent, shorten
from fengqiao.areas.rules.changes import MERGE, RECODE, RENAME, SPLIT, UNDO, Name, PlaceChange
from fengqiao.areas.rules.changes import read as read_change

__all__ = [
    "MERGE",
    "RECODE",
    "RENAME",
    "SPLIT",
    "UNDO",
    "BadChange",
    "BadCode",
    "Due",
    "Level",
    "Name",
    "Office",
    "Place",
    "PlaceChange",
    "UnknownPlace",
    "all_children",
    "at_level",
    "changes_due",
    "children",
    "covers",
    "exists",
    "full_name",
    "has_ended",
    "is_running",
    "level_of",
    "must_still_fit",
    "office",
    "office_name",
    "office_names",
    "offices_below",
    "parent",
    "place",
    "places_named",
    "propose_merge",
    "propose_recode",
    "propose_rename",
    "propose_split",
    "propose_undo",
    "read_change",
    "settled",
    "shorten",
]
