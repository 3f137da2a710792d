"""A dump names the owner that its tables had in one place only: the policies that let him pass while he migrates.

So that an archive comes back under any owner's name, a role of the old name stands in while they are made, and they
name the new owner afterwards.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

from fengqiao.site import database
from fengqiao.site.postgres import Cluster


@contextlib.contextmanager
def stand_in(owner: dict[str, Any], was: str) -> Iterator[None]:
    """Inside: a role called `was` is there. One that was made for this is gone afterwards."""
    if was == owner["USER"]:
        yield
        return
    embedded = database.external() is None
    with Cluster().superuser() if embedded else psycopg.connect(**database.plain(owner), autocommit=True) as maker:
        if maker.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (was,)).fetchone() is not None:
            yield
            return
        maker.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(was)))
        try:
            yield
        finally:
            with contextlib.suppress(psycopg.errors.DependentObjectsStillExist):
                maker.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(was)))


def hand_over(connection: psycopg.Connection[Any], *, was: str, owner: str) -> None:
    """Every policy that names the old owner names the new one."""
    if was == owner:
        return
    found = connection.execute(
        "SELECT tablename, policyname, roles FROM pg_policies WHERE schemaname = 'fq' AND %s = ANY (roles)", (was,)
    ).fetchall()
    for table, policy, roles in found:
        named = sql.SQL(", ").join(sql.Identifier(owner if role == was else role) for role in roles)
        alter = sql.SQL("ALTER POLICY {} ON fq.{} TO {}")
        connection.execute(alter.format(sql.Identifier(policy), sql.Identifier(table), named))
