"""Clocks of a matter over nights, month ends, holidays and make-up weekends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fengqiao.procedures.grammar import Clock, Does, Facts, Step, end, office, opened
from fengqiao.procedures.tests.drive import AREA, CLERK, Matter, moment
from fengqiao.procedures.tests.stays import stay_v1, word


def running(parameter: str, at: str, **more: Any) -> Matter:
    """A matter whose only step has this clock, begun at a moment."""
    step = Step(
        key="work",
        title=word("work"),
        actor=office(),
        does=Does.RECORD,
        clocks=(Clock(id=parameter, title=word("limit"), starts=opened(), **more),),
        outcomes=(end("done", word("done")),),
    )
    definition = replace(
        stay_v1, key="timed", steps=(step,), form=replace(stay_v1.form, fields=()), checks=(), reads=()
    )
    matter = Matter(definition, Facts(area=AREA), moment(at))
    matter.do("application.submit", CLERK)
    return matter


@pytest.mark.parametrize(
    ("parameter", "begun", "last_moment", "first_late"),
    [
        ("REP-2", "2026-11-20 23:30", "2026-11-21 23:29", "2026-11-21 23:30"),  # 24 hours through the night
        ("REP-2", "2026-12-31 22:00", "2027-01-01 21:59", "2027-01-01 22:00"),  # and through New Year's night
        ("PLN-1", "2026-01-31 10:00", "2026-02-28 23:59", "2026-03-01 00:00"),  # the month has no 31st
        ("PLN-1", "2028-01-31 10:00", "2028-02-29 23:59", "2028-03-01 00:00"),  # nor has a leap year's February
        ("PLN-1", "2026-09-01 10:00", "2026-10-08 23:59", "2026-10-09 00:00"),  # ends in the national holidays
        ("IND-1", "2026-02-12 10:00", "2026-02-26 23:59", "2026-02-27 00:00"),  # Spring Festival and its make-up day
        ("GRP-1", "2026-09-18 10:00", "2026-09-24 23:59", "2026-09-25 00:00"),  # a worked Sunday counts
    ],
)
def test_the_last_good_moment_and_the_first_late_one(
    parameter: str, begun: str, last_moment: str, first_late: str
) -> None:
    matter = running(parameter, begun)
    for at, state in ((last_moment, "running"), (first_late, "late")):
        clock = matter.at(at).standing.clock(parameter)
        assert clock is not None
        assert clock.state == state, clock.reasoning


def test_the_hour_of_the_start_does_not_shorten_a_limit_in_days() -> None:
    early, late = running("IND-1", "2026-11-23 00:01"), running("IND-1", "2026-11-23 23:59")
    days = {matter.standing.clocks[0].last_good_day for matter in (early, late)}
    assert days == {date(2026, 11, 30)}
