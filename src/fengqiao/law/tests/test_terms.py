"""Terms worked out by hand, and what every term has in common."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.law import face as law

D = date.fromisoformat

BY_HAND = [
    ("suspended_sentence", "2026-03-15", {"years": 1}, "2027-03-14"),
    ("suspended_sentence", "2024-02-29", {"years": 1}, "2025-02-27"),  # no 29th: the day before the last day
    ("suspended_sentence", "2024-02-29", {"years": 4}, "2028-02-28"),
    ("suspended_sentence", "2025-02-28", {"years": 3}, "2028-02-27"),  # years know no month-end rule
    ("suspended_sentence", "2025-02-28", {"months": 36}, "2028-02-28"),  # months do
    ("suspended_sentence", "2026-01-31", {"months": 6}, "2026-07-30"),
    ("suspended_sentence", "2026-04-30", {"months": 1}, "2026-05-30"),  # last day to last day, less one
    ("suspended_sentence", "2026-01-30", {"months": 1}, "2026-02-27"),  # February lacks the 30th
    ("suspended_sentence", "2026-03-15", {"years": 1, "months": 6}, "2027-09-14"),
    ("suspended_sentence", "2026-03-15", {"months": 2, "half_month": True}, "2026-05-29"),
    ("suspended_sentence", "2026-03-15", {"years": 1, "custody_days": 90}, "2027-03-14"),
    ("public_surveillance", "2026-03-15", {"years": 1, "custody_days": 90}, "2026-09-15"),  # 180 days less
    ("temporary_service_outside", "2026-03-15", {"years": 1, "custody_days": 90}, "2026-12-14"),
    ("temporary_service_outside", "2026-03-15", {"years": 1, "not_counted_days": 10}, "2027-03-24"),
    ("parole", "2026-03-15", {"months": 7, "days": 12, "custody_days": 90}, "2026-10-26"),
]


@pytest.mark.parametrize(("category", "start", "length", "end"), BY_HAND)
def test_a_term_worked_out_by_hand(category: str, start: str, length: dict, end: str) -> None:
    found = law.term(category, start=D(start), **length)
    assert found.end == D(end)
    assert found.days == (D(end) - D(start)).days + 1


@pytest.mark.parametrize(
    ("category", "keys"),
    [
        ("public_surveillance", ["SPC-I202", "CL41"]),
        ("suspended_sentence", ["SPC-I202", "CL73"]),
        ("parole", ["SPC-I202", "CL83"]),
        ("temporary_service_outside", ["SPC-I202", "CL44", "CL47"]),
    ],
)
def test_a_term_names_the_articles_of_its_category(category: str, keys: list[str]) -> None:
    found = law.term(category, start=D("2026-03-15"), years=1)
    assert [key for citation in found.basis for key in citation.keys] == keys


def test_custody_that_consumes_the_term_is_refused() -> None:
    with pytest.raises(law.WrongInput) as caught:
        law.term("public_surveillance", start=D("2026-03-15"), months=3, custody_days=46)
    assert caught.value.code == "fully_credited"
    assert law.term("public_surveillance", start=D("2026-03-15"), months=3, custody_days=45).days == 2


def test_only_temporary_service_has_days_that_do_not_count() -> None:
    with pytest.raises(law.WrongInput) as caught:
        law.term("parole", start=D("2026-03-15"), years=1, not_counted_days=3)
    assert caught.value.code == "not_counted"
    found = law.term("temporary_service_outside", start=D("2026-03-15"), years=1, not_counted_days=3)
    assert found.basis[-1] == law.CriminalProcedureLaw(268)


def test_a_term_tells_how_it_was_reckoned_in_both_languages() -> None:
    found = law.term("public_surveillance", start=D("2026-01-31"), years=1, months=1, days=3, custody_days=5)
    for language in ("zh", "en"):
        lines = found.reasoning(language)
        assert len(lines) == 7
        assert "2026-01-31" in lines[0]
        assert str(found.end) in lines[-1]
    assert "月末" in found.reasoning("zh")[2]


@given(
    st.sampled_from(list(law.Category)),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 10),
    st.integers(0, 30),
    st.integers(0, 40),
)
def test_a_longer_term_never_ends_earlier_and_a_day_more_ends_a_day_later(category, start, years, months, days) -> None:
    if years == months == days == 0:
        days = 1
    found = law.term(category, start=start, years=years, months=months, days=days)
    assert found.end >= start
    longer = law.term(category, start=start, years=years, months=months, days=days + 1)
    assert longer.end == found.end + timedelta(days=1)
    assert law.term(category, start=start, years=years, months=months + 1, days=days).end > found.end


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-240, 240))
def test_procedural_months_land_in_the_right_month(day: date, months: int) -> None:
    found = law.add_months(day, months)
    assert 12 * found.year + found.month == 12 * day.year + day.month + months
    assert found.day >= min(day.day, 28)
