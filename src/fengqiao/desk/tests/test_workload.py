"""Workload and the overdue board: who, what, how late; reminded and given to somebody else from the home page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.casework import face as casework
from fengqiao.desk import face as desk
from fengqiao.desk.models import Bulk
from fengqiao.desk.reads import workload
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def overdue(people, subject, now):
    long_ago = now - cast.timedelta(days=9)
    matter = cast.begun(people, subject, at=long_ago)
    cast.press(matter, "review.forward", people.second, at=long_ago)
    procedures.powers_changed(office=cast.OFFICE, at=now)
    return matter


def in_charge(people, subject, who, now):
    casework.assign_officer(
        subject_id=subject.pk, person=who.person, name="陈立群", first_day=now.date() - cast.timedelta(days=30),
        by=cast.as_actor(people.head, now), at=now,
    )  # fmt: skip


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_board_names_the_officer_in_charge_and_how_late(people, browser, now):
    subject = cast.person()
    in_charge(people, subject, people.clerk, now)
    overdue(people, subject, now)
    page = browser(people.lead).get("/").content.decode()
    board = page.partition("辖区逾期情况")[2].partition("</table>")[0]
    assert "陈立群" in board
    assert "5 天" in board
    assert f'name="line" value="330681109.{people.clerk.person}.stay.decide"' in board


def test_ticked_lines_are_reminded_of_once_a_day_and_reach_the_officer(people, browser, now):
    subject = cast.person()
    in_charge(people, subject, people.clerk, now)
    overdue(people, subject, now)
    [row] = workload.board(by=cast.as_actor(people.lead, now), now=now)
    tick = row.key.value
    client = browser(people.lead)
    for _press in range(2):
        assert "已提醒 1 项" in client.post("/workload/remind/", {"line": tick}, follow=True).content.decode()
    assert browser(people.clerk).get("/messages/").content.decode().count("有1件逾期") == 1
    assert "件逾期" not in browser(people.second).get("/messages/").content.decode()
    assert "请先勾选" in client.post("/workload/remind/", {}, follow=True).content.decode()
    assert (
        "请先勾选" in client.post("/workload/remind/", {"line": "330681109.1.stay.gone"}, follow=True).content.decode()
    )
    assert client.post("/workload/remind/", {"line": "x"}).status_code == 400
    assert browser(people.clerk).post("/workload/remind/", {"line": tick}).status_code == 403


def test_ticked_lines_are_given_to_another_officer_by_a_tried_act_for_many(people, browser, now):
    subject = cast.person()
    overdue(people, subject, now)
    overdue(people, cast.person(), now)
    client = browser(people.lead)
    made = client.post("/workload/reassign/", {"line": "330681109.0.stay.decide"})
    assert sorted(pair[0] for pair in Bulk.objects.get().rows) == sorted({subject.pk, subject.pk + 1})
    assert client.get(made.url).status_code == 200
    assert browser(people.clerk).post("/workload/reassign/", {"line": "330681109.0.stay.decide"}).status_code == 302
    assert Bulk.objects.count() == 1


def test_workload_counts_people_and_tasks_of_each_officer_and_costs_the_same(people, browser, now):
    for _person in range(3):
        subject = cast.person()
        in_charge(people, subject, people.clerk, now)
        overdue(people, subject, now)
    overdue(people, cast.person(), now)
    client = browser(people.lead)
    page = workload.workload(by=cast.as_actor(people.lead, now), now=now)
    line = next(each for each in page.lines if each.name == "陈立群")
    assert (line.people, line.open, line.over, line.worst) == (3, 3, 3, 5)
    nobody = next(each for each in page.lines if "责任人" in each.name)
    assert (nobody.people, nobody.over) == (0, 1)
    few = queries(client, "/workload/")
    for _person in range(5):
        factories.someone("office_staff", cast.OFFICE)
        in_charge(people, subject := cast.person(), people.second, now)
        overdue(people, subject, now)
    assert queries(client, "/workload/") == few <= 36


@pytest.mark.parametrize(
    ("role", "area", "place"), [("city_lead", "3306", "诸暨市"), ("province_lead", "33", "绍兴市")]
)
def test_above_a_county_it_goes_by_places(people, browser, now, role, area, place):
    subject = cast.person()
    in_charge(people, subject, people.clerk, now)
    overdue(people, subject, now)
    desk.take_tallies(counties=(cast.COUNTY,), at=now)
    client = browser(factories.someone(role, area))
    page = client.get("/workload/").content.decode()
    assert "按地区" in page
    assert "陈立群" not in page
    [line] = workload.workload(by=cast.as_actor(factories.someone(role, area, name="章"), now), now=now).lines
    assert (line.name, line.people, line.strict, line.open, line.over, line.worst) == (place, 1, 0, 1, 1, 5)
    assert queries(client, "/workload/") <= 14
    assert queries(client, "/") <= 30


def missed(people, now):
    """Somebody in the clerk's charge whose report of last week was not made."""
    subject = cast.person()
    in_charge(people, subject, people.clerk, now)
    last_week = now - cast.timedelta(days=now.weekday() + 7)
    procedures.run_daily(at=last_week, over=(cast.COUNTY,), only={"report"})
    procedures.run_clocks(at=now, over=(cast.COUNTY,))
    return subject


def test_missed_reports_talks_and_visits_stand_on_the_board_each_once_and_are_reminded_of(people, browser, now):
    subject = missed(people, now)
    client = browser(people.lead)
    page = client.get("/").content.decode()
    board = page.partition("辖区逾期情况")[2].partition("</table>")[0]
    tick = f"330681109.{people.clerk.person}.duty.report"
    assert f'value="{tick}"' in board
    assert f"kind=report&amp;office=330681109&amp;officer={people.clerk.person}&amp;state=overdue" in board
    assert "逾期未报告核实处理" not in board, "a missed report is one line"
    assert "当面报告 · 逾期未完成" in board
    for _press in range(2):
        assert "已提醒 1 项" in client.post("/workload/remind/", {"line": tick}, follow=True).content.decode()
    notices = browser(people.clerk).get("/messages/").content.decode()
    assert notices.count("当面报告“逾期未完成”有1件逾期") == 1
    client.post("/workload/reassign/", {"line": tick})
    assert [pair[0] for pair in Bulk.objects.get().rows] == [subject.pk]


def test_the_board_costs_the_same_however_much_was_missed(people, browser, now):
    client = browser(people.lead)
    missed(people, now)
    few = queries(client, "/")
    for _person in range(4):
        missed(people, now)
    assert queries(client, "/") == few <= 44
