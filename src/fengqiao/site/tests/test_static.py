"""Static files are collected once for every state of their sources, and again when one has changed or is lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from fengqiao.site import static
from fengqiao.site.commands.result import CommandError


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that were started, in a house of one file."""
    started: list[list[str]] = []

    def run(command: list[str], **how: Any) -> None:
        started.append(command)
        (tmp_path / "home" / "static").mkdir(exist_ok=True)
        (tmp_path / "home" / "static" / "staticfiles.json").write_text("{}")

    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(static, "_ROOMS", tmp_path / "rooms")
    monkeypatch.setattr(static.subprocess, "run", run)
    vendor = tmp_path / "rooms" / "shell" / "static" / "vendor"
    vendor.mkdir(parents=True)
    (vendor / "bootstrap-5.css").write_text("a {}")
    return started


def test_a_start_that_finds_them_as_they_should_be_starts_no_process(collected: list[list[str]]) -> None:
    static.collect_static()
    static.collect_static()
    assert [command[3] for command in collected] == ["collectstatic"]


def test_two_doors_that_start_at_once_collect_once(collected: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    quick = static.subprocess.run

    def slowly(command: list[str], **how: Any) -> None:
        time.sleep(0.2)
        quick(command, **how)

    monkeypatch.setattr(static.subprocess, "run", slowly)
    with ThreadPoolExecutor(2) as doors:
        list(doors.map(lambda _: static.collect_static(), range(2)))
    assert len(collected) == 1


def test_what_has_changed_or_is_lost_is_collected_again(collected: list[list[str]], tmp_path: Path) -> None:
    static.collect_static()
    (tmp_path / "rooms" / "shell" / "static" / "vendor" / "bootstrap-5.css").write_text("a { color: red }")
    static.collect_static()
    assert len(collected) == 2
    (tmp_path / "home" / "static" / "staticfiles.json").unlink()
    static.collect_static()
    assert len(collected) == 3


def test_a_checkout_that_was_not_set_up_is_told_so(collected: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "rooms" / "shell" / "static" / "vendor" / "bootstrap-5.css").unlink()
    with pytest.raises(CommandError, match="make setup"):
        static.collect_static()
    assert not collected
