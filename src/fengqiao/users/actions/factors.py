"""The second factor: seeds, codes, and the step that makes each code good for one use (T38).

Standard: RFC 6238, 30 seconds, six digits, one step either way. The clock is the authenticator's, also in a
demonstration whose own stands ahead.
"""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

from fengqiao.kit import clock, crypto
from fengqiao.users.models import Account

# Unit: seconds.
STEP_SECONDS = 30
DRIFT_STEPS = 1


def new_seed() -> str:
    """160 random bits in the base-32 form that authenticators read."""
    return pyotp.random_base32()


def sealed_seed(account: Account, seed: str) -> bytes:
    """The seed as the database may hold it, bound to this account (T31)."""
    return crypto.seal(seed, table="users_account", column="seed", row=account.uid, here=True)


def seed_of(account: Account) -> str:
    """The seed in clear. Raises: crypto.SealBroken."""
    assert account.seed is not None
    return crypto.open_sealed(bytes(account.seed), table="users_account", column="seed", row=account.uid, here=True)


def enrolment_address(account: Account, *, issuer: str) -> str:
    """What the QR code says to an authenticator."""
    return pyotp.TOTP(seed_of(account)).provisioning_uri(name=account.username, issuer_name=issuer)


def present_code(account: Account, at: datetime) -> str:
    """The code of this moment, for the pages of a demonstration and for tests."""
    return pyotp.TOTP(seed_of(account)).at(clock.in_the_world(at))


def matching_step(seed: str, code: str, *, after: int, at: datetime) -> int | None:
    """The time step a code belongs to, when it lies within the drift and after the last used step. Pure."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return None
    generator = pyotp.TOTP(seed)
    now = int(at.timestamp()) // STEP_SECONDS
    found = None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        # Every candidate is compared, so that time tells nothing about which one was near.
        if hmac.compare_digest(generator.generate_otp(step), code) and step > after:
            found = step
    return found


def use_code(account: int, code: str, at: datetime) -> bool:
    """Whether the code is right, and if so make it useless from now on.

    The account's row is locked, so that one code sent twice at once is taken once.
    """
    found = Account.objects.select_for_update().filter(id=account, is_active=True, seed__isnull=False).first()
    if found is None:
        return False
    step = matching_step(seed_of(found), code.replace(" ", ""), after=found.last_step, at=clock.in_the_world(at))
    if step is None:
        return False
    found.last_step = step
    found.save(update_fields=["last_step"])
    return True
