"""Closing a leave, for every day around it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fengqiao.casework.rules import CANCELLED, RETURNED, closed

FIRST = date(2026, 2, 26)


@given(length=st.integers(0, 40), back=st.integers(-5, 60))
def test_a_closed_leave_never_counts_more_days_than_were_granted_or_used(length: int, back: int) -> None:
    last, returned = FIRST + timedelta(days=length), FIRST + timedelta(days=back)
    state, last_day = closed(first_day=FIRST, last_day=last, returned_on=returned)
    assert (state == CANCELLED) == (back < 0)
    if state == RETURNED:
        assert last_day == min(last, returned)
        assert last_day >= FIRST
