"""Papers from many files to one: at once for a page of them, as a job with progress for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from fengqiao.audit import face as audit
from fengqiao.desk.actions.exporting import LARGE, tell_lead
from fengqiao.desk.reads import papers_print as reads
from fengqiao.documents import face as documents
from fengqiao.kit import clock, scope
from fengqiao.users import face as users

#: Up to this many are joined while the browser waits, in less than a second: the rows of one page. Unit: papers.
AT_ONCE: Final = 50
#: Unit: papers joined between two signs of progress.
CHUNK: Final = 20
#: Unit: bytes of the file that are written away together.
PIECE: Final = 8 * 2**20
JOB: Final = "desk.bind_papers"
QUEUE: Final = "exports"
Now = Callable[[], datetime]


def ask(
    papers: Sequence[documents.Numbered], *, reason: str, request: UUID, by: audit.Actor, at: datetime
) -> documents.PrintView:
    """Ask for papers as one file, and queue the work. Raises: as documents.ask_print."""
    batch = documents.ask_print(papers=papers, count=len(papers), reason=reason, request=request, by=by, at=at)
    if batch.state == "building":
        ask_job(batch)
    if batch.count > LARGE and batch.asked_at == at:
        tell_lead("large_print", cause=batch.uid, count=batch.count, by=by, at=at)
    return batch


def ask_job(batch: documents.PrintView) -> None:
    """Queue the binding; one job at a time works on a batch, however often it is asked for."""
    app.configure_task(JOB, queue=QUEUE, lock=f"print-{batch.uid}").defer(area=batch.area, batch=str(batch.uid))


def again(*, uid: UUID, by: audit.Actor, at: datetime) -> None:
    """Queue a batch once more whose work stopped. Raises: UnknownPrint."""
    batch = documents.again_print(uid=uid, by=by, at=at)
    if batch.state == "building":
        ask_job(batch)


def bind_as_job(uid: UUID, *, area: str, now: Now) -> bool:
    """Join the papers of a batch, from its beginning whatever was done before; whether it was finished."""
    batch = documents.begin_print(uid, area=area, at=now())
    if batch is None:
        return False
    try:
        return _bind(batch, now)
    except Exception:
        documents.fail_print(batch, at=now())
        raise


def _bind(batch: documents.PrintView, now: Now) -> bool:
    binder, held, done = documents.Binder(), bytearray(), 0
    refused: list[tuple[str, documents.NotPrinted]] = []
    while done < batch.count:
        found = _files(batch, batch.papers[done : done + CHUNK], at=now())
        if found is None:
            documents.fail_print(batch, at=now())
            return False
        for number, file in found:
            try:
                held += binder.add(_bytes(file))
            except _NotPrinted as problem:
                refused.append((number, problem.why))
        done += len(found)
        full = len(held) >= PIECE
        if not documents.note_print(batch, done=done, refused=refused, content=bytes(held) if full else b"", at=now()):
            return False
        held = bytearray() if full else held
    held += binder.end() if binder.pages else b""
    return documents.note_print(batch, done=done, refused=refused, content=bytes(held), at=now(), pages=binder.pages)


class _NotPrinted(Exception):
    """This paper stays out of the file."""

    def __init__(self, why: documents.NotPrinted) -> None:
        super().__init__(why)
        self.why = why


def _bytes(file: bytes | documents.NotPrinted) -> bytes:
    if isinstance(file, documents.NotPrinted):
        raise _NotPrinted(file)
    return file


def _files(
    batch: documents.PrintView, some: Sequence[tuple[UUID, str]], *, at: datetime
) -> tuple[tuple[str, bytes | documents.NotPrinted], ...] | None:
    """The next files, under the rights that whoever asked has now (THREATS T24); None when the post has ended."""
    with transaction.atomic(), scope.of((batch.area,)):
        by = users.actor(account=batch.account, post=batch.post, on=clock.local_day(at))
        if by is None or not users.has(by, users.Right.SEE_CASES):
            return None
        with scope.of(by.ranges):
            return reads.files(some, by=by)
