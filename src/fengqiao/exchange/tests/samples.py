"""Makes the sample files of docs/samples: `python -m fengqiao.exchange.tests.samples FOLDER`.

Deterministic: the same people every time. In `bad-rows.xlsx` the column 备注 (which the import passes over) names
the findings that its row must give; the tests hold the file to it.
"""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from fengqiao.exchange.tests.people import TOWNSHIPS, number, row

MADE_AT = datetime(2026, 11, 22)  # noqa: DTZ001 - a fixed mark in the file, not a moment
REMARK = "备注"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a failed formula."""

    error: str


GIVEN_NAMES = ("桂芳", "建国", "海燕", "志明", "丽娟", "国强", "雪梅", "永康", "晓东")
FAMILY_NAMES = ("陈", "章", "俞", "楼", "寿", "斯", "郦", "宣", "杨")
DATE_STYLES = (
    "{0:%Y-%m-%d}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
)
SENTENCES: tuple[tuple[str, str, str, date, date], ...] = (
    ("缓刑", "危险驾驶罪", "拘役三个月，缓刑六个月", date(2026, 9, 12), date(2027, 3, 11)),
    ("宣告缓刑", "盗窃罪", "有期徒刑一年六个月，缓刑二年", date(2026, 3, 20), date(2028, 3, 19)),
    ("管制", "寻衅滋事罪", "管制一年", date(2026, 8, 1), date(2027, 7, 31)),
    ("假释", "诈骗罪", "有期徒刑七年，并处罚金人民币二万元", date(2026, 5, 6), date(2028, 1, 15)),
    ("暂予监外执行", "非法吸收公众存款罪", "有期徒刑三年", date(2026, 6, 30), date(2027, 12, 30)),
    ("缓刑", "交通肇事罪", "有期徒刑三年，缓刑四年", date(2026, 10, 9), date(2030, 10, 8)),
    ("缓刑", "开设赌场罪", "有期徒刑二年，缓刑三年，并处罚金人民币一万元", date(2026, 11, 16), date(2029, 11, 15)),
)  # fmt: skip


def person_name(index: int) -> str:
    """An invented name; every tenth is a long one in two parts."""
    if index % 10 == 8:
        return "阿卜杜热依木·买买提"
    return FAMILY_NAMES[index % 9] + GIVEN_NAMES[(index + index // 9) % 9]


def good_rows(count: int = 28) -> list[dict[str, Any]]:
    """People without a single finding: four categories, six offices, dates in every style, some not yet entered."""
    offices = [(code, name.rstrip("街道镇乡") + "司法所", name) for code, name in TOWNSHIPS.items()]
    rows = []
    for index in range(count):
        category, offence, penalty, start, end = SENTENCES[index % len(SENTENCES)]
        code, office, place = offices[(index * 5 + 3) % len(offices)]
        style = DATE_STYLES[index % len(DATE_STYLES)]
        man = index % 3 != 0
        birth = date(1962 + index % 40, 1 + index % 12, 1 + (index * 7) % 28)
        entered = None if index % 7 == 6 else start + timedelta(days=3)
        rows.append({
            **row(),
            "姓名": person_name(index),
            "身份证号": number(f"{birth:%Y%m%d}", 100 + index * 2 + man),
            "性别": "男" if man else "女",
            "出生日期": birth if index % 2 else style.format(birth),
            "民族": "维吾尔族" if index % 10 == 8 else "汉族",
            "文化程度": ("初中", "小学", "高中", "大专", "本科")[index % 5],
            "婚姻状况": ("已婚", "未婚", "离婚", "丧偶")[index % 4],
            "手机号": f"1390000{index:04d}",
            "户籍地址": f"浙江省诸暨市{place}示例路{index + 1}号",
            "居住地址": f"浙江省诸暨市{place}示例路{index + 1}号",
            "居住地代码": code.ljust(12, "0"),
            "矫正类别": category, "罪名": offence, "原判刑罚": penalty,
            "判决文书号": f"（2026）浙0681刑初{1000 + index}号",
            "判决日期": style.format(date(start.year, start.month - 1, 5)),
            "文书生效日期": style.format(start),
            "矫正开始日期": start if index % 2 else style.format(start),
            "矫正结束日期": end if index % 2 else style.format(end),
            "禁止令内容": "禁止在考验期内进入赌博场所" if offence == "开设赌场罪" else "",
            "执行司法所": office,
            "入矫日期": "" if entered is None else style.format(entered),
            "管理类别": ("普管", "严管", "宽管")[index % 3],
        })  # fmt: skip
    return rows


CASES: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("missing", {"姓名": ""}),
    ("missing", {"身份证号": "无"}),
    ("missing", {"矫正开始日期": None}),
    ("broken_cell", {"罪名": Formula("#REF!")}),
    ("bad_character", {"姓名": "陈\u202e桂芳"}),
    ("bad_character", {"姓名": "陈\u200b桂芳"}),
    ("bad_name", {"姓名": "=HYPERLINK(1)"}),
    ("too_long", {"判决机关": "诸暨市人民法院" * 40}),
    ("number_lost_digits", {"判决文书号": 2.0260681010010112e17}),
    ("id_is_number", {"身份证号": 3.39900198504120e17}),
    ("id_is_number", {"身份证号": "3.399E+17"}),
    ("id_length", {"身份证号": "33990019850412"}),
    ("id_character", {"身份证号": "33990019850412OO2X"}),
    ("id_check_digit", {"身份证号": None}),
    ("id_birth_invalid", {"身份证号": number("19850231", 22)}),
    ("id_old_form", {"身份证号": "339900850412024"}),
    ("id_sex_mismatch", {"性别": "男"}),
    ("id_birth_mismatch", {"出生日期": "1985.4.13"}),
    ("unknown_category", {"矫正类别": "取保候审"}),
    ("unknown_class", {"管理类别": "特管"}),
    ("unknown_sex", {"性别": "母"}),
    ("unknown_code", {"文化程度": "私塾"}),
    ("unknown_office", {"执行司法所": "安吉司法所"}),
    ("unknown_area", {"居住地代码": "330681999000"}),
    ("area_outside_county", {"居住地代码": "330602"}),
    ("area_not_of_office", {"居住地代码": "330681110000"}),
    ("bad_date", {"判决日期": "2026.9"}),
    ("bad_date", {"入矫日期": "26/9/15"}),
    ("date_in_future", {"入矫日期": "2199-01-01"}),
    ("born_after_start", {"身份证号": number("20260913", 22), "出生日期": "2026-09-13"}),
    ("organ_unclear", {"矫正类别": "暂予监外执行", "原判刑罚": "有期徒刑三年", "判决机关": "", "入矫日期": ""}),
    ("end_before_start", {"矫正结束日期": "2026-09-11"}),
    ("dates_out_of_order", {"判决日期": "2026-09-13"}),
    ("term_differs", {"矫正结束日期": "2027-03-12"}),
    ("term_ended", {"判决日期": "2024-09-01", "文书生效日期": "2024-09-12", "矫正开始日期": "2024-09-12",
                    "矫正结束日期": "2025-03-11", "入矫日期": "2024-09-15"}),
    ("unreadable_penalty", {"原判刑罚": "见判决书"}),
    ("penalty_category_differs", {"原判刑罚": "管制六个月"}),
    ("probation_out_of_range", {"原判刑罚": "有期徒刑二年，缓刑一年", "矫正结束日期": "2027-09-11"}),
    ("injunction_not_possible", {"矫正类别": "假释", "原判刑罚": "有期徒刑三年", "禁止令内容": "禁止进入酒吧"}),
    ("offence_missing", {"罪名": ""}),
    ("phone_unusual", {"手机号": "87112345"}),
    ("name_mixed_script", {"姓名": "陈桂a芳"}),
    ("private_use_character", {"姓名": "陈\ue000芳"}),
    ("hidden_row", {}),
]  # fmt: skip
"""What a row is marked with → what is wrong with it."""


def bad_rows() -> list[dict[str, Any]]:
    """One row for every finding that a row can have; 备注 names them."""
    rows = []
    for index, (code, changes) in enumerate(CASES):
        own = number("19850412", 100 + index * 2)
        defaults: dict[str, Any] = {"身份证号": own, "手机号": f"139000001{index:02d}", REMARK: code}
        if code == "id_check_digit":
            changes = {"身份证号": own[:-1] + ("0" if own[-1] != "0" else "1")}
        rows.append(row(**{**defaults, **changes}))
    rows.append(row(**{"身份证号": rows[0]["身份证号"], "手机号": "13900000100", REMARK: "duplicate_in_file"}))
    return rows


def workbook(rows: list[dict[str, Any]], *, title: str = "", hidden: bool = False) -> bytes:
    """A register as .xlsx. With `hidden`: one hidden row, column and sheet, as careless files have."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"author": "", "created": MADE_AT})
    sheet = book.add_worksheet("花名册")
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    top = 0
    if title:
        sheet.write_string(0, 0, title)
        top = 2
    for column, name in enumerate(rows[0]):
        sheet.write_string(top, column, name)
        for line, values in enumerate(rows, start=top + 1):
            _write(sheet, line, column, values[name], text=text, day=day)
    if hidden:
        line = next(line for line, values in enumerate(rows, start=top + 1) if values[REMARK] == "hidden_row")
        sheet.set_row(line, None, None, {"hidden": True})
        place = list(rows[0]).index("手机号")
        sheet.set_column(place, place, None, None, {"hidden": True})
        old = book.add_worksheet("旧数据")
        old.write_string(0, 0, "作废")
        old.hide()
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, line: int, column: int, value: Any, *, text: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        sheet.write_formula(line, column, "=1/0", None, value.error)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, value, text)


def delimited(rows: list[dict[str, Any]], *, encoding: str) -> bytes:
    """A register as CSV in some encoding."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)


def reordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same people under other headers, in another order, without optional columns."""
    names = {
        "执行司法所": "受委托的司法所", "矫正类别": "社区矫正类别", "姓名": "姓 名*", "身份证号": "公民身份号码",
        "手机号": "联系电话（本人）", "居住地址": "现居住地",
        "矫正开始日期": "矫正期限起", "矫正结束日期": "矫正期限止",
        "入矫日期": "接收日期", "原判刑罚": "判决结果",
    }  # fmt: skip
    kept = [
        "执行司法所",
        "矫正类别",
        "姓名",
        "身份证号",
        "手机号",
        "居住地址",
        "矫正开始日期",
        "矫正结束日期",
        "入矫日期",
        "原判刑罚",
    ]
    return [{names.get(name, name): values[name] for name in kept} for values in rows]


def files() -> dict[str, bytes]:
    """Name → content of every sample."""
    good = good_rows()
    return {
        "good.xlsx": workbook(good, title="诸暨市社区矫正对象花名册（示例，人物均为虚构）"),
        "good-gb18030.csv": delimited(good, encoding="gb18030"),
        "good-utf8.csv": delimited(good, encoding="utf-8-sig"),
        "good-other-headers.xlsx": workbook(reordered(good)),
        "bad-rows.xlsx": workbook(bad_rows(), hidden=True),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, content in files().items():
        (folder / name).write_bytes(content)
