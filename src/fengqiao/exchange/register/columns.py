"""Which column means what: headers in any order, under any of their names, below a title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from fengqiao.exchange.files import limits
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import Row, Table
from fengqiao.exchange.register.tables import load
from fengqiao.exchange.register.text import header_form, text_of

# A title above the table may hold one word that is also a header; three at once are the header.
HEADER_MATCHES: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register."""

    key: str
    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are in this file."""

    row: int
    positions: Mapping[str, int]
    """Column key → index of the cell."""
    given: tuple[str, ...]
    """The headers as the sender wrote them."""
    unknown: tuple[str, ...]
    """Headers that mean nothing to us."""


@cache
def columns() -> Mapping[str, Column]:
    """All columns of a register by key, in the order of the file."""
    return {
        raw["key"]: Column(key=raw["key"], name=raw["name"], required=raw.get("required", False))
        for raw in load("columns.toml")["column"]
    }


@cache
def _meanings() -> Mapping[str, str]:
    meanings: dict[str, str] = {}
    for raw in load("columns.toml")["column"]:
        for form in {header_form(name) for name in (raw["name"], *raw.get("also", ()))}:
            if form in meanings:
                raise ValueError(f"columns.toml: {form} means two columns")
            meanings[form] = raw["key"]
    return meanings


@cache
def _ignored() -> frozenset[str]:
    return frozenset(header_form(name) for name in load("columns.toml")["ignored"]["names"])


def find_header(table: Table) -> tuple[Header, tuple[Row, ...]]:
    """The header and the rows below it.

    Raises: FileRefused when there is no header, two columns mean the same, or a required column is not there.
    """
    for index, row in enumerate(table.rows[: limits.MAX_HEADER_ROWS]):
        keys = [_meanings().get(header_form(text_of(cell))) for cell in row.cells]
        if len({key for key in keys if key is not None}) >= HEADER_MATCHES:
            return _header(row, keys), table.rows[index + 1 :]
    raise FileRefused(Reason.NO_HEADER)


def _header(row: Row, keys: list[str | None]) -> Header:
    positions: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key is None:
            continue
        if key in positions:
            twins = (row.cells[positions[key]], row.cells[index])
            raise FileRefused(Reason.DUPLICATE_HEADER, ", ".join(text_of(cell) for cell in twins))
        positions[key] = index
    missing = [column.name for column in columns().values() if column.required and column.key not in positions]
    if missing:
        raise FileRefused(Reason.MISSING_COLUMN, "、".join(missing))
    given = tuple(text_of(cell) for cell in row.cells)
    unknown = tuple(
        name
        for name, key in zip(given, keys, strict=True)
        if key is None and name and header_form(name) not in _ignored()
    )
    return Header(row=row.number, positions=positions, given=given, unknown=unknown)
