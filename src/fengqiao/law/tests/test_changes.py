"""Two people change the law of a place: who may, once, seen by every process at once. THREATS T13, T22, T26."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction

from fengqiao.audit.face import Actor, Covering
from fengqiao.kit import clock, scope
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.law.changes import loading

COUNTY, OFFICE = "330681", "330681109"


def post(role: str, person: int, area: str = COUNTY) -> Actor:
    """Somebody in a post; the room stands below the users and takes an actor as it comes."""
    return Actor(person, person, f"第{person}人", role, 3, area, (area,), post=person)


STAFF, LEAD = post("county_staff", 1), post("county_lead", 2)


def terms(at: datetime, *, since: date | None = None, is_correction: bool = False) -> changes.Terms:
    return changes.Terms(
        valid_from=since or clock.local_day(at) + timedelta(days=1), is_correction=is_correction,
        reason="工作规范", document="诸司〔2026〕9号", request=uuid4(),
    )  # fmt: skip


def proposed(at: datetime, *, value: int = 3, by: Actor = STAFF, **told: Any) -> Any:
    return changes.propose_number(name="SUP-1", value=value, terms=terms(at, **told), by=by, at=at)


def confirmed(at: datetime, *, by: Actor = LEAD, **told: Any) -> Any:
    return changes.confirm(change=proposed(at, **told).uid, foreseen={"count": 0}, by=by, at=at)


def read(day: date) -> Any:
    with transaction.atomic(), scope.of((COUNTY,)):
        return law.param("SUP-1", on=day, area=OFFICE).value


@pytest.fixture
def at(db: None) -> datetime:
    return clock.now()


def test_a_proposal_changes_nothing_and_a_confirmed_one_holds_from_its_day(at: datetime) -> None:
    tomorrow = clock.local_day(at) + timedelta(days=1)
    row = proposed(at)
    assert read(tomorrow) == 5
    changes.confirm(change=row.uid, foreseen={"count": 0}, by=LEAD, at=at)
    assert (read(tomorrow - timedelta(days=1)), read(tomorrow)) == (5, 3)
    assert law.param("SUP-1", on=tomorrow, area=OFFICE).value == 5  # outside of a transaction: the files alone


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (STAFF, "not_your_level"),
        (post("county_lead", 1), "own_proposal"),
        (replace(LEAD, cover=Covering("county_staff", 3, COUNTY, 1, "甲", 1)), "own_proposal"),
        (post("county_lead", 3, "330682"), "not_your_level"),
        (post("city_lead", 3, "3306"), "not_your_level"),
        (post("province_lead", 3, "33"), "not_your_level"),
        (post("bureau_head", 3), "not_your_level"),
        (post("administrator", 3), "not_your_level"),
    ],
)
def test_t22_nobody_confirms_the_own_proposal_nor_another_levels(at: datetime, who: Actor, code: str) -> None:
    row = proposed(at)
    with pytest.raises(changes.NotAllowed) as refused:
        changes.confirm(change=row.uid, foreseen={"count": 0}, by=who, at=at)
    assert refused.value.code == code
    row.refresh_from_db()
    assert row.state == "proposed"


@pytest.mark.parametrize("who", [LEAD, post("office_staff", 4, OFFICE), post("county_staff", 4, "3306")])
def test_only_the_staff_of_an_institution_proposes(at: datetime, who: Actor) -> None:
    with pytest.raises((changes.NotAllowed, law.NotYours)):
        proposed(at, by=who)


def test_t22_the_database_itself_refuses_the_proposer_and_a_second_word(at: datetime) -> None:
    row = proposed(at)
    for change in (
        {"state": "confirmed", "settled_person": 1, "settled_at": at, "foreseen": {}},
        {"state": "confirmed", "settled_at": at, "foreseen": {}},
        {"reason": "another"},
    ):
        with pytest.raises(Exception, match=r"law_change|check constraint|permission"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
    changes.confirm(change=row.uid, foreseen={"count": 0}, by=LEAD, at=at)
    for told in ({"state": "refused"}, {"state": "proposed"}, {"note": "later"}):
        with pytest.raises(Exception, match="law_change"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**told)
    with pytest.raises(changes.AlreadySettled):
        changes.refuse(change=row.uid, note="", by=LEAD, at=at)


def test_t26_the_past_is_refused_and_a_correction_says_so(at: datetime) -> None:
    today = clock.local_day(at)
    with pytest.raises(law.NotYours) as refused:
        proposed(at, since=today - timedelta(days=30))
    assert refused.value.code == "past"
    confirmed(at, since=today - timedelta(days=30), is_correction=True)
    assert (read(today - timedelta(days=31)), read(today - timedelta(days=30)), read(today)) == (5, 3, 3)


def test_t26_a_proposal_whose_day_came_meanwhile_is_not_confirmed(at: datetime) -> None:
    row = proposed(at)
    with pytest.raises(law.NotYours):
        changes.confirm(change=row.uid, foreseen={"count": 0}, by=LEAD, at=at + timedelta(days=2))


def test_a_double_press_is_one_proposal_and_each_act_one_audit_row(at: datetime) -> None:
    same = terms(at)
    first = changes.propose_number(name="SUP-1", value=3, terms=same, by=STAFF, at=at)
    again = changes.propose_number(name="SUP-1", value=3, terms=same, by=STAFF, at=at)
    assert first.uid == again.uid


def test_it_is_undone_by_a_further_change_alone(at: datetime) -> None:
    today = clock.local_day(at)
    confirmed(at)
    row = changes.propose_number(
        name="SUP-1", value=None, follows=True, terms=terms(at, since=today + timedelta(days=3)), by=STAFF, at=at
    )
    changes.confirm(change=row.uid, foreseen={"count": 0}, by=LEAD, at=at)
    assert [read(today + timedelta(days=n)) for n in (0, 1, 2, 3)] == [5, 3, 3, 5]


def test_another_process_reads_the_new_number_in_its_next_transaction(at: datetime) -> None:
    """This process had the old edition in memory; the mark that comes with the scope tells it to read again."""
    tomorrow = clock.local_day(at) + timedelta(days=1)
    assert read(tomorrow) == 5
    kept = loading._kept.held
    row = proposed(at)
    with connection.cursor() as cursor:  # as another process would: past everything that this one keeps
        cursor.execute(
            "UPDATE law_change SET state = 'confirmed', settled_person = 2, settled_at = now(), foreseen = '{}' "
            "WHERE uid = %s", (row.uid,),
        )  # fmt: skip
    assert loading._kept.held == kept
    assert read(tomorrow) == 3


def test_a_change_that_is_rolled_back_is_not_kept(at: datetime) -> None:
    tomorrow = clock.local_day(at) + timedelta(days=1)

    for value in (3, 4):
        with transaction.atomic():
            confirmed(at, value=value)
            assert read(tomorrow) == value
            transaction.set_rollback(True)
        assert read(tomorrow) == 5


def test_entering_a_scope_costs_one_statement_and_reading_none(
    at: datetime, django_assert_num_queries: Callable[[int], Any]
) -> None:
    read(clock.local_day(at))
    with transaction.atomic(), django_assert_num_queries(2), scope.of((COUNTY,)):  # and the one that leaves it
        for _ in range(50):
            law.param("SUP-1", on=clock.local_day(at), area=OFFICE)
            law.due("SUP-1", start=clock.local_day(at), area=OFFICE)


def test_outer_doors_know_nothing_of_it(sql: Callable[[str], psycopg.Connection[Any]], db: None) -> None:
    for role in ("fq_public", "fq_mobile", "fq_wall", "fq_seal"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            sql(role).execute("SELECT 1 FROM fq.law_change")
