"""A change of places carried out: names, posts and offices first, then one file after another, each for itself.

A job that may be killed at any moment and run again at will: what has followed is not touched, what has not is what is
left. A file that cannot go stays where it is and is counted, until somebody has put right what stands in its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.kit import bus, scope
from fengqiao.kit.clock import local_day
from fengqiao.subjects.facts import FileMoved
from fengqiao.subjects.models import Move
from fengqiao.subjects.reads.going import AT_ONCE, concerned
from fengqiao.users import facts as users

PURPOSE: Final = "places"


@dataclass(frozen=True, slots=True)
class Followed:
    """What one run did: changes that came into force, files that went, files that could not."""

    settled: int
    moved: int
    stuck: int


def follow_places(*, at: datetime) -> Followed:
    """Carry out what is due of the confirmed changes of places."""
    settled = moved = stuck = 0
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        due = areas.changes_due(on=local_day(at))
    for each in due:
        by = audit.system(PURPOSE, ranges=(each.change.area,))
        if not each.is_settled:
            settled += _settle(each, by=by, at=at)
        for subject_id in _concerned(each, by=by):
            try:
                moved += _follow(each.uid, subject_id, by=by, at=at)
            except (IntegrityError, OperationalError):
                stuck += 1
    return Followed(settled, moved, stuck)


def _settle(due: areas.Due, *, by: audit.Actor, at: datetime) -> bool:
    with transaction.atomic(), scope.of(by.ranges):
        done = _asked("SELECT settle_place(%s, %s)", due.uid, local_day(at))
        if done:
            audit.write(by=by, what="subjects.settle_place", about=str(due.uid), area=by.area)
            for place in sorted(set(due.change.moves.values())):
                bus.announce(users.PowersChanged(place, by, at))
    return done


def _concerned(due: areas.Due, *, by: audit.Actor) -> Iterator[int]:
    """The files that a change may move, in the order in which they were made."""
    after: int | None = 0
    while after is not None:
        with transaction.atomic(), scope.of(by.ranges):
            found = list(concerned(due.change).filter(pk__gt=after).values_list("pk", flat=True)[:AT_ONCE])
        yield from found
        after = found[-1] if len(found) == AT_ONCE else None


def _follow(change: UUID, subject_id: int, *, by: audit.Actor, at: datetime) -> bool:
    """One file, and what waits about it, in one transaction."""
    with transaction.atomic(), scope.of(by.ranges):
        if not _asked("SELECT follow_place(%s, %s, %s)", change, subject_id, local_day(at)):
            return False
        move = Move.objects.select_related("subject").filter(subject_id=subject_id).latest("id")
        data = {"change": str(change), "from": move.from_area, "to": move.to_area}
        audit.write(by=by, what="subjects.move_file", about=str(move.subject.uid), area=move.area, data=data)
        bus.announce(FileMoved(subject_id, move.subject.uid, move.from_area, move.area, at))
    return True


def _asked(statement: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    if row is None:
        raise DatabaseError(statement)
    return bool(row[0])
