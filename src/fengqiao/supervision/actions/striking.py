"""A record that was made about the wrong person, or by mistake, is struck out; it stays as a former version."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision.errors import OwnRecord, RecordGone, StrikingReasonMissing
from fengqiao.supervision.models import Contact, Report

LONGEST = 500


@audit.act("supervision.strike", about="result", record=("reason",))
def strike(*, subject_id: int, record: UUID, reason: str, by: Actor, at: datetime) -> Report | Contact:
    """The record counts for nothing any more; a period that it answered is opened again, for nobody has answered it.

    Law: none; THREATS T22 (who recorded it cannot undo it alone), DATABASE (former versions stay).
    Raises: RecordGone, StrikingReasonMissing, OwnRecord, UnknownSubject, subjects.NotYourAct.
    """
    person = subjects.lock_known(subject_id, by)
    subjects.must(by, subjects.Duty.CONFIRM, area=person.area)
    row = _row(person.pk, record)
    if row is None:
        raise RecordGone
    if not reason.strip():
        raise StrikingReasonMissing
    if by.name == row.officer:
        raise OwnRecord
    row.version += 1
    row.act, row.reason, row.void = None, reason.strip()[:LONGEST], True
    row.save(update_fields=["version", "act", "reason", "void"])
    if isinstance(row, Report) and row.period_first is not None and not _is_answered(row):
        procedures.open_again(matter=row.matter, cause=f"supervision.strike {row.uid}", by=by, at=at)
    return row


def _row(subject_id: int, uid: UUID) -> Report | Contact | None:
    """The record, locked, unless it was struck out."""
    found: Report | Contact | None = None
    for table in (Report, Contact):
        rows = table._default_manager.select_for_update()
        found = found or rows.filter(subject=subject_id, uid=uid, void=False).first()
    return found


def _is_answered(row: Report) -> bool:
    """Whether another record of the same period stands."""
    others = Report.objects.filter(subject=row.subject_id, kind=row.kind, period_first=row.period_first, void=False)
    return others.exclude(pk=row.pk).filter(answer__in=("accepted", "excused")).exists()
