"""The papers of a matter on its page: those of this system, those made by hand, copies and letters, each with what may
be noted of it next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.desk.reads import letters as written
from fengqiao.desk.reads import papers as issued
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Later, Procedure
from fengqiao.procedures.grammar import Paper as DefinedPaper
from fengqiao.shell import face as shell


@record(kw_only=True)
class Paper:
    """A paper, a copy or a thing to do by hand that an act of this matter calls for.

    `next_state` is what may be noted about it now: issued, sent, delivered, acknowledged; empty when nothing is left.
    """

    id: str
    title: shell.Words
    tag: shell.Tag
    since: datetime
    number: str
    note: shell.Words = ""
    kind: str = ""
    act: str = ""
    state: str = ""
    next_state: str = ""
    button: shell.Words = ""
    href: str = ""
    pdf: str = ""


def of_matter(
    progress: procedures.Progress,
    built: Mapping[tuple[str, UUID], tuple[issued.Listed, ...]],
    letters: Mapping[tuple[str, UUID], written.Listed],
) -> tuple[Paper, ...]:
    """Papers, copies, letters to others, and what is done by hand, in this order."""
    titles = _paper_titles(progress.definition)
    papers: list[Paper] = []
    for shown in progress.papers:
        found = built.get((shown.id, shown.act), ())
        papers += [_built(shown, each) for each in found] or [_by_hand(shown, titles)]
    copies = [
        _sent(c, letters[c.to, c.act])
        if (c.to, c.act) in letters
        else Paper(
            id=c.to, title=c.title, tag=_paper_state(c.state), since=c.since, number="", note=_("Copy"), kind="copy",
            act=str(c.act), state=c.state, next_state=AFTER_COPY.get(c.state, ""),
            button=NOTES.get(AFTER_COPY.get(c.state, ""), ""),
        )
        for c in progress.copies
    ]  # fmt: skip
    by_hand = [
        Paper(
            id=h.id, title=h.title or shell.Text(h.id, h.id), tag=_paper_state("by_hand"), since=h.since, number="",
            note=_("Not built yet: done outside this system"),
        )
        for h in progress.by_hand
    ]  # fmt: skip
    told = {(c.to, c.act) for c in progress.copies}
    times = {act.uid: act.at for act in progress.standing.acts}
    others = [_letter(each, times[key[1]]) for key, each in letters.items() if key not in told and key[1] in times]
    return (*papers, *copies, *others, *by_hand)


def _built(shown: procedures.PaperShown, found: issued.Listed) -> Paper:
    """A paper of this system: its number and state lead to its own page."""
    return Paper(
        id=shown.id, title=found.row.title, tag=found.tag, since=shown.since, number=found.row.number, kind="paper",
        act=str(shown.act), state=found.row.state, href=found.href, pdf=found.pdf,
    )  # fmt: skip


def _by_hand(shown: procedures.PaperShown, titles: Mapping[str, shell.Words]) -> Paper:
    """A paper that is made outside this system, and what may be noted of it next."""
    following = AFTER_PAPER.get(shown.state, "")
    return Paper(
        id=shown.id, title=titles.get(shown.id, shell.Text(shown.id, shown.id)), tag=_paper_state(shown.state),
        since=shown.since, number=shown.number or "", kind="paper", act=str(shown.act), state=shown.state,
        next_state=following, button=NOTES.get(following, ""),
    )  # fmt: skip


def _sent(shown: procedures.CopyShown, found: written.Listed) -> Paper:
    """A copy that went as a letter: its state leads to the letter's own page."""
    return Paper(
        id=shown.to, title=shown.title, tag=found.tag, since=shown.since, number=found.row.number, note=_("Copy"),
        kind="copy", act=str(shown.act), state=found.row.state, href=found.href,
    )  # fmt: skip


def _letter(found: written.Listed, since: datetime) -> Paper:
    """A letter to another office: no copy, and with an answer to wait for."""
    row = found.row
    return Paper(
        id=str(row.uid), title=shell.Text(f"致{row.name}：{row.title.zh}", f"{row.title.en}, to {row.name}"),
        tag=found.tag, since=since, number="", note=row.kind_title, kind="copy", act=str(row.act), state=row.state,
        href=found.href,
    )  # fmt: skip


AFTER_PAPER = {"by_hand": "issued", "due": "issued", "issued": "delivered", "delivered": "acknowledged"}
AFTER_COPY = {"by_hand": "sent", "due": "sent", "sent": "acknowledged"}
NOTES: dict[str, shell.Words] = {
    "issued": _("Note as issued"),
    "sent": _("Note as sent"),
    "delivered": _("Note as delivered"),
    "acknowledged": _("Note as acknowledged"),
}
"""What may be noted about a paper or a copy that is made outside this system."""


def _paper_titles(definition: Procedure) -> dict[str, shell.Words]:
    """What the papers of a definition are called."""
    named: list[Later | DefinedPaper] = [*definition.application_papers]
    for step in definition.steps:
        for outcome in step.outcomes:
            named += outcome.papers
    return {paper.id: paper.title for paper in named if paper.title is not None}


def _paper_state(state: str) -> shell.Tag:
    match state:
        case "due":
            return shell.Tag(_("Due"), "warn")
        case "issued" | "sent":
            return shell.Tag(_("Issued"), "info")
        case "delivered" | "acknowledged":
            return shell.Tag(_("Received"), "ok")
        case _:
            return shell.Tag(_("By hand"), "notice")
