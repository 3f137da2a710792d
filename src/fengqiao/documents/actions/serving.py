"""What happens to a paper after it was issued: seal and signature, service, withdrawal, a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.documents import glyphs, rules
from fengqiao.documents.access import holds_seal
from fengqiao.documents.actions.issuing import Order, write
from fengqiao.documents.actions.keeping import keep
from fengqiao.documents.actions.writing import add_event, by_actor
from fengqiao.documents.errors import (
    CharactersMissing,
    NotAllowedNow,
    NotYourSeal,
    ReasonMissing,
    ServedTooEarly,
    ServiceIncomplete,
)
from fengqiao.documents.models import Event, Paper
from fengqiao.documents.papers import kind as kind_of
from fengqiao.documents.reads import paper_row, values
from fengqiao.kit.clock import local_day
from fengqiao.users import face as users

MOST_AT_ONCE = 100
"""Papers sealed or printed in one go."""
_LOCKS = 7704
"""The family of advisory locks on papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """How a paper was handed over.

    Law: SPC-I 204 by analogy: the receiver signs; an adult relative or the employer may; on refusal a witness, a note
    of why, the paper left in place, photo or video, counts as served.
    """

    receiver: str
    relation: str
    day: date
    refused: bool = False
    witness: str = ""
    note: str = ""


@audit.act("documents.seal", record=("papers",))
def seal(*, papers: Sequence[UUID], by: audit.Actor, at: datetime, despite: bool = False) -> int:
    """Sign papers and put the institution's seal on them, all or none. Gives how many.

    `despite`: the signer has seen that a character cannot be printed. Raises: UnknownPaper, NotYourSeal, NotAllowedNow,
    CharactersMissing, NotDrawn, users.FactorNeeded.
    """
    rows = [_locked(uid) for uid in sorted(set(papers))[:MOST_AT_ONCE]]
    for row in rows:
        _must_hold_seal(row, by)
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    for row in rows:
        _must_be_possible(row, rules.SEALED)
        lacking = () if despite else glyphs.missing(values(row))
        if lacking:
            raise CharactersMissing(lacking)
        add_event(row, rules.SEALED, **by_actor(by), at=at)
        keep(row)
    return len(rows)


@audit.act("documents.deliver", about="result")
def deliver(*, paper: UUID, service: Service, by: audit.Actor, at: datetime) -> Paper:
    """Put the service of a paper on record.

    Raises: UnknownPaper, NotAllowed, NotAllowedNow, ServiceIncomplete, ServedTooEarly.
    """
    row = _locked(paper)
    if not users.has_in(by, users.Right.WORK_CASES, row.area) and not users.has_in(by, users.Right.DECIDE, row.area):
        raise users.NotAllowed("not_allowed")
    if not service.receiver.strip() or (service.refused and not (service.witness.strip() and service.note.strip())):
        raise ServiceIncomplete
    if not row.day <= service.day <= local_day(at):
        raise ServedTooEarly
    what = rules.REFUSED if service.refused else rules.DELIVERED
    _must_be_possible(row, what)
    detail = {"receiver": service.receiver.strip(), "relation": service.relation.strip()}
    if service.refused:
        detail |= {"witness": service.witness.strip(), "note": service.note.strip()}
    add_event(row, what, **by_actor(by), at=at, happened_on=service.day, detail=detail)
    return row


@audit.act("documents.withdraw", about="result")
def withdraw(*, paper: UUID, reason: str, by: audit.Actor, at: datetime) -> Paper:
    """Make a paper void. Its number stays in the register with the reason (T30).

    Raises: UnknownPaper, NotYourSeal, ReasonMissing, NotAllowedNow, users.FactorNeeded.
    """
    return _void(paper, rules.WITHDRAWN, reason, by=by, at=at)


@audit.act("documents.renew", about="result")
def renew(*, paper: UUID, order: Order, reason: str, by: audit.Actor, at: datetime) -> Paper:
    """Replace a paper by a new version with a number of its own; the former stays in the register.

    `order` names the same kind, act, item and person. Raises: as `withdraw`, and as `issue`.
    """
    former = _void(paper, rules.REPLACED, reason, by=by, at=at)
    if _about(order) != _about(former):
        raise NotAllowedNow
    return write(order, at=at, replaces=former.uid)


def _about(paper: Order | Paper) -> tuple[object, ...]:
    return paper.kind, paper.act, paper.item, paper.subject_id


def _void(uid: UUID, what: str, reason: str, *, by: audit.Actor, at: datetime) -> Paper:
    row = _locked(uid)
    _must_hold_seal(row, by)
    if not reason.strip():
        raise ReasonMissing
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    _must_be_possible(row, what)
    add_event(row, what, **by_actor(by), at=at, detail={"reason": reason.strip()[: rules.LONGEST_TEXT]})
    return row


def _locked(uid: UUID) -> Paper:
    """The paper, for this transaction alone: rows that nobody may update cannot be locked, a number can."""
    row = paper_row(uid)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, row.pk % 2_147_483_647])
    return row


def _must_hold_seal(row: Paper, by: audit.Actor) -> None:
    if not holds_seal(by, issuer=row.issuer, level=row.level):
        raise NotYourSeal


def _must_be_possible(row: Paper, what: str) -> None:
    events = list(Event.objects.filter(paper=row).values_list("what", flat=True))
    kind = kind_of(row.kind)
    if not rules.may(what, events, sealing=kind.seal, served=kind.is_served):
        raise NotAllowedNow
