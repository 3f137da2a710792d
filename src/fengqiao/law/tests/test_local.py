"""What a place may set itself, and how it is read: by table, without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fengqiao.law import days, editions, local
from fengqiao.law import face as law

PROVINCE, COUNTY, OTHER, OFFICE = "33", "330681", "330682", "330681109"
TODAY = date(2026, 11, 23)
SOON = date(2026, 12, 1)
BEFORE = SOON - timedelta(days=1)


def number(name: str, value: object, area: str = PROVINCE, since: date = SOON, **more: object) -> law.ChangedNumber:
    return law.ChangedNumber(name=name, area=area, valid_from=since, value=value, **more)


def value(name: str, *, on: date, area: str) -> object:
    return law.param(name, on=on, area=area).value


@pytest.mark.parametrize(
    ("name", "said", "unit", "area", "code"),
    [
        ("REG-1", 8, "", PROVINCE, "closed"),  # the Supreme Court's number
        ("LEA-MAX-OFFICE", 5, "", PROVINCE, "closed"),  # the Measures'
        ("LEA-1", 5, "", PROVINCE, "closed"),  # unverified: put right in the register, not locally
        ("REG-5", 2, "", COUNTY, "closed"),  # weighs on the person: the province alone
        ("SUP-1", 5, "", PROVINCE, "same"),
        ("SUP-1", 21, "", PROVINCE, "bounds"),
        ("SUP-1", 0, "", PROVINCE, "bounds"),
        ("SUP-1", True, "", PROVINCE, "bounds"),
        ("SUP-1", 6, "", COUNTY, "looser"),
        ("SUP-1", 6, "cd", PROVINCE, "unit"),
        ("DEV-4", 5, "", COUNTY, "looser"),  # counted back: fewer days ahead is looser
        ("frequency.report.normal", 2, "mo", COUNTY, "looser"),  # 60 days against 14
        ("frequency.report.normal", 7, "mo", PROVINCE, "bounds"),
        ("frequency.without_class", "lenient", "", PROVINCE, "bounds"),
        ("frequency.matrix", ("dance",), "", PROVINCE, "bounds"),
        ("frequency.matrix", (), "", PROVINCE, "bounds"),
        ("leave.business_track", 1, "", PROVINCE, "bounds"),
        ("leave.partner_regions", ("3101",), "", PROVINCE, "bounds"),
        ("appointment.hours", ("14:00-17:00", "09:00-11:30"), "", COUNTY, "bounds"),
        ("appointment.hours", ("9-11",), "", COUNTY, "bounds"),
        ("SUP-1", 4, "", OFFICE, "closed"),
    ],
)
def test_what_a_place_may_not_set(name: str, said: object, unit: str, area: str, code: str) -> None:
    with pytest.raises(law.NotYours) as refused:
        local.must_be_allowed(name, said, unit=unit, area=area, valid_from=SOON)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "said", "unit", "area"),
    [
        ("SUP-1", 6, "", PROVINCE),
        ("SUP-1", 4, "", COUNTY),
        ("DEV-4", 12, "", COUNTY),
        ("frequency.report.normal", 7, "", COUNTY),
        ("frequency.talk.lenient", 2, "mo", COUNTY),
        ("frequency.talk.lenient", 45, "cd", COUNTY),
        ("frequency.without_class", "normal", "", PROVINCE),
        ("frequency.matrix", ("report", "talk"), "", PROVINCE),
        ("leave.business_track", True, "", PROVINCE),
        ("leave.partner_regions", ("31", "32"), "", PROVINCE),
        ("appointment.hours", ("08:30-11:30", "13:30-17:00"), "", COUNTY),
    ],
)
def test_what_a_place_may_set(name: str, said: object, unit: str, area: str) -> None:
    local.must_be_allowed(name, said, unit=unit, area=area, valid_from=SOON)


def test_a_county_is_held_to_what_its_province_has_set_on_that_day() -> None:
    with law.supposing(law.Edition([number("SUP-1", 3)])):
        with pytest.raises(law.NotYours, match="4 against 3"):
            local.must_be_allowed("SUP-1", 4, unit="", area=COUNTY, valid_from=SOON)
        local.must_be_allowed("SUP-1", 4, unit="", area=COUNTY, valid_from=BEFORE)


def test_t26_nothing_begins_before_tomorrow_but_a_correction() -> None:
    for day in (TODAY - timedelta(days=30), TODAY):
        with pytest.raises(law.NotYours) as refused:
            local.must_begin_in_time(day, today=TODAY, is_correction=False)
        assert refused.value.code == "past"
        local.must_begin_in_time(day, today=TODAY, is_correction=True)
    with pytest.raises(law.NotYours):
        local.must_begin_in_time(SOON, today=TODAY, is_correction=True)
    local.must_begin_in_time(TODAY + timedelta(days=1), today=TODAY, is_correction=False)


def test_what_is_no_choice_is_closed_and_every_choice_is_a_parameter() -> None:
    choices = law.choices()
    assert set(choices) <= set(law.parameter_names())
    for name, choice in choices.items():
        kinds = [choice.is_amount, bool(choice.one_of), bool(choice.some_of), choice.switch, bool(choice.shape)]
        assert sum(kinds) == 1, name
        assert ("county" in choice.levels) == bool(choice.county), name
        # What an article fixes and somebody has read or corroborated is nobody's to choose.
        assert all(each.mark in "PC" for each in law.versions(name)), name
        standing = law.param(name).value
        assert not choice.is_amount or choice.units or choice.least <= standing <= choice.most, name


def test_a_changed_number_holds_from_its_day_in_its_place_and_below() -> None:
    with law.supposing(law.Edition([number("SUP-1", 3), number("SUP-1", 2, COUNTY, SOON + timedelta(days=10))])):
        assert value("SUP-1", on=BEFORE, area=OFFICE) == 5
        assert value("SUP-1", on=SOON, area=OFFICE) == 3
        assert value("SUP-1", on=SOON + timedelta(days=10), area=OFFICE) == 2
        assert value("SUP-1", on=SOON + timedelta(days=10), area=OTHER) == 3
        assert value("SUP-1", on=SOON + timedelta(days=10), area="3101") == 5
        found = law.param("SUP-1", on=SOON, area=OFFICE)
        assert (found.source, found.is_local, found.mark, found.unit) == ("330000", True, "P", "wd")
        assert law.param_document("SUP-1", on=SOON.isoformat(), area=COUNTY)["source"] == "330000"
        assert "SUP-1 (330681)" in law.cited_by()[found.basis_keys[0]]
    assert value("SUP-1", on=SOON, area=OFFICE) == 5


def test_the_later_act_holds_from_its_day_on_and_the_past_stays() -> None:
    first, second = number("SUP-1", 3), number("SUP-1", 6, since=SOON + timedelta(days=5))
    with law.supposing(law.Edition([first, second])):
        assert [value("SUP-1", on=SOON + timedelta(days=n), area=COUNTY) for n in (-1, 0, 4, 5, 400)] == [5, 3, 3, 6, 6]
    corrected = number("SUP-1", 2)
    with law.supposing(law.Edition([first, second, corrected])):
        assert [value("SUP-1", on=SOON + timedelta(days=n), area=COUNTY) for n in (-1, 0, 5)] == [5, 2, 2]
    undone = number("SUP-1", None, since=SOON + timedelta(days=7), follows=True)
    with law.supposing(law.Edition([first, second, undone])):
        assert [value("SUP-1", on=SOON + timedelta(days=n), area=COUNTY) for n in (0, 5, 6, 7)] == [3, 6, 6, 5]


def test_giving_up_returns_to_what_the_province_was_delivered_with() -> None:
    name, end = "classification.review_months", SOON + timedelta(days=40)
    changes = [number(name, 2), number(name, None, since=end, follows=True)]
    with law.supposing(law.Edition(changes)):
        assert [value(name, on=day, area=COUNTY) for day in (BEFORE, SOON, end)] == [3, 2, 3]
        assert law.param(name, on=end, area=COUNTY).source == "330000"


NEW_YEAR = [date(2027, 1, day) for day in (1, 2, 3)]
SPRING = days.span(date(2027, 2, 5), date(2027, 2, 11))
LABOUR = days.span(date(2027, 5, 1), date(2027, 5, 5))
CLOSED = frozenset((*NEW_YEAR, *SPRING, *LABOUR))
WORKED = frozenset({date(2027, 1, 30), date(2027, 2, 13)})
NOTICE = law.PublishedYear(area=PROVINCE, year=2027, closed=CLOSED, worked=WORKED)


def test_a_published_year_takes_the_provisional_mark_away_and_moves_what_counts_across_it() -> None:
    start = date(2027, 1, 29)
    before = law.due("GRP-1", start=start, area=OFFICE)
    with law.supposing(law.Edition([NOTICE])):
        after = law.due("GRP-1", start=start, area=OFFICE)
        assert law.is_working(date(2027, 1, 30), area=OFFICE)
        assert law.is_working(date(2027, 1, 30))  # the notice is the country's, whoever entered it
        assert not law.is_provisional(start, area=OFFICE)
        assert law.is_provisional(date(2028, 1, 4), area=OFFICE)
    assert (before.provisional, after.provisional) == (True, False)
    assert (before.last_good_day, after.last_good_day) == (date(2027, 2, 9), date(2027, 2, 4))
    assert law.is_provisional(start, area=OFFICE)
    assert not any("节假日安排公布后" in line for line in after.reasoning("zh"))


def test_closed_days_move_the_clocks_of_the_office_that_is_closed_and_no_other() -> None:
    day = date(2026, 12, 2)
    shut = law.ClosedDays(area=COUNTY, closed=frozenset({day}), reopened=frozenset())
    with law.supposing(law.Edition([shut])):
        assert law.due("SUP-1", start=SOON, area=OFFICE).last_good_day == date(2026, 12, 9)
        assert law.due("SUP-1", start=SOON, area=OTHER).last_good_day == date(2026, 12, 8)
        # The county must act about a township's person: its own days count, not the township's.
        assert law.due("SUP-1", start=SOON, area=OFFICE, office="3306").last_good_day == date(2026, 12, 8)
        assert not law.is_working(day, area=OFFICE)
    opened = law.ClosedDays(area=COUNTY, closed=frozenset(), reopened=frozenset({day}))
    with law.supposing(law.Edition([shut, opened])):
        assert law.due("SUP-1", start=SOON, area=OFFICE).last_good_day == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("year", "closed", "worked", "area", "code"),
    [
        (2027, CLOSED, WORKED, COUNTY, "closed"),
        (2026, CLOSED, WORKED, PROVINCE, "year"),
        (2029, CLOSED, WORKED, PROVINCE, "year"),
        (2027, CLOSED | {date(2028, 1, 3)}, WORKED, PROVINCE, "other_year"),
        (2027, CLOSED, {date(2027, 2, 16)}, PROVINCE, "worked"),
        (2027, CLOSED, {SPRING[1]}, PROVINCE, "worked"),
        (2027, SPRING, WORKED, PROVINCE, "holidays"),
    ],
)
def test_a_notice_that_is_none(year: int, closed: set[date], worked: set[date], area: str, code: str) -> None:
    with pytest.raises(law.NotYours) as refused:
        days.must_be_a_year(year, closed=closed, worked=worked, area=area, today=TODAY)
    assert refused.value.code == code


def test_a_supposed_edition_is_not_disturbed_by_a_transaction_that_begins() -> None:
    edition = law.Edition([number("SUP-1", 3)])
    with law.supposing(edition):
        editions.enter(editions.FILES)
        assert editions.current() is edition
    assert editions.current() is editions.FILES
