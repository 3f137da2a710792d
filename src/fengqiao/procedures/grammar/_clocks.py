"""Clocks: what starts, pauses, meets, renews and ends them, who owns them, and what their lapse does.

A clock runs from its start event whether or not its step is open. Its length is a parameter of the law
(the clock's
id is the parameter's name), or an instant from the form, or the earlier of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fengqiao.procedures.grammar._actors import Actor
from fengqiao.procedures.grammar._conditions import Condition, P
from fengqiao.procedures.grammar._words import Text

if TYPE_CHECKING:
    from fengqiao.law.face import Citation


class EventKind(StrEnum):
    """What an event is: a step that opens, an act, or a day or moment named in form or facts."""

    OPENED = "opened"
    ACT = "act"
    FORM = "form"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Event:
    """Something at a point in time. For OPENED an empty name is the clock's own step; for ACT
    step.outcome."""

    kind: EventKind
    names: tuple[str, ...] = ()


def opened(step: str = "") -> Event:
    """When a step opens (the clock's own step when none is named)."""
    return Event(EventKind.OPENED, (step,) if step else ())


def after(*acts: str) -> Event:
    """After the latest of these acts: after("decide.grant")."""
    return Event(EventKind.ACT, acts)


def at(field: str) -> Event:
    """The day or moment that a form field names."""
    return Event(EventKind.FORM, (field,))


def on_fact(key: str) -> Event:
    """The day or moment that a fact names."""
    return Event(EventKind.FACT, (key,))


class OnReturn(StrEnum):
    """What a clock does when the matter is sent back for correction and comes again."""

    RESTARTS = "restarts"
    CONTINUES = "continues"
    PAUSES = "pauses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One time limit.

    `until` makes it run to an instant instead of for a number (`before_it`: the instant itself is too late; a
    decision before departure). `within_hours` names a setting in hours where the register has no clock.
    `at_most` caps an instant by a parameter counted from the start. `met_by`
    lists
    acts that meet it; when empty, any act that leaves the step does. `only_when` limits it to some cases.
    """

    id: str
    title: Text
    owner: Actor | None = None
    starts: Event = Event(EventKind.OPENED)
    until: Event | None = None
    before_it: bool = False
    within_hours: P | None = None
    at_most: P | None = None
    parameter: str | None = None
    met_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    on_return: OnReturn = OnReturn.CONTINUES
    pauses_from: Event | None = None
    pauses_to: Event | None = None
    warn_days: tuple[int, ...] = ()
    only_when: Condition | None = None
    basis: tuple[Citation, ...] = ()

    @property
    def register_id(self) -> str:
        """The id in the register of time limits whose number it uses."""
        return self.parameter or self.id


@dataclass(frozen=True, slots=True)
class Renewal:
    """An act that gives a running clock a new end: the instant in a form field, capped by a parameter.

    Once the limit has passed nothing moves it any more, unless the law itself says so (`even_late`).
    """

    clock: str
    until: Event
    at_most: P | None = None
    even_late: bool = False


def renews(clock: str, until: str, at_most: P | None = None, *, even_late: bool = False) -> Renewal:
    """The named clock now runs until the instant in this form field."""
    return Renewal(clock, at(until), at_most, even_late)
