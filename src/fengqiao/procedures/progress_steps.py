"""What an open step offers: who is competent, which rung decides and why, who is barred, what may be
chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fengqiao.procedures.grammar import (
    APPLICATION,
    Act,
    Actor,
    Band,
    Case,
    Copy,
    Does,
    Ladder,
    Level,
    Outcome,
    OutcomeKind,
    Procedure,
    Step,
    Text,
    typed,
)
from fengqiao.procedures.progress_clocks import competence_of
from fengqiao.procedures.progress_fold import Standing, Visit, outcome_of, runs_of
from fengqiao.procedures.progress_records import (
    BandShown,
    Barred,
    CheckShown,
    ClockShown,
    Competence,
    OpenStep,
    OutcomeShown,
)

if TYPE_CHECKING:
    from fengqiao.law.face import Citation


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything the open steps are computed from."""

    definition: Procedure
    standing: Standing
    case: Case
    checks: tuple[CheckShown, ...]
    clocks: tuple[ClockShown, ...]


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


# ---- ladders
# -------------------------------------------------------------------------------------------------


def ladder_shown(moment: Moment, step: Step, barred: tuple[Barred, ...] = ()) -> tuple[BandShown, ...]:
    """Every rung of the step's ladder, with the one that decides now and why."""
    if not isinstance(step.actor, Ladder):
        return ()
    case, bands = moment.case, step.actor.bands
    whys = [_why(band, case) for band in bands]
    place = next(index for index, (applies, _) in enumerate(whys) if applies)
    place, moved = _moved_up(moment, step, bands, place, barred)
    return tuple(
        _band(case, band, chosen=index == place, why=_told(index, place, why, moved))
        for index, (band, (_, why)) in enumerate(zip(bands, whys, strict=True))
    )


def _why(band: Band, case: Case) -> tuple[bool, Text]:
    if band.when is not None and not band.when.holds(case):
        return False, band.when.explain(case)
    if band.delegated is not None:
        given = case.facts.delegated(band.delegated, case.today)
        if given is None:
            return False, Text(
                "县级社区矫正机构未委托司法所办理", "the county institution has not delegated this to the office"
            )
        because = band.when.explain(case) if band.when is not None else band.title
        return True, Text(
            f"{because.zh}；已由县级社区矫正机构委托（{given.document}）",
            f"{because.en}; delegated by the county institution ({given.document})",
        )
    return True, band.when.explain(case) if band.when is not None else Text(
        "不属于其他各档情形", "none of the other cases applies"
    )


def _moved_up(
    moment: Moment, step: Step, bands: tuple[Band, ...], place: int, barred: tuple[Barred, ...]
) -> tuple[int, Text | None]:
    """Go up one level where someone sent the decision up, or where too few people keep the persons apart."""
    reason: Text | None = None
    for _ in range(_sent_up(moment, step)):
        place = _next_up(bands, place)
        reason = Text("已报请上一级决定", "sent up to the next level")
    kept_out = {each.person for each in barred}
    while (holders := moment.case.facts.holders) is not None:
        able = frozenset().union(*(holders.get(role, frozenset()) for role in bands[place].actor.roles))
        higher = _next_up(bands, place)
        if able - kept_out or higher == place:
            break
        place = higher
        reason = Text(
            "本级无可回避之外的决定人员，报请上一级决定",
            "nobody at this level is free of an earlier part in the matter, so the next level decides",
        )
    return place, reason


def _sent_up(moment: Moment, step: Step) -> int:
    """How often the decision was sent up since the step last opened anew."""
    visit = moment.standing.open_visit(step.key)
    since = visit.opened_by if visit is not None else len(moment.standing.acts)
    acts = moment.standing.acts[since + 1 :]
    return sum(act.step == step.key and outcome_of(moment.definition, act).raises_band for act in acts)


def _next_up(bands: tuple[Band, ...], place: int) -> int:
    higher = [index for index, band in enumerate(bands) if band.level < bands[place].level]
    return max(higher, key=lambda index: bands[index].level, default=place)


def _told(index: int, place: int, why: Text, moved: Text | None) -> Text:
    return moved if moved is not None and index == place else why


def _band(case: Case, band: Band, *, chosen: bool, why: Text) -> BandShown:
    given = case.facts.delegated(band.delegated, case.today) if band.delegated else None
    return BandShown(
        title=band.title,
        competence=competence_of(band.actor, case),
        limit=band.when.stated(lambda name: int(case.parameter(name)))
        if band.when is not None
        else Text("其他情形", "otherwise"),
        chosen=chosen,
        why=why,
        delegated_by=given.document if given else None,
        files_with=band.files_with,
        copies=tuple(copy.to.key for copy in band.copies),
        basis=band.basis,
    )


def band_of_act(definition: Procedure, act: Act) -> Band | None:
    """The band under which an act was decided, as sealed in it."""
    level = act.sealed.get("band")
    actor = definition.step(act.step).actor
    return actor.band_at(Level(level)) if level is not None and isinstance(actor, Ladder) else None


def copies_of(definition: Procedure, act: Act, outcome: Outcome) -> tuple[Copy, ...]:
    """Who must hear of an act: by its outcome, and by the band that granted it."""
    band = band_of_act(definition, act)
    named = outcome.copies + (band.copies if band is not None and outcome.grants else ())
    return tuple(copy for copy in named if not copy.sent_by)


# ---- separation of persons
# -----------------------------------------------------------------------------------

_PARTS: Mapping[Does, tuple[Does, ...]] = {
    Does.REVIEW: (Does.FILL, Does.DECIDE),
    Does.CONSULT: (Does.FILL, Does.DECIDE),
    Does.DECIDE: (Does.FILL, Does.REVIEW, Does.CONSULT),
}
_TOOK_PART = {
    Does.FILL: Text("已提出本事项", "proposed this matter"),
    Does.REVIEW: Text("已审核本事项", "reviewed this matter"),
    Does.CONSULT: Text("已就本事项出具意见", "gave an opinion in this matter"),
    Does.DECIDE: Text("已决定本事项", "decided this matter"),
}


def barred_from(moment: Moment, step: Step) -> tuple[Barred, ...]:
    """The persons who may not act here: who fills, reviews and decides one matter are different people."""
    barred: dict[str, Barred] = {}
    for act in moment.standing.acts:
        part = _part(moment.definition, act)
        if part is not None and part in _PARTS.get(step.does, ()):
            for person in act.by.persons:
                barred.setdefault(person, Barred(person=person, name=act.by.name, reason=_TOOK_PART[part]))
    return tuple(barred.values())


def _part(definition: Procedure, act: Act) -> Does | None:
    """The part an act makes its person take. Recording a person's own application is not proposing."""
    if act.step == APPLICATION:
        owners = {start.actor.key for start in definition.starts if start.actor is not None}
        return None if owners & {"subject", "guardian"} else Does.FILL
    does, outcome = definition.step(act.step).does, outcome_of(definition, act)
    if outcome.proposes:
        return Does.FILL
    if does is Does.DECIDE and not decides(definition.step(act.step), outcome):
        return None
    return does if does in _TOOK_PART else None


def decides(step: Step, outcome: Outcome) -> bool:
    """Whether choosing this outcome is deciding."""
    if outcome.decides is not None:
        return outcome.decides
    return step.does is Does.DECIDE and outcome.kind is OutcomeKind.CHOICE and not outcome.raises_band


# ---- outcomes
# ------------------------------------------------------------------------------------------------


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
    if outcome.raises_band and _is_top(rungs):
        return Text("已是最高一级", "this is already the highest level"), outcome.basis
    if outcome.grants:
        failed = next((check for check in moment.checks if check.state == "block"), None)
        if failed is not None:
            title, evidence = failed.title, failed.evidence
            return Text(f"{title.zh}：{evidence.zh}", f"{title.en}: {evidence.en}"), failed.basis
    return None


def _is_top(rungs: tuple[BandShown, ...]) -> bool:
    chosen = next((rung.competence.level for rung in rungs if rung.chosen), None)
    levels = [rung.competence.level for rung in rungs if rung.competence.level is not None]
    return chosen is None or chosen <= min(levels)
