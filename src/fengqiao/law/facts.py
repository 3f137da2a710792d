"""What the room announces: a change that two people have made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LawChanged:
    """From `at` on everything below `area` is computed with this change, which holds from the day `since`."""

    uid: UUID
    area: str
    kind: str
    since: date
    at: datetime
