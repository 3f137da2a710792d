"""Cells of a CSV file: the encoding is found out and told, never guessed in silence (THREATS T69)."""

from __future__ import annotations

import csv
import io
from typing import Final

from fengqiao.exchange.files import limits
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import Row, Table

DELIMITERS: Final = (",", "\t", ";", "，")
UTF8_MARK: Final = b"\xef\xbb\xbf"
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
PAGE_STARTS: Final = ("<!doctype", "<html", "<table", "<?xml", "{", "[")


def read(content: bytes) -> Table:
    """Read a CSV file in UTF-8 (with or without mark) or GB18030.

    Row numbers count records, as the spreadsheet that opens the file does, not lines of text.

    Raises: FileRefused.
    """
    if content.startswith(UTF16_MARKS):
        raise FileRefused(Reason.UNKNOWN_ENCODING)
    if b"\x00" in content:
        raise FileRefused(Reason.CONTROL_BYTES)
    text, encoding = decode(content)
    if not text.strip():
        raise FileRefused(Reason.EMPTY)
    if text.lstrip()[:16].lower().startswith(PAGE_STARTS):
        raise FileRefused(Reason.NOT_A_TABLE)
    return Table(kind="csv", sheet="", encoding=encoding, rows=tuple(_records(text)))


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding that reads all of it. UTF-8 first: Chinese in GB18030 is never valid UTF-8 by chance.

    Raises: FileRefused when neither reads all of it.
    """
    candidates = ["utf-8-sig"] if content.startswith(UTF8_MARK) else ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise FileRefused(Reason.UNKNOWN_ENCODING)


def _records(text: str) -> list[Row]:
    # The limit is one of the csv module as a whole, which is fine: this runs in a process of its own.
    csv.field_size_limit(limits.MAX_CELL_CHARACTERS)
    rows = []
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
            if number > limits.MAX_ROWS + limits.MAX_HEADER_ROWS:
                raise FileRefused(Reason.TOO_MANY_ROWS)
            if len(record) > limits.MAX_COLUMNS and any(value.strip() for value in record[limits.MAX_COLUMNS :]):
                raise FileRefused(Reason.TOO_MANY_COLUMNS)
            cells = tuple(value if value.strip() else None for value in record[: limits.MAX_COLUMNS])
            if any(cell is not None for cell in cells):
                rows.append(Row(number=number, cells=cells))
    except csv.Error as error:
        reason = Reason.CELL_TOO_LONG if "field limit" in str(error) else Reason.BROKEN
        raise FileRefused(reason) from error
    return rows


def _delimiter(text: str) -> str:
    """The sign that occurs most in the first lines; a comma when none does."""
    head = text[:4_000]
    return max(DELIMITERS, key=head.count)
