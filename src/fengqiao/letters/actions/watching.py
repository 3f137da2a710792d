"""The timetable: an office is told of a letter that came, and of one whose receipt is overdue. A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.letters.models import Arrived, Sent
from fengqiao.notices import face as notices

MOST_AT_ONCE = 200


def look_after(*, over: Sequence[str], at: datetime) -> int:
    """Tell the offices of these places what they have not been told yet; how many letters. One place after another."""
    return sum(_place(area, at=at) for area in over)


def _place(area: str, *, at: datetime) -> int:
    by = audit.system("letters", ranges=(area,))
    with transaction.atomic(), scope.of(by.ranges):
        came = list(
            Arrived.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(told_at=None)
            .order_by("id")[:MOST_AT_ONCE]
        )
        overdue = list(
            Sent.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(receipt_on=None, answered_on=None, told_at=None, due_on__lt=local_day(at))
            .order_by("due_on", "id")[:MOST_AT_ONCE]
        )
        for row in came:
            _tell(row, "letter_received", office=_office_of(row), organ=row.from_name, by=by, at=at)
        for sent in overdue:
            _tell(sent, "letter_overdue", office=sent.sender, organ=sent.to_name, by=by, at=at)
        Arrived.objects.filter(pk__in=[row.pk for row in came]).update(told_at=at)
        Sent.objects.filter(pk__in=[row.pk for row in overdue]).update(told_at=at)
    return len(came) + len(overdue)


def _office_of(row: Arrived) -> str:
    """Who waits for it: an answer is for the institution that wrote first."""
    if row.reply_to is None:
        return row.area
    return Sent.objects.filter(uid=row.reply_to).values_list("sender", flat=True).first() or row.area


def _tell(row: Sent | Arrived, kind: str, *, office: str, organ: str, by: audit.Actor, at: datetime) -> None:
    notices.tell_staff(
        by=by, at=at, area=row.area, kind=kind, cause=row.uid, office=office, subject_id=row.subject_id,
        matter=row.matter, values={"letter": row.title, "organ": organ},
    )  # fmt: skip
