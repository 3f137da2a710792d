"""What a definition is bound to: papers, letters, effects, facts and checks."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from fengqiao.law import face as law
from fengqiao.procedures.checks_records import Definition, Problem
from fengqiao.procedures.due_days import COUNTABLE
from fengqiao.procedures.grammar import (
    Copy,
    Effect,
    Found,
    Later,
    Level,
    Paper,
    Severity,
    StartKind,
)


def _papers_without_template(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        for paper in outcome.papers:
            if isinstance(paper, Paper) and paper.id not in definition.templates:
                yield Problem("paper_without_template", where, f"{paper.id} has no template and is not `later`")


def _papers_of_a_wrong_level(definition: Definition) -> Iterator[Problem]:
    """Whoever chooses an outcome issues its papers: every level that may choose it must be one that issues them."""
    for where, outcome, levels in definition.chosen_at:
        for paper in outcome.papers:
            wrong = levels - definition.templates.get(paper.id, levels) if isinstance(paper, Paper) else frozenset()
            if wrong:
                names = ", ".join(sorted(Level(level).name.lower() for level in wrong))
                yield Problem("paper_of_wrong_level", where, f"{paper.id} is not issued by: {names}")


def _copies_without_letter(definition: Definition) -> Iterator[Problem]:
    bands = [band for step in definition.procedure.steps for band in step.bands]
    copies: list[tuple[str, Copy]] = [
        (where, copy) for where, outcome in definition.outcomes for copy in outcome.copies
    ]
    copies += [(f"{definition.name}.{band.title.en}", copy) for band in bands for copy in band.copies]
    tells = {(where.removeprefix(f"{definition.name}."), copy.to.key) for where, copy in copies if not copy.sent_by}
    for where, copy in copies:
        if not copy.letter:
            yield Problem("copy_without_letter", where, f"nothing tells {copy.to.title.en}, and it is not `later`")
        if copy.sent_by and (copy.sent_by, copy.to.key) not in tells:
            yield Problem("copy_without_letter", where, f"{copy.sent_by} tells {copy.to.title.en} nothing")


def _letters_of_unknown_kind(definition: Definition) -> Iterator[Problem]:
    """A letter that the room of letters does not know could not be written."""
    if definition.letters is None:
        return
    for where, outcome in definition.outcomes:
        kinds = [each.letter for each in outcome.copies] + [each.kind for each in outcome.letters]
        for kind in kinds:
            if isinstance(kind, str) and kind and kind not in definition.letters:
                yield Problem("letter_of_unknown_kind", where, f"no letter is called {kind}")


def _effects_not_of_a_face(definition: Definition) -> Iterator[Problem]:
    for where, outcome in definition.outcomes:
        for each in outcome.effects:
            if isinstance(each, Effect) and not is_of_a_face(each.function):
                yield Problem("effect_not_of_a_face", where, f"{each.name} is not a function of a room's face")
    for fact in definition.procedure.reads:
        loads = [each for each in (fact.load, fact.load_many) if each is not None and not isinstance(each, Later)]
        if not all(is_of_a_face(each) for each in loads):
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


def _starts_that_nothing_answers(definition: Definition) -> Iterator[Problem]:
    """A fact that no room announces, or a day or duty whose people no face tells."""
    for start in definition.procedure.starts:
        where = f"{definition.name}.starts.{start.name}"
        if start.kind is StartKind.FACT and not _is_announced(start.name):
            yield Problem("fact_not_announced", where, f"no room announces {start.name}")
        if start.kind in {StartKind.DATE, StartKind.EVERY}:
            if start.of is None or not is_of_a_face(start.of):
                yield Problem("nobody_told_due", where, "name a function of a face that says who is due")
            if start.name not in law.parameter_names():
                yield Problem("clock_without_basis", where, f"{start.name} is not a parameter")
            elif start.kind is StartKind.DATE and law.param(start.name).unit not in COUNTABLE:
                yield Problem("not_countable", where, f"{start.name} counts neither days nor months")


def _facts_that_cannot_choose(definition: Definition) -> Iterator[Problem]:
    """What a fact chooses by itself asks nobody anything: no form, no reasons, no decision, nothing granted."""
    for where, outcome in definition.outcomes:
        if not outcome.chosen_by:
            continue
        if not _is_announced(outcome.chosen_by):
            yield Problem("fact_not_announced", where, f"no room announces {outcome.chosen_by}")
        if outcome.form.fields or outcome.reasons or outcome.answers or outcome.grants or outcome.decides:
            yield Problem("fact_cannot_choose", where, "a fact fills in no form, gives no reason and decides nothing")


def _is_announced(name: str) -> bool:
    """Whether `room.Fact` is a record in the facts of a room of this house."""
    room, _, kind = name.partition(".")
    try:
        facts = importlib.import_module(f"fengqiao.{room}.facts")
    except ModuleNotFoundError:
        return False
    return isinstance(getattr(facts, kind, None), type)


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
    _papers_of_a_wrong_level,
    _copies_without_letter,
    _letters_of_unknown_kind,
    _effects_not_of_a_face,
    _starts_that_nothing_answers,
    _facts_that_cannot_choose,
    _facts_not_read,
    _laters_without_kind,
    _checks_that_bind_nothing,
    _unknown_checks,
)
