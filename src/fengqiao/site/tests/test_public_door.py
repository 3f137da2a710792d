"""What the role of the public door may do in the database: read what is published, and nothing else (T03)."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from fengqiao.site import doctor, supervisor
from fengqiao.site.commands.result import CommandError
from fengqiao.site.roles import OPEN_TO_PUBLIC

Connect = Callable[[str], psycopg.Connection[Any]]


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname IN ('fq', 'public') AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def test_t03_strangers_role_is_denied_every_other_table(sql: Connect, db: None) -> None:
    stranger = sql("fq_public")
    closed = [name for name in _tables() if name not in OPEN_TO_PUBLIC]
    assert {"subjects_subject", "users_account", "procedures_act", "areas_place", "django_migrations"} <= set(closed)
    forms = ("SELECT 1 FROM fq.{}", "DELETE FROM fq.{}", "INSERT INTO fq.{} DEFAULT VALUES", "TRUNCATE fq.{}")
    open_to_it = [form.format(table) for table in closed for form in forms if not _denied(stranger, form.format(table))]
    assert not open_to_it


def _denied(stranger: psycopg.Connection[Any], statement: str) -> bool:
    """Whether the role may not do it, whatever scope it sets before."""
    try:
        stranger.execute("SELECT set_config('app.lo1', '0', true), set_config('app.hi1', ':', true)")
        stranger.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    finally:
        stranger.rollback()
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO disclosure_publication DEFAULT VALUES",
        "UPDATE disclosure_publication SET digest = ''",
        "DELETE FROM disclosure_publication",
        "DELETE FROM disclosure_lookups",
        "UPDATE disclosure_lookups SET network = 'x'",
        "SELECT 1 FROM audit_row",
        "SELECT nextval('disclosure_publication_id_seq')",
        "CREATE TABLE fq.t (x int)",
        "CREATE TEMP TABLE t (x int)",
        "SELECT fq.claim_identity('x', '\\x00', '330681109')",
    ],
)
def test_t03_of_the_open_tables_it_may_read_and_count_only(statement: str, sql: Connect, db: None) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFunction)):
        sql("fq_public").execute(statement)


@pytest.mark.parametrize("role", ["fq_web", "fq_worker"])
def test_what_was_published_is_never_changed_by_any_door(role: str, sql: Connect, db: None) -> None:
    for statement in ("UPDATE disclosure_publication SET digest = ''", "DELETE FROM disclosure_publication"):
        door = sql(role)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            door.execute(statement)
        door.rollback()


def test_a_slow_question_of_a_stranger_ends_after_five_seconds(sql: Connect, db: None) -> None:
    assert sql("fq_public").execute("SHOW statement_timeout").fetchone() == ("5s",)


def test_the_doctor_names_a_table_that_was_opened_by_mistake(cluster: Any, committed: str) -> None:
    assert doctor._public_door().ok
    with cluster.superuser(committed) as admin:
        admin.execute("GRANT SELECT (username) ON fq.users_account TO fq_public")
    found = doctor._public_door()
    assert (found.ok, found.detail) == (False, "users_account")
    assert "REVOKE" in found.mend


def test_the_public_port_is_the_next_free_one_above() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert supervisor.port_above(port - 1, None) > port
        with pytest.raises(CommandError):
            supervisor.port_above(port - 1, port)


def test_each_door_has_as_many_processes_as_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FENGQIAO_PROCESSES", raising=False)
    monkeypatch.setattr(supervisor.os, "cpu_count", lambda: 3)
    assert "--workers 3" in " ".join(supervisor.web_command(8000))
    monkeypatch.setenv("FENGQIAO_PROCESSES", "1")
    assert "--workers 1 " in " ".join(supervisor.web_command(8000))
    for wrong in ("0", "many", "-1"):
        monkeypatch.setenv("FENGQIAO_PROCESSES", wrong)
        with pytest.raises(CommandError, match="FENGQIAO_PROCESSES"):
            supervisor.web_command(8000)
