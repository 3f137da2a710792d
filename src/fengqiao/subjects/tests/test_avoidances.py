"""Declared relations: who may declare and end them, what they keep from whom, who hears of it (回避, THREATS T77)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from fengqiao.kit import clock
from fengqiao.kit.scope import WHOLE, of
from fengqiao.notices import face as notices
from fengqiao.subjects import face as subjects
from fengqiao.subjects.actions.avoidances import NoSuchAvoidance, RelationMissing
from fengqiao.subjects.models import Avoidance
from fengqiao.subjects.tests import factories as people
from fengqiao.users import face as users
from fengqiao.users.tests.factories import Someone, someone

pytestmark = pytest.mark.django_db
COUNTY = "330681"


@pytest.fixture
def person() -> subjects.Subject:
    return people.someone(640)


@pytest.fixture
def officer() -> Someone:
    return someone("office_staff", people.A1, name="回避人")


def declared(about: subjects.Subject, by: Someone, **how: Any) -> Avoidance:
    at = clock.now()
    given: dict[str, Any] = {"person": None, "kind": "relative", "words": "系其堂弟", "request": uuid4()} | how
    return subjects.declare_avoidance(uid=about.uid, **given, by=by.actor(at), at=at)


def sees(who: Someone, person: subjects.Subject) -> bool:
    with of((WHOLE,)):
        return subjects.visible(who.actor()).filter(pk=person.pk).exists()


def test_t77_a_declared_relation_closes_the_file_to_one_human_whatever_the_account(person: subjects.Subject) -> None:
    officer = someone("office_staff", people.A1, number_of="same")
    again = someone("county_lead", COUNTY, number_of="same")
    colleague = someone("office_staff", people.A1)
    declared(person, officer)
    assert (sees(officer, person), sees(again, person), sees(colleague, person)) == (False, False, True)
    at = clock.now()
    with pytest.raises(subjects.UnknownSubject):
        subjects.correct_facts(uid=person.uid, changes={"name": "别名"}, reason="更正", by=officer.actor(at), at=at)
    with pytest.raises(subjects.UnknownSubject):
        subjects.lock_known(person.pk, again.actor(at))


def test_t77_it_ends_by_somebody_else_with_a_reason_and_a_fresh_factor(person: subjects.Subject) -> None:
    head = someone("office_head", people.A1)
    held, at = declared(person, head), clock.now()

    def lift(by: Someone, reason: str = "申报有误，已核实", **how: Any) -> Any:
        return subjects.lift_avoidance(avoidance=held.uid, reason=reason, by=by.actor(at, **how), at=at)

    with pytest.raises(NoSuchAvoidance):
        lift(head)
    lead = someone("county_lead", COUNTY)
    for by, reason, is_fresh, wrong in (
        (someone("office_staff", people.A1), "申报有误", True, subjects.NotYourAct),
        (someone("county_lead", "330682"), "申报有误", True, NoSuchAvoidance),
        (lead, "申报有误", False, users.FactorNeeded),
        (lead, " 误 ", True, RelationMissing),
    ):
        with pytest.raises(wrong):
            lift(by, reason, verified=is_fresh)
    lift(lead)
    assert sees(head, person)
    with pytest.raises(NoSuchAvoidance):
        lift(lead)


def test_t77_the_database_itself_refuses_an_end_by_whom_it_keeps_away(
    person: subjects.Subject, officer: Someone
) -> None:
    held = declared(person, officer)
    end = {"ended_by": officer.person, "ended_name": "回避人", "ended_on": clock.today(), "version": 2, "reason": "试"}
    with of((WHOLE,)):
        with pytest.raises(IntegrityError, match="ended_by_another"), transaction.atomic():
            Avoidance.objects.filter(pk=held.pk).update(**end)
        Avoidance.objects.filter(pk=held.pk).update(**(end | {"ended_by": officer.person + 1}))


def test_a_colleagues_relation_is_put_on_record_by_whoever_leads(person: subjects.Subject, officer: Someone) -> None:
    whose = next(each for each in users.officers(people.A1, on=clock.today()) if each.person == officer.person)
    with pytest.raises(subjects.NotYourAct):
        declared(person, someone("office_staff", people.A1), person=whose)
    held = declared(person, someone("office_head", people.A1), person=whose)
    assert (held.person, sees(officer, person)) == (officer.person, False)
    assert declared(person, someone("office_head", people.A1), person=whose).uid == held.uid
    above = someone("county_lead", COUNTY)
    found = next(each for each in users.officers(COUNTY, on=clock.today()) if each.person == above.person)
    with pytest.raises(subjects.NotYourAct):
        declared(person, someone("office_head", people.A1), person=found)
    with of((WHOLE,)):
        assert notices.unread(by=officer.actor(), at=clock.now()) == 1
    lead = above.actor()
    with of(lead.ranges):
        listed, following = subjects.avoidances(by=lead, today=clock.today())
    assert [(row.name, row.words, following) for row in listed] == [("回避人", "系其堂弟", None)]


def test_whoever_leads_the_office_hears_of_it_and_the_words_lie_sealed(
    person: subjects.Subject, officer: Someone
) -> None:
    head = someone("office_head", people.A1)
    held = declared(person, officer, words="系其前妻的弟弟")
    with of((WHOLE,)):
        assert notices.unread(by=head.actor(), at=clock.now()) == 1
        assert notices.unread(by=officer.actor(), at=clock.now()) == 0
    assert "前妻".encode() not in bytes(held.words_sealed)
    with pytest.raises(RelationMissing):
        declared(person, head, words="亲")
    with pytest.raises(ValueError, match="cousin"):
        declared(person, head, kind="cousin")


def test_t77_nothing_is_broken_open_by_whom_a_relation_keeps_away(person: subjects.Subject, officer: Someone) -> None:
    declared(person, officer)
    with of((WHOLE,)):
        assert subjects.keeps_away(person.pk, by=officer.actor())
        assert not subjects.keeps_away(person.pk, by=someone("office_staff", people.A1).actor())
