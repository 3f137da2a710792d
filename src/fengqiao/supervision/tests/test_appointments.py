"""An hour for the next report, talk or visit: whose act it is, what is said against it, what the person is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest

from fengqiao.casework import face as casework
from fengqiao.kit import ids
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.notices import face as notices
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.supervision import face as supervision
from fengqiao.supervision.models import Appointment, SupervisionVersion
from fengqiao.users import face as users
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people(everywhere: None) -> Iterator[Cast]:
    notices.reach_through(lambda subject_id, on: (notices.Way("person", "19900001234"),))
    yield cast.cast()
    notices.reach_through(subjects.reachable)


@pytest.fixture
def person(people: Cast) -> Subject:
    """Somebody whose first week of duties runs, in the charge of the clerk."""
    found = cast.person()
    casework.assign_officer(
        subject_id=found.pk, person=people.clerk.person, name="陈立群", first_day=local_day(NOW) - DAY,
        by=as_actor(people.head), at=NOW,
    )  # fmt: skip
    casework.record_induction(
        by=as_actor(people.head), at=NOW, subject_id=found.pk, area=found.area, matter=ids.new_id(), act=ids.new_id(),
        announced_on=local_day(NOW) - DAY, place="司法所", attendees="小组", is_public=False, had_interpreter=False,
        had_guardian=False, is_signed=True,
    )  # fmt: skip
    return found


def asked(people: Cast, person: Subject, kind: str = "report", at: datetime = NOW) -> supervision.Arranging:
    return supervision.arranging(subject_id=person.pk, by=as_actor(people.clerk, at), at=at)[kind]


def hour(days: int, at: str = "09:00") -> datetime:
    """So many days after the Monday of the tests."""
    return datetime.combine(local_day(NOW) + days * DAY, time.fromisoformat(at), law.SHANGHAI)


def arrange(people: Cast, person: Subject, starts_at: datetime, kind: str = "report", **more: object) -> Appointment:
    given = {"request": uuid4(), "by": as_actor(people.clerk), "at": NOW, **more}
    return supervision.arrange(subject_id=person.pk, kind=kind, starts_at=starts_at, **given)  # type: ignore[arg-type]


def refused(people: Cast, person: Subject, starts_at: datetime, *, anyway: bool = True) -> str:
    with pytest.raises(supervision.HourTaken) as caught:
        arrange(people, person, starts_at, anyway=anyway)
    return caught.value.why


def told(person: Subject) -> list[tuple[str, datetime | None]]:
    rows = reversed(notices.of_person(subject_id=person.pk))
    return [(row.title.zh, row.about_at) for row in rows]


def test_the_running_period_is_proposed_with_the_officer_in_charge(people: Cast, person: Subject) -> None:
    known = asked(people, person)
    found = known.proposed()
    assert found.begins == hour(1)  # tomorrow: nothing was done before, and the week runs
    assert (known.officer, known.place) == (people.clerk.person, "office")
    assert asked(people, person, "visit").place == "home"
    assert known.proposed(near=found.later).begins == found.later
    assert known.proposed(near=hour(40)).begins == found.begins  # an hour that is not free is not taken over


def test_after_a_report_the_next_period_the_same_weekday_and_hour_are_proposed(people: Cast, person: Subject) -> None:
    arrange(people, person, hour(2, "15:00"))
    at = NOW + 2 * DAY
    supervision.record_report(
        by=as_actor(people.clerk, at), at=at, subject_id=person.pk, area=person.area, matter=ids.new_id(),
        act=ids.new_id(), kind="report", reported_on=local_day(at), channel="in_person", answer="accepted",
        content="x", period_first=local_day(NOW),
    )  # fmt: skip
    known = asked(people, person, at=at)
    assert known.standing is None, "what was arranged for today has taken place"
    assert known.proposed().begins == hour(9, "15:00")


def test_an_hour_once_arranged_is_told_moved_told_and_called_off_with_reasons(people: Cast, person: Subject) -> None:
    row, by = arrange(people, person, hour(1)), as_actor(people.clerk)
    with pytest.raises(supervision.AlreadyArranged):
        arrange(people, person, hour(3))
    change = {"uid": row.uid, "by": by, "at": NOW}
    with pytest.raises(supervision.AppointmentReasonMissing):
        supervision.move_appointment(starts_at=hour(2), reason=" ", seen=1, request=uuid4(), **change)  # type: ignore[arg-type]
    request = uuid4()
    for _twice in range(2):
        supervision.move_appointment(starts_at=hour(2), reason="上班", seen=1, request=request, **change)  # type: ignore[arg-type]
    with pytest.raises(supervision.AppointmentGone):
        supervision.call_off(reason="住院", seen=1, request=uuid4(), **change)  # type: ignore[arg-type]
    supervision.call_off(reason="住院", seen=2, request=uuid4(), **change)  # type: ignore[arg-type]
    assert told(person) == [("已约定时间", hour(1)), ("约定时间有变", hour(2)), ("约定已取消", hour(2))]
    assert SupervisionVersion.objects.filter(row=row.uid).count() == 2
    assert supervision.appointments_of((person.pk,), since=NOW) == {}


def test_two_presses_of_one_button_make_one_appointment_and_one_message(people: Cast, person: Subject) -> None:
    request = uuid4()
    assert arrange(people, person, hour(1), request=request).pk == arrange(people, person, hour(1), request=request).pk
    assert len(told(person)) == 1


def test_the_officers_other_people_leaves_and_covers_are_avoided_and_refused(people: Cast, person: Subject) -> None:
    other = cast.person()
    casework.assign_officer(
        subject_id=other.pk, person=people.clerk.person, name="陈立群", first_day=local_day(NOW) - DAY,
        by=as_actor(people.head), at=NOW,
    )  # fmt: skip
    arrange(people, other, hour(1))
    assert asked(people, person).proposed().begins == hour(1, "09:30")
    assert refused(people, person, hour(1)) == "clash"
    leave = {
        "first_day": local_day(hour(1)),
        "last_day": local_day(hour(2)),
        "places": ("330102",),
        "reason": "medical",
    }
    casework.record_leave(
        by=as_actor(people.head), at=NOW, subject_id=person.pk, area=person.area, matter=uuid4(), act=uuid4(), **leave
    )
    assert asked(people, person).proposed().begins == hour(3)
    users.set_cover(
        deputy=people.second.post_uid, covered=people.clerk.post_uid, from_day=local_day(hour(3)),
        last_day=local_day(hour(3)), reason="培训", by=as_actor(people.clerk), at=NOW,
    )  # fmt: skip
    assert asked(people, person).proposed().begins == hour(4)
    for days, why in ((1, "away"), (3, "officer_away")):
        assert refused(people, person, hour(days)) == why


def test_an_evening_is_arranged_only_when_somebody_says_so(people: Cast, person: Subject) -> None:
    assert refused(people, person, hour(1, "19:00"), anyway=False) == "off_hours"
    assert arrange(people, person, hour(1, "19:00"), anyway=True).starts_at == hour(1, "19:00")


def test_a_colleague_of_another_office_and_a_post_that_only_reads_cannot(people: Cast, person: Subject) -> None:
    with pytest.raises(subjects.UnknownSubject):
        arrange(people, person, hour(1), by=as_actor(people.stranger))
    with pytest.raises(subjects.NotYourAct):
        arrange(people, person, hour(1), by=as_actor(factories.someone("bureau_head", COUNTY)))


def test_the_day_before_the_person_is_reminded_once_and_of_nothing_that_is_off(people: Cast, person: Subject) -> None:
    arrange(people, person, hour(4))
    before = hour(3, "09:05")
    assert supervision.remind_of_appointments(over=(COUNTY,), at=hour(2, "09:05")) == 0
    assert supervision.remind_of_appointments(over=(COUNTY,), at=before) == 1
    assert supervision.remind_of_appointments(over=(COUNTY,), at=before + timedelta(hours=1)) == 0
    assert told(person)[-1] == ("约定前一日提醒", hour(4))
    other = cast.person()
    off = arrange(people, other, hour(3))
    supervision.call_off(uid=off.uid, reason="x", seen=1, request=uuid4(), by=as_actor(people.clerk), at=NOW)
    assert supervision.remind_of_appointments(over=(COUNTY,), at=hour(2, "09:05")) == 0


def test_nobody_is_met_for_what_is_not_asked(people: Cast) -> None:
    gone = cast.person(state="notified")
    assert supervision.arranging(subject_id=gone.pk, by=as_actor(people.clerk), at=NOW) == {}
    with pytest.raises(supervision.NotToBeMet):
        arrange(people, gone, hour(1))
