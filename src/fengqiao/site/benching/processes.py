"""What the processes of a running program have used of the processor, by /proc: Linux only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_TICK = os.sysconf("SC_CLK_TCK")


class Used(NamedTuple):
    """Unit: seconds of processor time since the processes began."""

    server: float
    database: float

    def since(self, before: Used) -> Used:
        """What was used in between."""
        return Used(self.server - before.server, self.database - before.database)


def used(root: int) -> Used:
    """The program under a process: everything below it, the database apart."""
    server = database = 0.0
    below = {root}
    for pid, parent, name, ticks in sorted(_processes()):
        if parent in below or pid == root:
            below.add(pid)
            if name.startswith("postgres"):
                database += ticks / _TICK
            else:
                server += ticks / _TICK
    return Used(server, database)


def _processes() -> list[tuple[int, int, str, int]]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            head, _, tail = (folder / "stat").read_text().rpartition(") ")
        except OSError:
            continue
        cells = tail.split()
        # Its own time and that of the children it has collected.
        found.append((int(folder.name), int(cells[1]), head.partition("(")[2], sum(map(int, cells[11:15]))))
    return found
