"""Everything for one machine under one supervisor: database, web, public door, worker; a clean stop.

A child that dies is started again after a pause; a supervisor that is killed takes its children with it
(the kernel tells them), and the database stops or is found again by the next start.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from fengqiao.demo import cast
from fengqiao.site import home
from fengqiao.site.commands.result import CANNOT, DONE, WRONG_USE, CommandError
from fengqiao.site.postgres import Cluster
from fengqiao.site.running import database_running
from fengqiao.site.static import collect_static

_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 15


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    command: list[str]
    door: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    wait_until: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a group of its own, told to end when the supervisor ends."""
        environment = {**os.environ, "FENGQIAO_DOOR": self.door, "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"}
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent
        )

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the whole group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def _die_with_parent() -> None:
    """Linux: TERM when the supervisor is gone, even by SIGKILL. Elsewhere the next start cleans up."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port(wanted: int | None) -> int:
    """The port to serve on: the one asked for, or from 8000 upwards the first that is free.

    Raises: CommandError (3) when the one asked for is taken.
    """
    asked = wanted or (int(os.environ["PORT"]) if os.environ.get("PORT") else None)
    for port in [asked] if asked else range(8000, 8100):
        if _is_free(port):
            return port
    raise CommandError(f"port {asked or '8000-8099'} is in use; choose another with PORT=", CANNOT)


def port_above(port: int, wanted: int | None) -> int:
    """The public door's port: the one asked for, or the first that is free above the staff door's.

    Raises: CommandError (3) when the one asked for is taken.
    """
    for candidate in [wanted] if wanted else range(port + 1, port + 100):
        if _is_free(candidate):
            return candidate
    raise CommandError(f"port {wanted or port + 1} is in use; choose another with --public-port", CANNOT)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
    return False


def web_command(port: int, host: str = "127.0.0.1") -> list[str]:
    """The server of the staff door and of the public door: WSGI, one thread per process. Raises: CommandError (2)."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(_processes()), "--blocking-threads", "1", "--backpressure", "64", "--no-ws"),
        *("--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "10"),
        "fengqiao.site.wsgi:application",
    ]


def _processes() -> int:
    """How many processes each door has: as the environment says, else one for each core, two to four."""
    given = os.environ.get("FENGQIAO_PROCESSES", "")
    if not given:
        return min(4, max(2, os.cpu_count() or 2))
    if not given.isdecimal() or int(given) < 1:
        raise CommandError("FENGQIAO_PROCESSES must be a number from 1 upwards", WRONG_USE)
    return int(given)


def _fresh_metrics(whose: str) -> None:
    """A folder in which the processes of this start keep what they counted.

    Each command has its own: doors in containers share the home, and give their processes the same numbers.
    """
    folder = home.make() / "metrics" / whose
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def run(*, port: int | None, public_port: int | None = None) -> int:
    """Run everything until INT or TERM."""
    installation = home.installation()
    if installation is None:
        raise CommandError("nothing is installed here: `fengqiao init --county CODE` or `fengqiao demo`", CANNOT)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with database_running() as cluster:
        collect_static()
        _fresh_metrics("up")
        chosen = free_port(port)
        public = port_above(chosen, public_port)
        # Before the children: what the staff door prints into codes on papers is where the public door answers.
        os.environ.setdefault("FENGQIAO_PUBLIC_ORIGIN", f"http://127.0.0.1:{public}")
        if "FENGQIAO_HOSTS" not in os.environ:
            os.environ.setdefault("FENGQIAO_ORIGIN", f"http://localhost:{chosen}")
        children = [
            Child("web", web_command(chosen), "web"),
            Child("public", web_command(public), "public"),
            Child("worker", [sys.executable, "-m", "fengqiao", "worker"], "worker"),
        ]
        try:
            for child in children:
                child.start()
            if not (_answers(chosen, stopping) and _answers(public, stopping)):
                return CANNOT if not stopping.is_set() else DONE
            _announce(chosen, public, installation)
            _watch(children, cluster, stopping)
        finally:
            _stop(children)
    return DONE


def door_alone(door: str, *, port: int | None, host: str = "127.0.0.1") -> int:
    """The staff door or the public one in the foreground."""
    collect_static()
    _fresh_metrics(door)
    child = Child(door, web_command(free_port(port), host), door)
    child.start()
    assert child.process is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: child.tell(signal.SIGTERM))
    return child.process.wait()


def _answers(port: int, stopping: threading.Event) -> bool:
    """Wait until a door says it is ready: an address without a host name, which the configured ones do not refuse."""
    address = f"http://127.0.0.1:{port}/health/ready"
    for _ in range(300):
        if stopping.wait(0.1):
            return False
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    print(f"{address} did not answer within 30 seconds", file=sys.stderr)
    return False


def _announce(port: int, public: int, installation: home.Installation) -> None:
    print(f"\n  Fengqiao 枫桥   http://127.0.0.1:{port}/", flush=True)
    print(f"  公开网站 public site   http://127.0.0.1:{public}/\n", flush=True)
    if installation.kind == "demonstration":
        print(cast.text(), flush=True)
    print("  Ctrl-C stops everything / 按 Ctrl-C 停止。\n", flush=True)


def _watch(children: list[Child], cluster: Cluster | None, stopping: threading.Event) -> None:
    """Start again what died, each time after a longer pause, until asked to stop."""
    while not stopping.wait(0.5):
        if cluster is not None and not cluster.alive():
            print("the database ended; starting it again", file=sys.stderr)
            cluster.ensure_up()
        for child in children:
            _keep(child)


def _keep(child: Child, clock: Callable[[], float] = time.monotonic) -> None:
    assert child.process is not None
    if child.process.poll() is None:
        return
    if child.wait_until == 0.0:
        child.tell(signal.SIGKILL)  # what the dead process left of its group
        child.failures = child.failures + 1 if clock() - child.started < 30 else 1
        child.wait_until = clock() + min(30.0, 0.5 * 2**child.failures)
        print(f"{child.name} ended ({child.process.returncode}); starting it again", file=sys.stderr)
    elif clock() >= child.wait_until:
        child.wait_until = 0.0
        child.start()


def _stop(children: list[Child]) -> None:
    for child in children:
        child.tell(signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.tell(signal.SIGKILL)
            child.process.wait()
        child.tell(signal.SIGKILL)
