"""Who fits a search, and what is due for each: the row already says it, so that nobody has to open the file for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import basis, choices, deadlines, people
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


@record(kw_only=True)
class Hit:
    """One person who fits."""

    person: people.Named
    category: shell.Words
    office: str
    title: shell.Words
    due: shell.Due | None
    open_matters: int


@record(kw_only=True)
class Found:
    """Everybody who fits, as far as the viewer may know of them."""

    rows: tuple[Hit, ...]
    more: bool


def search(*, text: str, reason: str, by: audit.Actor, now: datetime) -> Found:
    """People by name, pinyin, initials, full number or its last four. Queries: who fits, what is due.

    Raises: subjects.ReasonNeeded, subjects.TooManySearches.
    """
    found = subjects.search(text=text, by=by, at=now, reason=reason)
    due = procedures.due_summary(subject_ids=[row.id for row in found.rows], now=now)
    soon = deadlines.soon_days(now, area=by.area)
    return Found(rows=tuple(_hit(row, due.get(row.id), now=now, soon=soon) for row in found.rows), more=found.more)


def _hit(row: subjects.SubjectRow, due: Any, *, now: datetime, soon: int) -> Hit:
    bases = () if due is None else basis.of_keys(due.basis)
    has_due = due is not None and due.due_at is not None and bool(bases)
    return Hit(
        person=people.of_row(row),
        category=choices.word("category", row.category),
        office=areas.office_name(row.area),
        title="" if due is None else due.title,
        due=shell.Due(due.due_at, now, bases, soon_days=soon) if has_due else None,
        open_matters=0 if due is None else due.open_tasks,
    )
