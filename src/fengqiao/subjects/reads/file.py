"""One person's file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, masks
from fengqiao.kit.fields import starts_with
from fengqiao.notices.facts import Way
from fengqiao.subjects.access import UnknownSubject, visible
from fengqiao.subjects.models import Contact, CountyCheck, NamedStaff, Overlay, Sentence, Subject, SubjectVersion
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.reads.records import (
    CheckRow,
    FactRow,
    MaskedField,
    OverlayRow,
    RelationRow,
    SentenceView,
    SubjectFile,
    SubjectRow,
)
from fengqiao.subjects.reads.rows import decision, opened, rows_of
from fengqiao.subjects.rules import terms

_HISTORY = 100


def found(uid: UUID, by: Actor) -> Subject:
    """The person, or one error for unknown, out of scope and not to be told of. Raises: UnknownSubject."""
    try:
        return visible(by).get(uid=uid)
    except Subject.DoesNotExist:
        raise UnknownSubject(uid) from None


def row(*, uid: UUID, by: Actor, today: date) -> SubjectRow:
    """The person as in a list: for headings. Raises: UnknownSubject."""
    return rows_of([found(uid, by)], today=today)[0]


def ended_minors(*, place: str, by: Actor, today: date, most: int = 200) -> tuple[tuple[SubjectRow, date | None], ...]:
    """People of a place whose correction has ended and who were minors, by the regime or at the offence, with the day
    on which it ended: the newest first. Of minors only those of whom the actor may know (T20)."""
    young = Q(minor=True) | Q(flags__contains=["minor_at_offence"])
    people = visible(by).filter(young, starts_with("area", place), state__in=["discharged", "terminated"])
    found = list(people.order_by("-ended_on", "id")[:most])
    return tuple(zip(rows_of(found, today=today), (each.ended_on for each in found), strict=True))


PARTS: Final = frozenset({"relations", "overlays", "history", "county_checks"})
"""What of a file costs a query of its own and can be left out."""


def file(*, uid: UUID, by: Actor, today: date, purpose: str = "", parts: Collection[str] = PARTS) -> SubjectFile:
    """The whole file, masked, or only some `parts` of it beside the person and the sentence. Leaves a row of the
    sensitive read. Raises: UnknownSubject, kit.crypto.SealBroken."""
    person = found(uid, by)
    audit.read(by=by, what="subject", about=str(person.uid), area=person.area, purpose=purpose)
    canaries.watched(person, by)
    return SubjectFile(
        row=rows_of([person], today=today)[0],
        ethnicity=person.ethnicity,
        education=person.education,
        marriage=person.marriage,
        residence_code=person.residence_code,
        source=person.source,
        recorded_at=person.recorded_at,
        masked=tuple(masked_fields(person)),
        sentence=_sentence(person),
        relations=_contacts(person) if "relations" in parts else (),
        overlays=_overlays(person) if "overlays" in parts else (),
        history=tuple(_history(person)) if "history" in parts else (),
        county_checks=tuple(_checks(person)) if "county_checks" in parts else (),
    )


def _contacts(person: Subject) -> tuple[RelationRow, ...]:
    return tuple(_relation(each) for each in Contact.objects.filter(subject=person, ended_on=None).order_by("id"))


def _overlays(person: Subject) -> tuple[OverlayRow, ...]:
    rows = Overlay.objects.filter(subject=person).order_by("-first_day", "-id")
    return tuple(OverlayRow(each.kind, each.first_day, each.last_day, each.matter) for each in rows)


def named_staff(*, uid: UUID, by: Actor) -> tuple[int, ...]:
    """The persons named for a minor now, by the time they were named. Raises: UnknownSubject."""
    rows = NamedStaff.objects.filter(subject=found(uid, by), last_day=None).order_by("first_day", "id")
    return tuple(rows.values_list("person", flat=True))


def masked_fields(person: Subject) -> Iterator[MaskedField]:
    """What is shown masked."""
    yield MaskedField("number", masks.mask_number(opened(person, "number")))
    for key, mask in (
        ("phone", masks.mask_phone),
        ("household", masks.mask_address),
        ("residence", masks.mask_address),
    ):
        text = opened(person, key)
        if text:
            yield MaskedField(key, mask(text))
    yield MaskedField("birth_date", f"{person.birth_date.year // 10}*")


def _sentence(person: Subject) -> SentenceView | None:
    sentence = Sentence.objects.filter(subject=person).order_by("-id").first()
    return None if sentence is None else sentence_view(sentence)


def sentence_view(sentence: Sentence) -> SentenceView:
    """A decision as a page shows it, its term checked."""
    given = decision(sentence)
    checked = terms.check(given.category, start=given.start, printed_end=given.end, length=given.length)
    return SentenceView(
        uid=sentence.uid,
        category=sentence.category,
        offences=sentence.offences,
        text=sentence.text,
        organ=sentence.organ,
        document_number=sentence.document_number,
        judged_on=sentence.judged_on,
        effective_on=sentence.effective_on,
        printed_start=sentence.printed_start,
        printed_end=sentence.printed_end,
        computed_end=sentence.computed_end,
        difference_days=sentence.difference_days,
        reasoning=checked.reasoning if checked else (),
        given=given,
        version=sentence.version,
    )


def _checks(person: Subject) -> Iterator[CheckRow]:
    for check in CountyCheck.objects.filter(subject=person, answer="").order_by("id"):
        yield CheckRow(check.uid, person.pk, check.other_county, check.recorded_at)


def contact_text(contact: Contact, column: str) -> str:
    """The clear name or phone of a contact. Raises: kit.crypto.SealBroken."""
    blob = contact.name_sealed if column == "name" else contact.phone_sealed
    if blob is None:
        return ""
    return crypto.open_sealed(bytes(blob), table="subjects_contact", column=column, row=contact.uid)


def reachable(subject_id: int, on: date) -> tuple[Way, ...]:
    """The numbers by which a person is told, and those of the guardians of a minor; a missing one is empty.

    For messages alone: the values never reach a page. Raises: kit.crypto.SealBroken.
    Law: Community Corrections Law art. 53 (the guardian of a minor takes part).
    """
    person = Subject.objects.filter(pk=subject_id).first()
    if person is None:
        return ()
    ways = [Way("person", opened(person, "phone"))]
    if person.minor:
        guardians = Contact.objects.filter(subject=person, role="guardian", protected=False, ended_on=None)
        ways += [Way("guardian", contact_text(each, "phone")) for each in guardians.order_by("id")]
    return tuple(ways)


def _relation(contact: Contact) -> RelationRow:
    hidden = contact.protected
    return RelationRow(
        uid=contact.uid,
        relation=contact.relation,
        role=contact.role,
        name="" if hidden else contact_text(contact, "name"),
        phone_masked="" if hidden else masks.mask_phone(contact_text(contact, "phone")),
        is_protected=hidden,
    )


def _history(person: Subject) -> Iterator[FactRow]:
    """What was changed and why, newest first."""
    for version in (
        SubjectVersion.objects.filter(subject=person).exclude(of="subjects_correction").order_by("-id")[:_HISTORY]
    ):
        yield FactRow(version.recorded_at, version.of, version.version, version.reason, tuple(version.fields))
