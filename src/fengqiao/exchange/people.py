"""From entries of a register to the records of the rooms that keep people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fengqiao.casework import face as casework
from fengqiao.exchange.register.entry import Entry
from fengqiao.exchange.register.penalty import Span
from fengqiao.exchange.register.sentence import TEMPORARY_SERVICE, deciding_organ
from fengqiao.exchange.register.tables import Coded
from fengqiao.subjects import face as subjects

# What the file of a person says where the register names no offence; the papers will.
NOT_STATED = "未载明"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A good row with its person as `subjects` takes one: made out once, for the plan and for the load."""

    entry: Entry
    person: subjects.Prepared

    @property
    def row(self) -> int:
        """The sheet's row number."""
        return self.entry.row


def candidate(entry: Entry) -> Candidate:
    """Raises: subjects.NotAcceptable."""
    return Candidate(entry, subjects.prepare(new_subject(entry)))


def new_subject(entry: Entry) -> subjects.NewSubject:
    """A person as `subjects` takes one; dates as given, marked there as loaded."""
    return subjects.NewSubject(
        area=entry.office.area,
        name=entry.name,
        sex=entry.sex,
        birth_date=entry.birth_date,
        number_kind="citizen",
        number=entry.number,
        ethnicity=_code(entry.ethnicity),
        education=_code(entry.education),
        marriage=_code(entry.marriage),
        phone=entry.phone,
        household=entry.household_address,
        residence=entry.residence_address,
        residence_code=entry.residence_area,
        sentence=subjects.NewSentence(
            category=entry.category,
            offences=entry.offence or NOT_STATED,
            text=entry.penalty,
            organ=entry.court,
            document_number=entry.document_number,
            judged_on=entry.judged_on,
            effective_on=entry.effective_on,
            start=entry.term_start,
            end=entry.term_end,
            length=_length(entry.span),
        ),
        registered_on=entry.entered_on,
        arrived_on=entry.entered_on,
    )


def _length(span: Span | None) -> subjects.TermLength | None:
    """So that the computed end stands beside the printed one in the file of the person."""
    return subjects.TermLength(years=span.years, months=span.months, days=span.days) if span else None


def _code(coded: Coded | None) -> str:
    """The code, or the label as given where the table lacks it: kept raw, never mapped to "other"."""
    if coded is None:
        return ""
    return coded.code or coded.given


def new_casework(entry: Entry, *, subject_id: int) -> tuple[casework.NewCasework, ...]:
    """Class and injunction of a loaded person: the class from the day of entry, the injunction from the first day.

    Law: Criminal Law arts. 38, 72: an injunction begins with the surveillance or the suspension itself.
    """
    found = []
    if entry.supervision_class:
        found.append(
            casework.NewCasework(
                subject_id=subject_id,
                area=entry.office.area,
                class_=entry.supervision_class,
                class_from=entry.entered_on or entry.term_start,
            )
        )
    if entry.injunction:
        found.append(
            casework.NewCasework(
                subject_id=subject_id,
                area=entry.office.area,
                class_from=entry.term_start,
                injunctions=(entry.injunction,),
            )
        )
    return tuple(found)


def notice(entry: Entry) -> dict[str, str]:
    """The opening form of registration (P04) as far as the register tells it.

    The clock runs from the day of effect; where the register leaves that out, from the first day of the term, which
    for surveillance and suspension is the same day by law (Criminal Law arts. 41, 73).
    """
    since = entry.effective_on or entry.judged_on or entry.term_start
    if entry.category != TEMPORARY_SERVICE:
        return {"effective_on": (entry.effective_on or entry.term_start).isoformat()}
    return {"decided_by": deciding_organ(entry.court), "organ_received_on": since.isoformat()}


def batches(candidates: Sequence[Candidate], size: int) -> list[Sequence[Candidate]]:
    """The candidates in pieces of at most `size`, in the order of the file."""
    return [candidates[start : start + size] for start in range(0, len(candidates), size)]


def sealed(batch: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with everything sealed that their files will hold. Asks neither the law nor the database."""
    return [replace(each, person=each.person.sealed_ahead()) for each in batch]
