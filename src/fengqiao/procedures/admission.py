"""Whether an act may be done now: competence, separation of persons, form, reasons, answers, and a fresh
view.

Pure. The store calls these under a lock on the matter's row, so that of two who decide at once one is
admitted and
the other is told what was decided and by whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fengqiao.procedures.grammar import (
    APPLICATION,
    FACT,
    LETTER,
    PERSON,
    Act,
    By,
    OutcomeKind,
    StartKind,
    Text,
    read,
)
from fengqiao.procedures.progress_fold import CONFIRM, CONFIRMED, PAPERS, REJECTED
from fengqiao.procedures.progress_records import OpenStep, OutcomeShown, Progress, Refusal
from fengqiao.procedures.progress_routes import seal

LONGEST_REASONS = 4_000
PAPER_STATES = frozenset({"issued", "delivered", "sent", "acknowledged"})

_NO_STEP = Refusal(code="not_open", reason=Text("该环节现在未在办理中", "this step does not wait for anything now"))
_ENDED = Refusal(code="not_open", reason=Text("该事项已办结", "this matter has ended"))
_NO_OUTCOME = Refusal(code="no_such_outcome", reason=Text("该环节没有此项处理", "this step has no such way out"))
_NO_REASONS = Refusal(code="reasons", reason=Text("请写明理由", "reasons must be given"))
_TOO_LONG = Refusal(code="reasons", reason=Text("理由过长", "the reasons are too long"))


def admit(
    progress: Progress,
    *,
    uid: UUID,
    step: str,
    outcome: str,
    by: By,
    data: Mapping[str, Any],
    now: datetime,
    version: int,
    reasons: str = "",
    answers: Mapping[str, str] | None = None,
) -> Act | Refusal:
    """The act, ready to be appended, or why not. `version` is the one the actor saw."""
    given = {key: text.strip() for key, text in (answers or {}).items()}
    chosen = _choose(progress, step, outcome, version)
    if isinstance(chosen, Refusal):
        return chosen
    opened, shown = chosen
    refusal = _competent(progress, opened, shown, by) or _allowed(progress, shown, reasons, given)
    if refusal is not None:
        return refusal
    reading = read(shown.form, data, progress.case)
    if reading.wrong:
        text = Text("表单中有需要更正的内容", "some entries must be corrected")
        return Refusal(code="form", reason=text, wrong=reading.wrong)
    return Act(
        uid=uid,
        step=step,
        outcome=outcome,
        by=by,
        at=now,
        data=dict(data),
        reasons=reasons.strip(),
        answers=given,
        sealed=seal(progress, step, shown, reading.values),
    )


def _choose(progress: Progress, step: str, outcome: str, version: int) -> tuple[OpenStep, OutcomeShown] | Refusal:
    if version != progress.version:
        return _stale(progress)
    if progress.ended is not None:
        return _ENDED
    opened = progress.open_step(step)
    if opened is None:
        return _NO_STEP
    shown = opened.outcome(outcome)
    return _NO_OUTCOME if shown is None else (opened, shown)


def _stale(progress: Progress) -> Refusal:
    """Somebody acted since the page was drawn: say who and what."""
    last = progress.case.acts[-1] if progress.case.acts else None
    if last is None:
        return Refusal(code="stale", reason=Text("页面已过期，请重新打开", "this page is out of date"))
    shown = next((each for each in progress.steps if each.at == last.at and each.key == last.step), None)
    what = shown.outcome if shown is not None and shown.outcome is not None else Text(last.name, last.name)
    who = last.by.name or "系统"
    text = Text(f"{who}已先行办理：{what.zh}", f"{last.by.name or 'the system'} acted first: {what.en}")
    return Refusal(code="stale", reason=text)


def _competent(progress: Progress, opened: OpenStep, shown: OutcomeShown, by: By) -> Refusal | None:
    if by.kind != PERSON:
        return _may_come_of_itself(progress, opened, shown, by)
    if shown.outcome.kind is OutcomeKind.LETTER:
        text = Text("须收到来函后办理", "this follows from a letter that has arrived")
        return Refusal(code="not_competent", reason=text)
    if not shown.competence.allows(by):
        title = shown.competence.title
        return Refusal(
            code="not_competent",
            reason=Text(f"应由{title.zh}办理", f"this is for: {title.en}"),
            basis=opened.basis,
        )
    barred = next((each for each in opened.barred if each.person in by.persons), None)
    if barred is not None and (shown.decides or opened.does != "decide"):
        text = Text(
            f"您{barred.reason.zh}，不能同时办理本环节",
            f"you {barred.reason.en} and cannot act here as well",
        )
        return Refusal(code="barred", reason=text)
    return None


def _may_come_of_itself(progress: Progress, opened: OpenStep, shown: OutcomeShown, by: By) -> Refusal | None:
    """Letters answer letter outcomes; a letter, a clock or a fact may start what the definition says they
    start."""
    if by.kind == LETTER and shown.outcome.kind is OutcomeKind.LETTER:
        return None
    kinds = {LETTER: {StartKind.LETTER}, FACT: {StartKind.FACT}}.get(
        by.kind, {StartKind.CLOCK, StartKind.DATE, StartKind.EVERY}
    )
    if opened.key == APPLICATION and any(start.kind in kinds for start in progress.definition.starts):
        return None
    return Refusal(code="not_competent", reason=Text("该环节须由人办理", "a person must act here"))


def _allowed(progress: Progress, shown: OutcomeShown, reasons: str, answers: Mapping[str, str]) -> Refusal | None:
    if not shown.allowed:
        assert shown.reason is not None
        return Refusal(code="not_allowed", reason=shown.reason, basis=shown.basis)
    if shown.reasons_required and not reasons.strip():
        return _NO_REASONS
    if len(reasons) > LONGEST_REASONS or any(len(text) > LONGEST_REASONS for text in answers.values()):
        return _TOO_LONG
    for check in progress.checks:
        if check.key in shown.must_answer and not answers.get(check.key):
            return Refusal(
                code="note" if check.state == "not_checked" else "answers",
                reason=Text(f"请就“{check.title.zh}”作出说明", f"please answer: {check.title.en}"),
                basis=check.basis,
            )
    return None


def confirm(
    progress: Progress, *, uid: UUID, act: UUID, by: By, now: datetime, accept: bool, reasons: str = ""
) -> Act | Refusal:
    """A second person gives force to a back-dated act, or strikes it out with reasons."""
    waiting = next((each for each in progress.unconfirmed if each.act == act), None)
    if waiting is None:
        return _NO_STEP
    if not waiting.competence.allows(by):
        title = waiting.competence.title
        return Refusal(code="not_competent", reason=Text(f"应由{title.zh}办理", f"this is for: {title.en}"))
    if waiting.recorded_by in by.persons:
        text = Text("补录事项须由另一人确认", "someone else must confirm what you recorded late")
        return Refusal(code="barred", reason=text)
    if not accept and not reasons.strip():
        return _NO_REASONS
    outcome = CONFIRMED if accept else REJECTED
    return Act(uid=uid, step=CONFIRM, outcome=outcome, by=by, at=now, data={"act": str(act)}, reasons=reasons)


def note_paper(
    progress: Progress, *, uid: UUID, act: UUID, by: By, now: datetime, state: str, data: Mapping[str, str]
) -> Act | Refusal:
    """Note that a paper or a copy was done by hand. `data` names `paper` or `copy`, and the `number` if any.

    Whoever may act for the office or the county institution over this matter may note it.
    """
    papers = {(paper.id, paper.act) for paper in progress.papers}
    copies = {(copy.to, copy.act) for copy in progress.copies}
    known = (data.get("paper"), act) in papers or (data.get("copy"), act) in copies
    if state not in PAPER_STATES or not known:
        return _NO_OUTCOME
    if not progress.case.area.startswith(by.area) or not by.area:
        return Refusal(code="not_competent", reason=Text("不属于您的辖区", "this is not in your area"))
    return Act(uid=uid, step=PAPERS, outcome=state, by=by, at=now, data={**data, "act": str(act)})
