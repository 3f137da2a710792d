"""Correcting what a file says, and the people who belong to it. The former version always stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.access import Duty, UnknownSubject, visible
from fengqiao.subjects.actions import building, identity, keys
from fengqiao.subjects.actions.enrolment import NotAcceptable
from fengqiao.subjects.actions.writing import SubjectsError, change, lock_by_uid, lock_known, must
from fengqiao.subjects.models import Contact, Correction, NamedStaff, NameKey, Subject
from fengqiao.subjects.reads.rows import opened
from fengqiao.subjects.reads.search import number_hash, tail_hash
from fengqiao.subjects.rules import flags
from fengqiao.subjects.rules.corrections import FACTS, IN_FORCE
from fengqiao.subjects.rules.intake import NewContact, NewSentence, NewSubject, problems

_SEALED: Final = ("phone", "household", "residence")
_PLAIN: Final = ("sex", "ethnicity", "education", "marriage", "residence_code")
CORRECTABLE: Final = frozenset({"name", "birth_date", "number_kind", "number", "flags", *_SEALED, *_PLAIN})


class ReasonMissing(SubjectsError):
    """A correction without a reason."""

    code = "reason_missing"
    text = Text("请填写理由。", "Give the reason.")
    field = "reason"


class NotCorrectable(SubjectsError):
    """A field that no correction may change, or that does not exist."""

    code = "not_correctable"
    text = Text("此项不可更正。", "This cannot be corrected.")


def for_correction(uid: UUID, by: Actor, reason: str) -> Subject:
    """The person, locked, known to the actor, who keeps files there; a correction has a reason.

    Raises: ReasonMissing, UnknownSubject, NotYourAct.
    """
    if not reason.strip():
        raise ReasonMissing
    person = lock_by_uid(uid)
    if not visible(by).filter(pk=person.pk).exists():
        raise UnknownSubject(uid)
    must(by, Duty.KEEP_FILES, area=person.area)
    return person


@audit.act("subjects.correct_facts", about="result", record=("reason",))
def correct_facts(*, uid: UUID, changes: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> Subject:
    """Correct facts about the person. Saying again what the file says already changes nothing.

    Raises: UnknownSubject, NotYourAct, ReasonMissing, NotCorrectable, NotAcceptable.
    """
    person = for_correction(uid, by, reason)
    if not set(changes) <= CORRECTABLE:
        raise NotCorrectable(", ".join(sorted(set(changes) - CORRECTABLE)))
    said = {
        name: opened(person, name) if name in (*_SEALED, "number") else getattr(person, name) for name in CORRECTABLE
    }
    said["flags"] = frozenset(person.flags)
    new = {name: value for name, value in changes.items() if value != said[name]}
    if not new:
        return person
    corrected = building.tidy(_as_new(person, said | new))
    wrong = problems(corrected)
    if wrong:
        raise NotAcceptable(wrong)
    made = Correction.objects.create(
        uid=new_id(), area=person.area, subject=person, kind=FACTS, state=IN_FORCE, person=by.person, name=by.name,
        cause=reason,
    )  # fmt: skip
    change(person, act=made.uid, reason=reason, **_columns(person, corrected, set(new)))
    if "name" in new:
        NameKey.objects.filter(subject=person, area=person.area).delete()
        keys.insert_keys([person])
    if {"number", "number_kind"} & set(new):
        claim = (building.claim_hash(*building.identity(corrected)), person.uid, person.area)
        identity.claim(claims=[claim], by=by, by_file=False)
    bus.announce(facts.SubjectFactsChanged(person.pk, person.uid, person.area, tuple(sorted(new))))
    return person


def _as_new(person: Subject, values: Mapping[str, Any]) -> NewSubject:
    sentence = NewSentence(person.category, offences="-", text="", start=person.term_start, end=person.term_end)
    return NewSubject(area=person.area, sentence=sentence, **values)


def _columns(person: Subject, corrected: NewSubject, names: set[str]) -> dict[str, Any]:
    """Columns to write for the corrected fields: seals, hashes, and the regime that follows from the birth date."""
    columns: dict[str, Any] = {name: getattr(corrected, name) for name in _PLAIN if name in names}
    for name in names & set(_SEALED):
        text = getattr(corrected, name)
        columns[f"{name}_sealed"] = building.sealed(text, table="subjects_subject", column=name, row=person.uid)
    if "phone" in names:
        columns["phone_hash"] = building.phone_hash(corrected.phone)
    if "name" in names:
        columns["name"] = corrected.name
    if "flags" in names:
        columns["flags"] = flags.told(corrected.flags)
    if "birth_date" in names:
        columns["birth_date"] = corrected.birth_date
        columns["minor"] = flags.is_minor_regime(corrected.birth_date, person.term_start)
    if names & {"number", "number_kind"}:
        columns |= {
            "number_kind": corrected.number_kind,
            "number_sealed": building.sealed(
                corrected.number, table="subjects_subject", column="number", row=person.uid
            ),
            "number_hash": number_hash(*building.identity(corrected)),
            "tail_hash": tail_hash(corrected.number) if corrected.number else None,
        }
    return columns


@audit.act("subjects.add_contact", about="result")
def add_contact(*, uid: UUID, contact: NewContact, by: Actor, at: datetime, request: UUID | None = None) -> Contact:
    """Add somebody who belongs to the case. The same `request` twice adds one.

    Raises: UnknownSubject, NotYourAct, NotAcceptable.
    """
    person = for_correction(uid, by, "added")
    row_uid = uuid5(uid, str(request)) if request else new_id()
    known = Contact.objects.filter(subject=person, uid=row_uid).first()
    if known is not None:
        return known
    wrong = tuple(w for w in problems(_with_contact(person, contact)) if w.field == "contacts")
    if wrong:
        raise NotAcceptable(wrong)
    row = building.contact(person, contact, uid=row_uid)
    row.save(force_insert=True)
    return row


def _with_contact(person: Subject, contact: NewContact) -> NewSubject:
    sentence = NewSentence(person.category, offences="-", text="", start=person.term_start, end=person.term_end)
    return NewSubject(
        area=person.area, name=person.name, sex=person.sex, birth_date=person.birth_date, number_kind="none",
        sentence=sentence, contacts=(contact,),
    )  # fmt: skip


@audit.act("subjects.end_contact", about="result", record=("reason", "ended_on"))
def end_contact(*, uid: UUID, contact: UUID, ended_on: date, reason: str, by: Actor, at: datetime) -> Contact:
    """Somebody no longer belongs to the case; the row stays. Repeatable.

    Raises: UnknownSubject, NotYourAct, ReasonMissing.
    """
    person = for_correction(uid, by, reason)
    row = Contact.objects.filter(subject=person, uid=contact).first()
    if row is None:
        raise UnknownSubject(contact)
    if row.ended_on is None:
        change(row, act=None, reason=reason, ended_on=ended_on)
    return row


@audit.act("subjects.name_staff", about="result", record=("person", "first_day"))
def name_staff(*, subject_id: int, person: int, first_day: date, by: Actor, at: datetime) -> Subject:
    """Name an officer for a minor, who may know of him or her from now on. Repeatable.

    Law: Community Corrections Law art. 52 (staff who know minors).
    Raises: UnknownSubject, NotYourAct.
    """
    subject = lock_known(subject_id, by)
    must(by, Duty.NAME_STAFF, area=subject.area)
    _name(subject, person, first_day)
    return subject


def _name(subject: Subject, person: int, first_day: date) -> None:
    if not NamedStaff.objects.filter(subject=subject, person=person, last_day=None).exists():
        NamedStaff.objects.create(uid=new_id(), area=subject.area, subject=subject, person=person, first_day=first_day)


@audit.act("subjects.unname_staff", about="result", record=("person", "last_day"))
def unname_staff(*, subject_id: int, person: int, last_day: date, reason: str, by: Actor, at: datetime) -> Subject:
    """The officer is no longer named. Repeatable. Raises: UnknownSubject, NotYourAct."""
    subject = lock_known(subject_id, by)
    must(by, Duty.NAME_STAFF, area=subject.area)
    _unname(subject, person, last_day, reason)
    return subject


def _unname(subject: Subject, person: int, last_day: date, reason: str) -> None:
    for row in NamedStaff.objects.filter(subject=subject, person=person, last_day=None):
        change(row, act=None, reason=reason, last_day=last_day)


@audit.act("subjects.put_in_charge", about="result", record=("person", "former", "first_day"))
def put_in_charge(
    *, subject_id: int, person: int, former: int | None, first_day: date, by: Actor, at: datetime
) -> Subject:
    """The officer in charge of a minor is thereby named, and the former one no longer. Repeatable.

    The room that keeps who is in charge calls it within its own act; for an adult nothing is written.
    Law: Community Corrections Law arts 10, 52.
    Raises: UnknownSubject, NotYourAct.
    """
    subject = lock_known(subject_id, by)
    must(by, Duty.PUT_IN_CHARGE, area=subject.area)
    if subject.minor:
        if former is not None and former != person:
            _unname(subject, former, first_day, "another officer")
        _name(subject, person, first_day)
    return subject
