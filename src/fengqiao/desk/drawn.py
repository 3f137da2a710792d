"""The rows of the caseload and of the inbox, written in Python: a page has fifty of them, with up to ten cells each
(see `shell/drawn.py`).

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
    from fengqiao.desk.reads.inbox import Task


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
        return f'<td class="inl statecol">{self._pen.status(row.state)} {self._pen.tags(row.overlays)}</td>'

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


class Tasks:
    """Draws the rows of the inbox, with a box to tick where one press does the step."""

    def __init__(self, *, pick: bool) -> None:
        self._pen, self._pick = shell.pen(), pick
        self._no_limit = f'<span class="t-sm t-3">{shell.safe(_("No time limit"))}</span>'

    def __call__(self, tasks: Iterable[Task]) -> Markup:
        """The rows of one group as they stand in the table's body."""
        return Markup("\n".join(map(self._row, tasks)))

    def _row(self, task: Task) -> str:
        pen, title = self._pen, shell.safe(self._pen.words(task.title))
        laws, name = pen.laws(task.basis), shell.safe(task.person.name) if task.person else ""
        due = pen.due(task.due) if task.due else self._no_limit
        asked = f'<div class="t-sm t-2">{shell.safe(pen.words(task.asked))}</div>' if task.asked else ""
        named = f'<div class="t-sm d-md-none">{name}</div>' if task.person else ""
        return (
            f'<tr class="{pen.due_row(task.due)}">{self._tick(task)}<td class="nowrap">{due}</td>\n'
            f'<td class="maincol"><div class="b">{title}</div>{asked}'
            f'<div class="t-xs t-3">{shell.safe(pen.words(task.reason))}</div>{named}'
            f'<div class="d-md-none">{laws}</div></td>\n'
            f'<td class="d-none d-md-table-cell">{self._who(task)}</td>\n'
            f'<td class="d-none d-md-table-cell lawcol">{laws}</td>\n'
            f'<td class="optcol stepcol"><span class="t-sm t-2">{shell.safe(pen.words(task.step))}</span></td>\n'
            f'<td class="r nowrap noprint">{self._button(task, f"{title} {name}" if name else title)}</td></tr>'
        )

    def _tick(self, task: Task) -> str:
        if not self._pick:
            return ""
        return self._pen.select_cell("matter", task.matter, task.title) if task.for_many else '<td class="pin"></td>'

    def _who(self, task: Task) -> str:
        return self._pen.who(task.person, plain=True) if task.person else self._pen.withheld()

    def _button(self, task: Task, about: str) -> str:
        """`about`: what it is about, escaped."""
        tone = "btn-primary" if task.is_mine else "btn-plain"
        return (
            f'<a class="btn btn-sm {tone}" href="{shell.safe(task.href)}">{shell.safe(self._pen.words(task.button))}'
            f'<span class="visually-hidden">: {about}</span></a>'
        )
