"""The report workbook: every row as it was sent, with its result and what to do.

It goes back to the office that sent the file and holds what that office sent, ID numbers in full included: people
repair the marked rows in it and import it again (the columns 结果 and 说明 are passed over then). Everything is
written as text, so nothing in it can run at the reader (THREATS T66), and cell by cell, so nothing travels along
unseen (T67).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from fengqiao.exchange.planning import Plan
from fengqiao.exchange.register.checking import REPORT_SUMMARY_SHEET, CheckedFile, CheckedRow
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.findings import Finding
from fengqiao.exchange.register.text import text_of

RESULT_COLUMN: Final = "结果"
ADVICE_COLUMN: Final = "说明"
ROWS_SHEET: Final = "花名册"
# What a spreadsheet takes for the start of a formula when somebody edits the cell; full-width twins included.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
ROW_COLUMN: Final = "原行号"
WIDTHS: Final = {"default": 16, "advice": 60, "row": 8}

Results = Mapping[int, str]
"""Sheet row number → result in the words of the office, for rows that were not rejected."""

_RESULTS = {
    "zh": {
        "rejected": "退回",
        "accepted": "可载入",
        "warned": "可载入，请核对",
        "unchanged": "已在册，无变化",
        "loaded": "已载入",
    },
    "en": {
        "rejected": "rejected",
        "accepted": "accepted",
        "warned": "accepted, please check",
        "unchanged": "already registered, no change",
        "loaded": "loaded",
    },
}


def workbook(checked: CheckedFile, *, at: datetime, results: Results | None = None, language: str = "zh") -> bytes:
    """The report as the bytes of an .xlsx file; the same input gives the same bytes."""
    import xlsxwriter  # a third of a second that only a process pays which writes a workbook

    buffer = io.BytesIO()
    # Turning text into formulas, links or numbers is off: a cell holds what was written, as text.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"author": "", "created": at.replace(tzinfo=None)})
    sheet = _Sheet(book, ROWS_SHEET)
    _write_rows(sheet, checked, results or {}, language)
    _write_summary(_Sheet(book, REPORT_SUMMARY_SHEET), checked, language)
    book.close()
    return buffer.getvalue()


class _Sheet:
    """A sheet that takes text only."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book.add_worksheet(name)
        # Format "@" is text: an ID number typed into this report stays an ID number.
        self._plain = book.add_format({"num_format": "@", "text_wrap": False})
        self._quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        self._head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        self._bad = book.add_format({"num_format": "@", "bg_color": "#FDECEB", "font_color": "#B42318"})
        self._odd = book.add_format({"num_format": "@", "bg_color": "#FBF5DC", "font_color": "#715600"})

    def text(self, row: int, column: int, value: str, *, mark: str = "") -> None:
        """Write one cell; `mark` is head, error or warning."""
        if value.startswith(FORMULA_SIGNS):
            style = self._quoted
        else:
            style = {"head": self._head, "error": self._bad, "warning": self._odd}.get(mark, self._plain)
        if value:
            self.sheet.write_string(row, column, value, style)
        else:
            self.sheet.write_blank(row, column, None, style)


def _write_rows(sheet: _Sheet, checked: CheckedFile, results: Results, language: str) -> None:
    header = checked.header
    kept = _kept_columns(checked)
    names = [header.given[index] for index in kept]
    for column, name in enumerate([*names, RESULT_COLUMN, ADVICE_COLUMN, ROW_COLUMN]):
        sheet.text(0, column, name, mark="head")
    for line, row in enumerate(checked.rows, start=1):
        marks = _marks(row, checked)
        for column, index in enumerate(kept):
            cell = row.source.cells[index] if index < len(row.source.cells) else None
            sheet.text(line, column, text_of(cell), mark=marks.get(index, ""))
        result, mark = _result(row, results, language)
        sheet.text(line, len(kept), result, mark=mark)
        sheet.text(line, len(kept) + 1, advice(row.findings, language))
        sheet.text(line, len(kept) + 2, str(row.number))
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.set_column(0, len(kept), WIDTHS["default"])
    sheet.sheet.set_column(len(kept) + 1, len(kept) + 1, WIDTHS["advice"])
    sheet.sheet.set_column(len(kept) + 2, len(kept) + 2, WIDTHS["row"])


def _kept_columns(checked: CheckedFile) -> list[int]:
    """The sender's columns that have a header, without those that an earlier report added."""
    own = {RESULT_COLUMN, ADVICE_COLUMN, ROW_COLUMN}
    return [index for index, name in enumerate(checked.header.given) if name and name not in own]


def _marks(row: CheckedRow, checked: CheckedFile) -> dict[int, str]:
    """Cell index → error or warning, the graver of the two."""
    marks: dict[int, str] = {}
    by_name = {columns()[key].name: index for key, index in checked.header.positions.items()}
    for finding in row.findings:
        index = by_name.get(finding.column)
        if index is not None and marks.get(index) != "error":
            marks[index] = finding.severity.value
    return marks


def _result(row: CheckedRow, results: Results, language: str) -> tuple[str, str]:
    words = _RESULTS[language]
    if row.entry is None:
        return words["rejected"], "error"
    if row.number in results:
        return results[row.number], ""
    return (words["warned"], "warning") if row.findings else (words["accepted"], "")


def advice(findings: tuple[Finding, ...], language: str) -> str:
    """What to do about a row: errors first, one numbered line of text."""
    ordered = sorted(findings, key=lambda finding: not finding.rejects)
    messages = [finding.message(language) for finding in ordered]
    if len(messages) < 2:
        return "".join(messages)
    return " ".join(f"{number}. {message}" for number, message in enumerate(messages, start=1))


def _write_summary(sheet: _Sheet, checked: CheckedFile, language: str) -> None:
    lines = {
        "zh": (("工作表", checked.table.sheet), ("文字编码", checked.table.encoding), ("行数", str(len(checked.rows))),
               ("通过检查", str(len(checked.rows) - checked.rejected)), ("退回", str(checked.rejected))),
        "en": (("Sheet", checked.table.sheet), ("Encoding", checked.table.encoding), ("Rows", str(len(checked.rows))),
               ("Accepted", str(len(checked.rows) - checked.rejected)), ("Rejected", str(checked.rejected))),
    }[language]  # fmt: skip
    for line, (name, value) in enumerate(lines):
        sheet.text(line, 0, name, mark="head")
        sheet.text(line, 1, value or "—")
    for line, note in enumerate(checked.notes, start=len(lines) + 1):
        sheet.text(line, 0, note.message(language))
    sheet.sheet.set_column(0, 1, WIDTHS["default"])


def results(plan: Plan, *, loaded: bool, language: str = "zh") -> Results:
    """The result of the rows that passed and need no more doing: already there before, or loaded now."""
    said = {each.row: _RESULTS[language]["unchanged"] for each in plan.unchanged}
    if loaded:
        said.update({each.row: _RESULTS[language]["loaded"] for each in plan.new})
    return said
