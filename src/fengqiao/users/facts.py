"""What the room announces on `kit.bus`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fengqiao.audit.face import Actor


@dataclass(frozen=True, slots=True)
class PowersChanged:
    """At this place somebody got or lost a post, or the office got or lost a power.

    Who may decide what is running there may be somebody else from now on.
    """

    office: str
    by: Actor
    at: datetime
