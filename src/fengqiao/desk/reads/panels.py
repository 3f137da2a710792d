"""The panels of a procedure page: one for each open step, with what this viewer may do there and what not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk import drawing
from fengqiao.desk.reads import basis, drafts
from fengqiao.kit.ids import new_id
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import (
    COURT,
    DECISION_ORGAN,
    EXIT_ENTRY,
    POLICE,
    PRISON,
    PROCURATORATE,
    Level,
)
from fengqiao.shell import face as shell
from fengqiao.users import face as users

ORGANS: dict[str, shell.Words] = {
    each.key: each.title for each in (COURT, DECISION_ORGAN, PROCURATORATE, POLICE, PRISON, EXIT_ENTRY)
}
"""Organs that hear of a decision, by key."""
FACTOR_FIELD = "factor_code"
"""The middleware of the users room takes a code that a form carries under this name."""


@record(kw_only=True)
class Way:
    """One way out of a step as a card: a link that opens its panel, or the reason why it is closed."""

    key: str
    title: shell.Words
    note: shell.Words
    href: str
    refused: shell.Words
    chosen: bool
    basis: tuple[shell.Basis, ...]


@record(kw_only=True)
class Doing:
    """The chosen way out with its form: what is sent when the button is pressed."""

    outcome: str
    title: shell.Words
    action: str
    draft_action: str
    preview_action: str
    fields: tuple[shell.Field, ...]
    answers: tuple[shell.Field, ...]
    reasons: shell.Field | None
    code: shell.Field | None
    button: shell.Words
    icon: str
    tone: str
    decides: bool
    request: str
    seen: int
    problem: shell.Words
    problem_basis: tuple[shell.Basis, ...]


@record(kw_only=True)
class Panel:
    """One open step: who it waits for, the ladder, the ways out, and the form of the chosen one."""

    step: str
    title: shell.Words
    waits_for: shell.Words
    place: str
    since: datetime
    may_act: bool
    barred: shell.Words
    band: shell.Band | None
    ladder: tuple[shell.Band, ...]
    basis: tuple[shell.Basis, ...]
    ways: tuple[Way, ...]
    other_ways: tuple[Way, ...]
    doing: Doing | None
    saved_at: datetime | None
    no_clock: shell.Words


def panels(view: procedures.MatterView, *, by: audit.Actor, now: datetime, attempt: Any) -> tuple[Panel, ...]:
    """A panel for each open step; those in which the viewer may act come first."""
    made = [_panel(view, step, by=by, now=now, attempt=attempt) for step in view.progress.open_steps]
    return tuple(sorted(made, key=lambda panel: not panel.may_act))


def bands(ladder: tuple[procedures.BandShown, ...]) -> tuple[shell.Band, ...]:
    """The whole ladder, with why one of its rungs decides."""
    return tuple(_band(rung) for rung in ladder)


def _panel(
    view: procedures.MatterView, step: procedures.OpenStep, *, by: audit.Actor, now: datetime, attempt: Any
) -> Panel:
    barred = procedures.barred(step, by)
    mine = tuple(each for each in step.outcomes if procedures.may(each.competence, by))
    open_to_me = tuple(each for each in mine if not (barred and each.decides))
    chosen = _chosen(open_to_me, wanted=attempt.outcome if attempt.step == step.key else "")
    draft = _draft(view, step, chosen)
    ladder = bands(step.ladder)
    return Panel(
        step=step.key,
        title=step.title,
        waits_for=step.competence.title,
        place=_place(step.competence),
        since=step.since,
        may_act=bool(open_to_me),
        barred=barred.reason if barred is not None and mine else "",
        band=next((rung for rung in ladder if rung.is_this), None),
        ladder=ladder,
        basis=basis.of(step.basis),
        ways=tuple(_way(view, step, each, chosen) for each in open_to_me if not each.is_matter_wide),
        other_ways=tuple(_way(view, step, each, chosen) for each in open_to_me if each.is_matter_wide),
        doing=None if chosen is None else _doing(view, step, chosen, by=by, now=now, attempt=attempt),
        saved_at=draft.saved_at if draft is not None else None,
        no_clock=step.no_clock if step.no_clock and not step.clocks else "",
    )


def _chosen(outcomes: tuple[procedures.OutcomeShown, ...], *, wanted: str) -> procedures.OutcomeShown | None:
    """The one asked for, else the ordinary one while it may be chosen.

    It is an offer: the press of the button is the act. When the ordinary way is closed nothing is offered: a refusal
    is never chosen beforehand.
    """
    asked = next((each for each in outcomes if each.key == wanted and each.allowed), None)
    ordinary = next((each for each in outcomes if not each.is_matter_wide), None)
    return asked or (ordinary if ordinary is not None and ordinary.allowed else None)


def _way(
    view: procedures.MatterView,
    step: procedures.OpenStep,
    shown: procedures.OutcomeShown,
    chosen: procedures.OutcomeShown | None,
) -> Way:
    address = shell.address("desk:matter", view.uid)
    return Way(
        key=shown.key,
        title=shown.title,
        note=shown.outcome.help or "",
        href=f"{address}?step={step.key}&outcome={shown.key}#panel-{step.key}",
        refused="" if shown.allowed else (shown.reason or _("Not possible now")),
        chosen=shown is chosen,
        basis=basis.of(shown.basis),
    )


def _doing(
    view: procedures.MatterView,
    step: procedures.OpenStep,
    shown: procedures.OutcomeShown,
    *,
    by: audit.Actor,
    now: datetime,
    attempt: Any,
) -> Doing:
    tried = attempt.step == step.key and attempt.outcome == shown.key
    refusal = attempt.refusal if tried else None
    names = (view.uid, step.key, shown.key)
    return Doing(
        outcome=shown.key,
        title=shown.title,
        action=reverse("desk:act", args=names),
        draft_action=reverse("desk:draft", args=names),
        preview_action=reverse("desk:paper-draft", args=names) if drafts.has_papers(shown) else "",
        fields=drawing.draw(
            shown.form,
            sent=_values(view, step, shown, attempt if tried else None),
            case=view.progress.case,
            wrong=refusal.wrong if refusal else (),
        ),
        answers=_answers(view, shown, attempt.answers if tried else {}, refusal),
        reasons=_reasons(shown, attempt.reasons if tried else "", refusal),
        code=_code(shown, by=by, now=now),
        button=_button(shown),
        icon="signature" if shown.decides else "check",
        tone="primary",
        decides=shown.decides,
        request=str(new_id()),
        seen=view.progress.version,
        problem=_problem(attempt) if tried else "",
        problem_basis=() if refusal is None else basis.of(refusal.basis),
    )


def _problem(attempt: Any) -> shell.Words:
    """What is wrong beyond single fields."""
    if attempt.problem:
        return attempt.problem
    return "" if attempt.refusal is None or attempt.refusal.code == "form" else attempt.refusal.reason


def _values(
    view: procedures.MatterView, step: procedures.OpenStep, shown: procedures.OutcomeShown, attempt: Any
) -> Mapping[str, Any]:
    """What the fields hold: what was just sent, else the draft, else what the definition says to start from."""
    if attempt is not None and attempt.sent:
        return dict(attempt.sent)
    draft = _draft(view, step, shown)
    kept = draft.data if draft is not None else {}
    return {**drawing.begun(shown.form, told=view.progress.form, said=step.said), **kept}


def _draft(
    view: procedures.MatterView, step: procedures.OpenStep, shown: procedures.OutcomeShown | None
) -> procedures.DraftView | None:
    """The viewer's draft of this round; one from before the step was opened again is none."""
    draft = view.draft(step.key, shown.key) if shown is not None else None
    return draft if draft is not None and draft.saved_at >= step.since else None


def _answers(
    view: procedures.MatterView,
    shown: procedures.OutcomeShown,
    sent: Mapping[str, str],
    refusal: procedures.Refusal | None,
) -> tuple[shell.Field, ...]:
    """One text for each check that must be answered in writing."""
    found = {check.key: check for check in view.progress.checks}
    wrong = {problem.field: problem.text for problem in (refusal.wrong if refusal else ())}
    return tuple(
        shell.Field(
            name=f"answer-{key}", label=found[key].title, kind="textarea", value=sent.get(key, ""), required=True,
            hint=found[key].evidence, error=wrong.get(key, ""), span=6,
        )
        for key in shown.must_answer
        if key in found
    )  # fmt: skip


def _reasons(shown: procedures.OutcomeShown, sent: str, refusal: procedures.Refusal | None) -> shell.Field | None:
    """Reasons where the law wants them, an opinion where one may be given."""
    if not (shown.reasons_required or shown.outcome.opinion or shown.decides):
        return None
    missing = refusal is not None and refusal.code == "reasons"
    return shell.Field(
        name="reasons",
        label=_("Reasons") if shown.reasons_required else _("Opinion"),
        kind="textarea",
        value=sent,
        required=shown.reasons_required,
        error=refusal.reason if refusal is not None and missing else "",
        hint=_("The person is told these reasons") if shown.reasons_required else "",
        span=6,
    )


def _code(shown: procedures.OutcomeShown, *, by: audit.Actor, now: datetime) -> shell.Field | None:
    """The second factor again, when it was last given too long ago for a decision."""
    if not shown.decides or users.verified_within(by, now):
        return None
    return shell.Field(
        name=FACTOR_FIELD, label=_("Code of your second factor"), kind="code", required=True, span=2,
        hint=_("Asked again when the last time is more than five minutes ago"),
    )  # fmt: skip


def _button(shown: procedures.OutcomeShown) -> shell.Words:
    """What the press does: a decision is signed."""
    if not shown.decides:
        return shown.title
    return shell.Text(f"签名并{shown.title.zh}", f"Sign: {shown.title.en}")


def _band(rung: procedures.BandShown) -> shell.Band:
    level = rung.files_with
    files = (
        shell.Text("", "") if level is None else shell.Text(f"报{level.title.zh}备案", f"filed with {level.title.en}")
    )
    organs = [ORGANS.get(key, key) for key in rung.copies]
    zh = "；".join(filter(None, (files.zh, *(getattr(each, "zh", each) for each in organs))))
    en = "; ".join(filter(None, (files.en, *(getattr(each, "en", each) for each in organs))))
    return shell.Band(
        who=rung.title,
        limit=rung.limit,
        is_this=rung.chosen,
        why=rung.why,
        delegation=""
        if not rung.delegated_by
        else shell.Text(f"委托书 {rung.delegated_by}", f"by {rung.delegated_by}"),
        copies=shell.Text(zh, en),
        basis=basis.of(rung.basis),
    )


def _place(competence: procedures.Competence) -> str:
    """The office or institution in whose hands the step lies."""
    if competence.level is None:
        return ""
    if competence.level is Level.VILLAGE:
        return areas.place(competence.area).name
    return areas.office_name(competence.area)
