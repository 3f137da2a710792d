"""A request to put data right is received, and answered by somebody else within its time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.subjects.access import Duty, visible
from fengqiao.subjects.actions.corrections import ReasonMissing, for_correction
from fengqiao.subjects.actions.sentences import SamePerson
from fengqiao.subjects.actions.writing import SubjectsError, change, lock, must
from fengqiao.subjects.models import Correction, DataRequest
from fengqiao.subjects.rules import requests as rules
from fengqiao.users import face as users


class NoSuchRequest(SubjectsError):
    """The request does not exist here, or was answered meanwhile."""

    code = "no_such_request"
    text = Text("该请求不存在或者已经答复。", "The request does not exist or was answered already.")


class NoCopyAsked(SubjectsError):
    """Nobody has put on record that a copy was asked for."""

    code = "no_copy_asked"
    text = Text("请先由另一名工作人员登记本人的查阅、复制请求。", "A colleague records the request for a copy first.")


class NothingCorrected(SubjectsError):
    """An answer says that something was put right, and nothing was since the request came."""

    code = "nothing_corrected"
    text = Text("请先完成更正，再作此答复。", "First make the correction, then answer so.")
    field = "correction"


class NotYet(SubjectsError):
    """A request that comes tomorrow, or came long before this file could know of it."""

    code = "request_day"
    text = Text("收到日期不得晚于今天，也不得早于一年前。", "The day lies within the last year.")
    field = "received_on"


LONGEST_AGO = 366
"""Unit: days back that a request may have been received before it is recorded."""


@audit.act("subjects.receive_request", about="result", record=("asked_by", "field"))
def receive_request(
    *, uid: UUID, asked_by: str, field: str, wish: str, received_on: date, request: UUID, by: Actor, at: datetime
) -> DataRequest:
    """Put on record that somebody asked; the time of the answer runs from the day it came. The same `request` twice is
    one.

    Law: Personal Information Protection Law arts 46, 50 (mark U).
    Raises: UnknownSubject, NotYourAct, ReasonMissing, NotYet; ValueError for an asker or a matter that no rule knows.
    """
    if asked_by not in rules.ASKERS or field not in rules.FIELDS:
        raise ValueError(f"no such request: {asked_by}, {field}")
    person = for_correction(uid, by, wish)
    done = DataRequest.objects.filter(uid=request, subject=person).first()
    if done is not None:
        return done
    today = local_day(at)
    if not 0 <= (today - received_on).days <= LONGEST_AGO:
        raise NotYet
    due_on = law.due(rules.CLOCK, start=received_on, area=person.area).last_good_day
    assert due_on is not None
    return DataRequest.objects.create(
        uid=request, area=person.area, subject=person, asked_by=asked_by, field=field, received_on=received_on,
        wish_sealed=_sealed(wish, "wish", request), received_by=by.person, received_name=by.name,
        due_on=due_on, state=rules.OPEN,
    )  # fmt: skip


@audit.act("subjects.answer_request", about="result", record=("answer",))
def answer_request(
    *, request: UUID, answer: str, text: str, correction: UUID | None, by: Actor, at: datetime
) -> DataRequest:
    """Answer with reasons. That something was put right is said only of a correction made since the request came;
    what it moves it has moved by itself. Who received the request does not answer it.

    Law: Personal Information Protection Law art. 50 (reasons when refused; mark U).
    Raises: NoSuchRequest, NotYourAct, SamePerson, ReasonMissing, NothingCorrected, users.FactorNeeded.
    """
    found = DataRequest.objects.filter(uid=request, subject__in=visible(by)).first()
    if found is None:
        raise NoSuchRequest
    person = lock(found.subject_id)
    found.refresh_from_db()
    if found.state != rules.OPEN or answer not in rules.ANSWERS:
        raise NoSuchRequest
    if found.field == rules.COPY and answer != rules.REFUSED:
        raise NothingCorrected
    must(by, Duty.ANSWER_REQUEST, area=person.area)
    if found.received_by in by.persons:
        raise SamePerson
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    if not text.strip():
        raise ReasonMissing
    rests_on = _made_since(found, correction) if rules.needs_correction(answer) else None
    change(
        found, act=None, reason="", state=answer, answer_sealed=_sealed(text, "answer", found.uid),
        answered_on=local_day(at), decided_by=by.person, decided_name=by.name, correction=rests_on,
    )  # fmt: skip
    return found


def copy_asked(*, subject_id: int, by: Actor) -> DataRequest:
    """The oldest open request for a copy that somebody else received: without one no copy is handed out, and nobody
    hands out what he or she alone says was asked for (THREATS T55). Raises: NoCopyAsked, SamePerson."""
    asked = DataRequest.objects.filter(subject=subject_id, field=rules.COPY, state=rules.OPEN).order_by("id")
    rows = list(asked.select_for_update())
    found = next((each for each in rows if each.received_by not in by.persons), None)
    if found is None:
        raise SamePerson if rows else NoCopyAsked
    return found


def copy_given(found: DataRequest, *, text: str, by: Actor, at: datetime) -> None:
    """The request for a copy is answered: it was handed out."""
    change(
        found, act=None, reason="", state=rules.GIVEN, answer_sealed=_sealed(text, "answer", found.uid),
        answered_on=local_day(at), decided_by=by.person, decided_name=by.name,
    )  # fmt: skip


def _made_since(found: DataRequest, correction: UUID | None) -> UUID:
    if correction is None:
        raise NothingCorrected
    made = Correction.objects.filter(uid=correction, subject=found.subject_id, state="in_force").first()
    if made is None or local_day(made.recorded_at) < found.received_on:
        raise NothingCorrected
    return made.uid


def _sealed(text: str, column: str, row: UUID) -> bytes:
    return crypto.seal(text.strip(), table="subjects_datarequest", column=column, row=row)
