"""How a paper and what happens to it are written, for the acts of this room."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.documents import rules
from fengqiao.documents.facts import PaperChanged
from fengqiao.documents.models import Event, Paper, Token
from fengqiao.documents.papers import kind as kind_of
from fengqiao.documents.reads import opened_token, token_hash
from fengqiao.kit import bus, crypto
from fengqiao.kit.ids import new_id

# Without look-alikes, so that a value read aloud or by eye is the one printed.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SECOND_LENGTH: Final = 6
_PUBLIC_STATES: Final = {rules.SEALED: "valid", rules.WITHDRAWN: "withdrawn", rules.REPLACED: "replaced"}


def next_number(series: rules.Series) -> int:
    """The next number of a series; its counter stays locked until this transaction ends, so a rolled-back act gives
    the number back and no number is ever skipped (T30)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_counter AS c (area, char, year, minors, last) VALUES (%s, %s, %s, %s, 1) "
            "ON CONFLICT (area, char, year, minors) DO UPDATE SET last = c.last + 1 RETURNING last",
            [series.issuer, series.char, series.year, series.minors],
        )
        row = cursor.fetchone()
    return int(row[0])


def sealed_json(values: Mapping[str, Any], *, table: str, column: str, row: UUID) -> bytes:
    """Values as one sealed cell."""
    return crypto.seal(json.dumps(values, ensure_ascii=False), table=table, column=column, row=row)


def second_value() -> str:
    """The value printed beside the code, to compare with what the public page shows."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(SECOND_LENGTH))


def add_event(
    paper: Paper,
    what: str,
    *,
    name: str,
    role: str,
    office: str,
    person: int | None,
    at: datetime,
    happened_on: date | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """Put on record what happened to a paper, let the public door know, and tell whoever listens."""
    uid = new_id()
    event = Event.objects.create(
        uid=uid,
        area=paper.area,
        subject_id=paper.subject_id,
        paper=paper,
        what=what,
        at=at,
        happened_on=happened_on,
        person=person,
        name=name,
        role=role,
        office=office,
        detail_sealed=sealed_json(detail, table="documents_event", column="detail", row=uid) if detail else None,
    )
    if paper.token_sealed is not None and what in _PUBLIC_STATES:
        Token.objects.filter(hash=token_hash(opened_token(paper))).update(state=_PUBLIC_STATES[what])
    announce(paper, at=at)
    return event


def hide_codes(*, subject_id: int) -> int:
    """The codes on a person's papers answer from now on like codes that nobody ever printed (a sealed record, T82). How
    many there were; part of the act that seals, in its transaction."""
    papers = Paper.objects.filter(subject_id=subject_id).exclude(token_sealed=None)
    hashes = [token_hash(opened_token(row)) for row in papers]
    return Token.objects.filter(hash__in=hashes).exclude(state="hidden").update(state="hidden")


def by_actor(by: audit.Actor) -> dict[str, Any]:
    """Who wrote an event, from the actor."""
    return {"name": by.name[:60], "role": by.role, "office": by.area, "person": by.person}


def announce(paper: Paper, *, at: datetime) -> None:
    """Tell whoever listens that a paper stands elsewhere now."""
    events = list(Event.objects.filter(paper=paper).order_by("id").values_list("what", flat=True))
    now = rules.state(events, sealing=kind_of(paper.kind).seal)
    bus.announce(PaperChanged(paper.uid, paper.kind, now, paper.matter, paper.subject_id, paper.area, at))
