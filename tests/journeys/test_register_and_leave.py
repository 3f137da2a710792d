"""P04 and P12 through every floor below the desk: subjects, casework, catalogue, engine, tables, clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.casework import face as casework
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Clock, Task
from fengqiao.procedures.tests.cast import OFFICE, Cast, as_actor, cast, press
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as persons
from fengqiao.users.tests import factories

#: Monday 23 November 2026, 10:00 in Shanghai.
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def _day(number: int, hour: int = 8) -> str:
    """A moment in November 2026, or of December after the 30th, as a form sends it."""
    moment = datetime(2026, 11, 1, hour) + timedelta(days=number - 1)  # noqa: DTZ001  (forms send Shanghai time)
    return moment.isoformat()


def _ask(people: Cast, about: Any, leaves: int, returns: int, **more: Any) -> UUID:
    data = {
        "reason": "medical",
        "details": "到杭州就医",
        "leaves_at": _day(leaves),
        "returns_at": _day(returns, 20),
        "places": ["330102"],
        "contact": "13900000000",
        "proof": ["门诊预约单"],
    }
    return procedures.start(
        key="leave", subject_id=about.id, data=data | more, by=as_actor(people.clerk, NOW), at=NOW
    ).matter


def _step(matter: UUID) -> list[str]:
    return sorted(Task.objects.filter(matter__uid=matter).values_list("step", flat=True))


def _nothing_differs(people: Cast) -> bool:
    return procedures.compare_all(by=as_actor(people.lead, NOW)) == ()


def test_a_notified_person_is_registered(people: Cast) -> None:
    person = persons.notified(41, by=as_actor(people.lead, NOW))
    clerk = as_actor(people.county_clerk, NOW)
    data = {"effective_on": "2026-11-16"}
    matter = procedures.start(key="registration", subject_id=person.id, data=data, by=clerk, at=NOW).matter
    row = next(each for each in procedures.inbox(by=clerk, now=NOW).rows if each.matter == matter)
    assert (row.matter, row.clock, row.due_at) == (matter, "REG-1", datetime(2026, 11, 26, 16, tzinfo=UTC))
    press(
        matter, "expect.arrived", people.county_clerk, at=NOW, data={"arrived_at": _day(23, 9), "identity_seen": True}
    )
    assert _step(matter) == ["register"]
    registered = {
        "registered_where": "office",
        "justice_office": OFFICE,
        "photo_taken": True,
        "contacts_checked": True,
        "protected_persons": False,
        "duties_explained": True,
        "undertaking_signed": True,
    }
    press(matter, "register.registered", people.lead, at=NOW, data=registered)
    row_after = subjects.row(uid=person.uid, by=as_actor(people.lead, NOW), today=date(2026, 11, 23))
    assert row_after.registered_on == date(2026, 11, 23)
    assert "notify" in _step(matter)
    assert _nothing_differs(people)


def test_a_leave_of_four_days_is_decided_at_the_delegated_office_and_recorded(people: Cast) -> None:
    people.delegate()
    person = persons.someone(42, by=as_actor(people.lead, NOW))
    matter = _ask(people, person, 27, 30)
    press(matter, "review.forward", people.second, at=NOW, data={"opinion": "情况属实，建议批准"})
    assert [row.office for row in Task.objects.filter(matter__uid=matter)] == [OFFICE]
    press(matter, "decide.grant", people.head, at=NOW)
    (span,) = casework.approved_leaves(subject_id=person.id, on=date(2026, 11, 23))
    assert (span.first_day, span.last_day, span.matter) == (date(2026, 11, 27), date(2026, 11, 30), matter)
    assert "away" in _step(matter)
    assert "file_with_county" in _step(matter)
    press(matter, "file_with_county.filed", people.clerk, at=NOW)
    back = datetime(2026, 11, 30, 2, tzinfo=UTC)
    press(matter, "away.came_back", people.clerk, at=back, data={"returned_at": _day(30, 9)})
    press(matter, "close.closed", people.clerk, at=back)
    (row,) = procedures.matters_of(subject_id=person.id)
    assert row.ended_at == back
    assert _nothing_differs(people)


def test_a_leave_of_ten_days_is_for_the_county_and_one_beyond_the_sum_for_the_city(people: Cast) -> None:
    city = factories.someone("city_lead", "3306", name="何志远")
    person = persons.someone(43, by=as_actor(people.lead, NOW))
    first = _ask(people, person, 27, 36)
    press(first, "review.forward", people.second, at=NOW, data={"opinion": "建议批准"})
    waiting = _ask(people, person, 41, 51)
    press(waiting, "review.forward", people.second, at=NOW, data={"opinion": "建议批准"})
    third = _ask(people, person, 55, 66)
    press(third, "review.forward", people.second, at=NOW, data={"opinion": "建议批准"})
    assert {Task.objects.get(matter__uid=each).office for each in (first, waiting, third)} == {"330681"}
    press(first, "decide.grant", people.lead, at=NOW)
    press(waiting, "decide.grant", people.lead, at=NOW)
    # The two granted leaves count into the sum of the third, which nobody touched: now it is the city's.
    assert Task.objects.get(matter__uid=third).office == "3306"
    with pytest.raises(procedures.Refused):
        press(third, "decide.grant", people.lead, at=NOW)
    press(third, "decide.grant", city, at=NOW)
    assert len(casework.approved_leaves(subject_id=person.id, on=date(2026, 11, 23))) == 3
    assert _nothing_differs(people)


def test_a_refusal_needs_reasons_and_an_answer_and_is_told(people: Cast) -> None:
    person = persons.someone(44, by=as_actor(people.lead, NOW))
    matter = _ask(people, person, 27, 30)
    press(matter, "review.forward", people.second, at=NOW, data={"opinion": "不建议"})
    with pytest.raises(procedures.Refused):
        press(matter, "decide.refuse", people.lead, at=NOW, reasons="近期有违规")
    answers = {"proper_reason": "就医可在本地进行"}
    press(matter, "decide.refuse", people.lead, at=NOW, reasons="近期有违规", answers=answers)
    assert _step(matter) == ["tell"]
    assert press(matter, "tell.told", people.clerk, at=NOW).ended
    assert casework.approved_leaves(subject_id=person.id, on=date(2026, 11, 23)) == ()


def test_who_does_not_come_back_is_overdue_by_the_clock_alone(people: Cast) -> None:
    person = persons.someone(45, by=as_actor(people.lead, NOW))
    matter = _ask(people, person, 27, 30)
    press(matter, "review.forward", people.second, at=NOW, data={"opinion": "建议批准"})
    press(matter, "decide.grant", people.lead, at=NOW)
    late = datetime(2026, 12, 3, 2, tzinfo=UTC)
    assert procedures.run_clocks(at=late, over=("330681",)).lapsed == 1
    assert "overdue" in _step(matter)
    due = procedures.due_summary(subject_ids=[person.id], now=late)
    assert due[person.id].matter == matter
    returned = {"returned_at": _day(33, 9)}
    press(matter, "overdue.came_back_late", people.clerk, at=late, data=returned, reasons="列车停运")
    press(matter, "close.closed", people.clerk, at=late)
    assert {clock.state for clock in Clock.objects.filter(matter__uid=matter)}.isdisjoint({"open"})
    assert _nothing_differs(people)


def test_a_corrected_category_moves_the_registration_and_the_preview_says_so(people: Cast) -> None:
    person = persons.notified(46, by=as_actor(people.lead, NOW))
    data = {"effective_on": "2026-11-16", "decided_by": "court", "organ_received_on": "2026-11-18"}
    clerk = as_actor(people.county_clerk, NOW)
    matter = procedures.start(key="registration", subject_id=person.id, data=data, by=clerk, at=NOW).matter
    was = procedures.outlook(subject_id=person.id, at=NOW)
    other = persons.sentence(category="temporary_service_outside", text="有期徒刑三年", length=None)
    with subjects.supposed(uid=person.uid, sentence=other, by=clerk):
        would = procedures.outlook(subject_id=person.id, at=NOW)
    told = {(each.before or each.after).key: each for each in procedures.moved(was, would)}
    assert set(told) == {"step expect", "clock expect REG-1", "clock expect REG-2"}
    assert (told["clock expect REG-1"].after, told["clock expect REG-2"].before) == (None, None)
    assert procedures.outlook(subject_id=person.id, at=NOW) == was
    assert list(Clock.objects.filter(matter__uid=matter, state="open").values_list("code", flat=True)) == ["REG-1"]

    paper = subjects.Paper(title="暂予监外执行决定书", dated=NOW.date())
    values = {"uid": person.uid, "sentence": other, "paper": paper, "reason": "类别录入错误", "by": clerk, "at": NOW}
    proposed = subjects.correct_sentence(**values)
    assert procedures.outlook(subject_id=person.id, at=NOW) == was, "what waits moves nothing"
    subjects.decide_correction(correction=proposed.uid, accept=True, reason="", by=as_actor(people.lead, NOW), at=NOW)
    assert procedures.outlook(subject_id=person.id, at=NOW) == would
    assert list(Clock.objects.filter(matter__uid=matter, state="open").values_list("code", flat=True)) == ["REG-2"]
    assert _nothing_differs(people)
