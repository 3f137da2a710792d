"""What is counted for the levels above a county, and how the kept numbers are read."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Max, Min, Sum
from django.db.models.functions import Left

from fengqiao.casework import face as casework
from fengqiao.desk.models import Backlog, Charged, Missed, Tally
from fengqiao.kit.fields import starts_with
from fengqiao.procedures import face as procedures
from fengqiao.supervision import face as supervision

#: The people of one office of a large county; not added to those of the county.
HERE: Final = "here"
PEOPLE, STRICT, OPEN, OVER, SOON, WORST = "people", "strict", "open", "over", "soon", "worst"
DEADLINE, LEAVE, TERM = "deadline", "leave", "term"
#: Procedures whose limits have entries of their own in a calendar.
OWN_ENTRIES: Final = ("report",)
#: Unit: days before and after today on which things are counted.
BEFORE: Final = timedelta(days=62)
AFTER: Final = timedelta(days=800)
#: Unit: people. A county or an office with more reads kept numbers where the duties of each of them would have to be
#: worked out.
LARGE: Final = 600
#: The duties of a large county are worked out anew so often.
MISSED_EVERY: Final = timedelta(hours=4)


def by_place(length: int) -> dict[str, dict[str, int]]:
    """What stands now, by the first characters of the county's code, then by kind. One query."""
    rows = Tally.objects.filter(day=None).annotate(place=Left("area", length)).order_by()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for place, kind, total, most in rows.values_list("place", "kind").annotate(total=Sum("number"), most=Max("number")):
        found[place][kind] = most if kind == WORST else total
    return dict(found)


def by_day(first: date, last: date, *, office: str = "") -> dict[str, dict[date, int]]:
    """How many fall on each day, by kind. One query."""
    rows = Tally.objects.filter(kind__in=(DEADLINE, LEAVE, TERM), day__gte=first, day__lte=last).order_by()
    if office:
        rows = rows.filter(starts_with("area", office))
    found: dict[str, dict[date, int]] = {DEADLINE: {}, LEAVE: {}, TERM: {}}
    for kind, day, total in rows.values_list("kind", "day").annotate(total=Sum("number")):
        found[kind][day] = total
    return found


def is_large(area: str) -> bool:
    """Whether a county or an office holds so many people that its pages read kept numbers. One query."""
    rows = Tally.objects.filter(area=area, kind__in=(PEOPLE, HERE), day=None)
    row = rows.values_list("number", flat=True).first()
    return row is not None and row > LARGE


def missed(*, today: date) -> tuple[supervision.OfficerOverdue, ...]:
    """The reports, talks and visits that were missed when the county was last counted, the longest first. One query."""
    rows = Missed.objects.order_by("worst_on", "area", "name", "kind")
    return tuple(
        supervision.OfficerOverdue(
            row.area, row.officer, row.name, row.kind, supervision.KINDS[row.kind], row.number,
            (today - row.worst_on).days, supervision.basis_of(row.kind), (),
        )
        for row in rows
    )  # fmt: skip


Charges = dict[int | None, casework.Charge]
Loads = dict[int | None, procedures.Load]


def charged() -> tuple[Charges, Loads, datetime | None]:
    """People and work of each officer of a large county as last counted, and when: None before the first time, when
    nothing is kept. One query."""
    rows = tuple(Charged.objects.all())
    charges = {row.officer: casework.Charge(row.people, row.strict) for row in rows if row.people}
    loads = {row.officer: procedures.Load(row.open, row.over, row.soon, row.worst) for row in rows}
    return charges, loads, min((row.counted_at for row in rows), default=None)


def backlog(*, now: datetime, most: int = 200) -> tuple[procedures.BoardRow, ...]:
    """The overdue tasks of a city or a province as they were counted, the gravest and the latest first. One query."""
    keys = ("office", "actor", "procedure", "version", "step", "clock")
    groups = (
        Backlog.objects.order_by()
        .values_list(*keys)
        .annotate(count=Sum("number"), first=Min("oldest"), most=Max("weight"))
        .order_by("-most", "first", "office")[:most]
    )
    return tuple(procedures.board_row((office, None, *rest), now=now) for office, *rest in groups)


def missed_counted_at() -> datetime | None:
    """When they were counted; None when nothing is missed. One query."""
    found: datetime | None = Missed.objects.aggregate(first=Min("counted_at"))["first"]
    return found


def counted_at() -> datetime | None:
    """When the county that was counted longest ago was counted; None before the first time. One query."""
    found: datetime | None = Tally.objects.filter(kind=PEOPLE, day=None).aggregate(first=Min("counted_at"))["first"]
    return found
