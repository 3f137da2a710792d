"""The files of a test's cluster in memory, where the machine has room for them.

A database of a test's own is a thousand files: on a disk that others use too, the kernel took longer to make them than
the test took. A power cut is not among the faults that tests strike with; a machine with little memory uses its disk.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fengqiao.site.postgres import Cluster

_MEMORY = Path("/dev/shm")
#: So much must be free there and in the whole, for some clusters beside each other with their logs. Unit: bytes.
_ROOM, _WHOLE = 3 << 30, 6 << 30


def lay(cluster: Cluster) -> None:
    """Let the files of a cluster of a test's home lie in memory, if there is room and it does not run."""
    if cluster.data.is_symlink() and not cluster.data.exists():
        cluster.data.unlink()  # the machine was started anew
    if cluster.data.is_symlink() or cluster.alive() or not _has_room():
        return
    clear(cluster.data)
    cluster._folders()
    target = _MEMORY / f"fengqiao-{os.geteuid()}-{cluster.data.parent.name}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700)
    shutil.chown(target, cluster.data.owner(), cluster.data.group())
    cluster.data.rmdir()
    cluster.data.symlink_to(target)


def clear(data: Path) -> None:
    """Remove the files of a stopped cluster, wherever they lie."""
    if data.is_symlink():
        shutil.rmtree(data.resolve(), ignore_errors=True)
        data.unlink()
    else:
        shutil.rmtree(data, ignore_errors=True)


def give_back(cluster: Cluster) -> None:
    """After the last user: memory is not kept until the next run."""
    with cluster._lock("start.lock", fcntl.LOCK_EX):
        if cluster.data.is_symlink() and not cluster.alive():
            clear(cluster.data)


def _has_room() -> bool:
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        available = next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable"))
        return available > _WHOLE and shutil.disk_usage(_MEMORY).free > _ROOM
    return False
