"""The procedure page: steps, who may decide and why, the application, the panels, clocks, checks, papers, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk import drawing, places
from fengqiao.desk.reads import basis, deadlines, history, matter_papers, panels, path, people
from fengqiao.desk.reads import letters as written
from fengqiao.desk.reads import papers as issued
from fengqiao.desk.refusals import Refusal
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION, Form
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@record(kw_only=True)
class Attempt:
    """What somebody tried on this page: which step and outcome is open, what was sent, what is wrong with it."""

    step: str = ""
    outcome: str = ""
    sent: Mapping[str, Any] = field(default_factory=dict)
    reasons: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    refusal: procedures.Refusal | None = None
    problem: shell.Words = ""


@record(kw_only=True)
class Pressed:
    """A way out as its button named it, whether or not it is still open: enough to read what was sent."""

    title: shell.Words
    form: Form
    must_answer: tuple[str, ...]
    decides: bool


@record(kw_only=True)
class MatterPage:
    """Everything the procedure page shows."""

    uid: str
    title: shell.Words
    key: str
    sub: str
    tag: shell.Tag
    person: people.Named
    steps: tuple[shell.Step, ...]
    variants: tuple[procedures.Variant, ...]
    application: tuple[shell.Fact, ...]
    application_note: str
    panels: tuple[panels.Panel, ...]
    clocks: tuple[deadlines.Clock, ...]
    checks: tuple[shell.Check, ...]
    papers: tuple[matter_papers.Paper, ...]
    may_work: bool
    history: tuple[shell.Entry, ...]
    unconfirmed: tuple[procedures.Unconfirmed, ...]
    version: int
    places: tuple[str, ...]
    today: date


def matter_page(
    view: procedures.MatterView, *, person: people.Named, by: audit.Actor, now: datetime, attempt: Attempt
) -> MatterPage:
    """The page of one matter for one viewer at one moment."""
    progress = view.progress
    asked = progress.definition.for_case(progress.case).form
    submitted = next((act for act in reversed(view.acts) if act.step == APPLICATION), None)
    return MatterPage(
        uid=str(view.uid),
        title=view.title,
        key=view.key,
        sub=f"{person.cell.name} · {areas.office_name(view.area)} · {progress.definition.number}",
        tag=_state(progress),
        person=person,
        steps=_steps(progress, now=now),
        variants=progress.variants,
        application=drawing.shown(asked.fields, progress.form),
        application_note="" if submitted is None else submitted.by.name,
        panels=panels.panels(view, by=by, now=now, attempt=attempt),
        clocks=_clocks(progress, now=now),
        checks=checks(progress.checks),
        papers=matter_papers.of_matter(
            progress,
            issued.of_matter(view.uid),
            written.of_matter(view.uid, by=by, today=clock.local_day(now)),
        ),
        may_work=users.has(by, users.Right.WORK_CASES) or users.has(by, users.Right.DECIDE),
        history=history.of_matter(view),
        unconfirmed=progress.unconfirmed,
        version=progress.version,
        places=places.offered(by.area),
        today=clock.local_day(now),
    )


@record(kw_only=True)
class Stood:
    """A matter as it stood at the end of a past day; nothing can be pressed."""

    title: shell.Words
    sub: str
    tag: shell.Tag
    person: people.Named
    steps: tuple[shell.Step, ...]
    application: tuple[shell.Fact, ...]
    clocks: tuple[deadlines.Clock, ...]
    checks: tuple[shell.Check, ...]
    history: tuple[shell.Entry, ...]
    has_begun: bool
    on: date


def stood(view: procedures.MatterView, *, person: people.Named, on: date) -> Stood:
    """The same parts as the page of today, folded from fewer acts and the facts of that day."""
    progress = view.progress
    then = clock.start_of(on + timedelta(days=1)) - timedelta(microseconds=1)
    asked = progress.definition.for_case(progress.case).form
    return Stood(
        title=view.title,
        sub=f"{person.cell.name} · {areas.office_name(view.area)} · {progress.definition.number}",
        tag=_state(progress),
        person=person,
        steps=_steps(progress, now=then),
        application=drawing.shown(asked.fields, progress.form),
        clocks=_clocks(progress, now=then),
        checks=checks(progress.checks),
        history=history.of_matter(view),
        has_begun=bool(view.acts),
        on=on,
    )


def checks(shown: tuple[procedures.CheckShown, ...]) -> tuple[shell.Check, ...]:
    """System checks, those that stop a decision first."""
    order = ("block", "warn", "not_checked", "pass")
    ranked = sorted(shown, key=lambda check: order.index(check.state))
    return tuple(
        shell.Check(
            title=check.title,
            result="later" if check.state == "not_checked" else check.state,  # type: ignore[arg-type]
            evidence=check.evidence,
            basis=basis.of(check.basis),
        )
        for check in ranked
    )


def pressed(view: procedures.MatterView, *, step: str, outcome: str) -> Pressed | None:
    """The way out that was pressed: as it is now, else as the definition has it; the engine then says why not."""
    opened = view.progress.open_step(step)
    shown = opened.outcome(outcome) if opened is not None else None
    if shown is not None:
        return Pressed(title=shown.title, form=shown.form, must_answer=shown.must_answer, decides=shown.decides)
    definition = view.progress.definition.for_case(view.progress.case)
    try:
        defined = definition.step(step).outcome(outcome)
    except KeyError:
        return None
    if defined is None:
        return None
    return Pressed(title=defined.title, form=defined.form, must_answer=defined.answers, decides=False)


def is_noted(view: procedures.MatterView, kind: str, id: str, act: UUID, state: str) -> bool:
    """Whether a paper already stands where a note would put it: the second press of a button notes nothing."""
    if kind == "paper":
        return any((p.id, p.act, p.state) == (id, act, state) for p in view.progress.papers)
    return any((c.to, c.act, c.state) == (id, act, state) for c in view.progress.copies)


def refused(attempt: Attempt, error: Refusal) -> Attempt:
    """The same attempt with the engine's answer, or with what another room said against it."""
    if isinstance(error, procedures.Refused):
        return replace(attempt, refusal=error.refusal)
    return replace(attempt, problem=error.text)


def mine(view: procedures.MatterView, attempt: Attempt) -> tuple[shell.Fact, ...]:
    """What was about to be sent when somebody else was faster, for reading and for sending again."""
    definition = view.progress.definition.for_case(view.progress.case)
    try:
        outcome = definition.step(attempt.step).outcome(attempt.outcome)
    except KeyError:
        return ()
    if outcome is None:
        return ()
    facts = drawing.shown(outcome.form.fields, {k: v for k, v in attempt.sent.items() if v not in ("", None, [])})
    reasons = (shell.Fact(_("Reasons"), attempt.reasons),) if attempt.reasons else ()
    return (shell.Fact(_("Decision"), outcome.title), *facts, *reasons)


def theirs(view: procedures.MatterView, *, seen: int) -> tuple[shell.Entry, ...]:
    """What happened between the page that was shown and the press of the button, newest first."""
    return tuple(reversed(history.of_matter(view)))[seen:][::-1]


def _state(progress: procedures.Progress) -> shell.Tag:
    if progress.ended is not None:
        return shell.Tag(progress.ended.title, "ok" if progress.ended.result != "refused" else "", "circle-check")
    waiting = [step.title for step in progress.open_steps]
    zh = "、".join(title.zh for title in waiting)
    en = ", ".join(title.en for title in waiting)
    return shell.Tag(shell.Text(f"待办：{zh}", f"Waiting: {en}"), "warn")


def _steps(progress: procedures.Progress, *, now: datetime) -> tuple[shell.Step, ...]:
    """The way so far, what waits now, and the main way ahead."""
    states = {"done": "done", "now": "now", "ahead": "next"}
    today = clock.local_day(now)
    definition = progress.definition.for_case(progress.case)
    following = path.ahead(definition, [step.key for step in progress.open_steps])
    shown = [step for step in progress.steps if step.state in {"done", "now"}]
    coming = {step.key: step for step in progress.steps if step.state == "ahead"}
    return tuple(
        shell.Step(
            title=step.title,
            state=states[step.state],  # type: ignore[arg-type]
            note=_step_note(step, today) or _until(progress, step.key, today),
            basis=basis.of(step.basis),
        )
        for step in (*shown, *(coming[key] for key in following if key in coming))
    )


def _step_note(step: procedures.StepShown, today: date) -> shell.Words:
    if step.at is None:
        return ""
    when = shell.dense_moment(step.at, today)
    who = step.who.name if step.who is not None else ""
    result = step.outcome or shell.Text("", "")
    return shell.Text(f"{when} {who} {result.zh}".strip(), f"{when} {who} {result.en}".strip())


def _until(progress: procedures.Progress, step: str, today: date) -> shell.Words:
    """For a step that waits: until when, by the nearest of its clocks."""
    opened = progress.open_step(step)
    clocks = [each for each in progress.clocks if opened is not None and each.id in opened.clocks and each.is_open]
    if not clocks:
        return ""
    due = min(each.due_at for each in clocks)
    whole = due.astimezone(clock.SHANGHAI).time() == time(0)
    when = shell.dense_day(due - timedelta(days=1), today) if whole else shell.dense_moment(due, today)
    return shell.Text(f"限 {when} 前办结", f"by {when}")


def _clocks(progress: procedures.Progress, *, now: datetime) -> tuple[deadlines.Clock, ...]:
    """Open clocks, the nearest first."""
    running = sorted((each for each in progress.clocks if each.is_open), key=lambda each: each.due_at)
    return tuple(deadlines.of_clock(each, now=now) for each in running)
