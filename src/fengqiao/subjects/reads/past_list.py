"""Who stood in the lists at the end of a past day: the state, the decision and the term as they were known then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Least

from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.kit.fields import starts_with
from fengqiao.kit.former import as_known
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Overlay, Subject, SubjectVersion
from fengqiao.subjects.reads.caseload import COUNTED_TO
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import row_with
from fengqiao.subjects.rules.states import RUNNING

ORDER = ("id",)


@record
class PastRow:
    """A person of that day. `is_by_dates`: the file was entered later, so its dates alone say that it belongs here and
    the state of the day, which has none, is not known."""

    row: SubjectRow
    is_by_dates: bool


@record
class PastCaseload:
    """One page, in the order in which the files were made, and how many there are up to a bound."""

    rows: tuple[PastRow, ...]
    next_cursor: str | None
    total: int
    total_is_more: bool


def caseload_at(
    *, by: Actor, on: date, then: datetime, state: str = "", office: str = "", after: str | None = None, size: int = 50
) -> PastCaseload:
    """The running files at a moment, the end of a day: four statements, whatever the number of files.

    Who may be told of whom is asked of today's row, never of the version (THREATS T14, T20). A state that is asked
    for leaves out the files that were entered later. Raises: kit.keyset.BadCursor.
    """
    people = _stood(visible(by).filter(starts_with("area", office)), on, then, state)
    page = keyset.page(people, order=ORDER, after=after, size=size)
    total = people.order_by()[: COUNTED_TO + 1].count()
    rows = tuple(_rows(page.rows, on, then))
    return PastCaseload(rows, page.next_cursor, min(total, COUNTED_TO), total > COUNTED_TO)


def _stood(people: QuerySet[Subject], on: date, then: datetime, state: str) -> QuerySet[Subject]:
    """Whose file ran at that moment: by what the file said, or for one made later by its dates."""
    former = SubjectVersion.objects.filter(of="subjects_subject", row=OuterRef("uid"), recorded_at__gt=then)
    told = former.order_by("version").annotate(told=KeyTextTransform("state", "before")).values("told")[:1]
    people = people.annotate(
        stood_as=Coalesce(Subquery(told, output_field=CharField()), F("state")),
        came_on=Least("documents_on", "arrived_on", "registered_on"),
    )
    known = Q(recorded_at__lte=then, stood_as__in=[state] if state else sorted(RUNNING))
    if state:
        return people.filter(known)
    by_dates = Q(recorded_at__gt=then, came_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))
    return people.filter(known | by_dates)


def _rows(people: Sequence[Subject], on: date, then: datetime) -> list[PastRow]:
    known = {each.pk for each in people if each.recorded_at <= then}
    overlays = list(Overlay.objects.filter(subject__in=known).order_by("first_day", "id"))
    rows: list[Any] = [*(each for each in people if each.pk in known), *overlays]
    versions = SubjectVersion.objects.filter(
        subject__in=known, of__in=("subjects_subject", "subjects_overlay"), recorded_at__gt=then
    )
    former = as_known(rows, versions, at=then)
    stood = {each.pk: each for each in former if isinstance(each, Subject)}
    lying: dict[int, list[str]] = {}
    for each in former:
        if isinstance(each, Overlay) and each.first_day <= on and (each.last_day is None or on <= each.last_day):
            lying.setdefault(each.subject_id, []).append(each.kind)
    return [
        PastRow(row_with(stood.get(each.pk, each), dict.fromkeys(lying.get(each.pk, ())), on), each.pk not in known)
        for each in people
    ]
