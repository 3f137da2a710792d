"""A colleague is back: what came in the meantime, and what the deputy did."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day, start_of
from fengqiao.notices import face as notices
from fengqiao.procedures.reads.matters import acts_in_place_of
from fengqiao.users import face as users

PURPOSE = "hand_back"
# Unit: days after the end of a cover in which its summary is still made, should the job not have run.
LOOKS_BACK = 14


def hand_back_covers(*, at: datetime) -> int:
    """Tell everybody whose cover has ended; how many. May be called at any time, any often: each cover once."""
    today = local_day(at)
    ended = users.ended_covers(since=today - timedelta(days=LOOKS_BACK), on=today)
    return sum(_hand_back(cover, at=at) for cover in ended)


def _hand_back(cover: users.EndedCover, *, at: datetime) -> int:
    by = audit.system(PURPOSE, ranges=(cover.area,))
    with transaction.atomic(), scope.of(by.ranges):
        if notices.is_told(area=cover.area, cause=cover.uid, kind="handed_back"):
            return 0
        since, until = start_of(cover.first_day), start_of(cover.next_day)
        came = notices.came_for(post=cover.covered, since=since, until=until)
        done = acts_in_place_of(cover)
        notices.tell_staff(
            by=by, at=at, area=cover.area, kind="handed_back", cause=cover.uid, posts=(cover.covered,),
            values={
                "first": cover.first_day.isoformat(),
                "last": cover.last_day.isoformat(),
                "count": len(came),
                "answered": sum(each.is_read for each in came),
                "acts": len(done),
            },
        )  # fmt: skip
    return 1
