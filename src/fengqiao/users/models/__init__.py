"""The tables of the room. None holds case rows: what they say is who may work, not on whom."""

from __future__ import annotations

from fengqiao.users.models.identities import Identity
from fengqiao.users.models.passkeys import Passkey
from fengqiao.users.models.people import Account, Person, Reset
from fengqiao.users.models.posts import Cover, Delegation, Post
from fengqiao.users.models.sign_in import Attempts, KnownDevice, Session

__all__ = [
    "Account",
    "Attempts",
    "Cover",
    "Delegation",
    "Identity",
    "KnownDevice",
    "Passkey",
    "Person",
    "Post",
    "Reset",
    "Session",
]
