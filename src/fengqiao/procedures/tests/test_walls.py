"""The walls of the room's tables, by raw SQL as the doors' roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import psycopg
import pytest
from psycopg import errors
from psycopg import sql as composed

from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act, Clock, Draft, Matter, MovedDeadline, Task
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, cast, person, press, waiting_to_be_decided, working
from fengqiao.subjects.face import Subject

Sql = Callable[[str], psycopg.Connection[Any]]
LEGAL = ("procedures_matter", "procedures_act", "procedures_moveddeadline")
MADE_AGAIN = ("procedures_task", "procedures_clock", "procedures_draft", "procedures_clockrun")
EVERY = LEGAL + MADE_AGAIN
CHILDREN = ("procedures_act", "procedures_task", "procedures_clock", "procedures_moveddeadline")


@pytest.fixture
def filled(committed: str) -> tuple[Cast, Subject]:
    """Rows in every table of the room, all of one office."""
    with working():
        people, subject = cast(), person()
        waiting_to_be_decided(people, subject)
        by = as_actor(people.clerk)
        procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={"days": 1}, by=by, at=NOW)
        matter = Matter.objects.get()
        MovedDeadline.objects.create(
            matter=matter, subject=subject, area=matter.area, procedure="stay", version=1, step="decide", code="LEA-2",
            kind="extended", was_due_at=NOW, due_at=NOW, after_it=False, at=NOW,
        )  # fmt: skip
    procedures.run_clocks(at=NOW, over=("330681",))
    return people, subject


def _scope(connection: psycopg.Connection[Any], prefix: str) -> None:
    ranges = (prefix, prefix + ":")
    connection.execute("SELECT set_config('app.lo1', %s, true), set_config('app.hi1', %s, true)", ranges)


def _try(sql: Sql, role: str, prefix: str, statement: str, values: Mapping[str, object] | None = None) -> None:
    """One statement as a role, inside a range."""
    with sql(role) as connection:
        _scope(connection, prefix)
        connection.execute(statement, values)


def _count(connection: psycopg.Connection[Any], table: str) -> int:
    row = connection.execute(composed.SQL("SELECT count(*) FROM fq.{}").format(composed.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def test_each_table_shows_its_rows_inside_the_range_and_nothing_outside(filled: object, sql: Sql) -> None:
    for role in ("fq_web", "fq_worker"):
        with sql(role) as connection:
            for prefix, seen in (("330681", True), ("330683", False), ("330681110", False), ("", False)):
                with connection.transaction():
                    _scope(connection, prefix) if prefix else None
                    assert {table for table in EVERY if _count(connection, table)} == (set(EVERY) if seen else set())


def test_t02_unset_and_used_up_settings_show_nothing(filled: object, sql: Sql) -> None:
    with sql("fq_web") as connection:
        assert [_count(connection, table) for table in EVERY] == [0] * len(EVERY)
        connection.commit()
        with connection.transaction():
            _scope(connection, "33")
        assert [_count(connection, table) for table in EVERY] == [0] * len(EVERY)


@pytest.mark.parametrize("role", ["fq_mobile", "fq_public", "fq_wall", "fq_seal"])
@pytest.mark.parametrize("table", EVERY)
def test_t03_other_doors_are_denied(sql: Sql, role: str, table: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        _try(sql, role, "3", f"SELECT count(*) FROM fq.{table}")


@pytest.mark.parametrize("role", ["fq_web", "fq_worker"])
def test_t28_acts_and_matters_are_neither_deleted_nor_emptied_nor_overwritten(sql: Sql, role: str) -> None:
    attempts = [
        "DELETE FROM fq.procedures_act",
        "DELETE FROM fq.procedures_matter",
        "TRUNCATE fq.procedures_act",
        "TRUNCATE fq.procedures_matter CASCADE",
        "UPDATE fq.procedures_act SET outcome = 'refuse'",
        "UPDATE fq.procedures_act SET reasons = ''",
        "UPDATE fq.procedures_act SET at = now()",
        "UPDATE fq.procedures_act SET recorded_at = now()",
        "UPDATE fq.procedures_matter SET area = '330683101'",
        "UPDATE fq.procedures_matter SET started_at = now()",
        "UPDATE fq.procedures_matter SET version = 2",
        "UPDATE fq.procedures_task SET due_at = NULL",
        "UPDATE fq.procedures_clock SET due_at = now()",
        "TRUNCATE fq.procedures_task",
        "DELETE FROM fq.procedures_moveddeadline",
        "UPDATE fq.procedures_moveddeadline SET after_it = false",
    ]
    for attempt in attempts:
        with pytest.raises(errors.InsufficientPrivilege):
            _try(sql, role, "33", attempt)


@pytest.mark.parametrize("role", ["fq_web", "fq_worker"])
@pytest.mark.parametrize("period", ["", "2026-11-23"])
def test_t28_what_runs_keeps_the_period_that_it_was_opened_for(
    filled: object, sql: Sql, role: str, period: str
) -> None:
    with pytest.raises(errors.InsufficientPrivilege, match="only what has ended"):
        _try(sql, role, "33", f"UPDATE fq.procedures_matter SET period = '{period}'")


def test_t25_nobody_writes_the_moment_of_recording(filled: tuple[Cast, Subject], sql: Sql) -> None:
    statement = "INSERT INTO fq.procedures_matter (uid, recorded_at) VALUES (gen_random_uuid(), now())"
    with pytest.raises(errors.InsufficientPrivilege):
        _try(sql, "fq_web", "330681", statement)


@pytest.mark.parametrize("table", CHILDREN)
def test_t07_a_child_of_a_foreign_matter_is_refused_like_one_of_no_matter(
    filled: tuple[Cast, Subject], sql: Sql, table: str
) -> None:
    """An officer of the other county, own area on the row, a foreign matter's ids: the same error as for no matter.

    The row tried is one that exists there already, so that no unique key answers before the foreign key does (T08).
    """
    with working():
        matter = Matter.objects.get()
    for matter_id, subject_id in ((matter.id, matter.subject_id), (987_654, matter.subject_id)):
        values = {"matter": matter_id, "subject": subject_id, "area": "330683101"}
        with pytest.raises(errors.ForeignKeyViolation) as caught:
            _try(sql, "fq_web", "330683", _INSERT[table], values)
        assert "330683101" not in (caught.value.diag.message_detail or "")


def test_t07_a_foreign_area_on_the_row_is_refused_by_the_policy(filled: object, sql: Sql) -> None:
    with working():
        matter = Matter.objects.get()
    for table in CHILDREN:
        values = {"matter": matter.id, "subject": matter.subject_id, "area": matter.area}
        with pytest.raises(errors.InsufficientPrivilege):
            _try(sql, "fq_web", "330683", _INSERT[table], values)


@pytest.mark.parametrize("table", ["procedures_matter", "procedures_draft"])
def test_t07_a_row_on_a_foreign_person_is_refused(filled: tuple[Cast, Subject], sql: Sql, table: str) -> None:
    people, subject = filled
    values = {"subject": subject.id, "area": "330683101", "person": people.stranger.person}
    with pytest.raises(errors.ForeignKeyViolation):
        _try(sql, "fq_web", "330683", _INSERT[table], values)


def test_every_key_to_a_case_table_carries_the_area(sql: Sql) -> None:
    """A walk of the catalogue: one path to each table, each key composite, each following a hand-over."""
    with sql("fq_web") as connection:
        rows = connection.execute(
            """SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, c.confupdtype,
                 (SELECT array_agg(a.attname::text ORDER BY x.n) FROM unnest(c.conkey) WITH ORDINALITY AS x(k, n)
                   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = x.k)
               FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid::regclass::text LIKE '%procedures\\_%'
                 AND c.confrelid::regclass::text NOT LIKE '%users\\_%'"""
        ).fetchall()
    found = {
        child.removeprefix("fq."): (parent.removeprefix("fq."), rule, columns) for child, parent, rule, columns in rows
    }
    to_matter = ("procedures_matter", "c", ["matter_id", "subject_id", "area"])
    to_person = ("subjects_subject", "c", ["subject_id", "area"])
    assert len(rows) == len(found)
    assert found == {
        "procedures_matter": to_person,
        "procedures_draft": to_person,
        **dict.fromkeys(CHILDREN, to_matter),
    }


def test_a_hand_over_moves_every_row_and_what_waits_follows(filled: tuple[Cast, Subject], sql: Sql) -> None:
    """The cascade of the keys alone, as the definer function will use it."""
    with sql("fq_owner") as owner:
        owner.execute("SET app.migrating = 'yes'")
        owner.execute("UPDATE fq.subjects_subject SET area = '330683101'")
    with working("330681"):
        assert (Matter.objects.count(), Act.objects.count()) == (0, 0)
    with working("330683"):
        assert Act.objects.count() == 2
        assert {row.area for table in (Matter, Act, Task, Clock, Draft) for row in table.objects.all()} == {"330683101"}
        assert Task.objects.get().office == "330683"


def test_an_act_by_a_person_names_the_person(filled: object, sql: Sql) -> None:
    with working():
        matter = Matter.objects.get()
    values = {"matter": matter.id, "subject": matter.subject_id, "area": matter.area}
    statement = _INSERT["procedures_act"].replace("'clock'", "'person'").replace(", 1, 'review'", ", 99, 'review'")
    with pytest.raises(errors.CheckViolation):
        _try(sql, "fq_web", "330681", statement, values)


def test_press_helper_of_the_tests_reaches_the_walls(filled: tuple[Cast, Subject]) -> None:
    """The same walls hold below the actions: an officer of the other county cannot even find the matter."""
    people, _ = filled
    with working():
        uid = Matter.objects.get().uid
    with pytest.raises(procedures.UnknownMatter):
        press(uid, "decide.grant", people.stranger, seen=2)


_INSERT = {
    "procedures_matter": """INSERT INTO fq.procedures_matter (uid, subject_id, area, procedure, version, started_at,
        acts, projected_at, result) VALUES (gen_random_uuid(), %(subject)s, %(area)s, 'stay', 1, now(), 0, now(),
        '')""",
    "procedures_draft": """INSERT INTO fq.procedures_draft (uid, subject_id, area, person_id, procedure, step, outcome,
        saved_at, expires_at) VALUES (gen_random_uuid(), %(subject)s, %(area)s, %(person)s, 'stay', 'review', '', now(),
        now())""",
    "procedures_act": """INSERT INTO fq.procedures_act (uid, matter_id, subject_id, area, no, step, outcome, kind, name,
        role, level, office, at, reasons, answers, sealed) VALUES (gen_random_uuid(), %(matter)s, %(subject)s,
        %(area)s, 1, 'review', 'forward', 'clock', '', '', 0, '', now(), '', '{}', '{}')""",
    "procedures_task": """INSERT INTO fq.procedures_task (matter_id, subject_id, area, procedure, version, step, visit,
        kind, actor, level, roles, barred, decides, blocked, quick, since, shown_from, clock, pressing_at, consequence,
        basis) VALUES (%(matter)s, %(subject)s, %(area)s, 'stay', 1, 'decide', 1, 'act', 'office', 4, '{}', '{}', false,
        false, '{}', now(), now(), '', now(), 0, '{}')""",
    "procedures_clock": """INSERT INTO fq.procedures_clock (matter_id, subject_id, area, procedure, version, code, step,
        level, owner, state, started_on, due_at, is_provisional, is_law, lapses, basis) VALUES (%(matter)s, %(subject)s,
        %(area)s, 'stay', 1, 'LEA-2', 'decide', 4, 'office', 'open', now(), now(), false, false, false, '{}')""",
    "procedures_moveddeadline": """INSERT INTO fq.procedures_moveddeadline (matter_id, subject_id, area, procedure,
        version, step, code, kind, was_due_at, after_it, at) VALUES (%(matter)s, %(subject)s, %(area)s, 'stay', 1,
        'decide', 'LEA-2', 'extended', now(), false, now())""",
}
