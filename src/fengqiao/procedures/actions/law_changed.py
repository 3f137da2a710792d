"""After a change of the law of a place: inbox and clocks of its matters brought in line, each in its own transaction.

An act keeps the reasoning that was sealed in it; what is written anew are the projections, and every running limit that
moves is noted for the county's lead and the procuratorate. May be called again: what is right already is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.procedures.actions.moving import note_moves
from fengqiao.procedures.actions.projecting import compare, project
from fengqiao.procedures.models import Matter
from fengqiao.procedures.reads.acts import matter_row
from fengqiao.procedures.reads.clocks import all_counties
from fengqiao.procedures.reads.foreseeing import AT_ONCE, standings, touched_by
from fengqiao.procedures.reads.standing import as_projected
from fengqiao.subjects import face as subjects

PURPOSE = "law_changed"


def law_changed(*, area: str, since: date, at: datetime) -> int:
    """Bring every matter of a place in line with the law as it is now; how many were not."""
    counties = [each for each in all_counties() if each.startswith(area)] or [area]
    return sum(_bring_in_line(county, since=since, at=at) for county in counties)


def _bring_in_line(place: str, *, since: date, at: datetime) -> int:
    by, count = audit.system(PURPOSE, ranges=(place,)), 0
    for some in _stretches(by, since=since):
        with transaction.atomic(), scope.of(by.ranges):
            bent = [each.matter for each in standings(some, at=at) if compare(each)]
        for row in bent:
            count += _one(row, by=by, at=at)
    return count


def _stretches(by: audit.Actor, *, since: date) -> Iterator[list[Matter]]:
    after: int | None = 0
    while after is not None:
        with transaction.atomic(), scope.of(by.ranges):
            some = list(touched_by(since=since).filter(id__gt=after).order_by("id")[:AT_ONCE])
        yield some
        after = some[-1].id if len(some) == AT_ONCE else None


def _one(row: Matter, *, by: audit.Actor, at: datetime) -> bool:
    with transaction.atomic(), scope.of(by.ranges):
        subjects.lock(row.subject_id)
        standing = as_projected(matter_row(row.uid), at=at)
        found = project(standing, at=at)
        note_moves(standing, found, at=at, rules=True)
        if found:
            audit.write(by=by, what="procedures.law_changed", about=str(row.uid), area=row.area)
    return bool(found)
