"""Counting leave: by table, and by property against a second, slower way of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.catalogue.rules import (
    Span,
    city_area,
    counted_days,
    days_of,
    days_within,
    is_beyond_the_border,
    leaves_the_city,
    touches,
    window_of,
)

DAY = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))
SPAN = st.builds(lambda first, n: Span(first, first + timedelta(days=n)), DAY, st.integers(0, 60))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "inclusive", "exclusive"),
    [
        ("2026-11-25", "2026-11-25", 1, 1),
        ("2026-11-25", "2026-11-26", 2, 1),
        ("2026-11-25", "2026-12-01", 7, 6),
        ("2026-11-25", "2026-12-02", 8, 7),
        ("2026-02-01", "2026-03-02", 30, 29),
    ],
)
def test_both_days_count_unless_the_parameter_says_otherwise(
    first: str, last: str, inclusive: int, exclusive: int
) -> None:
    span = Span(day(first), day(last))
    assert days_of(span, counting="inclusive") == inclusive
    assert days_of(span, counting="exclusive") == exclusive


def test_an_unknown_way_of_counting_is_refused() -> None:
    with pytest.raises(ValueError, match=r"leave\.counting"):
        counted_days(Span(day("2026-01-01"), day("2026-01-02")), counting="some")
    with pytest.raises(ValueError, match=r"leave\.sum_window"):
        window_of(day("2026-01-01"), months=2, window="some")


@pytest.mark.parametrize(
    ("last", "window", "first"),
    [
        ("2026-11-28", "rolling", "2026-09-29"),
        ("2026-04-30", "rolling", "2026-03-01"),
        ("2026-11-28", "calendar", "2026-10-01"),
        ("2026-01-10", "calendar", "2025-12-01"),
    ],
)
def test_the_window_of_two_months(last: str, window: str, first: str) -> None:
    assert window_of(day(last), months=2, window=window) == (day(first), day(last))


def test_only_the_part_inside_the_window_counts_and_a_day_on_two_leaves_counts_once() -> None:
    this = Span(day("2026-11-25"), day("2026-11-28"))
    earlier = [
        Span(day("2026-09-20"), day("2026-09-30")),
        Span(day("2026-11-20"), day("2026-11-25")),
        Span(day("2026-12-01"), day("2026-12-05")),
    ]
    assert days_within(this, earlier, months=2, counting="inclusive", window="rolling") == 2 + 9


@given(
    SPAN,
    st.lists(SPAN, max_size=5),
    st.sampled_from(["inclusive", "exclusive"]),
    st.sampled_from(["rolling", "calendar"]),
)
def test_the_sum_equals_a_count_day_by_day(this: Span, others: list[Span], counting: str, window: str) -> None:
    first, last = window_of(this.last, months=2, window=window)
    total, walked = 0, first
    while walked <= last:
        for span in (this, *others):
            begins = span.first + timedelta(days=1 if counting == "exclusive" and span.last > span.first else 0)
            if begins <= walked <= span.last:
                total += 1
                break
        walked += timedelta(days=1)
    assert days_within(this, others, months=2, counting=counting, window=window) == total


@given(SPAN, st.lists(SPAN, max_size=4), SPAN)
def test_one_more_leave_never_makes_the_sum_smaller(this: Span, others: list[Span], more: Span) -> None:
    how = {"months": 2, "counting": "inclusive", "window": "rolling"}
    assert days_within(this, [*others, more], **how) >= days_within(this, others, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("330102", "3301"),
        ("330102001", "3301"),
        ("330681109201", "330681"),
        ("330681", "330681"),
        ("330624", "330624"),
        ("330603", "3306"),
        ("441900", "4419"),
        ("429004", "429004"),
        ("110105", "1101"),
        ("500101", "5001"),
        ("33", "33"),
        ("3301", "3301"),
    ],
)
def test_a_city_is_its_districts_and_a_county_stands_for_itself(code: str, area: str) -> None:
    assert city_area(code) == area


@pytest.mark.parametrize(
    ("home", "place", "leaves"),
    [
        ("330602001001", "330603", False),
        ("330602", "330604002", False),
        ("330602", "330681", True),
        ("330681109201", "330681", False),
        ("330681109201", "330602", True),
        ("330102", "330122", True),
        ("330122", "330102", True),
        ("330102", "3301", True),
        ("330102", "33", True),
        ("441900003", "4419", False),
        ("441900003", "441900101", False),
        ("441900003", "442000", True),
        ("429004", "429005", True),
        ("429004001", "429004", False),
        ("110105", "110101", False),
    ],
)
def test_moving_between_districts_of_one_city_is_not_leaving(home: str, place: str, leaves: bool) -> None:
    assert leaves_the_city(home, place) is leaves


@pytest.mark.parametrize(("place", "beyond"), [("81", True), ("820001", True), ("710000", True), ("330102", False)])
def test_hong_kong_macao_and_taiwan_lie_beyond_the_border(place: str, beyond: bool) -> None:
    assert is_beyond_the_border(place) is beyond


@pytest.mark.parametrize(
    ("place", "area", "meets"),
    [("330102", "330102001", True), ("330102001", "330102", True), ("330103", "330102", False)],
)
def test_a_place_touches_an_area_when_one_contains_the_other(place: str, area: str, meets: bool) -> None:
    assert touches(place, area) is meets
