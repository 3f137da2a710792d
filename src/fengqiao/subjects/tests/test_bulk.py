"""Rows that travel as one document arrive as they were sent, under the same rights as any others."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fengqiao.kit import bulk, scope
from fengqiao.kit.ids import new_id
from fengqiao.subjects import face as subjects
from fengqiao.subjects.actions import building
from fengqiao.subjects.models import Overlay, Subject
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.usefixtures("everywhere")
ODD = "引号\"'\\ 换行\n制表\t {a,b} NULL \\x00 \U00020bb7 \ue000"


def row(serial: int, **values: object) -> Subject:
    given = building.subject(
        subjects.prepare(make.new(serial)), uid=new_id(), state="in_correction", source="initial_load"
    )
    for name, value in values.items():
        setattr(given, name, value)
    return given


def test_every_kind_of_cell_arrives_as_it_was_sent() -> None:
    sent = row(1, reason=ODD, flags=["sick", "a,b", '"', ""], phone_sealed=None, tail_hash=b"\x00\xff\\x", act=new_id())
    bulk.insert_keyed([sent, row(2)])
    found = Subject.objects.get(pk=sent.pk)
    for field in Subject._meta.local_concrete_fields:
        if not field.generated:
            assert getattr(found, field.attname) == getattr(sent, field.attname), field.name
    assert found.running


def test_each_row_learns_its_own_key() -> None:
    rows = [row(n) for n in range(20)]
    bulk.insert_keyed(rows)
    assert {each.pk: each.uid for each in rows} == dict(Subject.objects.values_list("pk", "uid"))


def test_one_statement_however_many_rows() -> None:
    with CaptureQueriesContext(connection) as queries:
        bulk.insert([row(n) for n in range(30)])
        bulk.insert([])
        bulk.insert_keyed([])
    assert len(queries) == 1
    assert Subject.objects.count() == 30


def test_a_row_outside_the_scope_is_refused_with_the_rest() -> None:
    with transaction.atomic(), scope.of(("330682",)), pytest.raises(DatabaseError), transaction.atomic():
        bulk.insert([row(1, area=make.B1), row(2, area=make.A1)])
    assert not Subject.objects.exists()


def test_a_child_of_nobody_is_refused() -> None:
    orphan = Overlay(uid=new_id(), area=make.A1, subject_id=10**9, kind="detained", first_day=date(2026, 9, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([orphan])


def test_a_text_longer_than_its_column_is_refused_not_cut() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        bulk.insert([row(1, ethnicity="汉" * 41)])


def test_a_prepared_person_is_stored_as_one_given_raw() -> None:
    lead = make.actor()
    raw = make.new(1, name=" 陈  测 ")
    [created] = subjects.load(people=[subjects.prepare(raw)], source="x", by=lead, at=make.AT)
    [again] = subjects.load(people=[raw], source="x", by=lead, at=make.AT)
    assert (created.status, again.status, again.uid) == ("created", "unchanged", created.uid)
    with pytest.raises(subjects.OutOfScope):
        subjects.load(people=[subjects.prepare(make.new(2, area=make.B1))], source="x", by=lead, at=make.AT)
    with pytest.raises(subjects.NotAcceptable):
        subjects.prepare(make.new(3, name="张\u202e三"))
