"""The matters that an act is being recorded in.

The effects of an act change facts that its own matter reads. Whoever hears of the fact projects the person's matters
again; this one is left to `recording.record`, which knows the act: a deadline that the act extends would otherwise be
listed as corrected by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_held: ContextVar[frozenset[int]] = ContextVar("matters in hand", default=frozenset())


@contextmanager
def in_hand(matter: int) -> Iterator[None]:
    """Inside: changed facts leave the matter alone."""
    token = _held.set(_held.get() | {matter})
    try:
        yield
    finally:
        _held.reset(token)


def is_in_hand(matter: int) -> bool:
    """Whether an act on the matter is being recorded."""
    return matter in _held.get()
