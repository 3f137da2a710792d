"""What an act seals when it is admitted: where it leads, under which band, on what checks and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from fengqiao.procedures.grammar import ByBand, ByCondition, Case, Form, Leg, Level, Outcome, local_day
from fengqiao.procedures.progress_ladders import ladder_shown
from fengqiao.procedures.progress_moment import Moment
from fengqiao.procedures.progress_parts import barred_from
from fengqiao.procedures.progress_records import OutcomeShown, Progress

#: A record dated more than this many days back has no force until a second person confirms it.
#: Unit: calendar days. Our own rule against back-dating; no article sets it.
MOST_DAYS_BACK = 3


def route(progress: Progress, outcome: Outcome, case: Case) -> dict[str, Any]:
    """Where an outcome leads when that depends on the case; empty when it does not."""
    if all(isinstance(leg, str) for leg in outcome.to):
        return {}
    return {"to": [step for leg in outcome.to for step in _leg(progress, leg, case)]}


def _leg(progress: Progress, leg: Leg, case: Case) -> tuple[str, ...]:
    match leg:
        case str():
            return (leg,)
        case ByCondition():
            return next((to for condition, to in leg.choices if condition.holds(case)), leg.otherwise)
        case ByBand():
            return leg.levels.get(_level(progress, leg.step, case), leg.otherwise)


def _level(progress: Progress, key: str, case: Case) -> Level:
    """The level that decides at a step: as it stands when the step is open, else as it would be."""
    opened = progress.open_step(key)
    if opened is not None:
        rungs = opened.ladder
    else:
        moment = Moment(progress.definition, progress.standing, case, progress.checks, progress.clocks)
        step = progress.definition.step(key)
        rungs = ladder_shown(moment, step, barred_from(moment, step))
    level = next(rung.competence.level for rung in rungs if rung.chosen)
    assert level is not None
    return level


def seal(progress: Progress, step: str, chosen: OutcomeShown, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reasoning of the moment, kept with the act for good."""
    sealed = route(progress, chosen.outcome, progress.case.with_form(values))
    opened = progress.open_step(step)
    band = next((rung for rung in opened.ladder if rung.chosen), None) if opened else None
    if band is not None and chosen.decides and band.competence.level is not None:
        sealed["band"] = int(band.competence.level)
        sealed["why"] = {"zh": band.why.zh, "en": band.why.en}
    if chosen.decides:
        sealed["checks"] = {check.key: check.state for check in progress.checks}
        sealed["clocks"] = {clock.id: clock.due_at.isoformat() for clock in progress.clocks if clock.is_open}
    dated = dated_too_far_back(chosen.outcome.form, values, progress.case.now)
    if dated is not None:
        sealed["waits"] = dated.isoformat()
    return sealed


def dated_too_far_back(form: Form, values: Mapping[str, Any], now: datetime) -> date | None:
    """The earliest day, among those on which something is said to have happened, that is too far back."""
    earliest = local_day(now) - timedelta(days=MOST_DAYS_BACK)
    days = [_day(values[each.name]) for each in form.fields if each.happened and each.name in values]
    return min((day for day in days if day < earliest), default=None)


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value
