"""Properties of clocks that hold for every day, and the pauses and hours that the sweeps leave out."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.law import face as law

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
CLOCKS = [law.param(name) for name in law.parameter_names() if law.param(name).is_clock]
# Hypothesis wants bounds without a zone.
YEARS = (datetime(1995, 1, 1), datetime(2080, 1, 1))  # noqa: DTZ001
WITH_DAYS = [clock.name for clock in CLOCKS if clock.kind in ("deadline", "before")]
IN_HOURS = [clock.name for clock in CLOCKS if clock.kind == "hours"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=law.SHANGHAI)


@given(st.sampled_from(WITH_DAYS), DAYS)
def test_a_day_ends_at_24_00_and_the_next_one_is_late(clock: str, start: date) -> None:
    found = law.due(clock, start=start)
    assert found.first_late_day == found.last_good_day + timedelta(days=1)
    assert found.due_at.isoformat() == f"{found.first_late_day}T00:00:00+08:00"
    assert not found.is_late(found.due_at - timedelta(microseconds=1))
    assert found.is_late(found.due_at)


@given(st.sampled_from(WITH_DAYS), DAYS, st.integers(0, 40))
def test_a_later_start_is_never_due_earlier(clock: str, start: date, later: int) -> None:
    assert law.due(clock, start=start).due_at <= law.due(clock, start=start + timedelta(days=later)).due_at


@given(st.sampled_from(WITH_DAYS), DAYS)
def test_an_end_that_rolls_is_a_working_day_and_one_that_does_not_never_moves(clock: str, start: date) -> None:
    found = law.due(clock, start=start)
    moved = found.first_good_day or found.last_good_day
    if found.rule.rolls or found.kind == "before":
        assert law.is_working(moved)
        assert found.rolled == (moved != found.counted_day)
    elif found.unit != "wd":
        assert not found.rolled


@given(st.sampled_from(IN_HOURS), st.datetimes(*YEARS))
def test_hours_and_minutes_run_straight_through(clock: str, start: datetime) -> None:
    found = law.due(clock, start=start)
    unit = {"h": 3600, "min": 60}[found.unit]
    assert (found.due_at - start.replace(tzinfo=law.SHANGHAI)).total_seconds() == found.number * unit
    assert not found.provisional
    assert law.local_day(found.due_at - timedelta(microseconds=1)) == found.last_good_day


def test_the_hour_of_a_day_clock_s_start_does_not_matter_but_its_shanghai_day_does() -> None:
    late_evening_utc = datetime(2026, 9, 27, 17, 0, tzinfo=UTC)  # 01:00 on the 28th in Shanghai
    assert law.due("INV-1", start=late_evening_utc).last_good_day == date(2026, 10, 16)
    assert law.due_document("INV-1", start="2026-09-27T17:00:00+00:00")["start"] == "2026-09-28"


def test_at_once_means_the_hour_when_it_is_known_and_the_day_when_it_is_not() -> None:
    assert law.due("LST-1", start=at("2026-11-22T09:30")).due_at == at("2026-11-22T09:30")
    assert law.due("LST-1", start=date(2026, 11, 22)).due_at == at("2026-11-23T00:00")


def test_a_window_is_early_before_its_first_good_day() -> None:
    found = law.due("DIS-4", start=date(2026, 11, 5))
    assert found.is_early(at("2026-09-29T23:59"))
    assert not found.is_early(at("2026-09-30T00:00"))


def test_a_limit_is_never_late() -> None:
    assert not law.due("COM-0", start=date(2000, 1, 1)).is_late(at("2026-11-22T09:30"))


def test_custody_pauses_lengthen_calendar_days_and_are_left_out_of_working_days() -> None:
    # Stopped on 3 March, went on on 13 March: the days 4 to 13 are left out.
    pause = law.Pause(at("2026-03-03T10:00"), at("2026-03-13T10:00"))
    assert law.due("MIS-3", start=date(2026, 3, 2), pauses=[pause]).last_good_day == date(2026, 3, 15)
    working = law.due("INV-2", start=date(2026, 3, 2), pauses=[pause])
    assert working.last_good_day == date(2026, 3, 19)  # 3, then 16, 17, 18, 19
    assert working.paused_days == 8
    assert any("8" in line for line in working.reasoning("en"))


def test_pauses_that_overlap_are_left_out_once() -> None:
    one = law.Pause(at("2026-03-03T10:00"), at("2026-03-09T10:00"))
    two = law.Pause(at("2026-03-06T10:00"), at("2026-03-13T10:00"))
    both = law.Pause(one.since, two.until)
    for clock in ("INV-2", "REG-1", "PLN-1"):
        apart = law.due(clock, start=date(2026, 3, 2), pauses=[two, one])
        assert apart.due_at == law.due(clock, start=date(2026, 3, 2), pauses=[both]).due_at


def test_a_pause_adds_its_length_to_hours() -> None:
    pause = law.Pause(at("2026-03-02T20:00"), at("2026-03-03T02:30"))
    found = law.due("REP-2", start=at("2026-03-02T18:00"), pauses=[pause])
    assert found.due_at == at("2026-03-04T00:30")


@given(st.sampled_from(["INV-1", "REG-1", "PLN-1", "MED-2"]), DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_pause_never_shortens_a_clock_and_an_empty_one_changes_nothing(
    clock: str, start: date, after: int, length: int
) -> None:
    since = law.local_moment(start) + timedelta(days=after, hours=9)
    plain = law.due(clock, start=start)
    paused = law.due(clock, start=start, pauses=[law.Pause(since, since + timedelta(days=length))])
    assert paused.due_at >= plain.due_at
    if length == 0 or law.local_day(since) >= plain.counted_day:
        assert paused.due_at == plain.due_at


def test_a_pause_must_run_forward_and_know_its_zone() -> None:
    with pytest.raises(law.WrongInput, match="end before"):
        law.Pause(at("2026-03-03T10:00"), at("2026-03-02T10:00"))
    with pytest.raises(law.WrongInput, match="zone"):
        law.Pause(datetime(2026, 3, 3), datetime(2026, 3, 4))  # noqa: DTZ001


def test_a_changed_parameter_can_be_tried_before_it_is_published() -> None:
    longer = replace(law.param("REG-1"), value=15)
    assert law.due_by_rule(longer, start=date(2026, 11, 2)).last_good_day == date(2026, 11, 17)


def test_the_room_is_pure() -> None:
    """Importing the face brings no Django, no database and not our clock with it."""
    code = "import sys, fengqiao.law.face; print([m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')"
    code += " or m.startswith('fengqiao.') and not m.startswith('fengqiao.law')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.soak
def test_a_caseload_of_clocks_is_computed_in_a_blink() -> None:
    """More than 50,000 clocks a second of one core's time; a county has about a thousand open ones."""
    starts = [date(2024, 1, 1) + timedelta(days=n) for n in range(1000)]
    law.due("INV-1", start=starts[0])
    began = time.process_time()  # of the processor: a busy machine must not judge the program
    for start in starts:
        for clock in WITH_DAYS:
            law.due(clock, start=start, area="330681109")
    assert len(starts) * len(WITH_DAYS) / (time.process_time() - began) > 50_000
