"""The report workbook says what to do, and nothing in it can run or travel unseen (THREATS T66, T67)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest

from fengqiao.exchange import report
from fengqiao.exchange.files import reading
from fengqiao.exchange.register import checking
from fengqiao.exchange.tests import people, samples
from fengqiao.exchange.tests.people import row
from fengqiao.exchange.tests.test_checking import SURROUNDINGS, check

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FORMULAS = ('=HYPERLINK("http://x")', "＝1+1", "\t=1", "+1", "-1", "@SUM(1)", "\r=1", "=cmd|' /C calc'!A0")


def cells(content: bytes) -> list[openpyxl.cell.Cell]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("column", ["姓名", "居住地址", "罪名"])
def test_t66_no_cell_of_a_report_is_a_formula(text: str, column: str) -> None:
    content = report.workbook(check(row(**{column: text})), at=AT)

    assert {cell.data_type for cell in cells(content)} == {"s"}
    signed = [cell for cell in cells(content) if cell.value.startswith(("=", "+", "-", "@", "＝"))]
    assert all(cell.quotePrefix for cell in signed)
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(n) for n in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )


def test_t67_a_report_holds_two_named_sheets_and_nothing_unseen() -> None:
    content = report.workbook(check(row()), at=AT)

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["花名册", "汇总"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not [
        name for name in names if any(mark in name for mark in ("pivot", "comment", "external", "custom", "vba"))
    ]
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core


def test_the_report_says_per_row_what_to_do() -> None:
    checked = check(
        row(), row(身份证号="123"), row(身份证号=people.number("19900101", 31), 出生日期="", 性别="", 手机号="1")
    )

    book = openpyxl.load_workbook(io.BytesIO(report.workbook(checked, at=AT)))
    lines = list(book["花名册"].iter_rows(values_only=True))
    assert lines[0][-3:] == ("结果", "说明", "原行号")
    assert [line[-3] for line in lines[1:]] == ["可载入", "退回", "可载入，请核对"]
    assert "18 位" in lines[2][-2]
    assert lines[1][1] == row()["身份证号"]


def test_a_repaired_report_can_be_imported_again() -> None:
    first = check(*samples.good_rows(3), row(身份证号="123"))

    again = checking.check(reading.read(report.workbook(first, at=AT)), SURROUNDINGS)

    assert again.notes == ()
    assert len(again.entries) == 3
    assert [line.findings[0].code for line in again.rows if line.findings] == ["id_length"]


def test_the_same_report_has_the_same_bytes() -> None:
    checked = check(row(), row(身份证号="123"))

    assert report.workbook(checked, at=AT) == report.workbook(checked, at=AT)


def test_the_report_speaks_english_too() -> None:
    content = report.workbook(check(row(身份证号="123")), at=AT, language="en")

    assert "rejected" in {cell.value for cell in cells(content)}
