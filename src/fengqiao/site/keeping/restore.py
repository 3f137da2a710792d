"""`fengqiao restore`: a signed archive into an empty installation, whole or not at all.

The database comes back in one transaction; until the last step the home has no `installation.json`, so nothing
starts on something half. A restore that was killed is begun anew by the next one. What it changes besides: the
record of acts gets a new life, because transaction ids begin anew; erasures since the archive are made again;
who was signed in is not, and second factors hold only where their key came along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from fengqiao.kit import erasure
from fengqiao.site import database, home, migrate, roles
from fengqiao.site.keeping import archive, backup, erasing, keys, loading, owners

OLDEST_SERVER = {15: 14, 16: 10, 17: 6, 18: 0}
"""Major version → first minor without known ways past policies or out of a dump (THREATS T10)."""


class CannotRestore(Exception):
    """Refused or failed; nothing half is left. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `factors` is false when every second factor has to be bound anew; `erased` files left again."""

    manifest: dict[str, Any]
    rows: int
    factors: bool
    erased: int = 0


def bring_back(
    path: Path,
    key: keys.Recovery,
    *,
    administrator: str,
    say: Callable[[str], None],
    erased: Sequence[erasure.Line] = (),
) -> Restored:
    """The archive's database and keys into this empty installation, at this version, counted; what the list of
    erasures names leaves again.

    The database runs. What needs Django comes afterwards (`afterwards`), then `open_up`.
    Raises: CannotRestore, archive.ArchiveError, programs.Failed.
    """
    owner = database.connection("owner")
    with path.open("rb") as source, archive.read(source, identity=key.identity, signer=key.signer) as pieces:
        manifest, kept = _openings(pieces)
        _refuse_what_cannot_be(manifest, owner, administrator)
        _begin(owner)
        say(f"an archive of {manifest['made_at']}, {sum(manifest['counts'].values())} rows")
        _load(pieces, owner, manifest)
    rows = _count(owner, manifest)
    _keep_secrets(kept)
    migrate.bring_up_to_date()
    _after_load(owner)
    gone = erasing.replay(owner, erased)
    return Restored(manifest, rows, backup.fingerprint(home.secret(backup.LEFT_SECRET)) == manifest["sign_in"], gone)


def open_up(manifest: dict[str, Any]) -> None:
    """The last step: from now on this is an installation."""
    home.create(manifest["kind"], manifest["county"])
    _mark().unlink(missing_ok=True)


def _mark() -> Path:
    """The file that stands while a restore is under way."""
    return home.folder() / "restoring"


def _is_ours_half(owner: dict[str, Any]) -> bool:
    """Whether what the database holds was left there by a killed restore of this home, and of no other database."""
    return _mark().is_file() and _mark().read_text() == _place(owner)


def _place(owner: dict[str, Any]) -> str:
    return f"{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"


def _openings(pieces: Iterator[archive.Piece]) -> tuple[dict[str, Any], dict[str, Any]]:
    found = []
    for expected in (archive.MANIFEST, archive.HOME):
        kind, content = next(pieces, (b"", b""))
        if kind != expected:
            raise archive.ArchiveError("the archive does not begin as one of fengqiao does")
        found.append(archive.as_json(content))
    return found[0], found[1]


def _refuse_what_cannot_be(manifest: dict[str, Any], owner: dict[str, Any], administrator: str) -> None:
    """Refuse before anything is written."""
    if manifest["format"] != 1:
        raise CannotRestore(
            f"the archive is of format {manifest['format']}; this version reads format 1: upgrade first"
        )
    found = home.installation()
    if found is not None:
        raise CannotRestore(f"this home is a {found.kind} installation of {found.county}; restore into an empty one")
    if backup.fingerprint(home.secret(backup.LEFT_SECRET)) != manifest["sign_in"]:
        _refuse_without_administrator(administrator, manifest["administrators"])
    known = migrate.known()
    newer = [f"{app} {name}" for app, name in manifest["migrations"] if (app, name) not in known]
    if newer:
        raise CannotRestore(f"the archive was made by a newer version ({newer[0]} is unknown here): upgrade first")
    with psycopg.connect(**database.plain(owner)) as connection:
        _refuse_server(connection.info.server_version, int(manifest["server"]))
        if not _is_ours_half(owner) and _holds_something(connection):
            raise CannotRestore("the database is not empty; restore into an empty one")


def _refuse_without_administrator(chosen: str, known: list[str]) -> None:
    names = ", ".join(known)
    if chosen not in known:
        raise CannotRestore(
            "second factors hold only with the key secrets/sign_in of the home that made the archive; it is not here. "
            f"Either bring it, or name who binds the first one anew: --administrator {names}"
        )


def _refuse_server(version: int, made_on: int) -> None:
    major, minor = version // 10000, version % 10000
    if major not in OLDEST_SERVER or minor < OLDEST_SERVER[major]:
        raise CannotRestore(f"PostgreSQL {major}.{minor} is too old: 15.14, 16.10, 17.6, 18 or later (THREATS T10)")
    if major < made_on // 10000:
        raise CannotRestore(f"the archive is of PostgreSQL {made_on // 10000}, this server is {major}: use a later one")


def _holds_something(connection: psycopg.Connection[Any]) -> bool:
    """Whether anybody has used this database: a place's officers, an act. Reference tables come with migrations."""
    for table in ("users_account", "audit_row", "subjects_subject"):
        if connection.execute("SELECT to_regclass(%s)", (f"fq.{table}",)).fetchone() == (None,):
            continue
        connection.execute("SELECT set_config('app.migrating', 'yes', true)")
        found = connection.execute(sql.SQL("SELECT 1 FROM fq.{} LIMIT 1").format(sql.Identifier(table))).fetchone()
        if found is not None:
            return True
    return False


def _begin(owner: dict[str, Any]) -> None:
    """Mark the home, make the roles, and remove the schema: an empty one, or what a killed restore left."""
    home.write_private(_mark(), _place(owner), replace=True)
    migrate.prepare(owner)
    with psycopg.connect(**database.plain(owner), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS fq CASCADE")


def _load(pieces: Iterator[archive.Piece], owner: dict[str, Any], manifest: dict[str, Any]) -> None:
    """The dump, in one transaction, and then what belongs to others than its tables."""
    with owners.stand_in(owner, manifest["owner"]):
        try:
            loading.load(pieces, owner)
        except loading.BrokenOff:
            raise CannotRestore("pg_restore ended before the archive did") from None
        with psycopg.connect(**database.plain(owner), autocommit=True) as connection:
            owners.hand_over(connection, was=manifest["owner"], owner=owner["USER"])
            _give_functions_back(connection, manifest["functions"])


def _give_functions_back(connection: psycopg.Connection[Any], functions: list[list[str]]) -> None:
    """Definer functions belong to small roles; a role can be given one only while it may create in the schema."""
    for signature, role in functions:
        if role not in roles.DEFINERS:
            raise CannotRestore(f"the archive gives a function to {role}, which owns none here")
        name = sql.Identifier(role)
        connection.execute(sql.SQL("GRANT CREATE ON SCHEMA fq TO {}").format(name))
        row = connection.execute("SELECT to_regprocedure(%s)::text", (signature,)).fetchone()
        if row is None or row[0] is None:
            raise CannotRestore("the archive names a function that it does not hold")
        connection.execute(sql.SQL("ALTER FUNCTION {} OWNER TO {}").format(sql.SQL(row[0]), name))
        connection.execute(sql.SQL("REVOKE CREATE ON SCHEMA fq FROM {}").format(name))


def _count(owner: dict[str, Any], manifest: dict[str, Any]) -> int:
    with psycopg.connect(**database.plain(owner), options="-c app.migrating=yes") as connection:
        found = backup.counts(connection)
    wrong = [name for name, rows in manifest["counts"].items() if found.get(name) != rows]
    if wrong or set(found) != set(manifest["counts"]):
        raise CannotRestore(f"rows are missing: {', '.join(wrong) or 'the tables are others'}; nothing was opened")
    return sum(found.values())


def _keep_secrets(kept: dict[str, Any]) -> None:
    for name, value in kept["secrets"].items():
        if name not in backup.KEPT_SECRETS:
            raise archive.ArchiveError("the archive holds a secret that is not known")
        home.adopt_secret(name, value)
    if kept["anchors"]:
        home.write_private(home.folder() / "audit-anchors.jsonl", kept["anchors"], replace=True)


def _after_load(owner: dict[str, Any]) -> None:
    """What a dump of one schema does not carry, and the new life of the record of acts."""
    with psycopg.connect(**database.plain(owner), autocommit=True, options="-c app.migrating=yes") as connection:
        connection.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        row = connection.execute("SELECT coalesce(max(life), 0) + 1 FROM fq.audit_row").fetchone()
        assert row is not None
        life = sql.SQL("ALTER TABLE fq.audit_row ALTER COLUMN life SET DEFAULT {}").format(sql.Literal(int(row[0])))
        connection.execute(life)
        connection.execute("ANALYZE")
