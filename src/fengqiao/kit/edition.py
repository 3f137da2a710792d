"""What a process keeps in memory of the database, and how it learns that it is stale.

Parameters, holidays and places are read many thousand times a second, so every process keeps them. `kit_edition` holds
one row with a mark that each confirmed change replaces in its own transaction. The outermost scope of a transaction
reads the mark in the statement that sets the scope (no query more) and tells those who keep something: whoever holds
another mark reads again. A mark is random, so a change that is rolled back is never mistaken for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Entered = Callable[[UUID | None], None]

_listeners: list[Entered] = []
_mark: ContextVar[UUID | None] = ContextVar("edition_mark", default=None)


def mark() -> UUID | None:
    """The mark at which this transaction entered its scope; None outside of one, where nothing may be remembered."""
    return _mark.get()


def listen(listener: Entered) -> None:
    """Let `listener` hear the mark when a transaction enters its outermost scope, and None when it leaves it."""
    if listener not in _listeners:
        _listeners.append(listener)


def entered(mark: UUID) -> None:
    """A transaction has entered its outermost scope; the database stands at this mark."""
    _mark.set(mark)
    for listener in _listeners:
        listener(mark)


def left() -> None:
    """The outermost scope was left."""
    _mark.set(None)
    for listener in _listeners:
        listener(None)


def kept(size: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Remember answers while the database stands at one mark. Outside of a scope there is none: asked every time."""

    def keeping(read: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @lru_cache(maxsize=size)
        def at(mark: UUID, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            return read(*args, **kwargs)

        @wraps(read)
        def found(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            here = mark()
            return read(*args, **kwargs) if here is None else at(here, *args, **kwargs)  # type: ignore[arg-type]

        return found

    return keeping
