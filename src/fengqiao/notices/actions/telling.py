"""Something is to be told: rows for the outbox and the bell, in the transaction of the act that is told of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, ids, masks
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.notices import queue, rules, wording
from fengqiao.notices.channels import choosing
from fengqiao.notices.facts import Way
from fengqiao.notices.models import Message, Notice

#: Given by `site`: how a person can be reached. The rooms that know lie above.
Reach = Callable[[int, date], Collection[Way]]
_reach: list[Reach] = []


class NobodyKnowsNumbers(Exception):
    """The room was not told how people are reached: a fault of the wiring."""


def reach_through(function: Reach) -> None:
    """Say once how people are reached: `function(subject_id, day)` in the scope of the running act."""
    _reach[:] = [function]


@audit.act("notices.tell", about="matter", record=("kind",))
def tell(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID | None, act: UUID, kind: str,
    until: datetime | None = None, when: datetime | None = None,
) -> int:  # fmt: skip
    """Tell the person, and the guardian of a minor, by text message; how many messages were queued.

    An effect: the same `act` and kind tell once. After `until` it is no longer worth sending. `when` is the moment of
    which the wording of an appointment speaks.
    Raises: KeyError for a kind that persons are not told, NobodyKnowsNumbers.
    """
    if kind not in wording.TO_PERSONS:
        raise KeyError(kind)
    if not _reach:
        raise NobodyKnowsNumbers
    if Message.objects.filter(area=area, cause=act, kind=kind).exists():
        return 0
    ways = tuple(_reach[0](subject_id, local_day(at))) or (Way(wording.PERSON, ""),)
    if wording.KINDS[kind].courtesy:
        ways = tuple(way for way in ways if way.number)
    places: dict[str, int] = {}
    for way in ways:
        place = places[way.audience] = places.get(way.audience, -1) + 1
        _queue(
            Message(
                uid=ids.new_id(), area=area, subject_id=subject_id, matter=matter, cause=act, kind=kind,
                audience=way.audience, place=place, channel=wording.SMS, told_at=at, until=until,
                about_at=when,
            ),
            way.number, at=at,
        )  # fmt: skip
    return len(ways)


def _queue(message: Message, number: str, *, at: datetime) -> None:
    """The row of a message and, where it can go, its first job. Quiet hours are those of the office on that day."""
    if number:
        message.to_sealed = crypto.seal(number, table="notices_message", column="to_sealed", row=message.uid)
        message.to_hash = number_hash(number)
        message.to_masked = masks.mask_phone(number)
    message.next_try_at = quiet(at, area=message.area, kind=message.kind)
    needs_number = message.audience != wording.STAFF
    message.state = rules.WAITING
    if not choosing.exists(message.channel, message.area):
        message.state, message.settled_at = rules.NO_CHANNEL, at
    elif needs_number and not number:
        message.state, message.settled_at, message.why = rules.NO_NUMBER, at, rules.NO_NUMBER
    message.save(force_insert=True)
    if message.state == rules.WAITING:
        queue.ask_send(area=message.area, message=message.uid, at=message.next_try_at)
    elif message.state == rules.NO_NUMBER:
        ask_office(message, at=at)


def number_hash(number: str) -> bytes:
    """A number, recognisable again and not readable."""
    return crypto.keyed_hash(number, purpose="notices.number")


def quiet(moment: datetime, *, area: str, kind: str) -> datetime:
    """The first moment at which a kind may go from an office."""
    day = local_day(moment)
    return rules.allowed_from(
        moment,
        quiet_from=law.param("notices.quiet_from_h", on=day, area=area).number,
        quiet_to=law.param("notices.quiet_to_h", on=day, area=area).number,
        urgent=wording.KINDS[kind].urgent,
    )


def ask_office(message: Message, *, at: datetime) -> None:
    """A message did not arrive: everybody who works on cases at the office is asked to tell the person another way."""
    if message.audience == wording.STAFF:
        return
    note(
        area=message.area, office=message.area, kind="undelivered", cause=message.uid, at=at,
        subject_id=message.subject_id, matter=message.matter,
        values={
            "channel": _both(wording.CHANNELS[message.channel]),
            "procedure": _both(wording.KINDS[message.kind].title),
            "why": _both(wording.WHY[message.why]),
        },
    )  # fmt: skip


def _both(text: law.Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


@audit.act("notices.tell_staff", about="matter", record=("kind", "office"))
def tell_staff(
    *, by: Actor, at: datetime, area: str, kind: str, cause: UUID, values: Mapping[str, Any],
    posts: Collection[int] = (), office: str = "", subject_id: int | None = None, matter: UUID | None = None,
) -> None:  # fmt: skip
    """Tell colleagues inside: the holders of posts, or everybody who does case work at an office.

    `values` fill the placeholders of the kind: plain words or {"zh": …, "en": …}, nothing personal. The same `cause`
    and kind tell a receiver once. Raises: KeyError for a kind that is not for colleagues or a value that is missing.
    """
    if kind not in wording.TO_STAFF:
        raise KeyError(kind)
    for post in sorted(set(posts)):
        note(
            area=area, office=office or area, post=post, kind=kind, cause=cause, at=at, values=values,
            subject_id=subject_id, matter=matter,
        )  # fmt: skip
    if not posts:
        note(
            area=area, office=office or area, kind=kind, cause=cause, at=at, values=values, subject_id=subject_id,
            matter=matter,
        )  # fmt: skip


def note(
    *, area: str, office: str, kind: str, cause: UUID, at: datetime, values: Mapping[str, Any],
    post: int | None = None, subject_id: int | None = None, matter: UUID | None = None,
) -> None:  # fmt: skip
    """The row of one notice, once; loud kinds also ask the office's own channel to sign in."""
    known = wording.KINDS[kind]
    for said in (known.texts[wording.PAGE].zh, known.texts[wording.PAGE].en):
        wording.render(said, wording.PAGE, values)
    made = Notice(
        uid=ids.new_id(), area=area, office=office, post_id=post, kind=kind, cause=cause, at=at, values=dict(values),
        subject_id=subject_id, matter=matter, wants_answer=known.answer,
    )  # fmt: skip
    if Notice.objects.filter(area=area, cause=cause, kind=kind, post=post, office=office).exists():
        return
    made.save(force_insert=True)
    if known.loud:
        _ask_to_sign_in(made, at=at)


def _ask_to_sign_in(notice: Notice, *, at: datetime) -> None:
    """One message per channel of the office, unless one is still on its way."""
    for group in choosing.configuration().groups(notice.office):
        waits = Message.objects.filter(
            area=notice.area, channel=group.channel, kind=wording.NEW_WORK.key,
            state__in=(rules.WAITING, rules.SENDING),
        )  # fmt: skip
        if waits.exists():
            continue
        _queue(
            Message(
                uid=ids.new_id(), area=notice.area, cause=notice.uid, kind=wording.NEW_WORK.key,
                audience=wording.STAFF, channel=group.channel, told_at=at,
            ),
            "", at=at,
        )  # fmt: skip
