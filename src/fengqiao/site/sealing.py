"""The seal job's own connection: role fq_seal, outside Django's connection of the door."""

from __future__ import annotations

from typing import Any

import psycopg

from fengqiao.audit import face as audit
from fengqiao.site import database


def connection() -> psycopg.Connection[Any]:
    """A connection as fq_seal."""
    keys = database.connection("seal")
    return psycopg.connect(
        host=keys["HOST"],
        port=keys["PORT"] or None,
        dbname=keys["NAME"],
        user=keys["USER"],
        password=keys["PASSWORD"],
        application_name="fengqiao-seal",
    )


def seal_now() -> int:
    """Seal everything that has ended; how many rows."""
    with connection() as open_connection:
        return audit.seal(open_connection)
