"""What a leave, a class and an injunction may look like. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fengqiao.law.face import Text

CLASSES: Final = {
    "strict": Text("严管", "strict"),
    "normal": Text("普管", "normal"),
    "lenient": Text("宽管", "lenient"),
}
UNSORTED: Final = "unsorted"
SORTED_KINDS: Final = ("activity", "area", "person")
INJUNCTION_KINDS: Final = {
    "activity": Text("禁止从事特定活动", "activity"),
    "area": Text("禁止进入特定区域、场所", "area or premises"),
    "person": Text("禁止接触特定的人", "person"),
    UNSORTED: Text("未分类", "not sorted yet"),
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
    kind: str = UNSORTED
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


_CLAUSE_ENDS: Final = re.compile(r"[；;。\n]+|[，,、]\s*(?=(?:并)?(?:禁止|不得|不准))")
_PERSON_WORDS: Final = ("接触", "接近", "联系", "骚扰", "滋扰")
_AREA_WORDS: Final = ("进入", "出入", "前往", "到达")


def suggested(text: str) -> dict[str, tuple[str, ...]]:
    """Clauses of an unsorted text by the kind that their verb points to: a suggestion, which a person decides on.

    Whatever names no contact and no entering is taken for an activity. No word of the text is lost or changed.
    """
    found: dict[str, list[str]] = {kind: [] for kind in SORTED_KINDS}
    for clause in filter(None, (part.strip() for part in _CLAUSE_ENDS.split(text))):
        if any(word in clause for word in _PERSON_WORDS):
            found["person"].append(clause)
        elif any(word in clause for word in _AREA_WORDS):
            found["area"].append(clause)
        else:
            found["activity"].append(clause)
    return {kind: tuple(clauses) for kind, clauses in found.items()}


def closed(*, first_day: date, last_day: date, returned_on: date) -> tuple[str, date]:
    """State and real last day of a leave whose holder came back.

    Back before it began, it never was. Back early, the unused days do not count; back late, the late days were
    never granted and do not lengthen it.

    Law: Measures art. 28 (return before the end, close the leave).
    """
    if returned_on < first_day:
        return CANCELLED, last_day
    return RETURNED, min(last_day, returned_on)
