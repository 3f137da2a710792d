"""Changes of places on their pages: proposed, foreseen with whatever does not follow, confirmed, told. T13, T22."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.areas import face as areas
from fengqiao.desk import face as desk
from fengqiao.desk import foreseeing
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.kit import clock, scope
from fengqiao.law import changes
from fengqiao.notices import face as notices
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.stays import registered, stay_v1
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
HERE, THERE = "330681109", "330681112"


@pytest.fixture(autouse=True)
def world():
    with registered(stay_v1), scope.of(("33",)):
        yield


@pytest.fixture
def staff(people):
    return factories.someone("province_staff", "33")


@pytest.fixture
def lead(people):
    return factories.someone("province_lead", "33")


def propose(client, what, now, **told):
    day = clock.local_day(now) + timedelta(days=7)
    given = {
        "valid_from": str(day), "reason": "乡镇撤并", "document": "浙政函〔2026〕88号", "request": str(uuid4()),
        "name": "", "office": "", **told,
    }  # fmt: skip
    return client.post(f"/parameters/places/{what}/", given)


def foresee(page):
    row = Foresight.objects.order_by("-id").first()
    assert foreseeing.foresee_as_job(row.uid, area=row.area, now=clock.now)
    return row


def test_t13_everything_that_changes_hands_is_listed_before_a_second_person_confirms(people, staff, lead, browser, now):
    goes, twice = cast.person(), cast.person()
    there = cast.person(THERE)
    cast.begun(people, goes, at=now)
    type(there).objects.filter(pk=there.pk).update(number_hash=twice.number_hash, version=2)
    people.delegate(from_day=clock.local_day(now))
    page = propose(browser(staff), "merge", now, sources="诸暨市枫桥镇", target=THERE, name="枫泄镇")
    assert page.status_code == 302, page.content.decode()
    assert browser(lead).post(f"{page.url}confirm/").status_code == 409  # nobody confirms what was not foreseen
    row = foresee(page)
    found = Foreseen.objects.filter(foresight=row.uid)
    assert {kind: found.filter(kind=kind).count() for kind in ("file", "matter", "power")} == {
        "file": 1, "matter": 1, "power": 0,
    }  # fmt: skip
    assert {each.about for each in found.filter(kind="file")} == {goes.pk}
    decide = list(found.filter(kind="decide"))
    assert {each.about for each in decide} == {0, twice.pk}
    assert any("负责人" in str(each.told) for each in decide), "the head of the office that ends"
    assert any(each.code == "枫桥司法所" for each in decide), "the power that the office had"
    shown = browser(lead).get(page.url).content.decode()
    assert "诸暨市枫桥镇" in shown
    assert "须另行处理" in shown
    assert "枫泄镇" in browser(lead).get(f"{page.url}?kind=place").content.decode()
    assert browser(staff).post(f"{page.url}confirm/").status_code == 403
    assert browser(lead).post(f"{page.url}confirm/").status_code == 302
    told = notices.inbox(by=people.lead.actor(), at=clock.now()).rows
    assert [each.kind for each in told] == ["place_changes"]
    assert areas.is_running(HERE), "not before its day"


def test_t13_a_county_sees_its_own_part_of_what_was_confirmed_and_no_other_county_does(
    people, staff, lead, browser, now
):
    goes = cast.person()
    cast.begun(people, goes, at=now)
    page = propose(browser(staff), "merge", now, sources=HERE, target=THERE)
    foresee(page)
    county, files = browser(people.lead), f"{page.url}?kind=file"
    assert goes.name not in county.get(files).content.decode(), "a proposal is no news yet"
    assert browser(lead).post(f"{page.url}confirm/").status_code == 302
    shown = county.get(files).content.decode()
    assert goes.name in shown
    assert "随同转移的在办事项 1" in shown
    for other in ("330682", "330683"):
        elsewhere = browser(factories.someone("county_lead", other)).get(files).content.decode()
        assert goes.name not in elsewhere
        assert "随同转移的在办事项" not in elsewhere


def test_t22_only_the_province_changes_places_and_codes_outside_the_table_are_refused(people, staff, browser, now):
    county = browser(factories.someone("county_staff", "330681"))
    assert propose(county, "merge", now, sources=HERE, target=THERE).status_code == 404
    assert browser(people.clerk).get("/parameters/places/merge/").status_code == 403
    client = browser(staff)
    assert client.get("/parameters/places/conquer/").status_code == 404
    for what, told in (
        ("merge", {"sources": "330681199", "target": THERE}),
        ("merge", {"sources": HERE, "target": HERE}),
        ("merge", {"sources": HERE, "target": "330681"}),
        ("merge", {"sources": "", "target": THERE}),
        ("merge", {"sources": "没有的镇", "target": THERE}),
        ("rename", {"code": HERE, "name": "枫桥镇"}),
        ("rename", {"code": "3306", "name": "新绍兴市"}),
        ("recode", {"source": HERE, "target": "330699"}),
        ("recode", {"source": "330681", "target": "330602"}),
        ("split", {"source": HERE, "target": THERE, "villages": "330681112213"}),
        ("split", {"source": HERE, "target": THERE, "villages": ""}),
    ):
        assert propose(client, what, now, **told).status_code == 422, (what, told)
    assert not changes.of_places(states=("proposed",))
    assert propose(client, "rename", now, code=HERE, name="新枫桥镇").status_code == 302
    waits = propose(client, "merge", now, sources=HERE, target=THERE)
    assert waits.status_code == 422
    assert "另有调整" in waits.content.decode()


def test_a_confirmed_change_offers_the_way_back_and_a_list_says_what_it_was(people, staff, lead, browser, now):
    client = browser(staff)
    page = propose(client, "rename", now, code=HERE, name="新枫桥镇", office="新枫桥司法所")
    foresee(page)
    undo = f"{page.url}undo/"
    assert undo not in client.get(page.url).content.decode()
    assert browser(lead).post(f"{page.url}confirm/").status_code == 302
    assert undo in client.get(page.url).content.decode()
    assert undo not in browser(people.lead).get(page.url).content.decode()
    assert client.get(undo).status_code == 200
    back = client.post(undo, {
        "valid_from": str(clock.local_day(now) + timedelta(days=30)), "reason": "误报", "document": "更正",
        "request": str(uuid4()),
    })  # fmt: skip
    assert back.status_code == 302, back.content.decode()
    assert "更名：绍兴市诸暨市枫桥镇" in client.get("/parameters/changes/").content.decode()
    assert "新枫桥镇" in browser(people.lead).get("/parameters/changes/").content.decode()


def test_the_preview_costs_the_same_however_many_go(people, staff, lead, browser, now):
    counts = []
    for number in (1, 4):
        for _ in range(number):
            cast.begun(people, cast.person(), at=now)
        page = propose(browser(staff), "merge", now, sources=HERE, target=THERE)
        with CaptureQueriesContext(connection) as found:
            foresee(page)
        counts.append(len(found))
        browser(staff).post(f"{page.url}withdraw/")
    assert counts[0] == counts[1]


def test_what_an_old_preview_found_is_thrown_away_and_its_numbers_stay(people, staff, lead, browser, now):
    cast.person()
    page = propose(browser(staff), "merge", now, sources=HERE, target=THERE)
    row = foresee(page)
    assert desk.forget_previews(at=now + timedelta(days=13)) == 0
    assert desk.forget_previews(at=now + timedelta(days=15)) == 1
    assert desk.forget_previews(at=now + timedelta(days=15)) == 0
    assert not Foreseen.objects.filter(foresight=row.uid).exists()
    shown = browser(lead).get(page.url).content.decode()
    assert "明细已过保留期" in shown
    assert browser(lead).post(f"{page.url}confirm/").status_code == 409
