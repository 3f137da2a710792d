"""Local changes on their pages: proposed, foreseen by the job, confirmed by a second person, followed. T22, T26."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.desk import foreseeing
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.desk.reads import foresight
from fengqiao.kit import clock, edition, scope
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Clock, after
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.stays import World, registered, stay_v1, word
from fengqiao.supervision import face as supervision
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
COUNTY = cast.COUNTY
#: A stay whose review has a limit of the register: five working days, ours to set.
LIMIT = Clock(id="SUP-1", title=word("answer"), starts=after("application.submit"))
REVIEW = replace(stay_v1.steps[0], clocks=(LIMIT,), no_clock=None)
STAY = replace(stay_v1, steps=(REVIEW, *stay_v1.steps[1:]))


@pytest.fixture(autouse=True)
def world() -> Iterator[World]:
    with registered(STAY) as found:
        yield found


@pytest.fixture
def staff(people):
    return factories.someone("county_staff", COUNTY)


def next_days(now, count=3):
    """The next working days after today: what a limit that runs now passes over."""
    day, found = clock.local_day(now), []
    while len(found) < count:
        day = law.next_working(day + timedelta(days=1))
        found.append(day)
    return found


def close(client, days, *, area=COUNTY, request=None, **more):
    told = {
        "area": area, "closed": "\n".join(map(str, days)), "reopened": "", "reason": "台风停工",
        "document": "诸政办〔2026〕3号", "request": str(request or uuid4()),
    }  # fmt: skip
    return client.post("/parameters/closed/", {**told, **more})


def foresee(*, now):
    """What the worker does, here and now."""
    with scope.of((COUNTY,)):
        row = Foresight.objects.order_by("-id").first()
    assert foreseeing.foresee_as_job(row.uid, area=row.area, now=clock.now)
    return row


def confirmed(client, page):
    """Press, and begin as the next transaction does: the fixture's scope around the whole test is one transaction."""
    answer = client.post(f"{page.url}confirm/")
    assert answer.status_code == 302
    read_again()


def acts():
    """Every act with what was sealed in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT uid, sealed::text, data_sealed FROM procedures_act ORDER BY id")
        return [(uid, sealed, bytes(data)) for uid, sealed, data in cursor.fetchall()]


def read_again():
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM kit_edition")
        edition.entered(cursor.fetchone()[0])


def test_t26_what_is_foreseen_is_what_a_rebuild_finds_and_the_old_reasoning_stays(people, staff, browser, now):
    day = next_days(now)[0]
    matters = {cast.begun(people, cast.person(), at=now) for _ in range(3)}
    sealed = acts()
    page = close(browser(staff), next_days(now))
    assert page.status_code == 302, page.content.decode()
    row = foresee(now=now)
    shown = browser(people.lead).get(page.url).content.decode()
    assert shown.count("SUP-1") >= 3
    listed = {each.matter for each in Foreseen.objects.filter(foresight=row.uid, kind="clock")}
    assert listed == matters
    confirmed(browser(people.lead), page)
    by = people.lead.actor()
    with scope.of(by.ranges):
        assert {each.matter for each in procedures.compare_all(by=by)} == listed
    assert procedures.law_changed(area=COUNTY, since=day, at=clock.now()) == 3
    assert procedures.law_changed(area=COUNTY, since=day, at=clock.now()) == 0
    with scope.of(by.ranges):
        assert not procedures.compare_all(by=by)
        assert [each.kind for each in procedures.moved_deadlines(by=by).rows] == ["rules"] * 3
    assert acts() == sealed


def test_nothing_is_confirmed_unseen_nor_by_the_proposer_nor_on_an_old_preview(people, staff, browser, now):
    days = next_days(now)
    page = close(browser(staff), days)
    lead = browser(people.lead)
    assert lead.post(f"{page.url}confirm/").status_code == 409  # the preview is not finished
    row = foresee(now=now)
    assert browser(staff).post(f"{page.url}confirm/").status_code == 403
    Foresight.objects.filter(uid=row.uid).update(moved_at=now)
    stale = foresight.newest(row.change)
    assert foresight.is_fresh(stale, at=clock.now())
    assert not foresight.is_fresh(stale, at=clock.now() + timedelta(hours=25))
    confirmed(lead, page)
    assert lead.post(f"{page.url}confirm/").status_code == 409  # settled
    with scope.of((COUNTY,)):
        assert not law.is_working(days[0], area=cast.OFFICE)
        assert law.is_working(days[0], area="330682")


def test_a_preview_ages_when_something_else_is_confirmed(people, staff, browser, now):
    first, second = (close(browser(staff), [day]) for day in next_days(now, 2))
    for page in (first, second):
        browser(staff).post(f"{page.url}preview/")
        foresee(now=now)
    lead = browser(people.lead)
    assert lead.post(f"{first.url}confirm/").status_code == 302
    answer = lead.post(f"{second.url}confirm/")
    assert answer.status_code == 409
    assert "影响预览" in answer.content.decode()


def test_confirming_needs_a_fresh_factor(people, staff, browser, now):
    page = close(browser(staff), next_days(now))
    foresee(now=now)
    asked = browser(people.lead, verified=False).post(f"{page.url}confirm/")
    assert asked.status_code == 200
    assert changes.one(foreseeing.Foresight.objects.get().change, area=COUNTY).state == "proposed"


def test_a_number_is_proposed_within_its_bounds_and_shown_as_set_here(people, staff, browser, now):
    client, tomorrow = browser(staff), clock.local_day(now) + timedelta(days=1)
    told = {
        "value": "4", "valid_from": str(tomorrow), "reason": "提高效率", "document": "诸司〔2026〕9号",
        "request": str(uuid4()),
    }  # fmt: skip
    assert client.get("/parameters/set/REG-1/").status_code == 404
    assert client.get("/parameters/set/SUP-1/").status_code == 200
    past = {"valid_from": str(clock.local_day(now))}
    for wrong in ({"value": "6"}, {"value": "x"}, {"value": "5"}, past, {"reason": ""}):
        assert client.post("/parameters/set/SUP-1/", {**told, **wrong, "request": str(uuid4())}).status_code == 422, (
            wrong
        )
    page, again = (client.post("/parameters/set/SUP-1/", told) for _ in range(2))
    assert page.url == again.url  # a double press is one proposal
    foresee(now=now)
    confirmed(browser(people.lead), page)
    shown = client.get(f"/parameters/?on={tomorrow}").content.decode()
    assert "本级设定" in shown
    assert "本级设定" not in client.get("/parameters/").content.decode()
    assert "4 个工作日" in client.get("/parameters/changes/").content.decode()


def test_frequencies_touch_people_and_not_only_matters(people, staff, browser, now):
    subject = cast.person()
    edition = law.Edition([law.ChangedNumber(
        name="frequency.report.strict", area=COUNTY, valid_from=clock.local_day(now) + timedelta(days=1), value=14
    )])  # fmt: skip
    with scope.of((COUNTY,)):
        tomorrow = clock.local_day(now) + timedelta(days=1)
        found = list(supervision.foreseen_duties(edition, since=tomorrow, today=clock.local_day(now)))
    assert [(each.subject_id, each.kind) for each in found] == [(subject.id, "report")]
    assert found[0].was != found[0].now


def test_the_year_is_entered_by_the_province_alone_and_the_mark_vanishes(people, staff, browser, now):
    year = law.LAST_PUBLISHED_YEAR + 1
    told = {
        "year": str(year),
        "closed": f"{year}-01-01 至 {year}-01-03\n{year}-02-05 至 {year}-02-11，{year}-05-01 至 {year}-05-05",
        "worked": f"{year}-01-30", "reason": "国务院办公厅通知", "document": "国办发明电〔2026〕7号",
        "request": str(uuid4()),
    }  # fmt: skip
    assert browser(staff).post("/parameters/year/", told).status_code == 422
    province = factories.someone("province_staff", "33")
    page = browser(province).post("/parameters/year/", told)
    assert page.status_code == 302, page.content.decode()
    with scope.of(("33",)):
        row = Foresight.objects.get()
    assert row.places > 80
    with scope.of(("33",)):
        change = changes.one(row.change, area="33")
        changes.confirm(change=change.uid, foreseen={}, by=factories.someone("province_lead", "33").actor(), at=now)
    read_again()
    with scope.of((COUNTY,)):
        assert not law.is_provisional(date(year, 3, 1), area=cast.OFFICE)
        assert law.is_working(date(year, 1, 30), area=cast.OFFICE)


def test_another_countys_change_is_not_found_and_days_that_are_none_are_said(people, staff, browser, now):
    page = close(browser(staff), next_days(now))
    other = factories.someone("county_lead", "330682")
    assert browser(other).get(page.url).status_code == 404
    assert browser(other).post(f"{page.url}confirm/").status_code == 404
    for days in (["2026-13-01"], ["gestern"], ["2026-12-05"], []):
        assert close(browser(staff), days).status_code == 422, days
    assert close(browser(staff), next_days(now), area="330682").status_code == 422
    assert close(browser(staff), next_days(now), area="99").status_code == 422
    assert browser(people.clerk).get("/parameters/closed/").status_code == 403


def test_taking_back_and_refusing_leave_everything_as_it_is(people, staff, browser, now):
    first, second = (close(browser(staff), [day]) for day in next_days(now, 2))
    assert browser(staff).post(f"{first.url}withdraw/").status_code == 302
    assert browser(people.lead).post(f"{second.url}refuse/", {"note": "依据不足"}).status_code == 302
    assert "依据不足" in browser(staff).get(second.url).content.decode()
    with scope.of((COUNTY,)):
        assert all(law.is_working(day, area=COUNTY) for day in next_days(now, 2))


def test_the_page_costs_the_same_however_much_is_touched(people, staff, browser, now):
    counts = []
    for number in (1, 4):
        for _ in range(number):
            cast.begun(people, cast.person(), at=now)
        page = close(browser(staff), [next_days(now)[0]], request=uuid4())
        foresee(now=now)
        client = browser(people.lead)
        client.get(page.url)
        with CaptureQueriesContext(connection) as found:
            client.get(page.url)
        counts.append(len(found))
    assert counts[0] == counts[1]
