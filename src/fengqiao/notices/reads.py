"""Named queries: the bell, the list behind it, the messages of a person. They answer with frozen records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, sql
from fengqiao.kit.keyset import page
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.notices import rules, wording
from fengqiao.notices.access import addressed_apart, addressed_to, reach
from fengqiao.notices.models import Delivery, Line, Message, Notice, Recorded

ORDER = ("-at", "-id")


class UnknownNotice(LookupError):
    """No such notice for this viewer: unknown, out of scope and somebody else's are one answer (THREATS T15)."""


@record
class NoticeRow:
    """A notice as a list shows it. `answer` is empty unless the whole notice was asked for."""

    uid: UUID
    kind: str
    title: Text
    text: Text
    at: datetime
    area: str
    subject_id: int | None
    matter: UUID | None
    cause: UUID
    post: int | None
    values: Mapping[str, Any]
    is_read: bool
    wants_answer: bool
    read_by: int | None
    answer: str = ""


@record
class NoticePage:
    """One page of notices, newest first."""

    rows: tuple[NoticeRow, ...]
    next_cursor: str | None


@record
class Try:
    """One line of a message's log."""

    no: int
    event: str
    detail: str
    at: datetime


@record
class MessageRow:
    """A message of a person: what it told, how it went. The number is masked."""

    uid: UUID
    title: Text
    channel: Text
    audience: str
    to: str
    state: str
    why: Text | None
    told_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    matter: UUID | None
    tries: tuple[Try, ...]
    about_at: datetime | None = None


def unread(*, by: Actor, at: datetime) -> int:
    """How many notices wait for an actor: one query, or two with a cover."""
    return _waiting(by, at, "read_at IS NULL")


def unanswered(*, by: Actor, at: datetime) -> int:
    """How many notices want an answer from an actor's office."""
    return _waiting(by, at, "read_at IS NULL AND wants_answer")


def _waiting(by: Actor, at: datetime, what: str) -> int:
    arms = addressed_apart(by, at)
    if not arms:
        return 0
    counts = (f"(SELECT count(*) FROM notices_notice WHERE {what} AND {arm.text})" for arm in arms)
    with reach(by):
        ((count,),) = sql.listed(f"SELECT {' + '.join(counts)}", tuple(value for arm in arms for value in arm.values))
    return int(count)


def inbox(*, by: Actor, at: datetime, show: str = "", after: str | None = None, size: int = 50) -> NoticePage:
    """One page of an actor's notices. `show`: unread, answer, or all. Raises: kit.keyset.BadCursor."""
    rows = Notice.objects.filter(addressed_to(by, at))
    if show == "unread":
        rows = rows.filter(read_at=None)
    elif show == "answer":
        rows = rows.filter(read_at=None, wants_answer=True)
    with reach(by):
        found = page(rows, order=ORDER, after=after, size=size)
    return NoticePage(tuple(_row(each) for each in found.rows), found.next_cursor)


def notice(uid: UUID, *, by: Actor, at: datetime) -> NoticeRow:
    """One notice of an actor, with its answer. Raises: UnknownNotice, kit.crypto.SealBroken."""
    with reach(by):
        row = Notice.objects.filter(addressed_to(by, at), uid=uid).first()
    if row is None:
        raise UnknownNotice(uid)
    return _row(row, answer=opened_answer(row))


def opened_answer(row: Notice) -> str:
    """What was done, in clear. Raises: kit.crypto.SealBroken."""
    if row.answer_sealed is None:
        return ""
    return crypto.open_sealed(bytes(row.answer_sealed), table="notices_notice", column="answer_sealed", row=row.uid)


def _row(row: Notice, *, answer: str = "") -> NoticeRow:
    kind = wording.KINDS[row.kind]
    said = kind.texts[wording.PAGE]
    zh, en = (
        wording.render(getattr(said, language), wording.PAGE, row.values, language=language)
        for language in ("zh", "en")
    )
    return NoticeRow(
        uid=row.uid, kind=row.kind, title=kind.title, text=Text(zh, en), at=row.at, area=row.area,
        subject_id=row.subject_id, matter=row.matter, cause=row.cause, post=row.post_id, values=row.values,
        is_read=row.read_at is not None, wants_answer=row.wants_answer, read_by=row.read_by_id, answer=answer,
    )  # fmt: skip


def is_told(*, area: str, cause: UUID, kind: str) -> bool:
    """Whether a cause was told of already, to whomever."""
    same = {"area": area, "cause": cause, "kind": kind}
    return Message.objects.filter(**same).exists() or Notice.objects.filter(**same).exists()


def came_for(*, post: int, since: datetime, until: datetime, most: int = 100) -> tuple[NoticeRow, ...]:
    """What was addressed to a post in a time, oldest first: for the summary that hands a post back."""
    rows = Notice.objects.filter(post=post, at__gte=since, at__lt=until).exclude(kind="handed_back")
    return tuple(_row(each) for each in rows.order_by("at", "id")[:most])


def of_person(*, subject_id: int, most: int = 100) -> tuple[MessageRow, ...]:
    """The messages to a person and the guardian, newest first, with their logs: two queries."""
    rows = list(Message.objects.filter(subject_id=subject_id).order_by("-told_at", "-id")[:most])
    logs: dict[int, list[Try]] = {}
    for line in Delivery.objects.filter(message__in=[row.pk for row in rows]).order_by("id"):
        logs.setdefault(line.message_id, []).append(Try(line.no, line.event, line.detail, line.at))
    return tuple(_message(row, tuple(logs.get(row.pk, ()))) for row in rows)


def _message(row: Message, tries: tuple[Try, ...]) -> MessageRow:
    return MessageRow(
        uid=row.uid, title=wording.KINDS[row.kind].title, channel=wording.CHANNELS[row.channel], audience=row.audience,
        to=row.to_masked, state=row.state, why=wording.WHY.get(row.why), told_at=row.told_at,
        next_try_at=row.next_try_at, sent_at=row.sent_at, settled_at=row.settled_at, matter=row.matter, tries=tries,
        about_at=row.about_at,
    )  # fmt: skip


def due(*, at: datetime, most: int = 500) -> tuple[tuple[UUID, str, datetime], ...]:
    """Messages in scope, with office and moment, that wait for a try or whose try belongs to a process that is gone."""
    waits = Q(state=rules.WAITING, next_try_at__lte=at) | Q(state=rules.SENDING, claimed_until__lte=at)
    return tuple(
        Message.objects.filter(waits).order_by("next_try_at", "id").values_list("uid", "area", "next_try_at")[:most]
    )


def without_receipt(*, at: datetime, most: int = 200) -> Sequence[Message]:
    """Messages in scope that were taken and may still get a receipt."""
    since = at - timedelta(hours=rules.RECEIPT_HOURS)
    rows = Message.objects.filter(state=rules.ACCEPTED, sent_at__gte=since).exclude(provider_id="")
    return list(rows.order_by("sent_at", "id")[:most])


def is_off(*, area: str, channel: str, number_hash: bytes) -> bool:
    """Whether a number is switched off on a channel at an office."""
    return Line.objects.filter(area=area, channel=channel, number_hash=number_hash, off_at__isnull=False).exists()


def recorded(*, most: int = 200) -> tuple[Recorded, ...]:
    """What a demonstration would have sent, newest first."""
    return tuple(Recorded.objects.order_by("-id")[:most])
