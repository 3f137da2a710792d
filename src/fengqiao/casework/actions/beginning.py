"""How correction begins: the announced induction and the class. Effects of procedures, repeatable by `act`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework import facts
from fengqiao.casework.actions.standing import BeforeTheLast, UnknownClass
from fengqiao.casework.actions.writing import change
from fengqiao.casework.models import Induction, ManagementClass
from fengqiao.casework.rules import CLASSES
from fengqiao.kit import bus, crypto
from fengqiao.kit.ids import new_id
from fengqiao.subjects import face as subjects

DECIDED = "decision"


@audit.act("casework.record_induction", about="result", record=("matter", "announced_on"))
def record_induction(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    announced_on: date,
    place: str,
    attendees: str,
    is_public: bool,
    had_interpreter: bool,
    had_guardian: bool,
    is_signed: bool,
    recording: str = "",
) -> Induction:
    """The induction was announced. Law: Community Corrections Law art. 22; Measures art. 20. Raises: UnknownSubject."""
    person = subjects.lock(subject_id)
    done = Induction.objects.filter(made_by=act).first()
    if done is not None:
        return done
    uid = new_id()
    return Induction.objects.create(
        uid=uid, area=person.area, subject=person, act=act, matter=matter, made_by=act, announced_on=announced_on,
        place=place, is_public=is_public, had_interpreter=had_interpreter, had_guardian=had_guardian,
        is_signed=is_signed, recording=recording,
        attendees_sealed=crypto.seal(attendees, table="casework_induction", column="attendees", row=uid),
    )  # fmt: skip


@audit.act("casework.set_class", about="result", record=("matter", "class_name", "first_day"))
def set_class(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, class_name: str, first_day: date
) -> ManagementClass:
    """The county has decided the class; a matter decides it once. Saying again what holds changes nothing.

    Decided twice on one day, the later decision holds from the next day on.
    Law: Community Corrections Law art. 24; Measures art. 21. Raises: UnknownSubject, UnknownClass, BeforeTheLast.
    """
    person = subjects.lock(subject_id)
    if class_name not in CLASSES:
        raise UnknownClass(class_name)
    done = ManagementClass.objects.filter(subject=person, matter=matter, source=DECIDED).first()
    now = ManagementClass.objects.filter(subject=person, last_day=None).first()
    if done is not None or (now is not None and now.class_name == class_name):
        return done or now  # type: ignore[return-value]
    before = now.class_name if now else ""
    if now is not None:
        if first_day < now.first_day:
            raise BeforeTheLast
        first_day = max(first_day, now.first_day + timedelta(days=1))
        change(now, act=act, reason="followed by another", last_day=first_day - timedelta(days=1))
    row = ManagementClass.objects.create(
        uid=new_id(), area=person.area, subject=person, act=act, matter=matter, class_name=class_name,
        first_day=first_day, source=DECIDED,
    )  # fmt: skip
    bus.announce(facts.ClassChanged(person.pk, person.area, class_name, first_day, before=before, at=at))
    return row
