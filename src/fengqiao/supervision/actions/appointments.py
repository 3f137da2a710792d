"""The next appointment: arranged, moved, called off, and the person told of it each time; the reminder a day before.

Two officers who take the same hour of one colleague at once come one after the other: the second is told that it is
taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

import structlog
from django.db import connection, transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.ids import new_id
from fengqiao.notices import face as notices
from fengqiao.subjects import face as subjects
from fengqiao.supervision.errors import (
    AlreadyArranged,
    AppointmentGone,
    AppointmentReasonMissing,
    HourTaken,
    NotToBeMet,
)
from fengqiao.supervision.models import Appointment
from fengqiao.supervision.reads import appointments as reads
from fengqiao.supervision.rules import ARRANGED, CALLED_OFF, slots

PURPOSE = "appointment_reminder"
#: The length of a county's code.
_COUNTY: Final = 6
_log = structlog.get_logger()


@audit.act("supervision.arrange", about="result", record=("kind", "starts_at"))
def arrange(
    *, subject_id: int, kind: str, starts_at: datetime, request: UUID, by: Actor, at: datetime, anyway: bool = False
) -> Appointment:
    """An hour for a report, a talk or a visit; the person is told. The same `request` twice makes one.

    `anyway`: also on a day off and outside office hours. Law: Community Corrections Law arts 23, 26; Measures art. 23.
    Raises: UnknownSubject, subjects.NotYourAct, NotToBeMet, AlreadyArranged, HourTaken.
    """
    person = subjects.lock_known(subject_id, by)
    subjects.must(by, subjects.Duty.ARRANGE, area=person.area)
    done = Appointment.objects.filter(made_by=request, subject=person).first()
    if done is not None:
        return done
    known = _free(subject_id, kind, starts_at, by=by, at=at, anyway=anyway)
    if known.standing is not None:
        raise AlreadyArranged
    row = Appointment.objects.create(
        uid=new_id(), area=person.area, subject=person, act=request, made_by=request, made_on=local_day(at), kind=kind,
        starts_at=starts_at, ends_at=starts_at + known.hours.length, place=known.place, officer=known.officer,
        officer_name=known.officer_name, state=ARRANGED,
    )  # fmt: skip
    _tell(row, "appointment", act=request, by=by, at=at)
    return row


@audit.act("supervision.move_appointment", about="result", record=("starts_at",))
def move_appointment(
    *, uid: UUID, starts_at: datetime, reason: str, seen: int, request: UUID, by: Actor, at: datetime,
    anyway: bool = False,
) -> Appointment:  # fmt: skip
    """Another hour, with whoever is in charge now; the person is told. The same `request` twice moves once.

    Raises: AppointmentGone, AppointmentReasonMissing, HourTaken, UnknownSubject, subjects.NotYourAct.
    """
    row = _changeable(uid, reason=reason, request=request, by=by)
    if row.act == request:
        return row
    _must_stand(row, seen=seen, at=at)
    known = _free(row.subject_id, row.kind, starts_at, by=by, at=at, anyway=anyway, moving=uid)
    _change(
        row, request, reason, starts_at=starts_at, ends_at=starts_at + known.hours.length, officer=known.officer,
        officer_name=known.officer_name, made_on=local_day(at),
    )  # fmt: skip
    _tell(row, "appointment_moved", act=request, by=by, at=at)
    return row


@audit.act("supervision.call_off", about="result")
def call_off(*, uid: UUID, reason: str, seen: int, request: UUID, by: Actor, at: datetime) -> Appointment:
    """It does not take place; the person is told. What is asked of the person stays as it is.

    Raises: AppointmentGone, AppointmentReasonMissing, UnknownSubject, subjects.NotYourAct.
    """
    row = _changeable(uid, reason=reason, request=request, by=by)
    if row.act == request:
        return row
    _must_stand(row, seen=seen, at=at)
    _change(row, request, reason, state=CALLED_OFF)
    _tell(row, "appointment_off", act=request, by=by, at=at)
    return row


def _free(
    subject_id: int,
    kind: str,
    starts_at: datetime,
    *,
    by: Actor,
    at: datetime,
    anyway: bool,
    moving: UUID | None = None,
) -> reads.Arranging:
    """What is known of an hour that nothing stands against; the hours of the county are held until the act ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appointment {by.area[:_COUNTY]}"])
    known = reads.arranging(subject_id=subject_id, by=by, at=at, moving=moving).get(kind)
    if known is None:
        raise NotToBeMet
    why = slots.against(starts_at, known.hours, replace(known.around, not_before=at))
    if why and not (anyway and why in slots.SOFT):
        raise HourTaken(why)
    return known


def _changeable(uid: UUID, *, reason: str, request: UUID, by: Actor) -> Appointment:
    """The row under the lock of its person, as somebody may change it."""
    found = Appointment.objects.filter(uid=uid).first()
    if found is None:
        raise AppointmentGone
    person = subjects.lock_known(found.subject_id, by)
    subjects.must(by, subjects.Duty.ARRANGE, area=person.area)
    if not reason.strip():
        raise AppointmentReasonMissing
    return Appointment.objects.get(pk=found.pk)


def _must_stand(row: Appointment, *, seen: int, at: datetime) -> None:
    if row.state != ARRANGED or row.version != seen or row.starts_at <= at:
        raise AppointmentGone


def _change(row: Appointment, act: UUID, reason: str, **values: object) -> None:
    """The next version of a row; the database keeps the former one."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.act, row.reason = row.version + 1, act, reason.strip()
    row.save(update_fields=[*values, "version", "act", "reason"])


def _tell(row: Appointment, kind: str, *, act: UUID, by: Actor, at: datetime) -> None:
    notices.tell(
        by=by, at=at, subject_id=row.subject_id, area=row.area, matter=None, act=act, kind=kind, when=row.starts_at,
        until=row.starts_at,
    )  # fmt: skip


def remind_of_appointments(*, over: Sequence[str], at: datetime) -> int:
    """Remind people of what is arranged for tomorrow; how many. Run again it reminds nobody twice."""
    return sum(_remind_county(county, at=at) for county in over)


def _remind_county(county: str, *, at: datetime) -> int:
    by, reminded = audit.system(PURPOSE, ranges=(county,)), 0
    with transaction.atomic(), scope.of(by.ranges):
        coming = Appointment.objects.filter(
            state=ARRANGED, starts_at__gt=at, starts_at__lt=start_of(local_day(at) + timedelta(days=2)),
            made_on__lt=local_day(at),
        )  # fmt: skip
        rows = list(coming.order_by("id"))
        there = {each.id for each in subjects.under_correction(ids=[row.subject_id for row in rows])}
    for row in rows:
        if row.subject_id not in there:
            continue
        try:
            reminded += _remind(row, by=by, at=at)
        except Exception as problem:
            # One broken file must not keep the others from being reminded.
            _log.error("supervision.reminder.failed", appointment=str(row.uid), problem=type(problem).__name__)
    return reminded


def _remind(row: Appointment, *, by: Actor, at: datetime) -> int:
    cause = uuid5(NAMESPACE_OID, f"{row.uid} {row.starts_at.isoformat()}")
    with transaction.atomic(), scope.of(by.ranges):
        subjects.lock(row.subject_id)
        stands = Appointment.objects.filter(pk=row.pk, state=ARRANGED, starts_at=row.starts_at).exists()
        if not stands or notices.is_told(area=row.area, cause=cause, kind="appointment_soon"):
            return 0
        return int(
            notices.tell(
                by=by, at=at, subject_id=row.subject_id, area=row.area, matter=None, act=cause, kind="appointment_soon",
                when=row.starts_at, until=row.starts_at,
            ) > 0
        )  # fmt: skip
