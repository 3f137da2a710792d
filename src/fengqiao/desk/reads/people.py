"""Names beside rows: one query for all the people of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.records import record
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


@record(kw_only=True)
class Named:
    """A person as a row or a page head names one: already masked for the viewer."""

    id: int
    uid: UUID
    cell: shell.Person
    row: subjects.SubjectRow

    @property
    def href(self) -> str:
        return self.cell.href


def named(*, ids: Iterable[int], by: audit.Actor, today: date) -> dict[int, Named]:
    """The people of a list by id, as far as the viewer may know of them; one query."""
    wanted = frozenset(ids)
    if not wanted:
        return {}
    file_at = shell.addresses("desk:file")
    return {row.id: of_row(row, file_at) for row in subjects.rows(ids=wanted, by=by, today=today).values()}


def of_row(row: subjects.SubjectRow, file_at: Callable[[UUID], str] | None = None) -> Named:
    """A row of the register as a person cell. A list of many gives `file_at`, the addresses of files."""
    href = file_at(row.uid) if file_at else file_href(row.uid)
    cell = shell.Person(name=row.name, href=href, number=row.number_masked)
    return Named(id=row.id, uid=row.uid, cell=cell, row=row)


def file_href(uid: UUID) -> str:
    """The address of a person's file."""
    return shell.address("desk:file", uid)


def matter_href(uid: UUID) -> str:
    """The address of a matter's page."""
    return shell.address("desk:matter", uid)
