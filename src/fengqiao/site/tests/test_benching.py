"""What is measured beside us can be started at all: a peer that gives no page would make any ratio look fine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fengqiao.site.benching.visitor import Line
from fengqiao.site.commands.result import CommandError

_LIST = """
import django
django.setup()
from django.urls import resolve
print(resolve("/admin/subjects/subject/").func.__name__)
"""


def test_the_admin_beside_our_list_can_be_loaded() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "fengqiao.site.benching.admin_settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", _LIST], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("changelist_view", 0), done.stderr


@contextmanager
def _answering(*answers: bytes) -> Iterator[int]:
    """A program on this machine that gives these answers on one connection and hangs up; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _address = server.accept()
            with line:
                for answer in answers:
                    asked = b""
                    while b"\r\n\r\n" not in asked:
                        asked += line.recv(4096)
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(timeout=10)


def _page(body: bytes, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def test_the_client_reads_each_page_to_its_end_and_says_how_it_went() -> None:
    pages = (_page(b"a" * 300_000), _page(b""), _page(b"gone", "503 Service Unavailable"), _page(b"b" * 70_000))
    with _answering(*pages) as port, Line(port, {"Cookie": "session=1"}) as line:
        assert [line.get("/") for _page in pages] == [200, 200, 503, 200]


@pytest.mark.parametrize(
    ("answer", "why"),
    [(_page(b"a" * 100)[:-1], "closed the connection"), (b"HTTP/1.1 200 OK\r\n\r\n", "how long")],
)
def test_a_page_that_breaks_off_or_has_no_length_is_no_page(answer: bytes, why: str) -> None:
    with _answering(answer) as port, Line(port, {}) as line, pytest.raises(CommandError, match=why):
        line.get("/")
