"""From registration to the class, on the real database: what opens what, and what is left behind."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.catalogue.tests.story import ARRIVED, REGISTERED
from fengqiao.catalogue.tests.test_classification import CLEAN
from fengqiao.catalogue.tests.test_group import MEMBER
from fengqiao.catalogue.tests.test_induction import ANNOUNCED, ARRANGED
from fengqiao.catalogue.tests.test_plan import CHANGED, PLAN
from fengqiao.kit import crypto, ids
from fengqiao.kit.clock import local_day
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, OFFICE, Cast, as_actor, cast, press, working
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories

READER = factories.actor(area=COUNTY)
TODAY = local_day(NOW)


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def open_matters(person: Subject) -> dict[str, UUID]:
    with working(COUNTY):
        rows = procedures.matters_of(subject_id=person.id)
    return {row.key: row.uid for row in rows if row.ended_at is None}


def registered(people: Cast, person: Subject) -> dict[str, UUID]:
    """Registered today; what that opened."""
    clerk = as_actor(people.county_clerk)
    notice = {"effective_on": "2026-11-16", "told_of_duty": True, "papers_received": ["judgment", "execution_notice"]}
    matter = procedures.start(key="registration", subject_id=person.id, data=notice, by=clerk, at=NOW).matter
    press(matter, "expect.arrived", people.county_clerk, data={**ARRIVED, "arrived_at": NOW.isoformat()})
    press(matter, "register.registered", people.county_clerk, data=REGISTERED)
    return open_matters(person)


def newcomer(n: int) -> Subject:
    return factories.someone(n, arrived_on=None, registered_on=None)


def formed(people: Cast, matter: UUID) -> None:
    press(matter, "members.add_member", people.clerk, data=MEMBER)
    press(matter, "members.propose", people.clerk)
    press(matter, "decide.formed", people.lead)


def announced(people: Cast, matter: UUID) -> Any:
    press(matter, "arrange.arranged", people.county_clerk, data=ARRANGED)
    return press(matter, "announce.announced", people.county_clerk, data={**ANNOUNCED, "announced_at": NOW.isoformat()})


def test_registration_opens_group_induction_and_plan(people: Cast) -> None:
    person = newcomer(1)
    assert set(registered(people, person)) == {"registration", "correction_group", "induction", "correction_plan"}
    assert procedures.compare_all(by=as_actor(people.lead)) == ()


def test_a_search_that_waits_for_the_registration_goes_on_by_itself(people: Cast) -> None:
    person = newcomer(41)
    missed = procedures.start(
        key="missed_intake", subject_id=person.id, data={}, by=as_actor(people.county_clerk), at=NOW
    ).matter
    press(missed, "confirm.search", people.county_clerk, data={"found_out_on": TODAY.isoformat(), "told_of_duty": True})
    press(missed, "search.found", people.clerk, data={"found_on": TODAY.isoformat(), "found_where": "在外县工地找到"})
    waiting = open_steps(missed)
    registered(people, person)
    assert "bring_in" in waiting
    assert "account" in open_steps(missed)
    with working(COUNTY):
        view = procedures.matter(uid=missed, by=READER, at=NOW)
        assert [act.by.kind for act in view.acts if act.step == "bring_in"] == ["fact"]
        assert procedures.compare_all(by=as_actor(people.lead)) == ()


def open_steps(matter: UUID) -> list[str]:
    with working(COUNTY):
        return [step.key for step in procedures.matter(uid=matter, by=READER, at=NOW).progress.open_steps]


def test_from_registration_to_the_class(people: Cast) -> None:
    person = newcomer(2)
    there = registered(people, person)
    with pytest.raises(procedures.Refused) as refused:
        announced(people, there["induction"])
    assert "尚未确定小组成员" in refused.value.refusal.reason.zh
    formed(people, there["correction_group"])
    press(there["induction"], "announce.announced", people.county_clerk,
          data={**ANNOUNCED, "announced_at": NOW.isoformat()})  # fmt: skip
    assert subjects.intake_dates(subject_id=person.id, on=TODAY).state == "in_correction"
    assert casework.inducted_on(subject_id=person.id, on=TODAY) == TODAY
    group = casework.correction_group(subject_id=person.id, on=TODAY)
    assert (group.formed_on, [each.name for each in group.members]) == (TODAY, ["陈立群"])
    there = open_matters(person)
    press(there["classification"], "propose.proposed", people.clerk, data={**CLEAN, "proposed_class": "strict"})
    press(there["classification"], "decide.approve", people.lead)
    assert casework.classes_for([person.id], on=TODAY) == {person.id: "strict"}
    assert "plan_adjustment" not in open_matters(person), "the first class adjusts nothing"
    press(there["correction_plan"], "draft.drafted", people.clerk, data=PLAN)
    press(there["correction_plan"], "decide.approve", people.lead)
    plan = casework.plan_in_force(subject_id=person.id, on=TODAY)
    assert plan is not None
    assert (plan.number, plan.assessment, plan.review_by) == (1, PLAN["assessment"], date(2027, 2, 23))
    assert procedures.compare_all(by=as_actor(people.lead)) == ()


def with_plan(people: Cast, n: int) -> Subject:
    """Somebody in correction with a plan and the ordinary class."""
    person = factories.someone(n)
    by = as_actor(people.lead)
    casework.load_class(subject_id=person.id, class_name="normal", first_day=date(2026, 8, 1), by=by, at=NOW)
    plan = casework.NewPlan("first", PLAN["assessment"], PLAN["psychology"], PLAN["supervision"], PLAN["support"])
    casework.adopt_plan(
        by=by, at=NOW, subject_id=person.id, area=OFFICE, matter=ids.new_id(), act=ids.new_id(), plan=plan,
        first_day=date(2026, 8, 24),
    )  # fmt: skip
    return person


def test_another_class_opens_the_adjustment_of_the_plan_with_its_clock(people: Cast) -> None:
    person, clerk = with_plan(people, 3), as_actor(people.clerk)
    data = {"kind": "trigger"}
    matter = procedures.start(key="classification", subject_id=person.id, data=data, by=clerk, at=NOW).matter
    press(matter, "propose.proposed", people.clerk, data={**CLEAN, "warnings": 1, "proposed_class": "strict"})
    press(matter, "decide.approve", people.lead)
    assert casework.classes_for([person.id], on=TODAY) == {person.id: "strict"}
    adjustment = open_matters(person)["plan_adjustment"]
    with working(COUNTY):
        clock = procedures.matter(uid=adjustment, by=READER, at=NOW).progress.clock("PLN-3")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 30)
    press(adjustment, "evaluate.adjust", people.clerk, data=CHANGED)
    press(adjustment, "decide.approve", people.lead)
    versions = casework.plans_of(person.id)
    assert [(each.number, each.cause, each.last_day) for each in versions] == [
        (2, "class_change", None),
        (1, "first", TODAY - timedelta(days=1)),
    ]


def test_the_daily_run_opens_the_review_of_a_plan_once_and_the_kept_plan_again_later(people: Cast) -> None:
    person = with_plan(people, 4)

    def run(at: datetime) -> int:
        return procedures.run_daily(at=at, over=(COUNTY,), only={"plan_adjustment"}).opened

    assert run(NOW - timedelta(days=15)) == 0
    assert run(NOW) == 1
    assert run(NOW) == 0
    adjustment = open_matters(person)["plan_adjustment"]
    kept = {"effect": "good", "changes": "遵守规定"}
    press(adjustment, "evaluate.keep", people.clerk, data=kept, reasons="无需调整")
    run(NOW + timedelta(days=1))
    assert "plan_adjustment" not in open_matters(person)
    assert casework.plan_in_force(subject_id=person.id, on=TODAY).review_by == date(2027, 2, 23)  # type: ignore[union-attr]
    run(NOW + timedelta(days=80))
    assert "plan_adjustment" in open_matters(person)


def test_each_quarter_s_review_of_the_class_is_its_own_matter(people: Cast) -> None:
    person = with_plan(people, 5)
    newer = factories.someone(6)
    by = as_actor(people.lead)
    casework.load_class(subject_id=newer.id, class_name="strict", first_day=date(2026, 11, 1), by=by, at=NOW)
    start = datetime(2027, 1, 4, 2, tzinfo=NOW.tzinfo)
    due = list(casework.class_reviews_due(on=local_day(start), area=COUNTY))
    assert [(each[0], each[1]) for each in due] == [(person.id, "2026-10/2026-12")], "not who came within the quarter"
    procedures.run_daily(at=start, over=(COUNTY,), only={"classification"})
    procedures.run_daily(at=start + timedelta(days=3), over=(COUNTY,), only={"classification"})
    assert "classification" in open_matters(person)
    assert list(casework.class_reviews_due(on=date(2027, 2, 15), area=COUNTY)) == [], "another month, long past"


def test_a_victim_of_the_case_is_no_member(people: Cast) -> None:
    person = newcomer(7)
    contact = subjects.NewContact(relation="8", role="victim", name="陈立群", phone="")
    subjects.add_contact(uid=person.uid, contact=contact, by=as_actor(people.lead), at=NOW)
    there = registered(people, person)
    with pytest.raises(procedures.Refused) as refused:
        formed(people, there["correction_group"])
    assert "被害人" in refused.value.refusal.reason.zh
    assert "陈立群" not in refused.value.refusal.reason.zh


def test_effects_are_done_once_for_each_act(people: Cast) -> None:
    person, by = newcomer(8), as_actor(people.lead)
    about: dict[str, Any] = {"by": by, "at": NOW, "subject_id": person.id, "area": OFFICE, "matter": ids.new_id()}
    new = casework.NewMember(name="陈立群", kind="justice_office", sex="1", phone="13900000009")
    act = ids.new_id()
    rows = {casework.add_member(**about, act=act, member=new, first_day=TODAY).uid for _ in range(2)}
    assert len(rows) == 1
    gone = ids.new_id()
    for _ in range(2):
        casework.end_member(**about, act=gone, name="陈立群", last_day=TODAY)
    with pytest.raises(casework.NoSuchMember):
        casework.end_member(**about, act=ids.new_id(), name="陈立群", last_day=TODAY)
    subjects.register(**about, act=ids.new_id(), registered_on=TODAY, arrived_on=TODAY, office=OFFICE)
    begun = ids.new_id()
    for _ in range(2):
        assert subjects.begin_correction(**about, act=begun, announced_on=TODAY).state == "in_correction"
    for _ in range(2):
        assert casework.set_class(**about, act=act, class_name="strict", first_day=TODAY).class_name == "strict"
    about["matter"], second = ids.new_id(), ids.new_id()
    for _ in range(2):
        later = casework.set_class(**about, act=second, class_name="normal", first_day=TODAY)
    assert later.first_day == TODAY + timedelta(days=1), "a class holds for whole days"
    with pytest.raises(casework.UnknownClass):
        casework.set_class(**about, act=ids.new_id(), class_name="golden", first_day=TODAY)


def test_names_and_plans_lie_sealed(people: Cast) -> None:
    person = with_plan(people, 9)
    with connection.cursor() as cursor:
        cursor.execute("SELECT assessment_sealed FROM casework_plan WHERE subject_id = %s", [person.id])
        (sealed,) = cursor.fetchone()
    assert PLAN["assessment"].encode() not in bytes(sealed)
    with pytest.raises(crypto.SealBroken):
        crypto.open_sealed(bytes(sealed), table="casework_plan", column="assessment", row=ids.new_id())


def test_nobody_is_begun_twice_or_from_the_wrong_state(people: Cast) -> None:
    person = newcomer(10)
    by = audit.system("test", ranges=(COUNTY,))
    with pytest.raises(subjects.WrongState):
        subjects.begin_correction(
            by=by, at=NOW, subject_id=person.id, area=OFFICE, matter=ids.new_id(), act=ids.new_id(), announced_on=TODAY
        )
