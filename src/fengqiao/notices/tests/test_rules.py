"""When a message may go, when it is tried again, when somebody is reminded: over every hour and many years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.kit.clock import SHANGHAI
from fengqiao.law import face as law
from fengqiao.notices import rules

START = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 365 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds))
HOURS = st.integers(0, 23)


def local(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        (local(21, 59), local(21, 59)),
        (local(22), local(8) + timedelta(days=1)),
        (local(23, 30), local(8) + timedelta(days=1)),
        (local(0), local(8)),
        (local(7, 59), local(8)),
        (local(8), local(8)),
        (local(12), local(12)),
    ],
)
def test_nothing_goes_between_ten_and_eight(moment: datetime, goes: datetime) -> None:
    assert rules.allowed_from(moment, quiet_from=22, quiet_to=8) == goes


@given(MOMENTS, HOURS, HOURS)
def test_a_message_waits_for_the_end_of_the_quiet_hours_and_no_longer(moment: datetime, start: int, end: int) -> None:
    goes = rules.allowed_from(moment, quiet_from=start, quiet_to=end)
    assert moment <= goes < moment + timedelta(days=1)
    assert not rules.is_quiet(goes, quiet_from=start, quiet_to=end)
    if rules.is_quiet(moment, quiet_from=start, quiet_to=end):
        assert goes.astimezone(SHANGHAI).hour == end
        assert goes.astimezone(SHANGHAI).minute == goes.second == 0
        assert rules.is_quiet(goes - timedelta(microseconds=1), quiet_from=start, quiet_to=end)
    else:
        assert goes == moment


@given(MOMENTS, HOURS, HOURS)
def test_what_is_urgent_goes_at_night(moment: datetime, start: int, end: int) -> None:
    assert rules.allowed_from(moment, quiet_from=start, quiet_to=end, urgent=True) == moment


@given(MOMENTS)
def test_pauses_between_tries_grow_and_end(moment: datetime) -> None:
    pauses, tries = [], 1
    while (following := rules.next_try(tries, moment)) is not None:
        pauses.append(following - moment)
        tries += 1
    assert tries == len(rules.BACKOFF) + 1
    assert pauses == sorted(set(pauses))
    assert sum(pauses, timedelta()) < timedelta(days=1)


@given(st.sampled_from(["waiting", "sending", *sorted(rules.SETTLED), "accepted"]), MOMENTS, MOMENTS, MOMENTS)
def test_only_what_is_due_or_abandoned_is_claimed(state: str, at: datetime, due: datetime, lease: datetime) -> None:
    claimed = rules.may_claim(state, next_try_at=due, claimed_until=lease, at=at)
    assert claimed == ((state == "waiting" and due <= at) or (state == "sending" and lease <= at))


DAYS = st.dates(date(2022, 1, 1), date(2026, 11, 1))


@given(DAYS, st.integers(0, 30))
def test_a_limit_is_reminded_of_on_the_day_before_over_every_holiday(start: date, length: int) -> None:
    """The last day is the one that the law's reckoning moved over holidays; the day before it may be any day."""
    last = law.next_working(start + timedelta(days=length))
    days = [start + timedelta(days=n) for n in range(-3, (last - start).days + 4)]
    reminded = [d for d in days if rules.reminder_is_due(started_on=start, last_day=last, today=d)]
    if last - start >= timedelta(days=2):
        assert reminded == [last - timedelta(days=1), last]
    assert all(start < day <= last for day in reminded)


def test_midnight_belongs_to_the_day_before() -> None:
    assert rules.last_day_of(datetime(2026, 11, 24, tzinfo=SHANGHAI)) == date(2026, 11, 23)
    assert rules.last_day_of(datetime(2026, 11, 24, 18, tzinfo=SHANGHAI)) == date(2026, 11, 24)


def test_the_hours_and_days_are_parameters_of_ours() -> None:
    for name, value in (("quiet_from_h", 22), ("quiet_to_h", 8), ("number_retention_days", 30)):
        parameter = law.param(f"notices.{name}", area="330681")
        assert (parameter.number, parameter.mark) == (value, "P")
