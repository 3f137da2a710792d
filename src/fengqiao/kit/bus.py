"""What rooms announce and who hears it, inside the same transaction.

    bus.announce(facts.LeaveRecorded(...))          # the room below
    bus.listen(facts.LeaveRecorded, remember)       # the one table, `site/wiring.py`

A fact is a frozen record of a room's `facts.py`. What must happen is called directly; what may react listens.
Listeners run in the order of the table, and one that fails takes the act with it: nothing is half heard.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Fact = TypeVar("Fact")

_listeners: dict[type, list[Callable[[Any], None]]] = {}


def listen(kind: type[Fact], listener: Callable[[Fact], None]) -> None:
    """Let `listener` hear every fact of exactly this kind. Wiring twice is wiring once."""
    heard = _listeners.setdefault(kind, [])
    if listener not in heard:
        heard.append(listener)


def announce(fact: object) -> None:
    """Tell everybody who listens to this kind of fact."""
    for listener in _listeners.get(type(fact), ()):
        listener(fact)


def listeners(kind: type) -> tuple[Callable[[Any], None], ...]:
    """Who hears a kind of fact, in order: for the page that prints the wiring, and its test."""
    return tuple(_listeners.get(kind, ()))
