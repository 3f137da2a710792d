"""A paper before it is there: the draft of what a press would issue, and the next version of one that was issued."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads import basis, papers
from fengqiao.documents import face as documents
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Paper
from fengqiao.shell import face as shell

TOO_LONG: Final = shell.Text(
    "填写的内容超出文书可容纳的长度，请精简后再试。", "What is filled in is longer than a paper can hold; shorten it."
)


@record(kw_only=True)
class Drawn:
    """One draft as pictures."""

    title: shell.Words
    pages: tuple[str, ...]
    unprintable: str


@record(kw_only=True)
class Drafts:
    """The drafts of one press, or why there are none; `wrong` names the fields that are still to be filled in."""

    drawn: tuple[Drawn, ...] = ()
    problem: shell.Words = ""
    wrong: tuple[shell.Words, ...] = ()
    basis: tuple[shell.Basis, ...] = ()


@record(kw_only=True)
class RenewPage:
    """The next version of a paper before it is issued."""

    listed: papers.Listed
    drafts: Drafts

    @property
    def crumbs(self) -> tuple[shell.Crumb, ...]:
        """The way to this page."""
        paper = shell.Crumb(self.listed.row.title, self.listed.href)
        return (*papers.way_to(self.listed), paper, shell.Crumb(_("New version")))


def has_papers(shown: procedures.OutcomeShown) -> bool:
    """Whether choosing this way out issues a paper that can be drawn."""
    return any(isinstance(each, Paper) for each in shown.outcome.papers)


def of_press(
    matter: UUID,
    step: str,
    outcome: str,
    *,
    data: Mapping[str, Any],
    reasons: str,
    answers: Mapping[str, str],
    by: audit.Actor,
    now: datetime,
) -> Drafts:
    """What a press would issue, from what is in the form now. Nothing is kept but that somebody looked."""
    ahead = procedures.papers_ahead(
        matter=matter, step=step, outcome=outcome, data=data, reasons=reasons, answers=answers, by=by, at=now
    )
    if ahead.refusal is not None:
        refused = ahead.refusal
        return Drafts(
            problem=refused.reason, wrong=tuple(each.text for each in refused.wrong), basis=basis.of(refused.basis)
        )
    return _drafts(ahead.orders, now=now)


def renewal(uid: UUID, *, by: audit.Actor, now: datetime) -> RenewPage:
    """A paper with its next version as it would be today.

    Raises: UnknownPaper, NotYourSeal, NotAllowedNow for one that is void already or whose act is not ours.
    """
    row, person = papers.shown(uid, by=by, now=now)
    if not documents.holds_seal(by, issuer=row.issuer, level=row.level):
        raise documents.NotYourSeal
    if row.state not in papers.STANDING:
        raise documents.NotAllowedNow
    audit.read(by=by, what="paper", about=str(uid), area=row.area)
    drafts = _drafts((order_of(row, by=by, now=now),), now=now)
    return RenewPage(listed=papers.listed(row, person), drafts=drafts)


def order_of(row: documents.PaperRow, *, by: audit.Actor, now: datetime) -> documents.Order:
    """What the act of a paper would issue today. Raises: NotAllowedNow when no act of ours calls for it."""
    if row.matter is None:
        raise documents.NotAllowedNow
    try:
        return procedures.paper_again(matter=row.matter, act=row.act, kind=row.kind, item=row.item, by=by, at=now)
    except procedures.UnknownMatter:
        raise documents.NotAllowedNow from None


def _drafts(orders: Iterable[documents.Order], *, now: datetime) -> Drafts:
    try:
        return Drafts(drawn=tuple(_drawn(documents.draft(order, at=now)) for order in orders))
    except documents.DocumentsError as error:
        return Drafts(problem=error.text)
    except documents.BadValues:
        return Drafts(problem=TOO_LONG)


def _drawn(draft: documents.Draft) -> Drawn:
    return Drawn(title=draft.title, pages=pictures(draft.pages), unprintable="".join(draft.unprintable))


def pictures(pages: Iterable[bytes]) -> tuple[str, ...]:
    """Pictures as addresses that carry them: they are kept nowhere."""
    return tuple(f"data:image/png;base64,{b64encode(png).decode()}" for png in pages)
