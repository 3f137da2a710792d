"""The definitions of this process, and the gate they pass: an incomplete one stops the start by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from fengqiao.documents import face as documents
from fengqiao.letters import face as letters
from fengqiao.procedures.checks import problems
from fengqiao.procedures.errors import IncompleteDefinition, UnknownProcedure
from fengqiao.procedures.grammar import Outcome, Procedure, Start, StartKind, Text
from fengqiao.procedures.register import DEFINITIONS, Register, UnknownDefinitionError


def register(definition: Procedure, *, into: Register = DEFINITIONS) -> None:
    """Take a definition into the register. The catalogue calls it while the process starts.

    Raises: IncompleteDefinition, with everything that is missing, so that no process serves half a law.
    """
    missing = missing_from(definition)
    if missing:
        raise IncompleteDefinition(f"{definition.key} v{definition.version}", missing)
    into.add(definition)


def missing_from(definition: Procedure) -> tuple[str, ...]:
    """What keeps a definition from running, each with its place in the definition."""
    return tuple(
        f"{each.where}: {each.text} ({each.code})"
        for each in problems(definition, templates=documents.kind_levels(), letters=letters.KINDS)
    )


def running(key: str, version: int, *, among: Register = DEFINITIONS) -> Procedure:
    """The definition a running matter began with. Raises: UnknownProcedure."""
    try:
        return among.running(key, version)
    except UnknownDefinitionError:
        raise UnknownProcedure(key, version) from None


def current(key: str, on: date, *, among: Register = DEFINITIONS) -> Procedure:
    """The version to start on a day. Raises: UnknownProcedure."""
    try:
        return among.current(key, on)
    except UnknownDefinitionError:
        raise UnknownProcedure(key) from None


def all_current(on: date, *, among: Register = DEFINITIONS) -> tuple[Procedure, ...]:
    """Every procedure that may be started on a day, by its number in the notes on the law."""

    def newest() -> tuple[Procedure, ...]:
        found = {each.key: each for each in among.all() if each.valid.on(on)}
        return tuple(sorted(found.values(), key=lambda each: each.number))

    return among.derived(("current", on), newest)


def reading(keys: Iterable[str], *, among: Register = DEFINITIONS) -> tuple[tuple[str, int], ...]:
    """Which definitions read one of these facts: the wiring from facts to matters, derived from `reads`."""
    wanted = frozenset(keys)
    return tuple(each.name for each in among.all() if any(fact.key in wanted for fact in each.reads))


def opened_by_clock(procedure: str, clock: str, on: date, *, among: Register = DEFINITIONS) -> tuple[Procedure, ...]:
    """The procedures that open when this time limit of this procedure has lapsed."""
    return tuple(
        each
        for each in all_current(on, among=among)
        if any((one.name, one.procedure) == (clock, procedure) for one in starts_of(each, StartKind.CLOCK))
    )


def starts_of(definition: Procedure, *kinds: StartKind) -> tuple[Start, ...]:
    """The ways of these kinds in which a procedure opens."""
    return tuple(start for start in definition.starts if start.kind in kinds)


def facts_awaited(*, among: Register = DEFINITIONS) -> tuple[str, ...]:
    """The facts of other rooms that open a matter or choose a way out of one, such as casework.ClassChanged: the wiring
    is made from them."""
    opening = {one.name for each in among.all() for one in starts_of(each, StartKind.FACT)}
    return tuple(sorted(opening | facts_that_choose(among=among)))


def opened_by_fact(fact: str, on: date, *, among: Register = DEFINITIONS) -> tuple[tuple[Procedure, Start], ...]:
    """The procedures that open when this fact is announced, each with the way in which it opens."""
    return among.derived(
        ("fact", fact, on),
        lambda: tuple(
            (each, start)
            for each in all_current(on, among=among)
            for start in starts_of(each, StartKind.FACT)
            if start.name == fact
        ),
    )


def facts_that_choose(*, among: Register = DEFINITIONS) -> frozenset[str]:
    """The facts of other rooms that choose a way out of a running matter."""
    return among.derived(
        "choosing", lambda: frozenset(way.chosen_by for each in among.all() for way in ways_of(each) if way.chosen_by)
    )


def ways_of(definition: Procedure) -> Iterator[Outcome]:
    """Every way out that a definition names: those of its steps and those of the whole matter."""
    yield from (way for step in definition.steps for way in step.outcomes)
    yield from definition.matter_wide


def names_of(key: str, version: int, step: str, clock: str) -> tuple[Text, Text]:
    """What a time limit, or without one a step, of a definition is called, and its procedure; with neither it alone."""
    definition = running(key, version)
    if not step:
        return definition.title, Text("", "")
    found = definition.step(step)
    title = next((each.title for each in found.clocks if each.id == clock), found.title)
    return title, definition.title
