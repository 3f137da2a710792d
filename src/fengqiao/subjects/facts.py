"""What the room announces. Frozen records with opaque ids: who listens reads what it may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fengqiao.audit.face import Actor


@dataclass(frozen=True, slots=True)
class SubjectEnrolled:
    """A person has a file: by notice, or by an initial load (`by_file`). `state` says where the lifecycle begins."""

    subject_id: int
    uid: UUID
    area: str
    state: str
    by_file: bool
    effective_on: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SubjectRegistered:
    """The county has received and registered a person (P04)."""

    subject_id: int
    uid: UUID
    area: str
    registered_on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class SubjectFactsChanged:
    """Facts of a person were corrected; `fields` names them, never their values."""

    subject_id: int
    uid: UUID
    area: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermMoved:
    """The last day of a term in force is another one: recalculated, prolonged, shortened or put right."""

    subject_id: int
    uid: UUID
    area: str
    state: str
    before: date
    after: date
    at: datetime


@dataclass(frozen=True, slots=True)
class OverlayChanged:
    """Something began or ceased to lie over a person's state."""

    subject_id: int
    uid: UUID
    area: str
    kind: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class SubjectEnded:
    """Corrections have ended: `how` is the state reached. `matter` and `act` are what ended them."""

    subject_id: int
    uid: UUID
    area: str
    how: str
    ended_on: date
    matter: UUID
    act: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class FilesJoined:
    """Another file of the same human went into this one: `joined_id` was its number inside."""

    subject_id: int
    uid: UUID
    area: str
    joined_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FilesSeparated:
    """A file that had gone into this one stands for itself again, as it was."""

    subject_id: int
    area: str
    back_id: int
    back_area: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileMoved:
    """A file lies with another office now, because the places have changed."""

    subject_id: int
    uid: UUID
    from_area: str
    area: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonErased:
    """What had reached its time was destroyed: `erasure` names the certificate, and nobody else."""

    erasure: UUID
    area: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlantedOpened:
    """Somebody opened the file of a person who does not exist (THREATS T77)."""

    by: Actor
    uid: UUID
