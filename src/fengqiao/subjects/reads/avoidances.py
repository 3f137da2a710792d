"""Declared relations: of one file, of a place, and those that touch what somebody read."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, keyset
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Avoidance
from fengqiao.subjects.reads.file import found
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import rows_of


@record(kw_only=True)
class AvoidanceRow:
    """Who keeps away from whose file, and why."""

    uid: UUID
    row: SubjectRow
    person: int
    name: str
    kind: str
    words: str = dataclasses.field(repr=False)
    declared_name: str
    declared_on: date
    ended_name: str
    ended_on: date | None


def avoidances_of(*, uid: UUID, by: Actor, today: date) -> tuple[AvoidanceRow, ...]:
    """The declarations about one file, the newest first. Raises: UnknownSubject."""
    person = found(uid, by)
    return _told(Avoidance.objects.filter(subject=person).select_related("subject").order_by("-id"), today)


def avoidances(
    *, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[AvoidanceRow, ...], str | None]:
    """The running declarations of the place that the viewer is not kept away by, the newest first, page by page."""
    rows = Avoidance.objects.filter(ended_on=None, subject__in=visible(by)).select_related("subject")
    page = keyset.page(rows, order=("-id",), after=after, size=size)
    return _told(page.rows, today), page.next_cursor


def _told(rows: Iterable[Avoidance], today: date) -> tuple[AvoidanceRow, ...]:
    listed = list(rows)
    people = rows_of([each.subject for each in listed], today=today)
    return tuple(
        AvoidanceRow(
            uid=each.uid, row=row, person=each.person, name=each.name, kind=each.kind,
            words=crypto.open_sealed(
                bytes(each.words_sealed), table="subjects_avoidance", column="words", row=each.uid
            ),
            declared_name=each.declared_name, declared_on=each.declared_on, ended_name=each.ended_name,
            ended_on=each.ended_on,
        )
        for each, row in zip(listed, people, strict=True)
    )  # fmt: skip


def avoided(person: int, subject_ids: Collection[int], *, on: date) -> frozenset[int]:
    """Which of these files the person was to keep away from on a day. The day of one's own declaration does not count:
    whoever declares has just looked."""
    rows = Avoidance.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), person=person, subject__in=subject_ids)
    own_that_day = Q(declared_on=on, declared_by=person)
    return frozenset(rows.filter(declared_on__lte=on).exclude(own_that_day).values_list("subject_id", flat=True))


def keeps_away(subject_id: int, *, by: Actor) -> bool:
    """Whether the actor has a relation to this person on record."""
    if by.person is None:
        return False
    return Avoidance.objects.filter(subject=subject_id, person=by.person, ended_on=None).exists()
