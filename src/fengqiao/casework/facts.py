"""What the room announces. Opaque ids and days, no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LeaveRecorded:
    """A leave was granted."""

    subject_id: int
    area: str
    leave: UUID
    matter: UUID
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class LeaveChanged:
    """A granted leave was extended, shortened, cancelled or closed."""

    subject_id: int
    area: str
    leave: UUID
    matter: UUID
    state: str
    last_day: date


@dataclass(frozen=True, slots=True)
class ClassChanged:
    """Another class of management holds from a day on. `before` is empty for the first class; `at` is the moment of
    the decision, None for a register that was loaded."""

    subject_id: int
    area: str
    class_name: str
    first_day: date
    before: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfficerAssigned:
    """Somebody else is in charge of a person from a day on."""

    subject_id: int
    area: str
    person: int
    first_day: date


@dataclass(frozen=True, slots=True)
class InjunctionsSorted:
    """An injunction's text was sorted into activities, areas and persons."""

    subject_id: int
    area: str
    injunction: UUID
