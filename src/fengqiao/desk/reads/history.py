"""What happened, newest first: the acts of a matter, and the acts and changes in a person's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from fengqiao.desk import drawing
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION, BY_CLOCK, FieldKind, Outcome, Procedure, typed
from fengqiao.shell import face as shell

TELLING = frozenset(
    {FieldKind.CHOICE, FieldKind.DAY, FieldKind.MOMENT, FieldKind.NUMBER, FieldKind.PLACE, FieldKind.PLACES}
)
"""Kinds of fields that tell a matter at a glance: why, when, where, how long."""
MOST_TOLD = 4


def of_matter(view: procedures.MatterView) -> tuple[shell.Entry, ...]:
    """Every act of one matter with what was filled in, the reasons and the answers."""
    definition = view.progress.definition.for_case(view.progress.case)
    return tuple(entry(act, definition) for act in reversed(view.acts))


def of_person(acts: Iterable[procedures.PersonAct]) -> tuple[shell.Entry, ...]:
    """The acts of all matters of a person in one line of time, each leading to its matter."""
    return tuple(
        entry(each.act, each.definition, href=shell.address("desk:matter", each.matter), prefix=each.title)
        for each in acts
    )


def entry(
    act: procedures.ActShown, definition: Procedure, *, href: str = "", prefix: shell.Words = None
) -> shell.Entry:
    """One act: what was done, by whom, with which values; a correction is an act of its own."""
    titles = [each for each in (prefix, act.step_title, act.outcome_title) if each is not None]
    outcome = _outcome(act, definition)
    line, more = _filled(act, outcome, definition)
    return shell.Entry(
        at=act.at,
        title=shell.Text(" · ".join(each.zh for each in titles), " · ".join(each.en for each in titles)),
        tone=_tone(act, outcome),
        tags=(shell.Tag(_("Waits for confirmation"), "warn"),) if act.is_waiting else (),
        actor=_("the clock") if act.by.kind == BY_CLOCK.kind else act.by.name,
        text=line,
        more=more,
        box=_written(act),
        href=href,
    )


def _outcome(act: procedures.ActShown, definition: Procedure) -> Outcome | None:
    """The outcome in the definition; acts that the engine itself knows, such as a confirmation, have none."""
    try:
        step = definition.step(act.step)
    except KeyError:
        return None
    wide = {each.key: each for each in definition.matter_wide}
    return step.outcome(act.outcome) or wide.get(act.outcome)


def _tone(act: procedures.ActShown, outcome: Outcome | None) -> Any:
    if act.by.kind == BY_CLOCK.kind:
        return "danger"
    if outcome is None:
        return "mute"
    return "ok" if outcome.grants else "warn" if outcome.reasons else ""


def _filled(
    act: procedures.ActShown, outcome: Outcome | None, definition: Procedure
) -> tuple[shell.Words, shell.Words]:
    """The values of the act's form: what tells the matter in one line, and the rest with its labels."""
    if outcome is None:
        return "", ""
    form = definition.form if act.step == APPLICATION else outcome.form
    values = typed(form, act.data)
    telling = [field for field in form.fields if field.kind in TELLING][:MOST_TOLD]
    rest = [field for field in form.fields if field not in telling]
    told, more = drawing.shown(telling, values), drawing.shown(rest, values)
    line = shell.Text(
        "，".join(_word(fact.value, "zh") for fact in told), ", ".join(_word(fact.value, "en") for fact in told)
    )
    labelled = shell.Text(
        "；".join(f"{fact.label.zh} {_word(fact.value, 'zh')}" for fact in more),
        "; ".join(f"{fact.label.en}: {_word(fact.value, 'en')}" for fact in more),
    )
    return (line, labelled if more else "") if told else (labelled, "")


def _written(act: procedures.ActShown) -> str:
    """Reasons and answers, as they were written."""
    return "；".join(text for text in (act.reasons, *act.answers.values()) if text)


def _word(value: Any, language: str) -> str:
    return str(getattr(value, language, value))
