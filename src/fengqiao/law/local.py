"""What a place may set itself: which numbers, at which levels, within which bounds. Pure.

The register of choices (`data/choices/local.toml`) is closed by default: what it does not list is the country's. A
province chooses within the bounds; a county goes only the way that the register allows from what stands above it on
that day, which for nearly all means asking more of itself. Nothing begins before tomorrow, unless it is a recorded
correction.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from fengqiao.law import parameters
from fengqiao.law.errors import WrongInput
from fengqiao.law.parameters import Value, area_prefix

PROVINCE, CITY, COUNTY, TOWNSHIP = "province", "city", "county", "township"
_LEVELS = {2: PROVINCE, 4: CITY, 6: COUNTY, 9: TOWNSHIP}
LESS, MORE, ANY = "less", "more", "any"
#: For comparing amounts in different units. Unit: days in a month.
_MONTH_DAYS = 30


class NotYours(WrongInput):
    """The place may not set this, or not so. `code` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How one parameter may be set locally."""

    name: str
    levels: tuple[str, ...]
    county: str = ""
    units: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    one_of: tuple[str, ...] = ()
    some_of: tuple[str, ...] = ()
    switch: bool = False
    shape: str = ""

    @property
    def is_amount(self) -> bool:
        return self.most > 0


def level_of(area: str) -> str:
    """The level of a short code. Raises: NotYours for a place that sets nothing."""
    found = _LEVELS.get(len(area))
    if found is None:
        raise NotYours("no_level", f"no level of {area!r}")
    return found


@cache
def choices() -> Mapping[str, Choice]:
    """Every parameter that some place may set, by its name, in the order of the register."""
    text = (resources.files("fengqiao.law") / "data" / "choices" / "local.toml").read_text("utf-8")
    entries = [(entry.pop("names"), entry) for entry in tomllib.loads(text)["local"]]
    found = {}
    for name in parameters.parameter_names():
        for patterns, entry in entries:
            if any(fnmatchcase(name, pattern) for pattern in patterns):
                lists: dict[str, Any] = {
                    key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
                }
                found[name] = Choice(name=name, **lists)
    return MappingProxyType(found)


def may_set(name: str, area: str) -> bool:
    """Whether a place of this level may set the parameter at all."""
    found = choices().get(name)
    return found is not None and _LEVELS.get(len(area)) in found.levels


def must_be_allowed(name: str, value: Value, *, unit: str, area: str, valid_from: date) -> None:
    """Raises: NotYours, with the code of the first thing that stands against it; UnknownParameter."""
    standing, choice = parameters.param(name, on=valid_from, area=area), choices().get(name)
    if choice is None or level_of(area) not in choice.levels:
        raise NotYours("closed", f"{name} is not set at this level")
    above = parameters.param(name, on=valid_from, area=area[:-2]) if len(area) > 2 else None
    if (value, unit or standing.unit) == (standing.value, standing.unit):
        raise NotYours("same", f"{name} has this value already")
    if unit and unit != standing.unit and unit not in choice.units:
        raise NotYours("unit", f"{name} is not counted in {unit}")
    _must_fit(choice, value, unit or standing.unit)
    if above is not None and not _goes(choice.county, _size(value, unit or above.unit), _size(above.value, above.unit)):
        raise NotYours("looser", f"{name}: {value} against {above.value} above")


def must_have_own(name: str, *, area: str, valid_from: date) -> None:
    """Raises: NotYours when the place has set nothing that could be given up; UnknownParameter."""
    standing = parameters.param(name, on=valid_from, area=area)
    if not standing.is_local or area_prefix(standing.source) != area:
        raise NotYours("same", f"{area} has not set {name}")


def must_begin_in_time(valid_from: date, *, today: date, is_correction: bool) -> None:
    """From tomorrow on; what begins earlier is a correction and says so (THREATS T26). Raises: NotYours."""
    if valid_from <= today and not is_correction:
        raise NotYours("past", f"{valid_from} is not after {today}")
    if valid_from > today and is_correction:
        raise NotYours("no_correction", f"{valid_from} lies ahead")
    if valid_from > today + timedelta(days=731):
        raise NotYours("far", f"{valid_from} is more than two years ahead")


def _must_fit(choice: Choice, value: Value, unit: str) -> None:
    if choice.is_amount:
        # A unit that may be chosen is compared by its days, any other as it stands.
        size: Any = _size(value, unit) if choice.units else value
        fits = isinstance(value, int) and not isinstance(value, bool) and choice.least <= size <= choice.most
    elif choice.one_of:
        fits = value in choice.one_of
    elif choice.some_of:
        fits = isinstance(value, tuple) and bool(value) and set(value) <= set(choice.some_of)
    elif choice.switch:
        fits = isinstance(value, bool)
    else:
        fits = isinstance(value, tuple) and _SHAPES[choice.shape](value)
    if not fits:
        raise NotYours("bounds", f"{choice.name}: {value!r} is out of its bounds")


def _goes(way: str, value: Any, above: Any) -> bool:
    """Whether a county's value lies on the allowed side of what stands above it."""
    if way == ANY:
        return True
    if not isinstance(value, int) or not isinstance(above, int):
        return False
    return value <= above if way == LESS else value >= above


def _size(value: Any, unit: str) -> Any:
    return value * _MONTH_DAYS if unit == "mo" and isinstance(value, int) else value


def _are_hours(values: tuple[str, ...]) -> bool:
    """Spans of the day as 09:00-11:30, in order and apart."""
    last = ""
    for value in values:
        first, dash, end = value.partition("-")
        try:
            in_order = bool(dash) and time.fromisoformat(first) < time.fromisoformat(end)
        except ValueError:
            return False
        if not in_order or len(value) != 11 or first < last:
            return False
        last = end
    return bool(values)


def _are_regions(values: tuple[str, ...]) -> bool:
    return all(len(value) == 2 and value.isascii() and value.isdigit() for value in values)


_SHAPES = {"hours": _are_hours, "regions": _are_regions}


def read_value(choice: Choice, text: str) -> Value:
    """What somebody typed, as the parameter holds it. Raises: NotYours."""
    text = text.strip()
    if choice.is_amount:
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise NotYours("bounds", f"{choice.name}: not an amount")
        return int(text)
    if choice.switch:
        if text not in ("yes", "no"):
            raise NotYours("bounds", f"{choice.name}: yes or no")
        return text == "yes"
    if choice.one_of:
        return text
    return tuple(part for part in text.replace("，", ",").replace("、", ",").replace(",", " ").split() if part)
