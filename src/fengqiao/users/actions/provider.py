"""Signing in through another provider: the question, its answer, and whose account is meant by it (T46).

By code with PKCE, state and nonce. The provider stands for the password alone: the second factor is asked as always.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from fengqiao.kit import clock
from fengqiao.users.actions import sign_in
from fengqiao.users.models import Account, Identity
from fengqiao.users.oidc import talking, tokens
from fengqiao.users.oidc.config import Provider


class Unbound(Exception):
    """The provider is believed, and nobody here is bound to whom it named: `subject`."""

    def __init__(self, subject: str) -> None:
        super().__init__("unbound")
        self.subject = subject


class FirstByPassword(Exception):
    """The account waits for its own password and second factor; no other house stands in for that."""


def back() -> str:
    """Where the provider sends browsers back to: of the settings, never of the request (T45)."""
    return f"{settings.FENGQIAO_ORIGIN}{reverse('users:provider_back')}"


def begin(provider: Provider) -> tuple[str, dict[str, str]]:
    """The address to send the browser to, and what the session remembers. Raises: talking.Down, tokens.Refused."""
    state = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    hashed = hashlib.sha256(state["verifier"].encode()).digest()
    # Nothing but who it is: neither name nor telephone nor e-mail is asked for, so none can be compared.
    query = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": back(), "scope": "openid",
        "state": state["state"], "nonce": state["nonce"], "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(hashed).rstrip(b"=").decode(),
    }  # fmt: skip
    address = talking.metadata(provider).authorization
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}", state


def account(provider: Provider, *, told: Mapping[str, str], state: Mapping[str, str], at: datetime) -> Account:
    """Whose account the provider's answer opens, up to the second factor.

    Raises: talking.Down, tokens.Refused, Unbound, FirstByPassword.
    """
    if not hmac.compare_digest(told.get("state", "").encode(), state["state"].encode()):
        raise tokens.Refused("state")
    if told.get("iss", provider.issuer) != provider.issuer:
        raise tokens.Refused("issuer")
    if not told.get("code"):
        raise tokens.Refused("declined")
    token = talking.exchange(provider, code=told["code"], verifier=state["verifier"], back=back())
    subject = _subject(provider, token, state["nonce"], at)
    bound = Identity.objects.select_related("account").filter(
        issuer=provider.issuer, subject=subject, ended_at=None
    ).first()  # fmt: skip
    if bound is None or not sign_in.may_sign_in(bound.account, at):
        raise Unbound(subject)
    if bound.account.must_change or bound.account.seed_confirmed_at is None:
        raise FirstByPassword
    return bound.account


def _subject(provider: Provider, token: str, nonce: str, at: datetime) -> str:
    """Whom a token names; its keys are read again once, in case they were renewed meanwhile."""
    now = int(clock.in_the_world(at).timestamp())
    for anew in (False, True):
        try:
            return tokens.subject(
                token, keys=talking.keys(provider, anew=anew), issuer=provider.issuer, client=provider.client_id,
                nonce=nonce, now=now,
            )  # fmt: skip
        except tokens.Refused as wrong:
            if anew or wrong.why not in {"invalid_key_id", "bad_signature"}:
                raise
    raise AssertionError
