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
class WayInChanged:
    """A way into an account came or went: `passkey_added`, `passkey_removed` by its owner, `passkey_stopped` because it
    looked like a copy; `identity_added`, `identity_removed` at another provider, by an administrator.

    `posts` are the posts that the owner holds, each with its place: no way in comes or goes silently (T39, T46).
    """

    cause: UUID
    what: str
    posts: tuple[tuple[int, str], ...]
    at: datetime
