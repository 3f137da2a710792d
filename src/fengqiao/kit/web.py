"""One request to a host of the configuration, and nothing else (THREATS T74).

The name is resolved once and every address looked at; the connection goes to the address that was looked at, so a name
that changes its mind reaches nothing. Private, loopback and link-local addresses are refused unless their network is
listed. No redirect is followed. Unit: 5 seconds for all of it, 1 MB of answer.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

SECONDS: Final = 5.0
MOST_BYTES: Final = 1_000_000
_PIECE: Final = 65_536

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


class AddressRefused(Exception):
    """The address may not be called; `why` is for the log and names no host."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoAnswer(Exception):
    """Nobody there, too slow, or too much; `why` is for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of an answer."""

    status: int
    body: bytes


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, by the system. Raises: NoAnswer."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NoAnswer("unknown_host") from None
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


def checked(addresses: Sequence[str], networks: Sequence[Network]) -> str:
    """The first address, when all of them may be called. Raises: AddressRefused, NoAnswer."""
    if not addresses:
        raise NoAnswer("unknown_host")
    for each in addresses:
        address = _plain(each)
        listed = any(address.version == network.version and address in network for network in networks)
        if not (listed or address.is_global) or address.is_multicast or address.is_unspecified:
            raise AddressRefused("private_address")
    return addresses[0]


def _plain(text: str) -> Address:
    """An address without zone; one that carries an IPv4 address inside is looked at as that."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        raise AddressRefused("no_address") from None
    if isinstance(address, ipaddress.IPv6Address):
        return address.ipv4_mapped or address.sixtofour or address
    return address


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    networks: Sequence[Network] = (),
    resolver: Resolve = resolve,
    seconds: float = SECONDS,
) -> Answer:
    """Send a body and read the answer. Raises: AddressRefused, NoAnswer (also for a redirect)."""
    return _ask("POST", url, body, headers, networks, resolver, seconds)


def get(url: str, *, networks: Sequence[Network] = (), resolver: Resolve = resolve, seconds: float = SECONDS) -> Answer:
    """Read what lies there. Raises: AddressRefused, NoAnswer (also for a redirect)."""
    return _ask("GET", url, None, {"Accept": "application/json"}, networks, resolver, seconds)


def _ask(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], networks: Sequence[Network],
    resolver: Resolve, seconds: float,
) -> Answer:  # fmt: skip
    ends = time.monotonic() + seconds
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = checked(resolver(host, port), networks)
    if not secure and not any(_plain(address) in network for network in networks):
        raise AddressRefused("not_https")
    connection = _Pinned(host, port, address=address, secure=secure, timeout=seconds)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        if 300 <= answer.status < 400:
            raise NoAnswer("redirect")
        return Answer(answer.status, _read(answer, connection, ends))
    except (OSError, http.client.HTTPException) as problem:
        raise NoAnswer(type(problem).__name__) from None
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, connection: http.client.HTTPConnection, ends: float) -> bytes:
    body = b""
    while piece := answer.read1(_PIECE):
        body += piece
        left = ends - time.monotonic()
        if len(body) > MOST_BYTES or left <= 0:
            raise NoAnswer("too_much" if len(body) > MOST_BYTES else "too_slow")
        if connection.sock is not None:
            connection.sock.settimeout(left)
    return body


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, in the name of a host."""

    def __init__(self, host: str, port: int, *, address: str, secure: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
