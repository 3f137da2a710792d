"""Changes of a file outside of procedures: done once, refused beside the field, and only by whose act it is."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest

from fengqiao.casework import face as casework
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as make
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def test_a_contact_is_added_once_though_the_button_is_pressed_twice(people, browser):
    subject = make.someone(1)
    sent = {"role": "guardian", "relation": "5", "name": "陈父", "phone": "13900000000", "request": str(uuid4())}
    client = browser(people.clerk)
    for _ in range(2):
        assert client.post(f"/subjects/{subject.uid}/contacts/add/", sent).status_code == 302
    page = client.get(f"/subjects/{subject.uid}/?tab=relations").content.decode()
    assert page.count("陈父") == 1
    assert "13900000000" not in page


def test_a_name_too_long_is_said_at_its_field_and_kept(people, browser):
    subject = make.someone(1)
    sent = {"role": "guardian", "relation": "5", "name": "长" * 500, "phone": "139", "request": str(uuid4())}
    answer = browser(people.clerk).post(f"/subjects/{subject.uid}/contacts/add/", sent)
    assert answer.status_code == 422
    assert "长" * 500 in answer.content.decode()


def test_the_officer_is_changed_by_the_head_and_not_by_a_clerk(people, browser):
    subject, today = make.someone(1), clock.today()
    sent = {"who": str(people.second.person), "first_day": today.isoformat(), "request": str(uuid4())}
    address = f"/subjects/{subject.uid}/officer/"
    assert browser(people.clerk).post(address, sent).status_code == 403
    assert browser(people.head).post(address, sent).status_code == 302
    assert casework.officers_for([subject.pk], on=today)[subject.pk].name == "李建国"


def test_a_lead_who_decides_cannot_be_put_in_charge_and_the_countys_staff_can(people, browser):
    subject, today = make.someone(1), clock.today()
    address = f"/subjects/{subject.uid}/officer/"
    bureau = factories.someone("bureau_head", cast.COUNTY, name="寿局长")
    client = browser(people.head)
    page = client.get(address).content.decode()
    for person, is_offered in ((people.county_clerk, True), (people.head, True), (people.lead, False), (bureau, False)):
        assert (f'value="{person.person}"' in page) == is_offered
        sent = {"who": str(person.person), "first_day": today.isoformat(), "request": str(uuid4())}
        assert is_offered or client.post(address, sent).status_code == 422
    assert subject.pk not in casework.officers_for([subject.pk], on=today)


@pytest.mark.parametrize("page", ["contacts/add", "contacts/end", "officer", "correct", "named/add", "county-checks"])
def test_another_county_finds_nobody(people, browser, page):
    subject = cast.person()
    assert browser(people.stranger).get(f"/subjects/{subject.uid}/{page}/").status_code == 404


def test_a_name_is_put_right_with_its_reason_and_the_former_one_stays(people, browser):
    subject = make.someone(1)
    client, address = browser(people.clerk), f"/subjects/{subject.uid}/correct/"
    sent = {"field": "name", "value": "沈正名", "request": str(uuid4())}
    assert client.post(address, sent).status_code == 422, "a correction without a reason is refused"
    assert client.post(address, sent | {"reason": "身份证原件"}).status_code == 302
    page = client.get(f"/subjects/{subject.uid}/").content.decode()
    assert "沈正名" in page
    assert "身份证原件" in page


def test_a_contact_ends_and_is_no_longer_offered(people, browser):
    subject = make.someone(1)
    client, address = browser(people.clerk), f"/subjects/{subject.uid}/contacts"
    sent = {"role": "guardian", "relation": "5", "name": "陈父", "phone": "13900000000", "request": str(uuid4())}
    client.post(f"{address}/add/", sent)
    who = re.search(r'<option value="([0-9a-f-]{36})"', client.get(f"{address}/end/").content.decode())
    assert who is not None
    ended = client.post(f"{address}/end/", {"who": who[1], "reason": "已去世", "request": str(uuid4())})
    assert ended.status_code == 302
    assert who[1] not in client.get(f"{address}/end/").content.decode()


def test_a_county_lead_names_staff_for_a_minor_who_then_sees_him(people, browser):
    minor = make.someone(2, birth_date=date(2009, 11, 2), name="陈小测")
    page, today = f"/subjects/{minor.uid}/", clock.today()
    assert browser(people.clerk).get(page).status_code == 404
    sent = {"who": str(people.clerk.person), "first_day": today.isoformat(), "request": str(uuid4())}
    assert browser(people.head).post(f"{page}named/add/", sent).status_code == 403
    assert browser(people.lead).post(f"{page}named/add/", sent).status_code == 302
    assert browser(people.clerk).get(page).status_code == 200
    ending = {"who": str(people.clerk.person), "reason": "调离", "request": str(uuid4())}
    assert browser(people.lead).post(f"{page}named/end/", ending).status_code == 302
