"""What is found in rows, and that all rows are checked (COMMANDS: import register)."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest

import fengqiao
from fengqiao.exchange import bench
from fengqiao.exchange.files import reading
from fengqiao.exchange.register import checking, findings
from fengqiao.exchange.register.checking import CheckedFile
from fengqiao.exchange.tests import people, samples
from fengqiao.exchange.tests.people import number, row

SAMPLES = Path(fengqiao.__file__).parents[2] / "docs" / "samples"
SURROUNDINGS = checking.Surroundings(offices=people.offices(), find_area=people.find_area, today=people.TODAY)


def check(*rows: dict[str, Any]) -> CheckedFile:
    return checking.check(reading.read(samples.delimited(list(rows), encoding="utf-8")), SURROUNDINGS)


def found(checked: CheckedFile) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.column, finding.code) for finding in checked.findings]


def test_a_good_row_becomes_an_entry_with_dates_as_given() -> None:
    checked = check(row(入矫日期="2026.9.15", 身份证号=number("19850412", 22).lower()))

    [entry] = checked.entries
    assert found(checked) == []
    assert (entry.name, entry.sex, entry.category) == ("陈桂芳", "2", "suspended_sentence")
    assert (entry.office.code, entry.residence_area) == ("330681109", "330681109002")
    assert (str(entry.term_start), str(entry.term_end), str(entry.entered_on)) == (
        "2026-09-12",
        "2027-03-11",
        "2026-09-15",
    )
    assert entry.supervision_class == "normal"


def test_optional_columns_may_be_missing() -> None:
    needed = ("姓名", "身份证号", "矫正类别", "矫正开始日期", "矫正结束日期", "执行司法所")

    [entry] = check({name: row()[name] for name in needed}).entries

    assert (entry.entered_on, entry.phone, entry.ethnicity) == (None, "", None)


@pytest.mark.parametrize("name", ["good.xlsx", "good-gb18030.csv", "good-utf8.csv", "good-other-headers.xlsx"])
def test_good_samples_are_good(name: str) -> None:
    checked = checking.check(reading.read_path(SAMPLES / name), SURROUNDINGS)

    # The file with other headers leaves out the offence, as offices do: a warning, no more.
    assert {code for _, _, code in found(checked)} <= {"offence_missing"}
    assert len(checked.entries) == 28


def test_each_row_of_the_bad_sample_gives_what_its_remark_says() -> None:
    checked = checking.check(reading.read_path(SAMPLES / "bad-rows.xlsx"), SURROUNDINGS)

    remark = checked.header.given.index(samples.REMARK)
    expected = {line.number: line.source.cells[remark : remark + 1] for line in checked.rows}
    actual = {line.number: tuple(finding.code for finding in line.findings) or (None,) for line in checked.rows}
    assert actual == {number: codes or (None,) for number, codes in expected.items()}
    assert [(note.code, note.column) for note in checked.notes] == [("hidden_sheet", ""), ("hidden_column", "手机号")]


def test_the_bad_sample_shows_every_code_a_row_can_have() -> None:
    checked = checking.check(reading.read_path(SAMPLES / "bad-rows.xlsx"), SURROUNDINGS)

    shown = {finding.code for finding in checked.findings}
    assert set(findings.codes()) - shown == {
        "listed_twice", "other_sheet", "unknown_column", "already_registered", "not_accepted",
    }  # fmt: skip


@pytest.mark.parametrize("name", samples.files())
def test_the_samples_are_those_that_the_script_makes(name: str) -> None:
    assert reading.read_path(SAMPLES / name) == reading.read(samples.files()[name])


def test_t69_gb18030_and_utf8_twins_import_identically() -> None:
    twins = [
        checking.check(reading.read_path(SAMPLES / name), SURROUNDINGS)
        for name in ("good-gb18030.csv", "good-utf8.csv")
    ]

    assert twins[0].entries == twins[1].entries
    assert [twin.table.encoding for twin in twins] == ["gb18030", "utf-8-sig"]


@pytest.mark.parametrize("given", [3.30106e17, "3.30106E+17", "330106198504120000.00", 330106850412024.0])
def test_t69_id_numbers_that_became_numbers_are_refused_by_name(given: object) -> None:
    rows = [row(身份证号=given)]
    content = samples.workbook(rows) if isinstance(given, float) else samples.delimited(rows, encoding="utf-8")

    checked = checking.check(reading.read(content), SURROUNDINGS)

    assert found(checked) == [(2, "身份证号", "id_is_number")]
    assert checked.entries == ()


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x07", "\u00ad"])
@pytest.mark.parametrize("column", ["姓名", "居住地址", "禁止令内容"])
def test_t72_invisible_characters_are_refused_in_names_and_wording(character: str, column: str) -> None:
    checked = check(row(**{column: f"甲{character}乙"}))

    assert (2, column, "bad_character") in found(checked)
    assert checked.entries == ()
    assert f"U+{ord(character):04X}" in checked.findings[0].message("zh")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "＝1+1", "@SUM", "张三<b>", "···", "张3"])
def test_t66_t72_names_hold_only_what_names_hold(name: str) -> None:
    assert (2, "姓名", "bad_name") in found(check(row(姓名=name)))


def test_t72_look_alike_letters_are_shown_for_comparison() -> None:
    assert found(check(row(姓名="王а明"))) == [(2, "姓名", "name_mixed_script")]


def test_a_person_listed_twice_is_loaded_once_and_both_rows_say_so() -> None:
    checked = check(row(), row(姓名="陈桂方"), row(身份证号=number("19900101", 31), 性别="", 出生日期=""))

    assert found(checked) == [(2, "身份证号", "listed_twice"), (3, "身份证号", "duplicate_in_file")]
    assert [entry.row for entry in checked.entries] == [2, 4]


def test_an_exact_twin_rejects_only_itself() -> None:
    assert found(check(row(), row())) == [(3, "身份证号", "duplicate_in_file")]


def test_all_faults_of_a_row_are_told_at_once() -> None:
    checked = check(
        row(性别="男", 出生日期="1985-04-13", 执行司法所="无此所", 矫正类别="拘留", 矫正结束日期="2020-01-01")
    )

    assert {finding.code for finding in checked.findings} == {
        "id_sex_mismatch", "id_birth_mismatch", "unknown_office", "unknown_category", "end_before_start",
    }  # fmt: skip


def test_warnings_never_reject() -> None:
    checked = check(row(矫正结束日期="2027-03-12", 手机号="无法接通", 民族="未知族"))

    assert {finding.code for finding in checked.findings} == {"term_differs", "phone_unusual", "unknown_code"}
    assert checked.rejected == 0


def test_a_code_not_in_the_table_is_kept_as_given() -> None:
    [entry] = check(row(文化程度="私塾")).entries

    assert entry.education is not None
    assert (entry.education.code, entry.education.given) == ("", "私塾")


def test_every_message_can_be_written_in_both_languages() -> None:
    checked = checking.check(reading.read_path(SAMPLES / "bad-rows.xlsx"), SURROUNDINGS)

    for finding in checked.findings:
        for language in ("zh", "en"):
            assert "{" not in finding.message(language)


def test_unknown_columns_and_further_sheets_are_told() -> None:
    checked = check({**row(), "血型": "A"})

    assert found(checked) == [(1, "血型", "unknown_column")]
    assert checked.rejected == 0


def test_progress_is_told_from_none_to_all() -> None:
    told: list[tuple[int, int]] = []
    table = reading.read(samples.delimited(samples.good_rows(5), encoding="utf-8"))

    checking.check(table, SURROUNDINGS, progress=lambda done, of: told.append((done, of)))

    assert (told[0], told[-1]) == ((0, 5), (5, 5))


@pytest.mark.soak
def test_a_thousand_rows_a_second_are_read_and_checked() -> None:
    """By the time of the processor, ours and the reading child's: a busy machine must not judge the program."""
    content = samples.workbook(bench.crowd(10_000))
    began = _spent()
    bench.rate(content, SURROUNDINGS)
    assert 10_000 / (_spent() - began) >= 1_000


def _spent() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)
