"""What the room announces on `kit.bus`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LettersOut:
    """The last letter of an act that had waited for its paper is out. An act whose letters went at once says nothing:
    whoever acted knows."""

    act: UUID
    matter: UUID | None
    subject_id: int
    area: str
    at: datetime
