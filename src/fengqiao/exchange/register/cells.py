"""One row under its header: asks for a cell, notes what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fengqiao.exchange.files.table import BrokenCell, Cell, Row
from fengqiao.exchange.register import days
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.findings import Finding
from fengqiao.exchange.register.text import LARGEST_EXACT, answer_of, unsafe_character

# Longest text that a column takes; the injunction and the sentence are whole sentences of a judgment.
TEXT_LIMIT = 200
LONG_TEXT_LIMIT = 1_000
LONG_COLUMNS = frozenset({"injunction", "penalty", "offence"})


@dataclass(slots=True)
class RowReader:
    """Reads one row and collects its findings. Each cell is asked for once."""

    row: Row
    positions: Mapping[str, int]
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, key: str = "", **values: str) -> None:
        """Add a finding about a column (by key), or about the row."""
        column = columns()[key].name if key else ""
        self.findings.append(Finding(row=self.row.number, column=column, code=code, values=values))

    @property
    def is_rejected(self) -> bool:
        """Whether anything found so far rejects the row."""
        return any(finding.rejects for finding in self.findings)

    def cell(self, key: str) -> Cell:
        """The raw cell; None when the column or the cell is not there."""
        index = self.positions.get(key)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else None

    def is_empty(self, key: str) -> bool:
        """Whether the cell says nothing; a failed formula is not nothing."""
        cell = self.cell(key)
        return not isinstance(cell, BrokenCell) and not answer_of(cell)

    def text(self, key: str) -> str:
        """The cell as clean text, empty when nothing is said or what is said is refused."""
        cell = self.cell(key)
        if isinstance(cell, str):
            if character := unsafe_character(cell):
                self.note("bad_character", key, character=character)
                return ""
        elif isinstance(cell, BrokenCell):
            self.note("broken_cell", key)
            return ""
        elif isinstance(cell, float) and abs(cell) >= LARGEST_EXACT:
            self.note("number_lost_digits", key)
            return ""
        text = answer_of(cell)
        limit = LONG_TEXT_LIMIT if key in LONG_COLUMNS else TEXT_LIMIT
        if len(text) > limit:
            self.note("too_long", key, limit=str(limit))
            return ""
        return self._required(key, text)

    def day(self, key: str) -> date | None:
        """The cell as a day, None when nothing is said or what is said is no clear date."""
        before = len(self.findings)
        text = self.text(key)
        if not text or len(self.findings) > before:
            return None
        day = days.parse(self.cell(key))
        if day is None:
            self.note("bad_date", key, given=text[:40])
        return day

    def _required(self, key: str, text: str) -> str:
        if not text and columns()[key].required:
            self.note("missing", key)
        return text
