"""The one act of this room: taking in a person who was not in the register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects


@audit.act("desk.take_in", about="result")
def take_in(*, person: subjects.NewSubject, request: UUID, by: audit.Actor, at: datetime) -> subjects.Subject:
    """Enter a person in the register and open the registration, in one transaction.

    A second press of the same button gives the same registration: the register refuses the number a second time, and
    then nothing of the second press remains.
    Law: Community Corrections Law art. 22 (reception and registration).
    """
    subject = subjects.enrol(person=person, by=by, at=at)
    procedures.start(key="registration", subject_id=subject.id, data={}, by=by, at=at, request=request)
    return subject
