"""When a matter opens that is counted from a day: so many days or months before it, or after. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from fengqiao.law import face as law
from fengqiao.procedures.grammar import Start

#: The units in which such a start may count.
COUNTABLE = frozenset({"cd", "mo"})


def opens_on(start: Start, day: date, *, area: str) -> date:
    """The day on which the matter opens. Unit: calendar days or months, as the parameter says."""
    return _counted(start, day, area=area, sign=-1 if start.before else 1)


def latest_day(start: Start, *, on: date, area: str) -> date:
    """No later day of the fact can have its matter open by this day; a bound for the query, not the answer.

    Counting months to and fro may lose up to three days at the end of a short month: they are added here.
    """
    return _counted(start, on, area=area, sign=1 if start.before else -1) + timedelta(days=3)


def _counted(start: Start, day: date, *, area: str, sign: int) -> date:
    parameter = law.param(start.name, on=day, area=area)
    if parameter.unit == "mo":
        return law.add_months(day, sign * parameter.number)
    if parameter.unit == "cd":
        return day + timedelta(days=sign * parameter.number)
    raise law.WrongInput("not_countable", f"{start.name} counts neither days nor months", name=start.name)
