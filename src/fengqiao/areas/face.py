"""Places of the five levels with their offices and organs.

    areas.place("330681109").name          枫桥镇
    areas.office_name("330681109")         枫桥司法所
    areas.office("330681", "court").name   诸暨市人民法院
    areas.offices_below("330681")          the county's justice offices
    areas.at_level(code, Level.COUNTY)     the county that a code lies in

Law: Community Corrections Law arts. 8, 9 (institutions, and justice offices by delegation), 17 (place of
execution). Codes are short prefixes, so that a level is a range.
"""

from __future__ import annotations

from fengqiao.areas.reads import (
    Office,
    Place,
    UnknownPlace,
    children,
    exists,
    full_name,
    office,
    office_name,
    offices_below,
    place,
    places_named,
)
from fengqiao.areas.rules import BadCode, Level, at_level, covers, level_of, parent, shorten

__all__ = [
    "BadCode",
    "Level",
    "Office",
    "Place",
    "UnknownPlace",
    "at_level",
    "children",
    "covers",
    "exists",
    "full_name",
    "level_of",
    "office",
    "office_name",
    "offices_below",
    "parent",
    "place",
    "places_named",
    "shorten",
]
