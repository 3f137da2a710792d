"""Rules in tables and properties, by the thousand, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.subjects.rules import codes, flags, intake, names, states, terms
from fengqiao.subjects.tests import factories as make

days = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 9, 1), date(2026, 8, 31), 17),
        (date(2008, 9, 1), date(2026, 9, 1), 17),  # full from the day after the birthday
        (date(2008, 9, 1), date(2026, 9, 2), 18),
        (date(2008, 2, 29), date(2026, 3, 1), 17),
        (date(2008, 2, 29), date(2026, 3, 2), 18),
        (date(2008, 2, 29), date(2024, 3, 1), 16),
        (date(2026, 9, 1), date(2026, 9, 1), 0),
    ],
)
def test_full_years(born: date, on: date, years: int) -> None:
    assert flags.age(born, on) == years


@given(born=days, on=days)
def test_nobody_grows_younger(born: date, on: date) -> None:
    if on >= born:
        assert 0 <= flags.age(born, on) <= flags.age(born, on + timedelta(days=1))


@given(born=st.dates(date(1990, 1, 1), date(2012, 12, 31)), start=days, later=st.integers(0, 4000))
def test_the_regime_never_looks_at_todays_age(born: date, start: date, later: int) -> None:
    regime = flags.is_minor_regime(born, start)
    today = start + timedelta(days=later)
    shown = flags.all_flags(told_flags=(), minor=regime, sex="1", birth_date=born, on=today)
    assert ("minor" in shown) == regime


def test_told_flags_keep_one_order_and_unknown_ones_are_named() -> None:
    assert flags.told(["sick", "pregnant", "sick"]) == ["pregnant", "sick"]
    with pytest.raises(KeyError, match="lucky"):
        flags.told(["lucky"])


def test_derived_flags() -> None:
    shown = flags.all_flags(told_flags=["sick"], minor=False, sex="2", birth_date=date(1950, 1, 1), on=date(2026, 1, 2))
    assert shown == {"sick", "female", "aged_75"}


def test_the_lifecycle_is_closed_and_ends() -> None:
    assert set(states.MOVES) == set(states.STATES)
    for after in states.MOVES.values():
        assert after <= set(states.STATES)
    assert {s for s, after in states.MOVES.items() if not after} == states.ENDED
    reached = {"notified"}
    for _ in states.STATES:
        reached |= {after for s in reached for after in states.MOVES[s]}
    assert reached == set(states.STATES) - {"assessment_only"}


def test_nobody_is_registered_twice_or_after_the_end() -> None:
    allowed = {before for before in states.STATES if states.may_move(before, "registered")}
    assert allowed == {"notified", "documents_received", "missed_intake", "transferring"}


@pytest.mark.parametrize(
    ("category", "length", "printed", "difference"),
    [
        ("suspended_sentence", terms.TermLength(months=6), date(2027, 2, 28), 0),
        ("suspended_sentence", terms.TermLength(years=1), date(2027, 8, 31), 0),
        ("suspended_sentence", terms.TermLength(months=6, custody_days=30), date(2027, 2, 28), 0),  # no credit
        ("public_surveillance", terms.TermLength(months=6, custody_days=30), date(2026, 12, 30), 0),  # one for two
        ("public_surveillance", terms.TermLength(months=6), date(2027, 3, 1), 1),
        ("suspended_sentence", terms.TermLength(years=1), date(2027, 2, 28), -184),
    ],
)
def test_printed_against_computed(category: str, length: terms.TermLength, printed: date, difference: int) -> None:
    checked = terms.check(category, start=date(2026, 9, 1), printed_end=printed, length=length)
    assert checked is not None
    assert checked.difference_days == difference
    assert checked.differs == bool(difference)
    assert len(checked.reasoning) == len(checked.term.reasoning("zh")) + 1


def test_without_a_length_nothing_is_computed() -> None:
    for length in (None, terms.TermLength(), terms.TermLength(custody_days=9)):
        assert terms.check("parole", start=date(2026, 9, 1), printed_end=date(2027, 1, 1), length=length) is None


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("  张　三 ", "张 三"),
        ("阿卜杜热依木·买买提", "阿卜杜热依木·买买提"),
        ("Cafe\u0301", "Café"),
        ("\ue123某", "\ue123某"),  # a made-up character of an old register
        ("\U00031350", "\U00031350"),  # newer than the tables of this Python
    ],
)
def test_names_are_tidied_never_changed(given_name: str, kept: str) -> None:
    assert names.clean(given_name) == kept


@pytest.mark.parametrize(
    ("bad", "code"),
    [("张\u202e三", "hidden_characters"), ("张\u200b三", "hidden_characters"), ("张\n三", "hidden_characters"),
     ("a\x00b", "hidden_characters"), ("\uffff", "hidden_characters"), ("　", "missing"), ("长" * 501, "too_long")],
)  # fmt: skip
def test_names_that_hide_something_are_refused(bad: str, code: str) -> None:
    with pytest.raises(names.BadName) as error:
        names.clean(bad)
    assert error.value.code == code


def test_a_good_file_has_no_problem() -> None:
    assert intake.problems(make.new(7)) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"number": "123"}, [("number", "id_shape")]),
        ({"number": "99000019850231001X"}, [("number", "id_birth_date")]),
        ({"number": make.number(7)[:-1] + "0"}, [("number", "id_check_digit")]),
        ({"number": ""}, [("number", "missing")]),
        ({"number": make.number(7), "birth_date": date(1985, 3, 5)}, [("birth_date", "id_birth_mismatch")]),
        ({"number": make.number(7), "sex": "2"}, [("sex", "id_sex_mismatch")]),
        ({"sex": ""}, [("sex", "missing")]),
        ({"ethnicity": "一" * 41}, [("ethnicity", "too_long")]),
        ({"flags": frozenset({"minor"})}, [("flags", "unknown_code")]),
        ({"sentence": make.sentence(end=date(2026, 8, 31))}, [("end", "end_before_start")]),
        ({"sentence": make.sentence(category="fine", offences=" ")},
         [("category", "unknown_code"), ("offences", "missing")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_field(change: dict[str, object], found: list[tuple[str, str]]) -> None:
    person = make.new(7, **{"number": make.number(7)} | change)
    wrong = [(w.field, w.code) for w in intake.problems(person)]
    if change.get("number") == make.number(7)[:-1] + "0" and not wrong:
        pytest.fail("the check digit is not looked at")
    assert wrong == found


def test_a_label_that_no_standard_has_is_kept() -> None:
    assert intake.problems(replace(make.new(7), ethnicity="穿青人", education="私塾")) == ()
    assert codes.label("ethnicity", "穿青人").zh == "穿青人"


def test_nothing_personal_is_in_a_repr() -> None:
    person = make.new(7, name="欧阳测")
    assert "欧阳" not in repr(person)
    assert person.number not in repr(person)
    assert "危险驾驶" not in repr(person)


def test_code_tables_are_in_both_languages() -> None:
    for table, entries in codes.TABLES.items():
        for code, text in entries.items():
            assert text.zh, (table, code)
            assert text.en, (table, code)
            assert len(code) <= 40


@pytest.mark.parametrize(
    ("state", "today", "near"),
    [
        ("in_correction", date(2026, 12, 2), False),
        ("in_correction", date(2026, 12, 3), True),
        ("registered", date(2027, 1, 2), True),
        ("in_correction", date(2027, 2, 1), True),  # overdue: it lasts until the discharge
        ("discharged", date(2027, 1, 2), False),
        ("notified", date(2027, 1, 1), False),
    ],
)
def test_shortly_before_discharge_follows_from_the_last_day(state: str, today: date, near: bool) -> None:
    found = states.shortly_before_discharge(state=state, term_end=date(2027, 1, 2), today=today, days=30)
    assert found is near


def test_what_follows_from_days_is_never_kept() -> None:
    assert not states.KEPT_OVERLAYS & {"pre_discharge", "on_leave"}
