"""Who may be sealed, what waits, what the certificates say; and the one sealed record that somebody looks into."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.oversight import access, rules
from fengqiao.oversight.errors import UnknownSealing
from fengqiao.oversight.models import SealedLook, Sealing
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects

MOST = 200


@record
class Proposal:
    """A proposal as its page shows it."""

    uid: UUID
    state: str
    paper: str
    words: str
    proposed_at: datetime
    proposer: str
    settled_at: datetime | None
    settler: str
    answer: str
    is_own: bool


@record
class Candidate:
    """Somebody whose record may be sealed, and where it stands."""

    row: subjects.SubjectRow
    ended_on: date | None
    state: str


@record
class Certificate:
    """What a sealing moved, forgot and could not reach; it names nobody."""

    uid: UUID
    sealed_at: datetime
    proposer: str
    settler: str
    by_room: tuple[tuple[str, int], ...]
    forgotten: Mapping[str, int]
    elsewhere: Mapping[str, int]

    @property
    def mark(self) -> str:
        """The certificate's short name."""
        return self.uid.hex[-8:].upper()

    @property
    def rows(self) -> int:
        """How many rows were moved."""
        return sum(count for _room, count in self.by_room)


@record
class LookRow:
    """One look into a sealed record; it names nobody."""

    uid: UUID
    ground: str
    organ: str
    paper: str
    looker: str
    opened_at: datetime
    until: datetime
    is_open: bool


@record
class SealedFile:
    """What of a sealed record an organ's query needs."""

    file: subjects.SubjectFile = field(repr=False)
    ended_on: date | None
    matters: tuple[procedures.MatterRow, ...] = field(repr=False)
    papers: tuple[documents.PaperRow, ...] = field(repr=False)


@contextmanager
def within_sealed(county: str) -> Iterator[None]:
    """Inside: the sealed records of one county, and nothing else. Callers have asked whether the post may."""
    with transaction.atomic(), scope.of((scope.sealed(county),)):
        yield


def was_minor(row: subjects.SubjectRow) -> bool:
    """Whether the file says that the person was a minor: by the regime, or at the offence."""
    return row.is_minor_regime or "minor_at_offence" in row.flags


def person(uid: UUID, *, by: Actor, today: date) -> subjects.SubjectRow:
    """The person a sealing is about, as in a list. Raises: UnknownSealing."""
    try:
        return subjects.row(uid=uid, by=by, today=today)
    except subjects.UnknownSubject:
        raise UnknownSealing(uid) from None


def find(uid: UUID, *, by: Actor, today: date) -> subjects.SubjectRow | None:
    """The same, for a page; None for whoever is not known here."""
    try:
        return person(uid, by=by, today=today)
    except UnknownSealing:
        return None


def may_be_sealed(row: subjects.SubjectRow) -> bool:
    """Whether the file allows that a sealing is proposed."""
    return rules.may_be_sealed(was_minor=was_minor(row), state=row.state)


def open_matters(subject_id: int) -> tuple[procedures.MatterRow, ...]:
    """Procedures that stand in the way of a sealing."""
    return tuple(each for each in procedures.matters_of(subject_id=subject_id) if each.ended_at is None)


def hours(*, by: Actor, at: datetime) -> int:
    """How long a look stays open. Source: parameter sealed.hours, mark P."""
    return law.param("sealed.hours", on=local_day(at), area=by.area).number


def candidates(*, by: Actor, today: date) -> tuple[Candidate, ...]:
    """People of the place whose records may be sealed, those that wait for an answer first."""
    audit.read(by=by, what="sealing_candidates", about=by.area, area=by.area)
    rows = subjects.ended_minors(place=by.area, by=by, today=today)
    ids = [row.id for row, _ended in rows]
    waiting = set(Sealing.objects.filter(subject__in=ids, settled_at=None).values_list("subject_id", flat=True))
    found = [Candidate(row, ended, "waiting" if row.id in waiting else "open") for row, ended in rows]
    return tuple(sorted(found, key=lambda each: each.state != "waiting"))


def waiting(*, by: Actor) -> int:
    """How many proposals wait for somebody else than their proposer. One query."""
    with scope.of((by.area,)):
        return Sealing.objects.filter(settled_at=None).exclude(proposed_by__in=by.persons).count()


def proposals(subject_id: int, *, by: Actor) -> tuple[Proposal, ...]:
    """The proposals about a person, newest first."""
    rows = Sealing.objects.select_related("proposed_by", "settled_by").filter(subject=subject_id).order_by("-id")
    return tuple(_proposal(row, by) for row in rows[:MOST])


def _proposal(row: Sealing, by: Actor) -> Proposal:
    state = rules.sealing_state(settled=row.settled_at is not None, agreed=row.is_agreed)
    return Proposal(
        row.uid, state, row.paper, row.words, row.proposed_at, row.proposed_by.name, row.settled_at,
        row.settled_by.name if row.settled_by else "", row.answer, row.proposed_by_id in by.persons,
    )  # fmt: skip


def preview(uid: UUID) -> tuple[tuple[tuple[str, int], ...], Mapping[str, int]]:
    """How many rows of each room would be moved, and how much lies with others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT preview_sealing(%s)", [uid])
        told = _told(cursor.fetchone()[0])
    return _by_room(told["rows"]), told["elsewhere"]


def _told(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _by_room(rows: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter({"subjects": 1})
    for table, count in rows.items():
        counted[table.partition("_")[0]] += count
    return tuple(sorted(counted.items()))


def certificates(*, by: Actor) -> tuple[Certificate, ...]:
    """What was sealed in the county, newest first."""
    with within_sealed(by.area):
        rows = Sealing.objects.select_related("proposed_by", "settled_by").exclude(sealed_at=None).order_by("-id")
        return tuple(_certificate(row) for row in rows[:MOST])


def certificate(uid: UUID, *, by: Actor) -> Certificate:
    """One certificate of the county. Raises: UnknownSealing."""
    with within_sealed(by.area):
        rows = Sealing.objects.select_related("proposed_by", "settled_by").exclude(sealed_at=None)
        row = rows.filter(uid=uid).first()
        if row is None:
            raise UnknownSealing(uid)
        return _certificate(row)


def _certificate(row: Sealing) -> Certificate:
    assert row.sealed_at is not None
    told = row.certificate or {}
    return Certificate(
        row.uid, row.sealed_at, row.proposed_by.name, row.settled_by.name if row.settled_by else "",
        _by_room(told["rows"]), told["forgotten"], told["elsewhere"],
    )  # fmt: skip


@record
class SealedMark:
    """A sealing as the list outside of the database names it: opaque ids and what the certificate counted."""

    uid: UUID
    subject: UUID
    at: datetime
    certificate: Mapping[str, Any]


def all_sealed() -> tuple[SealedMark, ...]:
    """Every sealing of this installation, for the list that outlives a restore."""
    with transaction.atomic(), scope.of((scope.sealed(scope.WHOLE),)):
        rows = Sealing.objects.exclude(sealed_at=None).order_by("id")
        found = rows.values_list("uid", "subject__uid", "sealed_at", "certificate")
        return tuple(SealedMark(uid, subject, at, told or {}) for uid, subject, at, told in found if at is not None)


def silence_codes() -> int:
    """The codes on the papers of everybody in the sealed store answer like unknown ones; after a restore some talk."""
    with transaction.atomic(), scope.of((scope.sealed(scope.WHOLE),)):
        ids = list(subjects.Subject.objects.values_list("id", flat=True))
        return sum(documents.hide_codes(subject_id=each) for each in ids)


def looks(*, by: Actor, at: datetime) -> tuple[LookRow, ...]:
    """The looks into sealed records of the county, newest first."""
    with within_sealed(by.area):
        rows = SealedLook.objects.select_related("person").order_by("-id")[:MOST]
        return tuple(
            LookRow(
                row.uid, row.ground, row.organ, row.paper, row.person.name, row.opened_at, row.until,
                row.person_id == by.person and row.closed_at is None and at < row.until,
            ) for row in rows
        )  # fmt: skip


def sealed_file(look: UUID, *, by: Actor, at: datetime) -> tuple[LookRow, SealedFile]:
    """The record that a look of one's own opened, while it is open. Every time stands in the audit.

    Raises: UnknownSealing for one that is unknown, somebody else's or over.
    """
    found = next((row for row in looks(by=by, at=at) if row.uid == look and row.is_open), None)
    if found is None or not access.may_settle_sealing(by):
        raise UnknownSealing(look)
    with within_sealed(by.area):
        uid = SealedLook.objects.values_list("subject__uid", flat=True).get(uid=look)
        ranges = (scope.sealed(by.area),)
        reader = replace(by, cover=None, ranges=ranges, opening=audit.Opened(look, uid))
        file = subjects.file(uid=uid, by=reader, today=local_day(at), purpose=f"sealed:{look}", parts=())
        return found, SealedFile(
            file, subjects.ended_on(subject_id=file.row.id, on=local_day(at)),
            procedures.matters_of(subject_id=file.row.id), documents.of_person(file.row.id).rows,
        )  # fmt: skip
