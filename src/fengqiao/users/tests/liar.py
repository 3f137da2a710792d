"""A provider that says what it is told to say: for answers that no honest provider would give."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwk, jwt


@cache
def key(name: str) -> jwk.RSAKey:
    """A key of the provider ("own") or of somebody else; made once per run."""
    return jwk.RSAKey.generate_key(2048, parameters={"kid": "k1"})


@dataclass
class Liar:
    """What it will say next: `token` makes the identity token, `discovery` and `keys` replace parts of its pages."""

    address: str = ""
    token: Callable[[], str] = str
    discovery: dict[str, Any] = field(default_factory=dict)
    keys: list[dict[str, Any]] = field(default_factory=lambda: [key("own").as_dict(private=False)])
    asked: list[str] = field(default_factory=list)

    def page(self, path: str) -> dict[str, Any]:
        if path.endswith("/openid-configuration"):
            own = {name: f"{self.address}/{name}" for name in
                   ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")}  # fmt: skip
            return {"issuer": self.address, **own, **self.discovery}
        if path == "/jwks_uri":
            return {"keys": self.keys}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def liar() -> Iterator[Liar]:
    """One that runs on this machine."""
    told = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told.asked.append(self.path)
            body = json.dumps(told.page(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        told.address = f"http://127.0.0.1:{made.server_port}"
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield told
        made.shutdown()
        thread.join()


def signed(claims: dict[str, Any], *, by: str = "own", alg: str = "RS256", **header: str) -> str:
    """A token over claims by a key of the provider, or of somebody else."""
    return jwt.encode({"alg": alg, "kid": "k1", **header}, claims, key(by), algorithms=[alg])
