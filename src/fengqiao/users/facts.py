"""What the room announces on `kit.bus`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fengqiao.audit.face import Actor


@dataclass(frozen=True, slots=True)
class PowersChanged:
    """At this place somebody got or lost a post, or the office got or lost a power.

    Who may decide what is running there may be somebody else from now on.
    """

    office: str
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class PasskeyChanged:
    """A passkey of an account was "added", "removed" by its owner or "stopped" because it looked like a copy.

    `posts` are the posts that its owner holds, each with its place: no factor comes or goes silently (T39).
    """

    passkey: UUID
    what: str
    posts: tuple[tuple[int, str], ...]
    at: datetime
