"""Database roles: one per door, none owning tables or bypassing policies (ARCHITECTURE 4, THREATS 3.3).

Run as a role that may create roles: the embedded cluster's bootstrap superuser, or the user of
DATABASE_URL. Idempotent, so that an upgrade adds what is new.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

from fengqiao.site import home

# role → (statement_timeout, connection limit)
_LIMITS = {
    "fq_web": ("10s", 30),
    "fq_worker": ("120s", 16),
    "fq_seal": ("60s", 3),
    "fq_backup": ("0", 2),
    "fq_mobile": ("10s", 20),
    "fq_public": ("5s", 20),
    "fq_wall": ("10s", 10),
}
_MAY_SPREAD = frozenset({"fq_worker", "fq_backup"})
# All that the public door may touch: what was published, its own counter, and the audit, which it may only add to.
OPEN_TO_PUBLIC = frozenset({"documents_token", "disclosure_publication", "disclosure_lookups", "audit_row"})
# Small roles that own the definer functions, with only the columns these need (DATABASE 1, change 8).
DEFINERS = ("fq_checker", "fq_carrier", "fq_mover", "fq_joiner", "fq_eraser")


def bootstrap(
    connection: psycopg.Connection[Any], *, dbname: str, owner: str = "fq_owner", embedded: bool = True
) -> None:
    """The roles with their secrets, and the database with its owner, made or brought up to date.

    `owner` migrates and owns the tables: fq_owner in the embedded cluster, the user of DATABASE_URL elsewhere.
    """
    with connection.cursor() as cursor:
        if embedded:  # elsewhere the owner is whoever DATABASE_URL names, with a password of his own
            _role(cursor, "fq_owner", login=True)
        for role in home.ROLES:
            _role(cursor, role, login=True)
        for role in DEFINERS:
            _role(cursor, role, login=False)
        major = connection.info.server_version // 10000
        with_set = " WITH INHERIT FALSE, SET TRUE" if major >= 16 else ""
        for role in DEFINERS:
            grant = sql.SQL("GRANT {} TO {}" + with_set)
            cursor.execute(grant.format(sql.Identifier(role), sql.Identifier(owner)))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (dbname,))
        if cursor.fetchone() is None:
            create_database(cursor, dbname)
        _close_database(cursor, dbname, owner)
        for role, (timeout, limit) in _LIMITS.items():
            _limits(cursor, role, timeout, limit)


def _role(cursor: psycopg.Cursor[Any], role: str, *, login: bool) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    name = sql.Identifier(role)
    if login:
        password = sql.Literal(home.secret(f"db_{role}"))
        cursor.execute(sql.SQL(verb + " ROLE {} LOGIN NOINHERIT PASSWORD {}").format(name, password))
    else:
        cursor.execute(sql.SQL(verb + " ROLE {} NOLOGIN").format(name))


def _limits(cursor: psycopg.Cursor[Any], role: str, timeout: str, limit: int) -> None:
    name = sql.Identifier(role)
    cursor.execute(sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}").format(name, sql.Literal(limit)))
    settings = {
        "statement_timeout": timeout,
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "15s",
        "search_path": "fq",
        # Only the staff door prepares statements, told apart by what their asker may see (kit/plans.py, ADR 8).
        "plan_cache_mode": "auto" if role == "fq_web" else "force_custom_plan",
        # A policy makes every row dearer than the planner thinks, and so does its own work, which it prices by the same
        # number: with the usual 0.0025 it plans statements of half a millisecond anew each time (ADR 8).
        "cpu_operator_cost": "0.02" if role == "fq_web" else "0.0025",
        # A page that needs a second core is a wrong page, and starting one costs more than it gives.
        "max_parallel_workers_per_gather": "2" if role in _MAY_SPREAD else "0",
    }
    for key, value in settings.items():
        cursor.execute(sql.SQL("ALTER ROLE {} SET {} = {}").format(name, sql.Identifier(key), sql.Literal(value)))


def create_database(cursor: psycopg.Cursor[Any], dbname: str, *, template: str | None = None) -> None:
    """A database owned by fq_owner that PUBLIC cannot connect to."""
    name = sql.Identifier(dbname)
    source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER fq_owner").format(name) + source)
    _close_database(cursor, dbname, "fq_owner")


def _close_database(cursor: psycopg.Cursor[Any], dbname: str, owner: str) -> None:
    """Nobody but our roles connects, and nobody makes temporary tables there."""
    name = sql.Identifier(dbname)
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in (owner, *home.ROLES):
        cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))
