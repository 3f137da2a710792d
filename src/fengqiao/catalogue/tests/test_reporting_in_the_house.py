"""P10 on the real database: periods are opened once, reports are taken, and what is missed waits for an officer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.documents import face as documents
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, cast, press, working
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories
from fengqiao.supervision import face as supervision

#: A Monday: a week, a fortnight and, of the month, a quarter lie ahead of it.
TODAY = local_day(NOW)
TAKEN = {"reported_on": TODAY.isoformat(), "channel": "in_person", "content": "遵纪守法，按时参加学习，在厂务工。"}


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def run(at: datetime = NOW) -> int:
    return procedures.run_daily(at=at, over=(COUNTY,), only={"report"}).opened


def strict(people: Cast, n: int) -> Subject:
    """Somebody of the strict class, loaded from an existing register."""
    person = factories.someone(n)
    by = as_actor(people.lead)
    casework.load_class(subject_id=person.id, class_name="strict", first_day=date(2026, 8, 1), by=by, at=NOW)
    return person


def decided_class(person: Subject, name: str, first_day: date, by: Actor) -> None:
    """As a decision on the class leaves it."""
    casework.set_class(
        by=by, at=NOW, subject_id=person.id, area=person.area, matter=new_id(), act=new_id(), class_name=name,
        first_day=first_day,
    )  # fmt: skip


def matter_of(person: Subject, kind: str = "report") -> UUID:
    with working(COUNTY):
        found = procedures.open_periods(procedure="report", subject_ids=(person.id,))
    return next(each.matter for each in found if supervision.kind_of(each.period) == kind)


def duty(person: Subject, kind: str, today: date = TODAY) -> supervision.Duty:
    with working(COUNTY):
        found = supervision.duties_for((person.id,), today=today)[person.id]
    return next(each for each in found.duties if each.kind == kind)


def test_a_period_is_opened_once_reported_in_and_shown(people: Cast) -> None:
    person = strict(people, 1)
    assert run() == 2, "a week's report and a fortnight's written one"
    assert run() == 0, "twice on one day"
    assert run(NOW + timedelta(days=6)) == 0, "a later day of the same week"
    before = duty(person, "report")
    assert before.now is not None
    assert (before.now.state, before.now.period.due) == ("due", date(2026, 11, 29))
    matter = matter_of(person)
    done = press(matter, "due.accepted", people.clerk, data=TAKEN)
    assert done.ended
    after = duty(person, "report")
    assert after.now is not None
    assert (after.now.state, after.now.on, after.matter) == ("done", TODAY, None)
    [paper] = documents.of_matter(matter)
    assert (paper.kind, paper.title.zh) == ("D25", "社区矫正对象情况报告（思想汇报）")
    assert run(NOW + timedelta(days=7)) == 1, "the next week; the fortnight goes on"
    assert procedures.compare_all(by=as_actor(people.lead)) == ()


def test_what_is_missed_waits_for_an_officer_and_counts_as_late_when_it_comes(people: Cast) -> None:
    person = strict(people, 2)
    run()
    matter, monday = matter_of(person), NOW + timedelta(days=7)
    assert procedures.run_clocks(at=monday, over=(COUNTY,)).lapsed == 1
    missed = duty(person, "report", local_day(monday))
    assert missed.missed is not None
    assert missed.overdue is not None
    assert (missed.missed.matter, missed.overdue.period.due) == (matter, date(2026, 11, 29))
    late = {**TAKEN, "reported_on": local_day(monday).isoformat()}
    press(matter, "overdue.came_late", people.clerk, data=late, at=monday)
    educated = {"educated_on": local_day(monday).isoformat(), "education": "说明报告制度和不按期报告的后果。"}
    done = press(matter, "overdue.educated", people.clerk, data=educated, at=monday, reasons="首次逾期一日，态度端正")
    assert done.ended
    with working(COUNTY):
        counts = supervision.duties_for((person.id,), today=local_day(monday))[person.id].counts["report"]
    assert (counts.required, counts.late, counts.missing, counts.due) == (2, 1, 0, 1)


def test_a_report_of_sunday_is_recorded_on_monday_as_in_time(people: Cast) -> None:
    person = strict(people, 3)
    run()
    matter, monday = matter_of(person), NOW + timedelta(days=7)
    procedures.run_clocks(at=monday, over=(COUNTY,))
    sunday = {**TAKEN, "reported_on": "2026-11-29"}
    with pytest.raises(procedures.Refused) as refused:
        press(matter, "overdue.came_late", people.clerk, data=sunday, at=monday)
    assert refused.value.refusal.wrong[0].code == "in_time"
    press(matter, "overdue.in_time", people.clerk, data=sunday, at=monday)
    stand = duty(person, "report", local_day(monday))
    assert stand.overdue is None
    assert stand.missed is None


def test_a_stricter_class_ends_a_running_period_and_a_milder_one_waits_for_its_end(people: Cast) -> None:
    person = factories.someone(4)
    by = as_actor(people.lead)
    casework.load_class(subject_id=person.id, class_name="lenient", first_day=date(2026, 8, 1), by=by, at=NOW)
    assert run(NOW - timedelta(days=21)) == 2, "a month of each"
    decided_class(person, "strict", TODAY, by)
    with working(COUNTY):
        assert procedures.open_periods(procedure="report", subject_ids=(person.id,)) == ()
    assert run() == 2, "a week and a fortnight from today"
    again = TODAY + timedelta(days=1)
    decided_class(person, "lenient", again, by)
    assert run(NOW + timedelta(days=1)) == 0
    assert duty(person, "report", again).matter is not None
