"""Which matters would open on another day, or not at all, if the law were another: both editions asked and compared.

It is what the daily run asks of the rooms, for the days ahead instead of for today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from fengqiao.kit.clock import local_day
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures.definitions import all_current, starts_of
from fengqiao.procedures.due_days import latest_day, opens_on
from fengqiao.procedures.grammar import Procedure, Start, StartKind
from fengqiao.procedures.models import Matter

#: How far ahead openings are compared. Unit: days: a little over a quarter.
AHEAD_DAYS: Final = 100
Key = tuple[str, int, int, str]
"""Procedure, version, person, period."""


@record(kw_only=True)
class ForeseenOpening:
    """A matter that is not there yet and would open on another day; None: not within the days compared."""

    procedure: str
    version: int
    subject_id: int
    was_on: date | None
    now_on: date | None


def foreseen_openings(
    edition: law.Edition, *, area: str, since: date, changed: str, at: datetime
) -> Iterator[ForeseenOpening]:
    """The openings of a county under another edition. `changed` is the number that is set otherwise, or empty: a duty
    that recurs is asked day by day only when its own rhythm is changed."""
    today = local_day(at)
    until = max(since, today) + timedelta(days=AHEAD_DAYS)
    was = dict(_openings(area, today, until, changed))
    with law.supposing(edition):
        now = dict(_openings(area, today, until, changed))
    differing = [key for key in dict.fromkeys((*was, *now)) if was.get(key) != now.get(key)]
    there = _there(differing)
    for procedure, version, subject_id, period in differing:
        if (procedure, subject_id, period) not in there:
            key = (procedure, version, subject_id, period)
            yield ForeseenOpening(
                procedure=procedure, version=version, subject_id=subject_id, was_on=was.get(key), now_on=now.get(key)
            )


def _openings(area: str, today: date, until: date, changed: str) -> Iterator[tuple[Key, date]]:
    for definition in all_current(today):
        for start in starts_of(definition, StartKind.DATE):
            if start.of is not None:
                yield from _by_date(definition, start, area, today, until)
        for start in starts_of(definition, StartKind.EVERY):
            if start.of is not None and start.name == changed:
                yield from _recurring(definition, start, area, today, until)


def _by_date(definition: Procedure, start: Start, area: str, today: date, until: date) -> Iterator[tuple[Key, date]]:
    """One question to a room. What is due already counts as due today: the next run opens it."""
    assert start.of is not None
    for subject_id, day, *_said in start.of(until=latest_day(start, on=until, area=area)):
        opens = max(opens_on(start, day, area=area), today)
        if opens <= until:
            yield (definition.key, definition.version, subject_id, day.isoformat()), opens


def _recurring(definition: Procedure, start: Start, area: str, today: date, until: date) -> Iterator[tuple[Key, date]]:
    """One question for each day; a period opens on the first that names it."""
    assert start.of is not None
    found: dict[Key, date] = {}
    for ahead in range((until - today).days + 1):
        on = today + timedelta(days=ahead)
        for subject_id, period, _data in start.of(on=on, area=area):
            found.setdefault((definition.key, definition.version, subject_id, period), on)
    yield from found.items()


def _there(keys: list[Key]) -> set[tuple[str, int, str]]:
    rows = Matter.objects.filter(subject_id__in={key[2] for key in keys}, procedure__in={key[0] for key in keys})
    return set(rows.exclude(period="").values_list("procedure", "subject_id", "period"))
