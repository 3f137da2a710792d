"""What procedures had established about a person at the end of a past day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeVar

from fengqiao.casework.models import (
    CaseworkVersion,
    CorrectionGroup,
    GroupMember,
    Injunction,
    Leave,
    ManagementClass,
    OfficerAssignment,
    Plan,
)
from fengqiao.casework.reads import InjunctionRow, LeaveSpan, injunction_row, leave_span
from fengqiao.casework.reads.beginning import name_of, plan_row
from fengqiao.casework.rules import CANCELLED
from fengqiao.casework.rules.plans import PlanRow
from fengqiao.kit.former import as_known
from fengqiao.kit.records import record

_TABLES = (ManagementClass, OfficerAssignment, Injunction, Leave, CorrectionGroup, GroupMember, Plan)
Row = TypeVar("Row")


@record
class PastMember:
    """One member of the group of that day."""

    name: str
    role: str
    kind: str
    first_day: date


@record
class PastCasework:
    """Class, officer in charge, injunctions, leave of the day, group and plan in force."""

    class_name: str
    officer: str
    injunctions: tuple[InjunctionRow, ...]
    leave: LeaveSpan | None
    group_formed_on: date | None
    members: tuple[PastMember, ...]
    plan: PlanRow | None


def casework_at(*, subject_id: int, on: date, then: datetime | None) -> PastCasework:
    """What held on a day as known at a moment; without one, by the dates as they are known now. Eight queries."""
    rows: Iterable[Any] = chain.from_iterable(
        table._default_manager.filter(subject=subject_id).order_by("id") for table in _TABLES
    )
    if then is not None:
        rows = as_known(rows, CaseworkVersion.objects.filter(subject=subject_id, recorded_at__gt=then), at=then)
    known = tuple(rows)
    group = next((each for each in _of(known, CorrectionGroup) if each.last_day is None or each.last_day > on), None)
    held = [each for each in known if not isinstance(each, CorrectionGroup) and _holds(each, on)]
    classes, officers, plans = _of(held, ManagementClass), _of(held, OfficerAssignment), _of(held, Plan)
    leaves = [each for each in _of(held, Leave) if each.state != CANCELLED]
    formed_on = group.formed_on if group and group.formed_on and group.formed_on <= on else None
    return PastCasework(
        class_name=classes[-1].class_name if classes else "",
        officer=officers[-1].name if officers else "",
        injunctions=tuple(injunction_row(each) for each in _of(held, Injunction) if not each.superseded),
        leave=leave_span(leaves[-1]) if leaves else None,
        group_formed_on=formed_on,
        members=tuple(_member(each) for each in _of(held, GroupMember) if group and each.group == group.uid),
        plan=plan_row(plans[-1]) if plans else None,
    )


@record
class PastCharge:
    """Class and officer in charge of one person on a day; empty where none held."""

    class_name: str = ""
    officer: str = ""


def charges_at(*, known: Iterable[int], by_dates: Iterable[int], on: date, then: datetime) -> Mapping[int, PastCharge]:
    """Class and officer of many people on a day, by person: as known at a moment, of those `by_dates` as their dates
    are known now. Three queries."""
    sure = set(known)
    everybody = sure | set(by_dates)
    tables = (ManagementClass, OfficerAssignment)
    rows: list[Any] = [row for table in tables for row in table._default_manager.filter(subject__in=everybody)]
    versions = CaseworkVersion.objects.filter(
        subject__in=sure, of__in=[table._meta.db_table for table in tables], recorded_at__gt=then
    )
    told = as_known((row for row in rows if row.subject_id in sure), versions, at=then)
    held = [row for row in (*told, *(row for row in rows if row.subject_id not in sure)) if _holds(row, on)]
    held.sort(key=lambda row: (row.first_day, row.pk))
    classes = {row.subject_id: row.class_name for row in _of(held, ManagementClass)}
    officers = {row.subject_id: row.name for row in _of(held, OfficerAssignment)}
    return {pk: PastCharge(classes.get(pk, ""), officers.get(pk, "")) for pk in everybody}


def _of(rows: Iterable[Any], kind: type[Row]) -> list[Row]:
    return [each for each in rows if isinstance(each, kind)]


def _holds(row: Any, on: date) -> bool:
    """Whether a day lies inside the days of a row, both ends inside; a member is gone on the last day already."""
    if row.first_day > on:
        return False
    return row.last_day is None or (row.last_day > on if isinstance(row, GroupMember) else on <= row.last_day)


def _member(row: GroupMember) -> PastMember:
    return PastMember(name_of(row), row.role, row.kind, row.first_day)
