"""Leaves as a procedure has decided them. All are effects: repeatable by `act`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework import facts
from fengqiao.casework.actions.writing import CaseworkError, change, is_done
from fengqiao.casework.models import Leave
from fengqiao.casework.rules import CANCELLED, GRANTED, closed
from fengqiao.kit import bus
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import face as subjects


class WrongDays(CaseworkError):
    """A leave that ends before it begins."""

    code = "wrong_days"
    text = Text("终止日早于起始日。", "The leave ends before it begins.")


class NoLeave(CaseworkError):
    """The matter has granted no leave that could be changed."""

    code = "no_leave"
    text = Text("没有可变更的外出审批。", "There is no granted leave to change.")


@audit.act("casework.record_leave", about="result", record=("matter", "first_day", "last_day", "places"))
def record_leave(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    first_day: date,
    last_day: date,
    places: tuple[str, ...],
    reason: str,
) -> Leave:
    """A leave is granted; both days are inside. `reason` is the code of the ground, `places` are codes.

    Law: Community Corrections Law art. 27; Measures arts 26, 27.
    Raises: UnknownSubject, WrongDays.
    """
    person = subjects.lock(subject_id)
    done = Leave.objects.filter(made_by=act).first()
    if done is not None:
        return done
    if last_day < first_day:
        raise WrongDays
    leave = Leave.objects.create(
        uid=new_id(), area=person.area, subject=person, act=act, matter=matter, made_by=act, first_day=first_day,
        last_day=last_day, granted_last_day=last_day, places=list(places), cause=reason, state=GRANTED,
    )  # fmt: skip
    bus.announce(facts.LeaveRecorded(person.pk, person.area, leave.uid, matter, first_day, last_day))
    return leave


@audit.act("casework.change_leave", about="result", record=("matter", "last_day"))
def change_leave(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, last_day: date
) -> Leave:
    """A granted leave is extended or shortened. Raises: UnknownSubject, NoLeave, WrongDays.

    Law: Measures arts 27, 28.
    """
    subjects.lock(subject_id)
    leave = _of_matter(subject_id, matter)
    if leave is not None and is_done(leave, act):
        return leave
    if leave is None or leave.state != GRANTED:
        raise NoLeave
    if last_day < leave.first_day:
        raise WrongDays
    change(leave, act=act, reason="changed", last_day=last_day)
    _announce(leave)
    return leave


@audit.act("casework.cancel_leave", about="result", record=("matter",))
def cancel_leave(*, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID) -> Leave | None:
    """A leave is not taken after all. Nothing happens when the matter has granted none. Raises: UnknownSubject."""
    subjects.lock(subject_id)
    leave = _of_matter(subject_id, matter)
    if leave is None or is_done(leave, act) or leave.state != GRANTED:
        return leave
    change(leave, act=act, reason="cancelled", state=CANCELLED)
    _announce(leave)
    return leave


@audit.act("casework.close_leave", about="result", record=("matter", "returned_on"))
def close_leave(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, returned_on: date
) -> Leave | None:
    """The holder is back and has reported (销假). Nothing happens when the matter has granted none.

    Law: Measures art. 28.
    Raises: UnknownSubject.
    """
    subjects.lock(subject_id)
    leave = _of_matter(subject_id, matter)
    if leave is None or is_done(leave, act) or leave.state != GRANTED:
        return leave
    state, last_day = closed(first_day=leave.first_day, last_day=leave.last_day, returned_on=returned_on)
    back = None if state == CANCELLED else returned_on
    change(leave, act=act, reason="closed", state=state, last_day=last_day, returned_on=back)
    _announce(leave)
    return leave


def _of_matter(subject_id: int, matter: UUID) -> Leave | None:
    return Leave.objects.filter(subject=subject_id, matter=matter).order_by("-id").first()


def _announce(leave: Leave) -> None:
    bus.announce(facts.LeaveChanged(leave.subject_id, leave.area, leave.uid, leave.matter, leave.state, leave.last_day))
