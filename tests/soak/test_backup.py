"""A backup of many people made and brought back, with times; FENGQIAO_SOAK_PEOPLE says how many (province: 700000)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fengqiao.site import database

PEOPLE = int(os.environ.get("FENGQIAO_SOAK_PEOPLE", "20000"))


def _run(home: Path, *arguments: str) -> tuple[float, Any]:
    environment = {**os.environ, "FENGQIAO_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "fengqiao", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started, done.stdout


@pytest.mark.soak
def test_many_people_are_backed_up_and_brought_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    try:
        built, _ = _run(first, "demo", "--scale", str(PEOPLE))
        _run(first, "backup", "--new-key", str(tmp_path / "key"))
        saved, out = _run(first, "backup", str(tmp_path / "archive"), "--json")
        told = json.loads(out)
        (second / "secrets").mkdir(parents=True, mode=0o700)
        shutil.copy(first / "secrets" / "sign_in", second / "secrets" / "sign_in")
        back, out = _run(second, "restore", str(tmp_path / "archive"), "--key", str(tmp_path / "key"), "--json")
        assert json.loads(out)["rows"] == told["rows"]
        _, out = _run(second, "audit", "verify", "--json")
        assert json.loads(out)["broken"] == []
        print(
            f"{PEOPLE} people, {told['rows']} rows: built {built:.0f} s, backup {saved:.0f} s "
            f"({told['bytes'] / 1e6:.0f} MB), restore {back:.0f} s"
        )
    finally:
        for home in (first, second):
            monkeypatch.setenv("FENGQIAO_HOME", str(home))
            shutil.rmtree(database.cluster_folder().parent, ignore_errors=True)
