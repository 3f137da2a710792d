"""A measurement that writes gets an installation of its own and leaves nothing of it."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from fengqiao.site import database, home, scratch
from fengqiao.site.postgres import LauncherError


def test_it_is_empty_its_own_and_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    given = {
        "FENGQIAO_HOME": str(real),
        "DATABASE_URL": "postgresql://somebody@elsewhere/people",
        "FENGQIAO_DATABASE": "people",
        "FENGQIAO_SECRET_COLUMNS": "ab" * 32,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with scratch.installation("330681"):
        inside, cluster, socket = home.folder(), database.cluster_folder(), database.socket_folder()
        found = home.installation()
        assert found is not None
        assert (found.kind, found.county) == ("demonstration", "330681")
        assert database.external() is None
        assert home.secret("columns") != given["FENGQIAO_SECRET_COLUMNS"]
        owner = database.connection("owner")
        with psycopg.connect(
            host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"],
            dbname=owner["NAME"], options="-c app.migrating=yes",
        ) as connection:  # fmt: skip
            assert connection.execute("SELECT count(*) FROM fq.subjects_subject").fetchone() == (0,)
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
    assert {name: os.environ[name] for name in given} == given
    assert not any(path.exists() for path in (inside, cluster, cluster.parent, socket, real))


def test_nothing_is_left_when_the_measurement_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path / "real"))

    def breaks(*_: object, **__: object) -> None:
        raise LauncherError("no server")

    monkeypatch.setattr(scratch, "database_running", breaks)
    with pytest.raises(LauncherError), scratch.installation("330681"):
        pytest.fail("nothing runs")
    assert os.environ["FENGQIAO_HOME"] == str(tmp_path / "real")
    assert not (tmp_path / "real").exists()
