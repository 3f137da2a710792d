"""What this room announces. Nobody listens inside it; `site/wiring.py` says who does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MatterActed:
    """An act was added to a matter, in the same transaction."""

    matter: UUID
    act: UUID
    procedure: str
    step: str
    outcome: str
    subject_id: int
    area: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MatterEnded:
    """A matter came to its end."""

    matter: UUID
    procedure: str
    result: str
    subject_id: int
    area: str
    at: datetime
