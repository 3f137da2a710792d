"""The walls of the database, walked table by table, function by function, role by role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connection

from fengqiao.site import database

Connect = Callable[[str], psycopg.Connection[Any]]

# Tables without persons' cases; each with its reason. Everything else with a name of ours is a case table.
PLAIN = {
    "areas_place": "public knowledge",
    "areas_office": "public knowledge",
    "kit_edition": "one row: at which edition of law and places the database stands",
    "areas_settled": "which confirmed changes of places are in force",
    "law_change": "local changes of parameters, working days and places: no case, no person under supervision",
    "audit_row": "insert only, no reader but the seal",
    "audit_seal": "sealed batches, no person",
    "notices_recorded": "a demonstration's network: neutral words and masked numbers, no person",
    "disclosure_publication": "published to everybody",
    "disclosure_lookups": "how often a network asked, under a hash that changes daily",
    "letters_organ": "the register of organs: names and numbers of institutions, no person",
    "letters_organchange": "who kept that register, and what it said",
    "documents_token": "by the hash of a random token: kind, office, dates; never whose paper it is (T76)",
    "subjects_joinable": "which tables take part in joining two files: configuration, written by migrations",
    "subjects_exactsearch": "who asked for a full number and when; never for whom",
}
PLAIN_PREFIXES = ("users_", "procrastinate_", "django_", "auth_")
DEFINERS = {
    "claim_identity", "match_identity", "carry_letter", "confirm_letter", "preview_sealing", "seal_person",
    "settle_place", "follow_place", "join_files", "separate_files", "erase_person",
}  # fmt: skip
DOORS = ("fq_web", "fq_worker", "fq_seal", "fq_backup", "fq_mobile", "fq_public", "fq_wall")
# A projection or a search key is rebuilt from facts, and a draft is nobody's fact yet: only these rows may go.
DELETABLE = ("foreseen", "draft", "task", "clock", "namekey", "upload", "import", "desk_tally")


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def _tables() -> list[str]:
    return [
        name
        for (name,) in _rows(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p') ORDER BY 1"
        )
    ]


def _case_tables() -> list[str]:
    return [t for t in _tables() if t not in PLAIN and not t.startswith(PLAIN_PREFIXES)]


def test_every_table_is_a_case_table_or_says_why_not(db: None) -> None:
    without = []
    for table in _case_tables():
        columns = {c for (c,) in _rows("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass", f"fq.{table}")}
        enabled = _rows(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", f"fq.{table}"
        )
        if "area" not in columns or enabled != [(True, True)]:
            without.append(table)
    assert not without


def test_t02_unset_and_ended_scopes_see_nothing_on_any_case_table(sql: Connect, db: None) -> None:
    fresh = sql("fq_web")
    tables = _case_tables()
    assert tables
    for table in tables:
        assert _count(fresh, table) == 0, table
    fresh.rollback()
    with fresh.transaction():
        fresh.execute("SELECT set_config('app.lo1', '0', true), set_config('app.hi1', ':', true)")
    for table in tables:
        assert _count(fresh, table) == 0, table


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    """The rows that the role sees; a table that it may not read at all shows none."""
    right = connection.execute("SELECT has_table_privilege(%s, 'SELECT')", (f"fq.{table}",)).fetchone()
    if right == (False,):
        return 0
    row = connection.execute(f"SELECT count(*) FROM fq.{table}").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("role", ["fq_public", "fq_wall", "fq_seal"])
def test_t03_outer_doors_cannot_read_case_tables_whatever_scope_they_set(sql: Connect, db: None, role: str) -> None:
    outside = sql(role)
    for table in _case_tables():
        outside.execute("SELECT set_config('app.lo1', '0', true), set_config('app.hi1', ':', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            outside.execute(f"SELECT 1 FROM fq.{table}")
        outside.rollback()


def test_t05_no_role_but_the_bootstrap_bypasses_policies(db: None) -> None:
    names = {n for (n,) in _rows("SELECT rolname FROM pg_roles WHERE rolbypassrls OR rolsuper")}
    assert names == {"fq_bootstrap"}


def test_t06_definer_functions_are_listed_pinned_and_closed(db: None) -> None:
    found = _rows(
        "SELECT p.proname, p.proconfig, has_function_privilege('public', p.oid, 'EXECUTE') FROM pg_proc p "
        "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'fq' AND p.prosecdef"
    )
    assert {name for name, _, _ in found} <= DEFINERS
    for name, config, public in found:
        assert any(str(c).startswith("search_path=pg_catalog") for c in config or []), name
        assert not public, name


def test_t06_views_run_with_their_callers_rights(db: None) -> None:
    views = _rows(
        "SELECT c.relname, c.reloptions FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'fq' AND c.relkind IN ('v', 'm')"
    )
    assert all("security_invoker=true" in (options or []) for _, options in views)


def test_t10_the_staff_door_can_make_nothing(sql: Connect) -> None:
    for statement in (
        "CREATE TEMP TABLE t (x int)",
        "CREATE TABLE fq.t (x int)",
        "CREATE TABLE public.t (x int)",
        "CREATE FUNCTION fq.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql("fq_web").execute(statement)


@pytest.mark.parametrize("role", ["fq_web", "fq_worker"])
def test_t28_no_door_deletes_or_truncates_facts_or_moves_them(db: None, role: str) -> None:
    for table in _case_tables():
        name = f"fq.{table}"
        rights = _rows(
            "SELECT has_table_privilege(%s, %s, 'DELETE'), has_table_privilege(%s, %s, 'TRUNCATE'), "
            "has_column_privilege(%s, %s, 'area', 'UPDATE')",
            *(role, name) * 3,
        )[0]
        deletable = any(word in table for word in DELETABLE)
        assert rights[1:] == (False, False), table
        assert deletable or not rights[0], table


def test_the_owner_does_not_see_rows_without_the_migrating_switch(db: None) -> None:
    query = "SELECT tablename FROM pg_policies WHERE schemaname = 'fq' AND policyname = 'migrating'"
    assert set(_case_tables()) <= {table for (table,) in _rows(query)}


def test_backup_reads_every_table(db: None) -> None:
    """A table without the right would be dumped empty in silence (DATABASE 11)."""
    blind = [
        t for t in _tables() if not _rows("SELECT has_table_privilege('fq_backup', %s, 'SELECT')", f"fq.{t}")[0][0]
    ]
    assert not [t for t in blind if not t.startswith(("django_", "auth_"))]


def test_only_the_staff_door_prepares_statements() -> None:
    """DATABASE 4: whoever prepares must tell askers apart, and only that door does (`kit/plans.py`)."""
    prepares = {door: database.connection(door)["OPTIONS"]["prepare_threshold"] for door in database.DOORS}
    assert {door for door, after in prepares.items() if after is not None} == {"web"}


def test_only_the_staff_door_may_keep_a_plan(db: None) -> None:
    found = {
        role: dict(each.split("=", 1) for each in settings)
        for role, settings in _rows("SELECT rolname, rolconfig FROM pg_roles WHERE rolname = ANY(%s)", list(DOORS))
    }
    assert set(found) == set(DOORS)
    assert {role: of["plan_cache_mode"] for role, of in found.items()} == {
        role: "auto" if role == "fq_web" else "force_custom_plan" for role in DOORS
    }
    assert found["fq_web"]["max_parallel_workers_per_gather"] == "0"
    assert {role for role, of in found.items() if of["cpu_operator_cost"] != "0.0025"} == {"fq_web"}


def test_t12_values_travel_apart_from_statements() -> None:
    assert connection.settings_dict["OPTIONS"]["server_side_binding"] is True
