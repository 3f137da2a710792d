"""What a leave, a class and an injunction may look like. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fengqiao.law.face import Text

CLASSES: Final = {
    "strict": Text("严管", "strict"),
    "normal": Text("普管", "normal"),
    "lenient": Text("宽管", "lenient"),
}
INJUNCTION_KINDS: Final = {
    "activity": Text("禁止从事特定活动", "activity"),
    "area": Text("禁止进入特定区域、场所", "area or premises"),
    "person": Text("禁止接触特定的人", "person"),
    "unsorted": Text("未分类", "not sorted yet"),
}
GRANTED: Final = "granted"
RETURNED: Final = "returned"
CANCELLED: Final = "cancelled"
LEAVE_STATES: Final = {
    GRANTED: Text("已批准", "granted"),
    RETURNED: Text("已销假", "returned"),
    CANCELLED: Text("已取消", "cancelled"),
}


@dataclass(frozen=True, slots=True)
class NewInjunction:
    """One item of an injunction as its paper gives it; `areas` are short codes of places, when it names any."""

    text: str = field(repr=False)
    kind: str = "unsorted"
    areas: tuple[str, ...] = ()
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """Who is in charge: a natural person, with the name as it is today."""

    person: int
    name: str
    account: int | None = None


@dataclass(frozen=True, slots=True)
class NewCasework:
    """What an existing register says about a person beyond the file: class, injunction, officer.

    A plain text among `injunctions` is an item whose kind the register does not tell. Everything holds from
    `class_from` on, or from the day of the load.
    """

    subject_id: int
    area: str
    class_: str = ""
    class_from: date | None = None
    injunctions: tuple[NewInjunction | str, ...] = ()
    officer: NewOfficer | None = None


def closed(*, first_day: date, last_day: date, returned_on: date) -> tuple[str, date]:
    """State and real last day of a leave whose holder came back.

    Back before it began, it never was. Back early, the unused days do not count; back late, the late days were
    never granted and do not lengthen it.

    Law: Measures art. 28 (return before the end, close the leave).
    """
    if returned_on < first_day:
        return CANCELLED, last_day
    return RETURNED, min(last_day, returned_on)
