"""Letters on the desk: the lists, one letter, its receipt and reply, a letter from outside, who sees what."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.desk.tests.test_lists import person
from fengqiao.documents import face as documents
from fengqiao.documents.tests import factories as papers
from fengqiao.kit import clock, scope
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import OTHER_COUNTY, order, to_other_county
from fengqiao.notices import face as notices
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def send(people, now, **changes):
    """A copy to the procuratorate about somebody, in the county's name."""
    about = changes.pop("subject_id", None) or person(1).id
    return letters.send(
        order=order(**{"subject_id": about, "matter": None, **changes}), by=people.county_clerk.actor(now), at=now
    )


def send_there(people, now):
    """A letter that asks another county for help."""
    lines = {"lines": [["姓名", "测试对象"], ["外出期间", "11月24日至11月27日"]]}
    told = to_other_county(subject_id=person(1).id, matter=None, body=lines)
    return letters.send(order=told, by=people.county_clerk.actor(now), at=now)


def test_a_receipt_is_put_on_record_and_bad_entries_come_back(people, browser, now):
    uid = send(people, now).uid
    client, address = browser(people.clerk), f"/letters/sent/{uid}/receipt/"
    assert "待回执" in client.get("/letters/").content.decode()
    refused = client.post(address, {"receiver": "王某", "day": "nonsense", "way": "post"})
    assert refused.status_code == 422
    assert 'value="王某"' in refused.content.decode()
    assert client.post(address, {"receiver": "", "day": str(clock.today()), "way": "post"}).status_code == 422
    assert client.post(address, {"receiver": "王某", "day": str(clock.today()), "way": "post"}).status_code == 302
    shown = client.get(f"/letters/sent/{uid}/").content.decode()
    assert "王某" in shown
    assert "邮寄" in shown
    again = client.post(address, {"receiver": "王某", "day": str(clock.today()), "way": "post"})
    assert again.status_code == 422
    assert "已有回执" in again.content.decode()


def test_what_is_overdue_can_be_listed_and_reminded_of(people, browser, now):
    late, fresh = send(people, now - timedelta(days=30)), send(people, now, to_kind="police", to_area="")
    client = browser(people.lead)
    shown = client.get("/letters/?show=overdue").content.decode()
    assert str(late.uid) in shown
    assert str(fresh.uid) not in shown
    assert "回执逾期" in shown
    assert client.post(f"/letters/sent/{late.uid}/chase/", {"note": "已电话催问"}).status_code == 302
    assert "已电话催问" in client.get(f"/letters/sent/{late.uid}/").content.decode()
    assert client.get("/letters/?organ=police").content.decode().count("/letters/sent/") == 1
    for bad in ("?organ=x", "?show=new", "?sort=1", "?after=%27"):
        assert client.get(f"/letters/{bad}").status_code == 400


def test_the_other_county_confirms_and_answers_in_its_own_list(people, browser, now):
    there = browser(factories.someone("county_staff", OTHER_COUNTY))
    uid = send_there(people, now).uid
    assert there.get(f"/letters/sent/{uid}/").status_code == 404, "the sender's copy"
    assert str(uid) in there.get("/letters/arrived/?show=new").content.decode()
    page = there.get(f"/letters/arrived/{uid}/").content.decode()
    assert "外出期间" in page
    assert there.post(f"/letters/arrived/{uid}/confirm/").status_code == 302
    empty = there.post(f"/letters/arrived/{uid}/reply/", {"words": " "})
    assert empty.status_code == 422
    assert there.post(f"/letters/arrived/{uid}/reply/", {"words": "同意协助。"}).status_code == 302
    twice = there.post(f"/letters/arrived/{uid}/reply/", {"words": "同意协助。"})
    assert twice.status_code == 422
    assert "已有回复" in twice.content.decode()
    here = browser(people.county_clerk)
    assert "已回复" in here.get(f"/letters/sent/{uid}/").content.decode()
    answer = here.get("/letters/arrived/").content.decode()
    assert "关于协助监管函的复函" in answer
    with scope.of(("330681",)):
        back = letters.letter_sent(uid, by=people.lead.actor(now), today=clock.today()).row.answered_by
    assert "同意协助。" in here.get(f"/letters/arrived/{back}/").content.decode()


def test_a_letter_from_a_court_is_registered_once_with_its_papers(people, browser, now):
    client, who = browser(people.clerk), person(1)
    address = f"/letters/arrived/register/?person={who.uid}"
    assert client.get(address).status_code == 200
    told = {
        "from_kind": "court", "from_name": "杭州市上城区人民法院", "title": "社区矫正告知书", "sent_on": "2026-01-05",
        "arrived_on": "2026-01-08", "papers": "刑事判决书\n执行通知书", "wants_answer": "on",
        "request": str(new_id()),
    }  # fmt: skip
    wrong = client.post(address, {**told, "arrived_on": "2026-01-04"})
    assert wrong.status_code == 422
    assert "执行通知书" in wrong.content.decode()
    first, second = client.post(address, told), client.post(address, told)
    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    shown = client.get(first["Location"]).content.decode()
    assert "刑事判决书" in shown
    assert "待我方回复" in shown
    assert client.post(address, {**told, "request": "x"}).status_code == 400
    for bad in (f"?person={uuid4()}", f"?answers={uuid4()}"):
        assert client.get(f"/letters/arrived/register/{bad}").status_code == 404
    assert client.get("/letters/arrived/register/?person=1").status_code == 400


def test_an_organs_answer_is_registered_at_our_letter(people, browser, now):
    uid = send(people, now).uid
    client = browser(people.county_clerk)
    assert f"/letters/arrived/register/?answers={uid}" in client.get(f"/letters/sent/{uid}/").content.decode()
    today = str(clock.today())
    told = {
        "from_kind": "procuratorate", "from_name": "诸暨市人民检察院", "title": "收悉函", "sent_on": today,
        "arrived_on": today, "request": str(new_id()),
    }  # fmt: skip
    assert client.post(f"/letters/arrived/register/?answers={uid}", told).status_code == 302
    assert "已回复" in client.get(f"/letters/sent/{uid}/").content.decode()
    again = client.post(f"/letters/arrived/register/?answers={uid}", {**told, "request": str(new_id())})
    assert again.status_code == 422


def test_a_letter_elsewhere_does_not_exist_and_readers_change_nothing(people, browser, now):
    uid = send(people, now).uid
    for place in ("330683", "330681001"):
        role = "county_staff" if len(place) == 6 else "office_staff"
        client = browser(factories.someone(role, place))
        assert client.get(f"/letters/sent/{uid}/").status_code == 404
        assert client.post(f"/letters/sent/{uid}/chase/", {"note": "x"}).status_code == 404
        assert str(uid) not in client.get("/letters/").content.decode()
    reader = browser(factories.someone("procurator", cast.COUNTY))
    assert str(uid) in reader.get("/letters/").content.decode()
    page = reader.get(f"/letters/sent/{uid}/").content.decode()
    assert "催问" not in page
    assert "登记回执" not in page
    assert reader.post(f"/letters/sent/{uid}/chase/", {"note": "x"}).status_code == 403
    police = send(people, now, to_kind="police").uid
    assert reader.get(f"/letters/sent/{police}/").status_code == 404
    assert reader.get("/letters/arrived/register/").status_code == 403
    admin = browser(factories.someone("administrator", cast.COUNTY))
    assert admin.get("/letters/").status_code == 403


def test_the_list_costs_the_same_whatever_is_on_it(people, browser, now):
    client = browser(people.lead)
    send(people, now)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/letters/").status_code == 200
        return len(queries)

    cost()  # what a process reads once: names of offices, the law
    first = cost()
    for n in range(4):
        send(people, now, subject_id=person(n + 2).id)
    assert cost() == first
    assert first <= 17


def test_one_letter_costs_few_queries(people, browser, now):
    uid = send(people, now).uid
    client = browser(people.lead)
    assert client.get(f"/letters/sent/{uid}/").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/letters/sent/{uid}/").status_code == 200
    assert len(queries) <= 16, len(queries)


def test_the_bell_leads_to_the_letter(people, browser, now):
    late = send(people, now - timedelta(days=30))
    assert letters.look_after(over=(cast.COUNTY,), at=now) == 1
    client = browser(people.county_clerk)
    with scope.of((cast.COUNTY,)):
        rows = notices.inbox(by=people.county_clerk.actor(now), at=now).rows
    opened = client.post(f"/messages/{rows[0].uid}/open/")
    assert opened["Location"] == f"/letters/sent/{late.uid}/"
    assert "查看公函" in client.get(f"/messages/{rows[0].uid}/").content.decode()


def test_a_letter_waits_for_the_seal_of_its_paper_and_goes_with_it(people, browser, now):
    act = new_id()
    told = papers.order("D102", act=act, subject_id=person(1).id)
    paper = documents.issue(order=told, by=people.county_clerk.actor(now), at=now)
    title = {"zh": "解除社区矫正通知书", "en": "discharge notice"}
    enclosed = letters.Enclosed(uid=paper.uid, kind="D102", number=paper.number, title=title, waits=True)
    about = {"area": paper.area, "subject_id": paper.subject_id, "matter": paper.matter}
    both = [send(people, now, papers=(enclosed,), to_kind=each, **about) for each in ("procuratorate", "police")]
    uid, other = (each.uid for each in both)
    client = browser(people.lead)
    shown = client.get(f"/letters/sent/{uid}/").content.decode()
    assert "用印后，本函自动发出" in shown
    assert "登记回执" not in shown
    assert client.get("/letters/?show=prepared").content.decode().count("/letters/sent/") == 2
    assert client.post(f"/letters/sent/{uid}/release/").status_code == 422
    assert client.post(f"/letters/sent/{other}/drop/", {"reason": ""}).status_code == 422
    assert client.post(f"/letters/sent/{other}/drop/", {"reason": "另案通知"}).status_code == 302
    assert "另案通知" in client.get(f"/letters/sent/{other}/").content.decode()
    documents.seal(papers=[paper.uid], by=people.lead.actor(now), at=now)
    shown = client.get(f"/letters/sent/{uid}/").content.decode()
    assert "用印后，本函自动发出" not in shown
    assert "待回执" in shown
    assert paper.number in shown
    assert "已作废" in client.get(f"/letters/sent/{other}/").content.decode(), "what was dropped does not go"
