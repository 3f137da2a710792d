"""The door of the room.

    result = exchange.import_register(path, county=code, dry_run=True, good_rows=False, report=None, by=None, at=now)
    result.document()                the JSON of `fengqiao import register`

A file that cannot be read is a result with one fault (`has_macros`, `broken_file` …), not an exception: the office
is told in the same way about a bad file and about bad rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.exchange import actions, planning, reads
from fengqiao.exchange import report as reports
from fengqiao.exchange.access import must_load
from fengqiao.exchange.actions import forget_expired
from fengqiao.exchange.errors import ExchangeError, NotAllowed, UnknownCounty, UnknownUpload, WrongState
from fengqiao.exchange.files import reading
from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.register import checking
from fengqiao.exchange.result import Fault, ImportResult, refused
from fengqiao.kit import clock

Progress = Callable[[str, int, int], None]

__all__ = [
    "ExchangeError",
    "Fault",
    "ImportResult",
    "NotAllowed",
    "Progress",
    "UnknownCounty",
    "UnknownUpload",
    "WrongState",
    "forget_expired",
    "import_register",
]


def import_register(
    path: Path,
    *,
    county: str,
    dry_run: bool,
    good_rows: bool,
    report: Path | None,
    by: Actor | None,
    at: datetime,
    progress: Progress | None = None,
) -> ImportResult:
    """Check a register and, unless it is a dry run or rows are bad, load it.

    All rows are checked before one is written. Without `good_rows` a single bad row stops the writing of the whole
    file. The same file twice changes nothing. A dry run needs no actor. `progress` is called on the way with the
    stage (`check`, `load`), the rows done and the rows in all.

    Raises: UnknownCounty; NotAllowed when writing as anybody but a county lead of that county.
    """
    tell = progress or _silent
    surroundings = reads.surroundings(county, today=clock.local_day(at))
    if not dry_run:
        if by is None:
            raise NotAllowed()
        must_load(by, county)
    try:
        table = reading.read_path(path)
        checked = checking.check(table, surroundings, progress=lambda done, of: tell("check", done, of))
    except FileRefused as refusal:
        return refused(refusal)
    reader = by or audit.system("import_dry_run", ranges=(county,))
    plan = planning.plan(checked, by=reader, today=clock.local_day(at))
    result = plan.result()
    if by is not None and not dry_run and (good_rows or not plan.checked.rejected):
        result = result.with_written(_written(plan, county=county, by=by, at=at, tell=tell))
    if report is not None:
        said = reports.results(plan, loaded=result.written > 0)
        report.write_bytes(reports.workbook(plan.checked, at=at, results=said))
    return result


def _written(plan: planning.Plan, *, county: str, by: Actor, at: datetime, tell: Progress) -> int:
    of = len(plan.new)
    return actions.load(
        plan.new, county=county, source=actions.source_of(None), by=by, at=at,
        progress=lambda done, _: tell("load", done, of),
    )  # fmt: skip


def _silent(_stage: str, _done: int, _of: int) -> None:
    """Nobody watches."""
