"""A relation is declared and from then on keeps an officer from a file; it ends by somebody else (回避, T77)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto
from fengqiao.kit.clock import local_day
from fengqiao.law.face import Text
from fengqiao.notices import face as notices
from fengqiao.subjects.access import Duty, UnknownSubject, visible
from fengqiao.subjects.actions.sentences import SamePerson
from fengqiao.subjects.actions.writing import NotYourAct, SubjectsError, change, lock, lock_by_uid, must
from fengqiao.subjects.models import Avoidance, Subject
from fengqiao.subjects.rules import avoidances as rules
from fengqiao.users import face as users


class NoSuchAvoidance(SubjectsError):
    """No such declaration for this viewer, or it has ended."""

    code = "no_such_avoidance"
    text = Text("该回避申报不存在或者已经解除。", "The declaration does not exist or has ended.")


class RelationMissing(SubjectsError):
    """Nobody can judge a relation that is not told."""

    code = "relation_missing"
    text = Text("请写明是什么关系。", "Say what the relation is.")
    field = "words"


@audit.act("subjects.declare_avoidance", about="result", record=("kind",))
def declare(
    *, uid: UUID, person: users.Officer | None, kind: str, words: str, request: UUID, by: Actor, at: datetime
) -> Avoidance:
    """Keep an officer from a file: oneself, or (`person`) a colleague by whoever answers for the office.

    The same person twice is once. Whoever leads there hears of it, so that somebody else takes the file over.
    Raises: UnknownSubject, NotYourAct, RelationMissing; ValueError for a kind that no rule knows.
    """
    if kind not in rules.KINDS:
        raise ValueError(kind)
    if len(words.strip()) < rules.LEAST_WORDS:
        raise RelationMissing
    subject = lock_by_uid(uid)
    if not visible(by).filter(pk=subject.pk).exists():
        raise UnknownSubject(uid)
    must(by, Duty.AVOID if person is None else Duty.LIFT_AVOIDANCE, area=subject.area)
    if person is not None and not areas.covers(by.area, person.area):
        raise NotYourAct(Duty.LIFT_AVOIDANCE)  # nobody shuts out whom they answer to
    assert by.person is not None
    whose, name = (by.person, by.name) if person is None else (person.person, person.name)
    held = Avoidance.objects.filter(subject=subject, person=whose, ended_on=None).first()
    if held is not None:
        return held
    made = Avoidance(
        uid=request, area=subject.area, subject=subject, person=whose, name=name, kind=kind,
        words_sealed=crypto.seal(words.strip(), table="subjects_avoidance", column="words", row=request),
        declared_by=by.person, declared_name=by.name, declared_on=local_day(at),
    )  # fmt: skip
    made.save(force_insert=True)
    _tell(made, subject, also=() if person is None else (person.post,), by=by, at=at)
    return made


def _tell(made: Avoidance, subject: Subject, *, also: tuple[int, ...], by: Actor, at: datetime) -> None:
    """Whoever leads the office, and whom somebody else has put on record."""
    concerned = {made.person, by.person}
    leads = [
        each.post for each in users.officers(subject.area, on=local_day(at))
        if each.person not in concerned and users.Right.DECIDE in users.ROLES[users.Role(each.role)].rights
    ]  # fmt: skip
    if leads or also:
        notices.tell_staff(
            by=by, at=at, area=subject.area, kind="avoidance", cause=made.uid, values={"colleague": made.name},
            posts=(*leads, *also),
        )  # fmt: skip


@audit.act("subjects.lift_avoidance", about="result", record=("reason",))
def lift(*, avoidance: UUID, reason: str, by: Actor, at: datetime) -> Avoidance:
    """End a declaration, with the reason: never by whoever it keeps away.

    Raises: NoSuchAvoidance, NotYourAct, SamePerson, RelationMissing, users.FactorNeeded.
    """
    found = Avoidance.objects.filter(uid=avoidance, subject__in=visible(by)).first()
    if found is None:
        raise NoSuchAvoidance
    subject = lock(found.subject_id)
    found.refresh_from_db()
    if found.ended_on is not None:
        raise NoSuchAvoidance
    must(by, Duty.LIFT_AVOIDANCE, area=subject.area)
    if found.person in by.persons:
        raise SamePerson
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    if len(reason.strip()) < rules.LEAST_WORDS:
        raise RelationMissing
    change(found, act=None, reason=reason.strip(), ended_by=by.person, ended_name=by.name, ended_on=local_day(at))
    return found
