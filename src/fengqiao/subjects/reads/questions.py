"""What waits for an answer: corrections without their second person, and numbers that two counties hold."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Correction, CountyCheck
from fengqiao.subjects.reads.records import OpenCheck, WaitingCorrection
from fengqiao.subjects.reads.rows import rows_of
from fengqiao.subjects.rules.corrections import WAITING, unpacked

_ORDER = ("recorded_at", "id")


def open_checks(
    *, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[OpenCheck, ...], str | None]:
    """Numbers held in two counties without an answer, the oldest question first, and the cursor of the next page.

    Two queries. Raises: kit.keyset.BadCursor.
    """
    asked = CountyCheck.objects.filter(answer="", subject__in=visible(by)).select_related("subject")
    page = keyset.page(asked, order=_ORDER, after=after, size=size)
    people = rows_of([check.subject for check in page.rows], today=today)
    found = (
        OpenCheck(check.uid, row, check.other_county, check.recorded_at)
        for check, row in zip(page.rows, people, strict=True)
    )
    return tuple(found), page.next_cursor


def waiting_corrections(
    *, by: Actor, today: date, after: str | None = None, size: int = 50
) -> tuple[tuple[WaitingCorrection, ...], str | None]:
    """Corrections that wait for a second person, the oldest first, and the cursor of the next page.

    Two queries. Raises: kit.keyset.BadCursor.
    """
    page = keyset.page(_waiting(by), order=_ORDER, after=after, size=size)
    return _told(page.rows, today), page.next_cursor


def waiting_correction(*, uid: UUID, by: Actor, today: date) -> WaitingCorrection | None:
    """The correction of this person's decision that waits, or None. Two queries."""
    return next(iter(_told(tuple(_waiting(by).filter(subject__uid=uid)), today)), None)


def _waiting(by: Actor) -> QuerySet[Correction]:
    return Correction.objects.filter(state=WAITING, subject__in=visible(by)).select_related("subject")


def _told(corrections: tuple[Correction, ...], today: date) -> tuple[WaitingCorrection, ...]:
    people = rows_of([each.subject for each in corrections], today=today)
    return tuple(
        WaitingCorrection(
            uid=each.uid,
            row=row,
            name=each.name,
            proposed_by=each.person,
            at=each.recorded_at,
            cause=each.cause,
            paper=each.paper,
            paper_on=each.paper_on,
            based_on=each.based_on,
            sentence=unpacked(each.content),
        )
        for each, row in zip(corrections, people, strict=True)
    )
