"""From what an officer writes as a place to its division code, and back."""

from __future__ import annotations

import re
import unicodedata

from fengqiao.areas import face as areas

SEPARATORS = re.compile(r"[、，,;；\n]+")
MOST_LETTERS = 60
OFFICE = "司法所"
TOWNSHIPS = ("镇", "乡", "街道")


def split(written: str) -> list[str]:
    """The places of a text: separated by 、 or commas or line ends."""
    return [part for part in (_clean(piece) for piece in SEPARATORS.split(written)) if part]


def code_of(written: str) -> str:
    """The short code of a place given as code or as name (杭州市上城区), else the text as it was written.

    A name that several places bear is decided by the names in front of it; what stays ambiguous stays text, and the
    form then says that the place was not understood.
    """
    place = _clean(written)
    if place.isascii() and place.isdigit():
        return place
    if not place or len(place) > MOST_LETTERS:
        return place
    if place.endswith(OFFICE):
        return _code_of_office(place)
    return _code_of_name(place)


def offered(area: str) -> tuple[str, ...]:
    """Places to choose from while one writes: the offices' places of one's county, and the counties of the province."""
    county, province = areas.at_level(area, areas.Level.COUNTY), areas.at_level(area, areas.Level.PROVINCE)
    own = areas.offices_below(county) if areas.level_of(county) is areas.Level.COUNTY else ()
    counties = (each for city in areas.children(province) for each in areas.children(city.code))
    return (*(areas.full_name(office.area) for office in own), *(areas.full_name(each.code) for each in counties))


def _code_of_office(office: str) -> str:
    """The place of an office by the office's name: 枫桥司法所 is in 枫桥镇."""
    stem = office.removesuffix(OFFICE)
    codes = {code for end in TOWNSHIPS if (code := _code_of_name(stem + end)).isdigit()}
    return codes.pop() if len(codes) == 1 else office


def _code_of_name(place: str) -> str:
    found = areas.places_named([place[start:] for start in range(len(place))])
    for start in range(len(place)):
        named = [one for one in found.get(place[start:], ()) if _lies_in(one, place[:start])]
        named = [one for one in named if one.is_running] or named
        if named:
            return named[0].code if len(named) == 1 else place
    return place


def name_of(code: str) -> str:
    """The full name of a place, or the code itself where the table has no such place."""
    try:
        return areas.full_name(areas.shorten(code))
    except (areas.UnknownPlace, areas.BadCode):
        return code


def _lies_in(place: areas.Place, before: str) -> bool:
    """Whether the words in front of a place's name are the names of places that it lies in."""
    rest = before
    for level in areas.Level:
        if level >= place.level or not rest:
            continue
        above = areas.place(areas.at_level(place.code, level)).name
        rest = rest.removeprefix(above)
    return not rest


def _clean(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
