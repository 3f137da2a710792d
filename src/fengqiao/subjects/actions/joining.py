"""Two files of one human joined into one, and separated again: each proposed by one person and settled by another.

What moves is decided and written by two functions of the database alone (`site/migrations/0002`), because no door may
move a row to another person. Acts and the audit stay as they were.
"""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.access import Duty, UnknownSubject, visible
from fengqiao.subjects.actions import keys
from fengqiao.subjects.actions.corrections import ReasonMissing
from fengqiao.subjects.actions.sentences import SamePerson
from fengqiao.subjects.actions.writing import SubjectsError, change, lock_known_all, must
from fengqiao.subjects.models import Joining, NameKey, Subject
from fengqiao.subjects.reads.joining import obstacles
from fengqiao.subjects.rules import joining as rules
from fengqiao.users import face as users


class NoSuchJoining(SubjectsError):
    """No such joining for this viewer, or it was settled meanwhile."""

    code = "no_such_joining"
    text = Text("该合并不存在或者已经处理。", "The joining does not exist or was settled already.")


class NotJoinable(SubjectsError):
    """Something has to be settled by people first; the page names it."""

    code = "not_joinable"
    text = Text(
        "两份档案暂不能合并，请先处理所列事项。", "The files cannot be joined yet: settle what is listed first."
    )


class NotSeparable(SubjectsError):
    """What stands now contradicts what would come back: two running files of one number at one office."""

    code = "not_separable"
    text = Text(
        "恢复后将与现有记录冲突（如同一单位同一号码的两份在册档案），请先更正后再恢复。",
        "What would come back contradicts what stands now (two running files of one number): correct that first.",
    )


@audit.act("subjects.propose_joining", about="result", record=("kept", "joined", "cause"))
def propose_joining(*, kept: UUID, joined: UUID, cause: str, request: UUID, by: Actor, at: datetime) -> Joining:
    """Say that two files are of one human, which of them stays, and why. The same `request` twice is one.

    Raises: UnknownSubject, NotYourAct, ReasonMissing, NotJoinable.
    """
    if not cause.strip():
        raise ReasonMissing
    done = Joining.objects.filter(uid=request, subject__uid=kept, joined=joined).first()
    if done is not None:
        return done
    stays, goes = _both(kept, joined, by)
    if obstacles(goes, stays) or Joining.objects.filter(joined=joined, state__in=rules.WAITING | rules.GONE).exists():
        raise NotJoinable
    assert by.person is not None
    return Joining.objects.create(
        uid=request, area=stays.area, subject=stays, joined=goes.uid, joined_row=goes.pk, joined_area=goes.area,
        state=rules.PROPOSED, cause=cause.strip(), proposed_by=by.person, proposed_name=by.name, proposed_at=at,
    )  # fmt: skip


@audit.act("subjects.decide_joining", about="result", record=("joining", "confirmed"))
def decide_joining(*, joining: UUID, confirmed: bool, by: Actor, at: datetime) -> Joining:
    """A second person joins the files, or leaves them as they are. Who proposed it may only take it back.

    Raises: NoSuchJoining, NotYourAct, SamePerson, users.FactorNeeded, NotJoinable, UnknownSubject.
    """
    found = _waiting(joining, rules.PROPOSED, by)
    if not confirmed:
        # Taken back by the own hand, it was decided by nobody.
        second = None if found.proposed_by in by.persons else by.person
        change(found, act=None, reason="", state=rules.DROPPED, decided_by=second, decided_name=by.name, decided_at=at)
        return found
    _second_person(found.proposed_by, by, at)
    goes, stays = _both_ids(found, by)
    if obstacles(goes, stays):
        raise NotJoinable
    change(
        found, act=None, reason="", state=rules.JOINED, decided_by=by.person, decided_name=by.name, decided_at=at,
    )  # fmt: skip
    NameKey.objects.filter(subject=goes).delete()
    counts = json.loads(_call("join_files", found.uid, NotJoinable))
    change(found, act=None, reason="", counts=counts)
    bus.announce(facts.FilesJoined(stays.pk, stays.uid, stays.area, goes.pk, at))
    return found


@audit.act("subjects.propose_separation", about="result", record=("joining", "cause"))
def propose_separation(*, joining: UUID, cause: str, by: Actor, at: datetime) -> Joining:
    """Say that the files are of two people after all, and why. Raises: NoSuchJoining, NotYourAct, ReasonMissing."""
    if not cause.strip():
        raise ReasonMissing
    found = _waiting(joining, rules.JOINED, by)
    change(
        found, act=None, reason="", state=rules.PARTING, part_cause=cause.strip(), part_by=by.person,
        part_name=by.name, part_at=at,
    )  # fmt: skip
    return found


@audit.act("subjects.decide_separation", about="result", record=("joining", "confirmed"))
def decide_separation(*, joining: UUID, confirmed: bool, by: Actor, at: datetime) -> Joining:
    """A second person separates the files, exactly as they were; what came since stays with the file that stayed.

    Raises: NoSuchJoining, NotYourAct, SamePerson, users.FactorNeeded, NotSeparable.
    """
    found = _waiting(joining, rules.PARTING, by)
    if not confirmed:
        change(
            found, act=None, reason="", state=rules.JOINED, part_cause="", part_by=None, part_name="", part_at=None,
        )  # fmt: skip
        return found
    assert found.part_by is not None
    _second_person(found.part_by, by, at)
    change(
        found, act=None, reason="", state=rules.SEPARATED, parted_by=by.person, parted_name=by.name, parted_at=at,
    )  # fmt: skip
    _call("separate_files", found.uid, NotSeparable)
    back = Subject.objects.get(uid=found.joined)
    keys.insert_keys([back])
    bus.announce(facts.FilesSeparated(found.subject_id, found.area, back.pk, back.area, at))
    return found


def _both(kept: UUID, joined: UUID, by: Actor) -> tuple[Subject, Subject]:
    """The file that stays and the one that goes, locked. Raises: UnknownSubject, NotYourAct."""
    ids = dict(visible(by).filter(uid__in=(kept, joined)).values_list("uid", "pk"))
    if len(ids) < 2:
        raise UnknownSubject(joined)
    people = lock_known_all(ids.values(), by)
    stays, goes = people[ids[kept]], people[ids[joined]]
    must(by, Duty.JOIN_FILES, area=stays.area)
    must(by, Duty.JOIN_FILES, area=goes.area)
    return stays, goes


def _both_ids(found: Joining, by: Actor) -> tuple[Subject, Subject]:
    people = lock_known_all((found.joined_row, found.subject_id), by)
    must(by, Duty.JOIN_FILES, area=people[found.joined_row].area)
    return people[found.joined_row], people[found.subject_id]


def _waiting(joining: UUID, state: str, by: Actor) -> Joining:
    """The joining, locked after the file that stays. Raises: NoSuchJoining, NotYourAct."""
    known = Joining.objects.filter(uid=joining, subject__in=visible(by)).first()
    if known is None:
        raise NoSuchJoining
    lock_known_all((known.subject_id,), by)
    found = Joining.objects.select_for_update().get(pk=known.pk)
    must(by, Duty.JOIN_FILES, area=found.area)
    must(by, Duty.JOIN_FILES, area=found.joined_area)
    if found.state != state:
        raise NoSuchJoining
    return found


def _second_person(first: int, by: Actor, at: datetime) -> None:
    if first in by.persons:
        raise SamePerson
    if not users.verified_within(by, at):
        raise users.FactorNeeded()


def _call(name: str, joining: UUID, refusal: type[SubjectsError]) -> str:
    """One of the two functions; what contradicts the walls of the tables is a refusal, and nothing was written."""
    assert name in {"join_files", "separate_files"}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {name}(%s)::text", [joining])
            row = cursor.fetchone()
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "")[:2] in {"23", "55"}:
            raise refusal from None
        raise
    return str(row[0]) if row and row[0] else "{}"
