"""Holds placed and lifted; what has reached its time destroyed by two people, with a certificate."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.access import Duty, UnknownSubject, visible
from fengqiao.subjects.actions.corrections import ReasonMissing
from fengqiao.subjects.actions.sentences import SamePerson
from fengqiao.subjects.actions.writing import SubjectsError, change, lock_by_uid, must
from fengqiao.subjects.models import Erasure, Hold, Subject
from fengqiao.subjects.reads.retention import obstacles
from fengqiao.subjects.rules import retention as rules
from fengqiao.users import face as users


class NoSuchHold(SubjectsError):
    """No such hold for this viewer, or it was lifted meanwhile."""

    code = "no_such_hold"
    text = Text("该登记不存在或者已经解除。", "The hold does not exist or was lifted already.")


class NoSuchErasure(SubjectsError):
    """No such destruction for this viewer, or it was settled meanwhile."""

    code = "no_such_erasure"
    text = Text("该销毁事项不存在或者已经处理。", "The destruction does not exist or was settled already.")


class KeptLonger(SubjectsError):
    """Its time has not come, or something keeps it; the page names it."""

    code = "kept_longer"
    text = Text("保管期限未满或者有暂缓事由，不得销毁。", "Its time has not come, or something keeps it.")


@audit.act("subjects.place_hold", about="result", record=("kind",))
def place_hold(*, uid: UUID, kind: str, cause: str, request: UUID, by: Actor, at: datetime) -> Hold:
    """Keep a file whatever its time, with a reason. The same `request` twice is one.

    Raises: UnknownSubject, NotYourAct, ReasonMissing; ValueError for a kind that no rule knows.
    """
    if kind not in rules.HOLDS:
        raise ValueError(f"no such hold: {kind}")
    person = _known(uid, by)
    if not cause.strip():
        raise ReasonMissing
    done = Hold.objects.filter(uid=request, subject=person).first()
    if done is not None:
        return done
    assert by.person is not None
    return Hold.objects.create(
        uid=request, area=person.area, subject=person, kind=kind, cause=cause.strip(), placed_by=by.person,
        placed_name=by.name, placed_at=at,
    )  # fmt: skip


@audit.act("subjects.lift_hold", about="result", record=("hold",))
def lift_hold(*, hold: UUID, cause: str, by: Actor, at: datetime) -> Hold:
    """A hold ends, with a reason. Raises: NoSuchHold, NotYourAct, ReasonMissing."""
    found = Hold.objects.filter(uid=hold, subject__in=visible(by)).select_related("subject").first()
    if found is None:
        raise NoSuchHold
    _known(found.subject.uid, by)
    found.refresh_from_db()
    if found.lifted_at is not None:
        raise NoSuchHold
    if not cause.strip():
        raise ReasonMissing
    change(
        found, act=None, reason="", lifted_by=by.person, lifted_name=by.name, lifted_at=at, lifted_cause=cause.strip(),
    )  # fmt: skip
    return found


@audit.act("subjects.propose_erasure", about="result", record=("kind",))
def propose_erasure(*, uid: UUID, kind: str, words: str, request: UUID, by: Actor, at: datetime) -> Erasure:
    """Say that what has reached its time be destroyed, with the appraisal. The same `request` twice is one.

    Law: Community Corrections Law art. 22; Archives Law (destruction by appraisal; mark U).
    Raises: UnknownSubject, NotYourAct, ReasonMissing, KeptLonger; ValueError for a kind that no rule knows.
    """
    if kind not in rules.KINDS:
        raise ValueError(f"nothing of this kind is scheduled: {kind}")
    person = _known(uid, by)
    if not words.strip():
        raise ReasonMissing
    done = Erasure.objects.filter(uid=request, person=uid).first()
    if done is not None:
        return done
    period = str(law.param(rules.SCHEDULE[kind], on=local_day(at), area=person.area).value)
    due = rules.due_on(person.ended_on, period) if person.ended_on else None
    waits = Erasure.objects.filter(person=uid, kind=kind, decided_at=None).exists()
    if waits or due is None or due > local_day(at) or obstacles(person.pk):
        raise KeptLonger
    assert by.person is not None
    assert person.ended_on is not None
    return Erasure.objects.create(
        uid=request, area=person.area, person=uid, kind=kind, ended_on=person.ended_on, due_on=due, retention=period,
        words=words.strip(), proposed_by=by.person, proposed_name=by.name, proposed_at=at,
    )  # fmt: skip


@audit.act("subjects.decide_erasure", about="result", record=("erasure", "agreed"))
def decide_erasure(*, erasure: UUID, agreed: bool, answer: str, by: Actor, at: datetime) -> Erasure:
    """A second person agrees, and it is destroyed at once and proven; or declines, and nothing is.

    Raises: NoSuchErasure, NotYourAct, SamePerson, users.FactorNeeded, ReasonMissing, KeptLonger.
    """
    known = Erasure.objects.filter(uid=erasure, person__in=visible(by).values("uid")).first()
    if known is None:
        raise NoSuchErasure
    person = _known(known.person, by)
    found = Erasure.objects.select_for_update().get(pk=known.pk)
    if found.decided_at is not None:
        raise NoSuchErasure
    if agreed and found.proposed_by in by.persons:
        raise SamePerson
    if agreed and not users.verified_within(by, at):
        raise users.FactorNeeded()
    is_own = found.proposed_by in by.persons
    if not agreed and not is_own and not answer.strip():
        raise ReasonMissing
    second = None if is_own else by.person
    _write(found, decided_by=second, decided_name=by.name, decided_at=at, is_agreed=agreed, answer=answer.strip())
    if agreed:
        _carry_out(found, person, at)
    return found


def _carry_out(found: Erasure, person: Subject, at: datetime) -> None:
    period = str(law.param(rules.SCHEDULE[found.kind], on=local_day(at), area=person.area).value)
    due = rules.due_on(person.ended_on, period) if person.ended_on else None
    if due is None or due > local_day(at) or obstacles(person.pk):
        raise KeptLonger
    told = _erase(found.uid)
    uids = [UUID(each) for each in told.pop("uids")]
    _write(found, erased_at=at, certificate=told, uids=uids)
    bus.announce(facts.PersonErased(found.uid, found.area, at))


def _erase(erasure: UUID) -> dict[str, list[str]]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT erase_person(%s)::text", [erasure])
            return dict(json.loads(cursor.fetchone()[0]))
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "")[:2] in {"55", "P0"}:
            raise KeptLonger from None
        raise


def _write(found: Erasure, **values: object) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))


def _known(uid: UUID, by: Actor) -> Subject:
    """The person, locked, for whoever answers for the file's time. Raises: UnknownSubject, NotYourAct."""
    if not visible(by).filter(uid=uid).exists():
        raise UnknownSubject(uid)
    person = lock_by_uid(uid)
    must(by, Duty.RETAIN, area=person.area)
    return person
