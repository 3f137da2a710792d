"""The nginx and the PostgreSQL that this machine has from its distribution, under our files and commands.

Not every machine has them: without nginx, or without a server beside the embedded one, the test is skipped and says so.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

import psycopg
import pytest

from fengqiao.kit.citizen_number import check_digit
from fengqiao.site.postgres import unprivileged

pytestmark = pytest.mark.soak
DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
STAFF, PUBLIC = "jiaozheng.example.gov.cn", "gongkai.example.gov.cn"
SUPER = OWNER = "only-here-1"
FORGED = {
    "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example",
    "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6", "Cookie": "a=b",
}  # fmt: skip


class Echo(http.server.BaseHTTPRequestHandler):
    """Stands where a door would and says what reached it."""

    def do_GET(self) -> None:
        """The headers as they came."""
        told = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def do_POST(self) -> None:
        """The same, once the body has come."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def _free_ports(n: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(socket.socket()) for _ in range(n)]
        for each in opened:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in opened]


def _configured(name: str, folder: Path, ports: list[int]) -> Path:
    """The shipped file with ports, addresses and certificates of this test; nothing else of it is touched."""
    for door in ("staff", "public"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={door}",
             "-keyout", folder / f"{door}.key", "-out", folder / f"{door}.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    text = (DEPLOY / name).read_text().replace("/etc/nginx/certificates", str(folder))
    text = text.replace("listen 443", f"listen 127.0.0.1:{ports[0]}").replace(
        "listen 80", f"listen 127.0.0.1:{ports[1]}"
    )
    text = re.sub(r"server [\d.]+:8000;", f"server 127.0.0.1:{ports[2]};", text)
    text = re.sub(r"server [\d.]+:8001;", f"server 127.0.0.1:{ports[3]};", text)
    (folder / "site.conf").write_text(text)
    kept = "".join(
        f"{part}_temp_path {folder}/{part}; " for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Root's workers would be nobody's, and the folders of a test are closed to others.
    head = f"pid {folder}/pid; error_log {folder}/log; daemon off; {'' if os.geteuid() else 'user root;'}"
    main = f"{head} events {{}} http {{ {kept} include {folder}/site.conf; }}"
    (folder / "nginx.conf").write_text(main)
    return folder / "nginx.conf"


@pytest.fixture(params=["nginx.conf", "compose/nginx.conf"])
def proxy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[int]]:
    """nginx under the shipped file, and two echoes behind it. Yields the ports of TLS and of plain HTTP."""
    if NGINX is None:
        pytest.skip("no nginx on this machine")
    ports = _free_ports(4)
    main = _configured(request.param, tmp_path, ports)
    tried = subprocess.run([NGINX, "-t", "-c", str(main)], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    doors = [http.server.ThreadingHTTPServer(("127.0.0.1", port), Echo) for port in ports[2:]]
    for door in doors:
        threading.Thread(target=door.serve_forever, daemon=True).start()
    running = subprocess.Popen([NGINX, "-c", str(main)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", ports[0])):
                break
            time.sleep(0.05)
        yield ports
    finally:
        running.terminate()
        running.wait(timeout=20)
        for door in doors:
            door.shutdown()
            door.server_close()


def _asked(port: int, host: str, path: str = "/", body: bytes | None = None) -> tuple[int, dict[str, Any], str]:
    trusting = ssl._create_unverified_context()
    with contextlib.closing(HTTPSConnection("127.0.0.1", port, context=trusting, timeout=20)) as line:
        line.request("POST" if body else "GET", path, body=body, headers={"Host": host, **FORGED})
        answer = line.getresponse()
        content = answer.read().decode()
    told = json.loads(content) if answer.status == 200 else {}
    return answer.status, told, answer.headers.get("Content-Security-Policy", "")


def test_t64_nginx_replaces_what_is_forged_hides_numbers_and_cuts_what_is_large(proxy: list[int]) -> None:
    for host in (STAFF, PUBLIC):
        status, told, policy = _asked(proxy[0], host)
        assert (status, policy, told["host"]) == (200, "default-src 'self'", host)
        assert (told["x-forwarded-for"], told["x-forwarded-proto"]) == ("127.0.0.1", "https")
        assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & set(told)
        assert ("cookie" in told) == (host == STAFF)
        for hidden in ("/metrics", "/health/live", "//metrics", "/%6detrics", "/x/../health/ready"):
            assert _asked(proxy[0], host, hidden)[0] == 404
    assert _asked(proxy[0], STAFF, body=bytes(21 * 2**20))[0] == 200
    assert _asked(proxy[0], PUBLIC, body=bytes(16 * 2**10))[0] == 200
    assert _asked(proxy[0], PUBLIC, body=bytes(16 * 2**10 + 1))[0] == 413
    with contextlib.closing(HTTPConnection("127.0.0.1", proxy[1], timeout=20)) as plain:
        plain.request("GET", "/v/x?y=1", headers={"Host": PUBLIC})
        answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{PUBLIC}/v/x?y=1")
    many = [_asked(proxy[0], PUBLIC)[0] for _ in range(120)]
    assert set(many) == {200, 503}, "more than twenty a second of one address"


@contextlib.contextmanager
def _server(bins: Path, folder: Path, port: int) -> Iterator[psycopg.Connection[Any]]:
    """A cluster with the settings of deploy/compose, and its superuser."""
    who = unprivileged()
    (folder / "password").write_text(SUPER)
    (folder / "data").mkdir()
    for path in (folder / "password", folder / "data"):
        os.chown(path, who.get("user", -1), who.get("group", -1))
    # The way to the data has to be open to the unprivileged user; the folders of a test are closed.
    for path in (folder, *folder.parents[:2]):
        path.chmod(0o755)
    quiet: dict[str, Any] = {"cwd": "/", "check": True, "capture_output": True, **who}
    closed = ["--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--pwfile={folder}/password"]
    made = [bins / "initdb", "-D", folder / "data", "-U", "postgres", "--encoding=UTF8", "--locale=C", *closed]
    subprocess.run(made, **quiet)
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}/data -c fsync=off"
    control = [bins / "pg_ctl", "-D", folder / "data", "-l", folder / "data" / "log", "-w"]
    subprocess.run([*control, "-o", settings, "start"], **{**quiet, "capture_output": False})
    try:
        address = {"host": "127.0.0.1", "port": port, "user": "postgres", "password": SUPER, "dbname": "postgres"}
        with psycopg.connect(**address, autocommit=True) as maker:
            yield maker
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], **quiet)


def _ours(home: Path, port: int, *words: str) -> str:
    """`fengqiao …` in this home against that server."""
    given = {k: v for k, v in os.environ.items() if not k.startswith("FENGQIAO_")}
    address = f"postgresql://fq_owner:{OWNER}@127.0.0.1:{port}/fengqiao"
    environment = {
        **given,
        "FENGQIAO_HOME": str(home),
        "DATABASE_URL": address,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "fengqiao", *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("server", SERVERS or [None], ids=lambda path: path.parts[-3] if path else "none")
def test_t89_a_backup_of_the_machines_own_postgresql_comes_back_into_it(server: Path | None, tmp_path: Path) -> None:
    if server is None:
        pytest.skip("no PostgreSQL from the distribution on this machine (/usr/lib/postgresql)")
    (port,) = _free_ports(1)
    number = "33990019900101001" + check_digit("33990019900101001")
    empty = "CREATE DATABASE fengqiao OWNER fq_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0"
    with _server(server.parent, tmp_path, port) as maker:
        maker.execute(f"CREATE ROLE fq_owner LOGIN CREATEROLE PASSWORD '{OWNER}'".encode())
        maker.execute(empty.encode())
        first, second = tmp_path / "first", tmp_path / "second"
        _ours(first, port, "init", "--county", "330681", "--name", "管理员", "--number", number)
        _ours(first, port, "backup", str(tmp_path / "a.age"), "--new-key", str(tmp_path / "key"))
        maker.execute(b"DROP DATABASE fengqiao")
        maker.execute(empty.encode())
        (second / "secrets").mkdir(parents=True)
        shutil.copy(first / "secrets" / "sign_in", second / "secrets")
        told = _ours(second, port, "restore", str(tmp_path / "a.age"), "--key", str(tmp_path / "key"))
        assert "rows came back and were counted" in told
        assert "the seal is intact" in _ours(second, port, "audit", "verify")
