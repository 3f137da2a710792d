"""How fast a register is read and checked: the rows of `fengqiao bench import`."""

from __future__ import annotations

import csv
import io
import time
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from fengqiao.exchange.files import reading
from fengqiao.exchange.register import checking
from fengqiao.exchange.register.checking import Surroundings
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.offices import Office, names
from fengqiao.kit import citizen_number

ROWS = 10_000
# Unit: rows per second.
REQUIRED = 1_000
# No county has this code, so nobody has these numbers.
NOWHERE = "339900"
COUNTY = "330681"
OFFICE = Office(code="330681109", name="枫桥司法所", area="330681109", area_name="枫桥镇")
TODAY = date(2026, 11, 22)


def measure() -> list[dict[str, Any]]:
    """What the command prints: rows per second from the bytes of a file to checked people."""
    surroundings = Surroundings(
        offices=names(COUNTY, "诸暨市", [OFFICE]), find_area=lambda code: code.rstrip("0"), today=TODAY
    )
    people = crowd(ROWS)
    measured = {
        kind: rate(content, surroundings) for kind, content in (("CSV", _csv(people)), (".xlsx", _xlsx(people)))
    }
    return [
        {"what": f"import register, {ROWS} rows, {kind}, read and check", "value": round(value), "unit": "rows/s",
         "peer": "required at least", "peer_value": REQUIRED, "ratio": round(value / REQUIRED, 2)}
        for kind, value in measured.items()
    ]  # fmt: skip


def rate(content: bytes, surroundings: Surroundings) -> float:
    """Read and check a file once, child process included.

    Unit: rows per second.
    """
    begun = time.perf_counter()
    checked = checking.check(reading.read(content), surroundings)
    return len(checked.rows) / (time.perf_counter() - begun)


def crowd(count: int) -> list[dict[str, Any]]:
    """So many different invented people, every column filled."""
    people = []
    for index in range(count):
        birth = date(1950, 1, 1) + timedelta(days=index)
        first17 = f"{NOWHERE}{birth:%Y%m%d}{index % 1000:03d}"
        people.append({
            "姓名": "试样", "身份证号": first17 + citizen_number.check_digit(first17),
            "性别": "男" if index % 2 else "女", "出生日期": f"{birth}", "民族": "汉族", "文化程度": "初中",
            "手机号": f"139{index:08d}", "户籍地址": f"示例路{index}号", "婚姻状况": "已婚",
            "居住地址": f"示例路{index}号", "居住地代码": OFFICE.area.ljust(12, "0"),
            "矫正类别": "缓刑", "罪名": "盗窃罪", "原判刑罚": "有期徒刑一年六个月，缓刑二年",
            "判决机关": "示例人民法院", "判决文书号": f"（2026）示例刑初{index}号", "判决日期": "2026.3.5",
            "文书生效日期": "2026年3月20日",
            "矫正开始日期": "2026/3/20", "矫正结束日期": "2028-03-19", "禁止令内容": "", "执行司法所": OFFICE.name,
            "入矫日期": "20260325", "管理类别": "普管",
        })  # fmt: skip
    return people


def _csv(people: list[dict[str, Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, [column.name for column in columns().values()])
    writer.writeheader()
    writer.writerows(people)
    return buffer.getvalue().encode()


def _xlsx(people: list[dict[str, Any]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for column, name in enumerate(people[0]):
        sheet.write_string(0, column, name)
        for line, person in enumerate(people, start=1):
            sheet.write_string(line, column, person[name])
    book.close()
    return buffer.getvalue()
