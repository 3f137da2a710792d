"""What may be said of a paper on a day, and how often a network may ask. Pure.

Law: the answer confirms a paper's kind, office and dates and reveals nobody (Community Corrections Law arts 26, 34).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fengqiao.law.face import Text

# Unit: look-ups in one window of one network. Enough for an officer with a pile of papers, useless for guessing.
TRIES = 10
WINDOW = timedelta(minutes=1)
# A token is 128 random bits; what has another length was never printed on a paper.
TOKEN_LENGTH = 22


class Standing(StrEnum):
    """Whether a paper holds."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """All that a stranger learns of a paper."""

    title: Text
    office: str
    issued_on: date
    valid_until: date | None
    second: str
    standing: Standing


def standing(state: str, valid_until: date | None, today: date) -> Standing | None:
    """Whether a paper of this state holds today; None for one of which nothing is said.

    A paper that was written and not sealed yet does not exist for strangers. Its last good day is `valid_until`.
    """
    if state in ("withdrawn", "replaced"):
        return Standing.WITHDRAWN
    if state != "valid":
        return None
    return Standing.EXPIRED if valid_until is not None and valid_until < today else Standing.VALID


def network(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the /64 of IPv6 that one machine has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)
