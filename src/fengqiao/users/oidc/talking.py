"""What is said to the other provider: its discovery page and keys are read, a code is exchanged for a token (T74)."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from fengqiao.kit import web
from fengqiao.users.oidc.config import Provider
from fengqiao.users.oidc.tokens import Refused

# Unit: seconds that a page of the provider is remembered.
_KEPT: Final = 600
_pages: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}


class Down(Exception):
    """The provider does not answer, or not as one."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What its discovery page says."""

    authorization: str
    token: str
    keys: str
    end_session: str
    says_secret_in_body: bool


def metadata(provider: Provider) -> Metadata:
    """The discovery page, remembered for some minutes. Raises: Down, Refused."""
    page = _page(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if page.get("issuer") != provider.issuer:
        raise Refused("issuer")
    methods = page.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    found = Metadata(
        str(page.get("authorization_endpoint")), str(page.get("token_endpoint")), str(page.get("jwks_uri")),
        str(page.get("end_session_endpoint") or ""), "client_secret_basic" not in methods,
    )  # fmt: skip
    named = (found.authorization, found.token, found.keys, *filter(None, [found.end_session]))
    if not all(provider.may_name(url) for url in named):
        raise Refused("endpoint")
    return found


def keys(provider: Provider, *, anew: bool = False) -> dict[str, Any]:
    """The provider's public keys. Raises: Down, Refused."""
    return _page(provider, metadata(provider).keys, anew=anew)


def _page(provider: Provider, url: str, *, anew: bool = False) -> dict[str, Any]:
    kept_at, page = _pages.get((provider.issuer, url), (0.0, {}))
    if page and not anew and time.monotonic() - kept_at < _KEPT:
        return page
    page = _json(lambda: web.get(url, networks=provider.networks))
    _pages[provider.issuer, url] = time.monotonic(), page
    return page


def exchange(provider: Provider, *, code: str, verifier: str, back: str) -> str:
    """The identity token for a code. The verifier proves that whoever began is who asks. Raises: Down, Refused."""
    known = metadata(provider)
    told = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if known.says_secret_in_body:
        told |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    body = urlencode(told).encode()
    answer = _json(lambda: web.post(known.token, body, headers, networks=provider.networks))
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise Refused("no_token")
    return token


def _json(call: Callable[[], web.Answer]) -> dict[str, Any]:
    try:
        answer = call()
    except (web.AddressRefused, web.NoAnswer) as wrong:
        raise Down(wrong.why) from None
    if answer.status >= 500:
        raise Down("status")
    if answer.status != 200:
        raise Refused("status")
    try:
        page = json.loads(answer.body)
    except ValueError:
        raise Down("no_json") from None
    if not isinstance(page, dict):
        raise Down("no_json")
    return page
