"""Letters as pages show them: what was sent, what came, one letter with everything that happened to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, keyset
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.letters import rules
from fengqiao.letters.access import reads_arrived, shown_to
from fengqiao.letters.errors import UnknownLetter
from fengqiao.letters.models import Arrived, Event, Sent

# Unit: rows. A count of a tab says "200" when there are so many or more.
MOST_COUNTED = 200
_SENT_ORDER, _ARRIVED_ORDER = ("-written_on", "-id"), ("-arrived_on", "-id")


@record(kw_only=True)
class LetterRow:
    """A letter of one side. `organ` and `organ_area` are the other side; `own` the office on this one.

    `state` of what was written: prepared, dropped, waiting, overdue, received, replied; of what came: new, to_answer,
    settled. `waits_for` are its papers that wait for the seal; `held`: its institution sends it. `document`: what it is
    in the terms of the definitions.
    """

    uid: UUID
    is_sent: bool
    kind: str
    title: Text
    area: str
    own: str
    organ: str
    organ_area: str
    name: str
    number: str
    by_hand: bool
    written_on: date
    sent_on: date | None
    arrived_on: date | None
    due_on: date | None
    dropped_on: date | None
    receipt_on: date | None
    answered_on: date | None
    answered_by: UUID | None
    reply_to: UUID | None
    wants_answer: bool
    state: str
    subject_id: int | None
    matter: UUID | None
    act: UUID | None
    minors: bool
    papers: tuple[Mapping[str, str], ...]
    waits_for: tuple[UUID, ...] = ()
    held: bool = False
    document: str = ""

    @property
    def kind_title(self) -> Text:
        return rules.KINDS[self.kind]


@record
class LetterPage:
    """One page of a list of letters, newest first."""

    rows: tuple[LetterRow, ...]
    next_cursor: str | None


@record
class EventRow:
    """What happened to a letter on this side."""

    what: str
    happened_on: date
    at: datetime
    name: str
    detail: Mapping[str, str] = field(repr=False)


@record
class Whole:
    """One letter with what it says and what happened to it."""

    row: LetterRow
    body: Mapping[str, Any] = field(repr=False)
    events: tuple[EventRow, ...]


@record
class Counts:
    """How many letters wait: to be sealed or sent, receipts that are overdue, letters that came to be confirmed or
    answered."""

    prepared: int
    overdue: int
    to_do: int


def sent(
    *, by: Actor, today: date, show: str = "", organ: str = "", minors: bool, after: str | None = None, size: int = 50
) -> LetterPage:
    """What was written. `show` is "", prepared, waiting, overdue or answer. Raises: kit.keyset.BadCursor."""
    found = _sent_for(by, minors)
    if show == rules.PREPARED:
        found = found.filter(sent_on=None, dropped_on=None)
    if show in (rules.WAITING, rules.OVERDUE):
        found = found.filter(sent_on__isnull=False, receipt_on=None, answered_on=None)
    if show == rules.OVERDUE:
        found = found.filter(due_on__lt=today)
    if show == "answer":
        found = found.filter(wants_answer=True, answered_on=None, sent_on__isnull=False)
    if organ:
        found = found.filter(to_kind=organ)
    page = keyset.page(found, order=_SENT_ORDER, after=after, size=size)
    return LetterPage(tuple(_sent_row(row, today) for row in page.rows), page.next_cursor)


def arrived(
    *, by: Actor, show: str = "", organ: str = "", minors: bool, after: str | None = None, size: int = 50
) -> LetterPage:
    """What came. `show` is "", new or answer. Raises: kit.keyset.BadCursor."""
    found = _arrived_for(by, minors)
    if show == rules.NEW:
        found = found.filter(receipt_on=None, answered_on=None)
    if show == "answer":
        found = found.filter(wants_answer=True, answered_on=None)
    if organ:
        found = found.filter(from_kind=organ)
    page = keyset.page(found, order=_ARRIVED_ORDER, after=after, size=size)
    return LetterPage(tuple(map(_arrived_row, page.rows)), page.next_cursor)


def counts(*, by: Actor, today: date, minors: bool) -> Counts:
    """Three short counts on partial indexes."""
    unsent = _sent_for(by, minors).filter(sent_on=None, dropped_on=None)
    late = _sent_for(by, minors).filter(sent_on__isnull=False, receipt_on=None, answered_on=None, due_on__lt=today)
    open_ones = _arrived_for(by, minors).filter(_OPEN)
    return Counts(unsent[:MOST_COUNTED].count(), late[:MOST_COUNTED].count(), open_ones[:MOST_COUNTED].count())


def of_matter(matter: UUID, *, by: Actor, today: date) -> tuple[LetterRow, ...]:
    """The letters of a matter that were sent, oldest first."""
    return tuple(
        _sent_row(row, today) for row in Sent.objects.filter(shown_to(by), matter=matter).order_by("id")
    )  # fmt: skip


def of_person(
    subject_id: int, *, by: Actor, today: date, after: UUID | None = None, size: int = 50
) -> tuple[tuple[LetterRow, ...], UUID | None]:
    """The letters about a person, sent and received, newest first, and the last one when there are more. Letters' ids
    follow time (UUIDv7), so both tables are read from the same place on: two queries."""
    sent_ones, came = Sent.objects.filter(shown_to(by)), _arrived_for(by, minors=True)
    if after is not None:
        sent_ones, came = sent_ones.filter(uid__lt=after), came.filter(uid__lt=after)
    rows = [_sent_row(each, today) for each in sent_ones.filter(subject_id=subject_id).order_by("-uid")[: size + 1]]
    rows += [_arrived_row(each) for each in came.filter(subject_id=subject_id).order_by("-uid")[: size + 1]]
    rows.sort(key=lambda row: row.uid, reverse=True)
    return tuple(rows[:size]), rows[size - 1].uid if len(rows) > size else None


def acts_out(*, subject_id: int, on: date) -> frozenset[str]:
    """The acts about a person all of whose letters are out, as definitions read it. What was dropped holds nothing
    back, and does not count as sent."""
    return acts_out_of(subject_ids=(subject_id,), on=on)[subject_id]


def acts_out_of(*, subject_ids: Iterable[int], on: date) -> dict[int, frozenset[str]]:
    """The same for many people: one query."""
    found: dict[int, dict[str, bool]] = {each: {} for each in subject_ids}
    rows = Sent.objects.filter(subject_id__in=found, act__isnull=False, dropped_on=None)
    for row in rows.only("subject_id", "act", "sent_on"):
        acts = found[row.subject_id or 0]
        acts[str(row.act)] = row.sent_on is not None and row.sent_on <= on and acts.get(str(row.act), True)
    return {subject: frozenset(act for act, is_out in acts.items() if is_out) for subject, acts in found.items()}


def letter_sent(uid: UUID, *, by: Actor, today: date) -> Whole:
    """A letter that was sent, from the sender's side. Raises: UnknownLetter."""
    row = Sent.objects.filter(shown_to(by), uid=uid).first()
    if row is None:
        raise UnknownLetter(uid)
    return Whole(_sent_row(row, today), body_of(row), _events(Event.objects.filter(sent=row)))


def letter_arrived(uid: UUID, *, by: Actor) -> Whole:
    """A letter that came, from the addressee's side. Raises: UnknownLetter."""
    row = Arrived.objects.filter(uid=uid).first() if reads_arrived(by) else None
    if row is None:
        raise UnknownLetter(uid)
    return Whole(_arrived_row(row), body_of(row), _events(Event.objects.filter(arrived=row)))


_OPEN = Q(answered_on=None) & (Q(receipt_on=None) | Q(wants_answer=True))


def _sent_for(by: Actor, minors: bool) -> QuerySet[Sent]:
    found = Sent.objects.filter(shown_to(by))
    return found if minors else found.filter(minors=False)


def _arrived_for(by: Actor, minors: bool) -> QuerySet[Arrived]:
    found = Arrived.objects.all() if reads_arrived(by) else Arrived.objects.none()
    return found if minors else found.filter(minors=False)


def _sent_row(row: Sent, today: date) -> LetterRow:
    return LetterRow(
        uid=row.uid, is_sent=True, kind=row.kind, title=_text(row.title), area=row.area, own=row.sender,
        organ=row.to_kind, organ_area=row.to_area, name=row.to_name, number=_number(row.papers),
        by_hand=row.way == rules.HAND, written_on=row.written_on, sent_on=row.sent_on, arrived_on=None,
        due_on=row.due_on, dropped_on=row.dropped_on, receipt_on=row.receipt_on, answered_on=row.answered_on,
        answered_by=row.answered_by, reply_to=row.reply_to, wants_answer=row.wants_answer,
        state=rules.state_sent(
            sent_on=row.sent_on, dropped_on=row.dropped_on, receipt_on=row.receipt_on, answered_on=row.answered_on,
            due_on=row.due_on, today=today,
        ),
        subject_id=row.subject_id, matter=row.matter, act=row.act, minors=row.minors, papers=tuple(row.papers),
        waits_for=tuple(row.waits_for), held=row.held,
    )  # fmt: skip


def _arrived_row(row: Arrived) -> LetterRow:
    return LetterRow(
        uid=row.uid, is_sent=False, kind=row.kind, title=_text(row.title), area=row.area, own=row.area,
        organ=row.from_kind, organ_area=row.from_area, name=row.from_name, number=row.number,
        by_hand=row.way == rules.HAND, written_on=row.sent_on, sent_on=row.sent_on, arrived_on=row.arrived_on,
        due_on=None, dropped_on=None,
        receipt_on=row.receipt_on, answered_on=row.answered_on, answered_by=row.answered_by, reply_to=row.reply_to,
        wants_answer=row.wants_answer,
        state=rules.state_arrived(
            receipt_on=row.receipt_on, answered_on=row.answered_on, wants_answer=row.wants_answer
        ),
        subject_id=row.subject_id, matter=row.matter, act=None, minors=row.minors, papers=tuple(row.papers),
        document=row.document,
    )  # fmt: skip


def _text(title: Mapping[str, str]) -> Text:
    return Text(title["zh"], title["en"])


def _number(papers: Iterable[Mapping[str, str]]) -> str:
    return next((each["number"] for each in papers if each.get("number")), "")


def body_of(row: Sent | Arrived) -> Mapping[str, Any]:
    """What a letter says."""
    if row.body_sealed is None:
        return {}
    text = crypto.open_sealed(bytes(row.body_sealed), table="letters", column="body", row=row.uid)
    found: dict[str, Any] = json.loads(text)
    return found


def _events(rows: QuerySet[Event]) -> tuple[EventRow, ...]:
    return tuple(EventRow(e.what, e.happened_on, e.at, e.name, _detail(e)) for e in rows.order_by("id"))


def _detail(event: Event) -> Mapping[str, str]:
    if event.detail_sealed is None:
        return {}
    text = crypto.open_sealed(bytes(event.detail_sealed), table="letters_event", column="detail", row=event.uid)
    found: dict[str, str] = json.loads(text)
    return found
