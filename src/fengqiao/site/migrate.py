"""Bring the database to this version: roles, schema, migrations, foreign keys checked once more.

Runs as the owner with `app.migrating` set on its connection: under FORCE ROW LEVEL SECURITY a foreign key
added without it would be marked valid over orphans (DATABASE 2).
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import psycopg

from fengqiao.site import database, roles


class CannotMigrate(Exception):
    """The database refuses; the message says what the administrator has to do."""


def prepare(owner: dict[str, Any]) -> None:
    """The schema `fq`, and on a PostgreSQL of one's own the roles."""
    outside = database.external()
    keys = {"host": owner["HOST"], "port": owner["PORT"] or None, "user": owner["USER"],
            "password": owner["PASSWORD"], "dbname": owner["NAME"]}  # fmt: skip
    with psycopg.connect(**keys, autocommit=True) as connection:
        if connection.info.server_version < 150000:
            raise CannotMigrate("PostgreSQL 15 or later is needed")
        if outside is not None:
            try:
                roles.bootstrap(connection, dbname=owner["NAME"])
            except psycopg.errors.InsufficientPrivilege as error:
                raise CannotMigrate(
                    f"the user of DATABASE_URL must have CREATEROLE, or the roles must exist ({error.diag.message_primary})"
                ) from error
        connection.execute("CREATE SCHEMA IF NOT EXISTS fq")
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")


def migrate(*, verbosity: int = 0) -> None:
    """Apply all migrations in a process of the owner's door. Raises: CannotMigrate."""
    prepare(database.connection("owner"))
    environment = {**os.environ, "FENGQIAO_DOOR": "owner", "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", f"--verbosity={verbosity}"]
    result = subprocess.run(command, env=environment, check=False)
    if result.returncode:
        raise CannotMigrate("a migration failed; nothing of it was applied")
