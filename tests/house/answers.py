"""Asks a door of the program by plain WSGI, as its server does, and prints what it answered.

    FENGQIAO_DOOR=web FENGQIAO_HTTPS=yes FENGQIAO_HOSTS=… python -m tests.house.answers < requests.json

A process of its own, because what a deployment's settings are is decided when the program starts.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

HOST = "jiaozheng.example.gov.cn"


def asked(request: dict[str, Any]) -> dict[str, Any]:
    """The environment that a server makes of a request."""
    path, _, query = request["path"].partition("?")
    body = request.get("body", "").encode()
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in request.get("headers", {}).items()}
    return {
        "REQUEST_METHOD": request.get("method", "GET"),
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": request.get("type", "application/x-www-form-urlencoded"),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": HOST,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": HOST,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.get("scheme", "https"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }


def answer(application: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Status, headers as they were sent (a name may come twice) and body of one request."""
    sent: list[Any] = []
    pieces = application(asked(request), lambda status, headers, error=None: sent.extend((status, headers)))
    body = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    return {"status": int(sent[0][:3]), "headers": sent[1], "body": body.decode(errors="replace")}


def breaks(*_: object, **__: object) -> None:
    """A fault in a view, with a value that nobody may see."""
    raise RuntimeError("11010519491231002X")


def main() -> None:
    """Answer what stands on standard input; the address /breaks/ is a view with a fault."""
    from django.conf import settings
    from django.urls import clear_url_caches, get_urlconf, path

    from fengqiao.site.wsgi import application

    breaks.right = "public"  # type: ignore[attr-defined]
    addresses = __import__(settings.ROOT_URLCONF, fromlist=["urlpatterns"])
    addresses.urlpatterns.insert(0, path("breaks/", breaks))
    clear_url_caches()
    assert get_urlconf() is None
    told = [answer(application, request) for request in json.load(sys.stdin)]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
