"""The clocks of a matter: start, last good day, first late day, paused spans, state and reasoning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from fengqiao.law import face as law
from fengqiao.procedures.grammar import (
    SHANGHAI,
    Act,
    Actor,
    Case,
    Clock,
    Event,
    EventKind,
    Facts,
    OnReturn,
    Outcome,
    OutcomeKind,
    P,
    Procedure,
    Step,
    Text,
    local_day,
)
from fengqiao.procedures.progress_fold import Standing, Visit, outcome_of, runs_of
from fengqiao.procedures.progress_records import ClockShown, Competence, Paused

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """The end of a time limit. `due_at` is the first moment that is too late."""

    due_at: datetime
    last_good_day: date
    first_late_day: date
    reasoning: tuple[Text, ...]
    basis: tuple[str, ...]
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """One clock of one step in the latest run of that step."""

    step: Step
    clock: Clock
    run: list[Visit]
    start: Moment
    start_index: int


def clocks_of(definition: Procedure, standing: Standing, case: Case) -> tuple[ClockShown, ...]:
    """Every clock that has started, the matter's open and past ones."""
    return tuple(_shown(definition, standing, case, each) for each in _running(definition, standing, case))


def _running(definition: Procedure, standing: Standing, case: Case) -> Iterator[Running]:
    for step in definition.steps:
        runs = runs_of(definition, standing, step.key)
        for clock in step.clocks:
            if clock.only_when is not None and not clock.only_when.holds(case):
                continue
            run = runs[-1] if runs else []
            watchers = (each.key for each in definition.steps if clock.id in each.watches)
            seen = bool(run) or any(standing.visits_of(key) for key in watchers)
            start = _start(standing, case, clock, run, seen=seen)
            if start is not None:
                yield Running(step, clock, run, *start)


def _start(standing: Standing, case: Case, clock: Clock, run: list[Visit], *, seen: bool) -> tuple[Moment, int] | None:
    """When a clock starts, and after which act (-1 is before all). `seen`: its step, or one that watches it, has
    opened."""
    match clock.starts.kind:
        case EventKind.OPENED:
            visits = standing.visits_of(clock.starts.names[0]) if clock.starts.names else run
            if not visits:
                return None
            visit = visits[-1] if clock.on_return is OnReturn.RESTARTS else visits[0]
            return visit.since, visit.opened_by
        case EventKind.ACT:
            places = [i for i, act in enumerate(standing.acts) if act.name in clock.starts.names]
            return (standing.acts[places[-1]].at, places[-1]) if places else None
        case EventKind.FORM | EventKind.FACT:
            # Its day may lie in the future: the clock is shown from when its step first opens, or one that watches it.
            moment = _moment(case, clock.starts)
            return None if moment is None or not seen else (moment, -1)


def days_counted_from(definition: Procedure, facts: Facts) -> dict[str, str]:
    """The days of the file from which clocks of a definition count, as the act that ends a matter seals them."""
    names = {clock.starts.names[0] for step in definition.steps for clock in step.clocks
             if clock.starts.kind is EventKind.FACT}  # fmt: skip
    held = {name: facts.values.get(name) for name in sorted(names)}
    return {name: day.isoformat() for name, day in held.items() if day is not None}


def as_it_ended(facts: Facts, acts: tuple[Act, ...]) -> Facts:
    """What has ended keeps the days that its clocks counted from, whatever the file says of them afterwards."""
    kept = next((act.sealed["days"] for act in reversed(acts) if "days" in act.sealed), None)
    if not kept:
        return facts
    return replace(facts, values={**facts.values, **{name: date.fromisoformat(day) for name, day in kept.items()}})


def _moment(case: Case, event: Event) -> Moment | None:
    """The day or moment that a form field or a fact names."""
    held = case.form if event.kind is EventKind.FORM else case.facts.values
    moment: Moment | None = held.get(event.names[0])
    return moment


def _shown(definition: Procedure, standing: Standing, case: Case, running: Running) -> ClockShown:
    paused = _paused(definition, standing, running)
    limit = _limit(definition, standing, case, running, paused)
    met_at = _met_at(definition, standing, running)
    stopped = _stopped(definition, standing, running)
    clock = running.clock
    return ClockShown(
        id=clock.id,
        title=clock.title,
        step=running.step.key,
        owner=_owner(case, running),
        state=_state(case, clock, limit, met_at, stopped, paused),
        started=running.start,
        last_good_day=limit.last_good_day,
        first_late_day=limit.first_late_day,
        due_at=limit.due_at,
        met_at=met_at,
        paused=paused,
        provisional=limit.provisional,
        reasoning=limit.reasoning,
        basis=limit.basis,
    )


def _owner(case: Case, running: Running) -> Competence:
    """Who must keep the limit: the clock's owner, else the actor of the step."""
    actor = running.clock.owner or running.step.actor
    if not isinstance(actor, Actor):
        actor = actor.bands[-1].actor
    return competence_of(actor, case)


def competence_of(actor: Actor, case: Case) -> Competence:
    """The posts, level and area an actor stands for in this matter."""
    return Competence(
        actor=actor.key,
        title=actor.title,
        level=actor.level,
        roles=actor.roles,
        area=actor.level.area_of(case.area) if actor.level is not None else "",
    )


def _limit(
    definition: Procedure, standing: Standing, case: Case, running: Running, paused: tuple[Paused, ...]
) -> Limit:
    clock, office = running.clock, _owner(case, running).area or case.area
    limit = _first_limit(clock, running.start, case, office, paused)
    for index, act in enumerate(standing.acts):
        for renewal in outcome_of(definition, act).renews:
            moment = _moment(case, renewal.until)
            in_time = renewal.even_late or act.at < limit.due_at
            if renewal.clock == clock.id and index > running.start_index and moment is not None and in_time:
                again = _instant(moment) if clock.until else _first_limit(clock, moment, case, office, paused)
                limit = _capped(again, renewal.at_most, limit.last_good_day, case, office)
    return limit


def _first_limit(clock: Clock, start: Moment, case: Case, office: str, paused: tuple[Paused, ...]) -> Limit:
    if clock.until is not None:
        return _by_instant(clock, start, case, office)
    if clock.within_hours is not None:
        return _within_hours(clock, start, case)
    return _by_number(clock.register_id, start, case, office, paused)


def _within_hours(clock: Clock, start: Moment, case: Case) -> Limit:
    """A number of hours that is a setting and not in the register of clocks."""
    assert clock.within_hours is not None
    begins = start if isinstance(start, datetime) else datetime.combine(start, time(), SHANGHAI)
    hours = clock.within_hours.value(case)
    limit = _instant(begins + timedelta(hours=hours))
    told = Text(f"自{_spoken(begins)}起 {hours} 小时", f"{hours} hours from {_spoken(begins)}")
    return replace(limit, reasoning=(told, *limit.reasoning), basis=_keys(clock))


def _by_number(register_id: str, start: Moment, case: Case, office: str, paused: tuple[Paused, ...] = ()) -> Limit:
    """The number is the one of the person's place; the working days are those of the office that must act."""
    due = law.due(register_id, start=start, area=case.area, office=office, pauses=_spans(paused, case))
    if due.due_at is None or due.last_good_day is None or due.first_late_day is None:
        raise ValueError(f"{register_id} is a limit, not a clock")
    told = zip(due.reasoning("zh"), due.reasoning("en"), strict=True)
    return Limit(
        due_at=due.due_at,
        last_good_day=due.last_good_day,
        first_late_day=due.first_late_day,
        reasoning=tuple(Text(zh, en) for zh, en in told),
        basis=due.basis_keys,
        provisional=due.provisional,
    )


def _spans(paused: tuple[Paused, ...], case: Case) -> tuple[law.Pause, ...]:
    return tuple(law.Pause(span.since, span.until or case.now) for span in paused)


def _by_instant(clock: Clock, start: Moment, case: Case, office: str) -> Limit:
    """A clock that runs to an instant of the form, capped by a parameter counted from its start."""
    assert clock.until is not None
    moment = _moment(case, clock.until)
    if moment is None:
        raise ValueError(f"{clock.id}: the form does not name {clock.until.names[0]}")
    limit = _instant(moment, before_it=clock.before_it)
    return replace(_capped(limit, clock.at_most, _day(start), case, office), basis=_keys(clock))


def _instant(moment: Moment, *, before_it: bool = False) -> Limit:
    """A day counts to its 24:00; what must be done before a day must be done by 24:00 of the day before."""
    if isinstance(moment, datetime):
        day = local_day(moment)
        at = _spoken(moment)
        return Limit(moment, day, day + timedelta(days=1), (Text(f"至 {at} 为止", f"until {at}"),), ())
    first_late = moment if before_it else moment + timedelta(days=1)
    last_good = first_late - timedelta(days=1)
    due_at = datetime.combine(first_late, time(), SHANGHAI)
    return Limit(due_at, last_good, first_late, (Text(f"{last_good} 24:00 止", f"until 24:00 on {last_good}"),), ())


def _spoken(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _keys(clock: Clock) -> tuple[str, ...]:
    return tuple(key for cite in clock.basis for key in cite.keys)


def _capped(limit: Limit, at_most: P | None, counted_from: date, case: Case, office: str) -> Limit:
    if at_most is None:
        return limit
    cap = _by_number(at_most.name, counted_from, case, office)
    return cap if cap.due_at < limit.due_at else limit


def _day(moment: Moment) -> date:
    return local_day(moment) if isinstance(moment, datetime) else moment


def _paused(definition: Procedure, standing: Standing, running: Running) -> tuple[Paused, ...]:
    clock = running.clock
    if clock.on_return is OnReturn.PAUSES:
        sent_back = _closing(definition, standing, running) is OutcomeKind.BACK
        return _between_visits(running.run, still=sent_back)
    if clock.pauses_from is None:
        return ()
    begins, resumes = clock.pauses_from.names, clock.pauses_to.names if clock.pauses_to else ()
    spans: list[Paused] = []
    for act in standing.acts[running.start_index + 1 :]:
        if act.name in begins and not (spans and spans[-1].until is None):
            spans.append(Paused(since=act.at, until=None))
        elif act.name in resumes and spans and spans[-1].until is None:
            spans[-1] = Paused(since=spans[-1].since, until=act.at)
    return tuple(spans)


def _between_visits(run: list[Visit], *, still: bool) -> tuple[Paused, ...]:
    """The times in which the matter lay with the one who must correct it; `still` when it lies there now."""
    gaps = [
        Paused(since=before.until, until=again.since) for before, again in pairwise(run) if before.until is not None
    ]
    if still and run[-1].until is not None:
        gaps.append(Paused(since=run[-1].until, until=None))
    return tuple(gaps)


def _met_at(definition: Procedure, standing: Standing, running: Running) -> datetime | None:
    """When an act met the clock: one it names, one that names it, else any that leaves its step."""
    clock = running.clock
    for index, act in enumerate(standing.acts):
        if index <= running.start_index:
            continue
        outcome = outcome_of(definition, act)
        if act.name in clock.met_by or clock.id in outcome.meets:
            return act.at
        if not clock.met_by and act.step == running.step.key and _leaves(standing, running, index, outcome):
            return act.at
    return None


def _leaves(standing: Standing, running: Running, index: int, outcome: Outcome) -> bool:
    """Whether this act closed the run's last visit in a way that does what the clock asks."""
    if outcome.kind in {OutcomeKind.LAPSE, OutcomeKind.BACK}:
        return False
    return any(visit.closed_by == index for visit in running.run)


def _closing(definition: Procedure, standing: Standing, running: Running) -> OutcomeKind | None:
    """The kind of outcome that closed the step for now; None while it is open or was never opened."""
    if not running.run or running.run[-1].closed_by is None:
        return None
    return outcome_of(definition, standing.acts[running.run[-1].closed_by]).kind


def _stopped(definition: Procedure, standing: Standing, running: Running) -> str | None:
    """Why a clock that nothing met no longer runs."""
    clock = running.clock
    if standing.ended is not None:
        return "ended"
    if any(act.name in clock.ended_by for act in standing.acts[running.start_index + 1 :]):
        return "ended"
    if clock.met_by or clock.starts.kind in {EventKind.FORM, EventKind.FACT}:
        return None
    match _closing(definition, standing, running):
        case None:
            return None
        case OutcomeKind.LAPSE:
            return "lapsed"
        case OutcomeKind.BACK:
            return "ended" if clock.on_return is OnReturn.RESTARTS else None
        case _:
            return "ended"


def _state(
    case: Case,
    clock: Clock,
    limit: Limit,
    met_at: datetime | None,
    stopped: str | None,
    paused: tuple[Paused, ...],
) -> str:
    if met_at is not None:
        return "met" if met_at < limit.due_at else "met_late"
    if stopped is not None:
        return stopped
    if paused and paused[-1].until is None:
        return "paused"
    if case.now >= limit.due_at:
        return "late"
    days_left = (limit.last_good_day - case.today).days
    return "warned" if any(days_left <= days for days in clock.warn_days) else "running"
