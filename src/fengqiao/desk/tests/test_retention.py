"""The pages of retention: the schedule, what is due, holds, a destruction by two people, its certificate."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from fengqiao.desk.reads import joining as reads
from fengqiao.desk.tests.test_lists import count, person
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db
ENDED = date(1999, 3, 1)


@pytest.fixture
def over(people):
    """Somebody whose corrections ended long ago."""
    one = person(1, name="俞晓燕")
    ended = {"state": "discharged", "ended_on": ENDED, "version": one.version + 1}
    subjects.Subject.objects.filter(pk=one.pk).update(**ended)
    return one


def post(client, one, do, **sent):
    return client.post(f"/subjects/{one.uid}/retention/", {"do": do, "request": str(uuid4())} | sent)


def settle(client, do, **sent):
    row = subjects.Erasure.objects.get()
    return client.post(f"/retention/{row.uid}/settle/", {"do": do, "answer": ""} | sent)


def test_from_the_list_to_the_certificate(people, browser, over):
    staff, lead = browser(people.county_clerk), browser(people.lead)
    page = staff.get("/retention/?kind=messages").content.decode()
    assert "俞晓燕" in page
    assert "5年" in page
    assert "俞晓燕" not in staff.get("/retention/").content.decode()  # files are kept for good
    assert post(staff, over, "propose", what="messages", words="已过五年，无保存价值").status_code == 302
    assert "俞晓燕" in lead.get("/retention/?of=waiting").content.decode()
    assert settle(staff, "agree").status_code == 422
    assert settle(lead, "decline").status_code == 422
    assert settle(lead, "agree").status_code == 302
    row = subjects.Erasure.objects.get()
    page = lead.get(f"/retention/{row.uid}/").content.decode()
    assert "销毁清单" in page
    assert browser(people.stranger).get(f"/retention/{row.uid}/").status_code == 404
    assert settle(lead, "agree").status_code == 422


def test_a_hold_is_placed_stands_in_the_list_and_is_lifted(people, browser, over):
    lead = browser(people.lead)
    assert post(lead, over, "hold", kind="litigation", cause="").status_code == 422
    assert post(lead, over, "hold", kind="nothing", cause="x").status_code == 422
    assert post(lead, over, "hold", kind="litigation", cause="国家赔偿案件未结").status_code == 302
    assert "国家赔偿案件未结" in lead.get("/retention/?of=holds").content.decode()
    assert "有暂缓销毁登记" in lead.get(f"/subjects/{over.uid}/retention/").content.decode()
    assert post(lead, over, "propose", what="messages", words="x").status_code == 422
    hold = subjects.Hold.objects.get()
    assert post(lead, over, "lift", hold=hold.uid, cause="案件已结").status_code == 302
    assert post(lead, over, "lift", hold=hold.uid, cause="案件已结").status_code == 422
    assert post(lead, over, "anything").status_code == 400


def test_only_what_has_reached_its_time_is_offered(people, browser, over):
    client = browser(people.county_clerk)
    page = client.get(f"/subjects/{over.uid}/retention/").content.decode()
    assert '<option value="messages">' in page
    assert '<option value="file"' not in page, "the file is kept for good"
    assert post(client, over, "propose", what="file", words="x").status_code == 422


def test_it_is_the_countys_and_of_no_other_place(people, browser, over):
    assert "俞晓燕" not in browser(people.clerk).get("/retention/?kind=messages").content.decode()
    assert "俞晓燕" not in browser(people.stranger).get("/retention/?kind=messages").content.decode()
    assert post(browser(people.clerk), over, "hold", kind="other", cause="x").status_code == 403
    assert post(browser(people.stranger), over, "hold", kind="other", cause="x").status_code == 404
    assert not subjects.Hold.objects.exists()


def test_every_table_that_can_be_destroyed_has_a_name():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'fq' AND column_name = 'subject_id'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found | {"letters_event", "notices_delivery"} <= (reads.WHAT | reads.PARTS).keys()


def test_the_lists_cost_a_fixed_number_of_statements(people, browser, over):
    client = browser(people.lead)
    client.get("/retention/")
    for of in ("due", "waiting", "holds", "done"):
        assert count(client, f"/retention/?of={of}&kind=messages") <= 20
    assert count(client, f"/subjects/{over.uid}/retention/") <= 22
