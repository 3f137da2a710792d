"""What an open step offers: who is competent, what may be chosen now, and why the rest may not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengqiao.procedures.grammar import APPLICATION, Actor, Ladder, Outcome, OutcomeKind, Step, Text, typed
from fengqiao.procedures.progress_clocks import competence_of
from fengqiao.procedures.progress_fold import Visit, outcome_of, runs_of
from fengqiao.procedures.progress_ladders import is_top, ladder_shown
from fengqiao.procedures.progress_moment import Moment
from fengqiao.procedures.progress_parts import barred_from, decides
from fengqiao.procedures.progress_records import BandShown, ClockShown, Competence, OpenStep, OutcomeShown

if TYPE_CHECKING:
    from fengqiao.law.face import Citation


def open_step(moment: Moment, visit: Visit) -> OpenStep:
    """One open step as it stands now."""
    step = moment.definition.step(visit.step)
    barred = barred_from(moment, step)
    rungs = ladder_shown(moment, step, barred)
    competence = _competence(moment, step, rungs)
    return OpenStep(
        key=step.key,
        title=step.title,
        does=step.does,
        competence=competence,
        since=visit.since,
        visit=len(moment.standing.visits_of(step.key)),
        outcomes=tuple(_outcome(moment, step, each, competence, rungs) for each in _offered(moment, step)),
        ladder=rungs,
        barred=barred,
        clocks=tuple(clock.id for clock in moment.clocks if clock.is_open and _presses(clock, step)),
        no_clock=step.no_clock,
        basis=step.basis,
        said=_said_before(moment, step),
    )


def _said_before(moment: Moment, step: Step) -> dict[str, Any]:
    """The forms with which this step was left before it was sent back for correction, the newest on top."""
    said: dict[str, Any] = {}
    for visit in runs_of(moment.definition, moment.standing, step.key)[-1][:-1]:
        act = moment.standing.acts[visit.closed_by] if visit.closed_by is not None else None
        if act is not None and act.step == step.key:
            said |= typed(outcome_of(moment.definition, act).form, act.data)
    return said


def _presses(clock: ClockShown, step: Step) -> bool:
    return clock.step == step.key or clock.id in step.watches


def _offered(moment: Moment, step: Step) -> tuple[Outcome, ...]:
    """The step's own outcomes and the matter-wide ones; what the clock does is not offered."""
    own = tuple(each for each in step.outcomes if each.kind is not OutcomeKind.LAPSE)
    if step.key == APPLICATION and not moment.standing.acts:
        return own
    wide = tuple(each for each in moment.definition.matter_wide if is_wide_at(each, step))
    return own + wide


def is_wide_at(outcome: Outcome, step: Step) -> bool:
    """Whether a matter-wide outcome is possible at this step."""
    return outcome.key not in step.without and (not outcome.at_steps or step.key in outcome.at_steps)


def _competence(moment: Moment, step: Step, rungs: tuple[BandShown, ...]) -> Competence:
    if step.key == APPLICATION:
        return _starters(moment)
    if isinstance(step.actor, Ladder):
        return next(rung.competence for rung in rungs if rung.chosen)
    return competence_of(step.actor, moment.case)


def _starters(moment: Moment) -> Competence:
    """Whoever may start the matter may also correct the application."""
    actors = [start.actor for start in moment.definition.starts if start.actor is not None]
    posts = [competence_of(actor, moment.case) for actor in actors if actor.holds_post]
    everyone = posts or [competence_of(actor, moment.case) for actor in actors[:1]]
    if not everyone:
        everyone = [competence_of(Actor("clock", Text("系统", "the system")), moment.case)]
    first, *others = everyone
    return Competence(
        actor=first.actor,
        title=first.title,
        level=first.level,
        roles=first.roles,
        area=first.area,
        also=tuple(others),
    )


def _outcome(
    moment: Moment, step: Step, outcome: Outcome, competence: Competence, rungs: tuple[BandShown, ...]
) -> OutcomeShown:
    forbidden = _forbidden(moment, outcome, rungs)
    is_deciding = decides(step, outcome)
    unchecked = tuple(check.key for check in moment.checks if check.state == "not_checked")
    return OutcomeShown(
        key=outcome.key,
        title=outcome.title,
        allowed=forbidden is None,
        reason=forbidden[0] if forbidden else None,
        basis=forbidden[1] if forbidden else outcome.basis,
        competence=competence_of(outcome.by, moment.case) if outcome.by is not None else competence,
        form=outcome.form,
        reasons_required=outcome.reasons,
        must_answer=tuple(dict.fromkeys(outcome.answers + (unchecked if is_deciding else ()))),
        decides=is_deciding,
        grants=outcome.grants,
        is_matter_wide=step.outcome(outcome.key) is not outcome,
        outcome=outcome,
    )


def _forbidden(
    moment: Moment, outcome: Outcome, rungs: tuple[BandShown, ...]
) -> tuple[Text, tuple[Citation, ...]] | None:
    """Why an outcome may not be chosen now, with the article."""
    if outcome.when is not None and not outcome.when.holds(moment.case):
        text = outcome.when.text
        return Text(f"仅适用于：{text.zh}", f"only when: {text.en}"), outcome.basis
    if outcome.while_runs is not None:
        clock = next((each for each in moment.clocks if each.id == outcome.while_runs), None)
        if clock is None or clock.state not in {"running", "warned", "paused"}:
            return Text("期限已过，不能再选", "the time limit has passed"), outcome.basis
    if outcome.raises_band and is_top(rungs):
        return Text("已是最高一级", "this is already the highest level"), outcome.basis
    if outcome.grants:
        failed = next((check for check in moment.checks if check.state == "block"), None)
        if failed is not None:
            title, evidence = failed.title, failed.evidence
            return Text(f"{title.zh}：{evidence.zh}", f"{title.en}: {evidence.en}"), failed.basis
    return None
