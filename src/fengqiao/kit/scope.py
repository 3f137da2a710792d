"""Which places a transaction may see. The database enforces it; this only says it.

The policy of every case table compares `area` with up to two ranges in transaction-local settings.
Unset or empty gives nothing (THREATS T02). `set_config(…, true)` only: a setting must not outlive the
transaction on a pooled connection (T01).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

from fengqiao.kit import edition

# ':' follows '9' in ASCII, so `lo <= code < lo + ':'` is exactly "code starts with lo".
_AFTER_DIGITS = ":"
_SETTINGS = (
    "set_config('app.lo1', %s, true), set_config('app.hi1', %s, true), "
    "set_config('app.lo2', %s, true), set_config('app.hi2', %s, true)"
)
WHOLE = ""
_SEALED = "z"  # after every digit and after ':', so that no range of digits, the whole one either, reaches it


class ScopeError(Exception):
    """A scope was asked for that cannot be: more than two ranges, or outside a transaction."""


def bounds(prefix: str) -> tuple[str, str]:
    """The half-open range of codes that begin with `prefix`. The empty prefix is every code."""
    return (prefix or "0", prefix + _AFTER_DIGITS)


def sealed(prefix: str) -> str:
    """The range of the sealed records of a place (犯罪记录封存): no range of digits reaches it (THREATS T82)."""
    return _SEALED + prefix


def unsealed(area: str) -> str:
    """The place of a code, also of one in the sealed store."""
    return area.removeprefix(_SEALED)


def covers(prefixes: Sequence[str], area: str) -> bool:
    """Whether a code lies in one of the ranges."""
    return any(area.startswith(p) for p in prefixes)


def reaches(area: str) -> bool:
    """Whether the scope that this transaction has entered covers a code."""
    lo1, hi1, lo2, hi2 = _stack.entered[-1] if _stack.entered else ("", "", "", "")
    return lo1 <= area < hi1 or lo2 <= area < hi2


def _set(values: tuple[str, str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SETTINGS}", values)


def _enter(values: tuple[str, str, str, str]) -> UUID:
    """Set the outermost scope of a transaction; the mark of the edition comes back with it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SETTINGS}, (SELECT mark FROM kit_edition)", values)
        mark: UUID = cursor.fetchone()[4]
    return mark


class _Stack(threading.local):
    """The scopes that this thread's transaction has entered, innermost last."""

    def __init__(self) -> None:
        self.entered: list[tuple[str, str, str, str]] = []


_stack = _Stack()


def entered() -> tuple[str, str, str, str] | None:
    """The bounds that this transaction has set last; None outside of every scope."""
    return _stack.entered[-1] if _stack.entered else None


def can_speak() -> bool:
    """False once a statement failed: the savepoint that is rolled back next restores the setting."""
    raw = connection.connection
    return raw is not None and raw.info.transaction_status == TransactionStatus.INTRANS


def _falls_with_transaction() -> bool:
    """True in the one block that commits: its settings end with it, a moment after its scope."""
    return not connection.savepoint_ids


@contextmanager
def of(prefixes: Sequence[str], *, is_last: bool = False) -> Iterator[None]:
    """Inside: the transaction sees only codes that begin with one of `prefixes` (at most two).

    The scope before it is restored on the way out, so scopes nest. `is_last` says that nothing but the end of the
    transaction follows: the database then forgets the outermost scope by itself, without being asked to.
    Raises: ScopeError outside a transaction or with more than two ranges.
    """
    if not connection.in_atomic_block:
        raise ScopeError("a scope needs a transaction")
    if len(prefixes) > 2:
        raise ScopeError("at most two ranges")
    pairs = [bounds(p) for p in prefixes] + [("", "")] * (2 - len(prefixes))
    values = (*pairs[0], *pairs[1])
    is_outermost = not _stack.entered
    before = ("", "", "", "") if is_outermost else _stack.entered[-1]
    if is_outermost:
        edition.entered(_enter(values))
    elif values != before:
        _set(values)
    _stack.entered.append(values)
    try:
        yield
    finally:
        _stack.entered.pop()
        if is_outermost:
            edition.left()
        ends_itself = is_last and is_outermost and _falls_with_transaction()
        if values != before and not ends_itself and can_speak():
            _set(before)
