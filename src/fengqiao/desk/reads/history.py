"""What happened, newest first: the acts of a matter and the dated facts of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengqiao.desk import drawing
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import BY_CLOCK, Act, Procedure
from fengqiao.shell import face as shell


def of_matter(view: procedures.MatterView) -> tuple[shell.Entry, ...]:
    """Every act of one matter with what was filled in, the reasons and the answers."""
    return of_acts(view.acts, view.progress.definition.for_case(view.progress.case))


def of_acts(acts: Sequence[Act], definition: Procedure) -> tuple[shell.Entry, ...]:
    """Acts of one matter, newest first."""
    return tuple(_entry(act, definition) for act in reversed(acts))


def of_person(acts: Iterable[procedures.PersonAct]) -> tuple[shell.Entry, ...]:
    """The acts of all matters of a person in one line of time, each leading to its matter."""
    return tuple(
        _entry(each.act, each.definition, href=reverse("desk:matter", args=(each.matter,)), prefix=each.title)
        for each in acts
    )


def _entry(act: Act, definition: Procedure, *, href: str = "", prefix: shell.Words = "") -> shell.Entry:
    step, outcome = _titles(act, definition)
    zh, en = f"{step.zh}：{outcome.zh}", f"{step.en}: {outcome.en}"
    if prefix:
        zh, en = f"{prefix.zh} · {zh}", f"{prefix.en} · {en}"
    return shell.Entry(
        at=act.at,
        title=shell.Text(zh, en),
        tone=_tone(act, definition),
        actor=_("the clock") if act.by.kind == BY_CLOCK.kind else act.by.name,
        text=_filled(act, definition),
        box=act.reasons,
        href=href,
    )


def _titles(act: Act, definition: Procedure) -> tuple[Any, Any]:
    """The step and the outcome in words; acts that the engine itself knows have none in the definition."""
    try:
        step = definition.step(act.step)
    except KeyError:
        return _BUILT_IN.get(act.step, shell.Text(act.step, act.step)), shell.Text(act.outcome, act.outcome)
    wide = {each.key: each for each in definition.matter_wide}
    outcome = step.outcome(act.outcome) or wide.get(act.outcome)
    return step.title, outcome.title if outcome else shell.Text(act.outcome, act.outcome)


def _tone(act: Act, definition: Procedure) -> Any:
    if act.by.kind == BY_CLOCK.kind:
        return "danger"
    try:
        outcome = definition.step(act.step).outcome(act.outcome)
    except KeyError:
        return "mute"
    if outcome is None:
        return "warn"
    return "ok" if outcome.grants else "warn" if outcome.reasons else ""


def _filled(act: Act, definition: Procedure) -> shell.Words:
    """The values of the act's form in one line, in both languages."""
    try:
        outcome = definition.step(act.step).outcome(act.outcome)
    except KeyError:
        return ""
    if outcome is None:
        return ""
    values: Mapping[str, Any] = {name: value for name, value in act.data.items() if value not in ("", None, [])}
    facts = drawing.shown(outcome.form.fields, values)
    return shell.Text(
        "；".join(f"{fact.label.zh} {_word(fact.value, 'zh')}" for fact in facts),
        "; ".join(f"{fact.label.en}: {_word(fact.value, 'en')}" for fact in facts),
    )


def _word(value: Any, language: str) -> str:
    return str(getattr(value, language, value))


_BUILT_IN = {
    "confirm": shell.Text("补录确认", "Late record confirmed"),
    "papers": shell.Text("文书", "Papers"),
}
