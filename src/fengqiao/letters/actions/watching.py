"""The timetable: what nothing holds back any more goes out; an office is told of a letter that came, of one that waits
too long for its seal, and of one whose receipt is overdue. A person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.letters.actions.going_out import leave
from fengqiao.letters.models import Arrived, Sent
from fengqiao.notices import face as notices

Row = TypeVar("Row", Sent, Arrived)
MOST_AT_ONCE = 200


def look_after(*, over: Sequence[str], at: datetime) -> int:
    """Send what is ready, and tell the offices of these places what they have not been told yet; how many letters. One
    place after another."""
    return sum(_place(area, at=at) for area in over)


def _place(area: str, *, at: datetime) -> int:
    by = audit.system("letters", ranges=(area,))
    with transaction.atomic(), scope.of(by.ranges):
        gone = sum(leave(row, at=at) for row in _locked(Sent, _READY))
        came = _locked(Arrived, Q(told_at=None))
        slow = [row for row in _locked(Sent, _PREPARED & Q(told_at=None)) if local_day(at) > _should_be_out(row)]
        overdue = _locked(Sent, _WAITING & Q(told_at=None, due_on__lt=local_day(at)))
        for row in came:
            _tell(row, "letter_received", office=_office_of(row), organ=row.from_name, by=by, at=at)
        for each in slow:
            _tell(each, "letter_unsent", office=each.sender, organ=each.to_name, by=by, at=at)
        for sent in overdue:
            _tell(sent, "letter_overdue", office=sent.sender, organ=sent.to_name, by=by, at=at)
        Arrived.objects.filter(pk__in=[row.pk for row in came]).update(told_at=at)
        Sent.objects.filter(pk__in=[row.pk for row in (*slow, *overdue)]).update(told_at=at)
    return gone + len(came) + len(slow) + len(overdue)


_PREPARED = Q(sent_on=None, dropped_on=None)
_READY = _PREPARED & Q(waits_for=[], held=False)
_WAITING = Q(sent_on__isnull=False, receipt_on=None, answered_on=None)


def _locked(model: type[Row], which: Q) -> list[Row]:
    found = model._default_manager.select_for_update(no_key=True, skip_locked=True)
    return list(found.filter(which).order_by("id")[:MOST_AT_ONCE])


def _should_be_out(row: Sent) -> date:
    """The last day on which nobody need be told that a letter still waits."""
    day = law.due("letters.seal_wd", start=row.written_on, area=row.sender).last_good_day
    assert day is not None
    return day


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
