"""The configuration of the ways out: the file `notices.toml` in the home folder, and nothing on a screen (THREATS T74).

networks = ["10.8.0.0/16"]                         private networks in which a host below may lie; mostly none

[sms]
url = "https://sms.example.gov.cn/messages"        where a message is sent
receipts = "https://sms.example.gov.cn/receipts"   where it is asked what arrived; may be absent
token = "…"                                        proves to the gateway who asks
sender = "诸暨服务"                                  the signature before the text: neutral, or the start is refused

[[staff]]
area = "330681"                                    the office and all below it
url = "wecombot://KEY"                             wecombot, dingtalk or mailtos, as Apprise writes it

[[office]]
area = "330681109"
phone = "0575-87000000"                            the published telephone that messages name
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from fengqiao.kit.web import Network
from fengqiao.notices import wording

SCHEMES: Final = {"wecombot": wording.WECOM, "dingtalk": wording.DINGTALK, "mailtos": wording.EMAIL}


class BadConfiguration(Exception):
    """`notices.toml` cannot be used; the message says which entry and holds no value of it."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """The text-message gateway."""

    url: str
    receipts: str
    token: str
    sender: str


@dataclass(frozen=True, slots=True)
class Group:
    """A channel of colleagues of a place."""

    area: str
    channel: str
    url: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that the file says."""

    networks: tuple[Network, ...] = ()
    sms: Gateway | None = None
    staff: tuple[Group, ...] = ()
    phones: tuple[tuple[str, str], ...] = ()

    def groups(self, area: str) -> tuple[Group, ...]:
        """The channels of an office: per kind of channel the entry that names the place most closely."""
        near = sorted((g for g in self.staff if area.startswith(g.area)), key=lambda g: len(g.area))
        return tuple({group.channel: group for group in near}.values())

    def phone(self, area: str) -> str:
        """The published telephone of an office, or of the nearest one above it; empty when none is."""
        near = [(len(place), phone) for place, phone in self.phones if area.startswith(place)]
        return max(near)[1] if near else ""


def read(given: Mapping[str, Any]) -> Configuration:
    """The file's tables as a record. Raises: BadConfiguration."""
    unknown = set(given) - {"networks", "sms", "staff", "office"}
    if unknown:
        raise BadConfiguration(f"notices.toml: {sorted(unknown)[0]} is no part of it")
    try:
        networks = tuple(ipaddress.ip_network(each) for each in given.get("networks", ()))
    except ValueError:
        raise BadConfiguration("notices.toml: one of networks is none") from None
    return Configuration(
        networks=networks,
        sms=_gateway(given["sms"]) if "sms" in given else None,
        staff=tuple(_group(each) for each in given.get("staff", ())),
        phones=tuple(
            (_text(each, "area", "office"), _text(each, "phone", "office")) for each in given.get("office", ())
        ),
    )


def _gateway(given: Mapping[str, Any]) -> Gateway:
    sender = _text(given, "sender", "sms")
    if not wording.is_neutral(sender):
        raise BadConfiguration("notices.toml: the sender of [sms] tells what it must not tell")
    url, receipts = _text(given, "url", "sms"), str(given.get("receipts", ""))
    for each in (url, *filter(None, [receipts])):
        if urlsplit(each).scheme not in ("https", "http") or not urlsplit(each).hostname:
            raise BadConfiguration("notices.toml: an address of [sms] is none")
    return Gateway(url, receipts, _text(given, "token", "sms"), sender)


def _group(given: Mapping[str, Any]) -> Group:
    url = _text(given, "url", "staff")
    channel = SCHEMES.get(url.partition(":")[0])
    if channel is None:
        raise BadConfiguration(f"notices.toml: [[staff]] takes {', '.join(SCHEMES)}")
    return Group(_text(given, "area", "staff"), channel, url)


def _text(given: Mapping[str, Any], key: str, table: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value:
        raise BadConfiguration(f"notices.toml: [{table}] lacks {key}")
    return value
