"""Replaying a matter's acts: which steps are open, which visits they had, what the forms say, how it
ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fengqiao.procedures.grammar import (
    APPLICATION,
    Act,
    ByBand,
    ByCondition,
    JoinKind,
    Outcome,
    OutcomeKind,
    Procedure,
    Step,
    Text,
    typed,
)
from fengqiao.procedures.progress_records import Ended

#: Acts of the engine's own: a second person confirms a back-dated act; a paper done by hand is noted.
#: No step of a definition may bear their names.
CONFIRM, PAPERS = "confirmation", "paper_note"
CONFIRMED, REJECTED = "confirmed", "rejected"
COMPLETED = Text("办结", "completed")


class BrokenMatterError(ValueError):
    """The list of acts cannot have come about under this definition."""


@dataclass(slots=True)
class Visit:
    """One stay in a step. `opened_by` and `closed_by` are places in the list of effective acts (-1: the
    start)."""

    step: str
    since: datetime
    opened_by: int
    until: datetime | None = None
    closed_by: int | None = None


@dataclass(slots=True)
class Standing:
    """Where the acts so far have led."""

    acts: list[Act] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    form: dict[str, Any] = field(default_factory=dict)
    arrivals: dict[str, set[str]] = field(default_factory=dict)
    waiting: dict[str, Act] = field(default_factory=dict)
    notes: list[Act] = field(default_factory=list)
    ended: Ended | None = None

    @property
    def started_at(self) -> datetime | None:
        return self.acts[0].at if self.acts else None

    @property
    def open_visits(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.until is None]

    def open_visit(self, step: str) -> Visit | None:
        return next((visit for visit in self.open_visits if visit.step == step), None)

    def visits_of(self, step: str) -> list[Visit]:
        return [visit for visit in self.visits if visit.step == step]


def outcome_of(definition: Procedure, act: Act) -> Outcome:
    """The outcome that an act chose: the step's own, else a matter-wide one."""
    own = definition.step(act.step).outcome(act.outcome)
    found = own or next((each for each in definition.matter_wide if each.key == act.outcome), None)
    if found is None:
        raise BrokenMatterError(f"{definition.key} {definition.version}: no outcome {act.name}")
    return found


def fold(definition: Procedure, acts: tuple[Act, ...], now: datetime) -> Standing:
    """Replay the acts in their order."""
    standing = Standing()
    _open(standing, definition.step(APPLICATION), acts[0].at if acts else now)
    for act in acts:
        if act.step == PAPERS:
            standing.notes.append(act)
        elif act.step == CONFIRM:
            _confirm(standing, definition, act)
        elif act.sealed.get("waits"):
            standing.waiting[str(act.uid)] = act
        else:
            _apply(standing, definition, act)
    return standing


def _confirm(standing: Standing, definition: Procedure, act: Act) -> None:
    """A second person gives force to a back-dated act, or strikes it out."""
    waiting = standing.waiting.pop(str(act.data["act"]), None)
    if waiting is not None and act.outcome == CONFIRMED:
        _apply(standing, definition, waiting)


def _apply(standing: Standing, definition: Procedure, act: Act) -> None:
    visit = standing.open_visit(act.step)
    if visit is None:
        raise BrokenMatterError(f"{definition.key}: {act.name} while {act.step} is not open")
    outcome = outcome_of(definition, act)
    standing.acts.append(act)
    standing.form.update(typed(outcome.form, act.data))
    is_own = definition.step(act.step).outcome(act.outcome) is outcome
    if outcome.ends is not None:
        standing.ended = Ended(
            result=outcome.ends, title=outcome.title, at=act.at, act=act.uid, frees_period=outcome.frees_period
        )
        _close(standing, [each.step for each in standing.open_visits], act)
        return
    if not outcome.stays:
        leaves = [act.step] if is_own else [each.step for each in standing.open_visits]
        _close(standing, leaves, act)
    _close(standing, list(outcome.closes), act)
    for key in next_steps(outcome, act.sealed):
        _arrive(standing, definition.step(key), act, lapsed=outcome.kind is OutcomeKind.LAPSE)
    if not standing.open_visits:
        _end(standing, definition, act)


def _end(standing: Standing, definition: Procedure, act: Act) -> None:
    """Nothing is open any more: the latest act that names a result gives it."""
    outcomes = [outcome_of(definition, each) for each in standing.acts]
    named = next((each for each in reversed(outcomes) if each.finishes is not None), None)
    result, title = ("completed", COMPLETED) if named is None else (str(named.finishes), named.title)
    standing.ended = Ended(result=result, title=title, at=act.at, act=act.uid)


def next_steps(outcome: Outcome, sealed: Mapping[str, Any]) -> tuple[str, ...]:
    """Where an outcome leads. A choice by band or condition was sealed when the act was admitted."""
    if any(isinstance(leg, ByBand | ByCondition) for leg in outcome.to):
        return tuple(sealed["to"])
    return tuple(leg for leg in outcome.to if isinstance(leg, str))


def _close(standing: Standing, steps: list[str], act: Act) -> None:
    for visit in standing.open_visits:
        if visit.step in steps:
            visit.until, visit.closed_by = act.at, len(standing.acts) - 1


def _arrive(standing: Standing, target: Step, act: Act, *, lapsed: bool) -> None:
    join = target.join
    if join is not None and not lapsed:
        arrived = standing.arrivals.setdefault(target.key, set())
        arrived.add(act.step)
        if join.kind is JoinKind.ALL and not arrived.issuperset(join.steps):
            return
    if join is not None:
        standing.arrivals.pop(target.key, None)
        _close(standing, list(join.steps), act)
    _open(standing, target, act.at)


def _open(standing: Standing, step: Step, at: datetime) -> None:
    if standing.open_visit(step.key) is None:
        standing.visits.append(Visit(step.key, at, len(standing.acts) - 1))


def runs_of(definition: Procedure, standing: Standing, step: str) -> list[list[Visit]]:
    """The visits of a step, grouped: a visit after a return for correction goes on with the one before."""
    runs: list[list[Visit]] = []
    for visit in standing.visits_of(step):
        if runs and _came_back(definition, standing, runs[-1][-1], visit):
            runs[-1].append(visit)
        else:
            runs.append([visit])
    return runs


def _came_back(definition: Procedure, standing: Standing, before: Visit, visit: Visit) -> bool:
    between = standing.acts[before.opened_by + 1 : visit.opened_by + 1]
    return any(outcome_of(definition, act).kind is OutcomeKind.BACK for act in between)
