"""Receiving and registering a person (P04), and what lies over the state."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.actions.writing import SubjectsError, change, is_done, lock
from fengqiao.subjects.models import Overlay, Subject
from fengqiao.subjects.rules import states


class WrongState(SubjectsError):
    """The lifecycle knows no such step from where the person stands."""

    code = "wrong_state"
    text = Text("当前状态不能进行此项办理。", "This step does not fit where the person stands.")


class OtherOffice(SubjectsError):
    """The file belongs to another office; it changes hands by a hand-over, not by a registration."""

    code = "other_office"
    text = Text("档案由其他司法所管理，须先办理移交。", "Another office holds the file; it must be handed over first.")
    field = "office"


class OverlayConflict(SubjectsError):
    """Such an overlay lies there already, or none does."""

    code = "overlay_conflict"
    text = Text("该情形已登记或尚未登记。", "This is recorded already, or not at all.")


@audit.act("subjects.register", about="result", record=("matter", "registered_on", "arrived_on", "office"))
def register(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    registered_on: date,
    arrived_on: date,
    office: str,
) -> Subject:
    """The county has received the person and the papers (接收登记). An effect: repeatable by `act`.

    Law: Community Corrections Law arts 21, 22.
    Raises: UnknownSubject, WrongState, OtherOffice.
    """
    person = lock(subject_id)
    if is_done(person, act):
        return person
    if office != person.area:
        raise OtherOffice(office)
    if not states.may_move(person.state, "registered"):
        raise WrongState(person.state)
    change(person, act=act, reason="registration", state="registered", registered_on=registered_on,
           arrived_on=arrived_on)  # fmt: skip
    bus.announce(facts.SubjectRegistered(person.pk, person.uid, person.area, registered_on, at))
    return person


@audit.act("subjects.miss_intake", about="result", record=("matter", "since"))
def miss_intake(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, since: date
) -> Subject:
    """The person did not report in by the last day (漏管). An effect: repeatable by `act`.

    Nothing changes for somebody who has been registered meanwhile. `since` is the day it was found out.
    Law: Community Corrections Law arts 21, 30.
    Raises: UnknownSubject.
    """
    person = lock(subject_id)
    if is_done(person, act) or not states.may_move(person.state, "missed_intake"):
        return person
    change(person, act=act, reason="missed_intake", state="missed_intake")
    return person


@audit.act("subjects.begin_correction", about="result", record=("matter", "announced_on"))
def begin_correction(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, announced_on: date
) -> Subject:
    """The induction was announced: correction begins (入矫). An effect: repeatable by `act`. Whoever is in correction
    already, as those of a loaded register are, stays so.

    Law: Community Corrections Law art. 22; Measures art. 20. Raises: UnknownSubject, WrongState.
    """
    person = lock(subject_id)
    if is_done(person, act) or person.state == "in_correction":
        return person
    if not states.may_move(person.state, "in_correction"):
        raise WrongState(person.state)
    change(person, act=act, reason="induction", state="in_correction")
    return person


@audit.act("subjects.open_overlay", about="result", record=("kind", "since", "matter"))
def open_overlay(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, kind: str, since: date
) -> Subject:
    """Something begins to lie over the state (lost contact, held elsewhere …). Repeatable by `act`.

    Raises: UnknownSubject, OverlayConflict.
    """
    person = lock(subject_id)
    if kind not in states.KEPT_OVERLAYS:
        raise OverlayConflict(kind)
    lying = Overlay.objects.filter(subject=person, kind=kind, last_day=None).first()
    if lying is not None and lying.act != act:
        raise OverlayConflict(kind)
    if lying is None:
        Overlay.objects.create(
            uid=new_id(), area=person.area, subject=person, kind=kind, first_day=since, matter=matter, act=act
        )
        bus.announce(facts.OverlayChanged(person.pk, person.uid, person.area, kind, since, None))
    return person


@audit.act("subjects.close_overlay", about="result", record=("kind", "until", "matter"))
def close_overlay(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, kind: str, until: date
) -> Subject:
    """It ceases; `until` is its last day. Repeatable by `act`. Raises: UnknownSubject, OverlayConflict."""
    person = lock(subject_id)
    overlay = Overlay.objects.filter(subject=person, kind=kind).order_by("-id").first()
    if overlay is None or until < overlay.first_day:
        raise OverlayConflict(kind)
    if is_done(overlay, act) and overlay.last_day is not None:
        return person
    if overlay.last_day is not None:
        raise OverlayConflict(kind)
    change(overlay, act=act, reason="ended", last_day=until)
    bus.announce(facts.OverlayChanged(person.pk, person.uid, person.area, kind, overlay.first_day, until))
    return person
