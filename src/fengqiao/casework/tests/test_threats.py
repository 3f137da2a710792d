"""The ★ cases of THREATS 4.1 on every case table of people and casework, on raw SQL as the door's role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg

from fengqiao.casework import face as casework
from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import NewContact, Subject
from fengqiao.subjects.tests import factories as make

Sql = Callable[[str], psycopg.Connection[Any]]


def enter(raw: psycopg.Connection[Any], prefix: str) -> None:
    lo, hi = scope.bounds(prefix)
    raw.execute("SELECT set_config('app.lo1', %s, true), set_config('app.hi1', %s, true)", (lo, hi))


def case_tables(raw: psycopg.Connection[Any]) -> list[str]:
    rows = raw.execute(
        """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'fq'
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'area'
           WHERE c.relkind = 'r' AND (c.relname LIKE 'subjects\\_%' OR c.relname LIKE 'casework\\_%')
             AND has_table_privilege('fq_web', c.oid, 'SELECT')"""
    ).fetchall()
    return sorted(name for (name,) in rows)


def of_a_person(raw: psycopg.Connection[Any]) -> list[str]:
    """The case tables whose rows belong to a file. The proof of a destruction belongs to none: it outlives the file."""
    rows = raw.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'fq' AND column_name = 'subject_id'"
    ).fetchall()
    return [table for table in case_tables(raw) if (table,) in rows]


def begin(effect: dict[str, Any]) -> None:
    """An induction, a group with a member, a plan and its review."""
    day = date(2026, 9, 3)
    casework.record_induction(
        **effect, act=uuid4(), announced_on=day, place="office", attendees="王阿婆", is_public=False,
        had_interpreter=False, had_guardian=True, is_signed=True,
    )  # fmt: skip
    member = casework.NewMember(name="陈立群", kind="justice_office", sex="1", phone="13900000009", knows_minors=True)
    casework.add_member(**effect, act=uuid4(), member=member, first_day=day)
    casework.form_group(**effect, act=uuid4(), formed_on=day)
    plan = casework.NewPlan("first", "评估", "心理", "监督", "帮扶")
    casework.adopt_plan(**effect, act=uuid4(), plan=plan, first_day=day)
    casework.record_plan_review(**effect, act=uuid4(), reviewed_on=day, effect="good", note="效果明显")


BY_HAND = (
    "subjects_avoidance", "subjects_hold", "subjects_erasure", "subjects_joining", "subjects_joinedrow",
    "subjects_move",
)  # fmt: skip
MADE_BY_FUNCTIONS = {"subjects_joinedrow", "subjects_move"}
"""No door writes these: a definer does, of which the rooms' own tests tell."""


def fill(area: str, serial: int, sql: Sql) -> Subject:
    """A person with a row in every case table of the two rooms."""
    web, owner = sql("fq_web"), sql("fq_owner")
    lead = make.actor(area=area[:6], person=20 + serial)
    person = make.someone(
        serial, by=lead, area=area, birth_date=date(2010, 5, 6), contacts=(NewContact("5", "guardian", "李家长"),)
    )
    about = {"by": lead, "at": make.AT, "subject_id": person.pk}
    effect = about | {"area": area, "matter": uuid4()}
    subjects.open_overlay(**effect, act=uuid4(), kind="lost_contact", since=date(2026, 11, 1))
    subjects.correct_facts(uid=person.uid, changes={"marriage": "20"}, reason="户口簿", by=lead, at=make.AT)
    asked = {"asked_by": "person", "field": "contact", "wish": "号码已换", "received_on": date(2026, 9, 1)}
    subjects.receive_request(**asked, uid=person.uid, request=uuid4(), by=lead, at=make.AT)
    casework.load_class(**about, class_name="strict", first_day=date(2026, 9, 3))
    casework.assign_officer(**about, person=77, name="沈所员", first_day=date(2026, 9, 3))
    casework.load_injunctions(
        **about, items=[casework.NewInjunction("禁止进入网吧", "area")], first_day=date(2026, 9, 1)
    )
    leave = {"first_day": date(2026, 12, 1), "last_day": date(2026, 12, 3)}
    casework.record_leave(**effect, **leave, act=uuid4(), places=("310101",), reason="medical")
    casework.change_leave(**effect, act=uuid4(), last_day=date(2026, 12, 4))
    begin(effect)
    enter(web, area)
    web.execute(
        """INSERT INTO subjects_countycheck (uid, area, subject_id, version, reason, other_county, pair, answer)
           VALUES (%s, %s, %s, 1, '', '330682', %s, '')""",
        (uuid4(), area, person.pk, uuid4()),
    )
    web.commit()
    owner.execute("SELECT set_config('app.migrating', 'yes', false)")
    for table in BY_HAND:
        _row(owner, table, area=area, subject_id=person.pk)
    owner.commit()
    return person


def _row(owner: psycopg.Connection[Any], table: str, **given: Any) -> None:
    """A row with whatever its columns take, for tables whose rows come about in long ways."""
    columns = owner.execute(
        """SELECT column_name, udt_name FROM information_schema.columns
           WHERE table_schema = 'fq' AND table_name = %s AND is_identity = 'NO'
             AND (is_nullable = 'NO' AND column_default IS NULL OR column_name = 'subject_id')""",
        (table,),
    ).fetchall()
    made = {"uuid": uuid4, "int8": lambda: 97, "int4": lambda: 1, "bool": lambda: False, "bytea": lambda: b"",
            "date": lambda: date(2026, 9, 1), "timestamptz": lambda: make.AT, "jsonb": lambda: "{}"}  # fmt: skip
    values = {name: given.get(name, made.get(kind, lambda: "proposed")()) for name, kind in columns}
    names, cells = ", ".join(f'"{each}"' for each in values), ", ".join(f"%({each})s" for each in values)
    owner.execute(f"INSERT INTO fq.{table} ({names}) VALUES ({cells})", values)


def test_t02_a_fresh_an_emptied_and_a_foreign_scope_see_nothing_on_any_table(committed: str, sql: Sql) -> None:
    web = sql("fq_web")
    fill(make.A1, 1, sql)
    tables = case_tables(web)
    assert len(tables) == 25
    seen: dict[str, set[int]] = {"own": set(), "fresh": set(), "foreign": set(), "emptied": set()}

    def count(into: str) -> None:
        for table in tables:
            row = web.execute(f"SELECT count(*) FROM {table}").fetchone()
            seen[into].add(row[0] if row else -1)

    count("fresh")
    web.commit()
    enter(web, make.B1)
    count("foreign")
    web.commit()
    enter(web, make.A1)
    count("own")
    web.commit()
    count("emptied")
    assert seen["fresh"] == seen["foreign"] == seen["emptied"] == {0}
    assert min(seen["own"]) >= 1


def _copied(web: psycopg.Connection[Any], table: str, **changed: Any) -> str:
    """Insert a copy of a row of one's own with other keys; the name of the error, or ok."""
    columns = [
        name
        for (name,) in web.execute(
            """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
               AND has_column_privilege('fq_web', attrelid, attnum, 'INSERT')""",
            (f"fq.{table}",),
        ).fetchall()
    ]
    fresh = {
        "uid": uuid4(),
        "made_by": uuid4(),
        "row": uuid4(),
        "pair": uuid4(),
        "joined": uuid4(),
        "last_day": date(2030, 1, 1),
    }
    values = {k: v for k, v in (fresh | changed).items() if k in columns}
    cells = ", ".join(f"%({c})s" if c in values else f'"{c}"' for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)
    try:
        with web.transaction():
            web.execute(f"INSERT INTO {table} ({names}) SELECT {cells} FROM {table} LIMIT 1", values)
    except psycopg.Error as error:
        return type(error).__name__
    return "ok"


def test_t07_a_child_of_a_foreign_person_is_refused_for_every_key(committed: str, sql: Sql) -> None:
    web = sql("fq_web")
    own, foreign = fill(make.A1, 1, sql), fill(make.B1, 2, sql)
    enter(web, make.A1)
    children = [t for t in of_a_person(web) if t not in MADE_BY_FUNCTIONS]
    for table in children:
        another = {
            "subjects_namekey": {"key": "nobody's"},
            "casework_plan": {"number": 99},
            "subjects_avoidance": {"person": 96},
        }.get(table, {})
        assert _copied(web, table, subject_id=own.pk, **another) == "ok", table
        assert _copied(web, table, subject_id=foreign.pk) == "ForeignKeyViolation", table
        still = _copied(web, table, subject_id=foreign.pk, last_day=None)
        # A unique key without the area would answer first, and tell of the foreign row.
        assert still in {"ForeignKeyViolation", "NotNullViolation"}, table
        assert _copied(web, table, subject_id=987654321) == "ForeignKeyViolation", table
        assert _copied(web, table, subject_id=foreign.pk, area=make.B1) == "InsufficientPrivilege", table


def test_t14_versions_and_all_else_follow_the_person(committed: str, sql: Sql) -> None:
    web = sql("fq_web")
    person = fill(make.A1, 1, sql)
    owner = sql("fq_owner")
    owner.execute("SELECT set_config('app.migrating', 'yes', false)")
    owner.execute("UPDATE fq.subjects_subject SET area = %s WHERE id = %s", (make.B1, person.pk))
    owner.commit()
    for prefix, expected in ((make.A1, 0), (make.B1, 1)):
        enter(web, prefix)
        for table in ("subjects_subject", *of_a_person(web)):
            row = web.execute(f"SELECT least(count(*), 1) FROM {table}").fetchone()
            assert row == (expected,), (prefix, table)
        web.commit()
    enter(web, make.B1)
    versions = web.execute("SELECT count(*) FROM subjects_version WHERE 'area' = ANY (fields)").fetchone()
    assert versions == (0,), "moving with the person is no correction of a fact"
