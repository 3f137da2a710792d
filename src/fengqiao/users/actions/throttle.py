"""Delays after failures: by account name, by network, by known browser. Nobody is ever locked out for good (T36)."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F

from fengqiao.kit import crypto
from fengqiao.users.models import Attempts

# Unit: minutes. A quiet time after which failures are forgotten, and the longest delay.
WINDOW_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Gate:
    """One counter: a name for the hash, and how many failures pass before delays begin.

    The delay doubles with each failure: 2, 4, 8 … seconds, at most 15 minutes.
    """

    name: str
    free: int

    @property
    def key(self) -> bytes:
        return crypto.keyed_hash(self.name, purpose="users.attempts")


def by_account(username: str) -> Gate:
    """All browsers that are not known, for one user name, whether it exists or not."""
    return Gate(f"account:{username}", 5)


def by_network(address: str) -> Gate:
    """All attempts from one address; from one /64 of IPv6, which a single machine has to itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return Gate(f"network:{address}", 10)
    if parsed.version == 6:
        parsed = ipaddress.ip_network((parsed, 64), strict=False).network_address
    return Gate(f"network:{parsed}", 10)


def by_device(token: str) -> Gate:
    """One browser that signed in to this account before: it does not suffer for what others do."""
    return Gate(f"device:{token}", 10)


def by_code(account: int, device: str) -> Gate:
    """Codes tried for an account: five, then delays (T38). A known browser counts for itself."""
    return Gate(f"code:{account}:{device}", 5)


# The row is counted before the password is looked at and stays locked until the answer: fifty tries at once
# are fifty tries one after the other, and a blocked one changes nothing.
_TAKE = """
INSERT INTO users_attempts AS a (key_hash, failures, last_at) VALUES (%(key)s, 1, %(at)s)
ON CONFLICT (key_hash) DO UPDATE
   SET failures = CASE WHEN a.last_at < %(forgotten)s THEN 1 ELSE a.failures + 1 END, last_at = %(at)s
 WHERE a.last_at < %(forgotten)s OR a.failures < %(free)s
    OR a.last_at + make_interval(secs => least(%(longest)s, power(2, least(a.failures - %(free)s + 1, 20)))) <= %(at)s
RETURNING failures
"""


def take(gates: Sequence[Gate], at: datetime) -> bool:
    """Count an attempt at each gate in turn; False when one of them is closed at this moment."""
    window = timedelta(minutes=WINDOW_MINUTES)
    for gate in gates:
        arguments: dict[str, Any] = {
            "key": gate.key,
            "at": at,
            "forgotten": at - window,
            "free": gate.free,
            "longest": window.total_seconds(),
        }
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_TAKE, arguments)
                if cursor.fetchone() is None:
                    return False
        except OperationalError:
            # Too many wait for the same counter: that is a flood as well.
            return False
    return True


def forgive(gates: Sequence[Gate]) -> None:
    """It was the right one: its own counters end; a network's loses only this attempt."""
    for gate in gates:
        rows = Attempts.objects.filter(key_hash=gate.key)
        if gate.name.startswith("network:"):
            rows.filter(failures__gt=0).update(failures=F("failures") - 1)
        else:
            rows.delete()


def sweep(at: datetime) -> None:
    """Drop counters that no longer mean anything."""
    Attempts.objects.filter(last_at__lt=at - timedelta(days=1)).delete()
