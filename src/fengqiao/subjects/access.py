"""Who may know of whom, beyond what the area policy of the database already decides."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengqiao.audit.face import Actor
from fengqiao.subjects.models import NamedStaff, Subject


class UnknownSubject(LookupError):
    """No such person for this viewer: unknown, out of scope and not to be told of are one answer (THREATS T15)."""

    code = "unknown_subject"


# Posts that answer for a place, and the institution's own staff who prepare every decision there. Others know of a
# minor only when they were named for him or her.
_ANSWERS_FOR_MINORS: Final = frozenset(
    {"office_head", "county_staff", "county_lead", "bureau_head", "city_lead", "province_lead", "procurator"}
)
_SEES_PROTECTED: Final = frozenset({"office_head", "county_lead"})
_CONFIRMS: Final = frozenset({"office_head", "county_staff", "county_lead"})
_ANSWERS_CHECKS: Final = frozenset({"county_staff", "county_lead"})


def answers_for_minors(by: Actor) -> bool:
    """Whether the actor may know of every minor of the place.

    Law: Community Corrections Law arts 52-54 (staff chosen for minors; identity and archive are secret).
    """
    return by.account is None or any(s.role in _ANSWERS_FOR_MINORS for s in by.standings)


def may_see_protected(by: Actor) -> bool:
    """Whether victims, accusers and informants may be named to the actor, with a reason (THREATS 3.2, C5)."""
    return any(s.role in _SEES_PROTECTED for s in by.standings)


def may_confirm_corrections(by: Actor) -> bool:
    """Whether the actor may be the second person of a correction: the office's head, or the county institution."""
    return any(s.role in _CONFIRMS for s in by.standings)


def may_answer_checks(by: Actor) -> bool:
    """Whether the actor may say what the county found about a number held in two counties."""
    return any(s.role in _ANSWERS_CHECKS for s in by.standings)


def visible(by: Actor) -> QuerySet[Subject]:
    """The people whom the actor may know of, within the scope that the database enforces (T20)."""
    people = Subject.objects.all()
    if answers_for_minors(by):
        return people
    named = NamedStaff.objects.filter(subject=OuterRef("pk"), person__in=by.persons, last_day=None)
    return people.filter(Q(minor=False) | Exists(named))
