"""The walls of the room's tables as the database itself describes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

Sql = Callable[[str], psycopg.Connection[Any]]

_TABLES = """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'fq'
  WHERE c.relkind = 'r' AND (c.relname LIKE 'subjects\\_%' OR c.relname LIKE 'casework\\_%'
    OR c.relname LIKE 'supervision\\_%')"""


def _case_tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute(_TABLES).fetchall()
    return [name for name, *_ in rows if name != "subjects_exactsearch"]


def test_every_case_table_is_under_forced_policies(sql: Sql) -> None:
    rows = sql("fq_web").execute(_TABLES).fetchall()
    open_tables = {name for name, enabled, forced in rows if not (enabled and forced)}
    assert len(rows) >= 14
    # Counts of searches by the searcher; which tables take part in joining two files.
    assert open_tables == {"subjects_exactsearch", "subjects_joinable"}


def test_no_door_may_delete_or_truncate_a_legal_table(sql: Sql) -> None:
    web = sql("fq_web")
    for table in _case_tables(web):
        for right in ("DELETE", "TRUNCATE"):
            for role in ("fq_web", "fq_worker", "fq_mobile", "fq_public", "fq_wall"):
                row = web.execute("SELECT has_table_privilege(%s, %s, %s)", (role, f"fq.{table}", right)).fetchone()
                allowed = (
                    table == "subjects_namekey" and right == "DELETE" and role in {"fq_web", "fq_worker"}
                )  # a projection of the name, rebuilt when it is corrected
                assert row == (allowed,), (table, role, right)


@pytest.mark.parametrize("column", ["area", "subject_id", "uid", "id", "recorded_at"])
def test_keys_and_stamps_are_never_updatable(sql: Sql, column: str) -> None:
    web = sql("fq_web")
    for table in _case_tables(web):
        row = web.execute(
            """SELECT has_column_privilege('fq_web', a.attrelid, a.attnum, 'UPDATE') FROM pg_attribute a
               WHERE a.attrelid = %s::regclass AND a.attname = %s""",
            (f"fq.{table}", column),
        ).fetchone()
        assert row in {None, (False,)}, table


def test_versions_are_only_ever_added(sql: Sql) -> None:
    web = sql("fq_web")
    for table in ("subjects_version", "casework_version", "supervision_version"):
        row = web.execute("SELECT has_any_column_privilege('fq_web', %s, 'UPDATE')", (f"fq.{table}",)).fetchone()
        assert row == (False,)


def test_only_the_two_definer_functions_of_the_room_exist_and_are_pinned(sql: Sql) -> None:
    rows = (
        sql("fq_web")
        .execute(
            """SELECT p.proname, r.rolname, array_to_string(p.proconfig, ','),
                  has_function_privilege('fq_web', p.oid, 'EXECUTE'),
                  has_function_privilege('fq_public', p.oid, 'EXECUTE')
           FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE p.prosecdef AND n.nspname = 'fq' AND p.proname LIKE '%identity'"""
        )
        .fetchall()
    )
    path = "search_path=pg_catalog, fq, pg_temp"
    assert sorted(rows) == [
        ("claim_identity", "fq_checker", path, True, False),
        ("match_identity", "fq_checker", path, False, False),
    ]
