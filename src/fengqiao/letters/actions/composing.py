"""A letter that no procedure calls for, and the paper with number and seal that a letter or an answer may be.

An office writes in its own name to whom the law lets it (`letters.office_writes_to`); any other letter it prepares, and
its institution sends it. Law: Community Corrections Law arts 8, 9.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.letters import rules
from fengqiao.letters.access import must_send_for, works_on
from fengqiao.letters.actions.going_out import enclose, leave, prepared_locked
from fengqiao.letters.actions.registering import About
from fengqiao.letters.actions.sending import Order, write
from fengqiao.letters.actions.writing import RELEASED, add_event
from fengqiao.letters.errors import AddresseeMissing, NothingWritten, NotYourLetter, WaitsForSeal
from fengqiao.letters.models import Sent
from fengqiao.letters.reads import body_of

LETTER_PAPER, REPLY_PAPER = "L01", "L02"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter as an officer writes it. `to_organ`: the addressee's entry in the register, when there is one."""

    to_kind: str
    to_name: str
    title: str
    words: str = field(repr=False)
    to_area: str = ""
    to_organ: UUID | None = None
    on_paper: bool = True
    wants_answer: bool = False


@audit.act("letters.compose", about="result", record=("request",))
def compose(
    *, letter: Written, by: audit.Actor, at: datetime, request: UUID | None = None, about: About | None = None
) -> Sent:
    """Write a letter that no procedure calls for; the same `request` once. On paper it gets a number and waits for the
    seal; what an office may not send itself is held for its institution.

    Raises: NotYourLetter, AddresseeMissing, NothingWritten.
    """
    earlier = Sent.objects.filter(uid=request).first() if request else None
    if earlier is not None:
        return earlier
    about = about or About(subject_id=None, area=by.area)
    if not works_on(by, about.area):
        raise NotYourLetter
    if letter.to_kind not in rules.ORGANS or not letter.to_name.strip() or not letter.title.strip():
        raise AddresseeMissing
    if not letter.words.strip():
        raise NothingWritten
    own = writes_as(by, about.area)
    sender = own if may_send(own, letter.to_kind, at=at) else areas.at_level(about.area, areas.Level.COUNTY)
    row = write(_order(letter, about, sender=sender), at=at, uid=request)
    return send_written(row, LETTER_PAPER, by=by, at=at) if sender == own else row


def writes_as(by: audit.Actor, area: str) -> str:
    """In whose name the actor writes about a case of this place."""
    return next((each.area for each in by.standings if area.startswith(each.area)), area)


def may_send(own: str, to_kind: str, *, at: datetime) -> bool:
    """Whether an office writes to such an organ in its own name; institutions do to everybody."""
    if areas.level_of(own) < areas.Level.TOWNSHIP:
        return True
    allowed = law.param("letters.office_writes_to", on=local_day(at), area=own).value
    return isinstance(allowed, tuple) and to_kind in allowed


@audit.act("letters.release", about="result")
def release(*, letter: UUID, by: audit.Actor, at: datetime) -> Sent:
    """The institution sends what its office has prepared; on paper, it goes with the seal.

    Raises: UnknownLetter, NotYourLetter, IsOut, WaitsForSeal.
    """
    row = prepared_locked(letter, by)
    must_send_for(by, row)
    if row.waits_for:
        raise WaitsForSeal
    add_event(row, RELEASED, by=by, at=at, day=local_day(at))
    return send_written(row, LETTER_PAPER, by=by, at=at)


def _order(letter: Written, about: About, *, sender: str) -> Order:
    title = letter.title.strip()[: rules.LONGEST_NAME]
    return Order(
        kind=rules.LETTER,
        title={"zh": title, "en": title},
        area=about.area,
        sender=sender,
        subject_id=about.subject_id,
        matter=about.matter,
        to_kind=letter.to_kind,
        to_area=letter.to_area,
        to_name=letter.to_name.strip(),
        to_organ=letter.to_organ,
        minor=about.minor,
        wants_answer=letter.wants_answer,
        body=said(letter.words, on_paper=letter.on_paper),
        held=True,
    )


def said(words: str, *, on_paper: bool) -> dict[str, object]:
    """What a letter says, and whether it is to get a paper."""
    body: dict[str, object] = {"words": words.strip()[: rules.LONGEST_WORDS]}
    return {**body, "on_paper": True} if on_paper else body


def send_written(row: Sent, kind: str, *, by: audit.Actor, at: datetime, came: str = "") -> Sent:
    """Send a letter that is held: on paper it gets a number now and leaves with the seal, else it leaves at once."""
    paper = _paper_of(row, kind, came, by=by, at=at) if body_of(row).get("on_paper") else None
    enclose(row, paper)
    leave(row, at=at)
    return row


def _paper_of(row: Sent, kind: str, came: str, *, by: audit.Actor, at: datetime) -> documents.Paper:
    """The numbered paper of a letter, by the institution that sends it."""
    facts = {"addressee": row.to_name, "subject": row.title["zh"], "words": body_of(row)["words"]}
    order = documents.Order(
        kind=kind,
        subject_id=row.subject_id,
        area=row.area,
        matter=None,
        act=row.uid,
        issuer=row.sender,
        minor=row.minors,
        signer=documents.Signer(by.person, by.name, by.role, by.area),
        person={},
        facts={**facts, "came": came} if came else facts,
    )
    return documents.issue(order=order, by=by, at=at)
