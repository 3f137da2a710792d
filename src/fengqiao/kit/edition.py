"""What a process keeps in memory of the database, and how it learns that it is stale.

Parameters, holidays and places are read many thousand times a second, so every process keeps them. `kit_edition` holds
one row with a mark that each confirmed change replaces in its own transaction. The outermost scope of a transaction
reads the mark in the statement that sets the scope (no query more) and tells those who keep something: whoever holds
another mark reads again. A mark is random, so a change that is rolled back is never mistaken for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Entered = Callable[[UUID | None], None]

_listeners: list[Entered] = []


def listen(listener: Entered) -> None:
    """Let `listener` hear the mark when a transaction enters its outermost scope, and None when it leaves it."""
    if listener not in _listeners:
        _listeners.append(listener)


def entered(mark: UUID) -> None:
    """A transaction has entered its outermost scope; the database stands at this mark."""
    for listener in _listeners:
        listener(mark)


def left() -> None:
    """The outermost scope was left."""
    for listener in _listeners:
        listener(None)
