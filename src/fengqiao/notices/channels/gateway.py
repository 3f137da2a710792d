"""A text-message gateway over HTTP: two small calls, described in docs/guide-administrator.md.

Each call carries the time and a keyed hash over time and body, so that a copied call is of no use after five minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from fengqiao.kit import clock, web
from fengqiao.notices.channels.config import Gateway
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable

_FOR_GOOD = frozenset({400, 404, 409, 410, 422})
"""Answers that no second try changes. 401, 403, 429 and everything from 500 on may be mended."""


class HttpGateway:
    """The carrier of text messages."""

    def __init__(
        self, gateway: Gateway, *, networks: Sequence[web.Network] = (), resolver: web.Resolve = web.resolve
    ) -> None:
        self._gateway, self._networks, self._resolver = gateway, networks, resolver

    def send(self, message: Outgoing) -> str:
        """Raises: Refused, Unreachable."""
        given = {
            "to": message.to,
            "text": message.text,
            "sender": self._gateway.sender,
            "reference": str(message.reference),
        }
        return str(self._ask(self._gateway.url, given).get("id", ""))[:80]

    def receipts(self, ids: Sequence[str]) -> Mapping[str, bool]:
        """Raises: Unreachable."""
        if not self._gateway.receipts or not ids:
            return {}
        try:
            said = self._ask(self._gateway.receipts, {"ids": list(ids)}).get("receipts", [])
        except Refused as refused:
            raise Unreachable(refused.code) from None
        known = {"delivered": True, "failed": False}
        return {
            str(each.get("id")): known[each["state"]]
            for each in said
            if isinstance(each, dict) and each.get("state") in known
        }

    def _ask(self, url: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        body = json.dumps(given, ensure_ascii=False, sort_keys=True).encode()
        try:
            answer = web.post(url, body, self._headers(body), networks=self._networks, resolver=self._resolver)
        except web.AddressRefused as refused:
            raise Unreachable(refused.why) from None
        except web.NoAnswer as silence:
            raise Unreachable(silence.why) from None
        if answer.status in _FOR_GOOD:
            raise Refused(f"http_{answer.status}")
        if not 200 <= answer.status < 300:
            raise Unreachable(f"http_{answer.status}")
        try:
            said = json.loads(answer.body or b"{}")
        except ValueError:
            raise Unreachable("not_json") from None
        return said if isinstance(said, dict) else {}

    def _headers(self, body: bytes) -> dict[str, str]:
        at = str(int(clock.now().timestamp()))
        key = self._gateway.token.encode()
        mark = hmac.new(key, at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json; charset=utf-8",
            "Authorization": f"Bearer {self._gateway.token}",
            "X-Time": at,
            "X-Signature": mark,
        }
