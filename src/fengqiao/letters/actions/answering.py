"""What comes back: the receipt and the answer, from an office here or written down for an organ outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit.clock import local_day
from fengqiao.letters import rules
from fengqiao.letters.access import must_work_on
from fengqiao.letters.actions.composing import REPLY_PAPER, said, send_written, writes_as
from fengqiao.letters.actions.sending import Order, write
from fengqiao.letters.actions.writing import (
    RECEIPT,
    add_event,
    arrived_locked,
    confirm_on_both,
    must_lie_between,
    sent_locked,
)
from fengqiao.letters.errors import HasReceipt, HasReply, NotByHand, NothingWritten, NotOutYet, ReceiptIncomplete
from fengqiao.letters.models import Arrived, Sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How a letter reached an organ outside of this system. `way` is a key of `rules.WAYS`."""

    receiver: str
    day: date
    way: str
    note: str = ""


@audit.act("letters.receipt", about="result")
def note_receipt(*, letter: UUID, receipt: Receipt, by: audit.Actor, at: datetime) -> Sent:
    """Write down the receipt of an organ outside of this system.

    Raises: UnknownLetter, NotYourLetter, NotOutYet, NotByHand, HasReceipt, ReceiptIncomplete, WrongDay.
    """
    row = sent_locked(letter)
    must_work_on(by, row)
    if row.sent_on is None:
        raise NotOutYet
    if row.way != rules.HAND:
        raise NotByHand
    if row.receipt_on is not None:
        raise HasReceipt
    if not receipt.receiver.strip() or receipt.way not in rules.WAYS:
        raise ReceiptIncomplete
    must_lie_between(receipt.day, row.sent_on, at)
    detail = {"receiver": receipt.receiver.strip(), "way": receipt.way, "note": receipt.note.strip()}
    add_event(row, RECEIPT, by=by, at=at, day=receipt.day, detail=detail)
    Sent.objects.filter(pk=row.pk).update(receipt_on=receipt.day)
    row.receipt_on = receipt.day
    return row


@audit.act("letters.confirm", about="result")
def confirm(*, letter: UUID, by: audit.Actor, at: datetime) -> Arrived:
    """Confirm that a letter of another office came; the sender sees it. Twice is once.

    Raises: UnknownLetter, NotYourLetter.
    """
    row = arrived_locked(letter)
    must_work_on(by, row)
    if row.receipt_on is None and confirm_on_both(row.uid, local_day(at)):
        add_event(row, RECEIPT, by=by, at=at, day=local_day(at))
    row.refresh_from_db()
    return row


@audit.act("letters.reply", about="result")
def reply(*, letter: UUID, words: str, by: audit.Actor, at: datetime, on_paper: bool = False) -> Sent:
    """Answer a letter that came, in words or on paper (复函) with number and seal. To an office here the answer is
    carried to where the first letter lies now, and confirms it; for an organ outside it waits for its receipt.

    Raises: UnknownLetter, NotYourLetter, NothingWritten, HasReply.
    """
    first = arrived_locked(letter)
    must_work_on(by, first)
    if not words.strip():
        raise NothingWritten
    if first.answered_on is not None or Sent.objects.filter(reply_to=first.uid, dropped_on=None).exists():
        raise HasReply
    if first.receipt_on is None:
        confirm_on_both(first.uid, local_day(at))
    row = write(_answer(first, words, on_paper, by), at=at)
    return send_written(row, REPLY_PAPER, by=by, at=at, came=_came(first))


def _answer(first: Arrived, words: str, on_paper: bool, by: audit.Actor) -> Order:
    return Order(
        kind=rules.REPLY,
        title={"zh": f"关于{_bare(first)}的复函", "en": f"reply to: {first.title['en']}"},
        area=first.area,
        sender=writes_as(by, first.area),
        subject_id=first.subject_id,
        matter=first.matter,
        to_kind=first.from_kind,
        to_area=first.from_area,
        to_name=first.from_name,
        minor=first.minors,
        body=said(words, on_paper=on_paper),
        reply_to=first.uid,
        held=True,
    )


def _bare(first: Arrived) -> str:
    """What a letter is about: 关于…的函 is answered by 关于…的复函."""
    title: str = first.title["zh"]
    bare = title.removeprefix("关于").removesuffix("的函")
    return bare if title.startswith("关于") and title.endswith("的函") else title


def _came(first: Arrived) -> str:
    """How the answer names what it answers."""
    number = first.number if not first.number or first.number.startswith("（") else f"（{first.number}）"
    return f"你单位{documents.day_text(first.sent_on)}《{first.title['zh']}》{number}"
