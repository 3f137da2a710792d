"""What start-up refuses, by name: a definition that could not run, or that the law does not carry.

Pure functions over records. Each kind of incompleteness is one small function that yields problems, in the
module
of its reason; adding a kind is adding a function to that module's `KINDS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from fengqiao.procedures import checks_bindings, checks_law, checks_shape
from fengqiao.procedures.checks_records import Definition, Problem
from fengqiao.procedures.grammar import OutcomeKind, Procedure, StartKind

__all__ = ["KINDS", "Definition", "Problem", "all_problems", "problems"]

#: The papers that are built, each with the levels that may issue it.
Templates = Mapping[str, frozenset[int]]
_NONE: Templates = MappingProxyType({})

KINDS = (*checks_shape.KINDS, *checks_law.KINDS, *checks_bindings.KINDS)


def problems(
    procedure: Procedure, *, templates: Templates = _NONE, letters: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Everything that keeps a definition from running, its variants included. `templates` are the papers
    built, `letters` the kinds of letters; None where nobody asks for them."""
    found = _problems_of(Definition(procedure, templates, letters))
    for variant in procedure.variants:
        unknown = [key for key in variant.steps if key not in {step.key for step in procedure.steps}]
        where = f"{procedure.key}@{procedure.version}.{variant.key}"
        found += [
            Problem("unknown_step", where, f"the variant replaces {key}, which does not exist") for key in unknown
        ]
        if variant.steps and not unknown:
            changed = tuple(variant.steps.get(step.key, step) for step in procedure.steps)
            as_varied = replace(procedure, steps=changed, form=variant.form or procedure.form, variants=())
            found += _problems_of(Definition(as_varied, templates, letters))
    return tuple(dict.fromkeys(found))


def all_problems(
    procedures: Iterable[Procedure], *, templates: Templates = _NONE, letters: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """The problems of every definition, and those between them."""
    every = tuple(procedures)
    found = [problem for each in every for problem in problems(each, templates=templates, letters=letters)]
    for name, times in Counter(each.name for each in every).items():
        if times > 1:
            found.append(Problem("duplicate_version", f"{name[0]}@{name[1]}", "is defined more than once"))
    keys = {each.key for each in every}
    for each in every:
        for where, outcome in Definition(each, templates).outcomes:
            unknown = [key for key in outcome.opens if isinstance(key, str) and key not in keys]
            found += [Problem("unknown_procedure", where, f"opens {key}, which is not defined") for key in unknown]
    found += [problem for each in every for problem in _unknown_lapses(each, every)]
    return tuple(found)


def _unknown_lapses(procedure: Procedure, every: tuple[Procedure, ...]) -> Iterator[Problem]:
    """A start that waits for a clock which nobody lets lapse would never come."""
    lapsing = {
        (each.key, outcome.clock)
        for each in every
        for step in each.steps
        for outcome in step.outcomes
        if outcome.kind is OutcomeKind.LAPSE
    }
    for start in procedure.starts:
        if start.kind is StartKind.CLOCK and (start.procedure, start.name) not in lapsing:
            where = f"{procedure.key}@{procedure.version}.starts.{start.name}"
            yield Problem("unknown_clock", where, f"{start.procedure} has no lapse of {start.name}")


def _problems_of(definition: Definition) -> list[Problem]:
    return [problem for kind in KINDS for problem in kind(definition)]
