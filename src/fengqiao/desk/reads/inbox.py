"""Today's work: tasks by legal consequence and time left, and for a lead the board of what is overdue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import asked_for, basis, choices, deadlines, many, messages, people, workload
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import (
    COURT,
    DECISION_ORGAN,
    POLICE,
    PRISON,
    PROCURATORATE,
    Level,
    bureau_head,
    guardian,
    institution,
    lead,
    office,
    office_head,
    other_side,
    subject,
)
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users

MOST_BASES = 2
MOST_NAMES = 5
_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
ACTORS: dict[str, shell.Words] = {
    actor.key: actor.title
    for actor in (
        office(), office_head(), bureau_head(), subject(), guardian(), other_side(),
        *(institution(level) for level in _LEVELS), *(lead(level) for level in _LEVELS),
    )
} | {organ.key: organ.title for organ in (COURT, DECISION_ORGAN, PROCURATORATE, POLICE, PRISON)}  # fmt: skip
"""Those in whose hands a step may lie, by key."""
BOARD_ROLES = frozenset(
    {
        users.Role.OFFICE_HEAD, users.Role.COUNTY_LEAD, users.Role.BUREAU_HEAD,
        users.Role.CITY_LEAD, users.Role.PROVINCE_LEAD,
    }
)  # fmt: skip
"""Posts whose home also shows what is overdue under them."""


@record(kw_only=True)
class Task:
    """One row: what is due, why it is here, about whom, on what basis, and the one thing to press."""

    title: shell.Words
    reason: shell.Words
    step: shell.Words
    due: shell.Due | None
    since: datetime
    person: shell.Person | None
    basis: tuple[shell.Basis, ...]
    href: str
    button: shell.Words
    is_mine: bool
    matter: UUID
    for_many: bool
    asked: shell.Words


@record(kw_only=True)
class Group:
    """Rows of one urgency under a heading."""

    label: shell.Words
    tasks: tuple[Task, ...]


@record(kw_only=True)
class Overdue:
    """One line of the board: officer, kind of duty, how many and how late. Unit: worst in days."""

    place: str
    who: shell.Words
    tick: str
    kind: shell.Words
    count: int
    worst: int
    is_law: bool
    href: str


def filters(query: choices.Query) -> procedures.InboxFilters:
    """The conditions as they stand in the address."""
    return procedures.InboxFilters(
        mine=query.get("scope") != "all",
        state=query.get("state"),
        procedure=query.get("procedure"),
        office=query.get("office"),
    )


@record(kw_only=True)
class Inbox:
    """The page of today's work."""

    today: date
    updated: datetime
    strip: tuple[shell.Figure, ...]
    groups: tuple[Group, ...]
    shown: int
    total: int | None
    next_cursor: str | None
    board: tuple[Overdue, ...]
    has_board: bool
    missed_counted_at: datetime | None
    backlog_counted_at: datetime | None
    silent: tuple[shell.Words, ...]
    corrections: tuple[tuple[people.Named, str], ...]

    @property
    def for_many(self) -> bool:
        """Whether a step of some row can be taken for several at once."""
        return any(task.for_many for group in self.groups for task in group.tasks)


def inbox(*, by: audit.Actor, now: datetime, filters: procedures.InboxFilters, after: str | None, size: int) -> Inbox:
    """Tasks of this viewer, one page of them. Queries: tasks, counts, names; for a lead also the board."""
    counts = procedures.inbox_counts(by=by, now=now)
    page = procedures.inbox(by=by, now=now, filters=filters, after=after, size=size, counted=counts.total)
    named = people.named(ids={row.subject_id for row in page.rows if row.subject_id}, by=by, today=clock.local_day(now))
    soon = deadlines.soon_days(now, area=by.area)
    asked = procedures.applications(row.matter for row in page.rows)
    told = {row.matter: asked_for.words(row.procedure, asked.get(row.matter), now) for row in page.rows}
    task = partial(_task, named=named, now=now, soon_days=soon, matter_at=shell.addresses("desk:matter"))
    tasks = tuple(task(row, asked=told[row.matter]) for row in page.rows)
    has_board = by.role in BOARD_ROLES
    return Inbox(
        today=clock.local_day(now),
        updated=now,
        strip=(*_strip(counts), *messages.undelivered(by=by, now=now)),
        groups=_groups(tasks),
        shown=len(tasks),
        total=page.total,
        next_cursor=page.next_cursor,
        board=_board(workload.board(by=by, now=now)) if has_board else (),
        has_board=has_board,
        backlog_counted_at=workload.backlog_counted_at(by=by) if has_board else None,
        missed_counted_at=workload.missed_counted_at(by=by) if has_board else None,
        silent=_silent(procedures.runs_missing(below=by.area, now=now)) if has_board else (),
        corrections=_corrections(by, now) if filters.mine and after is None and not filters.state else (),
    )


def _corrections(by: audit.Actor, now: datetime) -> tuple[tuple[people.Named, str], ...]:
    """Corrections of a decision that wait for this viewer as the second person, the oldest first."""
    if not subjects.may(by, subjects.Duty.CONFIRM, area=by.area):
        return ()
    found, _more = subjects.waiting_corrections(by=by, today=clock.local_day(now), size=MOST_NAMES)
    return tuple((people.of_row(each.row), each.name) for each in found if each.proposed_by not in by.persons)


def _silent(missing: procedures.RunsMissing) -> tuple[shell.Words, ...]:
    """What the board must say when it may be incomplete: which run did not go over how many counties."""
    told: list[shell.Words] = []
    if missing.clock:
        text = _("The clock has not run for 20 minutes in: %(places)s. What has lapsed since is not shown yet.")
        told.append(text % {"places": _names(missing.clock)})
    if missing.daily:
        text = _("Today's daily run is missing in: %(places)s. Matters that open today are not shown yet.")
        told.append(text % {"places": _names(missing.daily)})
    return tuple(told)


def _names(codes: tuple[str, ...]) -> str:
    """The first few counties by name, and how many more."""
    names = ", ".join(areas.place(code).name for code in codes[:MOST_NAMES])
    more = len(codes) - MOST_NAMES
    return _("%(names)s and %(more)s more") % {"names": names, "more": more} if more > 0 else names


def _task(
    row: procedures.TaskRow,
    *,
    named: dict[int, people.Named],
    now: datetime,
    soon_days: int,
    asked: shell.Words,
    matter_at: Callable[[UUID], str],
) -> Task:
    bases = _bases(row, clock.local_day(now))
    person = named.get(row.subject_id) if row.subject_id else None
    address = matter_at(row.matter)
    return Task(
        title=row.procedure_title,
        reason=row.reason,
        step=row.step_title,
        due=None if row.due_at is None else shell.Due(row.due_at, now, bases, soon_days=soon_days),
        since=row.since,
        person=None if person is None else replace(person.cell, number=areas.office_name(row.area)),
        basis=bases,
        href=f"{address}?queue=1" if row.decides and row.can_act else address,
        button=_button(row),
        is_mine=row.can_act,
        matter=row.matter,
        for_many=many.is_for_many(row, now=now),
        asked="" if person is None else asked,
    )


def _bases(row: procedures.TaskRow, today: date) -> tuple[shell.Basis, ...]:
    """What the row rests on: its time limit, else its step, else its procedure."""
    if row.basis:
        return basis.of_keys(row.basis)
    definition = procedures.current(row.procedure, today)
    return basis.of(definition.step(row.step).basis or definition.basis)[:MOST_BASES]


def _button(row: procedures.TaskRow) -> shell.Words:
    if not row.can_act:
        return _("View")
    return _("Decide") if row.decides else _("Do it")


def _groups(tasks: tuple[Task, ...]) -> tuple[Group, ...]:
    """Neighbouring rows of the same urgency; the order stays the engine's, so one heading may come twice."""
    labels = {
        shell.DueState.OVER: _("Overdue"),
        shell.DueState.TODAY: _("Due today"),
        shell.DueState.SOON: _("Within three working days"),
        shell.DueState.LATER: _("Later"),
        None: _("Without a time limit"),
    }
    found: dict[shell.DueState | None, list[Task]] = {}
    for task in tasks:
        found.setdefault(None if task.due is None else task.due.state, []).append(task)
    ranked = sorted(found, key=lambda state: 9 if state is None else shell.urgency(state))
    return tuple(Group(label=labels[state], tasks=tuple(found[state])) for state in ranked)


def _strip(counts: procedures.InboxCounts) -> tuple[shell.Figure, ...]:
    home = shell.address("desk:inbox")
    oldest = _("The oldest %(days)s days") % {"days": counts.oldest_days} if counts.over else _("Nothing is overdue")
    in_time = _("%(number)s of them in time") % {"number": counts.week_in_time}
    cells: tuple[tuple[shell.Words, int, str, shell.Words, shell.Tone, str], ...] = (
        (_("Overdue"), counts.over, "over", oldest, "danger", "alert-octagon"),
        (_("Due today"), counts.today, "today", _("Until 24:00 today"), "warn", "clock-exclamation"),
        (_("Within three working days"), counts.soon, "soon", _("By the working-day calendar"), "notice", "hourglass"),
        (_("Waiting for my decision"), counts.approve, "approve", _("One after the other"), "info", "clipboard-check"),
        (_("Done this week"), counts.week_done, "", in_time, "ok", "circle-check"),
    )
    return tuple(
        shell.Figure(label, value, f"{home}?state={state}" if state else home, note, tone, icon)
        for label, value, state, note, tone, icon in cells
    )


def _board(heaps: tuple[workload.Heap, ...]) -> tuple[Overdue, ...]:
    names = users.names({heap.key.person for heap in heaps if heap.key.person})
    return tuple(
        Overdue(
            place=areas.office_name(heap.key.office),
            who=names.get(heap.key.person or 0) or ACTORS.get(heap.actor, heap.actor),
            tick=heap.key.value,
            kind=shell.Text(f"{heap.title.zh} · {heap.step_title.zh}", f"{heap.title.en} · {heap.step_title.en}"),
            count=heap.count,
            worst=heap.worst_days,
            is_law=bool(heap.clock) and _is_law(heap.clock),
            href=_behind(heap.key),
        )
        for heap in heaps
    )


def _behind(key: workload.Ticked) -> str:
    """The list behind a line: tasks of the office, or the list of this period with who is overdue."""
    if key.procedure == workload.DUTY:
        shown = {"kind": key.step, "office": key.office, "officer": str(key.person or "")}
        if key.step in supervision.REPORTS:
            shown["state"] = "overdue"
        return (
            f"{shell.address('desk:supervision')}?{urlencode({name: value for name, value in shown.items() if value})}"
        )
    return f"{shell.address('desk:inbox')}?scope=all&state=over&office={key.office}&procedure={key.procedure}"


def _is_law(clock_id: str) -> bool:
    """Whether a time limit is the law's and not one that we or the place set."""
    try:
        return law.param(clock_id).mark != "P"
    except law.UnknownParameter:
        return True
