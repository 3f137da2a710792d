"""What a definition is bound to: papers, letters, effects, facts and checks."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from fengqiao.procedures.checks_records import Definition, Problem
from fengqiao.procedures.grammar import (
    Copy,
    Effect,
    Found,
    Later,
    Paper,
    Severity,
)


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


#: The checks of this module.
KINDS: tuple[Callable[[Definition], Iterator[Problem]], ...] = (
    _papers_without_template,
    _copies_without_letter,
    _effects_not_of_a_face,
    _facts_not_read,
    _laters_without_kind,
    _checks_that_bind_nothing,
    _unknown_checks,
)
