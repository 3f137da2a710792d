"""Identifiers: sortable ones for staff addresses, random ones for public pages."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, the rest random.

    Sortable, so it shows when a row was made: for addresses behind sign-in only.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def token() -> str:
    """128 random bits as text, for addresses that anyone may hold."""
    return secrets.token_urlsafe(16)
