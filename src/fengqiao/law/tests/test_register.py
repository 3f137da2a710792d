"""The parameters hold the register of deadlines, row by row, and nothing else under its ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fengqiao.law import face as law
from fengqiao.law.citations import read_basis
from fengqiao.law.parameters import chosen
from fengqiao.law.tests import second_reading

ROWS = second_reading.register()


def test_the_register_has_every_row_once() -> None:
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 107


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_of_the_register_is_a_parameter(row: dict[str, str]) -> None:
    parameter = law.param(row["id"])
    assert parameter.value == (int(row["number"]) if row["number"] else None)
    assert (parameter.unit, parameter.mark, parameter.actor) == (row["unit"], row["mark"], row["actor"])
    assert parameter.kind == second_reading.kind(row)
    assert parameter.rolls == second_reading.rolls(row)
    assert parameter.start_event.en == row["start_event"]
    citations, remark = read_basis(row["basis"])
    assert parameter.basis == citations != ()
    assert bool(remark) == (parameter.note is not None)


def test_what_is_added_to_the_register_s_clocks_is_ours_and_says_so() -> None:
    clocks = {name for name in law.parameter_names() if law.param(name).is_clock}
    added = clocks - {row["id"] for row in ROWS}
    assert added == {
        "REG-4", "archive.lending_d", "letters.receipt_wd", "letters.seal_wd", "rights.correction_d",
        "rights.reminder_d",
    }  # fmt: skip
    assert {law.param(name).mark for name in added} == {"P"}


@pytest.mark.parametrize("name", law.parameter_names())
def test_a_parameter_is_cited_named_and_marked(name: str) -> None:
    for parameter in law.versions(name):
        assert parameter.basis
        assert parameter.mark in "VCUP"
        assert parameter.title.zh
        assert parameter.title.en
        assert parameter.title.zh != parameter.title.en
        if parameter.kind in ("deadline", "before", "hours", "limit"):
            assert parameter.number >= 0


def test_the_most_specific_area_in_force_wins() -> None:
    assert law.param("leave.partner_regions").value == ()
    assert law.param("leave.partner_regions", area="330681109").value == ("31", "32", "34")
    assert law.param("leave.partner_regions", area="330681109000").source == "330000"
    assert law.param("leave.partner_regions", area="33").source == "330000"
    assert law.param("leave.partner_regions", area="320500").source == "national"


def test_the_version_in_force_on_the_day_is_chosen_and_the_area_before_the_nation() -> None:
    first = replace(law.param("LEA-MAX-OFFICE"), valid_until=date(2027, 1, 1))
    second = replace(first, value=10, valid_from=date(2027, 1, 1), valid_until=None)
    own = replace(first, value=5, valid_from=date(2024, 1, 1), valid_until=date(2028, 1, 1), source="330600")
    known = [("", first), ("", second), ("3306", own)]
    for day, value in [
        (date(2010, 1, 1), 7),  # older than every version: the first one
        (date(2020, 7, 1), 7),
        (date(2023, 12, 31), 7),
        (date(2024, 1, 1), 5),
        (date(2027, 12, 31), 5),
        (date(2028, 1, 1), 10),  # the area's own rule has ended
    ]:
        assert chosen(known, on=day).value == value, day
    assert chosen(known[:2], on=date(2026, 12, 31)).value == 7
    assert chosen(known[:2], on=date(2027, 1, 1)).value == 10
    assert chosen(known[:2], on=None).value == 10


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("330000000000", "33"),
        ("330000", "33"),
        ("330600", "3306"),
        ("331000", "3310"),
        ("330681", "330681"),
        ("330681109000", "330681109"),
        ("330681109201", "330681109201"),
        ("330681100", "330681100"),
    ],
)
def test_a_division_code_is_shortened_to_its_level(code: str, prefix: str) -> None:
    assert law.area_prefix(code) == prefix


@pytest.mark.parametrize("code", ["", "3", "33068", "33068110A", "诸暨市", "3306811092011"])
def test_what_is_no_division_code_is_refused(code: str) -> None:
    with pytest.raises(law.WrongInput, match="division code"):
        law.area_prefix(code)


def test_the_table_of_parameters_shows_every_name_in_words() -> None:
    for language in ("zh", "en"):
        rows = law.parameter_table(area="330681", on=date(2026, 11, 22), language=language)
        assert [row.name for row in rows] == list(law.parameter_names())
        assert all(row.title and row.basis and row.source for row in rows)
    by_name = {row.name: row for row in rows}
    assert (by_name["LEA-MAX-OFFICE"].value, by_name["LEA-MAX-OFFICE"].unit) == ("7", "days")
    assert by_name["leave.counting"].group == "leave"
    assert by_name["leave.partner_regions"].source == "330000"
