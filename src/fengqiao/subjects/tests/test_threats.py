"""The ★ cases of THREATS 4.1 that meet the room's tables, on raw SQL as the door's role."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import transaction

from fengqiao.kit import crypto, scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories as make

Sql = Callable[[str], psycopg.Connection[Any]]
OA = make.actor("office_head", make.A1, person=11)
LEAD = make.actor(person=12)


@contextmanager
def everything() -> Iterator[None]:
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        yield


def enter(raw: psycopg.Connection[Any], prefix: str) -> None:
    lo, hi = scope.bounds(prefix)
    raw.execute("SELECT set_config('app.lo1', %s, true), set_config('app.hi1', %s, true)", (lo, hi))


def test_t08_a_number_held_elsewhere_and_an_unknown_one_answer_alike(committed: str) -> None:
    known = [make.someone(n, area=make.B1) for n in range(25)]
    there = make.actor(area="330682")
    with everything():
        numbers = [subjects.reveal(uid=p.uid, key="number", reason="x", by=there, at=make.AT) for p in known]
    took: dict[bool, list[float]] = {True: [], False: []}
    answers: dict[bool, set[tuple[str, ...]]] = {True: set(), False: set()}
    for n in range(40):
        held = n % 2 == 0
        person = make.new(100 + n, arrived_on=None, registered_on=None, documents_on=date(2026, 9, 1))
        if held:
            person = make.new(100 + n, number=numbers[n // 2], arrived_on=None, registered_on=None,
                              documents_on=date(2026, 9, 1))  # fmt: skip
        by = make.actor("office_head", make.A1, person=500 + n // 10)
        before = time.perf_counter()
        subject = subjects.enrol(person=person, by=by, at=make.AT)
        took[held].append(time.perf_counter() - before)
        answers[held].add((subject.state, subject.area, str(subject.version), str(subject.minor)))
    assert answers[True] == answers[False]
    ratio = statistics.median(took[True]) / statistics.median(took[False])
    assert 0.4 < ratio < 2.5, "a claim that hits does no extra work; `make soak` measures it closely"


def test_t08_the_table_and_the_matcher_are_closed_to_the_staff_door(committed: str, sql: Sql) -> None:
    web = sql("fq_web")
    for statement in ("SELECT * FROM subjects_identity", "SELECT * FROM match_identity(1)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
            web.execute(statement)
    enter(web, make.A1)
    claim = "SELECT claim_identity(ARRAY['\\x01'::bytea], ARRAY[gen_random_uuid()], ARRAY[%s], 'somebody', false)"
    with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
        web.execute(claim, (make.B1,))
    assert web.execute(claim, (make.A1,)).fetchone() == ("",)


def test_t08_twenty_claims_an_hour_and_not_one_more(committed: str) -> None:
    for n in range(20):
        make.notified(n, by=OA)
    with pytest.raises(subjects.TooManyClaims):
        make.notified(20, by=OA)
    with pytest.raises(subjects.TooManyClaims):  # nor in another post of the same person
        make.notified(20, by=replace(OA, role="office_staff", post=77))
    with everything():
        assert Subject.objects.count() == 20
    assert make.notified(21, by=make.actor("office_head", make.A1, person=99)).area == make.A1


def test_t08_the_worker_tells_both_counties_and_only_of_the_other_county(committed: str, sql: Sql) -> None:
    one, two = make.someone(1), make.someone(1, area=make.B1)
    make.someone(2)
    worker = sql("fq_worker")
    rows = worker.execute("SELECT subject_uid, area, other_county FROM match_identity(100)").fetchall()
    assert sorted(rows) == sorted([(one.uid, make.A1, "330682"), (two.uid, make.B1, "330681")])
    assert worker.execute("SELECT * FROM match_identity(100)").fetchall() == []


def test_t28_a_fact_cannot_be_overwritten_without_its_version(committed: str, sql: Sql) -> None:
    person = make.someone(1)
    web = sql("fq_web")
    enter(web, make.A1)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation), web.transaction():
        web.execute("UPDATE subjects_subject SET term_end = '2030-01-01' WHERE id = %s", (person.pk,))
    for statement in ("DELETE FROM subjects_subject", "TRUNCATE subjects_version", "DELETE FROM subjects_sentence"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
            web.execute(statement)
    web.execute(
        "UPDATE subjects_subject SET term_end = '2030-01-01', version = version + 1 WHERE id = %s", (person.pk,)
    )
    kept = web.execute('SELECT before ->> %s, fields FROM subjects_version WHERE "row" = %s', ("term_end", person.uid))
    assert kept.fetchone() == ("2027-02-28", ["term_end"])


def test_t28_the_time_of_recording_is_the_databases_own(committed: str, sql: Sql) -> None:
    person = make.someone(1)
    assert abs(time.time() - person.recorded_at.timestamp()) < 600
    web = sql("fq_web")
    enter(web, make.A1)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("UPDATE subjects_sentence SET recorded_at = '2020-01-01', version = version + 1")


def test_t31_a_value_moved_into_another_row_does_not_open(committed: str, sql: Sql) -> None:
    one, two = make.someone(1), make.someone(2)
    owner = sql("fq_owner")
    owner.execute("SELECT set_config('app.migrating', 'yes', false)")
    owner.execute(
        """UPDATE fq.subjects_subject s SET phone_sealed = o.phone_sealed, version = s.version + 1
           FROM fq.subjects_subject o WHERE o.id <> s.id"""
    )
    owner.commit()
    with everything():
        for person in (one, two):
            with pytest.raises(crypto.SealBroken):
                subjects.reveal(uid=person.uid, key="phone", reason="核对", by=LEAD, at=make.AT)
            with pytest.raises(crypto.SealBroken):
                subjects.file(uid=person.uid, by=LEAD, today=make.TODAY)


def test_t12_every_act_leaves_one_row_that_names_nobody(committed: str, sql: Sql) -> None:
    person = make.someone(1, name="欧阳测试")
    seal = sql("fq_seal")
    rows = seal.execute("SELECT what, object, actor, data::text FROM audit_row ORDER BY id").fetchall()
    assert [row[0] for row in rows] == ["subjects.loaded", "subjects.load"]
    assert '"created": 1' in rows[0][3]
    assert "欧阳" not in str(rows)
    assert make.number(1) not in str(rows)
    assert str(person.uid) not in str(rows)
