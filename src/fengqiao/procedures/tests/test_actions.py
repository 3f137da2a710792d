"""From application to return, as officers do it; and everything that is refused on the way."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from fengqiao.audit.face import Actor
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act, Clock, Matter, Task
from fengqiao.procedures.tests.cast import (
    NOW,
    Cast,
    as_actor,
    asked,
    begun,
    person,
    press,
    waiting_to_be_decided,
)
from fengqiao.procedures.tests.stays import World


def _steps(matter: object) -> list[str]:
    return sorted(Task.objects.filter(matter__uid=matter).values_list("step", flat=True))


def test_a_stay_goes_from_application_to_return(people: Cast, world: World) -> None:
    subject = person()
    matter = begun(people, subject)
    assert _steps(matter) == ["review"]
    press(matter, "review.forward", people.clerk)
    assert _steps(matter) == ["decide"]
    assert Task.objects.get(matter__uid=matter).office == "330681"
    press(matter, "decide.grant", people.lead)
    assert [call["days"] for call in world.calls] == [3]
    assert Task.objects.get(matter__uid=matter).kind == "watch"
    done = press(matter, "away.back", people.clerk, at=NOW + timedelta(days=5))
    assert done.ended
    row = Matter.objects.get(uid=matter)
    assert (row.result, row.acts) == ("back", 4)
    assert _steps(matter) == []
    assert [act.no for act in Act.objects.filter(matter=row).order_by("no")] == [1, 2, 3, 4]


def test_the_act_keeps_who_in_which_post_and_the_time_of_the_database(people: Cast) -> None:
    matter = begun(people, person())
    act = Act.objects.get(matter__uid=matter)
    clerk = people.clerk
    assert (act.person_id, act.account_id, act.post_id) == (clerk.person, clerk.account, clerk.post)
    assert (act.name, act.role, act.level, act.office) == ("陈立群", "office_staff", 4, "330681109")
    assert act.at == NOW
    assert act.recorded_at != NOW


def test_the_engine_s_refusal_reaches_the_caller_and_leaves_nothing(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    with pytest.raises(procedures.Refused) as caught:
        press(matter, "decide.refuse", people.lead)
    assert caught.value.refusal.code == "reasons"
    assert Act.objects.filter(matter__uid=matter).count() == 2


def test_a_decision_without_a_fresh_factor_asks_for_it(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    by = as_actor(people.lead, verified=False)
    with pytest.raises(procedures.FactorNeeded):
        procedures.submit(matter=matter, step="decide", outcome="grant", data={}, seen=2, by=by, at=NOW)
    assert _steps(matter) == ["decide"]


def test_a_review_needs_no_factor(people: Cast) -> None:
    matter = begun(people, person())
    by = as_actor(people.clerk, verified=False)
    procedures.submit(matter=matter, step="review", outcome="forward", data={}, seen=1, by=by, at=NOW)


def test_an_effect_that_fails_takes_the_decision_with_it(people: Cast, world: World) -> None:
    matter = waiting_to_be_decided(people, person())
    world.fails = True
    with pytest.raises(RuntimeError):
        press(matter, "decide.grant", people.lead)
    assert Act.objects.filter(matter__uid=matter).count() == 2
    assert _steps(matter) == ["decide"]


def test_an_effect_gets_the_act_the_matter_and_the_person(people: Cast, world: World) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject)
    done = press(matter, "decide.grant", people.lead)
    (call,) = world.calls
    by = call.pop("by")
    assert isinstance(by, Actor)
    assert call == {
        "at": NOW, "subject_id": subject.id, "area": "330681109", "matter": matter, "act": done.act, "days": 3,
    }  # fmt: skip


def test_a_delegated_office_decides_and_the_county_does_not(people: Cast) -> None:
    people.delegate()
    matter = waiting_to_be_decided(people, person())
    assert Task.objects.get(matter__uid=matter).office == "330681109"
    with pytest.raises(procedures.Refused) as caught:
        press(matter, "decide.grant", people.lead)
    assert caught.value.refusal.code == "not_competent"
    press(matter, "decide.grant", people.head)


def test_powers_that_change_move_what_waits(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    people.delegate()
    assert procedures.powers_changed(office="330681109", at=NOW) == 1
    assert Task.objects.get(matter__uid=matter).office == "330681109"


def test_a_delegation_that_begins_with_the_day_moves_what_waits(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    people.delegate(from_day=NOW.date() + timedelta(days=1))
    assert procedures.new_day(at=NOW, over=("330681",)) == 1
    assert Task.objects.get(matter__uid=matter).office == "330681"
    procedures.new_day(at=NOW + timedelta(days=1), over=("330681",))
    assert Task.objects.get(matter__uid=matter).office == "330681109"


def test_what_is_sent_back_comes_again_with_its_form(people: Cast) -> None:
    matter = begun(people, person())
    press(matter, "review.incomplete", people.second, data={"what_is_missing": "证明"})
    assert _steps(matter) == ["application"]
    press(matter, "application.submit", people.clerk, data=asked(5))
    assert _steps(matter) == ["review"]


def test_the_same_request_twice_is_one_act(people: Cast) -> None:
    matter, request = begun(people, person()), uuid4()
    first = press(matter, "review.forward", people.second, request=request)
    again = press(matter, "review.forward", people.second, seen=1, request=request)
    assert again == first
    assert Act.objects.filter(matter__uid=matter).count() == 2


def test_the_same_request_twice_opens_one_matter(people: Cast) -> None:
    subject, request, by = person(), uuid4(), as_actor(people.clerk)
    first, again = (
        procedures.start(key="stay", subject_id=subject.id, data=asked(), by=by, at=NOW, request=request)
        for _ in range(2)
    )
    assert again == first
    assert Matter.objects.filter(subject=subject).count() == 1


def test_t21_a_request_key_of_somebody_else_is_refused(people: Cast) -> None:
    matter, request = begun(people, person()), uuid4()
    press(matter, "review.forward", people.second, request=request)
    with pytest.raises(procedures.KeyUsedBefore):
        press(matter, "review.forward", people.clerk, seen=1, request=request)


def test_a_matter_of_another_county_is_not_found(people: Cast) -> None:
    matter = begun(people, person())
    with pytest.raises(procedures.UnknownMatter):
        press(matter, "review.forward", people.stranger, seen=1)


def test_an_unknown_procedure_is_named(people: Cast) -> None:
    with pytest.raises(procedures.UnknownProcedure, match="holiday"):
        procedures.start(key="holiday", subject_id=person().id, data={}, by=as_actor(people.clerk), at=NOW)


def test_withdrawing_ends_the_matter_from_any_step(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    assert press(matter, "decide.withdrawn", people.clerk).ended
    assert not Task.objects.filter(matter__uid=matter).exists()
    assert not Clock.objects.filter(matter__uid=matter, state="open").exists()


def test_t22_nobody_decides_what_the_same_person_reviewed_in_another_post(people: Cast) -> None:
    from fengqiao.users.tests import factories

    number = factories.number(70_001)
    in_office = factories.someone("office_staff", "330681109", number_of=number)
    in_county = factories.someone("county_lead", "330681", number_of=number)
    matter = begun(people, person())
    press(matter, "review.forward", in_office)
    with pytest.raises(procedures.Refused) as caught:
        press(matter, "decide.grant", in_county)
    assert caught.value.refusal.code == "barred"
    press(matter, "decide.grant", people.lead)


def test_t22_a_deputy_of_the_reviewer_is_no_second_person(people: Cast) -> None:
    from fengqiao.users.tests import factories

    number = factories.number(70_002)
    reviewer = factories.someone("office_staff", "330681109", number_of=number)
    absent_lead = factories.someone("county_lead", "330681", number_of=number)
    deputy = factories.someone("county_lead", "330681", name="吴刚")
    factories.cover(deputy=deputy, covered=absent_lead)
    matter = begun(people, person())
    press(matter, "review.forward", reviewer)
    with pytest.raises(procedures.Refused) as caught:
        press(matter, "decide.grant", deputy)
    assert caught.value.refusal.code == "barred"


def test_t25_a_visit_dated_ten_days_ago_waits_for_a_second_person(people: Cast, world: World) -> None:
    matter = begun(people, person())
    visited = (NOW - timedelta(days=10)).date().isoformat()
    done = press(matter, "review.visit", people.clerk, data={"visited_on": visited})
    assert world.calls == []
    act = Act.objects.get(uid=done.act)
    assert act.happened_on.isoformat() == visited
    assert Task.objects.filter(matter__uid=matter, kind="confirm").count() == 1

    def confirm(who: object, **more: object) -> procedures.Done:
        by = as_actor(who)
        return procedures.confirm(matter=matter, act=done.act, accept=True, seen=2, by=by, at=NOW, **more)

    with pytest.raises(procedures.Refused) as caught:
        confirm(people.clerk)
    assert caught.value.refusal.code == "barred"
    confirm(people.second)
    assert [call["act"] for call in world.calls] == [done.act]
    assert not Task.objects.filter(matter__uid=matter, kind="confirm").exists()


def test_t25_a_visit_of_yesterday_counts_at_once(people: Cast, world: World) -> None:
    matter = begun(people, person())
    press(matter, "review.visit", people.clerk, data={"visited_on": (NOW - timedelta(days=1)).date().isoformat()})
    assert len(world.calls) == 1


def test_t32_a_press_from_an_old_page_is_told_what_came_between(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    press(matter, "decide.grant", people.lead)
    with pytest.raises(procedures.AlreadyDecided) as caught:
        press(matter, "decide.refuse", people.second_lead, seen=2, reasons="不符合条件")
    assert (caught.value.seen, caught.value.current) == (2, 3)
    assert [(act.outcome, act.by.name) for act in caught.value.acts] == [("grant", "赵敏")]
