"""The frozen records that pages get. Masked on the server; a full birth date is never among them (THREATS T19)."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.subjects.rules.intake import NewSentence


@record
class SubjectRow:
    """A person in a list. `office` is the responsible office's area code.

    The number is masked and an age stands instead of the birth date: side by side they would give the number back.
    Unit: `age` in full years.
    """

    id: int
    uid: UUID
    area: str
    name: str = field(repr=False)
    sex: str = field(repr=False)
    age: int = field(repr=False)
    number_masked: str = field(repr=False)
    category: str
    state: str
    overlays: tuple[str, ...]
    flags: frozenset[str] = field(repr=False)
    is_minor_regime: bool
    term_start: date
    term_end: date
    effective_on: date | None
    arrived_on: date | None
    registered_on: date | None
    version: int

    @property
    def office(self) -> str:
        """The responsible office, by its area code."""
        return self.area

    @property
    def file_number(self) -> str:
        """A short name of the file that tells nothing of the person: the random end of its id."""
        return self.uid.hex[-8:].upper()


@record
class MaskedField:
    """A value of which only a part is shown; `reveal` gives the rest, with a reason."""

    key: str
    text: str = field(repr=False)


@record
class SentenceView:
    """The decision, its printed dates and what was computed beside them.

    Unit: `difference_days` is printed end minus computed end, in calendar days; None when nothing could be computed.
    """

    uid: UUID
    category: str
    offences: str = field(repr=False)
    text: str = field(repr=False)
    organ: str
    document_number: str
    judged_on: date | None
    effective_on: date | None
    printed_start: date
    printed_end: date
    computed_end: date | None
    difference_days: int | None
    reasoning: tuple[Text, ...]
    given: NewSentence = field(repr=False)
    version: int


@record
class RelationRow:
    """Somebody who belongs to the case. A protected person is there without a name."""

    uid: UUID
    relation: str
    role: str
    name: str = field(repr=False)
    phone_masked: str = field(repr=False)
    is_protected: bool


@record
class OverlayRow:
    """Something that lies over the state; no last day means still."""

    kind: str
    first_day: date
    last_day: date | None
    matter: UUID | None


@record
class FactRow:
    """One change of the file for its timeline: when it was written, why, and which fields, never their values."""

    at: datetime
    of: str
    version: int
    reason: str
    fields: tuple[str, ...]


@record
class CheckRow:
    """A number that is held in another county too: who asks there, and since when the question is open."""

    uid: UUID
    subject_id: int
    other_county: str
    opened_at: datetime


@record
class OpenCheck:
    """A row of the list of a county: whose number another county holds too, and since when the question is open."""

    uid: UUID
    row: SubjectRow
    other_county: str
    opened_at: datetime


@record(kw_only=True)
class WaitingCorrection:
    """A corrected decision without force yet: who proposed it, on which paper, and how the decision should read.

    `based_on` is the version of the decision that was to be corrected. `proposed_by` counts as a natural person.
    """

    uid: UUID
    row: SubjectRow
    name: str
    proposed_by: int | None
    at: datetime
    cause: str = field(repr=False)
    paper: str
    paper_on: date | None
    based_on: int | None
    sentence: NewSentence = field(repr=False)


@record
class Part:
    """One part of a version: the column's plain name, as it read before and after. Sealed values are masked."""

    name: str
    before: Any = field(repr=False)
    after: Any = field(repr=False)


@record(kw_only=True)
class Former:
    """An earlier version of a file's facts or decision, and what replaced it.

    `at` is the database's own time. `name` is empty where the file does not tell who: a version that a procedure
    made names its `act`. `confirmed_by` is the second person, where one was needed.
    """

    version: int
    at: datetime
    name: str
    confirmed_by: str
    reason: str = field(repr=False)
    paper: str
    paper_on: date | None
    act: UUID | None
    parts: tuple[Part, ...] = field(repr=False)


@record
class SubjectFile:
    """A person's file as a page shows it."""

    row: SubjectRow
    ethnicity: str
    education: str
    marriage: str
    residence_code: str
    source: str
    recorded_at: datetime
    masked: tuple[MaskedField, ...]
    sentence: SentenceView | None
    relations: tuple[RelationRow, ...]
    overlays: tuple[OverlayRow, ...]
    history: tuple[FactRow, ...]
    county_checks: tuple[CheckRow, ...]


@record
class CaseloadPage:
    """One page of the caseload. `total` stops counting at its cap, which `total_is_more` tells."""

    rows: tuple[SubjectRow, ...]
    next_cursor: str | None
    total: int
    total_is_more: bool


@record
class Found:
    """What a search found and by which of its ways (number, tail, name, letters)."""

    how: str
    rows: tuple[SubjectRow, ...]
    more: bool


class AtTheEnd(NamedTuple):
    """What a discharge looks at. Unit: `difference_days` is printed end minus computed end; None when none was
    computed."""

    overlays: frozenset[str]
    difference_days: int | None
    registered_on: date | None = None


class MatterFacts(NamedTuple):
    """What every procedure asks about a person."""

    state: str
    category: str
    flags: frozenset[str]
    term_end: date | None = None


class IntakeDates(NamedTuple):
    """The dates from which the clocks of the first procedures run, and where the person stands."""

    effective_on: date | None
    documents_on: date | None
    arrived_on: date | None
    registered_on: date | None
    term_start: date
    term_end: date
    state: str
