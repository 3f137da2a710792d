"""People are reminded a day before: once for each limit and each end of it, by day, whatever else goes wrong."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest

from fengqiao.kit import clock
from fengqiao.notices import face as notices
from fengqiao.notices.tests import scene
from fengqiao.notices.tests.scene import Message, Notice
from fengqiao.procedures import face as procedures
from fengqiao.procedures.actions import reminding
from fengqiao.procedures.models import Clock, ClockRun
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, person, press, waiting_to_be_decided
from fengqiao.procedures.tests.stays import World

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Everybody has a number."""
    scene.use(scene.Network(), monkeypatch)


def _away(people: Cast) -> Clock:
    """Somebody is away and has to be back; the limit."""
    matter = waiting_to_be_decided(people, person())
    press(matter, "decide.grant", people.lead)
    return Clock.objects.get(matter__uid=matter, code="LEA-3")


def _again(limit: Clock, **changes: object) -> None:
    """The row is made anew, as a projection is."""
    Clock.objects.filter(pk=limit.pk).delete()
    limit.pk = None
    for name, value in changes.items():
        setattr(limit, name, value)
    limit.save(force_insert=True)


def _run(at: object) -> int:
    return procedures.run_reminders(at=at, over=(COUNTY,))


def test_the_person_is_reminded_the_day_before_once(people: Cast) -> None:
    limit = _away(people)
    last = notices.last_day_of(limit.due_at)
    morning = clock.start_of(last) + timedelta(hours=9)
    assert _run(morning - 2 * DAY) == 0
    assert _run(morning - DAY) == 1
    assert _run(morning - DAY) == 0
    assert _run(morning) == 0
    row = Message.objects.get(kind="reminder")
    assert (row.subject_id, row.until, row.area) == (limit.subject_id, limit.due_at, limit.area)


def test_a_run_that_missed_its_day_reminds_on_the_last_day(people: Cast) -> None:
    last = notices.last_day_of(_away(people).due_at)
    assert _run(clock.start_of(last) + timedelta(hours=9)) == 1


def test_a_limit_that_was_extended_is_reminded_of_again(people: Cast) -> None:
    limit = _away(people)
    at = clock.start_of(notices.last_day_of(limit.due_at)) - DAY + timedelta(hours=9)
    assert _run(at) == 1
    _again(limit, due_at=limit.due_at + 5 * DAY)
    assert _run(at) == 0
    assert _run(at + 5 * DAY) == 1


def test_limits_of_offices_are_not_the_person_s_and_what_has_passed_is_not_reminded_of(people: Cast) -> None:
    limit = _away(people)
    assert _run(limit.due_at) == 0
    _again(limit, owner="office")
    assert _run(limit.due_at - DAY) == 0


def test_one_broken_file_does_not_keep_others_from_being_reminded(people: Cast) -> None:
    first, _second = _away(people), _away(people)
    real = notices.tell

    def breaks(**given: object) -> int:
        if given["subject_id"] == first.subject_id:
            raise RuntimeError("broken")
        return real(**given)

    at = clock.start_of(notices.last_day_of(first.due_at)) - DAY + timedelta(hours=9)
    with patch.object(reminding.notices, "tell", breaks):
        assert _run(at) == 1
    assert _run(at) == 1, "the next run does the rest"


def test_a_clock_that_stood_still_is_told_to_the_institution_once(people: Cast) -> None:
    procedures.run_clocks(at=NOW, over=(COUNTY,))
    assert not Notice.objects.exists()
    ClockRun.objects.all().delete()
    long_ago = clock.now() - timedelta(hours=3)
    ClockRun.objects.create(area=COUNTY, kind="clock", started_at=long_ago, finished_at=long_ago, lapsed=0, failed=0)
    for _ in range(3):
        procedures.run_clocks(at=NOW, over=(COUNTY,))
    told = Notice.objects.get()
    assert (told.kind, told.office, told.post_id, told.wants_answer) == ("clock_silent", COUNTY, None, False)
