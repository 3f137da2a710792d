"""What a letter that came may begin: the procedures that name its kind among their ways of opening (`by_letter`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from fengqiao.audit import face as audit
from fengqiao.kit.records import record
from fengqiao.letters import face as letters
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION, Procedure, StartKind
from fengqiao.shell import face as shell
from fengqiao.users import face as users

_SAID: Final[Mapping[str, str]] = {"organ": "name", "notified_on": "arrived_on"}
"""Fields of an application that a letter answers by itself, with what answers them."""


@record
class Beginning:
    """A procedure that a letter may begin about its person."""

    key: str
    title: shell.Words
    why: shell.Words


def documents(on: date) -> dict[str, shell.Words]:
    """The kinds of document that open something, by the id of the definitions."""
    return {start.name: start.title for _, start in _by_letter(on)}


def offered(row: letters.LetterRow, *, by: audit.Actor, now: datetime, on: date) -> tuple[Beginning, ...]:
    """What the viewer may begin with this letter now; nothing once it belongs to a matter."""
    if row.is_sent or row.subject_id is None or row.matter or not row.document or not _works(by):
        return ()
    may = {each.key for each in procedures.startable(subject_id=row.subject_id, by=by, at=now, area=row.area)}
    return tuple(
        Beginning(definition.key, definition.title, start.title)
        for definition, start in _by_letter(on)
        if start.name == row.document and definition.key in may
    )


def said(definition: Procedure, row: letters.LetterRow) -> dict[str, Any]:
    """What the letter says of the application: who wrote, and when it came."""
    names = {field.name for field in definition.step(APPLICATION).outcome("submit").form.fields}  # type: ignore[union-attr]
    told = {field: getattr(row, name) for field, name in _SAID.items() if field in names}
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in told.items() if value}


def running(row: letters.LetterRow, *, by: audit.Actor) -> tuple[tuple[str, str], ...]:
    """The open matters of the letter's person, to which it may belong; not the one that it has joined."""
    if row.is_sent or row.subject_id is None or not letters.works_on(by, row.area):
        return ()
    rows = procedures.matters_of(subject_id=row.subject_id)
    return tuple(
        (str(each.uid), shell.text(each.title)) for each in rows if not each.ended_at and each.uid != row.matter
    )


def _by_letter(on: date) -> Iterator[tuple[Procedure, Any]]:
    for definition in procedures.all_current(on):
        yield from ((definition, start) for start in definition.starts if start.kind is StartKind.LETTER)


def _works(by: audit.Actor) -> bool:
    return users.has(by, users.Right.WORK_CASES)
