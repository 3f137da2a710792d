"""Passkeys and names at another provider as pages list them; at which address passkeys work. Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from fengqiao.users.actions import passkeys
from fengqiao.users.models import Identity
from fengqiao.users.oidc import config


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


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """A name at another provider that is bound to an account."""

    uid: UUID
    issuer: str
    subject: str
    given_by: str
    given_at: datetime


def identities(account: UUID) -> tuple[IdentityRow, ...]:
    """The bindings of an account that count. The caller has looked whether the account is within reach."""
    rows = Identity.objects.filter(account__uid=account, ended_at=None).select_related("given_by").order_by("id")
    return tuple(IdentityRow(row.uid, row.issuer, row.subject, row.given_by.name, row.given_at) for row in rows)


def has_any(account: int) -> bool:
    """Whether the account has a key to offer as a factor."""
    return passkeys.held_by(account).exists()


def place(request: HttpRequest) -> Place:
    """A browser answers for the name that it sees, so a page under another name need not offer it."""
    origin: str = settings.FENGQIAO_ORIGIN
    return Place(origin, f"{request.scheme}://{request.get_host()}" == origin)


def other_ways(request: HttpRequest) -> dict[str, object]:
    """What the sign-in page offers beside name and password."""
    return {"here": place(request), "provider": config.provider()}
