"""Who works on a letter, and which letters an organ that only reads is shown."""

from __future__ import annotations

from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.letters.errors import NotYourLetter
from fengqiao.letters.models import Arrived, Sent
from fengqiao.users import face as users

PROCURATORATE = "procuratorate"


def works_on(by: Actor, area: str) -> bool:
    """Whether a post of the actor, the own or a covered one, works on cases where a letter lies."""
    return users.has_in(by, users.Right.WORK_CASES, area)


def must_work_on(by: Actor, row: Sent | Arrived) -> None:
    """Raises: NotYourLetter."""
    if not works_on(by, row.area):
        raise NotYourLetter


def sends_for(by: Actor, *, own: str, area: str) -> bool:
    """Whether the actor sends letters of this institution about cases of this place."""
    return works_on(by, area) and any(each.area == own for each in by.standings)


def must_send_for(by: Actor, row: Sent) -> None:
    """Raises: NotYourLetter."""
    if not sends_for(by, own=row.sender, area=row.area):
        raise NotYourLetter


def shown_to(by: Actor) -> Q:
    """Which sent letters the actor is shown, within the scope that the database enforces.

    A procurator reads what was sent to the procuratorate of the own place, and no other letter.
    Law: Community Corrections Law art. 8; the matrix of copies.
    """
    if by.account is not None and all(each.role == users.Role.PROCURATOR for each in by.standings):
        return Q(to_kind=PROCURATORATE, to_area__in={each.area for each in by.standings})
    return Q()


def reads_arrived(by: Actor) -> bool:
    """Whether the actor is shown letters that came: whoever works on cases."""
    return by.account is None or users.has(by, users.Right.WORK_CASES)
