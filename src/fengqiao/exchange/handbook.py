"""Writes docs/import.md from the data files: `python -m fengqiao.exchange.handbook docs/import.md`."""

from __future__ import annotations

import sys
from pathlib import Path

from fengqiao.exchange.files import limits
from fengqiao.exchange.files.refusal import Reason
from fengqiao.exchange.register.findings import Severity, codes
from fengqiao.exchange.register.tables import load

HEAD = """# Importing a register

What `fengqiao import register` and the page 载入花名册 understand, and every code they answer with. Written by
`python -m fengqiao.exchange.handbook docs/import.md` from `src/fengqiao/exchange/tables/`; a test holds them together.

A file has at most {megabytes} MB, {rows} rows and {columns} columns; it is .xlsx, or .csv in UTF-8 or GB18030. The
header may stand below a title. Columns come in any order; headers are compared after NFKC, without spaces, marks and
what stands in brackets. A file is read in a child process with limits of its own on memory and time and an empty
environment.

A row is loaded when it has no error. Without `--good-rows` one bad row stops the writing of the whole file. People
are loaded in batches of one transaction each: an interrupted load is completed by loading the same file again, and
loading it once more changes nothing. A person whom the register already knows with other content is
never changed by a load.

`fengqiao bench import` measures the speed on this machine: reading and checking alone, then reading, checking and
writing of settled people (入矫日期 filled) and of newcomers, each of whom gets a registration with its clocks. A batch
takes a fixed number of statements, however many people are in it and however many of them are new.
"""


def page() -> str:
    """The whole page."""
    head = HEAD.format(
        megabytes=limits.MAX_FILE_BYTES // limits.MEBIBYTE, rows=f"{limits.MAX_ROWS:,}", columns=limits.MAX_COLUMNS
    )
    return "\n".join([head, *_columns(), *_findings(), *_refusals(), ""])


def _columns() -> list[str]:
    lines = ["## Columns", "", "| column | required | also understood |", "| --- | --- | --- |"]
    for column in load("columns.toml")["column"]:
        required = "yes" if column.get("required") else ""
        lines.append(f"| {column['name']} | {required} | {'、'.join(column.get('also', ()))} |")
    return [*lines, ""]


def _findings() -> list[str]:
    wordings = load("findings.toml")
    lines: list[str] = []
    for severity, title in ((Severity.ERROR, "Errors: the row is rejected"), (Severity.WARNING, "Warnings")):
        lines += [f"## {title}", "", "| code | 说明 | what to do |", "| --- | --- | --- |"]
        lines += [
            f"| `{code}` | {wordings[code]['zh']} | {wordings[code]['en']} |"
            for code, found in codes().items()
            if found is severity
        ]
        lines.append("")
    return lines


def _refusals() -> list[str]:
    wordings = load("refusals.toml")
    lines = ["## A whole file refused", "", "| code | 说明 | what to do |", "| --- | --- | --- |"]
    lines += [f"| `{reason}` | {wordings[reason]['zh']} | {wordings[reason]['en']} |" for reason in Reason]
    return lines


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
