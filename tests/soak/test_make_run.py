"""`make run` as a newcomer has it: a fresh clone, an ordinary user, twice, after a kill, two copies, Ctrl-C."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.checkout import Checkout, User, clone, ordinary_user, page, remove

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found by /proc"),
]

FIRST_PAGE_SECONDS = 120
"""Unit: seconds from `make run` in an installed clone to its first page, the demonstration built on the way, on a
machine that does nothing else."""
PATIENCE_SECONDS = 900
"""Unit: seconds that are waited where the time is not what is asked."""


def _busy() -> float:
    """How many times longer everything takes for what else the machine does: processes that want a core, per core."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.fixture(scope="module")
def user() -> User:
    """An ordinary user."""
    found = ordinary_user()
    if found is None:
        pytest.skip("root, and no account of an ordinary user on this machine to run it as")
    return found


@pytest.fixture(scope="module")
def folder(user: User) -> Iterator[Path]:
    """Where the clones lie."""
    made = Path(tempfile.mkdtemp(prefix="fq-soak-"))
    made.chmod(0o755)
    os.chown(made, user.uid, user.gid)
    yield made
    remove(made)


@pytest.fixture(scope="module")
def first(folder: Path, user: User) -> Checkout:
    """A clone, installed."""
    return clone("first", into=folder, user=user)


def test_the_first_page_is_there_in_time_with_address_and_accounts(first: Checkout) -> None:
    busy, begun = _busy(), time.monotonic()
    with first.running() as started:
        port = started.port(within=PATIENCE_SECONDS)
        took, busy = time.monotonic() - begun, max(busy, _busy())
        print(f"first page after {took:.0f} s, the machine {busy:.1f} times busy")
        assert took < FIRST_PAGE_SECONDS * busy
        said = started.said()
        assert f"http://127.0.0.1:{port}/" in said
        for account in ("fq.staff", "fq.head", "zj.lead", "fengqiao-demo-2026"):
            assert account in said
        owners = {os.stat(f"/proc/{each}").st_uid for each in first.processes()}
        assert owners == {first.user.uid}, "everything runs as the ordinary user"


def test_it_starts_again_after_its_supervisor_was_killed(first: Checkout) -> None:
    with first.running() as started:
        started.port(within=PATIENCE_SECONDS)
        os.kill(started.supervisor(), signal.SIGKILL)
        assert started.make.wait(timeout=30) != 0
        with first.running() as again:
            assert page(again.port(within=PATIENCE_SECONDS))
            assert "fq.staff" in again.said()
            again.interrupt()
        assert first.processes() == []


def test_ctrl_c_stops_everything(first: Checkout) -> None:
    with first.running() as started:
        port = started.port(within=PATIENCE_SECONDS)
        assert len(first.processes()) >= 4, "make, the supervisor, the door, the worker and the database"
        started.interrupt()
        left = first.processes()
    assert left == []
    assert page(port) == ""
    assert "Traceback" not in started.said()


def test_a_second_copy_beside_it_takes_another_port(first: Checkout, folder: Path, user: User) -> None:
    second = clone("second", into=folder, user=user)
    with first.running() as one, second.running() as other:
        ports = {one.port(within=PATIENCE_SECONDS), other.port(within=PATIENCE_SECONDS)}
        assert len(ports) == 2
        assert all(page(port) for port in ports)
        other.interrupt()
        taken = str(next(iter(ports & {one.port(within=5)})))
        refused = second.make("run", f"PORT={taken}", seconds=PATIENCE_SECONDS)
        assert refused.returncode != 0
        assert f"port {taken} is in use; choose another with PORT=" in refused.stdout + refused.stderr
        assert page(int(taken)), "the first goes on"
    assert first.processes() == second.processes() == []
