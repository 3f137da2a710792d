"""Correcting a decision: how it reads, how it would read, and what of the running matters would move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from fengqiao.audit import face as audit
from fengqiao.desk.reads import file, people, versions
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


@record(kw_only=True)
class Move:
    """One step or time limit of a running matter that would not stay as it is."""

    procedure: shell.Words
    href: str
    title: shell.Words
    before: Any
    after: Any


@record(kw_only=True)
class Preview:
    """What a correction would do. `term` is None where no length is known; `waits` says why a second person must
    confirm it, and is empty when it holds at once; `moves` is None while nobody has asked for it."""

    parts: tuple[versions.Change, ...]
    term: subjects.TermCheck | None
    waits: tuple[shell.Words, ...]
    moves: tuple[Move, ...] | None


@record(kw_only=True)
class SentencePage:
    """The decision as it stands, its term with the reckoning, the correction that waits, and what it read before."""

    given: subjects.NewSentence
    version: int
    facts: tuple[shell.Fact, ...]
    reasoning: tuple[Any, ...]
    difference: int
    waiting: subjects.WaitingCorrection | None
    waiting_preview: Preview | None
    stale: bool
    may_settle: bool
    is_own: bool
    earlier: tuple[versions.Line, ...]


def sentence_page(
    *, row: subjects.SubjectRow, by: audit.Actor, now: datetime, checked: bool = False
) -> SentencePage | None:
    """The page of one person's decision, or None when there is none; `checked` also asks what a waiting correction
    would move. Raises: subjects.UnknownSubject."""
    today = clock.local_day(now)
    whole = subjects.file(uid=row.uid, by=by, today=today)
    view = whole.sentence
    if view is None:
        return None
    waiting = subjects.waiting_correction(uid=row.uid, by=by, today=today)
    stale = waiting is not None and waiting.based_on != view.version
    would = None
    if waiting is not None and not stale:
        would = compared(view.given, waiting.sentence, paper_on=waiting.paper_on, on=clock.local_day(waiting.at))
        if checked:
            would = replace(would, moves=_moves(row, waiting.sentence, by=by, now=now))
    return SentencePage(
        given=view.given,
        version=view.version,
        facts=file.sentence_facts(whole.sentence),
        reasoning=view.reasoning,
        difference=view.difference_days or 0,
        waiting=waiting,
        waiting_preview=would,
        stale=stale,
        may_settle=subjects.may(by, subjects.Duty.CONFIRM, area=row.area),
        is_own=waiting is not None and waiting.proposed_by in by.persons,
        earlier=versions.lines(uid=row.uid, of=subjects.SENTENCE, by=by),
    )


def preview(
    *,
    row: subjects.SubjectRow,
    before: subjects.NewSentence,
    after: subjects.NewSentence,
    paper_on: date | None,
    by: audit.Actor,
    now: datetime,
) -> Preview:
    """What this correction would do; nothing of it is kept.

    Raises: subjects.UnknownSubject, NotAcceptable, NothingChanged.
    """
    found = compared(before, after, paper_on=paper_on, on=clock.local_day(now))
    return replace(found, moves=_moves(row, after, by=by, now=now))


def compared(before: subjects.NewSentence, after: subjects.NewSentence, *, paper_on: date | None, on: date) -> Preview:
    """Two readings of a decision side by side, proposed on a day. Raises: subjects.NothingChanged."""
    changed = subjects.sentence_changed(before, after)
    if not changed:
        raise subjects.NothingChanged
    return Preview(
        parts=tuple(versions.change(name, getattr(before, name), getattr(after, name)) for name in changed),
        term=subjects.check_term(after.category, start=after.start, printed_end=after.end, length=after.length),
        waits=subjects.sentence_waits(before, after, paper_on=paper_on, today=on),
        moves=None,
    )


def _moves(
    row: subjects.SubjectRow, after: subjects.NewSentence, *, by: audit.Actor, now: datetime
) -> tuple[Move, ...]:
    was = procedures.outlook(subject_id=row.id, at=now)
    with subjects.supposed(uid=row.uid, sentence=after, by=by):
        would = procedures.outlook(subject_id=row.id, at=now)
    return tuple(_move(each) for each in procedures.moved(was, would))


def _move(found: procedures.Moved) -> Move:
    told = found.before or found.after
    assert told is not None
    return Move(
        procedure=told.procedure,
        href=people.matter_href(told.matter),
        title=told.title,
        before=_standing(found.before),
        after=_standing(found.after),
    )


def _standing(expected: procedures.Expected | None) -> Any:
    """A time limit by its last good day, a step by who stands there; empty where it is not open."""
    if expected is None:
        return ""
    if expected.due_at is None:
        return expected.who
    return shell.day(clock.local_day(expected.due_at - timedelta(microseconds=1)))
