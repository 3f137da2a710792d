"""Time left, shares and places: pure arithmetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.shell import rules
from fengqiao.shell.components import Basis, Due, Marker, Term
from fengqiao.shell.rules import SHANGHAI, DueState

BASIS = (Basis("实施办法 第27条"),)
MOMENTS = st.integers(1_577_836_800, 1_924_992_000).map(lambda second: datetime.fromtimestamp(second, SHANGHAI))
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc]


NOW = local(2026, 11, 23, 9, 12)


@pytest.mark.parametrize(
    ("due_at", "state"),
    [
        (local(2026, 11, 22), DueState.OVER),
        (local(2026, 11, 23, 9, 12), DueState.OVER),
        (local(2026, 11, 23, 9, 13), DueState.TODAY),
        (local(2026, 11, 24), DueState.TODAY),
        (local(2026, 11, 24, 0, 1), DueState.SOON),
        (local(2026, 11, 27), DueState.SOON),
        (local(2026, 11, 28), DueState.LATER),
    ],
)
def test_a_deadline_at_midnight_belongs_to_the_day_that_ends(due_at: datetime, state: DueState) -> None:
    assert rules.seen(due_at=due_at, now=NOW, soon_days=3).state is state


def test_a_day_late_is_counted_from_the_last_good_day() -> None:
    left = rules.seen(due_at=local(2026, 11, 22), now=NOW, soon_days=3).left
    assert left.is_late
    assert left.days == 2


def test_on_the_day_itself_hours_and_minutes_are_left() -> None:
    left = rules.seen(due_at=local(2026, 11, 23, 12, 0), now=NOW, soon_days=3).left
    assert (left.is_late, left.days, left.hours, left.minutes) == (False, 0, 2, 48)


@given(due_at=MOMENTS, now=MOMENTS, soon_days=st.integers(0, 9))
def test_state_and_remaining_never_disagree(due_at: datetime, now: datetime, soon_days: int) -> None:
    seen = rules.seen(due_at=due_at, now=now, soon_days=soon_days)
    state, left = seen.state, seen.left
    assert (state is DueState.OVER) == left.is_late
    assert (state is DueState.TODAY) == (not left.is_late and left.days == 0)


@given(due_at=MOMENTS, now=MOMENTS)
def test_the_time_zone_of_the_caller_does_not_matter(due_at: datetime, now: datetime) -> None:
    here = rules.seen(due_at=due_at, now=now, soon_days=3)
    assert here == rules.seen(due_at=due_at.astimezone(UTC), now=now.astimezone(UTC), soon_days=3)


def test_urgency_sorts_what_is_late_first() -> None:
    assert sorted(DueState, key=rules.urgency) == [DueState.OVER, DueState.TODAY, DueState.SOON, DueState.LATER]


def test_a_deadline_without_basis_cannot_be_shown() -> None:
    with pytest.raises(ValueError, match="basis"):
        Due(due_at=NOW, now=NOW, basis=())


@given(start=DAYS, length=st.integers(0, 9000), offset=st.integers(-400, 9400))
def test_a_term_is_whole_whatever_the_day(start: date, length: int, offset: int) -> None:
    term = Term(start, start + timedelta(days=length), start + timedelta(days=offset))
    assert 0 <= term.percent <= 100
    assert term.days_gone + term.days_left == length + 1
    assert term.is_running == (0 <= offset <= length)


def test_the_last_day_of_a_term_still_counts() -> None:
    term = Term(date(2025, 6, 12), date(2027, 6, 11), date(2027, 6, 11))
    assert term.days_left == 1
    assert term.percent < 100


def test_today_stands_on_the_bar_while_the_term_runs_and_only_then() -> None:
    running = Term(date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 1))
    ended = Term(date(2025, 1, 1), date(2025, 12, 31), date(2026, 7, 1), markers=(Marker(date(2025, 5, 5), "训诫"),))
    assert [one.is_today for one in running.placed("今日")] == [True]
    assert [one.is_today for one in ended.placed("今日")] == [False]


def test_markers_outside_the_term_are_left_out() -> None:
    markers = (Marker(date(2024, 12, 31), "早"), Marker(date(2026, 1, 1), "晚"))
    term = Term(date(2025, 1, 1), date(2025, 12, 31), date(2026, 7, 1), markers=markers)
    assert term.placed("今日") == []


@given(st.lists(st.floats(0, 100), max_size=6).map(sorted))
def test_neighbouring_labels_alternate_between_two_rows(positions: list[float]) -> None:
    rows = rules.rows_of(positions)
    assert set(rows) <= {0, 1}
    for (left, row), (right, other) in zip(
        zip(positions, rows, strict=True), zip(positions[1:], rows[1:], strict=True), strict=False
    ):
        assert right - left >= rules.ROW_GAP_PERCENT or (row, other) != (0, 0)


@given(st.text(max_size=500))
def test_a_tint_is_one_of_five_and_stable(name: str) -> None:
    assert rules.tint(name) in range(1, 6)
    assert rules.tint(name) == rules.tint(name)
