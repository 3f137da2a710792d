"""A letter is written: by an act of a procedure, or as an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.letters import rules
from fengqiao.letters.access import must_work_on
from fengqiao.letters.actions.going_out import go_out_if_ready
from fengqiao.letters.actions.writing import CHASED, add_event, sealed_body, sent_locked
from fengqiao.letters.errors import NotOutYet
from fengqiao.letters.models import Sent
from fengqiao.users import face as users

OTHER_INSTITUTION = "other_institution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A paper that goes with a letter, by its id where it lies. `waits`: it is not sealed yet, so the letter stays."""

    uid: UUID
    kind: str
    number: str
    title: Mapping[str, str]
    waits: bool = False

    @property
    def plain(self) -> dict[str, Any]:
        """As the letter keeps it."""
        return {"uid": str(self.uid), "kind": self.kind, "number": self.number, **self.title}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be sent. `to_kind` is an organ by its key; `to_area` its place, `to_name` its name.

    `to_organ` is its entry in the register, when it was chosen there. `sender` is the institution that writes, `area`
    the office of the person. `title` is {"zh", "en"}. `body` is what the letter says to an office that cannot open the
    enclosed papers, as labelled lines. `held`: an office has prepared it, its institution sends it.
    """

    kind: str
    title: Mapping[str, str]
    area: str
    sender: str
    to_kind: str
    to_area: str = ""
    to_name: str = ""
    to_organ: UUID | None = None
    subject_id: int | None = None
    matter: UUID | None = None
    act: UUID | None = None
    minor: bool = False
    papers: Sequence[Enclosed] = ()
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    reply_to: UUID | None = None
    wants_answer: bool | None = None
    held: bool = False


@audit.act("letters.send", about="result")
def send(*, order: Order, by: audit.Actor, at: datetime) -> Sent:
    """Write a letter. It goes out at once, or with the seal of the last paper that it waits for; when its addressee
    works with this system it is carried there then. The same act and addressee once.

    It asks for no post: the engine admitted the act that calls for it. Raises: KeyError for an unknown kind.
    """
    if order.act is not None:
        earlier = Sent.objects.filter(
            area=order.area, act=order.act, kind=order.kind, to_kind=order.to_kind, to_area=order.to_area
        ).first()
        if earlier is not None:
            return earlier
    return write(order, at=at)


def write(order: Order, *, at: datetime, uid: UUID | None = None) -> Sent:
    """The sender's copy, and the addressee's when nothing holds it back."""
    rules.KINDS[order.kind]
    day, uid = local_day(at), uid or new_id()
    here = order.to_kind == OTHER_INSTITUTION and is_here(order.to_area, at=at)
    row = Sent.objects.create(
        uid=uid,
        area=order.area,
        subject_id=order.subject_id,
        matter=order.matter,
        kind=order.kind,
        title=dict(order.title),
        way=rules.PLATFORM if here else rules.HAND,
        written_on=day,
        body_sealed=sealed_body(order.body, uid),
        papers=[each.plain for each in order.papers[: rules.MOST_PAPERS]],
        minors=order.minor,
        wants_answer=order.kind in rules.ANSWERED if order.wants_answer is None else order.wants_answer,
        reply_to=order.reply_to,
        act=order.act,
        sender=order.sender,
        to_kind=order.to_kind,
        to_area=order.to_area,
        to_name=(order.to_name or addressee(order.to_kind, order.to_area))[: rules.LONGEST_NAME],
        to_organ=order.to_organ,
        waits_for=[each.uid for each in order.papers if each.waits],
        held=order.held,
    )
    go_out_if_ready(row, at=at)
    return row


def addressee(kind: str, area: str) -> str:
    """What is written on a letter to an organ of a place; empty when nobody knows it."""
    if not area:
        return ""
    found = areas.office(area, None if kind == OTHER_INSTITUTION else kind)
    return found.name if found else (areas.full_name(area) if kind == OTHER_INSTITUTION and areas.exists(area) else "")


def is_here(area: str, *, at: datetime) -> bool:
    """Whether somebody holds a post of the institution of a place, so that letters to it arrive in this system."""
    try:
        roles = _INSTITUTION[areas.level_of(area)]
    except areas.BadCode:
        return False
    held = users.holders(area, on=local_day(at))
    return any(held.get(role) for role in roles)


_INSTITUTION = {
    areas.Level.PROVINCE: (users.Role.PROVINCE_STAFF, users.Role.PROVINCE_LEAD),
    areas.Level.CITY: (users.Role.CITY_STAFF, users.Role.CITY_LEAD),
    areas.Level.COUNTY: (users.Role.COUNTY_STAFF, users.Role.COUNTY_LEAD),
    areas.Level.TOWNSHIP: (users.Role.OFFICE_STAFF, users.Role.OFFICE_HEAD),
    areas.Level.VILLAGE: (),
}


@audit.act("letters.chase", about="result")
def chase(*, letter: UUID, note: str, by: audit.Actor, at: datetime) -> Sent:
    """Write down that the addressee was reminded; once a day. Raises: UnknownLetter, NotYourLetter, NotOutYet."""
    row = sent_locked(letter)
    must_work_on(by, row)
    if row.sent_on is None:
        raise NotOutYet
    add_event(row, CHASED, by=by, at=at, day=local_day(at), detail={"note": note.strip()[: rules.LONGEST_WORDS]})
    return row
