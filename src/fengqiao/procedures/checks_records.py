"""What the start-up checks look at, and what they say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fengqiao.procedures.grammar import (
    Actor,
    Clock,
    Ladder,
    Procedure,
    Step,
)

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
    templates: Mapping[str, frozenset[int]]
    letters: Collection[str] | None = None

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
    def chosen_at(self) -> tuple[tuple[str, Outcome, frozenset[int]], ...]:
        """Every outcome of a step with the levels of the posts that may choose it; clock and letter have none."""
        found = []
        for step in self.all_steps:
            for each in step.outcomes:
                own: list[Actor | Ladder] = [band.actor for band in step.bands] or [step.actor]
                actors: list[Actor | Ladder] = [each.by] if each.by is not None else own
                levels = [actor.level for actor in actors if isinstance(actor, Actor)]
                at = frozenset(int(level) for level in levels if level is not None)
                found.append((f"{self.name}.{step.key}.{each.key}", each, at))
        return tuple(found)

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
