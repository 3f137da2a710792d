"""The inbox: what waits for the actor, what weighs and presses most first, each row with why it is there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.areas.face import Level
from fengqiao.audit import face as audit
from fengqiao.kit import sql
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.fields import starts_with
from fengqiao.kit.keyset import page
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Actor, Does, Text
from fengqiao.procedures.models import Clock, Task
from fengqiao.procedures.projection import ACT, CONFIRM, WATCH

ORDER = ("pressing_at", "id")
#: What "soon" means in the strip above the inbox. Unit: working days after today.
SOON_DAYS = 3

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


@record(kw_only=True)
class InboxFilters:
    """What part of the inbox. `mine`: what the actor's posts can act on; else everything in the actor's area.

    `state`: "" all, over, today, soon, approve, confirm. `office`: only below this place.
    """

    mine: bool = True
    state: str = ""
    procedure: str = ""
    office: str = ""
    subject_id: int | None = None
    matters: frozenset[UUID] | None = None


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


@record
class InboxPage:
    """Rows of one page, the cursor of the next, and how many there are (None where counting is too dear)."""

    rows: tuple[TaskRow, ...]
    next_cursor: str | None
    total: int | None


@record(kw_only=True)
class InboxCounts:
    """The strip above the inbox. `oldest_days`: how late the latest is. The week's figures are of time limits."""

    total: int
    over: int
    today: int
    soon: int
    approve: int
    confirm: int
    oldest_days: int
    week_done: int
    week_in_time: int


def inbox(
    *, by: audit.Actor, now: datetime, filters: InboxFilters | None = None, after: str | None = None, size: int = 50,
    counted: int | None = None,
) -> InboxPage:  # fmt: skip
    """One page of what waits, in the order of legal consequence and time left. Four queries at the most.

    `counted`: how many are mine, where the strip has counted them already. Raises: keyset.BadCursor.
    """
    chosen = filters or InboxFilters()
    rows = _filtered(by, now, chosen)
    # Chosen by an index that holds all that is asked; then the tasks of the page alone are fetched, and their matters.
    found = page(rows.only(*ORDER), order=ORDER, after=after, size=size)
    fetched = Task.objects.prefetch_related("matter").in_bulk([each.pk for each in found.rows])
    shown = tuple(_row(fetched[each.pk], by) for each in found.rows)
    if not chosen.mine and by.level < Level.COUNTY:
        return InboxPage(shown, found.next_cursor, None)
    if after is None and found.next_cursor is None:
        return InboxPage(shown, None, len(shown))
    total = counted if counted is not None and chosen == InboxFilters() else rows.count()
    return InboxPage(shown, found.next_cursor, total)


_PRESSING: Final = """
SELECT count(*) FILTER (WHERE due_at <= %s), count(*) FROM procedures_task
WHERE shown_from <= %s AND due_at <= %s AND pressing_at <= %s AND ({posts}) AND NOT barred && %s::varchar[]"""
# What `waiting` says, by hand: the menu of every page asks it.
_AT_POST: Final = "office = %s AND level = %s AND roles @> ARRAY[%s]::varchar[]"


def inbox_pressing(*, by: audit.Actor, now: datetime) -> tuple[int, int]:
    """How many tasks of the actor are overdue, and how many are due today: one query, for the menu."""
    if not by.standings:
        return 0, 0
    posts = " OR ".join([_AT_POST] * len(by.standings))
    values = [each for standing in by.standings for each in (standing.area, standing.level, standing.role)]
    tonight = _tonight(now)
    asked = (now, now, tonight, tonight, *values, _persons(by))
    ((over, all_of_them),) = sql.listed(_PRESSING.format(posts=posts), asked)
    return over, all_of_them - over


_COUNTS: Final = """
SELECT count(*), count(*) FILTER (WHERE due_at <= %s), count(*) FILTER (WHERE due_at > %s AND due_at <= %s),
       count(*) FILTER (WHERE due_at > %s AND due_at <= %s), count(*) FILTER (WHERE kind = %s AND decides),
       count(*) FILTER (WHERE kind = %s), min(due_at) FILTER (WHERE due_at <= %s)
FROM procedures_task WHERE """
_WEEK: Final = "SELECT count(*), count(*) FILTER (WHERE state = 'met') FROM procedures_clock WHERE "


def inbox_counts(*, by: audit.Actor, now: datetime) -> InboxCounts:
    """The strip: two queries, whatever is in the inbox."""
    tonight, soon = _tonight(now), soon_until(now, area=by.area)
    mine = sql.condition(waiting(by=by, now=now))
    asked = (now, now, tonight, tonight, soon, ACT, CONFIRM, now, *mine.values)
    ((total, over, today, near, approve, confirm, oldest),) = sql.listed(_COUNTS + mine.text, asked)
    met = sql.condition(Clock.objects.filter(_at_my_offices(by), met_at__gte=_monday(now), met_at__lte=now))
    ((done, in_time),) = sql.listed(_WEEK + met.text, met.values)
    return InboxCounts(
        total=total,
        over=over,
        today=today,
        soon=near,
        approve=approve,
        confirm=confirm,
        oldest_days=days_late(oldest, now) if oldest else 0,
        week_done=done,
        week_in_time=in_time,
    )


def next_task(*, by: audit.Actor, now: datetime, after: UUID | None = None, procedure: str = "") -> UUID | None:
    """The next matter to decide, for approve-and-next; None when the queue is empty."""
    rows = waiting(by=by, now=now).filter(kind=ACT, decides=True)
    if procedure:
        rows = rows.filter(procedure=procedure)
    if after is not None:
        rows = rows.exclude(matter__uid=after)
    found: UUID | None = rows.order_by(*ORDER).values_list("matter__uid", flat=True).first()
    return found


def waiting(*, by: audit.Actor, now: datetime) -> QuerySet[Task]:
    """What one of the actor's posts can act on or watches over, without what the actor's own part forbids."""
    posts = Q()
    for standing in by.standings:
        posts |= Q(office=standing.area, level=standing.level, roles__contains=[standing.role])
    return Task.objects.filter(posts, shown_from__lte=now).exclude(barred__overlap=_persons(by))


def days_late(due_at: datetime, now: datetime) -> int:
    """Days since the last good day. Unit: calendar days in Asia/Shanghai; one on the first late day."""
    last_good = local_day(due_at - timedelta(microseconds=1))
    return max((local_day(now) - last_good).days, 0)


def _filtered(by: audit.Actor, now: datetime, filters: InboxFilters) -> QuerySet[Task]:
    rows = waiting(by=by, now=now) if filters.mine else Task.objects.filter(shown_from__lte=now)
    tonight = _tonight(now)
    states = {
        "over": Q(due_at__lte=now),
        "today": Q(due_at__gt=now, due_at__lte=tonight),
        "soon": Q(due_at__gt=tonight, due_at__lte=soon_until(now, area=by.area)),
        "approve": Q(kind=ACT, decides=True),
        "confirm": Q(kind=CONFIRM),
    }
    rows = rows.filter(states.get(filters.state, Q()))
    if filters.procedure:
        rows = rows.filter(procedure=filters.procedure)
    if filters.office:
        rows = rows.filter(starts_with("area", filters.office))
    if filters.subject_id is not None:
        rows = rows.filter(subject_id=filters.subject_id)
    if filters.matters is not None:
        rows = rows.filter(matter__uid__in=filters.matters)
    return rows


def _persons(by: audit.Actor) -> list[str]:
    return [str(person) for person in sorted(by.persons)]


def _at_my_offices(by: audit.Actor) -> Q:
    offices = Q()
    for standing in by.standings:
        offices |= Q(office=standing.area, level=standing.level)
    return offices


def _tonight(now: datetime) -> datetime:
    """24:00 of today in Asia/Shanghai."""
    return start_of(local_day(now) + timedelta(days=1))


def soon_until(now: datetime, *, area: str | None = None) -> datetime:
    """24:00 of the third working day after today, by the closed days of a place."""
    day, left = local_day(now), SOON_DAYS
    while left:
        day += timedelta(days=1)
        left -= law.is_working(day, area=area)
    return start_of(day + timedelta(days=1))


def _monday(now: datetime) -> datetime:
    today = local_day(now)
    return start_of(today - timedelta(days=today.weekday()))


def _row(task: Task, by: audit.Actor) -> TaskRow:
    definition = running(task.procedure, task.version)
    step = definition.step(task.step)
    clock = next((each for each in step.clocks if each.id == task.clock), None)
    mine = any(
        task.office == post.area and task.level == post.level and post.role in task.roles for post in by.standings
    )
    ways = (each for each in step.outcomes + definition.matter_wide if each.key in task.quick)
    return TaskRow(
        matter=task.matter.uid,
        version=task.matter.acts,
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
        can_act=mine and not set(_persons(by)) & set(task.barred),
        quick=tuple(
            QuickOutcome(each.key, each.title, task.decides and each.decides is not False, each.grants) for each in ways
        ),
    )


def _why(task: Task, does: Does, actor: Text) -> Text:
    if task.kind == CONFIRM:
        return _TO_CONFIRM
    if task.kind == WATCH and (does is not Does.RUNS or task.due_at is None):
        return Text(f"待{actor.zh}办理", f"waits for: {actor.en}")
    return _WHY[does]
