"""How a period stands by the dated facts, and that what was asked adds up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fengqiao.supervision.rules import Contact, Report
from fengqiao.supervision.rules.periods import TOO_SHORT, Period
from fengqiao.supervision.rules.standing import Stand, counts, stand

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
WEEK = Period(FIRST, LAST, LAST, "strict")
NOT_ASKED = Period(FIRST, LAST, LAST, "strict", TOO_SHORT)


def made(on: int, answer: str = "accepted", kind: str = "report", first: date = FIRST) -> Report:
    return Report(kind=kind, on=date(2026, 11, on), channel="in_person", answer=answer, period_first=first)


def held(on: int, kind: str = "visit") -> Contact:
    return Contact(kind=kind, on=date(2026, 11, on), channel="in_person")


@pytest.mark.parametrize(
    ("why", "kind", "period", "records", "today", "state"),
    [
        ("nothing yet", "report", WEEK, [], 18, "due"),
        ("the last good day", "report", WEEK, [], 22, "due"),
        ("the day after", "report", WEEK, [], 23, "overdue"),
        ("before it began", "report", WEEK, [], 15, "to_come"),
        ("in time", "report", WEEK, [made(22)], 23, "done"),
        ("late", "report", WEEK, [made(23)], 24, "late"),
        ("late and once more in time", "report", WEEK, [made(23), made(17)], 24, "done"),
        ("refused only", "report", WEEK, [made(18, "rejected")], 18, "due"),
        ("refused, then taken", "report", WEEK, [made(18, "rejected"), made(19)], 19, "done"),
        ("excused", "report", WEEK, [made(24, "excused")], 24, "excused"),
        ("of another period", "report", WEEK, [made(18, first=date(2026, 11, 9))], 23, "overdue"),
        ("a written one is not one in person", "report", WEEK, [made(18, kind="written")], 23, "overdue"),
        ("a visit in the period", "visit", WEEK, [held(16)], 23, "done"),
        ("a visit before it", "visit", WEEK, [held(15)], 23, "overdue"),
        ("a talk is no visit", "visit", WEEK, [held(18, "talk")], 23, "overdue"),
        ("not asked", "report", NOT_ASKED, [], 23, "not_asked"),
        ("not asked and done all the same", "report", NOT_ASKED, [made(17)], 23, "done"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_how_a_period_stands(
    why: str, kind: str, period: Period, records: list[object], today: int, state: str
) -> None:
    reports = [each for each in records if isinstance(each, Report)]
    contacts = [each for each in records if isinstance(each, Contact)]
    on = date(2026, 11, today)
    assert stand(kind, period, reports=reports, contacts=contacts, today=on).state == state, why


@given(
    some.lists(some.tuples(some.sampled_from(["", TOO_SHORT]), some.integers(0, 40)), max_size=20),
    some.integers(0, 150),
)
def test_what_was_asked_is_done_late_excused_missing_or_due(weeks: list[tuple[str, int]], days: int) -> None:
    today, stands, asked = FIRST + timedelta(days=days), [], 0
    for number, (why_not, delay) in enumerate(weeks):
        first = FIRST + timedelta(weeks=number)
        period = Period(first, first + timedelta(days=6), first + timedelta(days=6), "strict", why_not)
        on = first + timedelta(days=delay)
        report = Report(kind="report", on=on, channel="phone", answer="accepted", period_first=first)
        stands.append(stand("report", period, reports=[report] if on <= today else [], contacts=(), today=today))
        asked += period.asked and (first <= today)
    tally = counts(stands)
    assert tally.required == asked
    assert tally.required == tally.done + tally.late + tally.excused + tally.missing + tally.due


def test_a_period_that_nobody_asked_for_is_not_counted() -> None:
    assert counts([Stand(NOT_ASKED, "done", FIRST), Stand(WEEK, "overdue")]).required == 1
