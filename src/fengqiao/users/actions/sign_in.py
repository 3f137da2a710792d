"""Passwords checked and changed, seeds given, browsers remembered."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from fengqiao.audit.face import Actor, write
from fengqiao.kit import crypto
from fengqiao.users.actions import factors, throttle
from fengqiao.users.errors import UsersError
from fengqiao.users.models import Account, KnownDevice, Session
from fengqiao.users.passwords import password_refusal
from fengqiao.users.sessions import SessionStore

# Argon2 takes 100 MB and a core for a moment: more at once would let anybody exhaust the machine (T36).
_HASHES = threading.BoundedSemaphore(4)
# Unit: seconds.
_HASH_WAIT = 5
# Unit: days. A browser that signed in before; only relaxes throttling.
DEVICE_DAYS = 90
SESSIONS_AT_ONCE = 2


class TooManyTries(Exception):
    """Too many failures lately, or too many at once. The answer is 429 and says nothing else."""


@cache
def _nobody() -> str:
    return make_password(secrets.token_urlsafe(16))


def _matches(password: str, encoded: str) -> bool:
    if not _HASHES.acquire(timeout=_HASH_WAIT):
        raise TooManyTries()
    try:
        return check_password(password, encoded)
    finally:
        _HASHES.release()


def may_sign_in(account: Account, at: datetime) -> bool:
    """Whether the account is open: not switched off, no one-time password run out, no demonstration in earnest."""
    if not account.is_active or (account.is_demonstration and not settings.FENGQIAO_DEMONSTRATION):
        return False
    return account.password_until is None or at < account.password_until


def gates(*, username: str, network: str, device: str) -> list[throttle.Gate]:
    """The counters of a sign-in: a known browser of this account has its own and is exempt from the others."""
    if is_known(username=username, device=device):
        return [throttle.by_device(device)]
    return [throttle.by_network(network), throttle.by_account(username)]


def password_holds(*, username: str, password: str, network: str, device: str, at: datetime) -> Account | None:
    """The account whose name and password these are, or None: unknown, switched off, expired and wrong alike.

    An unknown name costs the same hash as a known one.
    Raises: TooManyTries.
    """
    username = username.strip().lower()[:40]
    counters = gates(username=username, network=network, device=device)
    if not throttle.take(counters, at):
        raise TooManyTries()
    account = Account.objects.filter(username=username).first()
    encoded = account.password if account else _nobody()
    right = _matches(password[:1000], encoded)
    if account is None or not right or not may_sign_in(account, at):
        return None
    throttle.forgive(counters)
    return account


def begin_enrolment(account: Account) -> None:
    """A fresh seed for an account whose second factor nobody has confirmed yet."""
    if account.seed_confirmed_at is None:
        account.seed = factors.sealed_seed(account, factors.new_seed())
        account.save(update_fields=["seed"])


def code_holds(*, account: int, code: str, device: str, at: datetime) -> bool:
    """Whether this is the code of this moment, not used before. Confirms a new seed at its first use.

    Raises: TooManyTries after five wrong ones.
    """
    counter = [throttle.by_code(account, device)]
    if not throttle.take(counter, at):
        raise TooManyTries()
    if not factors.use_code(account, code, at):
        return False
    throttle.forgive(counter)
    Account.objects.filter(id=account, seed_confirmed_at__isnull=True).update(seed_confirmed_at=at)
    return True


def is_known(*, username: str, device: str) -> bool:
    """Whether this browser signed in to this account before."""
    if not device:
        return False
    return KnownDevice.objects.filter(account__username=username, token_hash=_device_hash(device)).exists()


def is_anothers(*, person: int, device: str) -> bool:
    """Whether another human being signed in from this browser lately."""
    known = KnownDevice.objects.filter(token_hash=_device_hash(device)) if device else KnownDevice.objects.none()
    return known.exclude(account__person=person).exists()


def remember_device(account: int, device: str, at: datetime) -> str:
    """The token by which this browser is known from now on; the present one while it lasts."""
    held = KnownDevice.objects.filter(account_id=account, token_hash=_device_hash(device), until__gt=at)
    if device and held.exists():
        return device
    token = secrets.token_urlsafe(24)
    until = at + timedelta(days=DEVICE_DAYS)
    KnownDevice.objects.create(account_id=account, token_hash=_device_hash(token), until=until)
    return token


def _device_hash(token: str) -> bytes:
    return crypto.keyed_hash(token, purpose="users.device", here=True)


def end_other_sessions(account: int, *, leave: int) -> None:
    """End an account's sessions but for the newest `leave`."""
    kept = Session.objects.filter(account_id=account).order_by("-started_at").values_list("id", flat=True)[:leave]
    Session.objects.filter(account_id=account).exclude(id__in=list(kept)).delete()


def sweep(at: datetime) -> None:
    """Drop what no browser can use any more; done at each sign-in, so that no job is needed for it."""
    KnownDevice.objects.filter(until__lt=at).delete()
    SessionStore.clear_expired()
    throttle.sweep(at)


def change_password(*, account: int, present: str, new: str, at: datetime) -> None:
    """Change one's own password; other sessions of the account end.

    Raises: UsersError naming the field, TooManyTries.
    """
    found = Account.objects.select_for_update(of=("self",)).select_related("person").get(id=account)
    counter = [throttle.Gate(f"change:{account}", 5)]
    if not throttle.take(counter, at):
        raise TooManyTries()
    if not _matches(present, found.password):
        raise UsersError("password_wrong", field="present")
    throttle.forgive(counter)
    if new == present:
        raise UsersError("password_same", field="new")
    wrong = password_refusal(new, known=(found.username, found.person.name, found.person.pinyin))
    if wrong:
        raise UsersError(wrong, field="new")
    found.password, found.must_change, found.password_until = make_password(new), False, None
    found.save(update_fields=["password", "must_change", "password_until"])
    note(account=found.id, person=found.person_id, what="users.password_changed")


def note(*, account: int, person: int | None, what: str, data: Mapping[str, object] | None = None) -> None:
    """An audit row about signing in, when nobody works in a post yet."""
    write(by=Actor(account, person, "", "signing_in", 0, "", ()), what=what, data=data)


def network_mark(network: str) -> str:
    """By which two networks differ in the record, without naming either."""
    return crypto.keyed_hash(network, purpose="users.network").hex()[:12]
