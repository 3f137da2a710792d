"""Named questions: what procedures ask about one person, and what lists ask about many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery

from fengqiao.casework.models import Injunction, Leave, ManagementClass, OfficerAssignment
from fengqiao.casework.rules import CANCELLED, GRANTED, UNSORTED
from fengqiao.kit import crypto, sql
from fengqiao.kit.fields import among, starts_with
from fengqiao.kit.records import record


@record
class LeaveSpan:
    """A leave that was granted and not cancelled; `last_day` is the real one once the holder is back."""

    first_day: date
    last_day: date
    matter: UUID
    uid: UUID
    places: tuple[str, ...]
    cause: str
    state: str
    returned_on: date | None
    granted_last_day: date


@record
class InjunctionArea:
    """An area that a person may not enter: the court's words, and the places as codes when they are known."""

    text: str = field(repr=False)
    areas: tuple[str, ...]


@record
class InjunctionRow:
    """One item of an injunction."""

    uid: UUID
    kind: str
    text: str = field(repr=False)
    areas: tuple[str, ...]
    first_day: date
    last_day: date | None
    source: str


@record
class UnsortedInjunction:
    """A text as a register gave it, and the items it was sorted into; none yet when `items` is empty."""

    original: InjunctionRow
    items: tuple[InjunctionRow, ...]


@record
class Officer:
    """Who is in charge of a person."""

    person: int
    name: str
    first_day: date


def _in_force(on: date) -> Q:
    return Q(first_day__lte=on) & (Q(last_day=None) | Q(last_day__gte=on))


def leave_span(leave: Leave) -> LeaveSpan:
    """A leave as a plain record."""
    return LeaveSpan(
        first_day=leave.first_day,
        last_day=leave.last_day,
        matter=leave.matter,
        uid=leave.uid,
        places=tuple(leave.places),
        cause=leave.cause,
        state=leave.state,
        returned_on=leave.returned_on,
        granted_last_day=leave.granted_last_day,
    )


def approved_leaves(*, subject_id: int, on: date) -> tuple[LeaveSpan, ...]:
    """Every leave that counts, oldest first, past and to come: the rolling sum looks both ways from any day."""
    return approved_leaves_of(subject_ids=(subject_id,), on=on)[subject_id]


def approved_leaves_of(*, subject_ids: Collection[int], on: date) -> dict[int, tuple[LeaveSpan, ...]]:
    """The same for many people, by id. One query."""
    found: dict[int, list[LeaveSpan]] = {subject: [] for subject in subject_ids}
    leaves = Leave.objects.filter(among("subject", found)).exclude(state=CANCELLED).order_by("first_day", "id")
    for leave in leaves:
        found[leave.subject_id].append(leave_span(leave))
    return {subject: tuple(spans) for subject, spans in found.items()}


def leaves_of(subject_id: int) -> tuple[LeaveSpan, ...]:
    """All leaves of a person, newest first, cancelled ones too: for the file."""
    return tuple(leave_span(leave) for leave in Leave.objects.filter(subject=subject_id).order_by("-first_day", "-id"))


def _text(row: Injunction) -> str:
    return crypto.open_sealed(bytes(row.text_sealed), table="casework_injunction", column="text", row=row.uid)


def injunction_areas(*, subject_id: int, on: date) -> tuple[InjunctionArea, ...]:
    """Areas under an injunction in force on a day. An item that nobody has sorted yet counts: it may be one."""
    return injunction_areas_of(subject_ids=(subject_id,), on=on)[subject_id]


def injunction_areas_of(*, subject_ids: Collection[int], on: date) -> dict[int, tuple[InjunctionArea, ...]]:
    """The same for many people, by id. One query."""
    found = _items_of(subject_ids, on)
    return {
        subject: tuple(InjunctionArea(_text(row), tuple(row.areas)) for row in rows if row.kind in ("area", UNSORTED))
        for subject, rows in found.items()
    }


def injunction_texts(*, subject_id: int, on: date) -> tuple[str, ...]:
    """What injunctions in force on a day forbid, in their own words."""
    return injunction_texts_of(subject_ids=(subject_id,), on=on)[subject_id]


def injunction_texts_of(*, subject_ids: Collection[int], on: date) -> dict[int, tuple[str, ...]]:
    """The same for many people, by id. One query."""
    return {subject: tuple(map(_text, rows)) for subject, rows in _items_of(subject_ids, on).items()}


def _items_of(subject_ids: Collection[int], on: date) -> dict[int, list[Injunction]]:
    found: dict[int, list[Injunction]] = {subject: [] for subject in subject_ids}
    rows = Injunction.objects.filter(among("subject", found), _in_force(on), superseded=False)
    for row in rows.order_by("id"):
        found[row.subject_id].append(row)
    return found


def injunctions_of(subject_id: int) -> tuple[InjunctionRow, ...]:
    """All items of a person's injunctions, for the file; a text that was sorted is there by its items."""
    rows = Injunction.objects.filter(subject=subject_id, superseded=False).order_by("first_day", "id")
    return tuple(injunction_row(row) for row in rows)


def injunctions_in_force(*, subject_id: int, on: date) -> int:
    """How many items of injunctions hold on a day. Unit: items."""
    return injunctions_in_force_of(subject_ids=(subject_id,), on=on)[subject_id]


def injunctions_in_force_of(*, subject_ids: Collection[int], on: date) -> dict[int, int]:
    """The same for many people, by id. One query."""
    rows = Injunction.objects.filter(among("subject", subject_ids), _in_force(on), superseded=False)
    counted = dict(rows.values_list("subject").annotate(Count("id")))
    return {subject: counted.get(subject, 0) for subject in subject_ids}


def injunctions_to_sort(subject_id: int) -> tuple[UnsortedInjunction, ...]:
    """The texts that came unsorted, each with the items it was sorted into so far. One query."""
    rows = list(Injunction.objects.filter(subject=subject_id).order_by("first_day", "id"))
    return tuple(
        UnsortedInjunction(
            injunction_row(row),
            tuple(injunction_row(item) for item in rows if item.sorted_from == row.uid and not item.superseded),
        )
        for row in rows
        if row.kind == UNSORTED
    )


def injunction_row(row: Injunction) -> InjunctionRow:
    """An item as a plain record, its words opened."""
    return InjunctionRow(row.uid, row.kind, _text(row), tuple(row.areas), row.first_day, row.last_day, row.source)


@record
class Standing:
    """The class of a person and who is in charge."""

    class_name: str = ""
    officer: Officer | None = None


_STANDING: Final = """
SELECT subject_id, first_day, id, class_name, NULL, NULL FROM casework_managementclass
WHERE subject_id = ANY(%(ids)s) AND first_day <= %(on)s AND (last_day IS NULL OR last_day >= %(on)s)
UNION ALL
SELECT subject_id, first_day, id, NULL, person, name FROM casework_officerassignment
WHERE subject_id = ANY(%(ids)s) AND first_day <= %(on)s AND (last_day IS NULL OR last_day >= %(on)s)
ORDER BY 2, 3"""


def standing_for(ids: Iterable[int], *, on: date) -> dict[int, Standing]:
    """What a list says of each person on a day: the class in force and who is in charge. One query."""
    classes: dict[int, str] = {}
    officers: dict[int, Officer] = {}
    for subject_id, first_day, _id, class_name, person, name in sql.rows(_STANDING, {"ids": list(set(ids)), "on": on}):
        if class_name is not None:
            classes[subject_id] = class_name
        else:
            officers[subject_id] = Officer(person, name, first_day)
    return {each: Standing(classes.get(each, ""), officers.get(each)) for each in {**classes, **officers}}


def classes_for(ids: Iterable[int], *, on: date) -> dict[int, str]:
    """The class in force on a day, by person. One query."""
    rows = ManagementClass.objects.filter(among("subject", ids), _in_force(on)).order_by("first_day", "id")
    return dict(rows.values_list("subject_id", "class_name"))


def officers_for(ids: Iterable[int], *, on: date) -> dict[int, Officer]:
    """Who is in charge on a day, by person. One query."""
    rows = OfficerAssignment.objects.filter(among("subject", ids), _in_force(on)).order_by("first_day", "id")
    return {row.subject_id: Officer(row.person, row.name, row.first_day) for row in rows}


def officer_of(*, on: date) -> Subquery:
    """For rows about a person (OuterRef "subject_id"): who is in charge on a day, or NULL."""
    rows = OfficerAssignment.objects.filter(_in_force(on), subject=OuterRef("subject_id"))
    return Subquery(rows.order_by("-first_day").values("person")[:1])


@record
class Charge:
    """How many people somebody is in charge of, and how many of them in the strict class."""

    people: int = 0
    strict: int = 0


def charge_by(key: Expression | F, *, on: date) -> dict[Any, Charge]:
    """People with an officer in charge, for each value of an expression over assignments. One query."""
    strict = ManagementClass.objects.filter(_in_force(on), subject=OuterRef("subject_id"), class_name="strict")
    rows = (
        OfficerAssignment.objects.filter(_in_force(on), subject__running=True)
        .annotate(key=key)
        .values_list("key")
        .annotate(people=Count("id"), strict=Count("id", filter=Exists(strict)))
        .order_by()
    )
    return {row[0]: Charge(row[1], row[2]) for row in rows}


def on_leave(ids: Iterable[int], *, on: date) -> dict[int, LeaveSpan]:
    """Who is away on a day with leave, by person. One query."""
    rows = Leave.objects.filter(among("subject", ids), _in_force(on), state=GRANTED).order_by("first_day", "id")
    return {row.subject_id: leave_span(row) for row in rows}


def leave_spans_of(ids: Iterable[int], *, since: date) -> dict[int, tuple[tuple[date, date], ...]]:
    """The days of leaves that count and end on or after a day, by person; both ends inside. One query."""
    found: dict[int, tuple[tuple[date, date], ...]] = {}
    rows = Leave.objects.filter(among("subject", ids), last_day__gte=since).exclude(state=CANCELLED)
    for subject_id, first, last in rows.order_by("first_day", "id").values_list("subject_id", "first_day", "last_day"):
        found[subject_id] = (*found.get(subject_id, ()), (first, last))
    return found


def leaves_ending(
    first: date, last: date, *, subject_ids: Collection[int] | None = None, office: str = "", most: int = 2000
) -> tuple[tuple[int, LeaveSpan], ...]:
    """Whose granted leave ends on one of these days, in their order. One query."""
    rows = _ending(first, last, office)
    if subject_ids is not None:
        rows = rows.filter(among("subject", subject_ids))
    return tuple((row.subject_id, leave_span(row)) for row in rows.order_by("last_day", "id")[:most])


def leaves_by_day(first: date, last: date, *, office: str = "") -> dict[date, int]:
    """How many granted leaves end on each of these days. One query."""
    return dict(_ending(first, last, office).values_list("last_day").annotate(n=Count("id")).order_by())


def _ending(first: date, last: date, office: str) -> QuerySet[Leave]:
    rows = Leave.objects.filter(state=GRANTED, last_day__gte=first, last_day__lte=last)
    return rows.filter(starts_with("area", office)) if office else rows


def people_of_officer(person: int, *, on: date) -> tuple[int, ...]:
    """Everybody an officer is in charge of on a day, by id. One query."""
    rows = OfficerAssignment.objects.filter(_in_force(on), person=person, subject__running=True)
    return tuple(rows.values_list("subject_id", flat=True))


def in_class(class_name: str, *, on: date) -> Exists:
    """A condition over a queryset of subjects: in this class on a day."""
    return Exists(ManagementClass.objects.filter(_in_force(on), subject=OuterRef("pk"), class_name=class_name))


def with_officer(person: int, *, on: date) -> Exists:
    """A condition over a queryset of subjects: this officer is in charge on a day."""
    return Exists(OfficerAssignment.objects.filter(_in_force(on), subject=OuterRef("pk"), person=person))


def away(*, on: date) -> Exists:
    """A condition over a queryset of subjects: away with leave on a day."""
    return Exists(Leave.objects.filter(_in_force(on), subject=OuterRef("pk"), state=GRANTED))
