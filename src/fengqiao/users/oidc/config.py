"""The configuration of the other provider: the file `oidc.toml` in the home folder, and nothing on a screen (T74).

issuer = "https://id.example.gov.cn"     who vouches; its discovery page lies below this address
client_id = "fengqiao"                   by which it knows this installation
client_secret = "…"
name = "省统一身份认证"                    what the button says
name_en = "Provincial sign-in"           and in English
networks = ["10.8.0.0/16"]               private networks in which it may lie; mostly none
hosts = ["keys.example.gov.cn"]          further hosts that its discovery page may name; mostly none
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from fengqiao.kit.web import Network
from fengqiao.law.face import Text

_TEXTS: Final = ("issuer", "client_id", "client_secret", "name")
_KNOWN: Final = frozenset({*_TEXTS, "name_en", "networks", "hosts"})


class BadConfiguration(Exception):
    """`oidc.toml` cannot be used; the message says which entry and holds no value of it."""


@dataclass(frozen=True, slots=True)
class Provider:
    """The one other provider of this installation."""

    issuer: str
    client_id: str
    client_secret: str
    name: Text
    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    def may_name(self, url: str) -> bool:
        """Whether its discovery page may send us, or a browser, to this address."""
        own, named = urlsplit(self.issuer), urlsplit(url)
        is_own = (named.scheme, named.netloc) == (own.scheme, own.netloc)
        return is_own or (named.scheme == "https" and named.hostname in self.hosts)


def read(given: Mapping[str, Any]) -> Provider | None:
    """The file as a record; None where there is no file. Raises: BadConfiguration."""
    if not given:
        return None
    if unknown := set(given) - _KNOWN:
        raise BadConfiguration(f"oidc.toml: {min(unknown)} is no part of it")
    for key in _TEXTS:
        if not isinstance(given.get(key), str) or not given[key]:
            raise BadConfiguration(f"oidc.toml: {key} is missing")
    try:
        networks = tuple(ipaddress.ip_network(each) for each in given.get("networks", ()))
    except ValueError:
        raise BadConfiguration("oidc.toml: one of networks is none") from None
    address = urlsplit(given["issuer"])
    if not address.hostname or address.query or address.fragment:
        raise BadConfiguration("oidc.toml: issuer is no address")
    if address.scheme != "https" and not (address.scheme == "http" and networks):
        raise BadConfiguration("oidc.toml: issuer is not https")
    name = Text(given["name"], str(given.get("name_en") or given["name"]))
    hosts = frozenset(map(str, given.get("hosts", ())))
    return Provider(given["issuer"], given["client_id"], given["client_secret"], name, networks, hosts)


def provider() -> Provider | None:
    """The provider of this installation, if it has one. Raises: BadConfiguration."""
    return read(settings.FENGQIAO_OIDC)
