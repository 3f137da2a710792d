"""How a fact is changed: the person locked, the next version, an act and a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from fengqiao.audit.face import Actor
from fengqiao.law.face import Text
from fengqiao.subjects.access import Duty, UnknownSubject, may, visible
from fengqiao.subjects.models import Subject, SubjectVersion, VersionedRow


class SubjectsError(Exception):
    """Something the office asked for cannot be. `code` is stable, `text` is for people.

    `field` names the field of a form that it is about, or is empty.
    """

    code: ClassVar[str] = "subjects_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")
    field: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.text.en


class NotYourAct(SubjectsError):
    """The post may not do this, though the person lies within reach."""

    code = "not_your_act"
    text = Text("此事项不属于您的岗位职责。", "This is not an act of your post.")


def must(by: Actor, duty: Duty, *, area: str) -> None:
    """Raises: NotYourAct."""
    if not may(by, duty, area=area):
        raise NotYourAct(duty)


def lock(subject_id: int) -> Subject:
    """The person, locked until the transaction ends: the first statement of every write about him or her.

    It gives one order of acts per person and keeps writers and a hand-over from blocking each other (DATABASE 6).
    Raises: UnknownSubject.
    """
    try:
        return Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
    except Subject.DoesNotExist:
        raise UnknownSubject(subject_id) from None


def lock_by_uid(uid: UUID) -> Subject:
    """The same, by the id that addresses carry. Raises: UnknownSubject."""
    try:
        return Subject.objects.select_for_update(no_key=True).get(uid=uid)
    except Subject.DoesNotExist:
        raise UnknownSubject(uid) from None


def lock_known(subject_id: int, by: Actor) -> Subject:
    """The same, for an act that somebody chose to do: also a minor's officers must have been named (THREATS T20).

    Raises: UnknownSubject.
    """
    person = lock(subject_id)
    if not visible(by).filter(pk=person.pk).exists():
        raise UnknownSubject(subject_id)
    return person


def lock_all(subject_ids: Iterable[int]) -> dict[int, Subject]:
    """Many people at once, by id, locked in the order of their keys, so that two who lock many never wait in a ring.

    Raises: UnknownSubject.
    """
    wanted = set(subject_ids)
    found = {one.pk: one for one in Subject.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    for unknown in sorted(wanted - found.keys()):
        raise UnknownSubject(unknown)
    return found


def lock_known_all(subject_ids: Iterable[int], by: Actor) -> dict[int, Subject]:
    """The same, for an act that somebody chose to do.

    Raises: UnknownSubject when the actor may not know of one of them.
    """
    found = lock_all(subject_ids)
    known = set(visible(by).filter(pk__in=found).values_list("pk", flat=True))
    for unknown in sorted(found.keys() - known):
        raise UnknownSubject(unknown)
    return found


def change(row: VersionedRow, *, act: UUID | None, reason: str, **values: Any) -> None:
    """Write the next version of a row; the database keeps the former one."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.act = act
    row.reason = reason
    row.save(update_fields=[*values, "version", "act", "reason"])


def is_done(row: VersionedRow, act: UUID) -> bool:
    """Whether this act has already changed this row, now or in a former version."""
    return row.act == act or SubjectVersion.objects.filter(act=act, row=row.uid).exists()
