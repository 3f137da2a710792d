"""What the room announces. Frozen records with opaque ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RecordSealed:
    """A minor's record was sealed: `sealing` names the certificate, and nobody else."""

    sealing: UUID
    area: str
    at: datetime
