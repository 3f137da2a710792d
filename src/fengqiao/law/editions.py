"""What is in force: the register of the files, with the changes that a place has made and confirmed.

Reading a parameter or a working day asks the *edition* of the present transaction. Outside of one the files alone
apply: that is what definitions are checked against, and what a computer without a database answers. An edition never
changes; a confirmed change makes another one, and a preview is the same reading under a supposed edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedNumber:
    """From a day on a parameter has another value in a place; `follows`: again what stands above the place."""

    name: str
    area: str
    valid_from: date
    value: Any = None
    unit: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """The notice on the holidays of a year: days off besides the weekends, and weekend days that are worked."""

    area: str
    year: int
    closed: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDays:
    """Days on which the institutions of a place are closed beyond the calendar; `reopened` undoes earlier ones."""

    area: str
    closed: frozenset[date]
    reopened: frozenset[date]


Change = ChangedNumber | PublishedYear | ClosedDays


class Edition:
    """Confirmed changes in the order of their confirmation, and what was worked out from them, once."""

    __slots__ = ("_made", "changes")

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        self.changes = tuple(changes)
        self._made: dict[Any, Any] = {}

    def with_change(self, change: Change) -> Edition:
        """The edition that would be in force if this were confirmed now."""
        return Edition((*self.changes, change))

    def of(self, make: Callable[[tuple[Change, ...]], Made]) -> Made:
        """What `make` works out from the changes. Made once; two threads may both make it, and one is kept."""
        made: Made | None = self._made.get(make)
        return made if made is not None else self._made.setdefault(make, make(self.changes))


FILES = Edition()
"""The register as it was delivered, without any change."""

_in_force: ContextVar[Edition] = ContextVar("law_in_force", default=FILES)
_supposed: ContextVar[bool] = ContextVar("law_supposed", default=False)


def current() -> Edition:
    """The edition by which everything is read here and now."""
    return _in_force.get()


def enter(edition: Edition) -> None:
    """From now on this edition is in force here; a supposed one is not disturbed."""
    if not _supposed.get():
        _in_force.set(edition)


@contextmanager
def supposing(edition: Edition) -> Iterator[None]:
    """Inside, everything is read as if this edition were in force."""
    was, flag = _in_force.set(edition), _supposed.set(True)
    try:
        yield
    finally:
        _in_force.reset(was)
        _supposed.reset(flag)
