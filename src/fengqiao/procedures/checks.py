"""What start-up refuses, by name: a definition that could not run, or that the law does not carry.

Pure functions over records. Each kind of incompleteness is one small function that yields problems; adding
a kind is
adding a function to `KINDS`.
"""

from __future__ import annotations

import dataclasses
import importlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fengqiao.law import face as law
from fengqiao.procedures.grammar import (
    APPLICATION,
    Actor,
    Band,
    ByBand,
    ByCondition,
    Clock,
    Compare,
    Copy,
    Does,
    Effect,
    EventKind,
    Found,
    Ladder,
    Later,
    Level,
    P,
    Paper,
    Procedure,
    Severity,
    Step,
    Text,
)
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS

Outcome = Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing or wrong, with the place in the definition."""

    code: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.code} at {self.where}: {self.text}"


@dataclass(frozen=True, slots=True)
class Definition:
    """A procedure with what the checks look up again and again."""

    procedure: Procedure
    templates: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.procedure.key}@{self.procedure.version}"

    @property
    def all_steps(self) -> tuple[Step, ...]:
        return (self.procedure.application_step, *self.procedure.steps)

    @property
    def step_keys(self) -> frozenset[str]:
        return frozenset(step.key for step in self.all_steps)

    @property
    def outcomes(self) -> tuple[tuple[str, Outcome], ...]:
        own = [(f"{self.name}.{step.key}.{each.key}", each) for step in self.all_steps for each in step.outcomes]
        wide = [(f"{self.name}.any.{each.key}", each) for each in self.procedure.matter_wide]
        return (*own, *wide)

    @property
    def clocks(self) -> tuple[tuple[str, Clock], ...]:
        return tuple(
            (f"{self.name}.{step.key}.{clock.id}", clock) for step in self.procedure.steps for clock in step.clocks
        )

    @property
    def clock_ids(self) -> frozenset[str]:
        return frozenset(clock.id for _, clock in self.clocks)

    @property
    def fields(self) -> frozenset[str]:
        forms = [outcome.form for _, outcome in self.outcomes]
        forms += [variant.form for variant in self.procedure.variants if variant.form is not None]
        return frozenset(field.name for form in forms for field in form.fields)

    @property
    def act_names(self) -> frozenset[str]:
        wide = [each.key for each in self.procedure.matter_wide]
        own = [(step.key, each.key) for step in self.all_steps for each in step.outcomes]
        own += [(step.key, key) for step in self.all_steps for key in wide]
        return frozenset(f"{step}.{outcome}" for step, outcome in own)


def problems(procedure: Procedure, *, templates: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Everything that keeps a definition from running, its variants included. `templates` are the papers
    built."""
    found = _problems_of(Definition(procedure, frozenset(templates)))
    for variant in procedure.variants:
        unknown = [key for key in variant.steps if key not in {step.key for step in procedure.steps}]
        where = f"{procedure.key}@{procedure.version}.{variant.key}"
        found += [
            Problem("unknown_step", where, f"the variant replaces {key}, which does not exist") for key in unknown
        ]
        if variant.steps and not unknown:
            changed = tuple(variant.steps.get(step.key, step) for step in procedure.steps)
            as_varied = replace(procedure, steps=changed, form=variant.form or procedure.form, variants=())
            found += _problems_of(Definition(as_varied, frozenset(templates)))
    return tuple(dict.fromkeys(found))


def all_problems(procedures: Iterable[Procedure], *, templates: Iterable[str] = ()) -> tuple[Problem, ...]:
    """The problems of every definition, and those between them."""
    every = tuple(procedures)
    built = frozenset(templates)
    found = [problem for each in every for problem in problems(each, templates=built)]
    for name, times in Counter(each.name for each in every).items():
        if times > 1:
            found.append(Problem("duplicate_version", f"{name[0]}@{name[1]}", "is defined more than once"))
    keys = {each.key for each in every}
    for each in every:
        for where, outcome in Definition(each, built).outcomes:
            unknown = [key for key in outcome.opens if isinstance(key, str) and key not in keys]
            found += [Problem("unknown_procedure", where, f"opens {key}, which is not defined") for key in unknown]
    return tuple(found)


def _problems_of(definition: Definition) -> list[Problem]:
    return [problem for kind in KINDS for problem in kind(definition)]


# ---- steps ---------------------------------------------------------------------------------------------------


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


# ---- ladders -------------------------------------------------------------------------------------------------


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


# ---- clocks --------------------------------------------------------------------------------------------------


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


# ---- papers, letters, effects, facts ---------------------------------------------------------------------------


def _papers_without_template(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        for paper in outcome.papers:
            if isinstance(paper, Paper) and paper.template not in definition.templates:
                yield Problem("paper_without_template", where, f"{paper.id} has no template and is not `later`")


def _copies_without_letter(definition: Definition) -> Iterator[Problem]:
    bands = [band for step in definition.procedure.steps for band in step.bands]
    copies: list[tuple[str, Copy]] = [
        (where, copy) for where, outcome in definition.outcomes for copy in outcome.copies
    ]
    copies += [(f"{definition.name}.{band.title.en}", copy) for band in bands for copy in band.copies]
    for where, copy in copies:
        if not copy.letter:
            yield Problem("copy_without_letter", where, f"nothing tells {copy.to.title.en}, and it is not `later`")


def _effects_not_of_a_face(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        for each in outcome.effects:
            if isinstance(each, Effect) and not is_of_a_face(each.function):
                yield Problem("effect_not_of_a_face", where, f"{each.name} is not a function of a room's face")
    for fact in definition.procedure.reads:
        if not isinstance(fact.load, Later) and not is_of_a_face(fact.load):
            yield Problem("fact_not_of_a_face", definition.name, f"{fact.key} is not read from a room's face")


def is_of_a_face(function: Callable[..., object]) -> bool:
    """Whether a room of this house hands the function out by its face."""
    package, _, rest = function.__module__.partition(".")
    room = rest.split(".")[0]
    if package != "fengqiao" or not room:
        return False
    try:
        face = importlib.import_module(f"fengqiao.{room}.face")
    except ModuleNotFoundError:
        return False
    return getattr(face, function.__name__, None) is function


def _facts_not_read(definition: Definition) -> Iterator[Problem]:
    facts = {fact.key for fact in definition.procedure.reads}
    for check in definition.procedure.checks:
        for ground in check.grounds:
            if ground.rests_on is not None and ground.rests_on not in facts:
                where = f"{definition.name}.{check.key}.{ground.key}"
                yield Problem("fact_not_read", where, f"rests on {ground.rests_on}, which is not read")


def _laters_without_kind(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        for each in (*outcome.effects, *outcome.opens, *outcome.papers):
            if isinstance(each, Later) and each.kind is None:
                yield Problem("later_without_kind", where, f"say whether {each.id} is a paper, an effect, a procedure")


# ---- checks, citations, wording --------------------------------------------------------------------------------


def _checks_that_bind_nothing(definition: Definition) -> Iterator[Problem]:
    blocks = [check.key for check in definition.procedure.checks if check.severity is Severity.BLOCK]
    if blocks and not any(outcome.grants for _, outcome in definition.outcomes):
        text = f"{', '.join(blocks)} block, and no outcome grants"
        yield Problem("checks_bind_nothing", definition.name, text)


def _unknown_checks(definition: Definition) -> Iterator[Problem]:
    variants = [check.key for variant in definition.procedure.variants for check in variant.checks]
    known = {check.key for check in definition.procedure.checks} | set(variants)
    for where, outcome in definition.outcomes:
        asked = {outcome.when.check} if isinstance(outcome.when, Found) else set()
        for key in sorted({*outcome.answers, *asked} - known):
            yield Problem("unknown_check", where, f"names the check {key}, which does not exist")


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


#: Every kind of incompleteness.
KINDS: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _duplicate_keys,
    _reserved_keys,
    _unknown_steps,
    _unreachable_steps,
    _steps_without_exit,
    _decided_by_nobody,
    _nothing_starts_it,
    _bands_above_their_power,
    _clocks_without_basis,
    _steps_without_clock,
    _unknown_clocks,
    _unknown_acts,
    _unknown_fields,
    _papers_without_template,
    _copies_without_letter,
    _effects_not_of_a_face,
    _facts_not_read,
    _laters_without_kind,
    _checks_that_bind_nothing,
    _unknown_checks,
    _citations_missing,
    _texts_missing,
)
