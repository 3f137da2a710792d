"""Requests to correct data: received, within their time, answered by somebody else, true only after a correction."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from fengqiao.desk.tests.test_lists import count, person
from fengqiao.kit import clock
from fengqiao.law import face as law
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db
WISH = "姓名应为俞晓雁，有户口簿为证"


def record(client, one, **changes):
    sent = {"asked_by": "person", "field": "name", "received_on": clock.today().isoformat(), "wish": WISH}
    return client.post(f"/subjects/{one.uid}/requests/", sent | {"request": str(uuid4())} | changes)


def settle(client, one, row, **changes):
    sent = {"answer": "refused", "text": "经核对户口簿，登记无误", "correction": "", "request": str(uuid4())}
    return client.post(f"/subjects/{one.uid}/requests/{row.uid}/", sent | changes)


def test_a_request_is_recorded_sealed_and_due_by_the_parameter(people, browser):
    one = person(1, name="俞晓燕")
    client, press = browser(people.clerk), str(uuid4())
    assert record(client, one, request=press).status_code == 302
    assert record(client, one, request=press).status_code == 302
    row = subjects.DataRequest.objects.get(subject=one)
    days = law.param("rights.correction_d", on=clock.today()).number
    assert row.due_on >= clock.today() + timedelta(days=days)
    assert "户口簿" not in bytes(row.wish_sealed).decode("latin-1")
    assert WISH in client.get(f"/subjects/{one.uid}/requests/").content.decode()
    assert "俞晓燕" in client.get("/requests/").content.decode()
    assert "俞晓燕" not in browser(people.stranger).get("/requests/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("wish", ""), ("wish", "字" * 2001), ("received_on", "2099-01-01"), ("asked_by", "x")]
)
def test_what_is_wrong_stands_beside_its_field(people, browser, field, value):
    one = person(1)
    answer = record(browser(people.clerk), one, **{field: value})
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert not subjects.DataRequest.objects.exists()


def test_who_received_it_does_not_answer_it(people, browser):
    """★ T22: the answer is a second person's, of a post that answers."""
    one = person(1)
    record(browser(people.head), one)
    row = subjects.DataRequest.objects.get(subject=one)
    assert settle(browser(people.head), one, row).status_code == 422
    assert settle(browser(people.clerk), one, row).status_code == 403
    assert settle(browser(people.stranger), one, row).status_code == 404
    row.refresh_from_db()
    assert row.state == "open"


def test_a_refusal_tells_its_reasons_and_is_final(people, browser):
    one = person(1)
    record(browser(people.clerk), one)
    row = subjects.DataRequest.objects.get(subject=one)
    client = browser(people.head)
    assert settle(client, one, row, text=" ").status_code == 422
    assert settle(client, one, row).status_code == 302
    assert settle(client, one, row, answer="granted").status_code == 422
    row.refresh_from_db()
    assert (row.state, row.decided_name, row.answered_on) == ("refused", people.head.name, clock.today())
    assert row.version == 2, "what it said before is kept by the database"
    assert "经核对户口簿" in client.get(f"/subjects/{one.uid}/requests/").content.decode()


def test_corrected_is_said_only_of_a_correction_that_was_made(people, browser, now):
    one, other = person(1, name="俞晓燕"), person(2)
    record(browser(people.clerk), one)
    row, client, by = (
        subjects.DataRequest.objects.get(subject=one),
        browser(people.head),
        cast.as_actor(people.clerk, now),
    )
    assert settle(client, one, row, answer="granted").status_code == 422
    subjects.correct_facts(uid=other.uid, changes={"name": "旁人"}, reason="更正", by=by, at=now)
    subjects.correct_facts(uid=one.uid, changes={"name": "俞晓雁"}, reason="户口簿", by=by, at=now)
    foreign = subjects.Correction.objects.get(subject=other)
    made = subjects.Correction.objects.get(subject=one)
    assert settle(client, one, row, answer="granted", correction=str(foreign.uid)).status_code == 422
    assert settle(client, one, row, answer="granted", correction=str(made.uid)).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.correction) == ("granted", made.uid)


def test_the_list_costs_the_same_however_long(people, browser):
    client = browser(people.head)
    record(browser(people.clerk), person(1))
    client.get("/requests/")
    few = count(client, "/requests/")
    for serial in range(2, 8):
        record(browser(people.clerk), person(serial))
    assert count(client, "/requests/") == few <= 18


def test_whoever_may_answer_is_told_once_when_it_is_due_soon(people, browser, now):
    one = person(1, name="俞晓燕")
    record(browser(people.clerk), one, received_on=(clock.today() - timedelta(days=29)).isoformat())
    other = person(2)
    record(browser(people.clerk), other)
    assert subjects.remind_of_requests(over=["330681"], at=now) == 1
    assert subjects.remind_of_requests(over=["330681"], at=now) == 0
    for who in (people.head, people.lead, people.county_clerk):
        page = browser(who).get("/messages/").content.decode()
        assert "本人信息请求即将到期" in page
        assert WISH not in page
    assert "本人信息请求即将到期" not in browser(people.stranger).get("/messages/").content.decode()
