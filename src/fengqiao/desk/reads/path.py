"""The main way through a procedure: what a stepper shows ahead, out of all that could happen.

A definition names many steps that most matters never see (an extension, a refusal to be told, a person who does not
come back). The stepper shows what was done, what waits, and from there the first way out of each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fengqiao.procedures.grammar import ByBand, ByCondition, Next, OutcomeKind, Procedure

Leg = str | ByBand | ByCondition

LONGEST = 8


def ahead(definition: Procedure, waiting: Iterable[str]) -> tuple[str, ...]:
    """Keys of the steps that follow when each is left by its first way out, in order, without those that wait."""
    seen = list(waiting)
    following: list[str] = []
    queue = list(seen)
    while queue and len(following) < LONGEST:
        for key in first_targets(definition, queue.pop(0)):
            if key not in seen:
                seen.append(key)
                following.append(key)
                queue.append(key)
    return tuple(following)


def targets(to: Next) -> tuple[str, ...]:
    """Every step that a way out may lead to, each once, in order."""
    return tuple(dict.fromkeys(key for leg in to for key in _steps_of(leg)))


def first_targets(definition: Procedure, step: str) -> tuple[str, ...]:
    """Where the first way out of a step leads; where it depends, the ordinary case."""
    for outcome in definition.step(step).outcomes:
        if outcome.kind is OutcomeKind.CHOICE and not outcome.stays:
            legs = ((leg,) if isinstance(leg, str) else leg.otherwise for leg in outcome.to)
            return tuple(dict.fromkeys(key for keys in legs for key in keys))
    return ()


def _steps_of(leg: Leg) -> Iterator[str]:
    if isinstance(leg, str):
        yield leg
        return
    listed = leg.levels.values() if isinstance(leg, ByBand) else (steps for _when, steps in leg.choices)
    for steps in listed:
        yield from steps
    yield from leg.otherwise
