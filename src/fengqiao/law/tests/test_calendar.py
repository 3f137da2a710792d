"""The calendar against the notices, its edges, and local changes."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from importlib import resources

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengqiao.law import face as law
from fengqiao.law.workdays import statutory_days

DAYS = st.dates(date(1985, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("year", "worked"),
    [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_the_working_days_of_its_notice(year: int, worked: int) -> None:
    assert law.working_days_between(date(year, 1, 1), date(year, 12, 31)) == worked


def test_the_package_and_the_list_of_exceptions_agree_where_both_are_official() -> None:
    file = resources.files("fengqiao.law") / "data" / "cn_workday_exceptions.csv"
    official = [row for row in csv.DictReader(file.read_text("utf-8").splitlines()) if row["basis"] == "official"]
    assert {int(row["date"][:4]) for row in official} == set(range(2016, law.LAST_PUBLISHED_YEAR + 1))
    for row in official:
        assert chinese_calendar.is_workday(date.fromisoformat(row["date"])) == (row["is_workday"] == "1"), row


def test_the_published_years_end_where_the_package_ends() -> None:
    assert chinese_calendar.is_workday(date(law.LAST_PUBLISHED_YEAR, 12, 31)) is True
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(date(law.LAST_PUBLISHED_YEAR + 1, 1, 4))


def test_a_provisional_year_has_the_thirteen_statutory_days_and_no_make_up_day() -> None:
    # In 2028 Mid-autumn falls on the third National Day: twelve dates.
    assert [sum(day.year == year for day in statutory_days()) for year in (2027, 2028)] == [13, 12]
    for day in (date(2027, 1, 1) + timedelta(days=n) for n in range(731)):
        assert law.is_provisional(day)
        assert law.is_working(day) == (day.weekday() < 5 and day not in statutory_days())


def test_make_up_weekends_are_worked() -> None:
    assert law.is_working(date(2026, 10, 10))
    assert not law.is_working(date(2026, 10, 11))


def test_outside_its_years_the_calendar_refuses() -> None:
    for day in (date(1979, 12, 31), date(2100, 1, 1)):
        with pytest.raises(law.OutsideCalendar):
            law.is_working(day)
    with pytest.raises(law.OutsideCalendar):
        law.due("INV-1", start=date(2099, 12, 30))
    with pytest.raises(law.OutsideCalendar):
        law.published().on_or_before(date(1979, 1, 1))


def test_beyond_the_published_years_an_answer_is_given_and_marked() -> None:
    found = law.due("INV-1", start=date(2035, 5, 1))
    assert found.provisional
    assert any("2026" in line for line in found.reasoning("zh"))


@given(DAYS, st.integers(1, 400))
def test_counting_on_passes_exactly_so_many_working_days(day: date, count: int) -> None:
    end = law.published().after(day, count)
    assert law.is_working(end)
    assert law.working_days_between(day + timedelta(days=1), end) == count


@given(DAYS, st.integers(0, 500), st.integers(0, 500))
def test_working_days_add_up_over_adjoining_stretches(day: date, one: int, two: int) -> None:
    middle, last = day + timedelta(days=one), day + timedelta(days=one + two)
    whole = law.working_days_between(day, last)
    assert whole == law.working_days_between(day, middle) + law.working_days_between(middle + timedelta(days=1), last)


@given(DAYS)
def test_the_next_working_day_is_the_first_one_not_before_the_day(day: date) -> None:
    following = law.next_working(day)
    assert law.is_working(following)
    assert all(not law.is_working(day + timedelta(days=n)) for n in range((following - day).days))


@settings(max_examples=40, deadline=None)  # each example builds a calendar
@given(st.dates(date(2010, 1, 1), date(2025, 12, 31)), st.sets(st.integers(1, 30), max_size=6), st.integers(1, 15))
def test_an_institution_s_closed_days_only_delay_and_leave_the_country_s_calendar_alone(
    start: date, closed: set[int], count: int
) -> None:
    own = law.published().changed({start + timedelta(days=n): False for n in closed})
    end = own.after(start, count)
    assert end >= law.published().after(start, count)
    assert own.between(start + timedelta(days=1), end) == count
    assert law.due("INV-1", start=start, calendar=own).last_good_day == own.after(start, 10)


def test_a_local_change_can_open_a_day() -> None:
    saturday = date(2026, 3, 7)
    assert not law.is_working(saturday)
    assert law.published().changed({saturday: True}).is_working(saturday)
