"""Exactly one condition missing, which, and from which day: the days agree with the rules that ask on that day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.casework import face as casework
from fengqiao.catalogue import almost
from fengqiao.catalogue.classification import classification
from fengqiao.catalogue.discharge import discharge
from fengqiao.procedures.grammar import Case, Facts

rules = casework.class_rules
STAY = "stayed_long_enough"
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def case(today: date, *, class_name: str = rules.STRICT, since: date, inducted: date | None = None, **form) -> Case:
    values = {
        "class_history": (casework.ClassSpan(class_name, since, None),) if class_name else (),
        "inducted_on": inducted or since,
        "intake_dates": SimpleNamespace(registered_on=since),
    }
    at = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
    return Case(facts=Facts(area="330681109", values=values), now=at, form=form)


@given(DAYS, st.integers(0, 24))
def test_full_on_is_the_first_day_on_which_so_many_months_are_full(first: date, months: int) -> None:
    day = rules.full_on(first, months)
    assert rules.full_months(first, day) >= months
    assert day == first or rules.full_months(first, day - timedelta(days=1)) < months


@given(DAYS, st.integers(0, 400))
def test_the_day_said_is_the_first_on_which_the_check_passes(since: date, gone: int) -> None:
    asked = case(since + timedelta(days=gone), class_name=rules.NORMAL, since=since)
    missing = almost.the_one(almost.for_less_strict_class(classification, asked))
    if missing is None or missing.met_on is None:
        return
    for day, expected in ((missing.met_on - timedelta(days=1), False), (missing.met_on, True)):
        on_that_day = almost.for_less_strict_class(classification, case(day, class_name=rules.NORMAL, since=since))
        assert next(each for each in on_that_day if each.key == missing.key).met is expected


@pytest.mark.parametrize(
    ("class_name", "since", "inducted", "today", "expected"),
    [
        (rules.STRICT, date(2026, 9, 30), date(2026, 1, 5), date(2026, 11, 23), (STAY, date(2026, 11, 30))),
        (rules.NORMAL, date(2026, 6, 1), date(2026, 1, 5), date(2026, 11, 23), (STAY, date(2026, 12, 1))),
        (rules.NORMAL, date(2026, 1, 1), date(2026, 1, 1), date(2026, 11, 23), None),
        (rules.STRICT, date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 23), None),
        (rules.STRICT, date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23), ("not_too_lenient", date(2026, 12, 1))),
        (rules.LENIENT, date(2026, 1, 1), date(2026, 1, 1), date(2026, 11, 23), None),
        ("", date(2026, 1, 1), date(2026, 1, 1), date(2026, 11, 23), None),
    ],
)  # fmt: skip
def test_which_one_condition_a_class_lacks(class_name, since, inducted, today, expected) -> None:
    asked = case(today, class_name=class_name, since=since, inducted=inducted)
    missing = almost.the_one(almost.for_less_strict_class(classification, asked))
    assert (None if missing is None else (missing.key, missing.met_on)) == expected


@pytest.mark.parametrize(
    ("today", "overlays", "summary", "expected"),
    [
        (date(2026, 12, 1), (), date(2026, 11, 20), "end"),
        (date(2026, 12, 1), (), None, None),
        (date(2026, 12, 31), (), None, "summary_in"),
        (date(2026, 12, 31), ("revocation_pending",), date(2026, 11, 20), "nothing_pending"),
        (date(2026, 12, 31), (), date(2026, 11, 20), None),
    ],
)
def test_which_one_condition_a_discharge_lacks(today, overlays, summary, expected) -> None:
    values = {
        "term_end": date(2026, 12, 31),
        "at_the_end": SimpleNamespace(overlays=frozenset(overlays), difference_days=0),
    }
    at = datetime(today.year, today.month, today.day, 4, tzinfo=UTC)
    asked = Case(facts=Facts(area="330681109", values=values), now=at, form={"summary_on": summary})
    missing = almost.the_one(almost.for_discharge(discharge, asked))
    assert (missing.key if missing else None) == expected
    if expected == "end":
        assert missing is not None
        assert missing.met_on == date(2026, 12, 31)
    assert all(each.basis for each in almost.for_discharge(discharge, asked))
