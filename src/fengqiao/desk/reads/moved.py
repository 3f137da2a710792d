"""Deadlines that were moved, as the county's lead and the procurator read them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import basis, choices, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell

TONES: dict[str, shell.Tone] = {
    "extended": "notice",
    "paused": "warn",
    "resumed": "info",
    "corrected": "notice",
    "rules": "notice",
}


@record(kw_only=True)
class Line:
    """One move: whose, of which time limit, from when to when."""

    at: datetime
    person: shell.Person | None
    office: str
    title: shell.Words
    clock: str
    clock_title: shell.Words
    kind: shell.Tag
    was: datetime
    now: datetime | None
    is_late: bool
    basis: tuple[shell.Basis, ...]
    href: str


@record
class MovedPage:
    """One page of moves."""

    lines: tuple[Line, ...]
    next_cursor: str | None


def moved(*, by: audit.Actor, now: datetime, kind: str, after: str | None, size: int) -> MovedPage:
    """One page, the newest first. Queries: moves, names. Raises: keyset.BadCursor."""
    page = procedures.moved_deadlines(by=by, after=after, size=size, kind=kind)
    named = people.named(ids={row.subject_id for row in page.rows}, by=by, today=clock.local_day(now))
    return MovedPage(tuple(_line(row, named.get(row.subject_id)) for row in page.rows), page.next_cursor)


def kinds(query: choices.Query) -> tuple[shell.View, ...]:
    """The kinds of move to choose from, each with its address."""
    chosen = query.get("kind")
    choices = {"": _("All"), **procedures.MOVES}
    return tuple(shell.View(title, query.having(kind=key), current=key == chosen) for key, title in choices.items())


def _line(row: procedures.MovedRow, person: people.Named | None) -> Line:
    return Line(
        at=row.at,
        person=None if person is None else person.cell,
        office=areas.office_name(row.area),
        title=row.title,
        clock=row.clock,
        clock_title=row.clock_title,
        kind=shell.Tag(row.kind_title, TONES[row.kind]),
        was=row.was_due_at,
        now=row.due_at,
        is_late=row.after_it,
        basis=basis.of_keys(row.basis),
        href=people.matter_href(row.matter),
    )
