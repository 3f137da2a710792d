"""What procedures ask about a person, by id, in the scope of the running act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from fengqiao.kit import crypto
from fengqiao.kit.fields import among
from fengqiao.subjects.access import UnknownSubject
from fengqiao.subjects.models import Contact, Overlay, Sentence, Subject
from fengqiao.subjects.reads.records import AtTheEnd, IntakeDates, MatterFacts
from fengqiao.subjects.rules import flags

_IN_HAND = ("registered", "in_correction", "transferring")


def _subjects(subject_ids: Iterable[int]) -> dict[int, Subject]:
    """Raises: UnknownSubject when one of them is not in scope."""
    wanted = set(subject_ids)
    found = {person.pk: person for person in Subject.objects.filter(among("pk", wanted))}
    for missing in sorted(wanted - found.keys()):
        raise UnknownSubject(missing)
    return found


def _subject(subject_id: int) -> Subject:
    try:
        return Subject.objects.get(pk=subject_id)
    except Subject.DoesNotExist:
        raise UnknownSubject(subject_id) from None


def area_of(subject_id: int) -> str:
    """The responsible office's area code, without a lock. Raises: UnknownSubject."""
    return _subject(subject_id).area


def areas_of(*, subject_ids: Iterable[int]) -> dict[int, str]:
    """The same for many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    return {pk: person.area for pk, person in _subjects(subject_ids).items()}


def matter_facts(*, subject_id: int, on: date) -> MatterFacts:
    """Category and flags as they stand on a day. Raises: UnknownSubject."""
    return _matter_facts(_subject(subject_id), on)


def matter_facts_of(*, subject_ids: Iterable[int], on: date) -> dict[int, MatterFacts]:
    """The same for many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    return {pk: _matter_facts(person, on) for pk, person in _subjects(subject_ids).items()}


def _matter_facts(person: Subject, on: date) -> MatterFacts:
    return MatterFacts(
        person.state,
        person.category,
        flags.all_flags(
            told_flags=person.flags, minor=person.minor, sex=person.sex, birth_date=person.birth_date, on=on
        ),
        person.term_end,
    )


def residence_area(*, subject_id: int, on: date) -> str:
    """The short code of the place where the person lives; the responsible office's when no finer one is known.

    Raises: UnknownSubject.
    """
    return residence_area_of(subject_ids=(subject_id,), on=on)[subject_id]


def residence_area_of(*, subject_ids: Iterable[int], on: date) -> dict[int, str]:
    """The same for many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    return {pk: person.residence_code or person.area for pk, person in _subjects(subject_ids).items()}


def intake_dates(*, subject_id: int, on: date) -> IntakeDates:
    """The dates from which the clocks of intake run. Raises: UnknownSubject."""
    return _intake_dates(_subject(subject_id), on)


def intake_dates_of(*, subject_ids: Iterable[int], on: date) -> dict[int, IntakeDates]:
    """The same for many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    return {pk: _intake_dates(person, on) for pk, person in _subjects(subject_ids).items()}


def _intake_dates(person: Subject, on: date) -> IntakeDates:
    """Who has come or was registered later had not yet on that day."""
    return IntakeDates(
        effective_on=person.effective_on,
        documents_on=person.documents_on,
        arrived_on=_by_then(person.arrived_on, on),
        registered_on=_by_then(person.registered_on, on),
        term_start=person.term_start,
        term_end=person.term_end,
        state=person.state,
    )


def _by_then(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def term_end(*, subject_id: int, on: date) -> date:
    """The last day of the term in force. Raises: UnknownSubject."""
    return _subject(subject_id).term_end


def at_the_end(*, subject_id: int, on: date) -> AtTheEnd:
    """What lies over the state on a day, and whether the printed end is in doubt."""
    lying = Overlay.objects.filter(subject=subject_id, first_day__lte=on).filter(Q(last_day=None) | Q(last_day__gte=on))
    newest = Sentence.objects.filter(subject=subject_id).order_by("-id").first()
    registered = Subject.objects.filter(pk=subject_id).values_list("registered_on", flat=True).first()
    return AtTheEnd(
        overlays=frozenset(lying.values_list("kind", flat=True)),
        difference_days=newest.difference_days if newest else None,
        registered_on=registered,
    )


def ended_on(*, subject_id: int, on: date) -> date | None:
    """The day on which corrections ended; None while they go on. Raises: UnknownSubject."""
    return ended_on_of(subject_ids=(subject_id,), on=on)[subject_id]


def ended_on_of(*, subject_ids: Iterable[int], on: date) -> dict[int, date | None]:
    """The same for many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    days = {pk: person.ended_on for pk, person in _subjects(subject_ids).items()}
    return {pk: day if day is not None and day <= on else None for pk, day in days.items()}


def term_end_of(*, subject_ids: Iterable[int], on: date) -> dict[int, date]:
    """The last day of the term of many people, by id. Raises: UnknownSubject when one of them is not in scope."""
    return {pk: person.term_end for pk, person in _subjects(subject_ids).items()}


def at_the_end_of(*, subject_ids: Iterable[int], on: date) -> dict[int, AtTheEnd]:
    """The same for many people, by id. Two queries."""
    ids = list(subject_ids)
    lying = Overlay.objects.filter(among("subject", ids), first_day__lte=on).filter(
        Q(last_day=None) | Q(last_day__gte=on)
    )
    kinds: dict[int, set[str]] = {subject: set() for subject in ids}
    for subject, kind in lying.values_list("subject_id", "kind"):
        kinds[subject].add(kind)
    newest = {
        row.subject_id: row.difference_days for row in Sentence.objects.filter(among("subject", ids)).order_by("id")
    }
    return {
        subject: AtTheEnd(overlays=frozenset(found), difference_days=newest.get(subject))
        for subject, found in kinds.items()
    }


def terms_ending(*, until: date) -> tuple[tuple[int, date, dict[str, object]], ...]:
    """Who is in correction with a term that ends by this day, long past ones included, and the last day.

    In the scope of the running job, one index range; an order of its own keeps reruns alike.
    """
    people = Subject.objects.filter(running=True, state__in=_IN_HAND, term_end__lte=until).order_by("term_end", "id")
    return tuple((id, day, {}) for id, day in people.values_list("id", "term_end"))


def protected_names(*, subject_id: int) -> frozenset[str]:
    """The names of those whom the case protects from the person: victims, accusers, informants. To be compared with,
    never to be shown (THREATS 3.2, C5)."""
    return protected_names_of(subject_ids=(subject_id,))[subject_id]


def protected_names_of(*, subject_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """The same for many people, by id. One query."""
    found: dict[int, set[str]] = {subject: set() for subject in subject_ids}
    for row in Contact.objects.filter(among("subject", found), protected=True, ended_on=None):
        name = crypto.open_sealed(bytes(row.name_sealed), table="subjects_contact", column="name", row=row.uid)
        found[row.subject_id].add(name.strip())
    return {subject: frozenset(names) for subject, names in found.items()}
