"""What the clock does when nobody acts, and what it does not do twice."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.procedures import face as procedures
from fengqiao.procedures.actions import clockwork, daily
from fengqiao.procedures.models import Act, Clock, ClockRun, Draft, Matter, Task
from fengqiao.procedures.tests.cast import (
    NOW,
    Cast,
    as_actor,
    begun,
    cast,
    person,
    press,
    waiting_to_be_decided,
    working,
)
from fengqiao.procedures.tests.stays import World

LATE = NOW + timedelta(days=8)


def _away(people: Cast, **more: object) -> object:
    matter = waiting_to_be_decided(people, person(), **more)
    press(matter, "decide.grant", people.lead)
    return matter


def _run(at: object = LATE, over: tuple[str, ...] = ("330681",)) -> procedures.RunReport:
    return procedures.run_clocks(at=at, over=over)


def test_a_passed_limit_lapses_as_the_clock_s_own_act_at_the_moment_it_passed(people: Cast, world: World) -> None:
    matter = _away(people)
    due = Clock.objects.get(matter__uid=matter, code="LEA-3").due_at
    assert _run().lapsed == 1
    act = Act.objects.filter(matter__uid=matter).latest("no")
    assert (act.step, act.outcome, act.kind, act.person_id, act.at) == ("away", "lapsed", "clock", None, due)
    assert Task.objects.get(matter__uid=matter).step == "overdue"
    assert world.calls[-1]["act"] == act.uid


def test_nothing_lapses_before_its_moment(people: Cast) -> None:
    matter = _away(people)
    due = Clock.objects.get(matter__uid=matter, code="LEA-3").due_at
    assert _run(due - timedelta(seconds=1)).lapsed == 0
    assert _run(due).lapsed == 1


def test_the_clock_may_run_as_often_as_it_likes(people: Cast) -> None:
    matter = _away(people)
    _run()
    before = list(Act.objects.filter(matter__uid=matter).values_list())
    assert _run().lapsed == 0
    assert list(Act.objects.filter(matter__uid=matter).values_list()) == before


def test_only_what_lapsed_leaves_an_audit_row(people: Cast) -> None:
    matter, by = _away(people), audit.system("clock", ranges=("330681",))
    with patch("fengqiao.audit.record.write") as written:
        assert procedures.lapse(matter=matter, by=by, at=NOW) == 0
        written.assert_not_called()
        assert procedures.lapse(matter=matter, by=by, at=LATE) == 1
    (call,) = written.call_args_list
    assert (call.kwargs["what"], call.kwargs["about"]) == ("procedures.lapse", str(matter))
    assert call.kwargs["area"] == "330681109"


def test_a_late_decision_stays_open_and_is_late(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    _run()
    row = Clock.objects.get(matter__uid=matter, code="LEA-2")
    assert (row.state, row.lapses) == ("open", False)
    board = procedures.overdue_board(by=as_actor(people.lead), now=LATE)
    assert [(row.office, row.clock, row.count, row.worst_days) for row in board] == [("330681", "LEA-2", 1, 4)]
    press(matter, "decide.grant", people.lead, at=NOW + timedelta(days=5))
    assert Clock.objects.get(matter__uid=matter, code="LEA-2").state == "met_late"


def test_the_clock_acts_in_its_own_places_only(people: Cast) -> None:
    matter = _away(people)
    assert _run(over=("330683",)) == procedures.RunReport(1, 0, ())
    assert Matter.objects.get(uid=matter).acts == 3


def test_the_page_counts_what_the_clock_owes_so_a_press_after_it_is_fresh(people: Cast) -> None:
    matter = _away(people)
    by = as_actor(people.clerk, LATE)
    view = procedures.matter(uid=matter, by=by, at=LATE)
    assert [step.key for step in view.progress.open_steps] == ["overdue"]
    assert view.progress.version == 4
    press(matter, "overdue.found", people.clerk, at=LATE)
    names = Act.objects.filter(matter__uid=matter).order_by("no").values_list("outcome", flat=True)
    assert list(names)[-2:] == ["lapsed", "found"]


def test_a_press_from_before_the_lapse_is_told_that_the_clock_acted(people: Cast) -> None:
    matter = _away(people)
    with pytest.raises(procedures.AlreadyDecided) as caught:
        press(matter, "away.back", people.clerk, at=LATE, seen=3)
    assert caught.value.acts[0].by.kind == "clock"


def test_one_broken_matter_does_not_stop_the_others(people: Cast, world: World) -> None:
    first, second = _away(people), _away(people)
    real = clockwork.record

    def fails_once(standing: object, *args: object, **more: object) -> object:
        if standing.matter.uid == first:
            raise RuntimeError("broken")
        return real(standing, *args, **more)

    with patch.object(clockwork, "record", fails_once):
        report = _run()
    assert (report.lapsed, report.failed) == (1, (first,))
    assert Task.objects.get(matter__uid=second).step == "overdue"
    run = ClockRun.objects.latest("id")
    assert (run.lapsed, run.failed) == (1, 1)
    assert _run().lapsed == 1


def test_it_says_when_the_clock_did_not_run(people: Cast) -> None:
    assert procedures.last_run(area="330681", now=clock.now()).is_silent
    _run()
    now = clock.now()
    assert not procedures.last_run(area="330681", now=now).is_silent
    assert procedures.last_run(area="330681", now=now + timedelta(minutes=21)).is_silent


def test_the_doctor_hears_of_silence_and_of_bent_rows(people: Cast) -> None:
    begun(people, person())
    now, over = clock.now(), ("330681", "330683")
    assert procedures.health(now=now, over=over) == procedures.Health(1, 0, ("330681",), ("330681",))
    _run()
    with patch.object(daily, "all_current", return_value=()):
        procedures.run_daily(at=now, over=over)
    assert procedures.health(now=clock.now(), over=over) == procedures.Health(1, 0, ())
    Task.objects.all().delete()
    assert procedures.health(now=clock.now(), over=over).differing == 1


def test_old_drafts_go_with_the_run(people: Cast) -> None:
    subject, by = person(), as_actor(people.clerk)
    long_ago = clock.now() - timedelta(days=20)
    procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={"days": 1}, by=by, at=long_ago)
    procedures.save_draft(
        key="stay", subject_id=subject.id, step="application", data={}, by=as_actor(people.second), at=clock.now()
    )
    _run()
    assert Draft.objects.get().person_id == people.second.person


def test_every_county_is_visited(db: None) -> None:
    counties = procedures.all_counties()
    assert len(counties) == len(set(counties)) == 90
    assert "330681" in counties


def test_a_run_killed_in_the_middle_is_finished_by_the_next(committed: str) -> None:
    with working():
        people = cast()
    with working():
        matters = [begun(people, person()) for _ in range(3)]
    for matter in matters:
        press(matter, "review.forward", people.second)
        press(matter, "decide.grant", people.lead)
    real, done = clockwork.record, []

    def dies_second(standing: object, *args: object, **more: object) -> object:
        if done:
            raise KeyboardInterrupt
        done.append(standing)
        return real(standing, *args, **more)

    with patch.object(clockwork, "record", dies_second), pytest.raises(KeyboardInterrupt):
        _run()
    with transaction.atomic(), scope.of(("330681",)):
        assert Task.objects.filter(step="overdue").count() == 1
    assert _run().lapsed == 2
    with transaction.atomic(), scope.of(("330681",)):
        assert Task.objects.filter(step="overdue").count() == 3
        assert procedures.compare_all(by=as_actor(people.lead, LATE)) == ()
