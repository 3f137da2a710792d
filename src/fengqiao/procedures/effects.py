"""Which functions of other rooms an act calls, which papers it issues and which letters it writes, with which values.
The store does all of it in the act's transaction."""

from __future__ import annotations

from fengqiao.procedures.grammar import Act, Effect, Later, Paper
from fengqiao.procedures.progress_fold import CONFIRM, CONFIRMED, PAPERS, outcome_of
from fengqiao.procedures.progress_ladders import copies_of
from fengqiao.procedures.progress_parts import decides
from fengqiao.procedures.progress_records import EffectCall, LetterOrder, PaperOrder, Progress


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


def letters(after: Progress, act: Act) -> tuple[LetterOrder, ...]:
    """The letters that one act writes, copies first; none for an act that waits to be confirmed."""
    applied = _given_force(after, act)
    if applied is None:
        return ()
    outcome = outcome_of(after.definition, applied)
    subject = after.definition.step(applied.step).title
    copies = tuple(
        LetterOrder(
            kind=each.letter, act=applied, to=each.to.key, to_title=each.to.title, subject=subject,
            encloses=each.encloses, values={},
        )
        for each in copies_of(after.definition, applied, outcome)
        if not isinstance(each.letter, Later)
    )  # fmt: skip
    written = tuple(
        LetterOrder(
            kind=each.kind, act=applied, to=each.to.key, to_title=each.to.title, subject=outcome.title, encloses=(),
            values=each.gives(after.case) if each.gives else {},
        )
        for each in outcome.letters
        if not isinstance(each.kind, Later)
    )  # fmt: skip
    return copies + written


def _given_force(after: Progress, act: Act) -> Act | None:
    if act.step == PAPERS or act.sealed.get("waits"):
        return None
    if act.step != CONFIRM:
        return act
    if act.outcome != CONFIRMED:
        return None
    return next(each for each in after.case.acts if str(each.uid) == act.data["act"])
