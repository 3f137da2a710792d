"""`fengqiao backup`: the whole database as role fq_backup, in one snapshot, encrypted to a key that lies elsewhere.

What the home keeps and nobody could do without goes along: the keys of encrypted columns and of the seal, the
anchors. What would let somebody in stays out: sessions, remembered browsers, the key of the second factors' seeds
(`sign_in`), the passwords of the database's roles. Configuration (`notices.toml`) stays out too: it holds tokens.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from fengqiao.site import database, home, migrate
from fengqiao.site.keeping import archive, keys, programs

FLEETING = ("users_session", "users_known_device", "users_attempts")
"""Tables whose rows are left out: who is signed in, which browsers are known, who failed lately."""

KEPT_SECRETS = ("columns", "seal")
LEFT_SECRET = "sign_in"


class Incomplete(Exception):
    """The role of backups would not see everything; nothing was written."""


def make(path: Path, at: datetime) -> dict[str, Any]:
    """Write the archive and return its manifest. `path` appears whole or not at all.

    Raises: Incomplete, keys.NoKey, FileExistsError, OSError, programs.Failed.
    """
    recipient = keys.recipient()
    with archive.new_file(path) as out, connection() as snapshot, tempfile.TemporaryDirectory() as private:
        manifest = _manifest(snapshot, at)
        with _dump(Path(private), str(manifest.pop("snapshot"))) as process:
            pieces = _pieces(manifest, process)
            archive.write(out, pieces, recipient=recipient, signing=keys.signing())
    home.write_private(home.folder() / "backup-last", json.dumps({"at": at.isoformat()}), replace=True)
    return manifest


def connection() -> psycopg.Connection[Any]:
    """A connection as fq_backup: one snapshot for as long as it is open, and what it may not see is an error."""
    made = psycopg.connect(**database.plain(database.connection("backup")), prepare_threshold=None)
    made.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    made.read_only = True
    made.execute("SET idle_in_transaction_session_timeout = 0")
    made.execute("SET search_path = ''")  # names are told in full
    return made


def _manifest(snapshot: psycopg.Connection[Any], at: datetime) -> dict[str, Any]:
    unseen = blind_tables(snapshot)
    if unseen:
        raise Incomplete(f"fq_backup would not see all rows of {', '.join(unseen)}; run fengqiao migrate, then doctor")
    installation = home.installation()
    return {
        "format": 1,
        "made_at": at.isoformat(),
        "version": version("fengqiao"),
        "kind": installation.kind if installation else "real",
        "county": installation.county if installation else "",
        "server": snapshot.info.server_version,
        "owner": _one(snapshot, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'fq'"),
        "migrations": snapshot.execute("SELECT app, name FROM fq.django_migrations ORDER BY app, name").fetchall(),
        "state": migrate.state(),
        "sign_in": fingerprint(home.secret(LEFT_SECRET)),
        "administrators": _administrators(snapshot),
        "functions": definers(snapshot),
        "counts": counts(snapshot),
        "snapshot": _one(snapshot, "SELECT pg_export_snapshot()"),
    }


def fingerprint(secret: str) -> str:
    """By which two equal secrets are known, and nothing else of them."""
    return hmac.new(bytes.fromhex(secret), b"fengqiao/backup/fingerprint", hashlib.sha256).hexdigest()[:32]


def _one(snapshot: psycopg.Connection[Any], query: str) -> Any:
    row = snapshot.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def blind_tables(connection: psycopg.Connection[Any]) -> list[str]:
    """Tables that a dump as fq_backup would leave out or cut short: no right, or no policy that shows every row."""
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p') AND (NOT has_table_privilege('fq_backup', c.oid, 'SELECT') "
        "OR (c.relrowsecurity AND (NOT EXISTS (SELECT 1 FROM pg_policies p WHERE p.schemaname = 'fq' "
        "AND p.tablename = c.relname AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('SELECT', 'ALL') "
        "AND 'fq_backup' = ANY (p.roles) AND p.qual = 'true') OR EXISTS (SELECT 1 FROM pg_policies p "
        "WHERE p.schemaname = 'fq' AND p.tablename = c.relname AND p.permissive = 'RESTRICTIVE')))) ORDER BY 1"
    ).fetchall()
    return [str(name) for (name,) in rows]


def tables(connection: psycopg.Connection[Any]) -> list[str]:
    """Every table with rows of its own."""
    query = (
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'fq' AND c.relkind = 'r' ORDER BY 1"
    )
    return [str(name) for (name,) in connection.execute(query).fetchall()]


def counts(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Rows per table in this snapshot; the fleeting tables have none in an archive."""
    found = {}
    for name in tables(connection):
        row = connection.execute(sql.SQL("SELECT count(*) FROM fq.{}").format(sql.Identifier(name))).fetchone()
        assert row is not None
        found[name] = 0 if name in FLEETING else int(row[0])
    return found


def _administrators(connection: psycopg.Connection[Any]) -> list[str]:
    """The sign-in names of those who may open other accounts again, should no second factor hold after a restore."""
    rows = connection.execute(
        "SELECT DISTINCT a.username FROM fq.users_account a JOIN fq.users_post p ON p.account_id = a.id "
        "WHERE p.role = 'administrator' AND a.is_active AND (p.to_day IS NULL OR p.to_day > current_date) ORDER BY 1"
    ).fetchall()
    return [str(name) for (name,) in rows]


def definers(connection: psycopg.Connection[Any]) -> list[list[str]]:
    """Functions that run with the rights of another role than the tables' owner: [signature, role]."""
    rows = connection.execute(
        "SELECT p.oid::regprocedure::text, p.proowner::regrole::text FROM pg_proc p "
        "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'fq' AND p.proowner <> n.nspowner ORDER BY 1"
    ).fetchall()
    return [[str(signature), str(role)] for signature, role in rows]


@contextlib.contextmanager
def _dump(private: Path, snapshot: str) -> Iterator[subprocess.Popen[bytes]]:
    """Inside: pg_dump runs in the given snapshot and writes to a pipe."""
    left_out = [f"--exclude-table-data=fq.{name}" for name in FLEETING]
    command = [
        *("--format=custom", "--compress=gzip:1", "--schema=fq", "--enable-row-security", "--lock-wait-timeout=30s"),
        *(f"--snapshot={snapshot}", *left_out),
    ]
    with programs.running(
        "pg_dump", command, database.connection("backup"), private, stdout=subprocess.PIPE
    ) as process:
        yield process


def _pieces(manifest: dict[str, Any], process: subprocess.Popen[bytes]) -> Iterator[archive.Piece]:
    anchors = home.folder() / "audit-anchors.jsonl"
    kept = {
        "secrets": {name: home.secret(name) for name in KEPT_SECRETS},
        "anchors": anchors.read_text(encoding="utf-8") if anchors.is_file() else "",
    }
    yield archive.MANIFEST, json.dumps(manifest).encode()
    yield archive.HOME, json.dumps(kept).encode()
    assert process.stdout is not None
    while content := process.stdout.read(archive.PIECE):
        yield archive.DATABASE, content
    programs.finished("pg_dump", process)
