"""Which functions of other rooms an act calls and which papers it issues, with which values. The store does both in the
act's transaction."""

from __future__ import annotations

from fengqiao.procedures.grammar import Act, Effect, Paper
from fengqiao.procedures.progress_fold import CONFIRM, CONFIRMED, PAPERS, outcome_of
from fengqiao.procedures.progress_records import EffectCall, PaperOrder, Progress
from fengqiao.procedures.progress_steps import decides


def calls(after: Progress, act: Act) -> tuple[EffectCall, ...]:
    """The effects of one act, given the standing after it. A back-dated act has none until it is
    confirmed."""
    applied = _given_force(after, act)
    if applied is None:
        return ()
    outcome = outcome_of(after.definition, applied)
    return tuple(
        EffectCall(name=each.name, act=applied, function=each.function, values=each.gives(after.case))
        for each in outcome.effects
        if isinstance(each, Effect)
    )


def papers(after: Progress, act: Act) -> tuple[PaperOrder, ...]:
    """The papers that one act issues, given the standing after it; none for an act that waits to be confirmed."""
    applied = _given_force(after, act)
    if applied is None:
        return ()
    outcome = outcome_of(after.definition, applied)
    return tuple(
        PaperOrder(
            kind=each.id,
            act=applied,
            decides=decides(after.definition.step(applied.step), outcome),
            values=values,
            item=item,
        )
        for each in outcome.papers
        if isinstance(each, Paper)
        for item, values in enumerate(each.values(after.case))
    )


def _given_force(after: Progress, act: Act) -> Act | None:
    if act.step == PAPERS or act.sealed.get("waits"):
        return None
    if act.step != CONFIRM:
        return act
    if act.outcome != CONFIRMED:
        return None
    return next(each for each in after.case.acts if str(each.uid) == act.data["act"])
