"""Numbers and switches that a rule may not carry as a literal, each with its source and its dates.

A parameter has versions: one file holds the whole country, one more each area that differs (`330000.toml`). The most
specific area file with a version in force on the asked day wins. A day before every version takes the earliest one:
matters older than the 2020 regime still have to be computed; `Parameter.covers` tells whether the version was in force.
What a place has changed and confirmed (`editions.py`) stands beside its file as a further version.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from fengqiao.law import editions
from fengqiao.law.citations import Citation, Language, Text, cite
from fengqiao.law.errors import LawError, WrongInput

NATIONAL = "national"
Value = int | str | bool | tuple[str, ...] | None


class UnknownParameter(LawError):
    """No file holds a parameter of that name."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One version of one parameter. `valid_until` is the first day on which it no longer applies; `is_local`: a place
    has set it itself, by a change that a second person confirmed.

    Unit: `unit` is one of wd cd mo h min imm agreed, or empty for a setting that is no amount.
    """

    name: str
    value: Value
    unit: str
    mark: str
    basis: tuple[Citation, ...]
    valid_from: date
    source: str
    kind: str
    rolls: bool
    window: bool
    actor: str
    title: Text
    start_event: Text | None
    note: Text | None
    valid_until: date | None = None
    is_local: bool = False

    @property
    def basis_keys(self) -> tuple[str, ...]:
        return tuple(key for citation in self.basis for key in citation.keys)

    @property
    def is_clock(self) -> bool:
        """True for the ids of the register of deadlines, limits included."""
        return self.kind != "setting"

    @property
    def number(self) -> int:
        """The value as an amount. Raises: WrongInput when it is not one."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise WrongInput("not_an_amount", f"{self.name} is not an amount: {self.value!r}", name=self.name)
        return self.value

    def amount(self, language: Language = "zh") -> str:
        """The value with its unit as people write it: "10 个工作日", "1 working day", "at once"."""
        if self.value is None or self.unit == "imm":
            return unit_name(self.unit, language)
        unit = unit_name(self.unit, language, self.value if self.unit and isinstance(self.value, int) else 0)
        return f"{_value_text(self.value, language)} {unit}".strip()

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One line of the parameters page: plain words in one language."""

    name: str
    title: str
    value: str
    unit: str
    mark: str
    basis: str
    basis_keys: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    source: str
    note: str
    group: str
    is_local: bool


def param(name: str, *, on: date | None = None, area: str | None = None) -> Parameter:
    """The version of a parameter for a day and an area; without a day the newest one.

    Raises: UnknownParameter, WrongInput (an area that is not a division code).
    """
    return editions.current().of(_Register).pick(name, on, area_prefix(area) if area else "")


def parameter_names() -> tuple[str, ...]:
    """Every name in the order of the files: the register of deadlines first, then the settings."""
    return tuple(_versions())


def versions(name: str) -> tuple[Parameter, ...]:
    """All versions of a parameter in all areas, the nation's first. Raises: UnknownParameter."""
    return tuple(parameter for _, parameter in _known(name))


def turning_days(names: Iterable[str], *, area: str) -> tuple[date, ...]:
    """The days, in order, on which the version of one of these parameters that an area follows may become another.
    Raises: UnknownParameter."""
    prefix = area_prefix(area)
    known = [version for name in names for place, version in _known(name) if prefix.startswith(place)]
    days = {day for each in known for day in (each.valid_from, each.valid_until) if day is not None}
    return tuple(sorted(days))


def parameter_table(
    *, area: str | None = None, on: date | None = None, language: Language = "zh"
) -> tuple[ParameterRow, ...]:
    """What applies in an area on a day, as the parameters page shows it."""
    return tuple(_row(param(name, on=on, area=area), language) for name in parameter_names())


def cited_by() -> Mapping[str, tuple[str, ...]]:
    """Key of an article → the parameters that rest on it, an area's own version with its area in brackets."""
    found: dict[str, list[str]] = {}
    for name in parameter_names():
        for parameter in versions(name):
            label = name if parameter.source == NATIONAL else f"{name} ({parameter.source})"
            for key in parameter.basis_keys:
                found.setdefault(key, []).append(label)
    return MappingProxyType({key: tuple(names) for key, names in found.items()})


@lru_cache(maxsize=65536)
def area_prefix(code: str) -> str:
    """A division code in its short prefix form: 330000 and 330000000000 are 33, 330681109000 is 330681109.

    Raises: WrongInput
    """
    if not code.isascii() or not code.isdigit() or len(code) not in (2, 4, 6, 9, 12):
        raise WrongInput("bad_area", f"not a division code: {code!r}", area=code)
    for length, zeros in ((9, "000"), (6, "000"), (4, "00"), (2, "00")):
        if len(code) > length and code.endswith(zeros):
            code = code[:length]
        elif len(code) > length:
            break
    return code


class _Register:
    """Every version that an edition knows, and what was picked from it."""

    def __init__(self, changes: Sequence[editions.Change]) -> None:
        numbers = [each for each in changes if isinstance(each, editions.ChangedNumber)]
        self._versions = {**_versions(), **_with_changes(numbers)}
        self.pick = lru_cache(maxsize=8192)(self._pick)

    def known(self, name: str) -> tuple[tuple[str, Parameter], ...]:
        known = self._versions.get(name)
        if known is None:
            raise UnknownParameter("unknown_parameter", f"no parameter named {name!r}", name=name)
        return known

    def _pick(self, name: str, on: date | None, area: str) -> Parameter:
        return chosen([(prefix, version) for prefix, version in self.known(name) if area.startswith(prefix)], on=on)


def _with_changes(numbers: Sequence[editions.ChangedNumber]) -> dict[str, tuple[tuple[str, Parameter], ...]]:
    """The versions of the parameters that somebody has changed, in the order of the files and then of the changes."""
    found: dict[str, tuple[tuple[str, Parameter], ...]] = {}
    for change in numbers:
        delivered = _versions()[change.name]
        found[change.name] = tuple(_changed(found.get(change.name, delivered), delivered, change))
    return found


def _changed(
    known: Sequence[tuple[str, Parameter]], delivered: Sequence[tuple[str, Parameter]], change: editions.ChangedNumber
) -> Iterator[tuple[str, Parameter]]:
    """The later act holds from its day on: the place's own versions end there. The days before stay as they were."""
    prefix, since = area_prefix(change.area), change.valid_from
    for area, version in known:
        if area != prefix:
            yield area, version
        elif version.valid_from < since:
            ends = version.valid_until is None or version.valid_until > since
            yield area, replace(version, valid_until=since) if ends else version
    own = [version for area, version in delivered if area == prefix and version.covers(since)]
    if not change.follows:
        model = chosen([found for found in delivered if prefix.startswith(found[0])], on=since)
        yield prefix, replace(
            model, value=change.value, unit=change.unit or model.unit, valid_from=since, valid_until=None,
            source=full_code(prefix), note=None, is_local=True,
        )  # fmt: skip
    elif own:
        yield prefix, replace(own[-1], valid_from=since)


def full_code(prefix: str) -> str:
    """A short code as files and sources write it: 33 is 330000; from nine digits on as it is."""
    return prefix.ljust(6, "0")


def chosen(candidates: Sequence[tuple[str, Parameter]], *, on: date | None) -> Parameter:
    """Among versions with the prefix of their area: the most specific area in force on the day, then the newest.

    On a day older than every version the first rule we know is applied, never none.
    """
    in_force = [candidate for candidate in candidates if on is None or candidate[1].covers(on)]
    if not in_force:
        return min(candidates, key=lambda found: (found[1].valid_from, -len(found[0])))[1]
    return max(in_force, key=lambda found: (len(found[0]), found[1].valid_from))[1]


def _known(name: str) -> tuple[tuple[str, Parameter], ...]:
    return editions.current().of(_Register).known(name)


@cache
def _versions() -> MappingProxyType[str, tuple[tuple[str, Parameter], ...]]:
    """Name → (area prefix, version), the nation first and then areas by the length of their prefix."""
    found: dict[str, list[tuple[str, Parameter]]] = {}
    for prefix, parameter in _read_all():
        found.setdefault(parameter.name, []).append((prefix, parameter))
    return MappingProxyType({name: tuple(known) for name, known in found.items()})


def _read_all() -> Iterator[tuple[str, Parameter]]:
    folder = resources.files("fengqiao.law") / "data"
    areas = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    areas.remove(NATIONAL)
    for source in (NATIONAL, *areas):
        prefix = "" if source == NATIONAL else area_prefix(source)
        document = tomllib.loads((folder / f"{source}.toml").read_text("utf-8"))
        for record in document["parameter"]:
            yield prefix, _parameter(record, source)


def _parameter(record: dict[str, Any], source: str) -> Parameter:
    value = record.get("value")
    return Parameter(
        name=record["name"],
        value=tuple(value) if isinstance(value, list) else value,
        unit=record.get("unit", ""),
        mark=record["mark"],
        basis=cite(record["basis"]),
        valid_from=record["valid_from"],
        valid_until=record.get("valid_until"),
        source=source,
        kind=record["kind"],
        rolls=record.get("rolls", False),
        window=record.get("window", False),
        actor=record.get("actor", ""),
        title=Text(**record["title"]),
        start_event=Text(**record["start"]) if "start" in record else None,
        note=Text(**record["note"]) if "note" in record else None,
    )


_UNIT_NAMES = {
    "wd": Text("个工作日", "working days"),
    "cd": Text("日", "days"),
    "mo": Text("个月", "months"),
    "h": Text("小时", "hours"),
    "min": Text("分钟", "minutes"),
    "imm": Text("立即", "at once"),
    "agreed": Text("按约定", "as agreed"),
    "": Text("", ""),
}


def unit_name(unit: str, language: Language = "zh", number: int = 0) -> str:
    """The unit as people write it; in English the singular for the number 1."""
    name = _UNIT_NAMES[unit].of(language)
    return name.removesuffix("s") if number == 1 and language == "en" else name


def _row(parameter: Parameter, language: Language) -> ParameterRow:
    head, _, rest = parameter.name.partition(".")
    return ParameterRow(
        name=parameter.name,
        title=parameter.title.of(language),
        value="" if parameter.unit == "imm" else _value_text(parameter.value, language),
        unit=unit_name(parameter.unit, language),
        mark=parameter.mark,
        basis="；".join(c.label(language) for c in parameter.basis)
        if language == "zh"
        else "; ".join(c.label(language) for c in parameter.basis),
        basis_keys=parameter.basis_keys,
        valid_from=parameter.valid_from,
        valid_until=parameter.valid_until,
        source=parameter.source,
        note=parameter.note.of(language) if parameter.note else "",
        group=head if rest else head.partition("-")[0],
        is_local=parameter.is_local,
    )


def _value_text(value: Value, language: Language) -> str:
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[language][value]
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(value)
    return "" if value is None else str(value)
