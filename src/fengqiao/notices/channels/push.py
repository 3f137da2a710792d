"""WeCom, DingTalk and e-mail through Apprise: colleagues are told that there is something to read, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fengqiao.kit import web
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable

_HOSTS = {"wecombot": ("qyapi.weixin.qq.com", 443), "dingtalk": ("oapi.dingtalk.com", 443)}
# Unit: seconds to connect and to wait for an answer; no redirect is followed (THREATS T74).
_LIMITS = "cto=2&rto=3&redirect=no"


class Push:
    """One channel of colleagues, by the address in the configuration."""

    def __init__(self, url: str, *, networks: Sequence[web.Network] = (), resolver: web.Resolve = web.resolve) -> None:
        self._url, self._networks, self._resolver = url, networks, resolver

    def send(self, message: Outgoing) -> str:
        """Apprise gives no id. Raises: Refused, Unreachable."""
        import apprise

        self._look_at_host()
        joined = "&" if "?" in self._url else "?"
        service = apprise.Apprise.instantiate(f"{self._url}{joined}{_LIMITS}")
        if service is None:
            raise Refused("bad_address")
        if not service.notify(body=message.text, title=message.title):
            raise Unreachable("not_taken")
        return ""

    def receipts(self, ids: Sequence[str]) -> Mapping[str, bool]:
        """These channels say nothing afterwards."""
        return {}

    def _look_at_host(self) -> None:
        parts = urlsplit(self._url)
        host, port = _HOSTS.get(parts.scheme, (parts.hostname or "", parts.port or 465))
        try:
            web.checked(self._resolver(host, port), self._networks)
        except web.AddressRefused as refused:
            raise Unreachable(refused.why) from None
        except web.NoAnswer as silence:
            raise Unreachable(silence.why) from None
