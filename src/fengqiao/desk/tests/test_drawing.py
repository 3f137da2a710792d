"""Fields of a definition as a page draws them, and as they come back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from fengqiao.desk import drawing, places
from fengqiao.procedures.grammar import Case, Choice, Facts, Field, FieldKind, Form, Text, Wrong
from fengqiao.procedures.grammar import read as engine_read

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
CASE = Case(facts=Facts(area="330681109"), now=NOW)


def field(kind: FieldKind, name: str = "one", **more) -> Field:
    return Field(name=name, kind=kind, label=Text("一", "One"), **more)


FORM = Form(
    (
        field(FieldKind.DAY, "day"),
        field(FieldKind.MOMENT, "moment"),
        field(FieldKind.NUMBER, "days", unit=Text("天", "days")),
        field(FieldKind.YES_NO, "alone"),
        field(FieldKind.CHOICE, "cause", choices=(Choice("medical", Text("就医", "medical care")),)),
        field(FieldKind.CHOICES, "duties", choices=(Choice("call", Text("电话", "call")),)),
        field(FieldKind.EVIDENCE, "proof"),
        field(FieldKind.LONG_TEXT, "why", required=False),
    )
)
POST = QueryDict(mutable=True)
POST.update({"day": " ２０２６-11-25 ", "moment": "2026-11-25T07:00", "days": "４", "alone": "no", "cause": "medical"})
POST.setlist("duties", ["call"])
POST.update({"proof": "病历\n\n预约单\n", "why": "", "role": "county_lead"})


def test_what_a_browser_sends_becomes_what_the_engine_reads():
    sent = drawing.collect(FORM, POST)
    reading = engine_read(FORM, {name: value for name, value in sent.items() if value not in (None, "")}, CASE)
    assert reading.wrong == ()
    assert reading.values["day"] == date(2026, 11, 25)
    assert reading.values["moment"].isoformat() == "2026-11-25T07:00:00+08:00"
    assert reading.values["days"] == 4
    assert reading.values["alone"] is False
    assert reading.values["proof"] == ("病历", "预约单")
    assert "role" not in sent


def test_a_refused_form_comes_back_with_what_was_typed_and_what_is_wrong():
    sent = drawing.collect(FORM, POST)
    fields = drawing.draw(
        FORM, sent=sent, case=CASE, wrong=(Wrong("days", "not_readable", Text("请填写整数", "whole")),)
    )
    by_name = {each.name: each for each in fields}
    assert by_name["days"].value == "4"
    assert by_name["days"].error.zh == "请填写整数"
    assert by_name["alone"].value == "no"
    assert by_name["proof"].value == "病历\n预约单"
    assert by_name["why"].required is False
    assert by_name["cause"].choices[0][0] == ""


def test_a_question_that_was_not_answered_is_neither_yes_nor_no():
    assert drawing.collect(FORM, QueryDict(""))["alone"] is None


def test_typed_values_are_told_in_words():
    values = {"moment": datetime(2026, 11, 24, 23, tzinfo=UTC), "days": 4, "alone": True, "cause": "medical"}
    moment, days, _alone, cause = (fact.value for fact in drawing.shown(FORM.fields, values))
    assert moment == "2026年11月25日 07:00"
    assert days.zh == "4 天"
    assert cause.zh == "就医"


def test_a_decision_starts_from_what_was_asked_for():
    form = Form((field(FieldKind.DAY, "granted_to", same_as="asked_to"),))
    asked = {"asked_to": date(2026, 11, 28)}
    assert drawing.begun(form, told=asked, said={}) == {"granted_to": "2026-11-28"}
    assert drawing.begun(form, told=asked, said={"granted_to": date(2026, 11, 27)}) == {"granted_to": "2026-11-27"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("330681109", "330681109"),
        ("３３０１０２", "330102"),
        ("浙江省杭州市上城区", "330102"),
        ("杭州市 上城区", "330102"),
        ("诸暨市枫桥镇", "330681109"),
        ("诸暨市枫桥司法所", "330681109"),
        ("绍兴市诸暨市枫桥镇", "330681109"),
        ("火星基地", "火星基地"),
        ("", ""),
    ],
)
def test_a_place_is_understood_by_name_or_code(db, written, code):
    assert places.code_of(written) == code


def test_a_name_that_several_places_bear_is_left_for_the_writer_to_say_more(db):
    assert places.code_of("城关镇") == "城关镇" or places.code_of("城关镇").isdigit()
    assert places.split("杭州市、宁波市，温州市\n") == ["杭州市", "宁波市", "温州市"]


def test_places_are_offered_as_one_writes_and_each_is_understood(db):
    names = places.offered("330681109")
    assert "绍兴市诸暨市枫桥镇" in names
    assert "杭州市上城区" in names
    assert len(names) == len(set(names))
    assert [name for name in names if not places.code_of(name).isdigit()] == []
