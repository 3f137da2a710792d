"""From what a notice or a register gives to rows, sealed and hashed, not yet written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

import msgspec

from fengqiao.kit import citizen_number, crypto
from fengqiao.kit.ids import new_id
from fengqiao.kit.names import fold
from fengqiao.subjects.models import Contact, Sentence, Subject
from fengqiao.subjects.reads.search import name_keys, number_hash, tail_hash
from fengqiao.subjects.rules import codes, flags, names, terms
from fengqiao.subjects.rules.intake import NewContact, NewSubject

_CITIZEN = frozenset({"citizen", "residence_permit"})


def tidy(person: NewSubject) -> NewSubject:
    """Name and number in the one form in which they are stored, hashed and compared."""
    number = person.number.strip()
    if person.number_kind in _CITIZEN:
        number = citizen_number.normalise(number)
    return replace(person, name=names.clean(person.name), number=number)


def identity(person: NewSubject) -> tuple[str, str]:
    """Kind and text by which two files are of one person. Without a document: name, birth date and office."""
    if person.number:
        return (person.number_kind, person.number)
    return ("none", f"{fold(person.name)}|{person.birth_date}|{person.area}")


def claim_hash(kind: str, number: str) -> bytes:
    """What the table of claims holds of a number: a hash of a purpose of its own, joined with nothing else."""
    return crypto.keyed_hash(f"{kind}:{number}", purpose="subjects.identity")


def digest(person: NewSubject) -> bytes:
    """A keyed hash of everything that a register gave, to see that a second load says the same."""
    content = msgspec.json.encode(person, order="deterministic")
    return crypto.keyed_hash(content.decode(), purpose="subjects.digest")


def sealed(text: str, *, table: str, column: str, row: UUID) -> bytes | None:
    """A sealed cell, or None for an empty one."""
    return crypto.seal(text, table=table, column=column, row=row) if text else None


def phone_hash(phone: str) -> bytes | None:
    """The keyed hash of a phone number, without spaces and dashes."""
    plain = "".join(c for c in phone if c.isalnum() or c == "+")
    return crypto.keyed_hash(plain, purpose="subjects.phone") if plain else None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the row with this uid holds sealed or hashed, and the keys of the name. It asks neither the law nor the
    database, so it may be made ahead, in another thread."""

    uid: UUID
    cells: Mapping[str, bytes | None] = field(repr=False)
    keys: frozenset[tuple[str, str]] = field(repr=False)
    claim: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A person who can be accepted, in the stored form, and how the register knows him or her again.

    Only `enrolment.prepare` makes it, so that whoever has one need not judge the person anew. `hidden` when it was made
    ahead: the uid in it is the one that a new file of this person gets.
    """

    person: NewSubject = field(repr=False)
    number_hash: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    hidden: Hidden | None = field(default=None, repr=False)

    def sealed_ahead(self) -> Prepared:
        """With everything sealed that a new file would hold, so that `load` need not. Neither the law nor a database is
        asked: another thread may do it while the people before are written."""
        return self if self.hidden else replace(self, hidden=hide(self.person, uid=new_id()))

    @property
    def area(self) -> str:
        """The responsible office."""
        return self.person.area


def prepared(person: NewSubject) -> Prepared:
    """A person without problems, tidied and marked."""
    plain = tidy(person)
    return Prepared(plain, number_hash(*identity(plain)), digest(plain))


def hide(person: NewSubject, *, uid: UUID) -> Hidden:
    """Seal and hash what the row with this uid does not show."""
    texts = {
        "number": person.number, "phone": person.phone, "household": person.household, "residence": person.residence,
    }  # fmt: skip
    cells = {f"{name}_sealed": sealed(t, table="subjects_subject", column=name, row=uid) for name, t in texts.items()}
    cells["tail_hash"] = tail_hash(person.number) if person.number else None
    cells["phone_hash"] = phone_hash(person.phone)
    return Hidden(uid, cells, name_keys(person.name), claim_hash(*identity(person)))


def hidden_of(given: Prepared, uid: UUID) -> Hidden:
    """What was sealed ahead for this very row, or is sealed now."""
    ready = given.hidden
    return ready if ready is not None and ready.uid == uid else hide(given.person, uid=uid)


def subject(given: Prepared, *, uid: UUID, state: str, source: str) -> Subject:
    """The person's own row."""
    person, sentence = given.person, given.person.sentence
    return Subject(
        uid=uid,
        area=person.area,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        number_kind=person.number_kind,
        number_hash=given.number_hash,
        ethnicity=person.ethnicity,
        education=person.education,
        marriage=person.marriage,
        residence_code=person.residence_code,
        category=sentence.category,
        state=state,
        minor=flags.is_minor_regime(person.birth_date, sentence.start),
        flags=flags.told(person.flags),
        term_start=sentence.start,
        term_end=sentence.end,
        effective_on=sentence.effective_on,
        documents_on=person.documents_on,
        arrived_on=person.arrived_on,
        registered_on=person.registered_on,
        source=source,
        digest=given.digest,
        **hidden_of(given, uid).cells,
    )


def sentence(row: Subject, person: NewSubject) -> Sentence:
    """The decision, with the computed end beside the printed one."""
    given = person.sentence
    length = given.length
    checked = terms.check(given.category, start=given.start, printed_end=given.end, length=length)
    return Sentence(
        uid=new_id(),
        area=row.area,
        subject=row,
        category=given.category,
        offences=given.offences,
        text=given.text,
        organ=given.organ,
        document_number=given.document_number,
        judged_on=given.judged_on,
        effective_on=given.effective_on,
        term_years=length.years if length else None,
        term_months=length.months if length else None,
        term_days=length.days if length else None,
        custody_days=length.custody_days if length else None,
        printed_start=given.start,
        printed_end=given.end,
        computed_end=checked.computed_end if checked else None,
        difference_days=checked.difference_days if checked else None,
    )


def contact(row: Subject, given: NewContact, *, uid: UUID | None = None) -> Contact:
    """Somebody who belongs to the case; protected by the role, not by a tick that may be forgotten."""
    uid = uid or new_id()
    return Contact(
        uid=uid,
        area=row.area,
        subject=row,
        relation=given.relation,
        role=given.role,
        name_sealed=crypto.seal(names.clean(given.name), table="subjects_contact", column="name", row=uid),
        phone_sealed=sealed(given.phone, table="subjects_contact", column="phone", row=uid),
        protected=given.role in codes.PROTECTED_ROLES,
    )
