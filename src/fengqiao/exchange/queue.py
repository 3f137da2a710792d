"""Asking for the jobs of `tasks`, by name: in the transaction of whoever asks, so that no job comes before its row."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

QUEUE: Final = "imports"
CHECK: Final = "exchange.check"
LOAD: Final = "exchange.load"


def ask_check(*, area: str, upload: UUID) -> None:
    """Queue the check of an upload."""
    _ask(CHECK, area=area, upload=upload)


def ask_load(*, area: str, upload: UUID) -> None:
    """Queue the load of an upload."""
    _ask(LOAD, area=area, upload=upload)


def _ask(name: str, *, area: str, upload: UUID) -> None:
    # The lock lets one job at a time work on an upload, however often it is asked for.
    app.configure_task(name, queue=QUEUE, lock=f"import-{upload}").defer(area=area, upload=str(upload))
