"""What the room announces: a change that two people have made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LawChanged:
    """From `at` on everything below `area` is computed with this change."""

    uid: UUID
    area: str
    kind: str
    at: datetime
