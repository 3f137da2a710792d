"""Who may know of whom, beyond what the area policy of the database already decides."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.kit import sql
from fengqiao.subjects.models import Avoidance, NamedStaff, Subject
from fengqiao.users import face as users


class UnknownSubject(LookupError):
    """No such person for this viewer: unknown, out of scope and not to be told of are one answer (THREATS T15)."""

    code = "unknown_subject"


class Duty(StrEnum):
    """What is done to a file outside of the procedures, whose steps say themselves who acts."""

    KEEP_FILES = "keep_files"
    """A new file from a notice; corrections; the people of the case."""
    CONFIRM = "confirm"
    """The second person of a correction that is dated back: the office's head, or the county institution."""
    PUT_IN_CHARGE = "put_in_charge"
    """Another officer in charge; for a minor the officer is thereby named."""
    NAME_STAFF = "name_staff"
    """Who else may know of a minor."""
    ANSWER_CHECK = "answer_check"
    """What the county found about a number that another county holds too."""
    REVEAL = "reveal"
    """A masked value in full, for a reason that is kept."""
    OPEN_SEALED = "open_sealed"
    """The closed archive of a minor, for a judicial case or a query by state rules (Law art. 54)."""
    ARRANGE = "arrange"
    """When the person is met next: an hour for a report, a talk or a visit."""
    GIVE_COPY = "give_copy"
    """A copy of all data about the person, to the person, the guardian or an agent."""
    ANSWER_REQUEST = "answer_request"
    """The answer to somebody who asked that his or her data be put right; never by who received it."""
    JOIN_FILES = "join_files"
    """Two files of one human joined into one, and separated again; never by one person alone."""
    RETAIN = "retain"
    """Holds, and the destruction of what has reached its time; never by one person alone."""
    AVOID = "avoid"
    """A declared relation of one's own (回避申报): every post that sees the file."""
    LIFT_AVOIDANCE = "lift_avoidance"
    """A colleague's relation put on record, or its end; never by whoever it keeps away."""
    LOAD = "load"
    """An existing register enters once."""


def _holding(right: users.Right) -> frozenset[str]:
    return frozenset(role for role, info in users.ROLES.items() if right in info.rights)


# One table for the acts and for the pages' buttons. Law: Community Corrections Law arts 10 (who works on a case),
# 52 (staff for minors); ARCHITECTURE 3, 5.
_POSTS: Final[Mapping[Duty, frozenset[str]]] = {
    Duty.KEEP_FILES: _holding(users.Right.WORK_CASES),
    Duty.CONFIRM: frozenset({"office_head", "county_staff", "county_lead"}),
    Duty.PUT_IN_CHARGE: frozenset({"office_head", "county_staff", "county_lead"}),
    Duty.NAME_STAFF: frozenset({"county_lead"}),
    Duty.ANSWER_CHECK: frozenset({"county_staff", "county_lead"}),
    Duty.REVEAL: _holding(users.Right.REVEAL),
    Duty.OPEN_SEALED: frozenset({"county_lead"}),
    Duty.GIVE_COPY: frozenset({"office_head", "county_staff", "county_lead"}),
    Duty.ANSWER_REQUEST: frozenset({"office_head", "county_staff", "county_lead"}),
    Duty.JOIN_FILES: frozenset({"county_staff", "county_lead"}),
    Duty.RETAIN: frozenset({"county_staff", "county_lead"}),
    Duty.ARRANGE: _holding(users.Right.WORK_CASES),
    Duty.AVOID: _holding(users.Right.SEE_CASES),
    Duty.LIFT_AVOIDANCE: frozenset({"office_head", "county_staff", "county_lead"}),
    Duty.LOAD: _holding(users.Right.LOAD_REGISTER),
}


def may(by: Actor, duty: Duty, *, area: str) -> bool:
    """Whether a post of the actor, the own or a covered one, has this duty over files of `area`.

    The program itself has it while it makes a demonstration or an installation, and no other purpose has.
    """
    if by.account is None:
        return users.is_setting_up(by)
    return any(each.role in _POSTS[duty] and areas.covers(each.area, area) for each in by.standings)


# Posts that answer for a place, and the institution's own staff who prepare every decision there. Others know of a
# minor only when they were named for him or her.
_ANSWERS_FOR_MINORS: Final = frozenset(
    {"office_head", "county_staff", "county_lead", "bureau_head", "city_lead", "province_lead", "procurator"}
)
_SEES_PROTECTED: Final = frozenset({"office_head", "county_lead"})


def answers_for_minors(by: Actor) -> bool:
    """Whether the actor may know of every minor of the place.

    Law: Community Corrections Law arts 52-54 (staff chosen for minors; identity and archive are secret).
    """
    return by.account is None or any(s.role in _ANSWERS_FOR_MINORS for s in by.standings)


def may_see_protected(by: Actor) -> bool:
    """Whether victims, accusers and informants may be named to the actor, with a reason (THREATS 3.2, C5)."""
    return any(s.role in _SEES_PROTECTED for s in by.standings)


def visible(by: Actor) -> QuerySet[Subject]:
    """The people whom the actor may know of, within the scope that the database enforces (T20).

    Under an emergency access that is the one person whose file was broken open, and nobody else (T34). Whoever has
    declared a relation to somebody knows nothing of the file, by whatever post or access (回避, T77).
    """
    return _people(*_asking(by))


def visible_condition(by: Actor) -> sql.Condition:
    """The same as a condition for a list's own statement. What it says is written once for each kind of asking; who
    asks stands in its values."""
    person, opened, named = _asking(by)
    text, marks = _written(person is None, opened is None, None if named is None else len(named))
    values: dict[Any, Any] = {_PERSON: person, _OPENED: opened, **dict(enumerate(named or (), _PERSON + 1))}
    return sql.Condition(text, tuple(values.get(mark, mark) for mark in marks))


Asking = tuple[int | None, UUID | None, tuple[int, ...] | None]
# Stand for whoever asks while the condition is written; no person and no file has them. Persons named for minors are
# counted on from the first.
_PERSON: Final = -(2**62)
_OPENED: Final = UUID(int=0)


def _asking(by: Actor) -> Asking:
    """Whom declared relations keep away; the one file broken open; the persons named for minors, None for all."""
    opened = None if by.opening is None else by.opening.subject
    answers = opened is not None or answers_for_minors(by)
    return by.person, opened, None if answers else tuple(sorted(by.persons))


def _people(person: int | None, opened: UUID | None, named: tuple[int, ...] | None) -> QuerySet[Subject]:
    people = Subject.objects.all()
    if person is not None:
        kept_away = Avoidance.objects.filter(person=person, ended_on=None)
        people = people.exclude(pk__in=kept_away.values("subject_id"))
    if opened is not None:
        return people.filter(uid=opened)
    if named is None:
        return people
    among_named = NamedStaff.objects.filter(subject=OuterRef("pk"), person__in=named, last_day=None)
    return people.filter(Q(minor=False) | Exists(among_named))


@lru_cache(maxsize=32)
def _written(nobody: bool, nothing_opened: bool, named: int | None) -> tuple[str, tuple[Any, ...]]:
    persons = None if named is None else tuple(range(_PERSON + 1, _PERSON + 1 + named))
    people = _people(None if nobody else _PERSON, None if nothing_opened else _OPENED, persons)
    written = sql.condition(people)
    return written.text, written.values
