"""What the law must carry: powers, clocks, citations, and wordings in both languages."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fengqiao.law import face as law
from fengqiao.procedures.checks_records import Definition, Problem
from fengqiao.procedures.grammar import (
    Band,
    Compare,
    Ladder,
    Level,
    P,
    Text,
)


def _bands_above_their_power(definition: Definition) -> Iterator[Problem]:
    for step in definition.procedure.steps:
        if isinstance(step.actor, Ladder):
            where = f"{definition.name}.{step.key}"
            yield from _empty_ladder(where, step.actor)
            yield from _above_power(where, step.actor, definition)


def _empty_ladder(where: str, ladder: Ladder) -> Iterator[Problem]:
    """The last band must always apply, or a case could find nobody competent."""
    if not ladder.bands or ladder.bands[-1].when is not None or ladder.bands[-1].delegated is not None:
        yield Problem("ladder_without_end", where, "the last band must apply to whatever is left")


def _above_power(where: str, ladder: Ladder, definition: Definition) -> Iterator[Problem]:
    """Try the ladder at, below and above every limit it names, with and without a delegation."""
    powers = {power.level: power.limit for power in ladder.powers}
    if not ladder.bands:
        return
    highest = min(band.level for band in ladder.bands)
    for band in ladder.bands:
        if band.level == Level.TOWNSHIP and band.delegated is None:
            yield Problem("band_above_power", where, "an office decides by delegation only (Law art. 9)")
        if band.level != highest and band.level not in powers:
            yield Problem("band_without_power", where, f"the outer limit of {band.level.title.en} is not stated")
    told: set[Level] = set()
    for values, given in itertools.product(_trials(ladder, definition), (True, False)):
        chosen = _chosen(ladder, values, definition, given=given)
        limit = powers.get(chosen.level) if chosen is not None else None
        if chosen is None or limit is None or chosen.level in told:
            continue
        if not limit.holds_at(values, _limit_of(definition)):
            told.add(chosen.level)
            text = f"{chosen.title.en} would decide {dict(values)}, beyond: {limit.text.en}"
            yield Problem("band_above_power", where, text)


def _trials(ladder: Ladder, definition: Definition) -> Iterator[Mapping[str, int]]:
    compares: list[Compare] = [each for band in ladder.bands if band.when for each in band.when.compares()]
    compares += [each for power in ladder.powers for each in power.limit.compares()]
    limit_of = _limit_of(definition)
    limits = {each.limit if isinstance(each.limit, int) else limit_of(each.limit.name) for each in compares}
    values = sorted({limit + step for limit in limits for step in (-1, 0, 1)})
    amounts = sorted({each.amount.key for each in compares})
    return (dict(zip(amounts, tried, strict=True)) for tried in itertools.product(values, repeat=len(amounts)))


def _chosen(ladder: Ladder, values: Mapping[str, int], definition: Definition, *, given: bool) -> Band | None:
    for band in ladder.bands:
        applies = band.when is None or band.when.holds_at(values, _limit_of(definition))
        if applies and (given or band.delegated is None):
            return band
    return None


def _limit_of(definition: Definition) -> Callable[[str], int]:
    on = definition.procedure.valid.since
    return lambda name: law.param(name, on=on).number


def _clocks_without_basis(definition: Definition) -> Iterator[Problem]:
    registered = set(law.parameter_names())
    for where, clock in definition.clocks:
        counted = clock.until is None and clock.within_hours is None
        if counted and clock.register_id not in registered:
            yield Problem("clock_without_basis", where, f"{clock.register_id} is not in the register of time limits")
        if not counted and not clock.basis:
            yield Problem("clock_without_basis", where, "an instant or a setting needs a basis of its own")
        for limit in (clock.at_most, clock.within_hours):
            if isinstance(limit, P) and limit.name not in registered:
                yield Problem("clock_without_basis", where, f"{limit.name} is not a parameter")


def _citations_missing(definition: Definition) -> Iterator[Problem]:
    procedure = definition.procedure
    needing: list[tuple[str, Any]] = [(definition.name, procedure)]
    needing += [(f"{definition.name}.{check.key}", check) for check in procedure.checks]
    needing += [(f"{definition.name}.{band.title.en}", band) for step in procedure.steps for band in step.bands]
    for where, each in needing:
        if not each.basis:
            yield Problem("citation_missing", where, "no article is named")
    for where, key in _cited(definition):
        try:
            law.article(key)
        except law.UnknownArticle:
            yield Problem("citation_missing", where, f"{key} is not in the register of articles")


def _cited(definition: Definition) -> Iterator[tuple[str, str]]:
    for where, each in _walk(definition.procedure, definition.name):
        if isinstance(each, law.Citation):
            yield from ((where, key) for key in each.keys)


def _texts_missing(definition: Definition) -> Iterator[Problem]:
    for where, each in _walk(definition.procedure, definition.name):
        if isinstance(each, Text) and not (each.zh.strip() and each.en.strip()):
            yield Problem("text_missing", where, "a wording lacks Chinese or English")


def _walk(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every record inside a definition, with the path to it."""
    yield where, value
    if dataclasses.is_dataclass(value) and not isinstance(value, type | law.Citation):
        name = getattr(value, "key", None) or getattr(value, "id", None)
        here = f"{where}.{name}" if isinstance(name, str) else where
        for each in dataclasses.fields(value):
            yield from _walk(getattr(value, each.name), here)
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _walk(item, where)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item, where)


#: The checks of this module.
KINDS: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _bands_above_their_power,
    _clocks_without_basis,
    _citations_missing,
    _texts_missing,
)
