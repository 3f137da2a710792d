"""Sealing a minor's record (犯罪记录封存): proposed by one, settled by another; looked into for an organ's query."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.kit import bus, crypto, ids
from fengqiao.kit.clock import local_day
from fengqiao.notices import face as notices
from fengqiao.oversight import access, rules
from fengqiao.oversight.errors import (
    DoneBefore,
    NotConfirmed,
    NothingSealed,
    NotToBeSealed,
    NotYours,
    OwnProposal,
    StillRunning,
    TooFewWords,
    UnknownSealing,
    WaitsAlready,
)
from fengqiao.oversight.facts import RecordSealed
from fengqiao.oversight.models import SealedLook, Sealing
from fengqiao.oversight.reads import sealings as reads
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

LOOKS = "oversight_sealedlook"


@audit.act("oversight.propose_sealing", about="result")
def propose(*, subject: UUID, confirmed: bool, paper: str, words: str, by: Actor, at: datetime) -> Sealing:
    """Propose that the record of somebody be sealed who was a minor at the offence, got five years or less, and whose
    correction has ended. What the file cannot say (the age at the offence, the sentence) the proposer confirms.

    Law: Criminal Procedure Law art. 286; Criminal Law art. 100.
    Raises: NotYours, UnknownSealing, NotToBeSealed, StillRunning, NotConfirmed, TooFewWords, WaitsAlready.
    """
    if not access.may_propose_sealing(by):
        raise NotYours
    row = reads.person(subject, by=by, today=local_day(at))
    person = subjects.lock(row.id)
    if not reads.may_be_sealed(row):
        raise NotToBeSealed
    if any(matter.ended_at is None for matter in procedures.matters_of(subject_id=row.id)):
        raise StillRunning
    if not confirmed or not paper.strip():
        raise NotConfirmed
    if len(words.strip()) < rules.LEAST_WORDS:
        raise TooFewWords
    if Sealing.objects.filter(subject=person, settled_at=None).exists():
        raise WaitsAlready
    assert by.person is not None
    assert by.post is not None
    made = Sealing(
        uid=ids.new_id(), area=person.area, subject=person, paper=paper.strip(), words=words.strip(), proposed_at=at,
        proposed_by_id=by.person, proposed_post_id=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    leads = users.posts_in(by.area, roles=(access.LEAD,), on=local_day(at))
    _tell(made.uid, by, kind="sealing_proposed", posts=leads, at=at)
    return made


@audit.act("oversight.settle_sealing", about="result", record=("agree",))
def settle(*, sealing: UUID, agree: bool, words: str, by: Actor, at: datetime) -> Sealing:
    """Another person agrees, and everything about the person leaves every area at once; or declines, with words.

    Raises: NotYours, users.FactorNeeded, UnknownSealing, OwnProposal, DoneBefore, StillRunning, TooFewWords.
    """
    if not access.may_settle_sealing(by):
        raise NotYours
    row = Sealing.objects.filter(uid=sealing).first()
    if row is None:
        raise UnknownSealing(sealing)
    subjects.lock(row.subject_id)
    row = Sealing.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.settled_at is not None:
        raise DoneBefore
    if row.proposed_by_id in by.persons:
        raise OwnProposal
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    if not agree and len(words.strip()) < rules.LEAST_WORDS:
        raise TooFewWords
    if agree and any(matter.ended_at is None for matter in procedures.matters_of(subject_id=row.subject_id)):
        raise StillRunning
    row.settled_at, row.settled_by_id, row.is_agreed, row.answer = at, by.person, agree, words.strip()
    row.save(update_fields=["settled_at", "settled_by", "is_agreed", "answer"])
    if agree:
        _carry_out(row)
        bus.announce(RecordSealed(row.uid, by.area, at))
    return row


def _carry_out(row: Sealing) -> None:
    """The codes on the papers fall silent, then the database moves the rows and counts what is left."""
    documents.hide_codes(subject_id=row.subject_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seal_person(%s)", [row.uid])
        told = cursor.fetchone()[0]
    row.certificate = json.loads(told) if isinstance(told, str) else told


def look_into(*, number: str, ground: str, organ: str, paper: str, reason: str, by: Actor, at: datetime) -> SealedLook:
    """Open the sealed record under a number for an organ's query. The search is counted and recorded in any case.

    Law: Criminal Procedure Law art. 286; Community Corrections Law art. 54.
    Raises: NotYours, users.FactorNeeded, TooFewWords, NothingSealed, subjects.TooManySearches.
    """
    if not access.may_settle_sealing(by) or not subjects.may(by, subjects.Duty.OPEN_SEALED, area=by.area):
        raise NotYours
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    if len(reason.strip()) < rules.LEAST_WORDS or ground not in rules.GROUNDS or not (organ.strip() and paper.strip()):
        raise TooFewWords
    with reads.within_sealed(by.area):
        person = subjects.sealed_file(number=number, reason=reason, by=by, at=at)
    if person is None:
        raise NothingSealed
    return open_look(person=person, ground=ground, told=(organ.strip(), paper.strip(), reason.strip()), by=by, at=at)


@audit.act("oversight.open_sealed", about="result", record=("ground",))
def open_look(
    *, person: subjects.Subject, ground: str, told: tuple[str, str, str], by: Actor, at: datetime
) -> SealedLook:
    """Let the record be read for its hours; the head of the bureau, the data officer and the procurator hear of it."""
    uid, (organ, paper, reason) = ids.new_id(), told
    hours = reads.hours(by=by, at=at)
    assert by.person is not None
    assert by.post is not None
    made = SealedLook(
        uid=uid, area=person.area, subject=person, person_id=by.person, post_id=by.post, ground=ground, organ=organ,
        paper=paper, reason_sealed=crypto.seal(reason, table=LOOKS, column="reason", row=uid), opened_at=at,
        until=at + timedelta(hours=hours),
    )  # fmt: skip
    with reads.within_sealed(by.area):
        made.save(force_insert=True)
    heard = users.posts_in(by.area, roles=(access.HEAD_ABOVE, access.DATA_OFFICER, "procurator"), on=local_day(at))
    _tell(uid, by, kind="sealed_opened", posts=heard, at=at)
    return made


@audit.act("oversight.close_sealed", about="look")
def close_look(*, look: UUID, by: Actor, at: datetime) -> None:
    """Whoever opened it needs it no longer. Raises: UnknownSealing, DoneBefore."""
    with reads.within_sealed(by.area):
        row = SealedLook.objects.select_for_update(of=("self",)).filter(uid=look).first()
        if row is None or row.person_id != by.person:
            raise UnknownSealing(look)
        if row.closed_at is not None or at >= row.until:
            raise DoneBefore
        row.closed_at = at
        row.save(update_fields=["closed_at"])


def _tell(cause: UUID, by: Actor, *, kind: str, posts: tuple[int, ...], at: datetime) -> None:
    """Whoever answers for it hears that it happened; never whose record it is."""
    teller = audit.system("sealed_records", ranges=(by.area,))
    notices.tell_staff(
        by=teller,
        at=at,
        area=by.area,
        kind=kind,
        cause=cause,
        values={"colleague": by.name},
        posts=posts,
        office=by.area,
    )
