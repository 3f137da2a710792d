"""The documents of the command line, against its contract and examples worked out by hand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fengqiao.law import face as law


def test_the_contract_s_example_comes_out_word_for_word() -> None:
    document = law.due_document("INV-1", start="2026-09-28")
    reasoning = document.pop("reasoning")
    assert json.loads(json.dumps(document)) == {
        "id": "INV-1",
        "kind": "deadline",
        "number": 10,
        "unit": "wd",
        "start": "2026-09-28",
        "last_good_day": "2026-10-16",
        "first_late_day": "2026-10-17",
        "due_at": "2026-10-17T00:00:00+08:00",
        "rolled": False,
        "mark": "C",
        "basis": ["M14"],
        "provisional": False,
    }
    assert len(reasoning) >= 3


# Worked by hand from the calendar of 2026: Spring Festival 15-23 February off with 14 and 28 worked, Qingming 4-6
# April, Labour Day 1-5 May with 9 May worked, Mid-autumn 25-27 September, National Day 1-7 October with 20 September
# and 10 October worked.
BY_HAND = [
    ("INV-2", "2026-02-13", "2026-02-27", False),  # 14, 24, 25, 26, 27
    ("REG-1", "2026-02-05", "2026-02-24", True),  # 15 February is New Year's time: first working day is the 24th
    ("REG-1", "2026-04-25", "2026-05-06", True),  # 5 May is the last day off
    ("DEL-1", "2026-09-29", "2026-10-08", True),  # 4 October
    ("CHG-7", "2026-09-18", "2026-09-28", True),  # 25 September, Mid-autumn
    ("MIS-3", "2026-09-30", "2026-10-03", False),  # does not move
    ("REV-1", "2026-09-04", "2026-10-08", True),  # 4 October
    ("REV-3", "2026-09-04", "2026-10-04", False),  # custody never moves
    ("PLN-1", "2026-01-31", "2026-02-28", False),  # last day to last day; the 28th is a worked Saturday
    ("PLN-1", "2026-02-28", "2026-03-31", False),
    ("MED-1", "2026-04-30", "2026-05-31", False),  # a Sunday, and it stays
    ("MED-2", "2026-11-30", "2027-02-28", False),
    ("FRQ-1", "2026-08-31", "2027-02-28", False),
    ("LEA-3", "2026-10-04", "2026-10-04", False),
    ("DIS-2", "2026-10-04", "2026-10-04", False),
    ("LEA-1", "2026-10-09", "2026-09-30", True),  # 6 October is off, and so is everything back to the 1st
    ("CHG-1", "2026-11-03", "2026-09-30", True),  # 3 October
    ("DIS-1", "2026-11-06", "2026-09-30", True),  # 7 October
    ("VIS-1", "2026-05-07", "2026-04-30", True),  # 4 May
]


@pytest.mark.parametrize(("clock", "start", "last_good", "rolled"), BY_HAND)
def test_a_due_day_worked_out_by_hand(clock: str, start: str, last_good: str, rolled: bool) -> None:
    document = law.due_document(clock, start=start)
    assert (document["last_good_day"], document["rolled"]) == (last_good, rolled)


def test_a_window_opens_a_month_before_and_closes_the_day_before_its_event() -> None:
    document = law.due_document("DIS-4", start="2026-11-05")
    assert document["kind"] == "before"
    assert document["first_good_day"] == "2026-09-30"  # 5 October is off
    assert document["last_good_day"] == "2026-11-04"
    assert document["first_late_day"] == "2026-11-05"


def test_hours_run_through_the_night_and_the_holiday() -> None:
    document = law.due_document("REV-2", start="2026-09-30T16:20")
    assert document["kind"] == "hours"
    assert document["start"] == "2026-09-30T16:20:00+08:00"
    assert document["due_at"] == "2026-10-02T16:20:00+08:00"
    assert law.due_document("ITC-1", start="2026-09-30T15:50:00Z")["due_at"] == "2026-10-01T00:20:00+08:00"


def test_a_limit_has_a_number_and_no_day() -> None:
    document = law.due_document("LEA-MAX-COUNTY", start="2026-09-28")
    assert (document["kind"], document["number"], document["unit"]) == ("limit", 30, "cd")
    assert not {"last_good_day", "first_late_day", "due_at", "rolled"} & set(document)


def test_an_agreed_period_ends_on_the_agreed_day_and_on_no_other() -> None:
    document = law.due_document("INV-3", start="2026-09-28", agreed="2026-10-03")
    assert (document["kind"], document["number"], document["unit"]) == ("agreed", None, "agreed")
    assert (document["last_good_day"], document["rolled"]) == ("2026-10-03", False)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: law.due_document("INV-3", start="2026-09-28"), "agreed_date_missing"),
        (lambda: law.due_document("INV-3", start="2026-09-28", agreed="2026-09-27"), "agreed_before_start"),
        (lambda: law.due_document("INV-9", start="2026-09-28"), "unknown_clock"),
        (lambda: law.due_document("leave.counting", start="2026-09-28"), "unknown_clock"),
        (lambda: law.due_document("INV-1", start="28.9.2026"), "bad_date"),
        (lambda: law.due_document("INV-1", start="2026-02-30"), "bad_date"),
        (lambda: law.due_document("INV-1", start="2026-09-28", area="Zhuji"), "bad_area"),
        (lambda: law.due_document("INV-1", start="9999-12-31"), "outside_calendar"),
        (lambda: law.due_document("LEA-3", start="9999-12-31"), "out_of_range"),
        (lambda: law.term_document("probation", start="2026-01-01", years=1), "unknown_category"),
        (lambda: law.term_document("parole", start="2026-01-01"), "no_length"),
        (lambda: law.term_document("parole", start="2026-01-01", months=-1), "negative_length"),
        (lambda: law.term_document("parole", start="9000-01-01", years=2000), "out_of_range"),
        (lambda: law.param_document("leave.maximum"), "unknown_parameter"),
    ],
)
def test_wrong_use_is_named_and_ends_with_two(call, code: str) -> None:
    with pytest.raises(law.LawError) as caught:
        call()
    assert (caught.value.code, caught.value.exit_code) == (code, 2)


def test_a_term_document_has_the_contract_s_keys() -> None:
    document = law.term_document("suspended_sentence", start="2026-03-15", years=1, months=6)
    assert set(document) == {"start", "end", "days", "reasoning", "basis"}
    assert (document["end"], document["days"]) == ("2027-09-14", 549)
    assert document["basis"] == ["SPC-I202", "CL73"]


def test_a_parameter_document_says_where_its_value_comes_from() -> None:
    assert law.param_document("LEA-MAX-OFFICE") == {
        "name": "LEA-MAX-OFFICE",
        "value": 7,
        "unit": "cd",
        "mark": "C",
        "basis": ["M27"],
        "valid_from": "2020-07-01",
        "source": "national",
    }
    assert law.param_document("DSC-1", area="330681109")["source"] == "330000"
    assert law.param_document("DSC-1", area="310000")["source"] == "national"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_clock_explains_itself_in_both_languages(language) -> None:
    for name in law.parameter_names():
        if law.param(name).is_clock:
            text = law.due_text(name, start="2026-09-30", agreed="2026-10-09", language=language)
            assert text.startswith(name)
            assert len(text.splitlines()) >= 3


def test_a_start_older_than_the_rule_is_computed_and_says_so() -> None:
    found = law.due("REG-1", start=date(2015, 3, 2))
    assert found.is_before_the_rule
    assert found.last_good_day == date(2015, 3, 12)
    assert any("2020-07-01" in line for line in found.reasoning("en"))
