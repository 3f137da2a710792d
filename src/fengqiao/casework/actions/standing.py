"""What stands about a person from a day on: the class, the officer in charge, injunctions; and their load."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework import facts
from fengqiao.casework.actions.writing import CaseworkError, change
from fengqiao.casework.models import Injunction, ManagementClass, OfficerAssignment
from fengqiao.casework.rules import CLASSES, INJUNCTION_KINDS, NewCasework, NewInjunction, NewOfficer
from fengqiao.kit import bulk, bus, crypto
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject

LOADED = "initial_load"


class UnknownClass(CaseworkError):
    """No such class of management, or a kind of injunction that does not exist."""

    code = "unknown_class"
    text = Text("没有此管理类别或禁止令种类。", "No such class or kind of injunction.")


class BeforeTheLast(CaseworkError):
    """It would begin before what holds now began."""

    code = "before_the_last"
    text = Text("起始日须晚于现行记录的起始日。", "It must begin after what holds now began.")


@audit.act("casework.load_class", about="result", record=("class_name", "first_day"))
def load_class(
    *, subject_id: int, class_name: str, first_day: date, by: Actor, at: datetime, source: str = LOADED
) -> ManagementClass:
    """The class of management from a day on. Saying again what holds changes nothing.

    Law: Community Corrections Law art. 24.
    Raises: UnknownSubject, UnknownClass, BeforeTheLast.
    """
    person = subjects.lock(subject_id)
    if class_name not in CLASSES:
        raise UnknownClass(class_name)
    now = ManagementClass.objects.filter(subject=person, last_day=None).first()
    if now is not None:
        if now.class_name == class_name:
            return now
        if first_day <= now.first_day:
            raise BeforeTheLast
        change(now, act=None, reason="followed by another", last_day=first_day - timedelta(days=1))
    row = _class(person.pk, person.area, class_name, first_day, source)
    row.save(force_insert=True)
    bus.announce(facts.ClassChanged(person.pk, person.area, class_name, first_day))
    return row


def _class(subject_id: int, area: str, class_name: str, first_day: date, source: str) -> ManagementClass:
    return ManagementClass(
        uid=new_id(), area=area, subject_id=subject_id, class_name=class_name, first_day=first_day, source=source
    )


@audit.act("casework.assign_officer", about="result", record=("person", "first_day"))
def assign_officer(
    *, subject_id: int, person: int, name: str, first_day: date, by: Actor, at: datetime, account: int | None = None
) -> OfficerAssignment:
    """Who is in charge from a day on; for a minor the officer is thereby named. Repeatable.

    Law: Community Corrections Law arts 10, 52.
    Raises: UnknownSubject, subjects.NotYourAct, BeforeTheLast.
    """
    subject = subjects.lock_known(subject_id, by)
    subjects.must(by, subjects.Duty.PUT_IN_CHARGE, area=subject.area)
    now = OfficerAssignment.objects.filter(subject=subject, last_day=None).first()
    if now is not None and now.person == person:
        return now
    if now is not None:
        if first_day <= now.first_day:
            raise BeforeTheLast
        change(now, act=None, reason="followed by another", last_day=first_day - timedelta(days=1))
    row = _officer(subject.pk, subject.area, NewOfficer(person, name, account), first_day)
    row.save(force_insert=True)
    former = now.person if now else None
    subjects.put_in_charge(subject_id=subject_id, person=person, former=former, first_day=first_day, by=by, at=at)
    bus.announce(facts.OfficerAssigned(subject.pk, subject.area, person, first_day))
    return row


def _officer(subject_id: int, area: str, officer: NewOfficer, first_day: date) -> OfficerAssignment:
    return OfficerAssignment(
        uid=new_id(), area=area, subject_id=subject_id, person=officer.person, account=officer.account,
        name=officer.name, first_day=first_day,
    )  # fmt: skip


@audit.act("casework.load_injunctions", record=("subject_id",))
def load_injunctions(
    *, subject_id: int, items: Sequence[NewInjunction], first_day: date, by: Actor, at: datetime
) -> tuple[Injunction, ...]:
    """Items of an injunction as a paper gives them. An item that is there already, word for word, is not repeated.

    Law: Criminal Law arts 38, 72; the injunction begins when surveillance or suspension begins.
    Raises: UnknownSubject, UnknownClass.
    """
    person = subjects.lock(subject_id)
    here = {_words(row) for row in Injunction.objects.filter(subject=person, last_day=None)}
    rows = [_injunction(person.pk, person.area, item, first_day) for item in items if item.text not in here]
    Injunction.objects.bulk_create(rows)
    return tuple(rows)


def _words(row: Injunction) -> str:
    return crypto.open_sealed(bytes(row.text_sealed), table="casework_injunction", column="text", row=row.uid)


def _injunction(subject_id: int, area: str, item: NewInjunction | str, first_day: date) -> Injunction:
    given = NewInjunction(item) if isinstance(item, str) else item
    if given.kind not in INJUNCTION_KINDS:
        raise UnknownClass(given.kind)
    uid = new_id()
    return Injunction(
        uid=uid, area=area, subject_id=subject_id, kind=given.kind, areas=list(given.areas), first_day=first_day,
        last_day=given.last_day, source=LOADED,
        text_sealed=crypto.seal(given.text, table="casework_injunction", column="text", row=uid),
    )  # fmt: skip


@audit.act("casework.load")
def load(*, items: Sequence[NewCasework], by: Actor, at: datetime) -> int:
    """Enter what an existing register says, for people just loaded; all or none. Returns the people written.

    A person of whom anything is here already is left as he or she is: the same file twice changes nothing.
    Raises: UnknownClass, subjects.NotYourAct.
    """
    for area in {item.area for item in items}:
        subjects.must(by, subjects.Duty.LOAD, area=area)
    ids = [item.subject_id for item in items]
    known = _known(ids)
    new = [item for item in items if item.subject_id not in known]
    _bulk(new, local_day(at))
    officers = [(item.subject_id, item.class_from, item.officer) for item in new if item.officer is not None]
    if officers:
        minors = set(Subject.objects.filter(pk__in=ids, minor=True).values_list("pk", flat=True))
        for subject, since, officer in officers:
            if subject in minors:
                day = since or local_day(at)
                subjects.name_staff(subject_id=subject, person=officer.person, first_day=day, by=by, at=at)
    return len(new)


def _known(ids: Sequence[int]) -> set[int]:
    """People of whom the room holds anything that a register says."""
    first, *others = (
        model._default_manager.filter(subject__in=ids).order_by().values_list("subject_id", flat=True)
        for model in (ManagementClass, OfficerAssignment, Injunction)
    )
    return set(first.union(*others))


def _bulk(items: Sequence[NewCasework], today: date) -> None:
    classes, officers, injunctions = [], [], []
    for item in items:
        if item.class_ and item.class_ not in CLASSES:
            raise UnknownClass(item.class_)
        since = item.class_from or today
        place = (item.subject_id, item.area)
        if item.class_:
            classes.append(_class(*place, item.class_, since, LOADED))
        if item.officer is not None:
            officers.append(_officer(*place, item.officer, since))
        injunctions += [_injunction(*place, given, since) for given in item.injunctions]
    for rows in (classes, officers, injunctions):
        bulk.insert(rows)
