"""A cluster with all migrations applied, made once per state of them and copied for whoever begins with none.

To make one takes ten seconds of a processor, and each process of a run and each demonstration of the journeys would
need its own. The installation of the journey of the first administrator comes up from nothing; so does `make run` in
`make soak`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests import memory

SHARED = "secrets"


def share_secrets(home: Path, store: Path) -> None:
    """Before anything reads them: the secrets of a new home are those of the store, so that its seed can be opened."""
    (store / SHARED).mkdir(mode=0o700, parents=True, exist_ok=True)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        (home / SHARED).symlink_to(store / SHARED)


def sow(home: Path, store: Path) -> None:
    """Give a home that has no cluster yet a copy of the seed, which the first who comes makes in his own."""
    from fengqiao.site import migrate
    from fengqiao.site.postgres import Cluster

    with _at(home), _alone(store):
        cluster, seed = Cluster(durable=False), store / f"seed-{migrate.state().split()[-1]}"
        if _opens(home) != _opens(store):
            return
        memory.lay(cluster)
        if (cluster.data / "PG_VERSION").is_file():
            return
        if not seed.is_dir():
            with cluster.running():
                migrate.bring_up_to_date()
            _keep(cluster.data.resolve(), seed)
            return
        cluster._folders()
        _copy(f"{seed}/.", cluster.data)


def _keep(data: Path, seed: Path) -> None:
    """The seed whole or not at all, in the place of those of earlier migrations."""
    for old in seed.parent.glob("seed-*"):
        shutil.rmtree(old)
    building = seed.with_name("building")
    shutil.rmtree(building, ignore_errors=True)
    _copy(str(data), building)
    building.rename(seed)


def _copy(source: str, target: Path) -> None:
    """With the owner of each file, which is who runs the server."""
    subprocess.run(["cp", "-a", source, str(target)], check=True)


def _opens(home: Path) -> str:
    """The password by which the launcher opens a cluster of this home; empty before it has one."""
    path = home / SHARED / "db_bootstrap"
    return path.read_text() if path.is_file() else ""


@contextlib.contextmanager
def _at(home: Path) -> Iterator[None]:
    before = os.environ["FENGQIAO_HOME"]
    os.environ["FENGQIAO_HOME"] = str(home)
    try:
        yield
    finally:
        os.environ["FENGQIAO_HOME"] = before


@contextlib.contextmanager
def _alone(store: Path) -> Iterator[None]:
    handle = os.open(store / "seed.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
