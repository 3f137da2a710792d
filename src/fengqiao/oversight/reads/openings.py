"""Openings as pages list them, and the one that lets a file be read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.clock import SHANGHAI, local_day
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.oversight import access, rules
from fengqiao.oversight.errors import UnknownOpening
from fengqiao.oversight.models import Opening
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

# Rows on one page; what is reviewed is listed for the year, newest first.
MOST = 200


@record
class Numbers:
    """The parameters of the day. Source: breakglass.*, marks P."""

    hours: int
    monthly: int
    review_days: int


@record
class OpeningRow:
    """One opening. Nothing in it says whose file it is; `subject_uid` leads there for whoever may."""

    uid: UUID
    opener: str
    role: str
    office: str
    reason: str
    state: str
    asked_at: datetime
    opened_at: datetime | None
    until: datetime | None
    closed_at: datetime | None
    review_due_on: date | None
    reviewed_at: datetime | None
    reviewer: str
    is_justified: bool | None
    review: str
    is_own: bool
    area: str


def is_known(uid: UUID, *, by: Actor) -> bool:
    """Whether the actor may open the file in the ordinary way."""
    with transaction.atomic(), scope.of(by.ranges):
        return subjects.visible(by).filter(uid=uid).exists()


def numbers(area: str, *, on: date) -> Numbers:
    """How long, how often, reviewed within how many days."""
    hours, monthly, days = (law.param(f"breakglass.{name}", on=on, area=area).number
                            for name in ("hours", "monthly", "review_days"))  # fmt: skip
    return Numbers(hours, monthly, days)


@contextmanager
def within(place: str) -> Iterator[None]:
    """Inside: the rows of one place. Its callers have asked whether the post may, and answer with few columns."""
    with transaction.atomic(), scope.of((place,)):
        yield


def dates(row: Opening) -> rules.Dates:
    """The course of an opening."""
    return rules.Dates(row.asked_at, row.opened_at, row.until, row.closed_at, row.reviewed_at, row.review_due_on)


def state_of(row: Opening, *, at: datetime) -> str:
    """Where an opening stands."""
    hours = numbers(row.area, on=local_day(row.asked_at)).hours
    return rules.state(dates(row), at=at, today=local_day(at), hours=hours)


def _row(row: Opening, *, by: Actor, at: datetime) -> OpeningRow:
    return OpeningRow(
        uid=row.uid, opener=row.person.name, role=row.post.role, office=areas.office_name(row.post.area),
        reason=row.reason, state=state_of(row, at=at), asked_at=row.asked_at, opened_at=row.opened_at, until=row.until,
        closed_at=row.closed_at, review_due_on=row.review_due_on, reviewed_at=row.reviewed_at,
        reviewer=row.reviewed_by.name if row.reviewed_by else "", is_justified=row.is_justified, review=row.review,
        is_own=row.person_id in by.persons, area=row.area,
    )  # fmt: skip


def _named(rows: QuerySet[Opening]) -> QuerySet[Opening]:
    return rows.select_related("person", "reviewed_by", "post")


def own(*, by: Actor, at: datetime) -> tuple[OpeningRow, ...]:
    """What the actor opened, newest first."""
    county = access.county_of(by)
    if county is None or by.person is None:
        return ()
    with within(county):
        rows = _named(Opening.objects.filter(person_id=by.person)).order_by("-asked_at", "-id")[:MOST]
        return tuple(_row(row, by=by, at=at) for row in rows)


def board(*, by: Actor, at: datetime) -> tuple[OpeningRow, ...]:
    """Openings of the reviewer's place: those that wait first, by when they are due, then the reviewed ones."""
    with within(by.area):
        rows = _named(Opening.objects.all()).order_by("-asked_at", "-id")[:MOST]
        shown = [_row(row, by=by, at=at) for row in rows]
    order = [rules.ASKED, rules.OVERDUE, rules.TO_REVIEW, rules.OPEN]
    return tuple(sorted(shown, key=lambda each: order.index(each.state) if each.state in order else len(order)))


def waiting(*, by: Actor, at: datetime) -> tuple[int, bool]:
    """How many openings ask something of the reviewer now, and whether one is overdue. One query, in the request's
    transaction."""
    ended = Q(until__lte=at) | Q(closed_at__isnull=False)
    asked = Q(opened_at=None, closed_at=None) if by.role == access.LEAD else Q(pk=None)
    with scope.of((by.area,)):
        rows = Opening.objects.filter((Q(opened_at__isnull=False, reviewed_at=None) & ended) | asked)
        due = list(rows.exclude(person__in=by.persons).values_list("review_due_on", flat=True)[:MOST])
    today = local_day(at)
    return len(due), any(day is not None and day < today for day in due)


def opened_this_month(*, person: int, at: datetime) -> int:
    """How often somebody broke a file open in this month, in the scope entered."""
    first = at.astimezone(SHANGHAI).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Opening.objects.filter(person_id=person, opened_at__gte=first).count()


def reader(uid: UUID, *, by: Actor, at: datetime) -> Actor:
    """The actor who reads under an opening of the own: that one person's file, nothing else and no act.

    Raises: UnknownOpening for one that is unknown, somebody else's, not let be, or ended.
    """
    county = access.county_of(by)
    if county is None or by.person is None or not access.may_open(by):
        raise UnknownOpening(uid)
    with within(county):
        row = Opening.objects.select_related("subject").filter(uid=uid, person_id=by.person).first()
        if row is None or state_of(row, at=at) != rules.OPEN:
            raise UnknownOpening(uid)
        return replace(by, cover=None, ranges=(row.area,), opening=audit.Opened(row.uid, row.subject.uid))


def one(uid: UUID, *, by: Actor, at: datetime) -> OpeningRow:
    """One opening of the own. Raises: UnknownOpening."""
    found = next((row for row in own(by=by, at=at) if row.uid == uid), None)
    if found is None:
        raise UnknownOpening(uid)
    return found


def posts_told(area: str, *, on: date) -> tuple[int, ...]:
    """The posts of the county that hear at once: its lead and its data officers."""
    return users.posts_in(area, roles=(access.LEAD, access.DATA_OFFICER), on=on)
