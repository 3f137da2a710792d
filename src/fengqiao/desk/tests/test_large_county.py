"""A county with very many people: its pages read what the worker counted, and cost the same as any."""

from __future__ import annotations

import pytest

from fengqiao.desk import face as desk
from fengqiao.desk import tallies
from fengqiao.desk.models import Bulk, Missed
from fengqiao.desk.reads import workload
from fengqiao.desk.tests.test_workload import in_charge, missed, overdue, queries
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(monkeypatch):
    """Every county with somebody in it is a large one."""
    monkeypatch.setattr(tallies, "LARGE", 0)


def counted(now):
    desk.take_tallies(counties=(cast.COUNTY,), at=now)


def test_the_kept_board_is_the_one_worked_out_and_says_when(people, browser, now, monkeypatch):
    missed(people, now)
    by = cast.as_actor(people.lead, now)
    live = workload.missed(by=by, now=now)
    assert live
    monkeypatch.setattr(tallies, "LARGE", 0)
    counted(now)
    kept = workload.missed(by=by, now=now)
    wanted = [(each.office, each.person, each.name, each.kind, each.count, each.worst_days) for each in live]
    assert [(e.office, e.person, e.name, e.kind, e.count, e.worst_days) for e in kept] == wanted
    client = browser(people.lead)
    for address in ("/", "/workload/"):
        assert "每四小时重新统计" in client.get(address).content.decode()


@pytest.mark.parametrize(("role", "area"), [("city_lead", "3306"), ("province_lead", "33")])
def test_above_a_county_the_board_reads_what_was_counted(people, browser, now, role, area):
    subject = cast.person()
    in_charge(people, subject, people.clerk, now)
    overdue(people, subject, now)
    by = cast.as_actor(factories.someone(role, area), now)
    live = workload.board(by=by, now=now)
    assert live, "nothing is kept yet: the page counts"
    counted(now)
    overdue(people, cast.person(), now)
    assert workload.board(by=by, now=now) == live
    counted(now)
    [line] = workload.board(by=by, now=now)
    assert line.count == 2
    assert "每十分钟重新统计" in browser(factories.someone(role, area)).get("/").content.decode()


@pytest.mark.usefixtures("large")
def test_it_is_counted_every_four_hours_and_anew_in_the_morning(people, now):
    missed(people, now)

    def counted_when(at):
        counted(at)
        [found] = {row.counted_at for row in Missed.objects.all()}
        return found

    morning = clock.start_of(clock.local_day(now) + cast.timedelta(days=1))
    noon = morning + cast.timedelta(hours=12)
    assert counted_when(noon) == noon
    assert counted_when(noon + cast.timedelta(minutes=239)) == noon
    late = noon + cast.timedelta(hours=11, minutes=59)
    assert counted_when(late) == late
    following = morning + cast.timedelta(days=1)
    assert counted_when(following) == following


def test_a_county_that_is_large_no_more_keeps_nothing(people, now, monkeypatch):
    missed(people, now)
    monkeypatch.setattr(tallies, "LARGE", 0)
    counted(now)
    assert Missed.objects.exists()
    monkeypatch.setattr(tallies, "LARGE", 600)
    counted(now)
    assert not Missed.objects.exists()


@pytest.mark.usefixtures("large")
def test_the_ticked_line_gives_the_people_of_now_to_another_officer(people, browser, now):
    subject = missed(people, now)
    counted(now)
    lines = workload.board(by=cast.as_actor(people.lead, now), now=now)
    tick = next(each.key.value for each in lines if each.key.procedure == workload.DUTY)
    assert browser(people.lead).post("/workload/reassign/", {"line": tick}).status_code == 302
    assert [pair[0] for pair in Bulk.objects.get().rows] == [subject.pk]


@pytest.mark.usefixtures("large")
def test_pages_cost_the_same_with_many_more_people(people, browser, now):
    missed(people, now)
    counted(now)
    client = browser(people.lead)
    pages = ("/", "/workload/", "/calendar/")
    few = {address: queries(client, address) for address in pages}
    for _person in range(4):
        in_charge(people, cast.person(), people.clerk, now)
    assert {address: queries(client, address) for address in pages} == few
    assert few["/calendar/"] <= 25


@pytest.mark.usefixtures("large")
def test_the_calendar_counts_until_an_office_or_an_officer_is_chosen(people, browser, now):
    subject = missed(people, now)
    counted(now)
    client = browser(people.lead)
    page = client.get("/calendar/").content.decode()
    assert "日历只显示数量" in page
    assert subject.name not in page
    near = f"/calendar/?office={cast.OFFICE}&kind=report&span=month&on={now.date() - cast.timedelta(days=7)}"
    assert subject.name in client.get(near).content.decode()
    staff = browser(factories.someone("office_staff", cast.OFFICE))
    assert "日历只显示数量" not in staff.get("/calendar/").content.decode()


@pytest.mark.usefixtures("large")
def test_a_large_office_reads_what_was_counted_of_its_duties(people, browser, now, monkeypatch):
    missed(people, now)
    monkeypatch.setattr(tallies, "LARGE", 600)
    by = cast.as_actor(people.clerk, now)
    live = workload.missed(by=by, now=now)
    assert live
    assert workload.missed_counted_at(by=by) is None
    monkeypatch.setattr(tallies, "LARGE", 0)
    counted(now)
    kept = workload.missed(by=by, now=now)
    assert [(e.person, e.kind, e.count, e.worst_days) for e in kept] == [
        (e.person, e.kind, e.count, e.worst_days) for e in live
    ]
    assert workload.missed_counted_at(by=by) == now
    assert "每四小时重新统计" in browser(people.clerk).get("/workload/").content.decode()


@pytest.mark.usefixtures("large")
def test_the_calendar_of_a_large_office_lists_reports_when_they_are_asked_for(people, browser, now):
    subject = missed(people, now)
    counted(now)
    client = browser(people.clerk)
    days = f"span=month&on={now.date() - cast.timedelta(days=7)}"
    page = client.get(f"/calendar/?{days}").content.decode()
    assert "本所人员较多" in page
    assert subject.name not in page
    for asked in ("kind=report", f"officer={people.clerk.person}"):
        page = client.get(f"/calendar/?{asked}&{days}").content.decode()
        assert "本所人员较多" not in page
        assert subject.name in page, asked


def test_the_kept_workload_is_the_one_counted_for_the_page_and_says_when(people, browser, now, monkeypatch):
    subject = missed(people, now)
    overdue(people, subject, now)
    overdue(people, cast.person(), now)
    by = cast.as_actor(people.lead, now)
    live = workload.workload(by=by, now=now)
    assert live.counted_at is None
    assert live.total.over == 2
    monkeypatch.setattr(tallies, "LARGE", 0)
    assert workload.workload(by=by, now=now).lines == live.lines, "nothing is kept yet: the page counts"
    counted(now)
    overdue(people, cast.person(), now)
    kept = workload.workload(by=by, now=now)
    assert kept.lines == live.lines
    assert kept.counted_at == now
    assert "每十分钟重新统计" in browser(people.lead).get("/workload/").content.decode()
    counted(now)
    assert workload.workload(by=by, now=now).total.over == 3


@pytest.mark.usefixtures("large")
def test_the_people_of_an_office_are_counted_once(people, browser, now):
    missed(people, now)
    counted(now)
    city = cast.as_actor(factories.someone("city_lead", "3306"), now)
    assert workload.workload(by=city, now=now).total.people == 1


def test_a_long_list_says_that_there_are_more_and_no_number_that_is_not_so(people, browser, now, monkeypatch):
    monkeypatch.setattr("fengqiao.subjects.reads.caseload.COUNTED_TO", 2)
    for _person in range(4):
        cast.person()
    page = browser(people.lead).get("/subjects/?size=20").content.decode()
    assert "超过2人" in page
    assert "共 2" not in page
    assert "2 人" not in page
    narrow = browser(people.lead).get("/subjects/?category=parole").content.decode()
    assert "超过" not in narrow
