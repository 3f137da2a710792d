"""Every deadline that was moved while it ran, the newest first: for the county's lead and the procuratorate."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.keyset import page
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.models import MovedDeadline

ORDER = ("-at", "-id")
KINDS = {
    "extended": Text("延期", "extended"),
    "paused": Text("暂停计算", "paused"),
    "resumed": Text("恢复计算", "resumed"),
    "corrected": Text("起算日期更正", "corrected"),
    "rules": Text("规则或者工作日调整", "by changed rules or working days"),
}


@record(kw_only=True)
class MovedRow:
    """One move. `due_at` is None while a pause lasts; `after_it`: the limit had passed before it was moved."""

    matter: UUID
    procedure: str
    title: Text
    clock: str
    clock_title: Text
    subject_id: int
    area: str
    kind: str
    kind_title: Text
    was_due_at: datetime
    due_at: datetime | None
    after_it: bool
    at: datetime
    act: UUID | None
    basis: tuple[str, ...]


@record
class MovedPage:
    """Rows of one page and the cursor of the next."""

    rows: tuple[MovedRow, ...]
    next_cursor: str | None


def moved_deadlines(*, by: audit.Actor, after: str | None = None, size: int = 50, kind: str = "") -> MovedPage:
    """One page of the moves in the transaction's scope: one query, however many there are. Raises: keyset.BadCursor."""
    rows = MovedDeadline.objects.select_related("matter")
    if kind:
        rows = rows.filter(kind=kind)
    found = page(rows, order=ORDER, after=after, size=size)
    return MovedPage(tuple(_row(each) for each in found.rows), found.next_cursor)


def _row(row: MovedDeadline) -> MovedRow:
    definition = running(row.procedure, row.version)
    clocks = (each for step in definition.steps for each in step.clocks)
    clock = next((each for each in clocks if each.id == row.code), None)
    return MovedRow(
        matter=row.matter.uid,
        procedure=row.procedure,
        title=definition.title,
        clock=row.code,
        clock_title=clock.title if clock else Text(row.code, row.code),
        subject_id=row.subject_id,
        area=row.area,
        kind=row.kind,
        kind_title=KINDS[row.kind],
        was_due_at=row.was_due_at,
        due_at=row.due_at,
        after_it=row.after_it,
        at=row.at,
        act=row.act,
        basis=tuple(key for cite in (clock.basis if clock else ()) for key in cite.keys),
    )
