"""The one act of this room: taking in a person who was not in the register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects

OUTSIDE = "temporary_service_outside"


@audit.act("desk.take_in", about="result")
def take_in(*, person: subjects.NewSubject, request: UUID, by: audit.Actor, at: datetime) -> subjects.Subject:
    """Enter a person in the register and open the registration, in one transaction.

    A second press of the same button gives the same registration: the register refuses the number a second time, and
    then nothing of the second press remains.
    Law: Community Corrections Law art. 22 (reception and registration).
    """
    subject = subjects.enrol(person=person, by=by, at=at)
    effective = person.sentence.effective_on
    # Law art. 21: for the first three categories the ten days run from the day of effect; for temporary service
    # outside prison they run from what the handing organ received, which nobody knows here.
    data = {} if effective is None or person.sentence.category == OUTSIDE else {"effective_on": effective.isoformat()}
    procedures.start(key="registration", subject_id=subject.id, data=data, by=by, at=at, request=request)
    return subject
