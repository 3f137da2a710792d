"""Every start day, both readings: terms and months over forty years, clocks over 2004-2028."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fengqiao.law import face as law
from fengqiao.law.tests import second_reading as second

FORTY_YEARS = second._walk(date(2000, 1, 1), date(2039, 12, 31))
CALENDAR_YEARS = second._walk(date(2004, 1, 1), date(2028, 12, 31))
CLOCKS = [row for row in second.register() if second.kind(row) in ("deadline", "before")]


def _groups() -> dict[tuple[str, str, str, bool], list[str]]:
    """Clocks that differ only in name are computed once by the second reading and compared under every name."""
    groups: dict[tuple[str, str, str, bool], list[str]] = {}
    for row in CLOCKS:
        groups.setdefault((second.kind(row), row["number"], row["unit"], second.rolls(row)), []).append(row["id"])
    # The one window answers with other fields; it has its own test.
    groups[("before", "1", "mo", False)].remove("DIS-4")
    return groups


GROUPS = _groups()


def test_the_sweep_covers_every_clock_that_has_days() -> None:
    assert sum(map(len, GROUPS.values())) + 1 == len(CLOCKS) > 80


@pytest.mark.parametrize(("shape", "names"), GROUPS.items(), ids=lambda part: "-".join(map(str, part)))
def test_a_clock_agrees_with_the_second_reading_on_every_start(shape, names) -> None:
    kind, number, unit, moves = shape
    for start in CALENDAR_YEARS:
        if kind == "deadline":
            expected = second.deadline(start, int(number), unit, moves)
        else:
            expected = second.count_back(start, int(number), unit)
        for name in names:
            found = law.due(name, start=start)
            assert (found.last_good_day, found.rolled, found.provisional) == expected, (name, start)


def test_the_window_agrees_with_the_second_reading_on_every_end() -> None:
    for end in CALENDAR_YEARS:
        found = law.due("DIS-4", start=end)
        assert (found.first_good_day, found.rolled, found.provisional) == second.count_back(end, 1, "mo"), end
        assert found.last_good_day == end - timedelta(days=1)


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 12, 24, -1, -2, -12])
def test_procedural_months_agree_with_the_second_reading_on_every_day(months: int) -> None:
    for day in FORTY_YEARS:
        assert law.add_months(day, months) == second.period_of_months(day, months), day


LENGTHS = [
    (1, 0, 0),
    (2, 0, 0),
    (3, 0, 0),
    (5, 0, 0),
    (0, 1, 0),
    (0, 2, 0),
    (0, 3, 0),
    (0, 6, 0),
    (0, 12, 0),
    (0, 18, 0),
]
LENGTHS += [(1, 6, 0), (2, 3, 0), (3, 1, 0), (0, 1, 15), (1, 0, 10), (0, 0, 15)]


@pytest.mark.parametrize("length", LENGTHS, ids=lambda length: "{}y{}m{}d".format(*length))
def test_a_term_agrees_with_the_second_reading_on_every_start(length: tuple[int, int, int]) -> None:
    years, months, days = length
    for start in FORTY_YEARS:
        found = law.term("suspended_sentence", start=start, years=years, months=months, days=days)
        assert found.end == second.term_end(start, years, months, days), start


@pytest.mark.parametrize(
    ("category", "credit"),
    [("public_surveillance", 2), ("suspended_sentence", 0), ("parole", 0), ("temporary_service_outside", 1)],
)
def test_custody_shortens_a_term_by_its_category_on_every_start(category: str, credit: int) -> None:
    for start in FORTY_YEARS:
        found = law.term(category, start=start, years=1, custody_days=37)
        assert found.end == second.term_end(start, 1, 0, 0) - timedelta(days=37 * credit), start
        assert found.days == (found.end - start).days + 1


def test_the_two_month_window_ends_on_its_day_and_holds_two_months_on_every_day() -> None:
    for last in FORTY_YEARS:
        first, same = law.window_back(last, 2)
        assert same == last
        assert first - timedelta(days=1) == second.period_of_months(last, -2)


def test_every_day_is_worked_or_not_as_the_lists_say() -> None:
    for day, is_worked in second.WORKED.items():
        assert law.is_working(day) == is_worked, day
        assert law.is_provisional(day) != second.is_published(day), day


def test_the_ladder_of_lateness_agrees_for_every_end_at_its_edges() -> None:
    for last_good in CALENDAR_YEARS:
        for late in (-1, 0, 1, 10, 11, 28, 29, 30, 31, 32, 33):
            on = last_good + timedelta(days=late)
            found = law.lateness(last_good, on=on)
            assert (found.days, found.rung) == second.rung(last_good, on), (last_good, on)
