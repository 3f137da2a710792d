"""For which days something is asked: each decision of the rules as a table, and the whole as properties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fengqiao.law import face as law
from fengqiao.supervision.rules.periods import (
    CUT,
    TOO_SHORT,
    Course,
    InClass,
    Pace,
    Period,
    Rhythm,
    Span,
)
from fengqiao.supervision.tests import plain

RHYTHMS = {"strict": Rhythm(7, "cd"), "normal": Rhythm(14, "cd"), "lenient": Rhythm(1, "mo")}
LONG_AGO, FAR = date(2026, 1, 5), date(2028, 6, 30)
DAY = timedelta(days=1)


def day(text: str) -> date:
    """A day of 2026: 11-18."""
    return date.fromisoformat(f"2026-{text}")


def course(
    *classes: tuple[str, str, str], since: date = LONG_AGO, end: date = FAR, held: Iterable[Span] = ()
) -> Course:
    spans = tuple(InClass(name, Span(day(first), day(last) if last else None)) for name, first, last in classes)
    return Course(since=since, term_end=end, classes=spans, held=tuple(held))


def found(of: Course, since: str, until: str, *, percent: int = 50, absent: Iterable[Span] = ()) -> list[Period]:
    days = {"since": day(since), "until": day(until)}
    away = (*of.held, *absent)
    return list(pace(percent=percent).periods(of, **days, absent=away))


def pace(
    rhythm_of: plain.RhythmOf = lambda name, on: RHYTHMS[name], *, percent: int = 50, turns: Iterable[date] = ()
) -> Pace:
    changes = sorted(turns)
    rhythms = {name: [rhythm_of(name, each) for each in (date.min, *changes)] for name in RHYTHMS}
    return Pace(rhythms, without="strict", percent=percent, calendar=law.calendar_of(""), turns=changes)


def told(of: Course, since: str, until: str, **more: object) -> list[str]:
    """Each period in a word: first-last, then why nothing is asked."""
    return [
        f"{each.first:%m-%d}/{each.last:%m-%d}" + (f" {each.why_not}" if each.why_not else "")
        for each in found(of, since, until, **more)  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("rhythm", "on", "first", "last"),
    [
        (Rhythm(7, "cd"), "2026-11-18", "2026-11-16", "2026-11-22"),  # Monday to Sunday
        (Rhythm(7, "cd"), "2026-11-16", "2026-11-16", "2026-11-22"),
        (Rhythm(7, "cd"), "2026-01-01", "2025-12-29", "2026-01-04"),
        (Rhythm(14, "cd"), "2020-07-01", "2020-06-29", "2020-07-12"),
        (Rhythm(14, "cd"), "2026-11-18", "2026-11-09", "2026-11-22"),
        (Rhythm(14, "cd"), "2026-11-23", "2026-11-23", "2026-12-06"),
        (Rhythm(1, "mo"), "2028-02-29", "2028-02-01", "2028-02-29"),
        (Rhythm(2, "mo"), "2026-11-18", "2026-11-01", "2026-12-31"),
        (Rhythm(3, "mo"), "2026-12-31", "2026-10-01", "2026-12-31"),
        (Rhythm(12, "mo"), "2026-12-31", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_are_those_of_the_calendar(rhythm: Rhythm, on: str, first: str, last: str) -> None:
    assert rhythm.around(date.fromisoformat(on)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("why", "of", "since", "until", "expected"),
    [
        ("weeks follow each other", course(("strict", "01-01", "")), "11-10", "11-20", ["11-09/11-15", "11-16/11-22"]),
        ("before the first class the strict one", course(), "11-16", "11-16", ["11-16/11-22"]),
        ("a first week from Thursday asks", course(since=day("11-19")), "11-01", "11-23",
         ["11-19/11-22", "11-23/11-29"]),
        ("a first week from Friday does not", course(since=day("11-20")), "11-01", "11-23",
         ["11-20/11-22 too_short", "11-23/11-29"]),
        ("half a month asks", course(("lenient", "01-01", ""), since=day("11-16")), "11-01", "11-20", ["11-16/11-30"]),
        ("less than half a month does not", course(("lenient", "01-01", ""), since=day("11-17")), "11-01", "11-20",
         ["11-17/11-30 too_short"]),
        ("the term ends on a Thursday: asks", course(end=day("11-19")), "11-16", "11-30", ["11-16/11-19"]),
        ("the term ends on a Tuesday: asks nothing", course(end=day("11-17")), "11-16", "11-30",
         ["11-16/11-17 too_short"]),
        ("stricter holds at once", course(("lenient", "01-01", "11-10"), ("strict", "11-11", "")), "11-01", "11-20",
         ["11-01/11-10 cut", "11-11/11-15", "11-16/11-22"]),
        ("milder waits for the period's end", course(("strict", "01-01", "11-17"), ("lenient", "11-18", "")), "11-16",
         "12-02", ["11-16/11-22", "11-23/11-30 too_short", "12-01/12-31"]),
        ("a class that changes on a period's first day", course(("strict", "01-01", "11-22"), ("normal", "11-23", "")),
         "11-16", "11-24", ["11-16/11-22", "11-23/12-06"]),
        ("milder and stricter again within one period",
         course(("strict", "01-01", "11-17"), ("lenient", "11-18", "11-19"), ("strict", "11-20", "")), "11-16", "11-24",
         ["11-16/11-22", "11-23/11-29"]),
        ("custody of most of the week", course(held=[Span(day("11-17"), day("11-20"))]), "11-16", "11-22",
         ["11-16/11-22 too_short"]),
        ("custody of three days", course(held=[Span(day("11-17"), day("11-19"))]), "11-16", "11-22", ["11-16/11-22"]),
        ("custody without an end", course(held=[Span(day("11-17"))]), "11-16", "11-24",
         ["11-16/11-22 too_short", "11-23/11-29 too_short"]),
        ("nothing before duties began", course(since=day("11-23")), "11-01", "11-22", []),
        ("nothing after the term", course(end=day("11-15")), "11-16", "12-30", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_asked(why: str, of: Course, since: str, until: str, expected: list[str]) -> None:
    assert told(of, since, until) == expected, why


def test_leave_takes_a_visit_away_and_not_a_report() -> None:
    away = [Span(day("11-02"), day("11-25"))]
    of = course(("lenient", "01-01", ""))
    assert told(of, "11-10", "11-10") == ["11-01/11-30"]
    assert told(of, "11-10", "11-10", absent=away) == ["11-01/11-30 too_short"]


def test_a_week_of_holidays_is_due_on_the_next_working_day_but_never_after_the_term() -> None:
    week = Rhythm(7, "cd")
    first = next(
        monday
        for monday in (date(2025, 1, 6) + timedelta(weeks=n) for n in range(100))
        if not any(law.is_working(monday + timedelta(days=n)) for n in range(7))
    )  # a week in which nobody works
    last = first + timedelta(days=6)
    for end in (FAR, last):
        [only] = pace(lambda name, on: week).periods(Course(since=first - DAY, term_end=end), since=last, until=last)
        assert only.due == (law.next_working(last + DAY) if end == FAR else last)


days = some.dates(date(2025, 1, 1), date(2027, 12, 31))


@some.composite
def courses(draw: some.DrawFn) -> Course:
    """Any course: classes one after the other from any day, custody anywhere."""
    since = draw(days)
    end = since + timedelta(days=draw(some.integers(0, 900)))
    turns = sorted({since + timedelta(days=n) for n in draw(some.lists(some.integers(-40, 900), max_size=5))})
    names = [draw(some.sampled_from(sorted(RHYTHMS))) for _ in turns]
    lasts = [turn - DAY for turn in turns[1:]] + [None]
    classes = tuple(
        InClass(name, Span(first, last)) for name, first, last in zip(names, turns, lasts[: len(turns)], strict=True)
    )
    held = tuple(
        Span(first, first + timedelta(days=draw(some.integers(0, 60)))) for first in draw(some.lists(days, max_size=2))
    )
    return Course(since=since, term_end=end, classes=classes, held=held)


def _all(of: Course, since: date, until: date) -> list[Period]:
    return list(pace().periods(of, since=since, until=until, absent=of.held))


@given(courses())
def test_periods_leave_no_day_out_and_never_overlap(of: Course) -> None:
    everything = _all(of, of.since, of.term_end)
    assert everything[0].first == of.since
    assert everything[-1].last == of.term_end
    assert all(after.first == before.last + DAY for before, after in pairwise(everything))
    assert all(each.last <= each.due <= max(of.term_end, each.last) for each in everything)


@given(courses(), some.integers(0, 900), some.integers(0, 200))
def test_a_window_shows_the_same_periods_as_the_whole(of: Course, start: int, length: int) -> None:
    since = of.since + timedelta(days=start)
    until = since + timedelta(days=length)
    whole = [each for each in _all(of, of.since, min(until, of.term_end)) if each.last >= since]
    assert _all(of, since, until) == whole


@given(courses())
def test_nothing_is_asked_for_where_less_than_half_is_left(of: Course) -> None:
    for each in _all(of, of.since, of.term_end):
        first, last = RHYTHMS[each.class_name].around(each.first)
        there = sum(
            not any(span.holds(each.first + timedelta(days=n)) for span in of.held)
            for n in range((each.last - each.first).days + 1)
        )
        if each.why_not != CUT:
            assert (each.why_not == TOO_SHORT) == (2 * there < (last - first).days + 1)
        else:
            assert any(of_class.span.first == each.last + DAY for of_class in of.classes)


@given(
    some.lists(courses(), min_size=1, max_size=4), some.integers(0, 900), some.integers(0, 200),
    some.dictionaries(days, some.sampled_from([*RHYTHMS.values(), Rhythm(3, "mo"), Rhythm(10, "cd")]), max_size=2),
    some.sampled_from([0, 50, 100]),
)  # fmt: skip
def test_what_is_shared_by_many_is_what_the_plain_rules_say_of_each(
    everybody: list[Course], start: int, length: int, changed: dict[date, Rhythm], percent: int
) -> None:
    """Also when a parameter changes every rhythm shortly before or in between."""

    def rhythm_of(name: str, on: date) -> Rhythm:
        return changed.get(max((each for each in changed if each <= on), default=date.min), RHYTHMS[name])

    one = pace(rhythm_of, percent=percent, turns=changed)
    for each in everybody:
        since = min(changed, default=each.since) + timedelta(days=start // 10 if changed else start)
        asked = {"since": since, "until": since + timedelta(days=length), "absent": each.held}
        expected = plain.periods(each, rhythm_of, **asked, without="strict", percent=percent)
        assert list(one.periods(each, **asked)) == expected


def test_a_frequency_that_changes_holds_from_the_first_period_after_it_however_late_one_looks() -> None:
    """Weeks become fortnights in the middle of one: it is not told as two halves, one to each day that asks."""
    changes = day("11-02")  # the Monday of a fortnight's second week

    def rhythm_of(name: str, on: date) -> Rhythm:
        return Rhythm(14, "cd") if on >= changes else Rhythm(7, "cd")

    of, one = course(("strict", "01-01", "")), pace(rhythm_of, turns=[changes])
    for on in ("11-10", "11-18"):
        assert [(each.first, each.last) for each in one.periods(of, since=day(on), until=day(on))] == [
            (day("11-09"), day("11-22"))
        ]


def test_whoever_is_walked_through_a_change_of_the_parameters_is_not_told_what_all_others_are() -> None:
    """Nobody shares while a rhythm turns: the last period of the old one may reach beyond the first of the new."""
    changes = day("11-04")

    def rhythm_of(name: str, on: date) -> Rhythm:
        return Rhythm(7, "cd") if on >= changes else Rhythm(1, "mo")

    of = course(("strict", "01-01", ""))
    asked = {"since": day("11-05"), "until": day("12-06")}
    found = pace(rhythm_of, turns=[changes]).periods(of, **asked)
    assert list(found) == plain.periods(of, rhythm_of, **asked, without="strict", percent=50)
    assert (found[0].first, found[0].last) == (day("11-01"), day("11-30"))


def test_periods_that_nobody_cuts_are_one_record_for_all() -> None:
    one = pace()
    ours = one.periods(course(("strict", "01-01", "")), since=day("11-01"), until=day("11-30"))
    theirs = one.periods(course(("strict", "03-01", "")), since=day("11-01"), until=day("11-30"))
    assert [id(each) for each in ours] == [id(each) for each in theirs]
