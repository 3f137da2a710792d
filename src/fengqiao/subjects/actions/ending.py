"""The end of a person's correction: discharge (P40)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.actions.registration import WrongState
from fengqiao.subjects.actions.writing import SubjectsError, change, is_done, lock
from fengqiao.subjects.models import Subject
from fengqiao.subjects.rules import states

GROUNDS: Final = frozenset({"term", "pardon"})


class TooEarly(SubjectsError):
    """Nobody is discharged before the last day of the term, except by pardon."""

    code = "too_early"
    text = Text("矫正期限尚未届满，不得提前解除。", "The term has not ended; nobody is discharged early.")


@audit.act("subjects.discharge", about="result", record=("matter", "ended_on", "ground"))
def discharge(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    ended_on: date,
    ground: str,
) -> Subject:
    """The person is discharged (解除社区矫正). An effect: repeatable by `act`.

    Law: Community Corrections Law art. 44.
    Raises: UnknownSubject, WrongState, TooEarly.
    """
    person = lock(subject_id)
    if is_done(person, act):
        return person
    if ground not in GROUNDS or not states.may_move(person.state, "discharged"):
        raise WrongState(person.state)
    if ground == "term" and ended_on < person.term_end:
        raise TooEarly
    change(person, act=act, reason=f"discharge:{ground}", state="discharged", ended_on=ended_on)
    bus.announce(facts.SubjectEnded(person.pk, person.uid, person.area, "discharged", ended_on, matter, act, at))
    return person
