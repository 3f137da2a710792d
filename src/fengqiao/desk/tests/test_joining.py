"""The pages of joining: a proposal looked at first, a second person's word, the old address, the way back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from fengqiao.desk.reads import joining as reads
from fengqiao.desk.tests.test_lists import count, person
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db
CAUSE = "两次建档，已核对身份证和判决书"


@pytest.fixture
def two(people):
    return person(1, name="俞晓燕"), person(1, name="俞小燕", area="330681001")


def address(kept, goes):
    return f"/duplicates/join/?kept={kept.uid}&joined={goes.uid}"


def propose(client, kept, goes, **changes):
    return client.post(address(kept, goes), {"cause": CAUSE, "request": str(uuid4())} | changes)


def settle(client, word, **more):
    row = subjects.Joining.objects.get()
    return client.post(f"/joinings/{row.uid}/settle/", {"do": word} | more)


def test_from_the_list_to_one_file_and_back(people, browser, two):
    kept, goes = two
    staff, lead = browser(people.county_clerk), browser(people.lead)
    assert "合并" in lead.get("/duplicates/").content.decode()
    assert "将要移动的记录" in staff.get(address(kept, goes)).content.decode()
    assert propose(staff, kept, goes).status_code == 302
    assert "俞晓燕" in lead.get("/joinings/").content.decode()
    assert settle(staff, "confirm").status_code == 422
    assert settle(lead, "confirm").status_code == 302
    assert settle(lead, "confirm").status_code == 302
    old = staff.get(f"/subjects/{goes.uid}/")
    assert old.status_code == 200
    assert f"/subjects/{kept.uid}/" in old.content.decode()
    assert browser(people.stranger).get(f"/subjects/{goes.uid}/").status_code == 404
    assert settle(lead, "part", cause="").status_code == 422
    assert settle(lead, "part", cause="是两个人").status_code == 302
    assert settle(staff, "confirm").status_code == 302
    assert subjects.Joining.objects.get().state == "separated"
    assert "俞小燕" in staff.get(f"/subjects/{goes.uid}/").content.decode()


def test_the_same_press_twice_is_one_and_words_stay(people, browser, two):
    kept, goes = two
    client, press = browser(people.lead), str(uuid4())
    assert propose(client, kept, goes, cause="").status_code == 422
    long = propose(client, kept, goes, cause="字" * 501)
    assert long.status_code == 422
    assert "字" * 501 in long.content.decode()
    for _ in range(2):
        assert propose(client, kept, goes, request=press).status_code == 302
    assert subjects.Joining.objects.count() == 1
    assert propose(client, goes, kept).status_code == 422
    assert settle(client, "drop").status_code == 302
    assert subjects.Joining.objects.get().decided_by is None


def test_no_other_post_and_no_other_county_joins(people, browser, two):
    kept, goes = two
    for who, status in ((people.clerk, 404), (people.stranger, 404)):
        assert browser(who).get(address(kept, goes)).status_code == status
        assert propose(browser(who), kept, goes).status_code == status
    near = person(2, name="俞晓燕")
    assert browser(people.clerk).get(address(kept, near)).status_code == 200
    assert propose(browser(people.clerk), kept, near).status_code == 403
    assert not subjects.Joining.objects.exists()
    assert browser(people.lead).get("/duplicates/join/?kept=1").status_code == 400
    assert browser(people.lead).get(f"/duplicates/join/?kept={'-' * 36}&joined={'-' * 36}").status_code == 400
    assert browser(people.lead).get("/duplicates/join/").status_code == 302


def test_every_table_that_takes_part_has_a_name(people, browser, two):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM subjects_joinable UNION SELECT versions FROM subjects_joinable")
        assert {name for (name,) in cursor.fetchall() if name} <= reads.WHAT.keys()
    assert set(subjects.joining_rules.OBSTACLES) >= {"running", "archive", "correction", "joined", "minor", "county"}


def test_the_pages_cost_a_fixed_number_of_statements(people, browser, two):
    client = browser(people.lead)
    propose(client, *two)
    row = subjects.Joining.objects.get()
    client.get("/joinings/")
    assert count(client, "/joinings/") <= 20
    assert count(client, f"/joinings/{row.uid}/") <= 28


def test_a_pair_that_waits_leads_to_its_proposal_and_to_no_second_one(people, browser, two):
    kept, goes = two
    staff = browser(people.county_clerk)
    assert propose(staff, kept, goes).status_code == 302
    waits = f"/joinings/{subjects.Joining.objects.get().uid}/"
    for one, other in ((kept, goes), (goes, kept)):
        answer = browser(people.lead).get(address(one, other))
        assert (answer.status_code, answer.headers.get("Location")) == (302, waits)
    assert browser(people.stranger).get(address(kept, goes)).status_code == 404
    assert settle(staff, "drop").status_code == 302
    assert staff.get(address(kept, goes)).status_code == 200
