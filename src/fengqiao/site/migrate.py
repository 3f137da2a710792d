"""Bring the database to this version: roles, schema, migrations, foreign keys checked once more.

Runs as the owner with `app.migrating` set on its connection: under FORCE ROW LEVEL SECURITY a foreign key
added without it would be marked valid over orphans (DATABASE 2).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from fengqiao.site import database, roles


class CannotMigrate(Exception):
    """The database refuses; the message says what the administrator has to do."""


def reach(owner: dict[str, Any]) -> None:
    """Whether a PostgreSQL of one's own lets its owner in. Raises: CannotMigrate with the server's own words."""
    try:
        psycopg.connect(**database.plain(owner)).close()
    except psycopg.OperationalError as error:
        why = str(error).splitlines()[0]
        raise CannotMigrate(f"the database of DATABASE_URL cannot be reached: {why}") from error


def prepare(owner: dict[str, Any]) -> None:
    """The schema `fq`, and on a PostgreSQL of one's own the roles."""
    outside = database.external()
    with psycopg.connect(**database.plain(owner), autocommit=True) as connection:
        if connection.info.server_version < 150000:
            raise CannotMigrate("PostgreSQL 15 or later is needed")
        if outside is not None:
            try:
                roles.bootstrap(connection, dbname=owner["NAME"], owner=owner["USER"], embedded=False)
            except psycopg.errors.InsufficientPrivilege as error:
                why = error.diag.message_primary
                raise CannotMigrate(f"the user of DATABASE_URL must have CREATEROLE ({why})") from error
        connection.execute("CREATE SCHEMA IF NOT EXISTS fq")
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")


def bring_up_to_date() -> None:
    """Migrate when this version's migrations are not the ones that were applied last.

    A hash of all migration files is kept in the schema's comment, so that a command on a current database
    starts no second process.
    """
    if not is_up_to_date():
        migrate()


def is_up_to_date() -> bool:
    """Whether the database answers and has exactly this version's migrations."""
    owner = database.connection("owner")
    with (
        contextlib.suppress(psycopg.OperationalError),
        psycopg.connect(**database.plain(owner), autocommit=True) as connection,
    ):
        row = connection.execute("SELECT obj_description(to_regnamespace('fq'), 'pg_namespace')").fetchone()
        return row is not None and row[0] == state()
    return False


def state() -> str:
    """Which migrations this version has, as the schema's comment says it."""
    import procrastinate

    digest = hashlib.sha256(procrastinate.__version__.encode())
    for path in sorted(Path(__file__).resolve().parent.parent.rglob("migrations/*.py")):
        digest.update(path.parent.parent.name.encode() + path.name.encode() + path.read_bytes())
    return f"fengqiao {digest.hexdigest()[:24]}"


def known() -> set[tuple[str, str]]:
    """Every migration of this version: (app, name), of our rooms and of the libraries that have any."""
    import django
    import procrastinate

    ours = {room.name: room for room in Path(__file__).resolve().parent.parent.iterdir()}
    theirs = {name: Path(django.__file__).parent / "contrib" / name for name in ("auth", "contenttypes")}
    queue = {"procrastinate": Path(procrastinate.__file__).parent / "contrib" / "django"}
    return {
        (app, path.stem)
        for app, folder in (ours | theirs | queue).items()
        for path in (folder / "migrations").glob("[0-9]*.py")
    }


def migrate(*, verbosity: int = 0) -> None:
    """Apply all migrations in a process of the owner's door. Raises: CannotMigrate."""
    prepare(database.connection("owner"))
    environment = {**os.environ, "FENGQIAO_DOOR": "owner", "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", f"--verbosity={verbosity}"]
    result = subprocess.run(command, env=environment, check=False)
    if result.returncode:
        raise CannotMigrate("a migration failed; nothing of it was applied")
    with psycopg.connect(**database.plain(database.connection("owner")), autocommit=True) as connection:
        # Backups read everything, also what a migration forgot: tables of libraries, counters (DATABASE 11).
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA fq TO fq_backup")
        connection.execute("GRANT SELECT ON ALL SEQUENCES IN SCHEMA fq TO fq_backup")
        connection.execute(sql.SQL("COMMENT ON SCHEMA fq IS {}").format(sql.Literal(state())))
