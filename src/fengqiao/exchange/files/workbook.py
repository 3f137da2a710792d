"""Cells of an .xlsx workbook, through calamine, with what calamine does not tell from `container`."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from fengqiao.exchange.files import container, limits
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import BrokenCell, Cell, Day, Row, Table

CalamineValue = int | float | str | bool | time | date | datetime | timedelta


def read(content: bytes) -> Table:
    """Read the first visible sheet that holds anything; name the sheets that are left out.

    Raises: FileRefused.
    """
    package = container.inspect(content)
    try:
        return _read(content, package)
    except CalamineError as error:
        raise FileRefused(Reason.BROKEN) from error


def _read(content: bytes, package: container.Container) -> Table:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        hidden = tuple(sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible)
        chosen: tuple[str, list[Row]] | None = None
        others: list[str] = []
        for sheet in sheets:
            if sheet.name in hidden:
                continue
            rows = _rows(workbook, sheet.name, package)
            if rows and chosen is None:
                chosen = (sheet.name, rows)
            elif rows:
                others.append(sheet.name)
    if chosen is None:
        raise FileRefused(Reason.EMPTY)
    name, rows = chosen
    return Table(
        kind="xlsx",
        sheet=name,
        encoding="",
        rows=tuple(rows),
        hidden_sheets=hidden,
        other_sheets=tuple(others),
        hidden_columns=tuple(sorted(_shape(package, name).hidden_columns)),
    )


def _rows(workbook: CalamineWorkbook, name: str, package: container.Container) -> list[Row]:
    shape = _shape(package, name)
    rows = []
    for number, values in enumerate(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
        cells = _cells(values, number, shape.broken_cells)
        if any(cell is not None for cell in cells):
            rows.append(Row(number=number, cells=cells, hidden=number in shape.hidden_rows))
    return rows


def _cells(values: list[CalamineValue], number: int, broken: set[tuple[int, int]]) -> tuple[Cell, ...]:
    if not broken:
        return tuple(map(cell_of, values))
    return tuple(
        BrokenCell() if (number, column) in broken else cell_of(value) for column, value in enumerate(values, start=1)
    )


def _shape(package: container.Container, sheet: str) -> container.SheetShape:
    relation = next((relation for name, relation in package.sheets if name == sheet), "")
    return package.shapes.get(package.targets.get(relation, ""), container.SheetShape())


def cell_of(value: CalamineValue) -> Cell:
    """A calamine value as one of our cells. A time of day or a span is no answer to any question here: its text."""
    if isinstance(value, str):
        if len(value) > limits.MAX_CELL_CHARACTERS:
            raise FileRefused(Reason.CELL_TOO_LONG)
        return value if value.strip() else None
    if isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float):
        return float(value)
    return str(value)
