"""Which hour is proposed: each rule in a table, and the whole as a property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fengqiao.law import face as law
from fengqiao.supervision.rules import slots
from fengqiao.supervision.rules.periods import Span

HOURS = slots.Hours.read(("09:00-11:30", "14:00-17:00"), 30)
FAR = date(2028, 6, 30)


def on(text: str) -> datetime:
    """A moment of November 2026 in Shanghai: "25 09:30"."""
    number, hour = text.split()
    return datetime.combine(date(2026, 11, int(number)), time.fromisoformat(hour), law.SHANGHAI)


def day(number: int) -> date:
    return date(2026, 11, number)


def around(**more: object) -> slots.Around:
    return slots.Around(**{"not_before": on("23 00:00"), "term_end": FAR, **more})  # type: ignore[arg-type]


def wish(first: int = 23, last: int = 29, on_day: int = 25, hour: str = "00:00") -> slots.Wish:
    return slots.Wish(day(first), day(last), day(on_day), time.fromisoformat(hour))


def engaged(*texts: str) -> tuple[slots.Engaged, ...]:
    return tuple(slots.Engaged(on(text), on(text) + HOURS.length) for text in texts)


WHOLE_DAY = engaged(*(f"25 {begins:%H:%M}" for begins in HOURS.of(day(25))))


@pytest.mark.parametrize(
    ("why", "wanted", "stands", "expected"),
    [
        ("the first hour of the wished day", wish(), around(), "25 09:00"),
        ("the hour of the last time", wish(hour="15:00"), around(), "25 15:00"),
        ("an hour outside of office hours: the nearest", wish(hour="12:15"), around(), "25 11:00"),
        ("of two equally near hours the earlier", wish(hour="12:30"), around(), "25 11:00"),
        ("the officer's hour is taken: the one beside it", wish(), around(officer=engaged("25 09:00")), "25 09:30"),
        ("the person's hour is taken", wish(hour="15:00"), around(person=engaged("25 15:00")), "25 14:30"),
        ("half an hour that overlaps is taken too", wish(), around(officer=engaged("25 08:45")), "25 09:30"),
        ("an hour that ends when the next begins is free", wish(), around(officer=engaged("25 08:30")), "25 09:00"),
        ("a full day: of two equally near the earlier one, in time", wish(), around(officer=WHOLE_DAY), "24 09:00"),
        ("the person's leave", wish(), around(away=(Span(day(24), day(25)),)), "26 09:00"),
        ("the officer's absence", wish(), around(officer_away=(Span(day(25), day(26)),)), "24 09:00"),
        ("held elsewhere with no end", wish(on_day=27), around(held=(Span(day(25)),)), "24 09:00"),
        ("a Sunday: the last working day before", wish(on_day=29), around(), "27 09:00"),
        ("the days before tomorrow are gone", wish(on_day=23), around(not_before=on("26 00:00")), "26 09:00"),
        ("not after the term", wish(on_day=29), around(term_end=day(24)), "24 09:00"),
        ("nothing is left", wish(first=28), around(), None),
        ("away the whole period", wish(), around(away=(Span(day(1), day(30)),)), None),
    ],
)
def test_the_hour_that_is_proposed(why: str, wanted: slots.Wish, stands: slots.Around, expected: str | None) -> None:
    found = slots.nearest(wanted, slots.free(wanted, HOURS, stands))
    assert found == (on(expected) if expected else None), why


@pytest.mark.parametrize(
    ("begins", "stands", "expected"),
    [
        ("25 09:00", around(), ""),
        ("25 10:10", around(), ""),  # by hand not on the grid
        ("25 11:15", around(), slots.OFF_HOURS),
        ("25 19:00", around(), slots.OFF_HOURS),
        ("25 23:45", around(), slots.OFF_HOURS),
        ("28 09:00", around(), slots.DAY_OFF),
        ("28 09:00", around(officer=engaged("28 09:15")), slots.CLASH),  # a clash is said before a day off
        ("25 09:00", around(not_before=on("25 09:01")), slots.PAST),
        ("25 09:00", around(term_end=day(24)), slots.BEYOND_TERM),
        ("25 09:00", around(person=engaged("25 09:00")), slots.OWN_CLASH),
        ("25 09:00", around(away=(Span(day(25), day(25)),)), slots.AWAY),
        ("25 09:00", around(held=(Span(day(20)),)), slots.HELD),
        ("25 09:00", around(officer_away=(Span(day(25), day(25)),)), slots.OFFICER_AWAY),
    ],
)
def test_what_stands_against_an_hour(begins: str, stands: slots.Around, expected: str) -> None:
    assert slots.against(on(begins), HOURS, stands) == expected


@pytest.mark.parametrize(("year", "expected"), [(2, slots.PAST), (9998, slots.BEYOND_TERM)])
def test_a_day_that_no_calendar_knows_is_refused_like_any_other(year: int, expected: str) -> None:
    begins = datetime(year, 6, 1, 9, tzinfo=law.SHANGHAI)
    assert slots.against(begins, HOURS, around(not_before=on("24 09:00"))) == expected


def test_a_make_up_saturday_is_a_day_of_work_and_a_holiday_is_none() -> None:
    assert law.is_working(date(2026, 10, 10))
    saturday = datetime(2026, 10, 10, 9, tzinfo=law.SHANGHAI)
    stands = slots.Around(datetime(2026, 9, 1, tzinfo=law.SHANGHAI), FAR)
    assert slots.against(saturday, HOURS, stands) == ""
    assert slots.against(saturday - timedelta(days=8), HOURS, stands) == slots.DAY_OFF


def test_the_hours_beside_are_the_next_free_ones() -> None:
    wanted = wish()
    found = slots.free(wanted, HOURS, around(officer=engaged("25 09:30")))
    assert slots.beside(on("25 09:00"), found) == (on("24 16:30"), on("25 10:00"))
    assert slots.beside(found[0], found)[0] is None
    assert slots.beside(found[-1], found)[1] is None


moments = some.integers(0, 14 * 24 * 12).map(lambda number: on("20 00:00") + timedelta(minutes=5 * number))
stretches = some.builds(
    lambda begins, minutes: slots.Engaged(begins, begins + timedelta(minutes=minutes)), moments, some.integers(5, 600)
)
spans = some.builds(
    lambda first, more: Span(day(first), day(min(30, first + more))), some.integers(15, 30), some.integers(0, 5)
)


@given(
    first=some.integers(15, 30), length=some.integers(0, 20), wished=some.integers(1, 30), hour=some.times(),
    officer=some.lists(stretches, max_size=12), person=some.lists(stretches, max_size=4),
    away=some.lists(spans, max_size=3), minutes=some.sampled_from((20, 30, 45, 60, 150)),
)  # fmt: skip
def test_whatever_stands_against_it_the_hour_is_free_working_inside_hours_and_the_nearest(
    first: int, length: int, wished: int, hour: time, officer: list[slots.Engaged], person: list[slots.Engaged],
    away: list[Span], minutes: int,
) -> None:  # fmt: skip
    hours = replace(HOURS, minutes=minutes)
    last = day(first) + timedelta(days=length)
    stands = around(officer=tuple(officer), person=tuple(person), away=tuple(away))
    wanted = slots.Wish(day(first), last, day(wished), hour)
    found = slots.free(wanted, hours, stands)
    assert list(found) == sorted(set(found))
    chosen = slots.nearest(wanted, found)
    assert (chosen is None) == (not found)
    for begins in found:
        local, ends = begins.astimezone(law.SHANGHAI), begins + hours.length
        assert law.is_working(local.date())
        assert wanted.first <= local.date() <= wanted.last
        assert begins >= stands.not_before
        assert any(a <= local.time() and ends.time() <= z for a, z in hours.spans)
        assert not any(each.begins < ends and begins < each.ends for each in (*officer, *person))
        assert not any(each.holds(local.date()) for each in away)
        assert abs((chosen.date() - wanted.day).days) <= abs((local.date() - wanted.day).days)
    missed = [
        begins
        for number in range((last - day(first)).days + 1)
        for begins in hours.of(day(first) + timedelta(days=number))
        if begins not in found
    ]
    assert all(slots.against(begins, hours, stands) for begins in missed)
