"""A change settled: confirmed by another person of the same level, refused, or taken back by who proposed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import bus
from fengqiao.kit.clock import local_day
from fengqiao.law import local
from fengqiao.law.changes import rules
from fengqiao.law.errors import LawError
from fengqiao.law.facts import LawChanged
from fengqiao.law.models import Change


class NotAllowed(LawError):
    """Not an act of this post or this person; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code, code)


class AlreadySettled(LawError):
    """Somebody has settled this change meanwhile."""

    def __init__(self, uid: UUID) -> None:
        super().__init__("settled", str(uid))


@audit.act("law.confirm_change", about="result", record=("foreseen",))
def confirm(*, change: UUID, foreseen: Mapping[str, Any], note: str = "", by: audit.Actor, at: datetime) -> Change:
    """From its day on the change is in force everywhere below its place. `foreseen` is what the preview counted.

    Raises: NotAllowed, AlreadySettled, local.NotYours when its day has come meanwhile.
    """
    row = _locked(change)
    _must_be_second(row, by)
    local.must_begin_in_time(row.valid_from, today=local_day(at), is_correction=row.is_correction)
    _settle(row, "confirmed", note=note, foreseen=foreseen, by=by, at=at)
    bus.announce(LawChanged(row.uid, row.area, row.kind, row.valid_from, at))
    return row


@audit.act("law.refuse_change", about="result")
def refuse(*, change: UUID, note: str, by: audit.Actor, at: datetime) -> Change:
    """The change is not made. Raises: NotAllowed, AlreadySettled."""
    row = _locked(change)
    _must_be_second(row, by)
    return _settle(row, "refused", note=note, by=by, at=at)


@audit.act("law.withdraw_change", about="result")
def withdraw(*, change: UUID, note: str, by: audit.Actor, at: datetime) -> Change:
    """Who proposed it takes it back. Raises: NotAllowed, AlreadySettled."""
    row = _locked(change)
    if by.person not in row.persons:
        raise NotAllowed("not_your_proposal")
    return _settle(row, "withdrawn", note=note, by=by, at=at)


def _locked(uid: UUID) -> Change:
    row = Change.objects.select_for_update().filter(uid=uid).first()
    if row is None:
        raise NotAllowed("unknown")
    if row.state != "proposed":
        raise AlreadySettled(uid)
    return row


def _must_be_second(row: Change, by: audit.Actor) -> None:
    why = rules.why_not_settle(
        role=by.role, area=by.area, persons=by.persons, office=row.office, proposers=row.persons, state=row.state
    )
    if why:
        raise NotAllowed(why)


def _settle(
    row: Change, state: str, *, note: str, by: audit.Actor, at: datetime, foreseen: Mapping[str, Any] | None = None
) -> Change:
    row.state, row.settled_person, row.settled_by, row.settled_at = state, by.person, by.name, at
    row.note, row.foreseen = note, dict(foreseen) if foreseen is not None else None
    row.save(update_fields=["state", "settled_person", "settled_by", "settled_at", "note", "foreseen"])
    return row
