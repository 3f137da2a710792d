"""The correction group: members found, the group formed, a member gone. Effects of procedures, repeatable by `act`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework.actions.writing import CaseworkError, change
from fengqiao.casework.models import CorrectionGroup, GroupMember
from fengqiao.casework.reads.beginning import name_of
from fengqiao.casework.rules.groups import NewMember
from fengqiao.kit import crypto
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import face as subjects


class NoSuchMember(CaseworkError):
    """Nobody of this name is a member of the group now."""

    code = "no_such_member"
    text = Text("矫正小组现任成员中没有此人。", "Nobody of this name is a member of the group now.")


@audit.act("casework.add_member", about="result", record=("matter", "first_day"))
def add_member(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    member: NewMember,
    first_day: date,
) -> GroupMember:
    """Somebody is named for the group; the first name begins it. Whether the group is whole is the check's answer.

    Law: Community Corrections Law art. 25; Measures art. 19. Raises: UnknownSubject.
    """
    person = subjects.lock(subject_id)
    done = GroupMember.objects.filter(made_by=act).first()
    if done is not None:
        return done
    group = CorrectionGroup.objects.filter(subject=person, last_day=None).first()
    if group is None:
        group = CorrectionGroup.objects.create(
            uid=new_id(), area=person.area, subject=person, act=act, matter=matter, made_by=act
        )
    uid, table = new_id(), "casework_groupmember"
    phone = crypto.seal(member.phone, table=table, column="phone", row=uid) if member.phone else None
    return GroupMember.objects.create(
        uid=uid, area=person.area, subject=person, act=act, made_by=act, group=group.uid, kind=member.kind,
        role=member.role, sex=member.sex, knows_minors=member.knows_minors, has_violence=member.has_violence,
        user=member.user, first_day=first_day, phone_sealed=phone,
        name_sealed=crypto.seal(member.name, table=table, column="name", row=uid),
    )  # fmt: skip


@audit.act("casework.end_member", about="result", record=("matter", "last_day"))
def end_member(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, name: str, last_day: date
) -> GroupMember:
    """A member has left the group, or was named by mistake. Raises: UnknownSubject, NoSuchMember."""
    person = subjects.lock(subject_id)
    done = GroupMember.objects.filter(subject=person, act=act, last_day__isnull=False).first()
    if done is not None:
        return done
    rows = GroupMember.objects.filter(subject=person, last_day=None).order_by("id")
    found = next((row for row in rows if name_of(row) == name.strip()), None)
    if found is None:
        raise NoSuchMember
    change(found, act=act, reason="left", last_day=max(last_day, found.first_day))
    return found


@audit.act("casework.form_group", about="result", record=("matter", "formed_on"))
def form_group(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, formed_on: date
) -> CorrectionGroup | None:
    """The group is approved as it stands; a group that was formed before stays as it is. Raises: UnknownSubject."""
    person = subjects.lock(subject_id)
    group = CorrectionGroup.objects.filter(subject=person, last_day=None).first()
    if group is not None and group.formed_on is None:
        change(group, act=act, reason="formed", formed_on=formed_on)
    return group
