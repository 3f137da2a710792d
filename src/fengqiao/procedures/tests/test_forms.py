"""Reading what was sent: typed values or what is wrong, field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.procedures.grammar import (
    SHANGHAI,
    Asked,
    Case,
    Choice,
    Facts,
    Field,
    FieldKind,
    Form,
    Text,
    is_required,
    read,
    typed,
)
from fengqiao.procedures.tests.drive import AREA, moment

WORD = Text("甲", "A")
CASE = Case(facts=Facts(area=AREA), now=moment("2026-03-02 09:00"))
CHOICES = (Choice("a", WORD), Choice("b", WORD))


def one(kind: FieldKind, **more: Any) -> Form:
    return Form((Field(name="x", kind=kind, label=WORD, choices=CHOICES, **more),))


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        (FieldKind.TEXT, " 甲 ", "甲"),
        (FieldKind.DAY, "2026-11-25", date(2026, 11, 25)),
        (FieldKind.MOMENT, "2026-11-25T07:00", moment("2026-11-25 07:00")),
        (FieldKind.MOMENT, "2026-11-24T23:00:00+00:00", moment("2026-11-25 07:00")),
        (FieldKind.NUMBER, "7", 7),
        (FieldKind.NUMBER, 7, 7),
        (FieldKind.YES_NO, False, False),
        (FieldKind.CHOICE, "a", "a"),
        (FieldKind.CHOICES, ["a", "b"], ("a", "b")),
        (FieldKind.PLACE, "330681109", "330681109"),
        (FieldKind.PLACES, ["33", "330102"], ("33", "330102")),
        (FieldKind.EVIDENCE, ["病历"], ("病历",)),
    ],
)
def test_a_good_value_is_typed(kind: FieldKind, sent: Any, value: Any) -> None:
    reading = read(one(kind), {"x": sent}, CASE)
    assert (dict(reading.values), reading.wrong) == ({"x": value}, ())
    assert typed(one(kind), {"x": sent, "unknown": 1}) == {"x": value}


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (FieldKind.TEXT, 7),
        (FieldKind.TEXT, "x" * 4_001),
        (FieldKind.DAY, "2026-02-30"),
        (FieldKind.DAY, "25.11.2026"),
        (FieldKind.MOMENT, "soon"),
        (FieldKind.NUMBER, "7.5"),
        (FieldKind.NUMBER, True),
        (FieldKind.YES_NO, "yes"),
        (FieldKind.CHOICE, "c"),
        (FieldKind.CHOICES, "a"),
        (FieldKind.CHOICES, ["a", "c"]),
        (FieldKind.PLACE, "33068"),
        (FieldKind.PLACE, "３３"),
        (FieldKind.PLACES, {"33": 1}),
        (FieldKind.EVIDENCE, ["x"] * 41),
    ],
)
def test_a_bad_value_is_named_in_plain_words(kind: FieldKind, sent: Any) -> None:
    (wrong,) = read(one(kind), {"x": sent}, CASE).wrong
    assert (wrong.field, wrong.code) == ("x", "not_readable")
    assert wrong.text.zh
    assert wrong.text.en


@pytest.mark.parametrize("sent", [{}, {"x": ""}, {"x": None}, {"x": []}])
def test_what_must_be_there_is_asked_for_by_its_label(sent: dict) -> None:
    (wrong,) = read(one(FieldKind.TEXT), sent, CASE).wrong
    assert (wrong.code, wrong.text.zh) == ("missing", "请填写甲")
    assert read(one(FieldKind.TEXT, required=False), sent, CASE).wrong == ()


def test_whether_a_field_is_required_may_depend_on_the_rest_of_the_form() -> None:
    hospital = Asked(WORD, lambda case: case.form.get("where") == "hospital")
    field = Field(name="ward", kind=FieldKind.TEXT, label=WORD, required=hospital)
    assert is_required(field, {"where": "hospital"}, CASE)
    assert not is_required(field, {"where": "home"}, CASE)


def test_rules_over_the_form_run_only_on_readable_values() -> None:
    def never(values: object, case: object) -> tuple:
        raise AssertionError("a rule saw a form that could not be read")

    form = Form(one(FieldKind.DAY).fields, rules=(never,))
    assert [wrong.code for wrong in read(form, {"x": "?"}, CASE).wrong] == ["not_readable"]


@given(
    st.sampled_from(list(FieldKind)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
    ),
)
def test_no_sent_value_ever_breaks_the_reading(kind: FieldKind, sent: Any) -> None:
    reading = read(one(kind), {"x": sent}, CASE)
    assert reading.wrong or set(reading.values) <= {"x"}
    assert SHANGHAI.key == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("kind", "sent", "codes"),
    [
        (FieldKind.DAY, "2026-03-02", []),
        (FieldKind.DAY, "2026-03-03", ["not_yet"]),
        (FieldKind.MOMENT, "2026-03-02T23:30", []),
        (FieldKind.MOMENT, "2026-03-03T00:00", ["not_yet"]),
    ],
)
def test_what_happened_did_not_happen_tomorrow(kind: FieldKind, sent: str, codes: list[str]) -> None:
    assert [each.code for each in read(one(kind, happened=True), {"x": sent}, CASE).wrong] == codes
    assert read(one(kind), {"x": sent}, CASE).wrong == ()
