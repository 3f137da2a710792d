"""Who hears of unusual looking: planted numbers, the thirty-first whole number of a day."""

from __future__ import annotations

from typing import Any

import pytest

from fengqiao.audit import face as audit
from fengqiao.notices import face as notices
from fengqiao.subjects import face as subjects
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.reads.rows import opened
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


def test_t77_opening_the_file_of_a_planted_person_alarms_the_data_officer_at_once_and_once_a_day() -> None:
    county, by = users.someone("data_officer", "330681"), audit.system("planting", ranges=("330681",))
    planted = subjects.plant(area=make.A1, name="沈从远", by=by, at=make.AT)
    assert subjects.planted_numbers("330681")[0] == opened(planted, "number")
    [found] = subjects.search(text="沈从远", by=STAFF, at=make.AT).rows
    assert _told(county) == []
    for _ in range(2):
        subjects.file(uid=found.uid, by=STAFF, today=make.TODAY)
    assert _told(county) == ["canary_opened"]
    make.someone(3, name="真人甲")
    [real] = subjects.search(text="真人甲", by=STAFF, at=make.AT).rows
    subjects.file(uid=real.uid, by=STAFF, today=make.TODAY)
    assert _told(county) == ["canary_opened"]


def test_t77_a_planted_person_is_in_no_caseload_no_count_and_no_job() -> None:
    by = audit.system("planting", ranges=("330681",))
    before = subjects.balance(by=STAFF, place="330681", since=make.TODAY, until=make.TODAY)
    one = subjects.plant(area=make.A1, name="沈从远", by=by, at=make.AT)
    two = subjects.plant(area=make.A1, name="陆远舟", by=by, at=make.AT)
    assert len({opened(each, "number") for each in (one, two)}) == 2
    assert subjects.caseload(by=STAFF, today=make.TODAY, filters=subjects.CaseloadFilters()).total == 0
    assert subjects.balance(by=STAFF, place="330681", since=make.TODAY, until=make.TODAY) == before
    assert not one.running


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
