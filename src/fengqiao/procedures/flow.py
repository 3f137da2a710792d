"""A definition as boxes and arrows: what a flow chart draws and what its words say. Pure.

What is possible at every step (withdrawal, death, custody) is no arrow: a chart with it at each box would say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from fengqiao.procedures.grammar import (
    ByBand,
    ByCondition,
    Does,
    Ladder,
    Next,
    Outcome,
    OutcomeKind,
    Procedure,
    Step,
    Text,
)

START, END = "start", "end"

BoxKind = Literal["start", "step", "decision", "state", "end"]
ArrowKind = Literal["on", "back", "lapse", "letter"]

_KINDS: dict[OutcomeKind, ArrowKind] = {
    OutcomeKind.CHOICE: "on",
    OutcomeKind.BACK: "back",
    OutcomeKind.LAPSE: "lapse",
    OutcomeKind.LETTER: "letter",
}
_STARTED = Text("启动", "Start")
_ENDED = Text("办结", "End")
_BY_LADDER = Text("按审批权限", "by the ladder of competence")


@dataclass(frozen=True, slots=True)
class Box:
    """A step, or where the procedure begins and ends."""

    key: str
    title: Text
    who: Text
    kind: BoxKind


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one box to another, and how it comes about."""

    source: str
    target: str
    title: Text
    kind: ArrowKind


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes in the order in which they are written, and all arrows."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def flow(procedure: Procedure) -> Flow:
    """The flow of a definition as it is for most people; variants change who, seldom where."""
    steps = (procedure.application_step, *procedure.steps)
    who = Text(*(sep.join(one) for sep, one in zip("、;", _starters(procedure), strict=True)))
    boxes = [Box(START, _STARTED, who, "start"), *map(_box, steps), Box(END, _ENDED, Text("", ""), "end")]
    arrows = [Arrow(START, procedure.application_step.key, _STARTED, "on")]
    for step in steps:
        arrows += [arrow for outcome in step.outcomes for arrow in _arrows(step, outcome)]
    return Flow(tuple(boxes), tuple(arrows))


def targets(to: Next) -> tuple[str, ...]:
    """Every step that a way out may lead to, each once, in order."""
    return tuple(dict.fromkeys(key for leg in to for key in _leg(leg)))


def _starters(procedure: Procedure) -> tuple[list[str], list[str]]:
    titles = [start.title for start in procedure.starts]
    return [each.zh for each in titles], [each.en for each in titles]


def _box(step: Step) -> Box:
    is_ladder = isinstance(step.actor, Ladder)
    kind: BoxKind = (
        "decision" if is_ladder or step.does is Does.DECIDE else "state" if step.does is Does.RUNS else "step"
    )
    return Box(step.key, step.title, _BY_LADDER if isinstance(step.actor, Ladder) else step.actor.title, kind)


def leads(outcome: Outcome) -> tuple[str, ...]:
    """Where a way out leads: keys of steps, END, or nowhere when the step just stays open."""
    reached = targets(outcome.to)
    return (*reached, END) if outcome.ends is not None or not (reached or outcome.stays) else reached


def _arrows(step: Step, outcome: Outcome) -> Iterator[Arrow]:
    for key in leads(outcome):
        yield Arrow(step.key, key, outcome.title, _KINDS[outcome.kind])


def _leg(leg: str | ByBand | ByCondition) -> Iterable[str]:
    if isinstance(leg, str):
        return (leg,)
    chosen = leg.levels.values() if isinstance(leg, ByBand) else (steps for _when, steps in leg.choices)
    return (*(key for keys in chosen for key in keys), *leg.otherwise)
