"""Somebody with a browser, as far as a measurement needs one: signs in, keeps cookies, asks for pages."""

from __future__ import annotations

import http.client
import re
import socket
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import NamedTuple, Self
from urllib.parse import urlencode

import pyotp

from fengqiao.site.commands.result import CANNOT, CommandError

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Answer(NamedTuple):
    """One page. Unit: seconds."""

    status: int
    seconds: float
    text: str
    location: str


@dataclass(slots=True)
class Visitor:
    """One connection that stays open, as a browser's does."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, **values: str) -> Answer:
        """Send a form of the page that was asked for before."""
        return self._ask("POST", path, urlencode(values))

    def sign_in(self, username: str, password: str, seed: str) -> None:
        """Password, then the code. Raises: CommandError when the program does not let them in."""
        page = self.get("/sign-in/")
        answer = self.post("/sign-in/", csrfmiddlewaretoken=_token(page), username=username, password=password)
        page = self.get(answer.location or "/sign-in/code/")
        codes = pyotp.TOTP(seed)
        for _try in range(2):
            answer = self.post("/sign-in/code/", csrfmiddlewaretoken=_token(page), code=codes.now())
            if answer.status == 302:
                return
            time.sleep(codes.interval - time.time() % codes.interval + 0.2)
        raise CommandError(f"{username} could not sign in", CANNOT)

    def again(self) -> Line:
        """The same person on a connection of its own, for asking and not for reading."""
        return Line(self.port, self._headers())

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = self._headers()
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        begun = time.perf_counter()
        self._line.request(method, path, body=body, headers=headers)
        answer = self._line.getresponse()
        text = answer.read().decode(errors="replace")
        seconds = time.perf_counter() - begun
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(answer.status, seconds, text, answer.headers.get("Location") or "")

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Cookie": cookies, "Accept": "text/html", "Accept-Language": "zh-CN", "Accept-Encoding": "identity"
        }  # fmt: skip


class Line:
    """Asks for pages over a bare socket and throws them away: it shares the cores with what is measured, and an HTTP
    library takes a tenth of what the page took."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._rest = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n".encode()
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._room = memoryview(bytearray(1 << 16))

    def get(self, path: str) -> int:
        """The status of a page, once all of it has come. Raises: CommandError when the connection ends before."""
        self._socket.sendall(b"GET " + path.encode() + self._rest)
        head = b""
        while b"\r\n\r\n" not in head:
            head += self._some(len(self._room))
        head, _end, body = head.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length is None:
            raise CommandError("a page does not say how long it is", CANNOT)
        missing = int(length[1]) - len(body)
        while missing > 0:
            missing -= len(self._some(min(missing, len(self._room))))
        return int(head[9:12])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()

    def _some(self, most: int) -> memoryview:
        count = self._socket.recv_into(self._room, most)
        if not count:
            raise CommandError("the program closed the connection", CANNOT)
        return self._room[:count]


def _token(page: Answer) -> str:
    found = _TOKEN.search(page.text)
    if found is None:
        raise CommandError(f"no form came back ({page.status})", CANNOT)
    return found[1]
