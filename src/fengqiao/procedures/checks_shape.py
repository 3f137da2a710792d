"""The shape of a definition: steps that lead somewhere, names that exist."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fengqiao.procedures.checks_records import Definition, Outcome, Problem
from fengqiao.procedures.grammar import (
    APPLICATION,
    Actor,
    ByBand,
    ByCondition,
    Does,
    EventKind,
)
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS


def _duplicate_keys(definition: Definition) -> Iterator[Problem]:
    groups = [("step", definition.name, [step.key for step in definition.procedure.steps])]
    groups.append(("clock", definition.name, [clock.id for _, clock in definition.clocks]))
    groups.append(("check", definition.name, [check.key for check in definition.procedure.checks]))
    wide = [each.key for each in definition.procedure.matter_wide]
    for step in definition.procedure.steps:
        groups.append(("outcome", f"{definition.name}.{step.key}", [each.key for each in step.outcomes] + wide))
    for what, where, keys in groups:
        for key, times in Counter(keys).items():
            if times > 1:
                yield Problem(f"duplicate_{what}", where, f"{key} is named more than once")


def _reserved_keys(definition: Definition) -> Iterator[Problem]:
    for step in definition.procedure.steps:
        if step.key in {APPLICATION, CONFIRM, PAPERS}:
            yield Problem("reserved_key", f"{definition.name}.{step.key}", "the engine uses this name itself")


def _unknown_steps(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        named = {*_targets(outcome), *outcome.closes, *outcome.at_steps, *_band_steps(outcome)}
        for key in sorted(named - definition.step_keys):
            yield Problem("unknown_step", where, f"names the step {key}, which does not exist")
    for step in definition.procedure.steps:
        for key in sorted(set(step.join.steps if step.join else ()) - definition.step_keys):
            yield Problem("unknown_step", f"{definition.name}.{step.key}", f"waits for {key}, which does not exist")


def _unreachable_steps(definition: Definition) -> Iterator[Problem]:
    wide = {key for each in definition.procedure.matter_wide for key in _targets(each)}
    reached, ahead = set(wide), [APPLICATION, *wide]
    by_key = {step.key: step for step in definition.all_steps}
    while ahead:
        step = by_key.get(ahead.pop())
        for key in {key for each in (step.outcomes if step else ()) for key in _targets(each)} - reached:
            reached.add(key)
            ahead.append(key)
    for step in definition.procedure.steps:
        if step.key not in reached:
            yield Problem("unreachable_step", f"{definition.name}.{step.key}", "no outcome leads here")


def _steps_without_exit(definition: Definition) -> Iterator[Problem]:
    for step in definition.procedure.steps:
        if all(outcome.stays for outcome in step.outcomes):
            yield Problem("step_without_exit", f"{definition.name}.{step.key}", "no outcome leaves this step")


def _decided_by_nobody(definition: Definition) -> Iterator[Problem]:
    for step in definition.procedure.steps:
        if step.does is Does.DECIDE and isinstance(step.actor, Actor) and not step.actor.holds_post:
            yield Problem("decided_by_nobody", f"{definition.name}.{step.key}", "no post decides here")


def _nothing_starts_it(definition: Definition) -> Iterator[Problem]:
    if not definition.procedure.starts:
        yield Problem("nothing_starts_it", definition.name, "nobody and nothing may open it")


def _targets(outcome: Outcome) -> set[str]:
    keys: set[str] = set()
    for leg in outcome.to:
        match leg:
            case str():
                keys.add(leg)
            case ByBand():
                keys |= {*leg.otherwise, *itertools.chain.from_iterable(leg.levels.values())}
            case ByCondition():
                keys |= {*leg.otherwise, *itertools.chain.from_iterable(to for _, to in leg.choices)}
    return keys


def _band_steps(outcome: Outcome) -> set[str]:
    return {leg.step for leg in outcome.to if isinstance(leg, ByBand)}


def _steps_without_clock(definition: Definition) -> Iterator[Problem]:
    for step in definition.procedure.steps:
        if not step.clocks and not step.watches and step.no_clock is None:
            where = f"{definition.name}.{step.key}"
            yield Problem("step_without_clock", where, "name a clock, watch one, or state why there is none")


def _unknown_clocks(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        named = {outcome.clock, outcome.while_runs, *outcome.meets, *(each.clock for each in outcome.renews)}
        for key in sorted({each for each in named if each} - definition.clock_ids):
            yield Problem("unknown_clock", where, f"names the clock {key}, which does not exist")
    for step in definition.procedure.steps:
        for key in sorted(set(step.watches) - definition.clock_ids):
            yield Problem("unknown_clock", f"{definition.name}.{step.key}", f"watches {key}, which does not exist")


def _unknown_acts(definition: Definition) -> Iterator[Problem]:
    for where, clock in definition.clocks:
        events = [each for each in (clock.starts, clock.pauses_from, clock.pauses_to) if each is not None]
        named = {name for each in events if each.kind is EventKind.ACT for name in each.names}
        for name in sorted({*named, *clock.met_by, *clock.ended_by} - definition.act_names):
            yield Problem("unknown_act", where, f"names the act {name}, which does not exist")


def _unknown_fields(definition: Definition) -> Iterator[Problem]:
    for where, clock in definition.clocks:
        events = [each for each in (clock.starts, clock.until) if each is not None]
        yield from _missing_fields(where, events, definition)
    for where, outcome in definition.outcomes:
        yield from _missing_fields(where, [each.until for each in outcome.renews], definition)
        for field in outcome.form.fields:
            if field.same_as is not None and field.same_as not in definition.fields:
                yield Problem("unknown_field", where, f"{field.name} starts from {field.same_as}, which no form has")


def _missing_fields(where: str, events: Iterable[Any], definition: Definition) -> Iterator[Problem]:
    facts = {fact.key for fact in definition.procedure.reads}
    for event in events:
        if event.kind is EventKind.FORM and event.names[0] not in definition.fields:
            yield Problem("unknown_field", where, f"names the field {event.names[0]}, which no form has")
        if event.kind is EventKind.FACT and event.names[0] not in facts:
            yield Problem("fact_not_read", where, f"names the fact {event.names[0]}, which is not read")


#: The checks of this module.
KINDS: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _duplicate_keys,
    _reserved_keys,
    _unknown_steps,
    _unreachable_steps,
    _steps_without_exit,
    _decided_by_nobody,
    _nothing_starts_it,
    _steps_without_clock,
    _unknown_clocks,
    _unknown_acts,
    _unknown_fields,
)
