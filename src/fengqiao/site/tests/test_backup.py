"""A backup made, killed, brought back, compared (T89). Large and timed: tests/soak/test_backup.py."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.site import database, home, roles, sealing
from fengqiao.site.keeping import backup, keys, programs, restore
from fengqiao.site.postgres import Cluster
from fengqiao.subjects.tests import factories as people
from fengqiao.users.tests import factories

COUNTY = "330681"
ADMINISTRATOR = """SELECT a.username FROM fq.users_account a JOIN fq.users_post p ON p.account_id = a.id
  WHERE p.role = 'administrator'"""
OWN = "geheim-5515"
OF_A_COUNTY = (
    "DROP DATABASE fengqiao",
    *(f"DROP ROLE {role}" for role in ("fq_owner", *home.ROLES, *roles.DEFINERS)),
    f"CREATE ROLE kreis LOGIN CREATEROLE PASSWORD '{OWN}'",
    "CREATE DATABASE kreis OWNER kreis ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0",
)
"""As docs/operate.md says, in a server that knows none of our roles."""
Connect = Callable[[str], psycopg.Connection[Any]]


@pytest.fixture
def filled(committed: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A committed database with a person, a signed-in administrator and acts, half of them sealed."""
    monkeypatch.setenv("FENGQIAO_DATABASE", committed)
    by = audit.system("test", ranges=(COUNTY,))
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        factories.someone("administrator", COUNTY)
        one = factories.someone("county_lead", COUNTY)
        people.someone()
        audit.write(by=by, what="test.first", area=COUNTY)
    factories.sign_in(Client(), one)
    sealing.seal_now()
    with transaction.atomic():
        audit.write(by=by, what="test.second", area=COUNTY)
    return committed


@pytest.fixture
def kept(filled: str, tmp_path: Path) -> tuple[Path, Path, str]:
    """An archive of it, its key, and the administrator's name."""
    keys.make(tmp_path / "key", clock.now())
    backup.make(tmp_path / "archive", clock.now())
    return tmp_path / "archive", tmp_path / "key", _one(ADMINISTRATOR)


def _one(query: str) -> Any:
    with psycopg.connect(**database.plain(database.connection("backup"))) as found:
        row = found.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def _dumped(keys_: dict[str, Any], private: Path) -> str:
    """The whole schema in words: tables, owners, policies, grants, functions."""
    command = ["--schema-only", "--schema=fq", "--restrict-key=x"]
    with programs.running("pg_dump", command, keys_, private, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        text = process.stdout.read().decode()
        programs.finished("pg_dump", process)
    # A constraint that was read and told once has its casts in other places; the roles of a policy have no order.
    text = re.sub(r" TO (\w+(, \w+)+) ", lambda m: f" TO {sorted(m[1].split(', '))} ", text)
    return re.sub(r"[()]|::character varying|::text(\[\])?", "", text)


def _restore(folder: Path, kept: tuple[Path, Path, str], *more: str) -> subprocess.Popen[str]:
    given = {k: v for k, v in os.environ.items() if not k.startswith("FENGQIAO_")}
    environment = {**given, "FENGQIAO_HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    path, key, _ = kept
    command = [sys.executable, "-m", "fengqiao", "restore", str(path), "--key", str(key), *more]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_t89_a_backup_comes_back_counted_sealed_and_without_anybody_signed_in(
    kept: tuple[Path, Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _one("SELECT count(*) FROM fq.users_session") == 1
    was = _dumped(database.connection("owner"), tmp_path)
    folder = tmp_path / "new"
    _kill_half_way(folder, kept)
    done = _restore(folder, kept, "--administrator", kept[2], "--json")
    out, told = done.communicate(timeout=120)
    assert done.returncode == 0, told
    assert kept[2] in told, "the one-time password of the administrator"
    secrets = {name: home.secret(name) for name in (*backup.KEPT_SECRETS, backup.LEFT_SECRET)}
    with monkeypatch.context() as patch:
        patch.setenv("FENGQIAO_HOME", str(folder))
        patch.delenv("FENGQIAO_DATABASE")
        assert home.installation() is not None
        assert not (folder / "restoring").exists()
        assert {n for n, v in secrets.items() if home.secret(n) == v} == set(backup.KEPT_SECRETS)
        with Cluster(durable=False).running():
            now = _dumped(database.connection("owner"), tmp_path)
            assert now == was.replace("life smallint DEFAULT 1", "life smallint DEFAULT 2")
            _compare(json.loads(out)["rows"])
        shutil.rmtree(database.cluster_folder().parent)


def _kill_half_way(folder: Path, kept: tuple[Path, Path, str]) -> None:
    """kill -9 once the restore has begun to write; nothing of it counts as an installation."""
    process = _restore(folder, kept, "--administrator", kept[2])
    deadline = time.monotonic() + 60
    while not (folder / "restoring").exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (folder / "installation.json").exists()


@pytest.mark.parametrize("oldest", [restore.loading.KNOWS_ITS_SETTINGS, 10**6], ids=["directly", "as-script"])
def test_an_archive_comes_back_under_another_owner_and_as_a_script_for_older_servers(
    oldest: int, kept: tuple[Path, Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a server of one's own. Servers before 17 refuse a setting of pg_restore: 18 is taken for one of them here
    (tests/soak/test_machine.py asks a real one)."""
    was = _dumped(database.connection("owner"), tmp_path)
    key = keys.read(kept[1])
    with monkeypatch.context() as patch:
        patch.setattr(restore.loading, "KNOWS_ITS_SETTINGS", oldest)
        patch.delenv("FENGQIAO_DATABASE")
        patch.setenv("FENGQIAO_HOME", str(tmp_path / "server"))
        cluster = Cluster(durable=False)
        with cluster.running():
            with cluster.superuser() as maker:
                for statement in OF_A_COUNTY:
                    maker.execute(statement.encode())
            patch.setenv("DATABASE_URL", f"postgresql://kreis:{OWN}@/kreis?host={cluster.socket}")
            patch.setenv("FENGQIAO_HOME", str(tmp_path / "new"))
            restored = restore.bring_back(kept[0], key, administrator=kept[2], say=str)
            now = _dumped(database.connection("owner"), tmp_path)
            assert restored.rows == sum(restored.manifest["counts"].values()) > 1000
            assert now.replace("kreis", "fq_owner") == was.replace("life smallint DEFAULT 1", "life smallint DEFAULT 2")
            assert _one("SELECT count(*) FROM pg_roles WHERE rolname = 'fq_owner'") == 0
            _a_damaged_archive_leaves_nothing(kept, key, tmp_path)
        shutil.rmtree(cluster.data.parent)


def _a_damaged_archive_leaves_nothing(kept: tuple[Path, Path, str], key: keys.Recovery, folder: Path) -> None:
    """Cut off behind its first pieces: what was written until then is not committed."""
    whole = kept[0].read_bytes()
    (folder / "cut").write_bytes(whole[: len(whole) * 3 // 4])
    with psycopg.connect(**database.plain(database.connection("owner")), autocommit=True) as owner:
        owner.execute("DROP SCHEMA fq CASCADE")
        with pytest.raises(restore.archive.ArchiveError):
            restore.bring_back(folder / "cut", key, administrator=kept[2], say=str)
        assert owner.execute("SELECT to_regclass('fq.audit_row')").fetchone() == (None,)


def _compare(rows: int) -> None:
    assert _one("SELECT count(*) FROM fq.subjects_subject") == 1
    assert _one("SELECT count(*) FROM fq.users_session") == 0
    assert _one("SELECT count(*) FROM fq.users_account WHERE seed IS NOT NULL") == 0
    assert _one("SELECT array_agg(what ORDER BY id) FROM fq.audit_row WHERE what LIKE 'test%'") == [
        "test.first",
        "test.second",
    ]
    assert _one("SELECT min(life) FROM fq.audit_row WHERE what = 'site.restored'") == 2
    assert _one("SELECT sum(n) FROM fq.audit_seal") == _one("SELECT count(*) FROM fq.audit_row WHERE life = 1")
    with psycopg.connect(**database.plain(database.connection("backup"))) as found:
        assert sum(backup.counts(found).values()) >= rows


def test_t89_a_table_that_backups_cannot_see_stops_them(filled: str, tmp_path: Path, sql: Connect) -> None:
    keys.make(tmp_path / "key", clock.now())
    owner = psycopg.connect(**database.plain(database.connection("owner")), autocommit=True)
    owner.execute("DROP POLICY backup ON fq.subjects_subject")
    with pytest.raises(backup.Incomplete, match="subjects_subject"):
        backup.make(tmp_path / "archive", clock.now())
    owner.execute("CREATE POLICY backup ON fq.subjects_subject FOR SELECT TO fq_backup USING (area > '')")
    with pytest.raises(backup.Incomplete, match="subjects_subject"):
        backup.make(tmp_path / "archive", clock.now())
    owner.close()
    assert not (tmp_path / "archive").exists()
    assert {p.name for p in tmp_path.iterdir()} == {"key"}


def test_restore_refuses_what_is_not_empty_too_old_or_newer(
    kept: tuple[Path, Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keys.read(kept[1])
    given = {"administrator": kept[2], "say": lambda _: None}
    with pytest.raises(restore.CannotRestore, match="not empty"):
        restore.bring_back(kept[0], key, **given)
    with monkeypatch.context() as patch:
        patch.setattr(restore.migrate, "known", set)
        with pytest.raises(restore.CannotRestore, match="newer version"):
            restore.bring_back(kept[0], key, **given)
    with monkeypatch.context() as patch:
        patch.setattr(restore, "OLDEST_SERVER", {18: 99})
        with pytest.raises(restore.CannotRestore, match="T10"):
            restore.bring_back(kept[0], key, **given)
    with monkeypatch.context() as patch:
        patch.setattr(home, "installation", lambda: home.Installation("real", COUNTY))
        with pytest.raises(restore.CannotRestore, match="a real installation of 330681"):
            restore.bring_back(kept[0], key, **given)
    monkeypatch.setenv("FENGQIAO_SECRET_SIGN_IN", "ab" * 32)
    with pytest.raises(restore.CannotRestore, match="--administrator"):
        restore.bring_back(kept[0], key, **given | {"administrator": "nobody"})
    assert _one("SELECT count(*) FROM fq.subjects_subject") == 1, "nothing was touched"


def test_t89_a_count_that_differs_is_not_opened(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with psycopg.connect(**database.plain(database.connection("backup"))) as found:
        right = backup.counts(found)
    owner = database.connection("owner")
    assert restore._count(owner, {"counts": right}) == sum(right.values())
    for wrong in (right | {"subjects_subject": 2}, {k: v for k, v in right.items() if k != "subjects_subject"}):
        with pytest.raises(restore.CannotRestore):
            restore._count(owner, {"counts": wrong})


def test_the_fleeting_tables_exist(db: None) -> None:
    with connection.cursor() as cursor:
        for name in backup.FLEETING:
            cursor.execute("SELECT to_regclass(%s)", (f"fq.{name}",))
            assert cursor.fetchone() != (None,), name
