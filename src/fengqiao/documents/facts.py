"""What the room announces on `kit.bus`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PaperChanged:
    """A paper was issued, sealed, delivered, withdrawn or replaced."""

    paper: UUID
    kind: str
    state: str
    matter: UUID | None
    subject_id: int | None
    area: str
    at: datetime
