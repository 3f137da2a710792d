"""Caseload and inbox as they stood on a past day: as known then, scoped as now, at a fixed cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fengqiao.casework import face as casework
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import past_lists
from fengqiao.desk.tests.test_lists import count, person
from fengqiao.desk.tests.test_past import database_clock
from fengqiao.desk.tests.test_workload import in_charge
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Case, Facts
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db


def listed(client, address):
    page = client.get(address).content.decode()
    return page.partition('id="list"')[2].partition("</section")[0]


def test_a_state_reached_later_is_undone_and_a_correction_too(people, now):
    one, other = person(1, name="原名某"), person(2, name="后来者")
    by, today = cast.as_actor(people.clerk, now), clock.today()
    in_charge(people, one, people.clerk, now)
    between = database_clock()
    subjects.correct_facts(uid=one.uid, changes={"name": "现名某"}, reason="更正", by=by, at=now)
    casework.load_class(subject_id=one.pk, class_name="strict", first_day=today - timedelta(days=9), by=by, at=now)
    ended = {"state": "discharged", "ended_on": today, "version": other.version + 1}
    subjects.Subject.objects.filter(pk=other.pk).update(**ended)
    then = subjects.caseload_at(by=by, on=today, then=between)
    after = subjects.caseload_at(by=by, on=today, then=database_clock())
    assert [(each.row.name, each.row.state) for each in then.rows] == [("原名某", one.state), ("后来者", other.state)]
    assert [each.row.name for each in after.rows] == ["现名某"]
    assert (then.total, after.total) == (2, 1)
    was = casework.charges_at(known=[one.pk], by_dates=[], on=today, then=between)[one.pk]
    now_is = casework.charges_at(known=[one.pk], by_dates=[], on=today, then=database_clock())[one.pk]
    assert (was.class_name, was.officer, now_is.class_name) == ("", "陈立群", "strict")


def test_what_was_entered_later_belongs_by_its_dates_and_has_no_state(people, browser, now):
    one = person(1)
    first = min(day for day in (one.documents_on, one.arrived_on, one.registered_on) if day)
    client = browser(people.clerk)
    shown = listed(client, f"/subjects/on/?on={first}")
    assert one.name in shown
    assert "后录入" in shown
    assert f"?on={first}" in shown
    assert one.name not in listed(client, f"/subjects/on/?on={first - timedelta(days=1)}")
    assert one.name not in listed(client, f"/subjects/on/?on={first}&state={one.state}")


def test_t14_the_lists_of_a_past_day_are_those_of_who_may_know_today(people, browser, now):
    """★ T14: another place, and an officer who was not named for a minor, find nothing on any day. That versions follow
    a person who is handed over is shown in casework."""
    one, minor = person(1, name="俞晓燕"), person(2, name="小俞", birth_date=date(2009, 3, 4))
    seen, hidden = cast.begun(people, one, at=now), cast.begun(replace(people, clerk=people.head), minor, at=now)
    today = clock.today()
    for address in ("/subjects/on/", "/tasks/on/"):
        own = listed(browser(people.clerk), f"{address}?on={today}")
        assert "俞晓燕" in own
        assert "小俞" not in own
        assert str(hidden) not in own
        assert "小俞" in listed(browser(people.head), f"{address}?on={today}")
        elsewhere = listed(browser(people.stranger), f"{address}?on={today}")
        assert "俞晓燕" not in elsewhere
        assert str(seen) not in elsewhere


def test_what_waited_is_folded_and_not_what_waits_now(people, now):
    one, past = person(1), now - timedelta(days=3)
    matter = cast.begun(people, one, at=past)
    cast.press(matter, "review.forward", people.second, at=past + timedelta(hours=2))
    first, then = (past + timedelta(hours=hours) for hours in (1, 3))
    [reviewed] = procedures.waiting_at(then=first, office=cast.OFFICE).rows
    [waited] = procedures.waiting_at(then=then, office=cast.OFFICE).rows
    cast.press(matter, "decide.refuse", people.head, at=now, reasons="不符合条件")
    assert procedures.waiting_at(then=now + timedelta(seconds=5), office=cast.OFFICE).rows == ()
    [again] = procedures.waiting_at(then=then, office=cast.OFFICE).rows
    assert (again.matter, again.step_title, again.due_at) == (matter, waited.step_title, waited.due_at)
    assert reviewed.step_title != waited.step_title
    assert again.office == cast.OFFICE, "who did it afterwards says where it lay"
    assert procedures.waiting_at(then=past - timedelta(days=1), office=cast.OFFICE).rows == ()
    assert procedures.open_at(subject_ids=[one.pk], then=then) == {one.pk: 1}
    [stood] = procedures.matters_at(subject_id=one.pk, area=one.area, on=clock.local_day(then), then=then)
    assert stood.waiting == (again.step_title,), "the list says another step than the matter's own page"
    assert again.due_at == min(each.due_at for each in stood.clocks)


@pytest.mark.parametrize("address", ["/subjects/on/", "/tasks/on/"])
def test_the_lists_of_a_past_day_cost_the_same_however_long(people, browser, now, address):
    client = browser(people.head)
    cast.begun(people, person(1), at=now)
    client.get(address)
    few = count(client, address)
    for serial in range(2, 14):
        cast.begun(people, person(serial), at=now)
    assert count(client, address) == few <= 22


def test_pages_of_a_past_day_follow_one_another_without_gap(people, now):
    by, today = cast.as_actor(people.clerk, now), clock.today()
    everybody = [person(serial) for serial in range(1, 8)]
    then, seen, after = database_clock(), [], None
    while True:
        page = subjects.caseload_at(by=by, on=today, then=then, after=after, size=3)
        seen += [each.row.id for each in page.rows]
        after = page.next_cursor
        if after is None:
            break
    assert seen == sorted(each.pk for each in everybody)
    begun = [cast.begun(people, each, at=now) for each in everybody]
    seen, after = [], None
    while True:
        found = procedures.waiting_at(then=clock.now(), office=cast.OFFICE, after=after, size=3)
        seen += [each.matter for each in found.rows]
        after = found.next_cursor
        if after is None:
            break
    assert sorted(seen) == sorted(begun)


@pytest.mark.parametrize(
    "query", ["on=2026-02-31", "on=2099-01-01", "on=x", "sort=name", "after=abc", "office=33068110"]
)
@pytest.mark.parametrize("address", ["/subjects/on/", "/tasks/on/"])
def test_t17_wrong_conditions_of_a_past_list_are_refused(people, browser, address, query):
    assert browser(people.clerk).get(f"{address}?{query}").status_code == 400


def test_another_place_is_not_found(people, browser):
    assert browser(people.clerk).get("/tasks/on/?office=330106").status_code == 404


def test_a_city_is_asked_for_a_county(people, now):
    by, query = cast.as_actor(people.clerk, now), queries.Query("/tasks/on/")
    city = replace(by, level=2, area=cast.COUNTY[:4], ranges=(cast.COUNTY[:4],))
    assert past_lists.inbox_page(query, on=clock.today(), by=city).narrow
    assert not past_lists.inbox_page(replace(query, values={"office": cast.COUNTY}), on=clock.today(), by=city).narrow


def test_no_variant_of_any_definition_asks_for_a_fact_that_a_past_list_does_not_load():
    for definition in procedures.all_current(clock.today()):
        for flags in (frozenset(), frozenset({"minor", "female", "foreign"})):
            for category in ("probation", "public_surveillance", "temporary_service_outside", "parole"):
                facts = Facts(area=cast.OFFICE, state="in_correction", category=category, flags=flags)
                definition.for_case(Case(facts=facts, now=clock.now()))
