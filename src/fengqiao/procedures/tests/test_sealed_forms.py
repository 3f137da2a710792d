"""What was filled in lies sealed in its row: nobody reads a form in a copy of the database."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.types.json import Json

from fengqiao.kit import crypto
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act, Draft
from fengqiao.procedures.tests.cast import NOW, as_actor, begun, cast, person, working

migration = import_module("fengqiao.procedures.migrations.0005_what_was_filled_in_is_sealed")
WORD = "绍兴市柯桥区13800000000"


def _written() -> tuple[Act, Draft]:
    people, subject = cast(), person()
    begun(people, subject)
    by = as_actor(people.clerk)
    procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={"reason": WORD}, by=by, at=NOW)
    return Act.objects.get(), Draft.objects.get()


def test_a_copy_of_the_tables_says_nothing_of_a_form(everywhere: None) -> None:
    act, draft = _written()
    assert draft.data == {"reason": WORD}
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM procedures_draft d UNION ALL SELECT a::text FROM procedures_act a")
        copied = " ".join(row[0] for row in cursor.fetchall())
    assert "138" + "0" * 8 not in copied
    assert act.data["days"] == 3
    assert act.data["leaves_at"] not in copied


def test_t31_a_form_moved_into_another_row_does_not_open(everywhere: None) -> None:
    act, draft = _written()
    act.data_sealed = draft.data_sealed
    with pytest.raises(crypto.SealBroken):
        _ = act.data


def test_rows_from_before_are_sealed_by_the_migration(
    committed: str, sql: Callable[[str], psycopg.Connection[Any]]
) -> None:
    with working():
        act, draft = _written()
    before = {"procedures_act": (act.id, act.data), "procedures_draft": (draft.id, draft.data)}
    owner = sql("fq_owner")
    owner.execute("SET search_path = fq; SET app.migrating = 'yes'")
    for table, (row, data) in before.items():
        owner.execute(f"ALTER TABLE {table} ADD COLUMN data jsonb NOT NULL DEFAULT '{{}}'")
        owner.execute(f"UPDATE {table} SET data = %s, data_sealed = NULL WHERE id = %s", (Json(data), row))
    migration.seal(None, SimpleNamespace(connection=owner))
    for table in before:
        owner.execute(f"ALTER TABLE {table} DROP COLUMN data")
    owner.commit()
    with working():
        assert Act.objects.get().data == before["procedures_act"][1] != {}
        assert Draft.objects.get().data == {"reason": WORD}
