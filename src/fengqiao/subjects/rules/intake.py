"""What a new file holds and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fengqiao.kit import citizen_number
from fengqiao.law.face import Text
from fengqiao.subjects.rules import codes, flags, names
from fengqiao.subjects.rules.terms import TermLength


@dataclass(frozen=True, slots=True)
class NewSentence:
    """A decision as its papers give it. `start` and `end` are the printed dates."""

    category: str
    offences: str
    text: str
    start: date
    end: date
    organ: str = ""
    document_number: str = ""
    judged_on: date | None = None
    effective_on: date | None = None
    length: TermLength | None = None


@dataclass(frozen=True, slots=True)
class NewContact:
    """Somebody who belongs to the case. `relation` as in GB/T 4761, `role` one of codes.ROLE."""

    relation: str
    role: str
    name: str = field(repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewSubject:
    """A person as a notice or an existing register gives him or her. Nothing personal is in its repr.

    `area` is the responsible office. `registered_on` filled in an initial load means that registration and
    induction were done before this system.
    """

    area: str
    name: str = field(repr=False)
    sex: str = field(repr=False)
    birth_date: date = field(repr=False)
    sentence: NewSentence = field(repr=False)
    number_kind: str = field(default="citizen", repr=False)
    number: str = field(default="", repr=False)
    ethnicity: str = field(default="", repr=False)
    education: str = field(default="", repr=False)
    marriage: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    household: str = field(default="", repr=False)
    residence: str = field(default="", repr=False)
    residence_code: str = field(default="", repr=False)
    flags: frozenset[str] = field(default=frozenset(), repr=False)
    documents_on: date | None = None
    arrived_on: date | None = None
    registered_on: date | None = None
    contacts: tuple[NewContact, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One field that cannot be accepted, and why, for people."""

    field: str
    code: str
    text: Text


_TEXTS = {
    "missing": Text("未填写", "missing"),
    "too_long": Text("过长", "too long"),
    "hidden_characters": Text("含有不可见或控制字符", "contains hidden or control characters"),
    "id_shape": Text("不是18位身份证号", "not an 18-character citizen number"),
    "id_birth_date": Text("身份证号中的出生日期不存在", "the birth date inside the number does not exist"),
    "id_check_digit": Text("身份证号校验位不符", "the check digit does not fit"),
    "id_birth_mismatch": Text("出生日期与身份证号不一致", "birth date and number disagree"),
    "id_sex_mismatch": Text("性别与身份证号不一致", "sex and number disagree"),
    "unknown_code": Text("代码不在标准表内", "not in the code table"),
    "end_before_start": Text("终止日早于起始日", "ends before it starts"),
    "born_after_start": Text("出生日期晚于矫正起始日", "born after the start of the term"),
}


_LONGEST_LABEL = 40


def _wrong(name: str, code: str) -> Wrong:
    return Wrong(name, code, _TEXTS[code])


def problems(person: NewSubject) -> tuple[Wrong, ...]:
    """Everything that is wrong with a new file, in the order of the form. Empty when it can be accepted."""
    return (*_of_person(person), *_of_number(person), *_of_sentence(person), *_of_contacts(person))


def _of_person(person: NewSubject) -> Iterator[Wrong]:
    try:
        names.clean(person.name)
    except names.BadName as error:
        yield _wrong("name", error.code)
    if person.sex not in codes.SEX:
        yield _wrong("sex", "unknown_code" if person.sex else "missing")
    for name in ("ethnicity", "education", "marriage"):
        # What the standard's table lacks is kept as it was written, never mapped to "other".
        if len(getattr(person, name)) > _LONGEST_LABEL:
            yield _wrong(name, "too_long")
    if not person.flags <= set(flags.TOLD):
        yield _wrong("flags", "unknown_code")


def _of_number(person: NewSubject) -> Iterator[Wrong]:
    if person.number_kind not in codes.NUMBER_KIND:
        yield _wrong("number_kind", "unknown_code")
    elif not person.number:
        if person.number_kind != "none":
            yield _wrong("number", "missing")
    elif person.number_kind in {"citizen", "residence_permit"}:
        try:
            read = citizen_number.parse(person.number)
        except citizen_number.CitizenNumberError as error:
            yield _wrong("number", f"id_{error.code}")
            return
        if read.birth_date != person.birth_date:
            yield _wrong("birth_date", "id_birth_mismatch")
        if person.sex and read.sex != person.sex:
            yield _wrong("sex", "id_sex_mismatch")


def _of_sentence(person: NewSubject) -> Iterator[Wrong]:
    sentence = person.sentence
    if sentence.category not in codes.TABLES["category"]:
        yield _wrong("category", "unknown_code")
    if not sentence.offences.strip():
        yield _wrong("offences", "missing")
    if sentence.end < sentence.start:
        yield _wrong("end", "end_before_start")
    if person.birth_date > sentence.start:
        yield _wrong("birth_date", "born_after_start")


def _of_contacts(person: NewSubject) -> Iterator[Wrong]:
    for contact in person.contacts:
        if contact.role not in codes.ROLE or contact.relation not in codes.RELATION:
            yield _wrong("contacts", "unknown_code")
        try:
            names.clean(contact.name)
        except names.BadName as error:
            yield _wrong("contacts", error.code)
