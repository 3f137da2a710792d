"""One try of one message: claimed in one transaction, spoken outside of any, settled in another.

A process that is killed leaves either a message that was never spoken, or one that was spoken and not settled: then
the next one speaks it again, with the same reference, after the lease. No other way leads to a second sending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, ids, scope
from fengqiao.notices import queue, reads, rules, wording
from fengqiao.notices.actions.telling import ask_office, quiet
from fengqiao.notices.channels import choosing
from fengqiao.notices.channels.port import Carrier, Outgoing, Refused, Unreachable
from fengqiao.notices.models import Delivery, Line, Message

PURPOSE = "messages"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in hand: which try it is, the way out, and what to say."""

    uid: UUID
    area: str
    no: int
    carrier: Carrier
    outgoing: Outgoing = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """How a try went. `event` is accepted, refused or unreachable."""

    event: str
    detail: str = ""
    provider_id: str = ""


def send(*, area: str, message: UUID, at: datetime) -> str:
    """One try; the state after it, empty when there was nothing to do. Two workers at once: one of them does it."""
    by = audit.system(PURPOSE, ranges=(area,))
    claimed = _claim(area=area, message=message, by=by, at=at)
    if claimed is None:
        return ""
    return settle(claimed=claimed, said=_speak(claimed), by=by, at=at)


def _claim(*, area: str, message: UUID, by: Actor, at: datetime) -> Claimed | None:
    with transaction.atomic(), scope.of(by.ranges):
        row = Message.objects.select_for_update(skip_locked=True).filter(uid=message, area=area).first()
        if row is None or not rules.may_claim(
            row.state, next_try_at=row.next_try_at, claimed_until=row.claimed_until, at=at
        ):
            return None
        if row.state == rules.SENDING:
            _log(row, "interrupted", at=at)
        carrier = choosing.carrier(row.channel, area)
        hindrance = _hindrance(row, at=at)
        if carrier is None or hindrance:
            _stop(row, hindrance or rules.NO_CHANNEL, at=at)
            return None
        later = quiet(at, area=area, kind=row.kind)
        if later > at:
            _wait(row, later)
            return None
        row.state, row.tries, row.claimed_until = rules.SENDING, row.tries + 1, _lease(at)
        row.save(update_fields=["state", "tries", "claimed_until"])
        return Claimed(row.uid, area, row.tries, carrier, _outgoing(row))


def _hindrance(row: Message, *, at: datetime) -> str:
    """Why a message no longer goes at all, as its last state, or nothing."""
    if row.until is not None and row.until <= at:
        return rules.EXPIRED
    if row.to_hash is not None and reads.is_off(area=row.area, channel=row.channel, number_hash=bytes(row.to_hash)):
        return rules.STOPPED
    return ""


def _lease(at: datetime) -> datetime:
    return at + timedelta(minutes=rules.LEASE_MINUTES)


def _outgoing(row: Message) -> Outgoing:
    number = ""
    if row.to_sealed is not None:
        number = crypto.open_sealed(
            bytes(row.to_sealed), table="notices_message", column="to_sealed", row=row.uid
        )  # fmt: skip
    text = words(kind=row.kind, channel=row.channel, area=row.area, when=row.about_at)
    return Outgoing(to=number, title=wording.TITLE.zh, text=text, reference=row.uid)


def words(*, kind: str, area: str, when: datetime | None = None, channel: str = wording.SMS) -> str:
    """What a message says, as it goes out. Raises: KeyError for a wording that speaks of a moment, without one."""
    values = {"contact": choosing.configuration().phone(area) or wording.WHO_IS_ASKED.zh}
    if when is not None:
        values["when"] = wording.moment_told(when).zh
    return wording.render(wording.KINDS[kind].texts[channel].zh, channel, values)


def _stop(row: Message, state: str, *, at: datetime) -> None:
    """It does not go at all, and somebody has to know."""
    row.state, row.settled_at, row.claimed_until = state, at, None
    row.why = state if state in wording.WHY else ""
    row.save(update_fields=["state", "settled_at", "claimed_until", "why"])
    _log(row, state, at=at)
    if row.why:
        ask_office(row, at=at)


def _wait(row: Message, until: datetime) -> None:
    row.state, row.next_try_at, row.claimed_until = rules.WAITING, until, None
    row.save(update_fields=["state", "next_try_at", "claimed_until"])
    queue.ask_send(area=row.area, message=row.uid, at=until)


def _speak(claimed: Claimed) -> Said:
    """No transaction is open and no row is locked while the other side takes its time."""
    try:
        return Said("accepted", provider_id=claimed.carrier.send(claimed.outgoing))
    except Refused as refused:
        return Said("refused", refused.code)
    except Unreachable as silence:
        return Said("unreachable", silence.code)


@audit.act("notices.settle", about="result")
def settle(*, claimed: Claimed, said: Said, by: Actor, at: datetime) -> str:
    """Write down how a try went and what follows. A try that another process has taken over is logged and no more."""
    row = Message.objects.select_for_update().get(uid=claimed.uid, area=claimed.area)
    _log(row, said.event, no=claimed.no, detail=said.detail, provider_id=said.provider_id, at=at)
    if row.state != rules.SENDING or row.tries != claimed.no:
        return row.state
    if said.event == "accepted":
        row.state, row.sent_at, row.provider_id, row.claimed_until = rules.ACCEPTED, at, said.provider_id, None
        row.save(update_fields=["state", "sent_at", "provider_id", "claimed_until"])
    elif said.event == "refused":
        _count_failure(row, at=at)
        _fail(row, "refused", at=at)
    else:
        _again(row, at=at)
    return row.state


def _again(row: Message, *, at: datetime) -> None:
    """After the quiet hours, after the pause, or never. An outage of the gateway does not switch a number off."""
    later = rules.next_try(row.tries, at)
    if later is None:
        _fail(row, "unreachable", at=at)
    else:
        _wait(row, quiet(later, area=row.area, kind=row.kind))


def _fail(row: Message, why: str, *, at: datetime) -> None:
    row.state, row.why, row.settled_at, row.claimed_until = rules.FAILED, why, at, None
    row.save(update_fields=["state", "why", "settled_at", "claimed_until"])
    ask_office(row, at=at)


def _count_failure(row: Message, *, at: datetime) -> None:
    """Two in a row, and the number gets nothing more until somebody has confirmed it in person (THREATS T52)."""
    line = _line(row)
    if line is None:
        return
    line.failures += 1
    if line.failures >= rules.FAILURES_UNTIL_OFF and line.off_at is None:
        line.off_at = at
    line.save(update_fields=["failures", "off_at"])


def _line(row: Message) -> Line | None:
    """The number of a message, locked; made when it is new."""
    if row.to_hash is None:
        return None
    key = {"area": row.area, "channel": row.channel, "number_hash": bytes(row.to_hash)}
    with transaction.atomic():
        Line.objects.bulk_create([Line(uid=ids.new_id(), **key)], ignore_conflicts=True)
    return Line.objects.select_for_update().get(**key)


def confirm_number(message: UUID, *, at: datetime) -> None:
    """The number was confirmed with the person: it is switched on again. In the transaction of the answer."""
    row = Message.objects.filter(uid=message).first()
    line = None if row is None else _line(row)
    if line is not None:
        line.failures, line.off_at, line.confirmed_at = 0, None, at
        line.save(update_fields=["failures", "off_at", "confirmed_at"])


def _log(
    row: Message, event: str, *, at: datetime, no: int | None = None, detail: str = "", provider_id: str = ""
) -> None:
    Delivery.objects.create(
        uid=ids.new_id(), area=row.area, message=row, no=row.tries if no is None else no, event=event,
        detail=detail[:40], provider_id=provider_id, at=at,
    )  # fmt: skip


def fetch_receipts(*, area: str, at: datetime) -> int:
    """Ask what arrived of the messages of a place; how many were settled. Raises: Unreachable."""
    by = audit.system(PURPOSE, ranges=(area,))
    with transaction.atomic(), scope.of(by.ranges):
        waiting = reads.without_receipt(at=at)
    settled = 0
    for channel in sorted({row.channel for row in waiting}):
        rows = [row for row in waiting if row.channel == channel]
        carrier = choosing.carrier(channel, area)
        if carrier is not None:
            said = carrier.receipts([row.provider_id for row in rows])
            told = [(row, said[row.provider_id]) for row in rows if row.provider_id in said]
            settled += _take_receipts(told, by=by, at=at)
    return settled


def _take_receipts(told: Sequence[tuple[Message, bool]], *, by: Actor, at: datetime) -> int:
    for row, arrived in told:
        take_receipt(message=row.uid, arrived=arrived, by=by, at=at)
    return len(told)


@audit.act("notices.take_receipt", about="message", record=("arrived",))
def take_receipt(*, message: UUID, arrived: bool, by: Actor, at: datetime) -> None:
    """What the network says afterwards. A second receipt changes nothing."""
    row = Message.objects.select_for_update().filter(uid=message).first()
    if row is None or row.state != rules.ACCEPTED:
        return
    _log(row, "arrived" if arrived else "lost", at=at, provider_id=row.provider_id)
    if arrived:
        row.state, row.settled_at = rules.DELIVERED, at
        row.save(update_fields=["state", "settled_at"])
        line = _line(row)
        if line is not None and line.failures:
            line.failures = 0
            line.save(update_fields=["failures"])
        return
    _count_failure(row, at=at)
    _fail(row, "receipt", at=at)
