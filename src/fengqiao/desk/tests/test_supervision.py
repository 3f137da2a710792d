"""Daily supervision on the officers' pages: the tab of the file, the list of this period, the form."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.desk.tests.test_lists import person
from fengqiao.documents import face as documents
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.supervision import face as supervision
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
TWO = "陈立群、李建国"


def monday(now):
    """The Monday of this week: a week's report is asked for from it on."""
    return now - timedelta(days=local_day(now).weekday())


def opened(now, *, weeks=0):
    """The daily run of so many weeks ago."""
    at = monday(now) - timedelta(weeks=weeks)
    procedures.run_daily(at=at, over=(cast.COUNTY,), only={"report"})
    return at


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_tab_says_what_is_due_and_what_was_missed(people, browser, now):
    one = person(1)
    opened(now, weeks=1)
    procedures.run_clocks(at=now, over=(cast.COUNTY,))
    page = browser(people.clerk).get(f"/subjects/{one.uid}/?tab=supervision").content.decode()
    assert "当面报告" in page
    assert "逾期未完成" in page
    assert "社区矫正法第二十三条" in page or "第23条" in page


def test_the_tab_costs_the_same_however_much_is_on_it(people, browser, now):
    one, client = person(1), browser(people.clerk)
    address = f"/subjects/{one.uid}/?tab=supervision"
    client.get(address)
    opened(now)
    few = queries(client, address)
    opened(now, weeks=5)
    opened(now, weeks=4)
    assert queries(client, address) == few <= 60


def test_the_tab_of_a_person_elsewhere_is_not_found(people, browser, now):
    assert browser(people.stranger).get(f"/subjects/{person(1).uid}/?tab=supervision").status_code == 404


def said(now, **more):
    """The form of a report made today."""
    return {
        "reported_on": local_day(now).isoformat(),
        "channel": "in_person",
        "content": "遵纪守法，按时学习。",
        "request": str(new_id()),
        **more,
    }


def waiting(one):
    """The open matter of the running week."""
    [found] = [
        each
        for each in procedures.open_periods(procedure="report", subject_ids=(one.pk,), step="due")
        if each.period.endswith(" report")
    ]
    return found.matter


def test_a_report_is_recorded_on_one_page_with_the_day_and_the_way_filled_in(people, browser, now):
    one, client = person(1), browser(people.clerk)
    opened(now)
    page = client.get(f"/subjects/{one.uid}/record/report/").content.decode()
    assert f'value="{local_day(now).isoformat()}"' in page
    assert '<option value="in_person" selected' in page
    form = said(now)
    answer = client.post(f"/subjects/{one.uid}/record/report/", form)
    assert answer.status_code == 302
    assert client.post(f"/subjects/{one.uid}/record/report/", form).status_code == 302, "a double press is one report"
    [row] = supervision.reports_of((one.pk,), since=local_day(now))[one.pk]
    assert (row.kind, row.answer) == ("report", "accepted")
    assert "本期无待办报告" in client.get(f"/subjects/{one.uid}/record/report/").content.decode()


@pytest.mark.parametrize(
    ("kind", "data", "paper"),
    [
        ("visit", {"officers": TWO, "place": "home", "met": "父亲", "content": "在家务农"}, ["D26"]),
        ("talk", {"officers": TWO, "channel": "in_person", "topic": "就业", "content": "愿意参加招聘会"}, ["D27"]),
        ("contact", {"channel": "phone", "content": "提醒按时报告"}, []),
    ],
)
def test_what_the_office_did_is_recorded_in_one_press(people, browser, now, kind, data, paper):
    one, client = person(1), browser(people.clerk)
    form = {"held_on": local_day(now).isoformat(), "request": str(new_id()), **data}
    page = client.get(f"/subjects/{one.uid}/record/{kind}/").content.decode()
    assert f'value="{form["held_on"]}"' in page, "the day is filled in"
    assert client.post(f"/subjects/{one.uid}/record/{kind}/", form).status_code == 302
    assert client.post(f"/subjects/{one.uid}/record/{kind}/", form).status_code == 302
    [row] = supervision.contacts_of((one.pk,), since=local_day(now))[one.pk]
    assert row.kind == kind
    assert [each.kind for each in documents.of_matter(row.matter)] == paper
    empty = client.post(f"/subjects/{one.uid}/record/{kind}/", {**form, "content": "", "request": str(new_id())})
    assert empty.status_code == 422
    assert len(supervision.contacts_of((one.pk,), since=local_day(now))[one.pk]) == 1, "a refused one leaves nothing"


def test_a_record_about_the_wrong_person_is_struck_out_by_another_and_its_period_opens_again(people, browser, now):
    one, clerk = person(1), browser(people.clerk)
    opened(now)
    sent = {"request": str(new_id()), **said(now)}
    assert clerk.post(f"/subjects/{one.uid}/record/report/", sent).status_code == 302
    [row] = supervision.reports_of((one.pk,), since=local_day(now))[one.pk]
    address, form = f"/subjects/{one.uid}/records/strike/", {"who": str(row.uid), "reason": "登记错人"}
    assert "撤销一项记录" not in clerk.get(f"/subjects/{one.uid}/?tab=supervision").content.decode()
    assert clerk.post(address, form).status_code == 403
    head = browser(people.head)
    assert address in head.get(f"/subjects/{one.uid}/?tab=supervision").content.decode()
    assert head.post(address, {**form, "reason": ""}).status_code == 422
    assert head.post(address, {**form, "who": str(new_id())}).status_code == 422
    assert head.post(address, form).status_code == 302
    assert supervision.reports_of((one.pk,), since=local_day(now)) == {}, "it counts for nothing"
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM fq.supervision_version WHERE row = %s", [row.uid])
        assert "void" in cursor.fetchone()[0], "and the former version stays"
    again = [each for each in procedures.open_periods(procedure="report") if each.subject_id == one.pk]
    assert [each.period for each in again].count(f"{local_day(monday(now)).isoformat()} report") == 1
    assert head.post(address, form).status_code == 422, "struck out already"
    assert browser(people.stranger).post(address, form).status_code == 404


def test_nobody_strikes_out_a_record_of_their_own(people, browser, now):
    one, head = person(1), browser(people.head)
    call = {"held_on": local_day(now).isoformat(), "channel": "phone", "content": "提醒", "request": str(new_id())}
    assert head.post(f"/subjects/{one.uid}/record/contact/", call).status_code == 302
    [row] = supervision.contacts_of((one.pk,), since=local_day(now))[one.pk]
    address, form = f"/subjects/{one.uid}/records/strike/", {"who": str(row.uid), "reason": "登记错人"}
    refused = head.post(address, form)
    assert refused.status_code in (409, 422)
    assert "登记人不能自行撤销" in refused.content.decode()
    assert browser(people.lead).post(address, form).status_code == 302
    assert supervision.contacts_of((one.pk,), since=local_day(now)) == {}


def test_the_list_says_who_is_due_and_takes_the_reports_of_a_session_each_for_itself(people, browser, now):
    adults, minor = [person(1), person(2)], person(3, birth_date=(now - timedelta(days=17 * 365)).date())
    opened(now)
    client = browser(people.head)
    page = client.get("/supervision/?state=due").content.decode()
    assert all(f'value="{waiting(one)}"' in page for one in [*adults, minor])
    ticked = [str(waiting(one)) for one in [*adults, minor]]
    answer = client.post("/supervision/receive/", said(now, matter=ticked, list="state=due"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "已接收 2 份报告" in shown
    assert "请单独登记" in shown
    assert "遵纪守法，按时学习。" in shown, "what was typed stays"
    found = supervision.reports_of([one.pk for one in [*adults, minor]], since=local_day(now))
    assert set(found) == {one.pk for one in adults}
    assert client.post("/supervision/receive/", said(now, list="")).status_code == 422, "nobody was ticked"


def test_the_list_costs_the_same_however_many_are_on_it(people, browser, now):
    person(1)
    client = browser(people.head)
    opened(now)
    client.get("/supervision/")
    few = queries(client, "/supervision/")
    for serial in range(20, 32):
        person(serial)
    opened(now)
    assert queries(client, "/supervision/") == few <= 45


def test_nobody_else_records_anything(people, browser, now):
    one = person(1)
    opened(now)
    stranger = browser(factories.someone("office_staff", "330681001", name="邻所人员"))
    assert stranger.post(f"/subjects/{one.uid}/record/report/", said(now)).status_code == 404
    stranger.post("/supervision/receive/", said(now, matter=[str(waiting(one))], list=""))
    assert not supervision.reports_of((one.pk,), since=local_day(now))
    county = browser(people.county_clerk).post(f"/subjects/{one.uid}/record/report/", said(now))
    assert county.status_code == 422, "the office takes reports"
    assert browser(people.clerk).get(f"/subjects/{one.uid}/record/nothing/").status_code == 404


def test_a_wrong_entry_of_the_session_stands_at_its_field(people, browser, now):
    rows = [person(serial) for serial in (1, 2)]
    opened(now)
    client = browser(people.clerk)
    page = client.get("/supervision/").content.decode()
    sent = {"matter": re.findall(r'name="matter" value="([^"]+)"', page), "request": str(new_id()), "list": ""}
    sent |= {"reported_on": "2099-01-01", "channel": "in_person", "content": "近况正常"}
    assert len(sent["matter"]) == len(rows)
    answer = client.post("/supervision/receive/", sent)
    assert answer.status_code == 422
    assert 'id="f-reported_on-error"' in answer.content.decode()
    assert answer.content.decode().count("表单填写有误，请更正后重试") == len(rows)
