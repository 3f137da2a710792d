"""Lists of people: the caseload with its filters, rows by id, and totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Exists, Q, QuerySet

from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.kit.fields import among, starts_with
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Overlay, Subject
from fengqiao.subjects.reads.records import CaseloadPage, SubjectRow
from fengqiao.subjects.reads.rows import pre_discharge_days, rows_of
from fengqiao.subjects.rules.states import BEFORE_REGISTRATION, IN_HAND, PRE_DISCHARGE

# A total beyond this is shown as "more than": counting a province on a page costs what ten pages cost (DATABASE 4).
COUNTED_TO: Final = 1000
ORDERS: Final[Mapping[str, tuple[str, str]]] = {"": ("term_end", "id"), "-term_end": ("-term_end", "-id")}


@dataclass(frozen=True, slots=True)
class CaseloadFilters:
    """What a list asks for. Empty means all running files.

    `conditions` are `Exists(...)` over `OuterRef("pk")` that rooms above give: class, officer, open clock.
    """

    state: str = ""
    category: str = ""
    office: str = ""
    overlay: str = ""
    minor: bool | None = None
    ending_within_days: int | None = None
    ids: frozenset[int] | None = None
    conditions: tuple[Exists | Q, ...] = ()


def selection(*, by: Actor, today: date, filters: CaseloadFilters) -> QuerySet[Subject]:
    """The people that a list asks for, without order, for rooms above to compose."""
    people = visible(by)
    people = people.filter(state=filters.state) if filters.state else people.filter(running=True)
    if filters.category:
        people = people.filter(category=filters.category)
    if filters.office:
        people = people.filter(starts_with("area", filters.office))
    if filters.minor is not None:
        people = people.filter(minor=filters.minor)
    if filters.ending_within_days is not None:
        people = people.filter(term_end__lte=today + timedelta(days=filters.ending_within_days))
    if filters.overlay == PRE_DISCHARGE:
        near = today + timedelta(days=pre_discharge_days(by.area, on=today))
        people = people.filter(state__in=sorted(IN_HAND), term_end__lte=near)
    elif filters.overlay:
        lying = Overlay.objects.filter(Q(last_day=None) | Q(last_day__gte=today), kind=filters.overlay)
        people = people.filter(pk__in=lying.filter(first_day__lte=today).values("subject_id"))
    if filters.ids is not None:
        people = people.filter(among("pk", filters.ids))
    for condition in filters.conditions:
        people = people.filter(condition)
    return people


def caseload(
    *, by: Actor, today: date, filters: CaseloadFilters, after: str | None = None, size: int = 50,
    order: str = "",
) -> CaseloadPage:  # fmt: skip
    """One page, soonest end of term first or, by `order`, last. Three queries. Raises: kit.keyset.BadCursor."""
    people = selection(by=by, today=today, filters=filters)
    page = keyset.page(people, order=ORDERS[order], after=after, size=size)
    total = people.order_by()[: COUNTED_TO + 1].count()
    return CaseloadPage(rows_of(page.rows, today=today), page.next_cursor, min(total, COUNTED_TO), total > COUNTED_TO)


def rows(*, ids: Iterable[int], by: Actor, today: date) -> Mapping[int, SubjectRow]:
    """Records by id, of those whom the actor may know of. Two queries."""
    wanted = set(ids)
    people = list(visible(by).filter(among("pk", wanted))) if wanted else []
    return {row.id: row for row in rows_of(people, today=today)}


def being_received() -> Q:
    """A condition over subjects: notified, awaited or registered, with the induction still to come."""
    return Q(state__in=sorted((BEFORE_REGISTRATION - {"assessment_only"}) | {"registered"}))


def count_by_state(*, by: Actor) -> Mapping[str, int]:
    """How many people stand in each state. For township and county pages: it counts every row in scope."""
    counted = visible(by).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(counted)


def terms_by_day(first: date, last: date) -> Mapping[date, int]:
    """How many terms of running files end on each day, minors left out. One query."""
    ending = Subject.objects.filter(running=True, minor=False, term_end__gte=first, term_end__lte=last)
    return dict(ending.order_by().values_list("term_end").annotate(n=Count("pk")))


def known_ids(*, by: Actor, ids: Collection[int]) -> frozenset[int]:
    """Those of the ids whom the actor may know of."""
    return frozenset(visible(by).filter(among("pk", ids)).values_list("pk", flat=True))


def anybody() -> bool:
    """Whether the present scope holds any person at all."""
    return Subject.objects.exists()
