"""How fast a register is read, checked and written: the rows of `fengqiao bench import`.

Writing needs a database that may be filled: `fengqiao bench` gives an empty one of its own.
"""

from __future__ import annotations

import csv
import io
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.exchange import face as exchange
from fengqiao.exchange.files import reading
from fengqiao.exchange.register import checking
from fengqiao.exchange.register.checking import Surroundings
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.offices import Office, names
from fengqiao.kit import citizen_number, clock
from fengqiao.users import face as users

ROWS = 10_000
WRITTEN_ROWS = 3_000
NEWCOMERS = 500
# Every writing is measured so often, on other people each time; the middle one is told.
ROUNDS = 3
# Unit: rows per second.
REQUIRED = 1_000
# No county has this code, so nobody has these numbers.
NOWHERE = "339900"
COUNTY = "330681"
OFFICE = Office(code="330681109", name="枫桥司法所", area="330681109", area_name="枫桥镇")
TODAY = date(2026, 11, 22)
FAMILY_NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN_NAMES = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华志文玉红梅海燕雪永康晓东"
MINIMUM = ("required at least", REQUIRED)


def measure() -> list[dict[str, Any]]:
    """What the command prints: from the bytes of a file to checked people, and to people in the register."""
    return [*_checked(), *_written()]


def _checked() -> Iterator[dict[str, Any]]:
    surroundings = Surroundings(
        offices=names(COUNTY, "诸暨市", [OFFICE]), find_area=lambda code: code.rstrip("0"), today=TODAY
    )
    people = crowd(ROWS)
    for kind, content in (("CSV", as_csv(people)), (".xlsx", as_xlsx(people))):
        yield _row(f"{ROWS} rows, {kind}, read and check", rate(content, surroundings), MINIMUM)


def _written() -> Iterator[dict[str, Any]]:
    """Settled people in both kinds of files; then newcomers, each of whom opens a registration (P04) as well."""
    lead = _lead()
    _write(as_csv(crowd(10)), by=lead)  # nobody measures how pages of a program come from the disk
    first, settled = 10, 0.0
    for kind, made in (("CSV", as_csv), (".xlsx", as_xlsx)):
        found = []
        for _ in range(ROUNDS):
            found.append(_write(made(crowd(WRITTEN_ROWS, first=first)), by=lead))
            first += WRITTEN_ROWS
        settled = statistics.median(found)
        yield _row(f"{WRITTEN_ROWS} rows, {kind}, read, check and write", settled, MINIMUM)
    found = []
    for _ in range(ROUNDS):
        found.append(_write(as_xlsx(crowd(NEWCOMERS, first=first, entered_on="")), by=lead))
        first += NEWCOMERS
    what = f"{NEWCOMERS} rows, .xlsx, read, check and write, newcomers"
    yield _row(what, statistics.median(found), ("settled people, .xlsx", round(settled)))


def _row(what: str, value: float, peer: tuple[str, int]) -> dict[str, Any]:
    name, of = peer
    return {
        "what": f"import register, {what}", "value": round(value), "unit": "rows/s",
        "peer": name, "peer_value": of, "ratio": round(value / of, 2),
    }  # fmt: skip


def _lead() -> Actor:
    """The county lead in whose name people are written."""
    at = clock.now()
    first17 = f"{NOWHERE}19700101001"
    number = first17 + citizen_number.check_digit(first17)
    by = audit.system("installation", ranges=(COUNTY,))
    made = users.create_account(name="测速", number=number, username="bench", by=by, at=at)
    users.give_post(
        account=made.uid, role=users.Role.COUNTY_LEAD, area=COUNTY, from_day=None, document="测速用", by=by, at=at
    )
    return users.actor_of(username="bench", role=users.Role.COUNTY_LEAD, area=COUNTY, at=at)


def _write(content: bytes, *, by: Actor) -> float:
    """Import a file once, from its bytes on the disk to the last commit. All rows must have been written.

    Unit: rows per second.
    """
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        begun = time.perf_counter()
        result = exchange.import_register(
            Path(file.name), county=COUNTY, dry_run=False, good_rows=False, report=None, by=by, at=clock.now()
        )
        took = time.perf_counter() - begun
    if not result.rows or result.written != result.rows:
        raise RuntimeError(f"{result.written} of {result.rows} rows were written: {result.faults[:3]}")
    return result.rows / took


def rate(content: bytes, surroundings: Surroundings) -> float:
    """Read and check a file once, child process included.

    Unit: rows per second.
    """
    begun = time.perf_counter()
    checked = checking.check(reading.read(content), surroundings)
    return len(checked.rows) / (time.perf_counter() - begun)


def crowd(count: int, *, first: int = 0, entered_on: str = "20260325") -> list[dict[str, Any]]:
    """So many different invented people, every column filled; others for another `first`, up to 20,000."""
    people = []
    for index in range(first, first + count):
        birth = date(1950, 1, 1) + timedelta(days=index)
        first17 = f"{NOWHERE}{birth:%Y%m%d}{index % 1000:03d}"
        people.append({
            "姓名": _name(index), "身份证号": first17 + citizen_number.check_digit(first17),
            "性别": "男" if index % 2 else "女", "出生日期": f"{birth}", "民族": "汉族", "文化程度": "初中",
            "手机号": f"139{index:08d}", "户籍地址": f"示例路{index}号", "婚姻状况": "已婚",
            "居住地址": f"示例路{index}号", "居住地代码": OFFICE.area.ljust(12, "0"),
            "矫正类别": "缓刑", "罪名": "盗窃罪", "原判刑罚": f"有期徒刑{index % 18 + 6}个月，缓刑二年",
            "判决机关": "示例人民法院", "判决文书号": f"（2026）示例刑初{index}号", "判决日期": "2026.3.5",
            "文书生效日期": "2026年3月20日",
            "矫正开始日期": "2026/3/20", "矫正结束日期": "2028-03-19", "禁止令内容": "", "执行司法所": OFFICE.name,
            "入矫日期": entered_on, "管理类别": "普管",
        })  # fmt: skip
    return people


def _name(index: int) -> str:
    rest, family = divmod(index, len(FAMILY_NAMES))
    last, middle = divmod(rest, len(GIVEN_NAMES))
    return FAMILY_NAMES[family] + GIVEN_NAMES[middle] + GIVEN_NAMES[last % len(GIVEN_NAMES)]


def as_csv(people: list[dict[str, Any]]) -> bytes:
    """The people as a file."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, [column.name for column in columns().values()])
    writer.writeheader()
    writer.writerows(people)
    return buffer.getvalue().encode()


def as_xlsx(people: list[dict[str, Any]]) -> bytes:
    """The people as a workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for column, name in enumerate(people[0]):
        sheet.write_string(0, column, name)
        for line, person in enumerate(people, start=1):
            sheet.write_string(line, column, person[name])
    book.close()
    return buffer.getvalue()
