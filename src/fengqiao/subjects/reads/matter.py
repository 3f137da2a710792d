"""What procedures ask about a person, by id, in the scope of the running act."""

from __future__ import annotations

from datetime import date

from fengqiao.subjects.access import UnknownSubject
from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads.records import IntakeDates, MatterFacts
from fengqiao.subjects.rules import flags


def _subject(subject_id: int) -> Subject:
    try:
        return Subject.objects.get(pk=subject_id)
    except Subject.DoesNotExist:
        raise UnknownSubject(subject_id) from None


def area_of(subject_id: int) -> str:
    """The responsible office's area code, without a lock. Raises: UnknownSubject."""
    return _subject(subject_id).area


def matter_facts(*, subject_id: int, on: date) -> MatterFacts:
    """Category and flags as they stand on a day. Raises: UnknownSubject."""
    person = _subject(subject_id)
    return MatterFacts(
        person.category,
        flags.all_flags(
            told_flags=person.flags, minor=person.minor, sex=person.sex, birth_date=person.birth_date, on=on
        ),
    )


def residence_area(*, subject_id: int, on: date) -> str:
    """The short code of the place where the person lives; the responsible office's when no finer one is known.

    Raises: UnknownSubject.
    """
    person = _subject(subject_id)
    return person.residence_code or person.area


def intake_dates(*, subject_id: int, on: date) -> IntakeDates:
    """The dates from which the clocks of intake run. Raises: UnknownSubject."""
    person = _subject(subject_id)
    return IntakeDates(
        effective_on=person.effective_on,
        documents_on=person.documents_on,
        arrived_on=person.arrived_on,
        registered_on=person.registered_on,
        term_start=person.term_start,
        term_end=person.term_end,
        state=person.state,
    )
