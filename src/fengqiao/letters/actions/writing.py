"""How letters and what happens to them are written, for the acts of this room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.kit import crypto
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law import face as law
from fengqiao.letters.errors import UnknownLetter, WrongDay
from fengqiao.letters.models import Arrived, Event, Sent

RECEIPT, CHASED, DROPPED, RELEASED, JOINED = "receipt", "chased", "dropped", "released", "joined"


def sealed_body(body: Mapping[str, Any], uid: UUID) -> bytes | None:
    """What a letter says, sealed to its id, so that either copy opens it."""
    if not body:
        return None
    return crypto.seal(json.dumps(body, ensure_ascii=False), table="letters", column="body", row=uid)


def receipt_due(sent_on: date, area: str) -> date:
    """The last day on which a receipt is in time."""
    day = law.due("letters.receipt_wd", start=sent_on, area=area).last_good_day
    assert day is not None
    return day


def sent_locked(uid: UUID) -> Sent:
    """A letter that was sent, locked. Raises: UnknownLetter."""
    row = Sent.objects.select_for_update(no_key=True).filter(uid=uid).first()
    if row is None:
        raise UnknownLetter(uid)
    return row


def arrived_locked(uid: UUID) -> Arrived:
    """A letter that came, locked. Raises: UnknownLetter."""
    row = Arrived.objects.select_for_update(no_key=True).filter(uid=uid).first()
    if row is None:
        raise UnknownLetter(uid)
    return row


def must_lie_between(day: date, first: date, at: datetime) -> None:
    """Raises: WrongDay."""
    if not first <= day <= local_day(at):
        raise WrongDay


def add_event(
    row: Sent | Arrived,
    what: str,
    *,
    by: audit.Actor,
    at: datetime,
    day: date,
    detail: Mapping[str, str] | None = None,
) -> Event:
    """Put on record what happened to a copy; the same on the same day once."""
    side = {"sent": row} if isinstance(row, Sent) else {"arrived": row}
    earlier = Event.objects.filter(**side, what=what, happened_on=day).first()
    if earlier is not None:
        return earlier
    uid = new_id()
    said = {key: value for key, value in (detail or {}).items() if value}
    sealed = json.dumps(said, ensure_ascii=False)
    return Event.objects.create(
        uid=uid,
        area=row.area,
        **side,
        what=what,
        at=at,
        happened_on=day,
        person=by.person,
        name=by.name[:60],
        office=by.area,
        detail_sealed=crypto.seal(sealed, table="letters_event", column="detail", row=uid) if said else None,
    )


def carry(uid: UUID) -> bool:
    """Have a letter's copy made at its addressee, past the walls between the areas; whether it was made now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT carry_letter(%s)", [uid])
        return bool(cursor.fetchone()[0])


def confirm_on_both(uid: UUID, day: date) -> bool:
    """Have the receipt of a carried letter written on both copies; whether it was written now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT confirm_letter(%s, %s)", [uid, day])
        return bool(cursor.fetchone()[0])
