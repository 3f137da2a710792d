"""No acknowledged act lost, none doubled, no number missing, the seal intact: whatever dies, and whenever.

A dozen rounds here; hundreds by `make soak` (FENGQIAO_FAULT_ROUNDS). A launcher that is killed is in
tests/soak/test_make_run.py and site/tests/test_postgres.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fengqiao.procedures.tests.stays import registered, stay_v1
from tests.faults.harness import FAULTS, Work, round_of
from tests.faults.more_works import Following, Printing
from tests.faults.works import Deciding, Importing, Numbering, Sealing, Sending

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
Make = Callable[[str], Work]
WORKS = ("deciding", "numbering", "sealing", "sending", "importing", "printing", "following")
#: Every work and every fault at least once.
FEW = (
    ("deciding", "process killed"), ("deciding", "database killed"), ("deciding", "clock moved"),
    ("numbering", "process killed"), ("numbering", "disk full"), ("numbering", "connections dropped"),
    ("sealing", "process killed"), ("sealing", "database killed"),
    ("sending", "process killed"), ("sending", "connections dropped"),
    ("importing", "process killed"), ("importing", "disk full"),
    ("printing", "process killed"), ("following", "process killed"), ("following", "connections dropped"),
)  # fmt: skip


@pytest.fixture
def make(committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """`make("deciding")`: a scene on a database of its own, in which that is to be done."""
    monkeypatch.setenv("FENGQIAO_DATABASE", committed)

    def made(name: str) -> Work:
        if name == "sending":
            return Sending(tmp_path / "sent", monkeypatch)
        if name == "importing":
            return Importing(tmp_path, monkeypatch)
        if name in ("printing", "following"):
            return Printing(monkeypatch) if name == "printing" else Following(monkeypatch)
        plain: dict[str, type[Work]] = {"deciding": Deciding, "numbering": Numbering, "sealing": Sealing}
        return plain[name]()

    with registered(stay_v1):
        yield made


@pytest.mark.parametrize(("work", "fault"), FEW)
def test_whatever_strikes_nothing_told_is_lost_or_doubled(work: str, fault: str, make: Make, cluster: Any) -> None:
    round_of(make(work), FAULTS[fault], cluster, seed=FEW.index((work, fault)))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(int(os.environ.get("FENGQIAO_FAULT_ROUNDS", "300"))))
def test_whatever_strikes_whenever(seed: int, make: Make, cluster: Any) -> None:
    work, fault = WORKS[seed % len(WORKS)], list(FAULTS)[seed // len(WORKS) % len(FAULTS)]
    round_of(make(work), FAULTS[fault], cluster, seed=seed)
