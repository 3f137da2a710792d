"""The tables exist and the doors have exactly the rights that the migration names."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

LEGAL = ("users_person", "users_account", "users_post", "users_delegation", "users_cover", "users_reset")


@pytest.mark.parametrize("table", LEGAL)
def test_t28_nobody_may_delete_or_truncate_what_is_a_fact(sql: Any, table: str) -> None:
    for role in ("fq_web", "fq_worker"):
        connection = sql(role)
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
            connection.rollback()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users_post", "from_day"),
        ("users_post", "role"),
        ("users_post", "area"),
        ("users_delegation", "power"),
        ("users_delegation", "from_day"),
        ("users_cover", "deputy_id"),
        ("users_account", "person_id"),
        ("users_account", "username"),
        ("users_person", "number_hash"),
    ],
)
def test_t28_what_was_given_cannot_be_rewritten(sql: Any, table: str, column: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql("fq_web").execute(f"UPDATE {table} SET {column} = {column}")


def test_the_worker_reads_nothing_that_would_sign_anybody_in(sql: Any) -> None:
    connection = sql("fq_worker")
    connection.execute("SELECT username FROM users_account")
    for statement in (
        "SELECT password FROM users_account",
        "SELECT seed FROM users_account",
        "SELECT 1 FROM users_session",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
        connection.rollback()


@pytest.mark.parametrize("role", ["fq_public", "fq_wall", "fq_mobile", "fq_seal"])
@pytest.mark.parametrize("table", LEGAL)
def test_t03_other_doors_have_no_right_on_the_tables_of_people(sql: Any, role: str, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql(role).execute(f"SELECT 1 FROM {table}")
