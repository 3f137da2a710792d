"""Leaves as facts: granted, changed, closed, cancelled, each effect once however often it is called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from fengqiao.casework import face as casework
from fengqiao.casework.models import CaseworkVersion, Leave
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.usefixtures("everywhere")
LEAD = make.actor()
MATTER = uuid4()


def call(effect: Callable[..., Any], person: Subject, **values: Any) -> Any:
    given = {"by": LEAD, "at": make.AT, "subject_id": person.pk, "area": person.area, "matter": MATTER, "act": uuid4()}
    return effect(**(given | values))


@pytest.fixture
def person(everywhere: None) -> Subject:
    return make.someone(1)


@pytest.fixture
def leave(person: Subject) -> Leave:
    days = {"first_day": date(2026, 12, 1), "last_day": date(2026, 12, 5)}
    return call(casework.record_leave, person, **days, places=("310101",), reason="medical")


def test_a_granted_leave_is_a_span_with_both_days_inside(person: Subject, leave: Leave) -> None:
    [span] = casework.approved_leaves(subject_id=person.pk, on=make.TODAY)
    assert (span.first_day, span.last_day, span.matter) == (date(2026, 12, 1), date(2026, 12, 5), MATTER)
    assert set(casework.on_leave([person.pk], on=date(2026, 12, 5))) == {person.pk}
    assert casework.on_leave([person.pk], on=date(2026, 12, 6)) == {}


def test_the_same_act_records_one_leave(person: Subject) -> None:
    act = uuid4()
    values = {
        "first_day": date(2026, 12, 1),
        "last_day": date(2026, 12, 2),
        "places": (),
        "reason": "study",
        "act": act,
    }
    assert call(casework.record_leave, person, **values).pk == call(casework.record_leave, person, **values).pk
    assert Leave.objects.count() == 1


def test_an_extension_keeps_what_was_granted_first(person: Subject, leave: Leave) -> None:
    act = uuid4()
    for _ in range(2):
        call(casework.change_leave, person, last_day=date(2026, 12, 8), act=act)
    leave.refresh_from_db()
    assert (leave.last_day, leave.granted_last_day, leave.version) == (date(2026, 12, 8), date(2026, 12, 5), 2)
    version = CaseworkVersion.objects.get(row=leave.uid)
    assert (version.before["last_day"], version.fields, version.act) == ("2026-12-05", ["last_day"], act)


def test_a_former_act_is_still_known_after_a_later_one(person: Subject, leave: Leave) -> None:
    first = uuid4()
    call(casework.change_leave, person, last_day=date(2026, 12, 8), act=first)
    call(casework.change_leave, person, last_day=date(2026, 12, 9))
    call(casework.change_leave, person, last_day=date(2026, 12, 8), act=first)
    leave.refresh_from_db()
    assert (leave.last_day, leave.version) == (date(2026, 12, 9), 3)


@pytest.mark.parametrize(
    ("returned_on", "state", "last_day", "kept"),
    [
        (date(2026, 12, 5), "returned", date(2026, 12, 5), date(2026, 12, 5)),
        (date(2026, 12, 3), "returned", date(2026, 12, 3), date(2026, 12, 3)),
        (date(2026, 12, 9), "returned", date(2026, 12, 5), date(2026, 12, 9)),
        (date(2026, 11, 30), "cancelled", date(2026, 12, 5), None),
    ],
)
def test_closing(
    person: Subject, leave: Leave, returned_on: date, state: str, last_day: date, kept: date | None
) -> None:
    act = uuid4()
    for _ in range(2):
        call(casework.close_leave, person, returned_on=returned_on, act=act)
    leave.refresh_from_db()
    assert (leave.state, leave.last_day, leave.returned_on, leave.version) == (state, last_day, kept, 2)


def test_a_cancelled_leave_no_longer_counts(person: Subject, leave: Leave) -> None:
    call(casework.cancel_leave, person)
    assert casework.approved_leaves(subject_id=person.pk, on=make.TODAY) == ()
    assert [span.state for span in casework.leaves_of(person.pk)] == ["cancelled"]
    with pytest.raises(casework.NoLeave):
        call(casework.change_leave, person, last_day=date(2026, 12, 9))


def test_ending_what_was_never_granted_does_nothing(person: Subject) -> None:
    assert call(casework.close_leave, person, returned_on=date(2026, 12, 1)) is None
    assert call(casework.cancel_leave, person) is None


def test_days_in_the_wrong_order_are_refused(person: Subject, leave: Leave) -> None:
    with pytest.raises(casework.WrongDays):
        call(casework.change_leave, person, last_day=date(2026, 11, 1))
    days = {"first_day": date(2026, 12, 2), "last_day": date(2026, 12, 1)}
    with pytest.raises(casework.WrongDays):
        call(casework.record_leave, person, **days, places=(), reason="study")
