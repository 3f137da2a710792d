"""Lists of people: the caseload with its filters, rows by id, and totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Exists, Q, QuerySet

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.kit import keyset, scope, sql
from fengqiao.kit.fields import among, starts_with
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible, visible_condition
from fengqiao.subjects.models import Overlay, Subject
from fengqiao.subjects.reads.records import CaseloadPage, SubjectRow
from fengqiao.subjects.reads.rows import COLUMNS, Listed, pre_discharge_days, row_with
from fengqiao.subjects.rules.states import BEFORE_REGISTRATION, IN_HAND, PRE_DISCHARGE

# A total beyond this is shown as "more than": counting a province on a page costs what ten pages cost (DATABASE 4).
COUNTED_TO: Final = 1000
ORDERS: Final[Mapping[str, tuple[str, str]]] = {"": ("term_end", "id"), "-term_end": ("-term_end", "-id")}
SIZE_OF_SCOPE: Final = b"EXPLAIN SELECT FROM subjects_subject"
"""How many files a scope holds, as the planner expects; counts nobody (`kit.plans`)."""
_ORDERED: Final = {"": "term_end, id", "-term_end": "term_end DESC, id DESC"}


@record
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
    return _chosen(visible(by), by=by, today=today, filters=filters)


def _chosen(people: QuerySet[Subject], *, by: Actor, today: date, filters: CaseloadFilters) -> QuerySet[Subject]:
    people = people.filter(state=filters.state) if filters.state else people.filter(running=True)
    if filters.category:
        people = people.filter(category=filters.category)
    if office := _office_of(by, filters):
        people = people.filter(area=office)  # a file lies at the very code, never below: cheaper to ask than a range
    elif filters.office and not _is_all_of(by, filters.office):
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


def _office_of(by: Actor, filters: CaseloadFilters) -> str:
    """The one office that a list is about, or nothing."""
    place = filters.office or (by.ranges[0] if len(by.ranges) == 1 else "")
    return place if place and areas.level_of(place) is areas.Level.TOWNSHIP else ""


def _is_all_of(by: Actor, place: str) -> bool:
    """Whether a place says nothing that the scope does not say: asked as a condition, it only misleads the planner."""
    return len(by.ranges) == 1 and by.ranges[0].startswith(place)


# What lies over the states of the people who were read: asked once for all of them, not once for each candidate.
_LYING: Final = """
SELECT subject_id, array_agg(kind ORDER BY first_day, id) AS kinds FROM subjects_overlay
WHERE subject_id IN (SELECT id FROM page) AND first_day <= %s AND (last_day IS NULL OR last_day >= %s)
GROUP BY subject_id"""
_ROWS: Final = f"""
WITH page AS MATERIALIZED (SELECT {COLUMNS} FROM subjects_subject WHERE id = ANY(%s) AND {{condition}}),
     lying AS ({_LYING})
SELECT page.*, lying.kinds FROM page LEFT JOIN lying ON lying.subject_id = page.id"""
# One statement: the page, what lies over each person's state, and the total as far as it is counted. A line without a
# person comes alone, for the total of a page on which nobody is left.
_TOLD: Final = """
SELECT counted.total, page.*, lying.kinds
FROM counted LEFT JOIN page ON true LEFT JOIN lying ON lying.subject_id = page.id ORDER BY {order}
"""
# Chosen in the order of the list from an index that holds what lists ask for; only who is shown is fetched.
_PAGE: Final = f"""
WITH chosen AS MATERIALIZED (
  SELECT id AS person FROM subjects_subject WHERE {{condition}}{{after}} ORDER BY {{order}} LIMIT {{size}}),
     page AS MATERIALIZED (SELECT {COLUMNS} FROM chosen JOIN subjects_subject ON id = person),
     lying AS ({_LYING}),
     counted AS (SELECT count(*) AS total
                 FROM (SELECT 1 FROM subjects_subject WHERE {{condition}}{{within}} LIMIT {{most}}) AS one)
{_TOLD}"""
# Of one office everybody is read to be sorted, and so is counted from what was read.
_PAGE_OF_OFFICE: Final = f"""
WITH known AS MATERIALIZED (SELECT {COLUMNS} FROM subjects_subject WHERE {{condition}}),
     page AS MATERIALIZED (SELECT * FROM known WHERE true{{after}} ORDER BY {{order}} LIMIT {{size}}),
     lying AS ({_LYING}),
     counted AS (SELECT count(*) AS total FROM known)
{_TOLD}"""
# Of a county whoever fits a condition of another room is sought once, for the page and for the total.
_PAGE_OF_FEW: Final = f"""
WITH known AS MATERIALIZED (SELECT id, term_end FROM subjects_subject WHERE {{condition}}),
     chosen AS MATERIALIZED (
  SELECT id AS person FROM known WHERE true{{after}} ORDER BY {{order}} LIMIT {{size}}),
     page AS MATERIALIZED (SELECT {COLUMNS} FROM chosen JOIN subjects_subject ON id = person),
     lying AS ({_LYING}),
     counted AS (SELECT count(*) AS total FROM known)
{_TOLD}"""


def caseload(
    *, by: Actor, today: date, filters: CaseloadFilters, after: str | None = None, size: int = 50,
    order: str = "",
) -> CaseloadPage:  # fmt: skip
    """One page, soonest end of term first or, by `order`, last. One query. Raises: kit.keyset.BadCursor."""
    fields = ORDERS[order]
    following, start = keyset.after_row(fields, after)
    known = visible_condition(by)
    chosen = sql.condition(_chosen(Subject.objects.all(), by=by, today=today, filters=filters))
    condition, values = f"{known.text} AND {chosen.text}", (*known.values, *chosen.values)
    most = _counted_to(by, filters)
    within = _within(by)
    statement = _statement(by, filters)
    again = (*values, *within.values) if statement is _PAGE else ()
    # How many are asked for stands in the text: a plan that is kept must know that it may stop early.
    text = statement.format(
        condition=condition, after=following, order=_ORDERED[order], size=int(size) + 1, most=most + 1,
        within=within.text,
    )  # fmt: skip
    found = sql.listed(text, (*values, *start, today, today, *again))
    people = [(Listed._make(row[1:-1]), row[-1] or ()) for row in found if row[1] is not None]
    last = people[size - 1][0] if len(people) > size else None
    return CaseloadPage(
        rows=tuple(row_with(person, dict.fromkeys(lying), today) for person, lying in people[:size]),
        next_cursor=None if last is None else keyset.cursor_of(fields, (last.term_end, last.pk)),
        total=min(found[0][0], most),
        total_is_more=found[0][0] > most,
    )


def _statement(by: Actor, filters: CaseloadFilters) -> str:
    if _office_of(by, filters):
        return _PAGE_OF_OFFICE
    return _PAGE_OF_FEW if filters.conditions and by.level >= areas.Level.COUNTY else _PAGE


def _within(by: Actor) -> sql.Condition:
    """The one place of an actor once more, as a span of an index: the policy alone, two places joined by OR, makes the
    database collect all of them before it counts the first thousand."""
    if len(by.ranges) != 1 or not by.ranges[0]:
        return sql.Condition("", ())
    return sql.Condition(" AND area ~>=~ %s AND area ~<~ %s", scope.bounds(by.ranges[0]))


def _counted_to(by: Actor, filters: CaseloadFilters) -> int:
    """Conditions that rooms above give are asked for each candidate: above a county these are not counted so far."""
    return COUNTED_TO // 5 if filters.conditions and by.level < areas.Level.COUNTY else COUNTED_TO


def rows(*, ids: Iterable[int], by: Actor, today: date) -> Mapping[int, SubjectRow]:
    """Records by id, of those whom the actor may know of. One query, none for nobody."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    known = visible_condition(by)
    found = sql.listed(_ROWS.format(condition=known.text), (wanted, *known.values, today, today))
    return {row[0]: row_with(Listed._make(row[:-1]), dict.fromkeys(row[-1] or ()), today) for row in found}


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
