"""A county lead brings a register: bad rows are shown, repaired in the report, sent again and loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fengqiao.exchange.tests import samples
from fengqiao.exchange.tests.people import number, row
from tests.journeys.hands import sign_in

pytestmark = pytest.mark.browser

LEAD = "zj.lead"


def send(page: Any, address: str, path: Path) -> None:
    page.goto(f"{address}/imports/")
    page.set_input_files("input[type=file]", path)
    page.click("button:has-text('核对文件')")
    page.wait_for_url("**/imports/*-*/")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Three people, two with mistakes that an office makes."""
    rows = [
        row(姓名="试导一", 身份证号=number("19770711", 951), 性别="男", 出生日期="1977.7.11"),
        row(姓名="试导二", 身份证号=number("19770712", 952), 性别="男", 出生日期="1977.7.12"),
        row(姓名="试导三", 身份证号=number("19770713", 953), 性别="男", 出生日期="1977.7.13", 执行司法所="安吉司法所"),
    ]
    path = tmp_path / "register.xlsx"
    path.write_bytes(samples.workbook(rows))
    return path


def test_bad_rows_are_repaired_in_the_report_and_loaded(
    page: Any, program: Any, accessible: Callable[[Any], None], register: Path, tmp_path: Path
) -> None:
    sign_in(page, program.address, LEAD)
    page.goto(f"{program.address}/imports/")
    accessible(page)

    send(page, program.address, register)
    page.wait_for_selector("#errors")
    accessible(page)
    assert page.locator("#errors tbody tr").count() == 2
    assert "身份证号表示“女”" in page.inner_text("#errors")
    assert "没有“安吉司法所”" in page.inner_text("#errors")

    with page.expect_download() as download:
        page.click("a:has-text('核对报告')")
    repaired = tmp_path / "repaired.xlsx"
    download.value.save_as(repaired)
    _repair(repaired)

    send(page, program.address, repaired)
    page.wait_for_selector("button:has-text('载入 3 人')")
    assert page.locator("#errors").count() == 0
    page.check("input[name=confirmed]")
    page.click("button:has-text('载入 3 人')")
    page.wait_for_selector("text=花名册已载入", timeout=60_000)
    accessible(page)

    send(page, program.address, repaired)
    page.wait_for_selector("text=没有可以载入的人员")


def _repair(path: Path) -> None:
    """What the office does with the report: correct the two marked cells, leave the rest."""
    book = openpyxl.load_workbook(path)
    sheet = book["花名册"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        name = sheet.cell(line, columns["姓名"]).value
        if name == "试导二":
            sheet.cell(line, columns["性别"]).value = "女"
        if name == "试导三":
            sheet.cell(line, columns["执行司法所"]).value = "枫桥司法所"
    book.save(path)


def test_a_register_is_loaded_without_javascript(chromium: Any, program: Any, tmp_path: Path) -> None:
    person = row(姓名="试导四", 身份证号=number("19770714", 954), 出生日期="1977-07-14")
    path = tmp_path / "register.csv"
    path.write_bytes(samples.delimited([person], encoding="gb18030"))
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, program.address, LEAD)

    send(page, program.address, path)
    assert "GB18030" in page.content()
    page.check("input[name=confirmed]")
    page.click("button:has-text('载入 1 人')")

    # Without a script the person asks again by the link; the page does not move under a reader's eyes.
    for _ in range(60):
        refresh = page.locator("a:has-text('刷新')")
        if refresh.count() == 0:
            break
        page.wait_for_timeout(1_000)
        refresh.first.click()
    page.wait_for_selector("text=花名册已载入", timeout=5_000)
    context.close()
