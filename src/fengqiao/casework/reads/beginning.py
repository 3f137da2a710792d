"""Groups, inductions, plans and classes of one person, and who is due for a review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from fengqiao.casework.models import CorrectionGroup, GroupMember, Induction, ManagementClass, Plan
from fengqiao.casework.rules.classes import period_ended
from fengqiao.casework.rules.groups import Group, Member
from fengqiao.casework.rules.plans import PlanRow
from fengqiao.kit import crypto, plans
from fengqiao.kit.fields import among
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.subjects import face as subjects


@record
class ClassSpan:
    """A class and the days on which it held; both are inside."""

    class_name: str
    first_day: date
    last_day: date | None


def name_of(row: GroupMember) -> str:
    """The name of a member, opened."""
    return crypto.open_sealed(bytes(row.name_sealed), table="casework_groupmember", column="name", row=row.uid)


def correction_group(*, subject_id: int, on: date) -> Group:
    """The group and its members at the end of a day. Contacts whom the case protects are known by their name."""
    return correction_group_of(subject_ids=(subject_id,), on=on)[subject_id]


def correction_group_of(*, subject_ids: Collection[int], on: date) -> dict[int, Group]:
    """The same for many people, by id. Three queries, of people without a group one."""
    groups = CorrectionGroup.objects.filter(among("subject", subject_ids), last_day=None).order_by("-id")
    running = {row.subject_id: row for row in groups}
    if not running:
        return {subject: Group() for subject in subject_ids}
    staying = Q(last_day=None) | Q(last_day__gt=on)
    rows = GroupMember.objects.filter(staying, among("subject", running), first_day__lte=on).order_by("id")
    protected = subjects.protected_names_of(subject_ids=running)
    members: dict[int, list[Member]] = {subject: [] for subject in running}
    for row in rows:
        if row.group == running[row.subject_id].uid:
            members[row.subject_id].append(_member(row, protected[row.subject_id]))
    return {
        subject: _group(running[subject], members[subject], on) if subject in running else Group()
        for subject in subject_ids
    }


def _group(row: CorrectionGroup, members: Iterable[Member], on: date) -> Group:
    return Group(row.formed_on if row.formed_on and row.formed_on <= on else None, tuple(members))


def _member(row: GroupMember, protected: frozenset[str]) -> Member:
    name = name_of(row)
    return Member(
        uid=row.uid, name=name, kind=row.kind, role=row.role, sex=row.sex, knows_minors=row.knows_minors,
        has_violence=row.has_violence, first_day=row.first_day, is_protected=name in protected, phone=_phone_of(row),
    )  # fmt: skip


def _phone_of(row: GroupMember) -> str:
    if row.phone_sealed is None:
        return ""
    return crypto.open_sealed(bytes(row.phone_sealed), table="casework_groupmember", column="phone", row=row.uid)


def inducted_on(*, subject_id: int, on: date) -> date | None:
    """The day of the announced induction; None before it, and for those inducted before this system."""
    row = Induction.objects.filter(subject=subject_id, announced_on__lte=on).order_by("-announced_on", "-id").first()
    return row.announced_on if row else None


def inductions_of(ids: Collection[int]) -> dict[int, date]:
    """The day of the announced induction, by person; who was inducted before this system is absent. One query."""
    rows = Induction.objects.filter(among("subject", ids)).order_by("announced_on", "id")
    return dict(rows.values_list("subject_id", "announced_on"))


def plans_of(subject_id: int) -> tuple[PlanRow, ...]:
    """Every version of a person's plan, the newest first."""
    return tuple(plan_row(row) for row in Plan.objects.filter(subject=subject_id).order_by("-number"))


def plan_in_force(*, subject_id: int, on: date) -> PlanRow | None:
    """The version in force on a day, or none."""
    return plan_in_force_of(subject_ids=(subject_id,), on=on)[subject_id]


def plan_in_force_of(*, subject_ids: Collection[int], on: date) -> dict[int, PlanRow | None]:
    """The same for many people, by id. One query."""
    in_force = Q(last_day=None) | Q(last_day__gte=on)
    rows = Plan.objects.filter(in_force, among("subject", subject_ids), first_day__lte=on).order_by("number")
    newest = {row.subject_id: row for row in rows}
    return {subject: plan_row(newest[subject]) if subject in newest else None for subject in subject_ids}


def plan_row(row: Plan) -> PlanRow:
    """A plan as a plain record, its texts opened."""
    texts = {
        name: crypto.open_sealed(bytes(getattr(row, f"{name}_sealed")), table="casework_plan", column=name, row=row.uid)
        for name in ("assessment", "psychology", "supervision", "support")
    }
    return PlanRow(
        uid=row.uid, number=row.number, cause=row.cause, adopted_by=row.adopted_by, first_day=row.first_day,
        last_day=row.last_day, review_by=row.review_by, **texts,
    )  # fmt: skip


def plans_to_review(*, until: date) -> Iterator[tuple[int, date, dict[str, Any]]]:
    """Whose plan must be reviewed by a day: person, last good day, and what the adjustment then says. One query."""
    rows = Plan.objects.filter(last_day=None, review_by__lte=until, subject__state="in_correction")
    for subject_id, review_by in rows.values_list("subject_id", "review_by").order_by("review_by", "id"):
        yield subject_id, review_by, {"cause": "review", "review_by": review_by.isoformat()}


def class_history(*, subject_id: int, on: date) -> tuple[ClassSpan, ...]:
    """Every class a person was in by a day, the oldest first; the last one holds."""
    rows = ManagementClass.objects.filter(subject=subject_id, first_day__lte=on).order_by("first_day", "id")
    return tuple(ClassSpan(row.class_name, row.first_day, row.last_day) for row in rows)


def class_spans_of(ids: Collection[int]) -> dict[int, tuple[ClassSpan, ...]]:
    """Every class of many people, the oldest first, by person. One query."""
    found: dict[int, tuple[ClassSpan, ...]] = {}
    rows = ManagementClass.objects.filter(among("subject", ids)).order_by("first_day", "id")
    for subject_id, name, first, last in rows.values_list("subject_id", "class_name", "first_day", "last_day"):
        found[subject_id] = (*found.get(subject_id, ()), ClassSpan(name, first, last))
    return found


def class_history_of(*, subject_ids: Iterable[int], on: date) -> dict[int, tuple[ClassSpan, ...]]:
    """The same for many people, by id. One query."""
    found: dict[int, list[ClassSpan]] = {subject: [] for subject in subject_ids}
    for row in ManagementClass.objects.filter(among("subject", found)).order_by("first_day", "id"):
        found[row.subject_id].append(ClassSpan(row.class_name, row.first_day, row.last_day))
    return {subject: tuple(spans) for subject, spans in found.items()}


def inducted_on_of(*, subject_ids: Iterable[int], on: date) -> dict[int, date | None]:
    """The day of the announced induction of many people, by id. One query."""
    found: dict[int, date | None] = dict.fromkeys(subject_ids)
    rows = Induction.objects.filter(among("subject", found)).order_by("announced_on", "id")
    found.update(rows.values_list("subject_id", "announced_on"))
    return found


def in_class_since(class_name: str, *, after: date, until: date, most: int) -> tuple[int, ...]:
    """Who under correction has been in a class since one of these days, the longest first. One query."""
    rows = ManagementClass.objects.filter(
        class_name=class_name, last_day=None, first_day__gt=after, first_day__lte=until,
        subject__state="in_correction",
    )  # fmt: skip
    with plans.anew():
        return tuple(rows.order_by("first_day", "subject_id").values_list("subject_id", flat=True)[:most])


def class_reviews_due(*, on: date, area: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Whose class is to be reviewed for the period that ended last. One query for a county.

    Only people who were in a class through the whole of it, and only while the review can still be in time: what
    ended longer ago was another system's to review. Law: parameters classification.review_months and CLS-2.
    """
    months = law.param("classification.review_months", on=on, area=area).number
    name, first, last = period_ended(on, months=months)
    limit = law.due("CLS-2", start=last, area=area).last_good_day
    if limit is None or on > limit:
        return
    rows = ManagementClass.objects.filter(last_day=None, first_day__lte=first, subject__state="in_correction")
    for subject_id in rows.values_list("subject_id", flat=True).order_by("subject_id"):
        yield subject_id, name, {"kind": "review", "period_end": last.isoformat()}
