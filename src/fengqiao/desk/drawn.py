"""The rows of the caseload, written in Python: a page has fifty of them, with ten cells each (see `shell/drawn.py`).

Every value that is a text goes through `shell.safe` or through a component of the shell's pen (THREATS T42).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup

from fengqiao.shell import face as shell

if TYPE_CHECKING:
    from fengqiao.desk.reads.caseload import Row


class Rows:
    """Draws the rows of one page: the columns asked for, with a box to tick where something can be done for many."""

    def __init__(self, columns: Sequence[str], *, pick: bool) -> None:
        self._pen, self._pick = shell.pen(), pick
        self._view, self._next = shell.safe(_("View")), shell.safe(_("Next"))
        cells: dict[str, Callable[[Row], str]] = {
            "category": self._category,
            "class": self._class,
            "state": self._state,
            "term": self._term,
            "next": self._what_is_next,
            "matters": self._matters,
            "office": self._office,
            "officer": self._officer,
            "about": self._about,
            "registered": self._registered,
        }
        self._cells = tuple(cells[key] for key in columns)

    def __call__(self, rows: Iterable[Row]) -> Markup:
        """All rows as they stand in the table's body."""
        return Markup("\n".join(map(self._row, rows)))

    def _row(self, row: Row) -> str:
        person, pen = row.person, self._pen
        pick = pen.select_cell("subject", person.uid, person.cell.name) if self._pick else ""
        cells = "\n".join(cell(row) for cell in self._cells)
        return (
            f'<tr class="{pen.due_row(row.next_due)}">{pick}<td>{pen.who(person.cell)}</td>\n{cells}\n'
            f'<td class="r nowrap noprint"><a class="btn-text" href="{shell.safe(person.href)}">{self._view}'
            f'<span class="visually-hidden">: {shell.safe(person.cell.name)}</span></a></td></tr>'
        )

    def _category(self, row: Row) -> str:
        return f'<td class="t-sm inl">{shell.safe(self._pen.words(row.category))}</td>'

    def _class(self, row: Row) -> str:
        return f'<td class="inl">{self._pen.lv(row.management_class)}</td>'

    def _state(self, row: Row) -> str:
        return f'<td class="inl">{self._pen.status(row.state)} {self._pen.tags(row.overlays)}</td>'

    def _term(self, row: Row) -> str:
        return f'<td class="termcell">{self._pen.termcell(row.term)}</td>'

    def _what_is_next(self, row: Row) -> str:
        if row.next_due:
            return f'<td data-th="{self._next}">{self._pen.due(row.next_due, small=True)}</td>'
        if row.next_title:
            title = shell.safe(self._pen.words(row.next_title))
            return f'<td data-th="{self._next}"><span class="t-sm">{title}</span></td>'
        return f'<td data-th="{self._next}" class="blank">{self._pen.blank}</td>'

    def _matters(self, row: Row) -> str:
        return f'<td class="r num optcol">{shell.number(row.open_matters)}</td>'

    def _office(self, row: Row) -> str:
        return f'<td class="t-sm optcol">{shell.safe(row.office)}</td>'

    def _officer(self, row: Row) -> str:
        return f'<td class="t-sm optcol">{shell.safe(row.officer or shell.MISSING)}</td>'

    def _about(self, row: Row) -> str:
        return f'<td class="t-sm optcol">{shell.safe(self._pen.words(row.about))}</td>'

    def _registered(self, row: Row) -> str:
        return f'<td class="t-sm num nowrap optcol">{shell.safe(shell.day(row.registered_on))}</td>'
