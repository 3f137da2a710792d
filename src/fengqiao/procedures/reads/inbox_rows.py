"""The rows of the inbox: one page of tasks with their matters in one statement, each with why it is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import keyset, sql
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Actor, Does, Text
from fengqiao.procedures.projection import CONFIRM, WATCH

ORDER: Final = ("pressing_at", "id")

_WHY: Mapping[Does, Text] = {
    Does.FILL: Text("待填报", "to be filled in"),
    Does.REVIEW: Text("待审核", "to be reviewed"),
    Does.CONSULT: Text("待出具意见", "an opinion is asked for"),
    Does.DECIDE: Text("待审批", "to be decided"),
    Does.SERVE: Text("待送达", "to be served"),
    Does.ANNOUNCE: Text("待宣告", "to be announced"),
    Does.RECORD: Text("待记录", "to be recorded"),
    Does.AWAIT: Text("待回复", "an answer is awaited"),
    Does.RUNS: Text("即将到期", "its end is near"),
}
_TO_CONFIRM = Text("补录超过三日，待另一人确认", "recorded more than three days late: to be confirmed by someone else")


@record
class QuickOutcome:
    """A way out that one press takes from the row."""

    key: str
    title: Text
    decides: bool
    grants: bool


@record(kw_only=True)
class TaskRow:
    """One row of the inbox. `version` is what a press from the row must name as `seen`."""

    matter: UUID
    version: int
    procedure: str
    procedure_title: Text
    step: str
    step_title: Text
    does: Does
    kind: str
    reason: Text
    subject_id: int
    area: str
    office: str
    since: datetime
    due_at: datetime | None
    clock: str
    clock_title: Text | None
    basis: tuple[str, ...]
    consequence: int
    decides: bool
    blocked: bool
    can_act: bool
    quick: tuple[QuickOutcome, ...]


class _Found(NamedTuple):
    """A task as it lies in the table, then what is asked of its matter: the columns of `_LISTED` in turn."""

    id: int
    pressing_at: datetime
    procedure: str
    version: int
    step: str
    kind: str
    subject_id: int
    area: str
    office: str
    level: int
    roles: list[str]
    barred: list[str]
    decides: bool
    blocked: bool
    quick: list[str]
    since: datetime
    clock: str
    due_at: datetime | None
    consequence: int
    basis: list[str]
    matter: UUID
    acts: int


# Chosen by an index that holds all that is asked; then the tasks of the page alone are fetched, and their matters.
_LISTED: Final = f"""
WITH chosen AS MATERIALIZED (
  SELECT id AS task FROM procedures_task WHERE {{condition}}{{after}} ORDER BY pressing_at, id LIMIT {{size}})
SELECT {", ".join(f"t.{column}" for column in _Found._fields[:-2])}, m.uid, m.acts
FROM chosen JOIN procedures_task t ON t.id = chosen.task JOIN procedures_matter m ON m.id = t.matter_id
ORDER BY t.pressing_at, t.id"""


def listed(
    condition: sql.Condition, *, by: audit.Actor, after: str | None, size: int
) -> tuple[tuple[TaskRow, ...], str | None]:
    """One page of the tasks of a condition, and the cursor of the next. Raises: keyset.BadCursor."""
    following, start = keyset.after_row(ORDER, after)
    statement = _LISTED.format(condition=condition.text, after=following, size=int(size) + 1)
    found = [_Found._make(row) for row in sql.listed(statement, (*condition.values, *start))]
    last = found[size - 1] if len(found) > size else None
    return (
        tuple(_row(task, by) for task in found[:size]),
        None if last is None else keyset.cursor_of(ORDER, (last.pressing_at, last.id)),
    )


def persons(by: audit.Actor) -> list[str]:
    """Those whose own part may bar a post from a task, as tasks hold them."""
    return [str(person) for person in sorted(by.persons)]


def _row(task: _Found, by: audit.Actor) -> TaskRow:
    definition = running(task.procedure, task.version)
    step = definition.step(task.step)
    clock = next((each for each in step.clocks if each.id == task.clock), None)
    mine = any(
        task.office == post.area and task.level == post.level and post.role in task.roles for post in by.standings
    )
    ways = (each for each in step.outcomes + definition.matter_wide if each.key in task.quick)
    return TaskRow(
        matter=task.matter,
        version=task.acts,
        procedure=task.procedure,
        procedure_title=definition.title,
        step=task.step,
        step_title=step.title,
        does=step.does,
        kind=task.kind,
        reason=_why(task, step.does, step.actor.title if isinstance(step.actor, Actor) else step.title),
        subject_id=task.subject_id,
        area=task.area,
        office=task.office,
        since=task.since,
        due_at=task.due_at,
        clock=task.clock,
        clock_title=clock.title if clock else None,
        basis=tuple(task.basis),
        consequence=task.consequence,
        decides=task.decides,
        blocked=task.blocked,
        can_act=mine and not set(persons(by)) & set(task.barred),
        quick=tuple(
            QuickOutcome(each.key, each.title, task.decides and each.decides is not False, each.grants) for each in ways
        ),
    )


def _why(task: _Found, does: Does, actor: Text) -> Text:
    if task.kind == CONFIRM:
        return _TO_CONFIRM
    if task.kind == WATCH and (does is not Does.RUNS or task.due_at is None):
        return Text(f"待{actor.zh}办理", f"waits for: {actor.en}")
    return _WHY[does]
