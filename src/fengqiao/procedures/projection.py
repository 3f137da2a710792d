"""What the inbox and the clock tables hold for one matter, worked out from its progress. Pure.

Nothing here depends on the hour: late, warned and today are asked when a row is read, so that a row written
last week is still true and a rebuild changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fengqiao.law import face as law
from fengqiao.procedures.grammar import Clock, Does, Level, OutcomeKind, local_day
from fengqiao.procedures.progress_records import (
    ClockShown,
    Competence,
    OpenStep,
    Progress,
    Unconfirmed,
    has_lapsed,
)

ACT, WATCH, CONFIRM = "act", "watch", "confirm"
OPEN, PAUSED, MET, MET_LATE, LAPSED, ENDED = "open", "paused", "met", "met_late", "lapsed", "ended"

#: Legal consequence of letting something lie: a person's liberty or standing, a limit of the law, a limit of our
#: own, none.
GRAVE, LAWFUL, LOCAL, NONE = 3, 2, 1, 0
#: How much earlier than its last moment a thing presses, by consequence. Unit: days. The one order of the inbox is
#: the due moment less this, so that what weighs more comes first among equals and nothing overdue ever sinks.
_LEAD_DAYS = {GRAVE: 3, LAWFUL: 1, LOCAL: 0, NONE: 0}
#: Where no clock runs, a thing presses after this time of waiting. Unit: days.
_WAITS_DAYS = 14
#: A state that runs (a leave, an order) comes up this long before its end, with what the strip calls soon, or
#: earlier when its clock warns earlier. Unit: days.
_EVE_DAYS = 3
_OFFICE_POSTS = frozenset({"office_staff", "office_head"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTask:
    """One row of the inbox as it should stand."""

    step: str
    visit: int
    kind: str
    actor: str
    level: int
    roles: tuple[str, ...]
    barred: tuple[str, ...]
    decides: bool
    blocked: bool
    quick: tuple[str, ...]
    since: datetime
    shown_from: datetime
    clock: str
    due_at: datetime | None
    pressing_at: datetime
    consequence: int
    basis: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        return self.step, self.kind, self.visit


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedClock:
    """One row of the time limits as it should stand."""

    code: str
    step: str
    level: int
    owner: str
    state: str
    started_on: date
    last_good_day: date | None
    first_late_day: date | None
    due_at: datetime
    met_at: datetime | None
    is_provisional: bool
    is_law: bool
    lapses: bool
    basis: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.step, self.code


def tasks(progress: Progress) -> tuple[WantedTask, ...]:
    """The rows of the inbox: one for each open step, one for each act that a second person must confirm."""
    if progress.ended is not None:
        return ()
    waiting = (_confirmation(each, number) for number, each in enumerate(progress.unconfirmed, start=1))
    return (*(_task(progress, step) for step in progress.open_steps), *waiting)


def clocks(progress: Progress) -> tuple[WantedClock, ...]:
    """The rows of the time limits, open and past."""
    return tuple(_clock(progress, clock) for clock in progress.clocks)


def _task(progress: Progress, step: OpenStep) -> WantedTask:
    clock = _most_pressing(progress, step)
    consequence = consequence_of(progress, step, clock)
    posts = _posts(step)
    return WantedTask(
        step=step.key,
        visit=step.visit,
        kind=WATCH if step.competence.level is None else ACT,
        actor=step.competence.actor,
        level=posts[0].level or Level.TOWNSHIP,
        roles=tuple(sorted(frozenset().union(*(each.roles for each in posts)))),
        barred=tuple(sorted(each.person for each in step.barred)),
        decides=any(each.decides for each in step.outcomes if not each.is_matter_wide),
        blocked=any(check.state == "block" for check in progress.checks),
        quick=_one_click(progress, step, posts[0].level or Level.TOWNSHIP),
        since=step.since,
        shown_from=_shown_from(progress, step, clock),
        clock=clock.id if clock else "",
        due_at=clock.due_at if clock else None,
        pressing_at=_pressing_at(step.since, clock.due_at if clock else None, consequence),
        consequence=consequence,
        basis=clock.basis if clock else tuple(key for cite in step.basis for key in cite.keys),
    )


def _posts(step: OpenStep) -> list[Competence]:
    """The posts a row lies with, all of one level. What the person or an outside organ must do is watched over by
    those who may record it, else by the responsible office."""
    stands = step.competence
    if stands.level is not None:
        return [stands, *(each for each in stands.also if each.level == stands.level)]
    recorders = [each.competence for each in step.outcomes if each.competence.level and not each.is_matter_wide]
    if recorders:
        return [each for each in recorders if each.level == recorders[0].level]
    return [Competence(actor="office", title=stands.title, level=Level.TOWNSHIP, roles=_OFFICE_POSTS, area=stands.area)]


def _one_click(progress: Progress, step: OpenStep, level: Level) -> tuple[str, ...]:
    """The outcomes that need nothing but the press: no form, no reasons, no answer, and no check in the way."""
    failed = any(check.state == "block" for check in progress.checks)
    return tuple(
        each.key
        for each in step.outcomes
        if each.outcome.kind is OutcomeKind.CHOICE
        and each.competence.level == level
        and not (each.is_matter_wide or each.form.fields or each.reasons_required or each.must_answer)
        and not (each.grants and failed)
    )


def _most_pressing(progress: Progress, step: OpenStep) -> ClockShown | None:
    """The open clock that presses this step and ends first."""
    running = [clock for clock in progress.clocks if clock.is_open and clock.id in step.clocks]
    return min(running, key=lambda clock: clock.due_at, default=None)


def consequence_of(progress: Progress, step: OpenStep, clock: ClockShown | None) -> int:
    """How heavy it weighs when this lies."""
    if clock is None:
        return NONE
    if not is_law(clock):
        return LOCAL
    return GRAVE if step.does is Does.DECIDE or clock.id in _lapsing(progress) else LAWFUL


def is_law(clock: ClockShown) -> bool:
    """Whether a time limit is the law's own, not a local number (mark P of the register)."""
    return any(law.article(key).mark != "P" for key in clock.basis)


def _pressing_at(since: datetime, due_at: datetime | None, consequence: int) -> datetime:
    if due_at is None:
        return since + timedelta(days=_WAITS_DAYS)
    return due_at - timedelta(days=_LEAD_DAYS[consequence])


def _shown_from(progress: Progress, step: OpenStep, clock: ClockShown | None) -> datetime:
    """When the row comes up: at once, or for a state that runs shortly before its end."""
    if step.does is not Does.RUNS or clock is None:
        return step.since  # a state that no clock will end is somebody's to watch from the start
    warned = _definition(progress, clock)
    days = max((_EVE_DAYS, *(warned.warn_days if warned else ())))
    return max(step.since, clock.due_at - timedelta(days=days))


def _definition(progress: Progress, shown: ClockShown) -> Clock | None:
    return next((each for each in progress.definition.step(shown.step).clocks if each.id == shown.id), None)


def _confirmation(waiting: Unconfirmed, number: int) -> WantedTask:
    """A back-dated act that a second person of the same post must confirm (T25)."""
    return WantedTask(
        step=waiting.step,
        visit=number,
        kind=CONFIRM,
        actor=waiting.competence.actor,
        level=waiting.competence.level or Level.TOWNSHIP,
        roles=tuple(sorted(waiting.competence.roles or _OFFICE_POSTS)),
        barred=(waiting.recorded_by,),
        decides=False,
        blocked=False,
        quick=(),
        since=waiting.recorded,
        shown_from=waiting.recorded,
        clock="",
        due_at=None,
        pressing_at=waiting.recorded + timedelta(days=_LEAD_DAYS[GRAVE]),
        consequence=NONE,
        basis=(),
    )


def _lapsing(progress: Progress) -> frozenset[str]:
    """The clocks whose passing does something at a step that is open now."""
    return frozenset(clock for _step, _outcome, clock in _lapse_outcomes(progress))


def _will_lapse(progress: Progress, clock: ClockShown) -> bool:
    """Whether the passing of a clock does something that is not on record yet: a step may stay open after it."""
    return clock.is_open and any(
        clock.id == by and not has_lapsed(progress.standing, step, outcome, clock.due_at)
        for step, outcome, by in _lapse_outcomes(progress)
    )


def _lapse_outcomes(progress: Progress) -> Iterator[tuple[str, str, str]]:
    """Step, outcome and clock of what a passing does at the steps that are open now."""
    for step in progress.open_steps:
        for outcome in progress.definition.step(step.key).outcomes:
            if outcome.kind is OutcomeKind.LAPSE and outcome.clock:
                yield step.key, outcome.key, outcome.clock


def _clock(progress: Progress, clock: ClockShown) -> WantedClock:
    started = local_day(clock.started) if isinstance(clock.started, datetime) else clock.started
    return WantedClock(
        code=clock.id,
        step=clock.step,
        level=clock.owner.level or Level.TOWNSHIP,
        owner=clock.owner.actor,
        state=OPEN if clock.state in {"running", "warned", "late"} else clock.state,
        started_on=started,
        last_good_day=clock.last_good_day,
        first_late_day=clock.first_late_day,
        due_at=clock.due_at,
        met_at=clock.met_at,
        is_provisional=clock.provisional,
        is_law=is_law(clock),
        lapses=_will_lapse(progress, clock),
        basis=clock.basis,
    )
