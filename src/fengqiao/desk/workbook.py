"""A list as a workbook. Cells hold text and nothing else: no formula, no link, no author, no second sheet.

The first rows say who took the list out, when and why; the same stands on every printed page (THREATS T66, T67, T75).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

#: What a spreadsheet takes for the start of a formula when somebody edits the cell; full-width twins included.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
OPTIONS: Final = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
}  # fmt: skip
CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Unit: characters of the widest column.
_WIDEST = 40
#: Unit: characters that a header or footer of a page may have.
_LONGEST_MARK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the workbook holds. `marks` are the lines above the table: who, when, why."""

    title: str
    marks: Sequence[str]
    heads: Sequence[str]
    at: datetime


def workbook(sheet: Sheet, rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of an .xlsx file; the same list gives the same bytes."""
    import xlsxwriter  # a third of a second that only a process pays which writes a workbook

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"author": "", "created": sheet.at.replace(tzinfo=None)})
    page = book.add_worksheet(sheet.title)
    plain = book.add_format({"num_format": "@"})
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})

    def text(row: int, column: int, value: str, style: Any = plain) -> None:
        page.write_string(row, column, value, quoted if value.startswith(FORMULA_SIGNS) else style)

    for number, line in enumerate(sheet.marks):
        text(number, 0, line)
    top = len(sheet.marks)
    for column, name in enumerate(sheet.heads):
        text(top, column, name, head)
    widths = [len(name) for name in sheet.heads]
    for number, cells in enumerate(rows, start=top + 1):
        for column, value in enumerate(cells):
            text(number, column, value)
            widths[column] = max(widths[column], len(value))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(_WIDEST, 4 + width * 1.6))
    _print(page, sheet, top)
    book.close()
    return buffer.getvalue()


def _print(page: Any, sheet: Sheet, top: int) -> None:
    """Heads repeat, and who took it out stands on every page. A "&" would be read as a code of the footer."""
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    mark = "  ".join(sheet.marks).replace("&", "&&")[:_LONGEST_MARK]
    page.set_footer(f"&L{mark}&R&P / &N")
