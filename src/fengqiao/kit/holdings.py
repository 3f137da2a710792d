"""Who holds what about a person: each room declares its tables, and how it tells them in readable Chinese.

A room adds one `Held` when it is loaded. A table with rows about people is either told, or left out with its reason
and basis; a test walks every case table of the database, so that neither a new room nor a new table is forgotten.
Nothing here knows a room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fengqiao.kit import clock

SECRET = "《个人信息保护法》第十八条第一款、第三十五条"
"""Confidential by law, or telling it would hinder the duties of the organ."""
OTHERS = "《个人信息保护法》第四十五条（查阅、复制的是本人的个人信息）"
"""Somebody else's data: that person asks for it."""
Entry = tuple[tuple[str, str], ...]
"""One row as pairs of label and text, in Chinese; empty texts are not shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the rows under it."""

    title: str
    entries: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that the law keeps from the person: what, why, and by which articles."""

    what: str
    why: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a room holds. `tell` is asked by the person's number inside, in the transaction's scope.

    `left_out`: tables that are not told, each with its reason in Chinese. `kept`: parts that the law keeps back.
    """

    room: str
    order: int
    tables: frozenset[str]
    tell: Callable[[int], Iterable[Section]]
    left_out: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()


class Doubled(ValueError):
    """A table was declared twice: nobody would know who tells it."""


_held: dict[str, Held] = {}


def add(held: Held) -> None:
    """Declare a room's tables; again only for the same room. Raises: Doubled."""
    for other in _held.values():
        both = (held.tables | held.left_out.keys()) & (other.tables | other.left_out.keys())
        if other.room != held.room and both:
            raise Doubled(", ".join(sorted(both)))
    _held[held.room] = held


def rooms() -> tuple[Held, ...]:
    """Every room that holds something, in the order in which a copy tells it."""
    return tuple(sorted(_held.values(), key=lambda held: (held.order, held.room)))


def told_tables() -> frozenset[str]:
    """Tables whose rows a copy tells."""
    return frozenset(table for held in _held.values() for table in held.tables)


def left_out() -> Mapping[str, str]:
    """Tables that no copy tells, with the reasons."""
    return {table: why for held in _held.values() for table, why in held.left_out.items()}


def all_tables() -> frozenset[str]:
    """Every table that was declared."""
    return told_tables() | left_out().keys()


def tell(subject_id: int) -> Iterator[Section]:
    """Everything about a person, room by room; sections without a row are left away."""
    for held in rooms():
        for section in held.tell(subject_id):
            if section.entries:
                yield section


def kept() -> tuple[Kept, ...]:
    """What the law keeps back, room by room, each once."""
    return tuple(dict.fromkeys(each for held in rooms() for each in held.kept))


def day(value: date | datetime | None) -> str:
    """A day as a Chinese paper writes it; empty for none."""
    if value is None:
        return ""
    on = clock.local_day(value) if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日"


def span(first: date, last: date | None) -> str:
    """From a day to a day, or since a day."""
    return f"{day(first)}至{day(last)}" if last else f"自{day(first)}起"
