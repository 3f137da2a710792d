"""Reports and contacts as a matter has recorded them. All are effects: repeatable by `act`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto
from fengqiao.kit.ids import new_id
from fengqiao.subjects import face as subjects
from fengqiao.supervision.models import Contact, Report


@audit.act("supervision.record_report", about="result", record=("matter", "kind", "reported_on", "answer"))
def record_report(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    kind: str,
    reported_on: date,
    channel: str,
    answer: str,
    content: str,
    period_first: date | None = None,
    event: str = "",
    happened_at: datetime | None = None,
    had_guardian: bool = False,
) -> Report:
    """A report was taken, refused, or its want excused. Law: Community Corrections Law art. 23; Measures arts 23, 24.

    Raises: UnknownSubject.
    """
    person = subjects.lock(subject_id)
    done = Report.objects.filter(made_by=act).first()
    if done is not None:
        return done
    uid = new_id()
    return Report.objects.create(
        uid=uid, area=person.area, subject=person, act=act, matter=matter, made_by=act, kind=kind,
        reported_on=reported_on, channel=channel, answer=answer, period_first=period_first, event=event,
        happened_at=happened_at, had_guardian=had_guardian, officer=by.name,
        content_sealed=crypto.seal(content, table="supervision_report", column="content", row=uid),
    )  # fmt: skip


@audit.act("supervision.record_contact", about="result", record=("matter", "kind", "held_on"))
def record_contact(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    kind: str,
    held_on: date,
    channel: str,
    content: str,
    topic: str = "",
    place: str = "",
    had_guardian: bool = False,
) -> Contact:
    """A talk, a visit or a call took place. Law: Community Corrections Law art. 26; Measures art. 23.

    Raises: UnknownSubject.
    """
    person = subjects.lock(subject_id)
    done = Contact.objects.filter(made_by=act).first()
    if done is not None:
        return done
    uid = new_id()
    return Contact.objects.create(
        uid=uid, area=person.area, subject=person, act=act, matter=matter, made_by=act, kind=kind, held_on=held_on,
        channel=channel, place=place, had_guardian=had_guardian, officer=by.name,
        topic_sealed=crypto.seal(topic, table="supervision_contact", column="topic", row=uid),
        content_sealed=crypto.seal(content, table="supervision_contact", column="content", row=uid),
    )  # fmt: skip
