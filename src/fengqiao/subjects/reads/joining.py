"""Two files of one human: what would move, what stands against it, and where a file that was joined is now."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Joining, Subject
from fengqiao.subjects.reads.file import found
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import rows_of
from fengqiao.subjects.rules import joining as rules


@record
class Obstacle:
    """What has to be settled first: a key of `rules.OBSTACLES`, and the procedure that it is about, if any."""

    what: str
    about: str


@record
class Moves:
    """Rows of one table: how many would move to the file that stays, and how many would be set aside."""

    of: str
    moved: int
    aside: int


@record
class JoiningRow:
    """One joining. `row` is the file that stays; `joined` the uid of the other one, `other` its row while it stands."""

    uid: UUID
    row: SubjectRow
    joined: UUID
    other: SubjectRow | None
    joined_area: str
    state: str
    cause: str
    proposed_by: int
    proposed_name: str
    proposed_at: datetime
    decided_name: str
    decided_at: datetime | None
    moves: tuple[Moves, ...]
    part_cause: str
    part_by: int | None
    part_name: str
    part_at: datetime | None
    parted_name: str
    parted_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether a second person is asked for."""
        return self.state in rules.WAITING

    @property
    def first_person(self) -> int | None:
        """Who proposed what waits, and therefore does not settle it."""
        return self.part_by if self.state == rules.PARTING else self.proposed_by


@record
class JoinedAway:
    """Where the file of an old address is now."""

    kept: UUID
    row: SubjectRow = dataclasses.field(repr=False)
    joining: UUID
    at: datetime
    by: tuple[str, str]


def obstacles(goes: Subject, stays: Subject) -> tuple[Obstacle, ...]:
    """What stands against joining two files, of all rooms. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT what, about FROM fq_joining_obstacles(%s, %s) ORDER BY 1, 2", [goes.pk, stays.pk])
        listed = [Obstacle(what, about) for what, about in cursor.fetchall()]
    same_number = bytes(goes.number_hash) == bytes(stays.number_hash)
    same_person = (goes.name, goes.sex, goes.birth_date) == (stays.name, stays.sex, stays.birth_date)
    return (*listed, *(() if same_number or same_person else (Obstacle("unlike", ""),)))


def joining_preview(*, kept: UUID, joined: UUID, by: Actor) -> tuple[tuple[Moves, ...], tuple[Obstacle, ...]]:
    """Every table with what would move and what would be set aside, and what stands against it. Four queries.

    Raises: UnknownSubject.
    """
    stays, goes = found(kept, by), found(joined, by)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT of, count(*) FILTER (WHERE NOT aside), count(*) FILTER (WHERE aside) "
            "FROM fq_joining_plan(%s, %s) GROUP BY of ORDER BY of",
            [goes.pk, stays.pk],
        )
        moves = tuple(Moves(*row) for row in cursor.fetchall())
    return moves, obstacles(goes, stays)


def joined_away(*, uid: UUID, by: Actor, today: date) -> JoinedAway | None:
    """Where the file of this address is now, for whoever may know of the file that stays. Two queries."""
    row = Joining.objects.filter(joined=uid, state__in=rules.GONE, subject__in=visible(by)).select_related("subject")
    each = row.first()
    if each is None or each.decided_at is None:
        return None
    [kept] = rows_of([each.subject], today=today)
    return JoinedAway(each.subject.uid, kept, each.uid, each.decided_at, (each.proposed_name, each.decided_name))


def joining(*, uid: UUID, by: Actor, today: date) -> JoiningRow | None:
    """One joining, or None where it does not exist for this viewer: of a file that waits both must be known."""
    rows = Joining.objects.filter(uid=uid, subject__in=visible(by)).select_related("subject")
    return next(iter(_told(rows, by, today)), None)


def joinings(
    *, of: str, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[JoiningRow, ...], str | None]:
    """Joinings that wait for a second person, that stand, or that are past, the oldest first, with the cursor of the
    next page. Three queries.

    Raises: kit.keyset.BadCursor.
    """
    states = {"waiting": rules.WAITING, "joined": {rules.JOINED}, "past": {rules.DROPPED, rules.SEPARATED}}[of]
    rows = Joining.objects.filter(state__in=states, subject__in=visible(by)).select_related("subject")
    page = keyset.page(rows, order=("proposed_at", "id"), after=after, size=size)
    return _told(page.rows, by, today), page.next_cursor


def joinings_of(*, uid: UUID, by: Actor, today: date) -> tuple[JoiningRow, ...]:
    """The joinings of one file, as the one that stays or the one that goes, the newest first."""
    person = found(uid, by)
    rows = Joining.objects.filter(Q(subject=person) | Q(joined=uid)).filter(subject__in=visible(by))
    return _told(rows.select_related("subject").order_by("-id"), by, today)


def _told(rows: Iterable[Joining], by: Actor, today: date) -> tuple[JoiningRow, ...]:
    listed = list(rows)
    kept = rows_of([each.subject for each in listed], today=today)
    others = list(visible(by).filter(uid__in=[each.joined for each in listed]))
    standing = {row.uid: row for row in rows_of(others, today=today)} if others else {}
    return tuple(_row(each, row, standing.get(each.joined)) for each, row in zip(listed, kept, strict=True))


def _row(each: Joining, row: SubjectRow, other: SubjectRow | None) -> JoiningRow:
    return JoiningRow(
        each.uid, row, each.joined, other, each.joined_area, each.state, each.cause, each.proposed_by,
        each.proposed_name, each.proposed_at, each.decided_name, each.decided_at,
        tuple(Moves(of, *n) for of, n in sorted(each.counts.items())), each.part_cause, each.part_by, each.part_name,
        each.part_at, each.parted_name, each.parted_at,
    )  # fmt: skip
