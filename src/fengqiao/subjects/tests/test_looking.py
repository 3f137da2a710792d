"""Who hears of unusual looking: planted numbers, the thirty-first whole number of a day."""

from __future__ import annotations

from typing import Any

import pytest

from fengqiao.notices import face as notices
from fengqiao.subjects import face as subjects
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.tests import factories as make
from fengqiao.users.tests import factories as users

STAFF = make.actor("office_staff", make.A1, person=31)


@pytest.fixture(autouse=True)
def _everywhere(everywhere: None) -> None:
    """Officers of several levels look at what was told."""


def _told(officer: users.Someone) -> list[str]:
    """The kinds of the notices that lie with a post."""
    return [row.kind for row in notices.inbox(by=officer.actor(make.AT), at=make.AT).rows]


def test_t18_a_planted_number_alarms_the_data_officer_at_once_and_is_answered_like_an_unknown_one() -> None:
    county, city = users.someone("data_officer", "330681"), users.someone("data_officer", "3306")
    elsewhere = users.someone("data_officer", "330682")
    planted = subjects.planted_numbers("330681")
    assert len(set(planted)) == len(planted) >= 40
    assert subjects.search(text=make.number(77), by=STAFF, at=make.AT).rows == ()
    assert _told(county) == []
    found = subjects.search(text=planted[3].lower(), by=STAFF, at=make.AT)
    assert (found.rows, found.more, found.how) == ((), False, "number")
    assert (_told(county), _told(city), _told(elsewhere)) == (["canary_search"], ["canary_search"], [])


def test_t18_a_planted_number_that_somebody_has_after_all_alarms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    county = users.someone("data_officer", "330681")
    monkeypatch.setattr(canaries, "is_planted", lambda number: True)
    make.someone(1)
    assert subjects.search(text=make.number(1), by=STAFF, at=make.AT).rows
    assert _told(county) == []


def test_t18_the_data_officer_hears_of_the_thirty_first_search_of_a_day() -> None:
    county = users.someone("data_officer", "330681")
    for _ in range(30):
        subjects.search(text=make.number(1), by=STAFF, at=make.AT, reason="群众来访核实")
    assert _told(county) == []
    with pytest.raises(subjects.TooManySearches):
        subjects.search(text=make.number(1), by=STAFF, at=make.AT, reason="群众来访核实")
    assert _told(county) == ["exact_searches"]


def test_t18_planted_numbers_follow_from_the_key_alone(settings: Any) -> None:
    before = subjects.planted_numbers("330681")
    settings.FENGQIAO_KEY = bytes(32)
    assert not set(subjects.planted_numbers("330681")) & set(before)
