"""A list taken out as a file: what it would hold, and its rows as text, masked as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.audit import face as audit
from fengqiao.desk.errors import UnknownExport
from fengqiao.desk.models import Export
from fengqiao.desk.reads import caseload, tables
from fengqiao.kit import crypto
from fengqiao.kit.records import record
from fengqiao.shell import face as shell

#: Unit: rows read at a time.
CHUNK = 500
TABLE: Final = "desk_export"
#: How many of the viewer's files are listed.
RECENT = 5


@record
class Conditions:
    """Kept conditions, read as those of an address are."""

    values: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.values.get(name, "")


@record(kw_only=True)
class Size:
    """How many people a file would hold, and how many minors stay out of it."""

    rows: int
    minors: int


def wanted(conditions: Mapping[str, str]) -> caseload.Wanted:
    """The people of a file: those of the list without minors, who never leave in bulk (THREATS 3.2, C5)."""
    return replace(caseload.wanted(Conditions(conditions)), minor="no")


def size(conditions: Mapping[str, str], *, most: int, by: audit.Actor, now: datetime) -> Size:
    """How many there are, counted to one more than the most. Two queries."""
    asked = caseload.wanted(Conditions(conditions))
    rows = 0 if asked.minor == "yes" else caseload.count(wanted(conditions), most=most, by=by, now=now)
    minors = 0 if asked.minor == "no" else caseload.count(replace(asked, minor="yes"), most=most, by=by, now=now)
    return Size(rows=rows, minors=minors)


def rows(
    conditions: Mapping[str, str], keys: Sequence[str], *, after: str | None, by: audit.Actor, now: datetime
) -> tuple[list[tuple[str, ...]], str | None]:
    """The next rows as text, and where they go on. A fixed number of queries."""
    page = caseload.caseload(by=by, now=now, wanted=wanted(conditions), after=after, size=CHUNK)
    return [_cells(row, keys) for row in page.rows], page.next_cursor


def heads(keys: Sequence[str]) -> tuple[str, ...]:
    """The heads of the table; the term is two columns."""
    labels: dict[str, tuple[str, ...]] = {key: (str(column.label),) for key, column in tables.PERSON_COLUMNS.items()}
    labels["term"] = (_("Term begins"), _("Term ends"))
    labels["next"] = (_("Next"), _("Deadline"))
    return (_("Name"), _("ID number"), *(label for key in keys for label in labels[key]))


def _cells(row: caseload.Row, keys: Sequence[str]) -> tuple[str, ...]:
    cell = row.person.cell
    return (cell.name, str(shell.text(cell.number)), *(text for key in keys for text in _TEXTS[key](row)))


def _next(row: caseload.Row) -> tuple[str, str]:
    due = shell.day(row.next_due.day) if row.next_due else ""
    return str(shell.text(row.next_title)), due


_TEXTS: Final[Mapping[str, Callable[[caseload.Row], tuple[str, ...]]]] = {
    "category": lambda row: (str(shell.text(row.category)),),
    "class": lambda row: (str(caseload.class_word(row.management_class)),),
    "state": lambda row: ("、".join(str(shell.text(tag.text)) for tag in (row.state, *row.overlays)),),
    "term": lambda row: (row.term.start.isoformat(), row.term.end.isoformat()),
    "next": _next,
    "matters": lambda row: (str(row.open_matters),),
    "office": lambda row: (row.office,),
    "officer": lambda row: (row.officer,),
    "about": lambda row: (str(shell.text(row.about)),),
    "registered": lambda row: (row.registered_on.isoformat() if row.registered_on else "",),
}


def export(uid: UUID, *, by: audit.Actor) -> Export:
    """One of the viewer's own files. Raises: UnknownExport."""
    row = Export.objects.filter(uid=uid, area=by.area, person=by.person or 0).first()
    if row is None:
        raise UnknownExport(uid)
    return row


def recent(*, by: audit.Actor, now: datetime) -> tuple[Export, ...]:
    """The viewer's files of the last day."""
    rows = Export.objects.filter(area=by.area, person=by.person or 0, expires_at__gt=now)
    return tuple(rows.order_by("-asked_at")[:RECENT])


def reason_of(row: Export) -> str:
    """Why it was taken out."""
    return crypto.open_sealed(bytes(row.reason_sealed), table=TABLE, column="reason", row=row.uid)
