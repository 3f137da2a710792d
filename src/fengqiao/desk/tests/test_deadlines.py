"""How near is near: three working days, whatever lies between."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fengqiao.desk.reads import deadlines, path
from fengqiao.law import face as law
from fengqiao.procedures.tests.stays import stay_v1


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (datetime(2026, 11, 23, 2, tzinfo=UTC), 3),  # Monday: Tuesday to Thursday
        (datetime(2026, 11, 27, 2, tzinfo=UTC), 5),  # Friday: Monday to Wednesday
        (datetime(2026, 9, 30, 2, tzinfo=UTC), 10),  # before the National Day holiday
    ],
)
def test_three_working_days_span_weekends_and_holidays(day, span):
    assert deadlines.soon_days(day) == span


def test_a_list_of_a_place_passes_over_its_own_closed_days():
    closed = frozenset({date(2026, 11, 24)})
    with law.supposing(law.Edition([law.ClosedDays(area="330681", closed=closed, reopened=frozenset())])):
        spans = [
            deadlines.soon_days(datetime(2026, 11, 23, 2, tzinfo=UTC), area=area) for area in ("330681109", "330682")
        ]
    assert spans == [4, 3]


def test_the_stepper_shows_the_main_way_and_not_everything_that_could_happen():
    assert path.ahead(stay_v1, ["application"]) == ("review", "decide", "away")
    assert path.ahead(stay_v1, ["away"]) == ()
