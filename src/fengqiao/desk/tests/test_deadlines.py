"""How near is near: three working days, whatever lies between."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fengqiao.desk.reads import deadlines, path
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


def test_the_stepper_shows_the_main_way_and_not_everything_that_could_happen():
    assert path.ahead(stay_v1, ["application"]) == ("review", "decide", "away")
    assert path.ahead(stay_v1, ["away"]) == ()
