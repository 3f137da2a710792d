"""How a period stands on a day, by the dated facts: done, done late, due, overdue, not asked. Pure.

A report answers the period whose first day it names; a talk or a visit answers the period on whose days it was held.
More than one in a period counts once: nothing is carried over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from fengqiao.law.face import Text
from fengqiao.supervision.rules import ACCEPTED, EXCUSED, REPORTS, Contact, Report
from fengqiao.supervision.rules.periods import Period

DONE, LATE, DUE, OVERDUE, EXCUSED_, NOT_ASKED, TO_COME = (
    "done", "late", "due", "overdue", "excused", "not_asked", "to_come",
)  # fmt: skip
STATES: Final = {
    DONE: Text("已完成", "done"),
    LATE: Text("逾期完成", "done late"),
    DUE: Text("本期待完成", "due"),
    OVERDUE: Text("逾期未完成", "missing"),
    EXCUSED_: Text("有正当理由", "excused"),
    NOT_ASKED: Text("本期不要求", "not asked"),
    TO_COME: Text("未到期", "to come"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """One period and how it stands. `on` is the day on which it was answered."""

    period: Period
    state: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Over a span of periods: asked, done in time, done late, excused, missing. They add up: nothing is lost.

    Unit: periods.
    """

    required: int
    done: int
    late: int
    excused: int
    missing: int
    due: int


def stand(kind: str, period: Period, *, reports: Iterable[Report], contacts: Iterable[Contact], today: date) -> Stand:
    """How one period of one duty stands on a day."""
    answered = _answered(kind, period, reports, contacts, today)
    if answered:
        on = min(answered)
        return Stand(period, DONE if on <= period.due else LATE, on)
    if kind in REPORTS and any(_answers(each, kind, period) and each.answer == EXCUSED for each in reports):
        return Stand(period, EXCUSED_)
    if not period.asked:
        return Stand(period, NOT_ASKED)
    if period.first > today:
        return Stand(period, TO_COME)
    return Stand(period, DUE if today <= period.due else OVERDUE)


def _answered(
    kind: str, period: Period, reports: Iterable[Report], contacts: Iterable[Contact], today: date
) -> list[date]:
    if kind in REPORTS:
        return [each.on for each in reports if _answers(each, kind, period) and each.answer == ACCEPTED]
    return [each.on for each in contacts if each.kind == kind and period.holds(each.on) and each.on <= today]


def _answers(report: Report, kind: str, period: Period) -> bool:
    return report.kind == kind and report.period_first is not None and period.holds(report.period_first)


def counts(stands: Iterable[Stand]) -> Counts:
    """What was asked and what became of it. What nobody asked for is not counted, even when it was done."""
    states = [each.state for each in stands if each.period.asked and each.state != TO_COME]
    tally = {state: states.count(state) for state in (DONE, LATE, EXCUSED_, OVERDUE, DUE)}
    return Counts(len(states), tally[DONE], tally[LATE], tally[EXCUSED_], tally[OVERDUE], tally[DUE])
