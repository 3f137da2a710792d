"""A demonstration's clock may stand ahead and never goes back; a real installation with a shifted one never starts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fengqiao.kit import clock
from fengqiao.site import cli, clock_shift, home, supervisor

Made = Callable[[home.Kind], Path]
SETTINGS = """
from fengqiao.kit import clock
import fengqiao.site.settings
print(clock.ahead().days)
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """An installation of a kind in a home of its own. The clock of this process stands right again afterwards."""
    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path))

    def make(kind: home.Kind) -> Path:
        home.create(kind, "330681")
        return tmp_path

    yield make
    clock.shift(timedelta(0))


def test_a_demonstration_keeps_how_far_its_clock_is_ahead_and_never_goes_back(made: Made) -> None:
    made("demonstration")
    assert clock_shift.set_clock() == 0
    clock_shift.put_ahead(30)
    before = clock.now()
    assert clock_shift.set_clock() == 30
    assert timedelta(days=30) <= clock.now() - before < timedelta(days=30, minutes=1)
    clock_shift.put_ahead(30)
    with pytest.raises(clock_shift.ShiftRefused, match="stands 30 days ahead and does not go back"):
        clock_shift.put_ahead(29)
    with pytest.raises(clock_shift.ShiftRefused, match="up to"):
        clock_shift.put_ahead(clock_shift.MOST_DAYS + 1)
    assert clock_shift.days_ahead() == 30


@pytest.mark.parametrize("written", ["-3", "tomorrow", "", "30.5", "99999", "九"])
def test_what_is_no_number_of_days_stops_the_start(made: Made, written: str) -> None:
    (made("demonstration") / "days-ahead").write_text(written, encoding="utf-8")
    with pytest.raises(clock_shift.ShiftRefused, match="must say a number of days"):
        clock_shift.set_clock()


def test_t27_a_real_installation_takes_no_shift(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made("real")
    assert cli.main(["up", "--days-ahead", "3"]) == 3
    assert "only the clock of a demonstration" in capsys.readouterr().err
    assert not clock_shift.file().exists()


def test_t27_a_shift_left_in_a_real_installation_stops_every_start_and_doctor_is_red(
    made: Made, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made("real")
    (folder / "days-ahead").write_text("3\n")
    monkeypatch.setattr(supervisor, "run", lambda **_: pytest.fail("nothing may start"))
    assert cli.main(["up"]) == 3
    assert "only a demonstration's may be" in capsys.readouterr().err
    assert cli.main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("BAD clock: the clock is shifted")
    assert f"remove {folder / 'days-ahead'}" in told
    assert _settings(folder).returncode != 0


def test_every_process_of_a_demonstration_stands_as_far_ahead(made: Made) -> None:
    folder = made("demonstration")
    clock_shift.put_ahead(12)
    assert _settings(folder).stdout.strip() == "12"


def _settings(folder: Path) -> subprocess.CompletedProcess[str]:
    """A process that loads the settings, as each of them does."""
    environment = {**os.environ, "FENGQIAO_HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", SETTINGS], env=environment, capture_output=True, text=True, check=False
    )
