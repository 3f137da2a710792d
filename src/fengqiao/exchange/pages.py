"""What the page of an import shows, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fengqiao.exchange import keeping
from fengqiao.exchange.models import Upload
from fengqiao.exchange.register.columns import columns, find_header
from fengqiao.exchange.register.text import text_of
from fengqiao.exchange.result import Fault, ImportResult
from fengqiao.shell import face as shell

# A page shows so many faults of a kind; the report has all.
SHOWN_FAULTS = 100
SHOWN_ROWS = 5
FIRST_COLUMNS = ("name", "category", "term_start", "term_end", "office")

STATES: dict[str, shell.Tag] = {
    "checking": shell.Tag(_("being checked"), "info", "hourglass"),
    "checked": shell.Tag(_("waits for confirmation"), "warn", "clipboard-check"),
    "loading": shell.Tag(_("being loaded"), "info", "hourglass"),
    "loaded": shell.Tag(_("loaded"), "ok", "circle-check"),
    "failed": shell.Tag(_("stopped"), "danger", "alert-octagon"),
    "discarded": shell.Tag(_("discarded"), "", "trash"),
    "expired": shell.Tag(_("forgotten"), "", "history"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One import in the list."""

    upload: Upload
    state: shell.Tag


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault as the page shows it."""

    row: int
    column: str
    words: shell.Text


@dataclass(frozen=True, slots=True)
class Preview:
    """One import on its page."""

    upload: Upload
    state: shell.Tag
    result: ImportResult | None
    errors: tuple[FaultRow, ...]
    warnings: tuple[FaultRow, ...]
    more_errors: int
    more_warnings: int
    figures: tuple[shell.Figure, ...]
    first_rows: tuple[tuple[str, ...], ...]
    """A few rows as they were read, so that a person sees names and dates before confirming (THREATS T69)."""
    first_columns: tuple[str, ...]
    runs: bool
    is_stale: bool

    @property
    def may_load_all(self) -> bool:
        """Whether nothing stands in the way of the whole file."""
        return self.result is not None and not self.result.has_errors

    @property
    def may_load(self) -> bool:
        """Whether there is anybody to load."""
        return self.upload.state == "checked" and self.result is not None and self.result.accepted > 0


def listed(uploads: Sequence[Upload]) -> tuple[Line, ...]:
    """Imports with their states in words."""
    return tuple(Line(upload, STATES[upload.state]) for upload in uploads)


def preview(upload: Upload, *, at: datetime, stale: timedelta) -> Preview:
    """The page of an upload, its sealed outcome opened."""
    result = keeping.open_result(upload.outcome_sealed, row=upload.uid) if upload.outcome_sealed else None
    faults = result.faults if result else ()
    errors = [fault for fault in faults if fault.rejects]
    warnings = [fault for fault in faults if not fault.rejects]
    runs = upload.state in ("checking", "loading")
    return Preview(
        upload=upload,
        state=STATES[upload.state],
        result=result,
        errors=_rows(errors),
        warnings=_rows(warnings),
        more_errors=max(0, len(errors) - SHOWN_FAULTS),
        more_warnings=max(0, len(warnings) - SHOWN_FAULTS),
        figures=_figures(result) if result else (),
        first_rows=_first_rows(upload) if upload.state == "checked" else (),
        first_columns=tuple(columns()[key].name for key in FIRST_COLUMNS),
        runs=runs,
        is_stale=(runs or upload.state == "failed") and at - upload.moved_at > stale,
    )


def _rows(faults: list[Fault]) -> tuple[FaultRow, ...]:
    return tuple(
        FaultRow(row=fault.row, column=fault.column, words=shell.Text(fault.zh, fault.en))
        for fault in faults[:SHOWN_FAULTS]
    )


def _first_rows(upload: Upload) -> tuple[tuple[str, ...], ...]:
    if upload.table_sealed is None:
        return ()
    header, rows = find_header(keeping.open_table(upload.table_sealed, row=upload.uid))
    places = [header.positions[key] for key in FIRST_COLUMNS]
    return tuple(
        tuple(text_of(row.cells[place] if place < len(row.cells) else None) for place in places)
        for row in rows[:SHOWN_ROWS]
    )


def _figures(result: ImportResult) -> tuple[shell.Figure, ...]:
    return (
        shell.Figure(_("Rows"), str(result.rows), "#state", tone="info"),
        shell.Figure(_("Can be loaded"), str(result.accepted), "#loading", tone="ok"),
        shell.Figure(_("Already registered"), str(result.unchanged), "#loading", note=_("nothing changes")),
        shell.Figure(_("Rejected rows"), str(result.rejected), "#errors", tone="danger" if result.rejected else ""),
        shell.Figure(
            _("Pending county check"),
            str(result.pending_county_check),
            "#loading",
            tone="warn" if result.pending_county_check else "",
        ),
    )
