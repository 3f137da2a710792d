"""What a file held: rows of typed cells with the row numbers that the sender sees."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import msgspec


class Day(msgspec.Struct, frozen=True, tag="day"):
    """A cell that the spreadsheet itself holds as a date."""

    day: date


class BrokenCell(msgspec.Struct, frozen=True, tag="broken"):
    """A cell whose formula failed (#REF!, #N/A …): unknown, which is not the same as empty."""


Cell: TypeAlias = str | float | bool | Day | BrokenCell | None


class Row(msgspec.Struct, frozen=True):
    """One line of the sheet; `number` is the one in the sheet's margin."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """The one sheet that is read, and what the reader should be told about the rest of the file."""

    kind: str
    """`xlsx` or `csv`."""
    sheet: str
    """Name of the sheet; empty for a CSV file."""
    encoding: str
    """`utf-8`, `utf-8-sig` or `gb18030`; empty for a workbook."""
    rows: tuple[Row, ...]
    hidden_sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """What the child process answers instead of a table."""

    reason: str
    detail: str = ""
