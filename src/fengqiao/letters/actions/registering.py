"""A letter from outside of this system is written down: from a court, a procuratorate, the police, a prison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.letters import rules
from fengqiao.letters.access import must_work_on
from fengqiao.letters.actions.writing import (
    JOINED,
    add_event,
    arrived_locked,
    must_lie_between,
    sealed_body,
    sent_locked,
)
from fengqiao.letters.errors import HasReply, NotByHand, NotOutYet, NotYourLetter, SenderMissing
from fengqiao.letters.models import Arrived, Sent
from fengqiao.users import face as users


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A letter as it lies on the desk. `papers` are the names of what is enclosed; `words` what it says, in short;
    `document` what it is in the terms of the definitions, such as D06."""

    from_kind: str
    from_name: str
    title: str
    sent_on: date
    arrived_on: date
    number: str = ""
    papers: Sequence[str] = ()
    words: str = field(default="", repr=False)
    wants_answer: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom a letter is about, told by a caller who may know of the person; `area` is the person's office."""

    subject_id: int | None
    area: str
    minor: bool = False
    matter: UUID | None = None


@audit.act("letters.register", about="result", record=("request",))
def register(
    *,
    came: Came,
    by: audit.Actor,
    at: datetime,
    request: UUID | None = None,
    about: About | None = None,
    reply_to: UUID | None = None,
) -> Arrived:
    """Write a letter down that came from outside; the same `request` once. With `reply_to` it answers one of ours and
    is about the same person.

    Raises: NotYourLetter, SenderMissing, WrongDay, UnknownLetter, NotOutYet, NotByHand, HasReply.
    """
    earlier = Arrived.objects.filter(uid=request).first() if request else None
    if earlier is not None:
        return earlier
    first = _answered(reply_to, by) if reply_to is not None else None
    if first is not None:
        about = About(subject_id=first.subject_id, area=first.area, minor=first.minors, matter=first.matter)
    about = about or About(subject_id=None, area=by.area)
    if not users.has_in(by, users.Right.WORK_CASES, about.area):
        raise NotYourLetter
    if not came.from_name.strip() or not came.title.strip():
        raise SenderMissing
    must_lie_between(came.arrived_on, max(came.sent_on, (first and first.sent_on) or came.sent_on), at)
    row = _written(came, about, first, uid=request or new_id(), told_at=at if about.area == by.area else None)
    if first is not None:
        Sent.objects.filter(pk=first.pk).update(answered_on=row.arrived_on, answered_by=row.uid)
    return row


def _written(came: Came, about: About, first: Sent | None, *, uid: UUID, told_at: datetime | None) -> Arrived:
    title = came.title.strip()[: rules.LONGEST_NAME]
    words = came.words.strip()[: rules.LONGEST_WORDS]
    return Arrived.objects.create(
        uid=uid,
        area=about.area,
        subject_id=about.subject_id,
        matter=about.matter,
        kind=rules.REPLY if first else rules.LETTER,
        title={"zh": title, "en": title},
        way=rules.HAND,
        sent_on=came.sent_on,
        body_sealed=sealed_body({"words": words} if words else {}, uid),
        papers=[{"zh": name, "en": name} for name in _named(came.papers)],
        minors=about.minor,
        wants_answer=came.wants_answer and first is None,
        reply_to=first.uid if first else None,
        receipt_on=came.arrived_on,
        from_kind=came.from_kind,
        from_name=came.from_name.strip()[: rules.LONGEST_NAME],
        number=came.number.strip()[:80],
        document=came.document[:8],
        arrived_on=came.arrived_on,
        told_at=told_at,
    )


def _answered(uid: UUID, by: audit.Actor) -> Sent:
    """Our letter that is answered. Raises: UnknownLetter, NotYourLetter, NotOutYet, NotByHand, HasReply."""
    first = sent_locked(uid)
    must_work_on(by, first)
    if first.sent_on is None:
        raise NotOutYet
    if first.way != rules.HAND:
        raise NotByHand
    if first.answered_on is not None:
        raise HasReply
    return first


def _named(papers: Sequence[str]) -> list[str]:
    found = [each.strip()[: rules.LONGEST_NAME] for each in papers]
    return [each for each in found if each][: rules.MOST_PAPERS]


@audit.act("letters.join", about="result", record=("matter",))
def join(*, letter: UUID, matter: UUID, by: audit.Actor, at: datetime) -> Arrived:
    """A letter that came belongs to this matter. That it is about the letter's person is for the caller to see to.

    Raises: UnknownLetter, NotYourLetter.
    """
    row = arrived_locked(letter)
    must_work_on(by, row)
    if row.matter != matter:
        row.matter = matter
        row.save(update_fields=["matter"])
        add_event(row, JOINED, by=by, at=at, day=local_day(at))
    return row
