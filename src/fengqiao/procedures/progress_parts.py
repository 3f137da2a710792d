"""Who has taken a part in a matter and may therefore not act at a later step: who fills, reviews and decides are
different people (docs/separation.md)."""

from __future__ import annotations

from collections.abc import Mapping

from fengqiao.procedures.grammar import APPLICATION, Act, Does, Outcome, OutcomeKind, Procedure, Step, Text
from fengqiao.procedures.progress_fold import outcome_of
from fengqiao.procedures.progress_moment import Moment
from fengqiao.procedures.progress_records import Barred

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
