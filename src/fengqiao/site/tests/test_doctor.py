"""`fengqiao doctor`: each thing that can be wrong is made wrong once, named, and has a way to be mended."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from fengqiao.kit import clock
from fengqiao.site import cli, database, doctor, home, machine
from fengqiao.site.keeping import programs
from fengqiao.site.postgres import Cluster, LauncherError

Sql = Callable[[str], psycopg.Connection[Any]]


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path / "home"))
    home.secret("columns")
    return tmp_path / "home"


@pytest.fixture
def owner(committed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection[Any]]:
    """The tables' owner, who can make things wrong."""
    monkeypatch.setenv("FENGQIAO_DATABASE", committed)
    with psycopg.connect(**database.plain(database.connection("owner")), autocommit=True) as made:
        yield made


def _wrong(found: machine.Finding, words: str) -> bool:
    return not found.ok and words in found.detail and bool(found.mend)


def test_a_process_that_cannot_write_chinese_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.words().ok
    monkeypatch.setattr(machine, "sys", SimpleNamespace(getfilesystemencoding=lambda: "ascii", stdout=None))
    monkeypatch.setattr(machine.sys, "stdout", SimpleNamespace(encoding="ascii"), raising=False)
    assert _wrong(machine.words(), "ascii")


def test_a_disk_that_is_nearly_full_is_named(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.space([own_home]).ok
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=200 << 20))
    assert _wrong(machine.space([own_home]), "0.2 GB")


def test_a_disk_without_inodes_is_named(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.inodes([own_home]).ok
    monkeypatch.setattr(machine.os, "statvfs", lambda _: SimpleNamespace(f_favail=3, f_files=1000))
    assert _wrong(machine.inodes([own_home]), "0%")
    monkeypatch.setattr(machine.os, "statvfs", lambda _: SimpleNamespace(f_favail=0, f_files=0))
    assert machine.inodes([own_home]).ok, "a file system without such a limit"


def test_a_secret_that_others_can_read_is_named(own_home: Path) -> None:
    assert machine.permissions().ok
    (own_home / "secrets" / "columns").chmod(0o640)
    assert _wrong(machine.permissions(), "columns")
    (own_home / "secrets" / "columns").chmod(0o600)
    own_home.chmod(0o755)
    assert _wrong(machine.permissions(), str(own_home))


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.fonts().ok
    monkeypatch.setattr(machine, "_FONTS", ("NotoSerifSC-Regular.ttf", "Gone.ttf"))
    assert _wrong(machine.fonts(), "Gone.ttf")


class _Answer(BaseHTTPRequestHandler):
    body = b"{}"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


def test_a_port_that_somebody_else_holds_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert machine.ports(port).ok
    with HTTPServer(("127.0.0.1", port), _Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            assert _wrong(machine.ports(port), str(port))
            _Answer.body = b'{"live": true}'
            assert machine.ports(port).ok
        finally:
            server.shutdown()
            thread.join()


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.programs().ok

    def none(name: str) -> str:
        raise programs.Failed(name)

    monkeypatch.setattr(programs, "find", none)
    assert _wrong(machine.programs(), "pg_dump, pg_restore")


def test_a_backup_that_is_missing_or_too_old_is_named(own_home: Path) -> None:
    at = clock.now()
    home.create("real", "330681")
    assert _wrong(machine.backups(at), "none")
    (own_home / "backup-last").write_text(json.dumps({"at": at.isoformat()}))
    assert machine.backups(at + timedelta(hours=25)).ok
    assert _wrong(machine.backups(at + timedelta(hours=49)), "49 hours")


def test_an_old_server_another_encoding_and_a_clock_apart_are_named(
    owner: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = doctor._one
    assert doctor._server().ok
    assert doctor._encoding().ok
    assert doctor._clock().ok
    answers = {"SHOW server_version_num": [("150013",)], "SHOW server_encoding": [("SQL_ASCII",)]}
    monkeypatch.setattr(doctor, "_one", lambda query: answers.get(query) or real(query))
    assert _wrong(doctor._server(), "15.13")
    assert _wrong(doctor._encoding(), "SQL_ASCII")
    with monkeypatch.context() as patch:
        patch.setattr(doctor.clock, "now", lambda now=clock.now: now() + timedelta(seconds=9))
        assert _wrong(doctor._clock(), "9.0 s")


def test_a_missing_role_and_one_that_passes_policies_are_named(owner: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._roles().ok
    monkeypatch.setattr(doctor.home, "ROLES", (*home.ROLES, "fq_gone"))
    assert _wrong(doctor._roles(), "fq_gone is missing")
    monkeypatch.setattr(doctor, "_one", lambda query: [("fq_web",)] if "rolbypassrls" in query else [])
    assert _wrong(doctor._roles(), "fq_web passes policies")


def test_a_table_whose_policies_were_switched_off_is_named(owner: psycopg.Connection[Any]) -> None:
    assert doctor._policies().ok
    owner.execute("ALTER TABLE fq.subjects_subject DISABLE ROW LEVEL SECURITY")
    assert _wrong(doctor._policies(), "subjects_subject")
    owner.execute("ALTER TABLE fq.subjects_subject ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")
    assert _wrong(doctor._policies(), "subjects_subject")


def test_a_table_that_backups_would_leave_out_is_named(owner: psycopg.Connection[Any]) -> None:
    assert doctor._backup_reads().ok
    owner.execute("DROP POLICY backup ON fq.procedures_act")
    owner.execute("REVOKE SELECT ON fq.areas_place FROM fq_backup")
    assert _wrong(doctor._backup_reads(), "areas_place, procedures_act")


def test_a_timetable_that_nobody_keeps_is_named(owner: object, sql: Sql) -> None:
    assert _wrong(doctor._timetable(), "never ran")
    worker = sql("fq_worker")
    insert = (
        "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) "
        "VALUES ('site.seal', extract(epoch FROM clock_timestamp())::bigint - %s)"
    )
    worker.execute(insert, (900,))
    worker.commit()
    assert _wrong(doctor._timetable(), "last asked 90")  # a second may pass in between
    worker.execute(insert, (30,))
    worker.commit()
    assert doctor._timetable().ok


def test_a_table_that_autovacuum_has_left_behind_is_named(
    owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_LISTED", ("subjects_subject", "users_attempts"))
    monkeypatch.setattr(doctor, "_MANY_ROWS", 50)
    assert doctor._swept().ok
    owner.execute("ALTER TABLE fq.users_attempts SET (autovacuum_enabled = off)")
    owner.execute(
        "INSERT INTO fq.users_attempts (key_hash, failures, last_at) "
        "SELECT sha256(n::text::bytea), 1, clock_timestamp() FROM generate_series(1, 90) AS n"
    )
    owner.execute("SELECT pg_stat_force_next_flush()")
    assert _wrong(doctor._swept(), "users_attempts")
    owner.execute("VACUUM fq.users_attempts")
    assert doctor._swept().ok


def test_acts_that_are_not_sealed_are_named(owner: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._sealing().ok
    monkeypatch.setattr(doctor.audit, "unsealed", lambda _: (7, 200.0))
    assert _wrong(doctor._sealing(), "7 rows")


def test_a_database_that_does_not_start_is_one_finding_among_those_of_the_machine(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(self: Cluster) -> object:
        raise LauncherError("the database did not start")

    monkeypatch.setattr(Cluster, "running", refuses)
    assert cli.main(["doctor", "--json"]) == 1
    found = {each["check"]: each["ok"] for each in json.loads(capsys.readouterr().out)}
    assert found["database"] is False
    assert {"disk", "permissions", "port"} <= set(found)


def test_a_server_of_ones_own_that_is_away_is_told_in_words(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    password = "geheim-5515"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://fq_owner:{password}@127.0.0.1:1/fengqiao")
    assert cli.main(["migrate"]) == 3
    assert cli.main(["doctor"]) == 1
    told = capsys.readouterr()
    assert "cannot be reached" in told.err
    assert "cannot be reached" in told.out
    assert password not in told.out + told.err


def test_t87_nothing_that_it_prints_is_a_secret(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for finding in machine.examine(clock.now(), port=1):
        print(finding)
    printed = capsys.readouterr().out
    assert home.secret("columns") not in printed
    assert os.environ["FENGQIAO_HOME"] in str(own_home)
