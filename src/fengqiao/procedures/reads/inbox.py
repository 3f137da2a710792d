"""The inbox: what waits for the actor, what weighs and presses most first, each row with why it is there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from fengqiao.areas.face import Level
from fengqiao.audit import face as audit
from fengqiao.kit import sql
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.fields import starts_with
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures.grammar import POSTS_THAT_ACT
from fengqiao.procedures.models import Matter, Task
from fengqiao.procedures.projection import ACT, CONFIRM
from fengqiao.procedures.reads import inbox_rows
from fengqiao.procedures.reads.inbox_rows import TaskRow, persons

#: What "soon" means in the strip above the inbox. Unit: working days after today.
SOON_DAYS = 3


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
    """One page of what waits, in the order of legal consequence and time left. Two queries at the most.

    `counted`: how many are mine, where the strip has counted them already. Raises: keyset.BadCursor.
    """
    chosen = filters or InboxFilters()
    wanted = _wanted(by, now, chosen)
    shown, following = inbox_rows.listed(wanted, by=by, after=after, size=size)
    if not chosen.mine and by.level < Level.COUNTY:
        return InboxPage(shown, following, None)
    if after is None and following is None:
        return InboxPage(shown, None, len(shown))
    if counted is None or chosen != InboxFilters():
        ((counted,),) = sql.listed(f"SELECT count(*) FROM procedures_task WHERE {wanted.text}", wanted.values)
    return InboxPage(shown, following, counted)


# Every page asks for what waits: by hand.
_AT_POST: Final = "office = %s AND level = %s AND roles @> ARRAY[%s]::varchar[]"
_AT_OFFICE: Final = "office = %s AND level = %s"
_PRESSING: Final = "SELECT count(*) FILTER (WHERE due_at <= %s), count(*) FROM procedures_task WHERE "


def _mine(by: audit.Actor, now: datetime) -> sql.Condition:
    """What one of the actor's posts can act on or watches over, without what the actor's own part forbids."""
    acting = [post for post in by.standings if post.role in POSTS_THAT_ACT]
    posts = " OR ".join([_AT_POST] * len(acting)) or "false"
    values = [each for post in acting for each in (post.area, post.level, post.role)]
    return sql.Condition(f"({posts}) AND shown_from <= %s AND NOT barred && %s::varchar[]", (*values, now, persons(by)))


def inbox_pressing(*, by: audit.Actor, now: datetime) -> tuple[int, int]:
    """How many tasks of the actor are overdue, and how many are due today: one query, for the menu."""
    tonight, mine = _tonight(now), _mine(by, now)
    statement = f"{_PRESSING}due_at <= %s AND pressing_at <= %s AND {mine.text}"
    ((over, all_of_them),) = sql.listed(statement, (now, tonight, tonight, *mine.values))
    return over, all_of_them - over


_COUNTS: Final = """
SELECT count(*), count(*) FILTER (WHERE due_at <= %s), count(*) FILTER (WHERE due_at > %s AND due_at <= %s),
       count(*) FILTER (WHERE due_at > %s AND due_at <= %s), count(*) FILTER (WHERE kind = %s AND decides),
       count(*) FILTER (WHERE kind = %s), min(due_at) FILTER (WHERE due_at <= %s)
FROM procedures_task WHERE """
_WEEK: Final = (
    "SELECT count(*), count(*) FILTER (WHERE state = 'met') FROM procedures_clock\n"
    "WHERE met_at >= %s AND met_at <= %s AND "
)


def inbox_counts(*, by: audit.Actor, now: datetime) -> InboxCounts:
    """The strip: two queries, whatever is in the inbox."""
    tonight, soon = _tonight(now), soon_until(now, area=by.area)
    mine = _mine(by, now)
    asked = (now, now, tonight, tonight, soon, ACT, CONFIRM, now, *mine.values)
    ((total, over, today, near, approve, confirm, oldest),) = sql.listed(_COUNTS + mine.text, asked)
    offices = " OR ".join([_AT_OFFICE] * len(by.standings)) or "false"
    values = [each for post in by.standings for each in (post.area, post.level)]
    ((done, in_time),) = sql.listed(f"{_WEEK}({offices})", (_monday(now), now, *values))
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


_NEXT: Final = """
SELECT (SELECT uid FROM procedures_matter WHERE id = matter_id) FROM procedures_task
WHERE kind = %s AND decides AND (%s = '' OR procedure = %s)
  AND matter_id IS DISTINCT FROM (SELECT id FROM procedures_matter WHERE uid = %s) AND """


def next_task(*, by: audit.Actor, now: datetime, after: UUID | None = None, procedure: str = "") -> UUID | None:
    """The next matter to decide, for approve-and-next; None when the queue is empty."""
    mine = _mine(by, now)
    statement = f"{_NEXT}{mine.text} ORDER BY pressing_at, id LIMIT 1"
    found = sql.listed(statement, (ACT, procedure, procedure, after, *mine.values))
    return found[0][0] if found else None


def days_late(due_at: datetime, now: datetime) -> int:
    """Days since the last good day. Unit: calendar days in Asia/Shanghai; one on the first late day."""
    last_good = local_day(due_at - timedelta(microseconds=1))
    return max((local_day(now) - last_good).days, 0)


def _wanted(by: audit.Actor, now: datetime, filters: InboxFilters) -> sql.Condition:
    wanted = _mine(by, now) if filters.mine else sql.Condition("shown_from <= %s", (now,))
    further = _narrowed(by, now, filters)
    if not further:
        return wanted
    narrowed = sql.condition(Task.objects.filter(further))
    return sql.Condition(f"{wanted.text} AND {narrowed.text}", (*wanted.values, *narrowed.values))


def _narrowed(by: audit.Actor, now: datetime, filters: InboxFilters) -> Q:
    """What is asked for beside whose it is."""
    tonight = _tonight(now)
    states = {
        "over": lambda: Q(due_at__lte=now),
        "today": lambda: Q(due_at__gt=now, due_at__lte=tonight),
        "soon": lambda: Q(due_at__gt=tonight, due_at__lte=soon_until(now, area=by.area)),
        "approve": lambda: Q(kind=ACT, decides=True),
        "confirm": lambda: Q(kind=CONFIRM),
    }
    found = states[filters.state]() if filters.state in states else Q()
    if filters.procedure:
        found &= Q(procedure=filters.procedure)
    if filters.office:
        found &= starts_with("area", filters.office)
    if filters.subject_id is not None:
        found &= Q(subject_id=filters.subject_id)
    if filters.matters is not None:
        found &= Q(matter__in=Matter.objects.filter(uid__in=filters.matters))
    return found


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
