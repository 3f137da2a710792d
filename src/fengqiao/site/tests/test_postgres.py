"""The launcher: started once, found again, stopped by the last, alive after a kill; nobody else comes in."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fengqiao.site import database, home
from fengqiao.site.postgres import Cluster, LauncherError, unprivileged

HOLD = """
import sys, time
from fengqiao.site.postgres import Cluster
with Cluster(durable=False).running():
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own inside a folder that only its owner can read."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("FENGQIAO_HOME", str(closed / "home"))
    yield closed / "home"
    Cluster().stop()
    if os.geteuid() == 0:
        shutil.rmtree(database.cluster_folder().parent, ignore_errors=True)


def _holder() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def _end(process: subprocess.Popen[str]) -> None:
    process.communicate("")


def test_it_starts_from_nothing_and_stops_behind_the_last_user(own_home: Path) -> None:
    cluster = Cluster(durable=False)
    with cluster.running():
        assert cluster.is_up()
        other = _holder()
        _end(other)
        assert cluster.is_up(), "the first to leave must not stop it"
    assert not cluster.is_up()
    with cluster.running():
        assert cluster.is_up(), "twice in a row"


def test_other_folders_permissions_are_untouched(own_home: Path) -> None:
    with Cluster(durable=False).running():
        assert stat.S_IMODE(own_home.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(own_home.stat().st_mode) == 0o700


def test_a_killed_user_does_not_keep_it_running(own_home: Path) -> None:
    other = _holder()
    other.send_signal(signal.SIGKILL)
    other.communicate()
    cluster = Cluster(durable=False)
    assert cluster.is_up(), "the database outlives its user"
    with cluster.running():
        pass
    assert not cluster.is_up()


def test_it_recovers_what_was_committed_before_a_sigkill(own_home: Path) -> None:
    cluster = Cluster()
    with cluster.running():
        with cluster.superuser("fengqiao") as connection:
            connection.execute("CREATE TABLE public.kept AS SELECT 7 AS n")
        pid = int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while cluster.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        cluster.ensure_up()
        with cluster.superuser("fengqiao") as connection:
            assert connection.execute("SELECT n FROM public.kept").fetchone() == (7,)


def test_t86_no_tcp_no_trust_and_a_closed_folder(own_home: Path) -> None:
    cluster = Cluster(durable=False)
    with cluster.running():
        assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
        with cluster.superuser() as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        lines = [x.split() for x in (cluster.data / "pg_hba.conf").read_text().splitlines() if x and x[0] != "#"]
        assert lines == [["local", "all", "all", "scram-sha-256"]]
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=str(cluster.socket), port=5432, dbname="fengqiao", user="fq_web", password="wrong")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_t86_another_local_user_is_refused(own_home: Path) -> None:
    with Cluster(durable=False).running():
        who = {"user": 65533, "group": 65533, "extra_groups": []}
        for path in (database.cluster_folder(), database.socket_folder(), home.folder()):
            listing = subprocess.run(["ls", str(path)], capture_output=True, check=False, **who)  # type: ignore[call-overload]
            assert listing.returncode != 0


def test_secrets_are_private_files_and_stay_the_same(own_home: Path) -> None:
    first = home.secret("db_fq_web")
    assert home.secret("db_fq_web") == first
    assert stat.S_IMODE((own_home / "secrets" / "db_fq_web").stat().st_mode) == 0o600


def test_postgres_never_runs_as_root(own_home: Path) -> None:
    cluster = Cluster(durable=False)
    with cluster.running():
        pid = int((cluster.data / "postmaster.pid").read_text().split("\n", 1)[0])
        assert Path(f"/proc/{pid}").stat().st_uid != 0 or os.geteuid() != 0
        assert bool(unprivileged()) == (os.geteuid() == 0)


def test_an_installation_stays_what_it_was_made(own_home: Path) -> None:
    home.create("real", "330681")
    assert home.create("real", "330681") == home.installation()
    with pytest.raises(home.HomeError):
        home.create("demonstration", "330681")


def test_a_cluster_without_its_home_is_named_at_once_and_not_held(own_home: Path) -> None:
    with Cluster(durable=False).running():
        pass
    secret = own_home / "secrets" / "db_bootstrap"
    kept = secret.rename(own_home / "kept")
    with pytest.raises(LauncherError, match="secrets are gone"), Cluster(durable=False).running():
        pass
    kept.replace(secret)
    cluster = Cluster(durable=False)
    with cluster.running():
        assert cluster.is_up()
    assert not cluster.alive()
