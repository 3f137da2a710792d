"""Files are read or refused by name, whatever they are (THREATS T68, T69)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from fengqiao.exchange.files import reading
from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.files.table import BrokenCell, Day
from fengqiao.exchange.tests import hostile, samples
from fengqiao.exchange.tests.people import row

# Read in a process of its own, whose only child is the reader: what it reports is this file's doing alone.
JUDGE = """
import json, resource, sys
from fengqiao.exchange.files import reading
from fengqiao.exchange.files.refusal import FileRefused
reason = ""
try:
    reading.read(sys.stdin.buffer.read())
except FileRefused as refused:
    reason = refused.reason
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([reason, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@pytest.mark.parametrize("kind", hostile.HOSTILE)
def test_t68_hostile_file_is_refused_by_name_in_time_and_in_memory(kind: str) -> None:
    make, reasons = hostile.HOSTILE[kind]
    judged = subprocess.run([sys.executable, "-c", JUDGE], input=make(), capture_output=True, check=True)
    reason, processor_s, memory_kb = json.loads(judged.stdout)

    assert reason in reasons
    # Processor time, so that a busy test machine does not judge the file.
    assert processor_s < 5
    assert memory_kb < 512 * 1024


def test_t68_a_reader_that_eats_memory_is_stopped_and_we_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    eats = "import sys; sys.path.insert(0, sys.argv[1]); import fengqiao.exchange.files.child as c; c.limit_self(); "
    monkeypatch.setattr(reading, "START", eats + "x = bytearray(10**9)")

    with pytest.raises(FileRefused):
        reading.read(hostile.good())

    monkeypatch.undo()
    assert reading.read(hostile.good()).rows


def test_t68_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "START", "while True: pass")
    monkeypatch.setattr(reading.limits, "CHILD_WALL_SECONDS", 0.3)

    with pytest.raises(FileRefused, match="too_heavy"):
        reading.read(b"a,b")


def test_t68_t87_the_child_has_no_environment_and_can_write_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_PLANTED_SECRET", "maple")
    probe = (
        "import sys, os; sys.path.insert(0, sys.argv[1]); from fengqiao.exchange.files import child, table; "
        "child.limit_self(); import msgspec, tempfile\n"
        "try:\n"
        "  f = os.open(sys.argv[1] + '/../probe', os.O_CREAT | os.O_WRONLY); os.write(f, b'x'); wrote = 'wrote'\n"
        "except OSError: wrote = 'refused'\n"
        "seen = table.Table(kind=wrote, sheet=','.join(set(os.environ) - {'LC_CTYPE'}), encoding='', rows=())\n"
        "sys.stdout.buffer.write(msgspec.msgpack.encode(seen))"
    )
    monkeypatch.setattr(reading, "START", "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); " + probe)

    seen = reading.read(b"a,b")

    place = os.path.join(reading.SOURCE_ROOT, "..", "probe")
    if os.path.exists(place):
        os.unlink(place)
    assert (seen.kind, seen.sheet) == ("refused", "")


@pytest.mark.parametrize(
    ("suffix", "reason"), [(".xls", "old_xls"), (".XLSM", "has_macros"), (".et", "old_xls"), (".xlsb", "not_a_table")]
)
def test_t68_names_of_other_formats_are_refused_even_around_good_content(suffix: str, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        reading.read(hostile.good(), suffix=suffix)


def test_a_mail_address_turned_into_a_link_does_not_refuse_the_file() -> None:
    assert reading.read(hostile.with_relation("hyperlink", "mailto:x@example.invalid")).rows


def test_rows_keep_the_numbers_of_the_sheet_and_cells_their_types() -> None:
    rows = [row(罪名=samples.Formula("#N/A"), 出生日期=date(1985, 4, 12), 手机号=13900000022.0), row(姓名="李四")]

    table = reading.read(samples.workbook(rows, title="花名册"))

    header, first, second = table.rows[1:]
    at = {name: index for index, name in enumerate(header.cells)}
    assert [line.number for line in table.rows] == [1, 3, 4, 5]
    assert first.cells[at["罪名"]] == BrokenCell()
    assert first.cells[at["出生日期"]] == Day(date(1985, 4, 12))
    assert first.cells[at["手机号"]] == 13900000022.0
    assert second.cells[at["姓名"]] == "李四"


def test_hidden_rows_columns_and_sheets_are_reported() -> None:
    table = reading.read(samples.files()["bad-rows.xlsx"])

    assert [line.hidden for line in table.rows].count(True) == 1
    assert table.hidden_sheets == ("旧数据",)
    assert len(table.hidden_columns) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_t69_the_encoding_is_found_and_told(encoding: str) -> None:
    rows = [row(姓名="㐂𠮷龘"), row(姓名="阿依古丽·买买提")]

    table = reading.read(samples.delimited(rows, encoding=encoding))

    assert table.encoding == encoding
    assert [line.cells[0] for line in table.rows[1:]] == ["㐂𠮷龘", "阿依古丽·买买提"]


def test_csv_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    content = '姓名,地址\n张三,"一行\n两行"\n\n李四,x\n'

    table = reading.read(content.encode())

    assert [(line.number, line.cells[0]) for line in table.rows] == [(1, "姓名"), (2, "张三"), (4, "李四")]


@pytest.mark.parametrize("delimiter", ["\t", ";", "，"])
def test_other_delimiters_are_understood(delimiter: str) -> None:
    table = reading.read(f"姓名{delimiter}性别\n张三{delimiter}男".encode())

    assert table.rows[1].cells == ("张三", "男")
