"""A letter leaves: at once, with the seal of its last paper, by an officer of its institution, or never.

    written -> prepared (waits for seals, held for the institution) -> out -> receipt, answer
                    |-> dropped, with a reason

A paper that is renewed before it was sealed is exchanged for its new version; one that was made void keeps its letter
back until somebody drops it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.documents.facts import PaperChanged
from fengqiao.kit import bus, scope
from fengqiao.kit.clock import local_day
from fengqiao.letters import rules
from fengqiao.letters.access import must_work_on
from fengqiao.letters.actions.writing import DROPPED, add_event, carry, receipt_due, sent_locked
from fengqiao.letters.errors import IsOut, ReasonMissing
from fengqiao.letters.facts import LettersOut
from fengqiao.letters.models import Arrived, Sent

_SEALED = frozenset({"sealed", "delivered"})


def go_out_if_ready(row: Sent, *, at: datetime) -> bool:
    """Send a letter that nothing holds back any more; whether it went now.

    A carried one needs the sender in scope: what an office's seal has freed for its county goes with the timetable.
    """
    carried = row.way == rules.PLATFORM
    if row.waits_for or row.held or row.sent_on or row.dropped_on or (carried and not scope.reaches(row.sender)):
        return False
    day = local_day(at)
    row.sent_on, row.due_on, row.told_at = day, receipt_due(day, row.sender), None
    row.save(update_fields=["sent_on", "due_on", "told_at"])
    if carried:
        carry(row.uid)
    elif row.reply_to is not None:
        Arrived.objects.filter(uid=row.reply_to, area=row.area, way=rules.HAND).update(
            answered_on=day, answered_by=row.uid
        )
    return True


def paper_changed(fact: PaperChanged) -> None:
    """A paper was sealed, or exchanged for a new version: the letters that wait for it learn of it. `site/wiring.py`
    binds it to what the room of papers announces."""
    if fact.state not in _SEALED and fact.state != "issued":
        return
    rows = list(
        Sent.objects.select_for_update(no_key=True)
        .filter(area=fact.area, subject_id=fact.subject_id, sent_on=None, dropped_on=None)
        .exclude(waits_for=[])
    )
    if not rows:
        return
    paper = documents.paper(uid=fact.paper)
    for row in rows:
        _learn(row, paper, is_sealed=fact.state in _SEALED, at=fact.at)


def _learn(row: Sent, paper: documents.PaperRow, *, is_sealed: bool, at: datetime) -> None:
    names = {paper.uid, paper.replaces}
    if not names & set(row.waits_for):
        return
    row.papers = [_now(each, paper) for each in row.papers]
    row.waits_for = [each for each in row.waits_for if each not in names] + ([] if is_sealed else [paper.uid])
    row.save(update_fields=["papers", "waits_for"])
    leave(row, at=at)


def _now(told: dict[str, str], paper: documents.PaperRow) -> dict[str, str]:
    """What a letter says of a paper, after a new version took its place."""
    if told.get("uid") not in {str(paper.uid), str(paper.replaces)}:
        return told
    return {**told, "uid": str(paper.uid), "number": paper.number}


def enclose(row: Sent, paper: documents.Paper | None) -> None:
    """A letter that was held goes on: with its own paper, for whose seal it waits, or as it is."""
    row.held = False
    if paper is not None:
        kind = documents.kind(paper.kind)
        title = {"zh": kind.title.zh, "en": kind.title.en}
        row.papers = [{"uid": str(paper.uid), "kind": paper.kind, "number": paper.number, **title}, *row.papers]
        row.waits_for = [paper.uid, *row.waits_for]
    row.save(update_fields=["held", "papers", "waits_for"])


def leave(row: Sent, *, at: datetime) -> bool:
    """Send a prepared letter if nothing holds it back, and tell whoever waits for the letters of its act."""
    if not go_out_if_ready(row, at=at):
        return False
    if row.act is not None and row.subject_id is not None:
        waiting = Sent.objects.filter(area=row.area, act=row.act, sent_on=None, dropped_on=None)
        if not waiting.exists():
            bus.announce(LettersOut(row.act, row.matter, row.subject_id, row.area, at))
    return True


@audit.act("letters.drop", about="result")
def drop(*, letter: UUID, reason: str, by: audit.Actor, at: datetime) -> Sent:
    """A prepared letter will never go. Raises: UnknownLetter, NotYourLetter, IsOut, ReasonMissing."""
    row = prepared_locked(letter, by)
    if not reason.strip():
        raise ReasonMissing
    _drop(row, reason, by=by, at=at)
    return row


def _drop(row: Sent, reason: str, *, by: audit.Actor, at: datetime) -> None:
    row.dropped_on = local_day(at)
    row.save(update_fields=["dropped_on"])
    detail = {"reason": reason.strip()[: rules.LONGEST_WORDS]}
    add_event(row, DROPPED, by=by, at=at, day=local_day(at), detail=detail)


@audit.act("letters.call_off", about="matter", record=("of",))
def call_off(
    *, by: audit.Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, of: str, reason: str
) -> int:
    """The letters that an earlier act called for and that are not out yet will not go: it is done again. How many.

    An effect: it asks for no post, the engine admitted the act. Idempotent: what is out or dropped stays so.
    """
    rows = list(
        Sent.objects.select_for_update(no_key=True).filter(
            area=area, subject_id=subject_id, matter=matter, act=of, sent_on=None, dropped_on=None
        )
    )
    for row in rows:
        _drop(row, reason, by=by, at=at)
    return len(rows)


def prepared_locked(letter: UUID, by: audit.Actor) -> Sent:
    """A letter that is not out yet, locked. Raises: UnknownLetter, NotYourLetter, IsOut."""
    row = sent_locked(letter)
    must_work_on(by, row)
    if row.sent_on is not None or row.dropped_on is not None:
        raise IsOut
    return row
