"""When two files may be of one human by mistake. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from fengqiao.law.face import Text

NUMBER, PERSON = "number", "person"
WHY: Final = {
    NUMBER: Text("证件号码相同", "the same ID number"),
    PERSON: Text("姓名、性别、出生日期相同，证件号码不同", "the same name, sex and birth date, other numbers"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """The days of one file: both inside. `running`: it has not ended, whatever its term says."""

    first_day: date
    last_day: date
    running: bool


def alike(one: Side, other: Side) -> bool:
    """Whether two files stand for the same time: both run, or their days overlap. A later term is a file of its own."""
    if one.running and other.running:
        return True
    return one.first_day <= other.last_day and other.first_day <= one.last_day
