"""Whose reports, talks and visits would be asked for otherwise if the law were another: both editions, compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.supervision.reads.courses import Paces, Person, courses, kinds_asked
from fengqiao.supervision.rules import KINDS
from fengqiao.supervision.rules.periods import Period

#: How far ahead duties are compared. Unit: days: a little over a quarter, the longest period.
AHEAD_DAYS: Final = 100

Periods = tuple[Period, ...]


@record(kw_only=True)
class ForeseenDuty:
    """One duty of one person that would be due at other times. The days are the first that differ."""

    subject_id: int
    area: str
    kind: str
    title: Text
    was_on: date | None
    now_on: date | None
    was: tuple[Text, ...]
    now: tuple[Text, ...]


def foreseen_duties(edition: law.Edition, *, since: date, today: date) -> Iterator[ForeseenDuty]:
    """The duties of everybody in scope, from a day on. For one county at a time: it reads all of its people."""
    first = min(since, today)
    until = max(since, today) + timedelta(days=AHEAD_DAYS)
    people, paces = courses(on=today).values(), Paces(on=first)
    before = {person.id: (person, _asked(person, paces, first, until)) for person in people}
    with law.supposing(edition):
        paces = Paces(on=first)
        then = {person.id: _asked(person, paces, first, until) for person in people}
    for person, asked in before.values():
        for kind in KINDS:
            was, now = asked.get(kind, ()), then[person.id].get(kind, ())
            if was != now:
                yield _row(person, kind, was, now)


def _asked(person: Person, paces: Paces, first: date, until: date) -> dict[str, Periods]:
    return {
        kind: tuple(each for each in paces.periods(person, kind, since=first, until=until) if each.asked)
        for kind in kinds_asked(on=first, area=person.area) + kinds_asked(on=until, area=person.area)
    }


def _row(person: Person, kind: str, was: Periods, now: Periods) -> ForeseenDuty:
    one = next((each for each in was if each not in now), None)
    other = next((each for each in now if each not in was), None)
    return ForeseenDuty(
        subject_id=person.id, area=person.area, kind=kind, title=KINDS[kind],
        was_on=one.due if one else None, now_on=other.due if other else None,
        was=_told(one, len(was)), now=_told(other, len(now)),
    )  # fmt: skip


def _told(period: Period | None, count: int) -> tuple[Text, ...]:
    total = Text(f"比较期间内共 {count} 次", f"{count} in the days compared")
    if period is None:
        return (total,)
    return (
        Text(
            f"{period.first} 至 {period.last} 为一期，{period.due} 前完成。",
            f"One period from {period.first} to {period.last}, due by {period.due}.",
        ),
        total,
    )
