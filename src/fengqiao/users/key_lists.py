"""Passkeys as pages list them, and whether this address is the one they are bound to. Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from fengqiao.users.actions import passkeys


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A key that counts. `is_synced`: its maker may carry it to other devices of the same owner."""

    uid: UUID
    name: str
    is_synced: bool
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys work: `origin`, and whether the page in hand was opened there."""

    origin: str
    is_here: bool


def own(account: int) -> tuple[PasskeyRow, ...]:
    """The keys of an account, oldest first."""
    return tuple(
        PasskeyRow(each.uid, each.name, each.is_synced, each.created_at, each.used_at)
        for each in passkeys.held_by(account).order_by("id")
    )


def has_any(account: int) -> bool:
    """Whether the account has a key to offer as a factor."""
    return passkeys.held_by(account).exists()


def place(request: HttpRequest) -> Place:
    """A browser answers for the name that it sees, so a page under another name need not offer it."""
    origin: str = settings.FENGQIAO_ORIGIN
    return Place(origin, f"{request.scheme}://{request.get_host()}" == origin)
