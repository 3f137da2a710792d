"""Plans that the database keeps for the staff door, and for whom.

Planning took two thirds of what a page cost the database, because a policy is written into every table of every
statement. So the driver prepares what is asked again, and PostgreSQL keeps its plan. A plan is made for what its first
asker may see: a province's plan used for an office walks the whole country (measured at fifty times; DATABASE 4). Hence
each statement inside of a scope ends with a remark of how many people may be seen by it, in steps of four times: places
of about the same size share plans, others never do (ADR 8). The remark holds a number and nothing of anybody.
"""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection as db
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from fengqiao.kit import scope

#: So many statements are held by a connection: those that were asked last.
MOST: Final = 800
#: For how long an estimate of a scope's size is believed. Unit: seconds.
_BELIEVED: Final = 3_600.0
_ROWS: Final = re.compile(r"rows=(\d+)")

_sizes: dict[tuple[str, str, str, str], tuple[float, str]] = {}
_measure: list[bytes] = []
_numbers = itertools.count()


class _State(threading.local):
    anew = False


_state = _State()


def sized_by(statement: bytes) -> None:
    """Let the size of a scope be the rows that the planner expects of this statement (`EXPLAIN …`) in it."""
    _measure[:] = [statement]


def keep(sender: object, connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Hears of every new connection; where the driver prepares, statements are told apart by size."""
    raw = connection.connection
    if raw.prepare_threshold is None:
        return
    raw.prepared_max = MOST
    if _apart not in connection.execute_wrappers:
        connection.execute_wrappers.append(_apart)


def connect() -> None:
    """Hear of new connections. Called once."""
    connection_created.connect(keep, dispatch_uid="fengqiao.kit.plans")


@contextmanager
def anew() -> Iterator[None]:
    """Inside: each statement is planned for its own values, and no plan of it is kept.

    For spans of days beside a limit: a kept plan cannot know how many rows lie in a span, and walks the country for an
    office.
    """
    before, _state.anew = _state.anew, True
    try:
        yield
    finally:
        _state.anew = before


def forget() -> None:
    """Let this connection make its plans anew, those of its foreign keys too.

    PostgreSQL keeps the plans of such checks until it has counted a table again. Made while a table was empty they read
    all of it for each row: a register loaded into a new database had lost half its speed after 10,000 people.
    """
    with db.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _apart(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    entered = scope.entered()
    if entered is None or not isinstance(sql, str):
        return execute(sql, params, many, context)
    # What is never asked twice is never prepared.
    remark = f" /*+{next(_numbers)}*/" if _state.anew else _remark(entered, context["connection"])
    return execute(sql + remark, params, many, context)


def _remark(entered: tuple[str, str, str, str], connection: BaseDatabaseWrapper) -> str:
    """The remark for the scope in which the transaction stands: half the bits of its number of people."""
    now = time.monotonic()
    known = _sizes.get(entered)
    if known is not None and now < known[0]:
        return known[1]
    if not _measure or not scope.can_speak():
        return " /*?*/"
    row = connection.connection.execute(_measure[0], prepare=False).fetchone()
    found = _ROWS.search(row[0] if row else "")
    remark = f" /*{int(found[1]).bit_length() // 2 if found else '?'}*/"
    _sizes[entered] = (now + _BELIEVED, remark)
    return remark
