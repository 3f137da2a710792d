"""Whoever may answer hears of a request about one's own data that is due soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.holdings import day
from fengqiao.law import face as law
from fengqiao.notices import face as notices
from fengqiao.subjects.models import DataRequest
from fengqiao.subjects.rules.requests import OPEN
from fengqiao.users import face as users

KIND = "request_due"
PURPOSE = "remind_of_requests"
_COUNTY = ("county_staff", "county_lead")


def remind_of_requests(*, over: Sequence[str], at: datetime) -> int:
    """Tell the office's head and the county of requests that are due soon or overdue, each once; how many."""
    return sum(_remind_county(county, at=at) for county in over)


def _remind_county(county: str, *, at: datetime) -> int:
    by, today = audit.system(PURPOSE, ranges=(county,)), local_day(at)
    days = law.param("rights.reminder_d", on=today, area=county).number
    with transaction.atomic(), scope.of(by.ranges):
        rows = DataRequest.objects.filter(state=OPEN, due_on__lte=today + timedelta(days=days)).order_by("id")
        return sum(_remind(row, county, by=by, at=at) for row in rows)


def _remind(row: DataRequest, county: str, *, by: Actor, at: datetime) -> int:
    cause = uuid5(NAMESPACE_OID, f"{row.uid} {row.due_on}")
    if notices.is_told(area=row.area, cause=cause, kind=KIND):
        return 0
    heads = users.posts_in(row.area, roles=("office_head",), on=local_day(at))
    answerers = users.posts_in(areas.at_level(county, areas.Level.COUNTY), roles=_COUNTY, on=local_day(at))
    told = {"zh": day(row.due_on), "en": str(row.due_on)}
    notices.tell_staff(
        by=by, at=at, area=row.area, kind=KIND, cause=cause, values={"last": told},
        posts=(*heads, *answerers), subject_id=row.subject_id,
    )  # fmt: skip
    return 1
