"""The acts of an import: receive a file, load people, move an upload on, forget it.

People are loaded in small transactions: whatever ends the process, each person is either wholly in the register
or not at all, and loading the same file again completes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from fengqiao.audit.face import Actor, act
from fengqiao.casework import face as casework
from fengqiao.exchange import keeping, people
from fengqiao.exchange.access import must_load
from fengqiao.exchange.errors import WrongState
from fengqiao.exchange.files.table import Table
from fengqiao.exchange.models import Upload
from fengqiao.exchange.people import Candidate
from fengqiao.exchange.result import ImportResult
from fengqiao.kit import plans, scope
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects

# Unit: people per transaction. Small enough that a lock is held for well under a second.
BATCH_SIZE = 250
# Unit: hours. How long the cells of an upload are kept for its preview and report.
KEPT_HOURS = 24
REGISTRATION = "registration"

Progress = Callable[[int, int], None]


def load(
    candidates: Sequence[Candidate],
    *,
    county: str,
    source: str,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> int:
    """Load people into the register, batch by batch; return how many are new in it.

    May be repeated: people already loaded are passed over. `source` names the import in their files.

    Raises: NotAllowed.
    """
    must_load(by, county)
    written = done = 0
    for number, batch in enumerate(_sealed_ahead(people.batches(candidates, BATCH_SIZE))):
        if number & (number - 1) == 0:  # at the first ones, then whenever as many again have come
            plans.forget()
        written += load_people(candidates=batch, county=county, source=source, count=len(batch), by=by, at=at)
        done += len(batch)
        if progress is not None:
            progress(done, written)
    return written


def _sealed_ahead(batches: Sequence[Sequence[Candidate]]) -> Iterator[Sequence[Candidate]]:
    """The batches to come are sealed in another thread while the database writes this one."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        yield from ahead.map(people.sealed, batches)


@act("exchange.load_people", record=("source", "count"))
def load_people(
    *, candidates: Sequence[Candidate], county: str, source: str, count: int, by: Actor, at: datetime
) -> int:
    """Load one batch in one transaction; return how many people are new.

    Law: Community Corrections Law art. 22. An entry with 入矫日期 was registered and announced before this system;
    without it the registration procedure is opened, its clock running from the dates as given.
    """
    must_load(by, county)
    results = subjects.load(people=[each.person for each in candidates], source=source, by=by, at=at)
    loaded = [
        (each.entry, result.subject_id, result.uid)
        for each, result in zip(candidates, results, strict=True)
        if result.is_new and result.subject_id is not None
    ]
    items = [item for entry, subject, _ in loaded for item in people.new_casework(entry, subject_id=subject)]
    casework.load(items=items, by=by, at=at)
    # The request key makes a second opening of the same registration the first one again.
    openings = [
        procedures.Opening(
            subject_id=subject,
            data=people.notice(entry),
            request=uuid5(NAMESPACE_URL, f"import/{REGISTRATION}/{uid}"),
        )
        for entry, subject, uid in loaded
        if entry.entered_on is None
    ]
    if openings:
        procedures.start_all(key=REGISTRATION, openings=openings, count=len(openings), by=by, at=at)
    return len(loaded)


@act("exchange.receive_register", about="result", record=("kind", "rows"))
def receive(*, table: Table, kind: str, rows: int, by: Actor, at: datetime) -> Upload:
    """Keep the cells of an uploaded file, sealed, until it is loaded or forgotten.

    Raises: NotAllowed.
    """
    must_load(by, by.area)
    if by.account is None or by.post is None:
        raise WrongState()
    upload = Upload(
        uid=new_id(),
        area=by.area,
        account=by.account,
        post=by.post,
        state="checking",
        kind=kind,
        encoding=table.encoding,
        rows=rows,
        moved_at=at,
        expires_at=at + timedelta(hours=KEPT_HOURS),
    )
    upload.table_sealed = keeping.seal_table(table, row=upload.uid)
    upload.save(force_insert=True)
    return upload


def finish_check(upload: Upload, result: ImportResult, *, at: datetime) -> None:
    """Keep what the check found; the upload now waits for a decision."""
    upload.outcome_sealed = keeping.seal_result(result, row=upload.uid)
    _move(upload, "checked", at=at, fields=["outcome_sealed"])


@act("exchange.confirm_register", about="upload", record=("good_rows",))
def confirm(*, upload: Upload, good_rows: bool, by: Actor, at: datetime) -> Upload:
    """The county lead's act: load this register.

    Raises: NotAllowed; WrongState when it was confirmed, discarded or forgotten meanwhile.
    """
    must_load(by, upload.area)
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state not in ("checked", "loading", "failed") or locked.table_sealed is None:
        raise WrongState()
    locked.takes_good_rows = good_rows
    # Whoever confirms answers for the load, though a colleague may have sent the file.
    locked.account, locked.post = by.account or locked.account, by.post or locked.post
    _move(locked, "loading", at=at, fields=["takes_good_rows", "account", "post"])
    return locked


def note_progress(upload: Upload, *, done: int, written: int, at: datetime) -> None:
    """Say how far loading is; a transaction of its own, so that the page sees it."""
    with transaction.atomic(), scope.of((upload.area,)):
        upload.done_rows, upload.written, upload.moved_at = min(done, upload.rows), written, at
        upload.save(update_fields=["done_rows", "written", "moved_at"])


def finish_load(upload: Upload, result: ImportResult, *, at: datetime) -> None:
    """Keep what loading came to."""
    upload.outcome_sealed = keeping.seal_result(result, row=upload.uid)
    upload.done_rows, upload.written = upload.rows, result.written
    _move(upload, "loaded", at=at, fields=["outcome_sealed", "done_rows", "written"])


def fail(upload: Upload, code: str, *, at: datetime) -> None:
    """The upload cannot go on; what was loaded stays loaded."""
    upload.failure = code
    _move(upload, "failed", at=at, fields=["failure"])


@act("exchange.discard_register", about="upload")
def discard(*, upload: Upload, by: Actor, at: datetime) -> None:
    """Forget an upload now.

    Raises: NotAllowed; WrongState while it is loading.
    """
    must_load(by, upload.area)
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.state == "loading":
        raise WrongState()
    _forget(locked, "discarded", at=at)


def forget_expired(*, areas: Sequence[str], at: datetime) -> int:
    """Forget the cells of uploads past their time, area by area; return how many."""
    forgotten = 0
    for area in areas:
        with transaction.atomic(), scope.of((area,)):
            past = Upload.objects.filter(expires_at__lt=at).exclude(state__in=("discarded", "expired"))
            for upload in past.select_for_update(skip_locked=True):
                _forget(upload, "expired", at=at)
                forgotten += 1
    return forgotten


def _forget(upload: Upload, state: str, *, at: datetime) -> None:
    upload.table_sealed = upload.outcome_sealed = None
    _move(upload, state, at=at, fields=["table_sealed", "outcome_sealed"])


def _move(upload: Upload, state: str, *, at: datetime, fields: list[str]) -> None:
    upload.state, upload.moved_at = state, at
    upload.save(update_fields=["state", "moved_at", *fields])


def source_of(uid: UUID | None) -> str:
    """How the files of loaded people name the import: opaque, never a file name."""
    return "import" if uid is None else f"import:{uid}"
