"""Days and hours around the build, the last days of months included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fengqiao.demo.days import Days, add_months
from fengqiao.kit.clock import local_day

MORNING = Days(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
NIGHT = Days(datetime(2026, 11, 23, 15, 30, tzinfo=UTC))


def test_the_office_works_on_working_days_and_never_later_than_now() -> None:
    assert local_day(MORNING.office(-1, 9)) == date(2026, 11, 20)
    assert MORNING.office(0, 16) == MORNING.now


def test_something_later_today_is_always_ahead() -> None:
    assert MORNING.later_today(18) == MORNING.at(0, 18)
    assert NIGHT.later_today(18) == NIGHT.now + timedelta(hours=2)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 5, 31), -18, date(2024, 11, 30)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected
