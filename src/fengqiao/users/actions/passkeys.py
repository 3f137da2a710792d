"""Passkeys (通行密钥): keys that people's own devices hold, behind a finger, a face or a PIN of the device (T39).

Standard: W3C Web Authentication Level 2. The library checks challenge, origin, name of the site, presence,
verification of the user and signature; here is what it leaves to us: whose key it is, whether it still counts, and
whether its count goes backwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAttachment,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from fengqiao.kit import bus, crypto, ids
from fengqiao.kit.clock import local_day
from fengqiao.users.actions import sign_in, throttle
from fengqiao.users.errors import Unknown, UsersError
from fengqiao.users.facts import WayInChanged
from fengqiao.users.models import Account, KnownDevice, Passkey
from fengqiao.users.reads import posts_of

# Why a passkey counts no more.
REMOVED, COPIED, RESET, RESTORED = "removed", "copied", "reset", "restored"
MOST_KEYS: Final = 10
# Unit: milliseconds that the browser leaves for the finger.
_PATIENCE: Final = 120_000
_VERIFIED: Final = UserVerificationRequirement.REQUIRED
_RESIDENT: Final = ResidentKeyRequirement.REQUIRED
_ELSEWHERE: Final = AuthenticatorAttachment.CROSS_PLATFORM

State = Mapping[str, Any]
Found = TypeVar("Found")


@cache
def _server(origin: str) -> Fido2Server:
    """What the keys are bound to: the one origin of the settings, never the host of a request (T45)."""
    site = PublicKeyCredentialRpEntity(id=urlsplit(origin).hostname, name="枫桥社区矫正")
    server = Fido2Server(site, verify_origin=lambda said: said == origin)
    server.timeout = _PATIENCE  # type: ignore[assignment]
    return server


def server() -> Fido2Server:
    """The library's server for this installation."""
    return _server(settings.FENGQIAO_ORIGIN)


def held_by(account: int) -> QuerySet[Passkey]:
    """The passkeys of an account that count."""
    return Passkey.objects.filter(account_id=account, ended_at=None)


def _credentials(account: int) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(each)) for each in held_by(account).values_list("credential", flat=True)]


def begin_adding(account: Account, *, is_shared: bool) -> tuple[dict[str, Any], State]:
    """What the browser is to make a key from, and what the session remembers of it.

    In a browser that several people sign in from only a key that goes away with its owner is taken.
    """
    user = PublicKeyCredentialUserEntity(id=account.uid.bytes, name=account.username, display_name=account.username)
    options, state = server().register_begin(
        user, _credentials(account.id), resident_key_requirement=_RESIDENT, user_verification=_VERIFIED,
        authenticator_attachment=_ELSEWHERE if is_shared else None,
    )  # fmt: skip
    return dict(options), {**state, "elsewhere": is_shared}


def begin_using(account: int | None) -> tuple[dict[str, Any], State]:
    """A question to any key of this site, or to the keys of one account."""
    known = None if account is None else _credentials(account)
    options, state = server().authenticate_begin(known, user_verification=_VERIFIED)
    return dict(options), state


def _believed(check: Callable[[], Found]) -> Found | None:
    """What the library makes of an answer; None when it refuses it.

    The answer is anybody's: whatever it makes the library raise means that it is not believed. Nothing that asks the
    database belongs in here.
    """
    try:
        return check()
    except Exception:
        return None


def add(*, account: Account, name: str, state: State, answer: str, at: datetime) -> Passkey:
    """Keep the key that a device has just made. Raises: UsersError."""
    Account.objects.select_for_update().get(id=account.id)
    if held_by(account.id).count() >= MOST_KEYS:
        raise UsersError("passkey_many")
    made = _believed(lambda: _made(state, json.loads(answer)))
    if made is None or made.credential_data is None:
        raise UsersError("passkey_refused")
    try:
        with transaction.atomic():
            kept = Passkey.objects.create(
                uid=ids.new_id(), account=account, name=name, credential_id=made.credential_data.credential_id,
                credential=bytes(made.credential_data), counter=made.counter, is_synced=made.is_backup_eligible(),
                created_at=at,
            )  # fmt: skip
    except IntegrityError as taken:
        raise UsersError("passkey_name", field="name") from taken
    _tell(kept, "added", at)
    return kept


def _made(state: State, answer: Any) -> AuthenticatorData:
    """The key of an answer. Raises whatever for one that we did not ask for."""
    response = RegistrationResponse.from_dict(answer)
    if response.response.client_data.cross_origin:
        raise ValueError("inside another page")
    if state["elsewhere"] and response.authenticator_attachment != _ELSEWHERE:
        raise ValueError("a key of this machine")
    made = server().register_complete(state, response)
    if made.credential_data is None or made.credential_data.public_key.get(3) not in _algorithms():
        raise ValueError("no key that we asked for")
    return made


def _algorithms() -> set[int]:
    return {each.alg for each in server().allowed_algorithms}


def use(*, state: State, answer: str, at: datetime, account: int | None = None) -> Account | None:
    """Whose key answered rightly, or None. A key that counts backwards is ended: there is a copy of it.

    The key's row is locked, so that one answer sent twice at once meets its own count.
    """
    response = _believed(lambda: AuthenticationResponse.from_dict(json.loads(answer)))
    if response is None or response.response.client_data.cross_origin:
        return None
    passkey = _locked(bytes(response.raw_id), bytes(response.response.user_handle or b""), account)
    if passkey is None or not sign_in.may_sign_in(passkey.account, at):
        return None
    key = AttestedCredentialData(bytes(passkey.credential))
    if _believed(lambda: server().authenticate_complete(state, [key], response)) is None:
        return None
    counter = response.response.authenticator_data.counter
    if (counter or passkey.counter) and counter <= passkey.counter:
        _end(passkey, COPIED, at)
        _tell(passkey, "stopped", at)
        return None
    passkey.counter, passkey.used_at = counter, at
    passkey.save(update_fields=["counter", "used_at"])
    return passkey.account


def _locked(credential: bytes, handle: bytes, account: int | None) -> Passkey | None:
    """The key that answers, if it counts and is one of the account's. Its user handle must be the account's own."""
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("account")
    found = rows.filter(credential_id=credential, ended_at=None).first()
    if found is None or (account is not None and found.account_id != account):
        return None
    if handle != found.account.uid.bytes and (handle or account is None):
        return None
    return found


def end(*, passkey: UUID, account: int, at: datetime) -> None:
    """Remove one of the account's own keys. Raises: Unknown for one that is nobody's or somebody else's."""
    found = Passkey.objects.select_for_update().filter(uid=passkey, account_id=account, ended_at=None).first()
    if found is None:
        raise Unknown()
    _end(found, REMOVED, at)
    _tell(found, "removed", at)


def _end(passkey: Passkey, why: str, at: datetime) -> None:
    passkey.ended_at, passkey.ended_why = at, why
    passkey.save(update_fields=["ended_at", "ended_why"])


def end_all(at: datetime, *, why: str, account: Account | None = None) -> None:
    """End every passkey, or every one of an account: after a reset, after a restore."""
    rows = Passkey.objects.filter(ended_at=None)
    (rows if account is None else rows.filter(account=account)).update(ended_at=at, ended_why=why)


def _tell(passkey: Passkey, what: str, at: datetime) -> None:
    """In the record, and to the owner in every post (T39)."""
    account = passkey.account
    sign_in.note(
        account=account.id, person=account.person_id, what=f"users.passkey_{what}", data={"passkey": str(passkey.uid)}
    )
    posts = tuple((held.post, held.area) for held in posts_of(account.id, on=local_day(at)))
    bus.announce(WayInChanged(passkey.uid, f"passkey_{what}", posts, at))


def gates(*, network: str, device: str, at: datetime) -> list[throttle.Gate]:
    """The counter of questions at the door: a browser that signed in here before has its own."""
    token = crypto.keyed_hash(device, purpose="users.device", here=True)
    if device and KnownDevice.objects.filter(token_hash=token, until__gt=at).exists():
        return [throttle.by_device(device)]
    return [throttle.by_network(network)]
