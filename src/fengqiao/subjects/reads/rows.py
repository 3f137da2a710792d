"""From tables to records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from fengqiao.kit import crypto, masks, scope, sql
from fengqiao.law import face as law
from fengqiao.subjects.models import Sentence, Subject
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.rules import flags, states
from fengqiao.subjects.rules.intake import NewSentence
from fengqiao.subjects.rules.terms import TermLength

_TABLE = "subjects_subject"


class Listed(NamedTuple):
    """What a list reads of a person, in the order of the columns that it names."""

    pk: int
    uid: UUID
    area: str
    name: str
    sex: str
    birth_date: date
    number_sealed: bytes | None
    category: str
    state: str
    flags: list[str]
    minor: bool
    term_start: date
    term_end: date
    effective_on: date | None
    arrived_on: date | None
    registered_on: date | None
    version: int


COLUMNS: Final = ", ".join(("id", *Listed._fields[1:]))
Person = Subject | Listed


def opened(subject: Person, column: str) -> str:
    """The clear text of a sealed column, empty when there is none. Raises: kit.crypto.SealBroken."""
    blob = getattr(subject, f"{column}_sealed")
    if blob is None:
        return ""
    return crypto.open_sealed(bytes(blob), table=_TABLE, column=column, row=subject.uid)


def decision(row: Sentence) -> NewSentence:
    """A stored decision as its papers gave it."""
    return NewSentence(
        category=row.category,
        offences=row.offences,
        text=row.text,
        start=row.printed_start,
        end=row.printed_end,
        organ=row.organ,
        document_number=row.document_number,
        judged_on=row.judged_on,
        effective_on=row.effective_on,
        length=TermLength(row.term_years or 0, row.term_months or 0, row.term_days or 0, row.custody_days or 0),
    )


_LYING: Final = """
SELECT subject_id, kind FROM subjects_overlay
WHERE subject_id = ANY(%(ids)s) AND first_day <= %(on)s AND (last_day IS NULL OR last_day >= %(on)s)
ORDER BY first_day, id"""


def rows_of(subjects: Sequence[Subject], *, today: date) -> tuple[SubjectRow, ...]:
    """Records for people already read: one further query, for what lies over their states."""
    overlays: dict[int, list[str]] = {}
    if subjects:
        for subject_id, kind in sql.rows(_LYING, {"ids": [s.pk for s in subjects], "on": today}):
            overlays.setdefault(subject_id, []).append(kind)
    return tuple(row_with(s, dict.fromkeys(overlays.get(s.pk, ())), today) for s in subjects)


def row_with(subject: Person, overlays: Iterable[str], today: date) -> SubjectRow:
    """The record of one person whose overlays are known."""
    return _row(subject, (*overlays, *_derived(subject, today)), today)


def pre_discharge_days(area: str, *, on: date) -> int:
    """How long before the end of a term it is shortly before the discharge. Source: parameter DIS-1."""
    return law.param("DIS-1", on=on, area=area).number


def _derived(subject: Person, today: date) -> tuple[str, ...]:
    """What lies over the state because of the file's own days, and is nowhere kept."""
    days = pre_discharge_days(scope.unsealed(subject.area), on=today)
    near = states.shortly_before_discharge(state=subject.state, term_end=subject.term_end, today=today, days=days)
    return (states.PRE_DISCHARGE,) if near else ()


def _row(subject: Person, overlays: Iterable[str], today: date) -> SubjectRow:
    return SubjectRow(
        id=subject.pk,
        uid=subject.uid,
        area=subject.area,
        name=subject.name,
        sex=subject.sex,
        age=flags.age(subject.birth_date, today),
        number_masked=masks.mask_number(opened(subject, "number")),
        category=subject.category,
        state=subject.state,
        overlays=tuple(overlays),
        flags=flags.all_flags(
            told_flags=subject.flags, minor=subject.minor, sex=subject.sex, birth_date=subject.birth_date, on=today
        ),
        is_minor_regime=subject.minor,
        term_start=subject.term_start,
        term_end=subject.term_end,
        effective_on=subject.effective_on,
        arrived_on=subject.arrived_on,
        registered_on=subject.registered_on,
        version=subject.version,
    )
