"""Inbox, caseload and the file: what they show, how much they cost, what an empty or overfull one looks like."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db
ALLOWED = json.loads((Path(__file__).parent / "query_counts.json").read_text("utf-8"))


def person(serial: int, **values):
    """Somebody of the register, with numbers, addresses and a decision."""
    name = values.pop("name", None)
    new = register.new(serial, **values)
    [result] = subjects.load(
        people=[new if name is None else replace(new, name=name)], source="test", by=register.actor(), at=register.AT
    )
    return subjects.lock_by_uid(result.uid)


def count(client, address, **headers) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address, headers=headers).status_code == 200
    return len(found)


@pytest.mark.parametrize("page", ["inbox", "caseload", "file", "file_sentence", "matter"])
def test_a_page_costs_the_same_number_of_queries_however_much_is_on_it(people, browser, now, page):
    everybody = [person(serial) for serial in range(1, 9)]
    matters = [cast.begun(people, one, at=now) for one in everybody]
    client = browser(people.head)
    addresses = {
        "inbox": "/",
        "caseload": "/subjects/",
        "file": f"/subjects/{everybody[0].uid}/",
        "file_sentence": f"/subjects/{everybody[0].uid}/?tab=sentence",
        "matter": f"/matters/{matters[0]}/",
    }
    client.get(addresses[page])
    few = count(client, addresses[page])
    for serial in range(20, 40):
        cast.begun(people, person(serial), at=now)
    many = count(client, addresses[page])
    assert few == many
    assert many == ALLOWED[page], f"{page} costs {many} queries"


def test_htmx_gets_the_list_alone_and_the_same_rows(people, browser, now):
    person(1, name="俞晓燕")
    client = browser(people.clerk)
    page = client.get("/subjects/").content.decode()
    fragment = client.get("/subjects/", headers={"HX-Request": "true"}).content.decode()
    assert "俞晓燕" in page
    assert "俞晓燕" in fragment
    assert "<html" in page
    assert "<html" not in fragment


@pytest.mark.parametrize("address", ["/?office=33068110", "/?state=late", "/subjects/?sort=offence", "/subjects/?q=陈"])
def test_t17_an_unknown_condition_is_a_bad_request(people, browser, address):
    assert browser(people.clerk).get(address).status_code == 400


@pytest.mark.parametrize("address", ["/?after=abc", "/subjects/?after=abc"])
def test_t17_a_cursor_that_we_did_not_make_is_a_bad_request(people, browser, address):
    assert browser(people.clerk).get(address).status_code == 400


def test_empty_lists_say_what_to_do_next(people, browser):
    client = browser(people.clerk)
    assert "没有待您办理的事项" in client.get("/").content.decode()
    assert "名册中还没有人员" in client.get("/subjects/").content.decode()
    filtered = client.get("/subjects/?category=parole").content.decode()
    assert "没有符合条件的人员" in filtered
    assert "清" in filtered


def test_pages_follow_one_another_without_gap_or_repetition(people, browser):
    for serial in range(1, 46):
        person(serial)
    client, seen, address = browser(people.clerk), [], "/subjects/?size=20"
    while address:
        page = client.get(address).content.decode()
        seen += page.split('<div class="who">')[1:]
        following = page.split('rel="next"')[0].rsplit('href="', 1)[-1].split('"')[0] if 'rel="next"' in page else ""
        address = following.replace("&amp;", "&")
    links = [one.split('href="')[1].split('"')[0] for one in seen]
    assert len(links) == 45
    assert len(set(links)) == 45


def test_names_of_five_hundred_signs_and_markup_are_shown_whole_and_harmless(people, browser, now):
    long = "阿" * 80
    one = person(1, name=long)
    other = person(2, name="<script>alert(1)</script>")
    client = browser(people.clerk)
    page = client.get("/subjects/").content.decode()
    assert long in page
    assert "<script>alert" not in page
    assert client.get(f"/subjects/{one.uid}/").status_code == 200
    assert "<script>alert" not in client.get(f"/subjects/{other.uid}/").content.decode()


def test_t19_masked_numbers_never_stand_beside_a_birth_date(people, browser):
    one = person(1)
    number = register.number(1)
    client = browser(people.clerk)
    for address in ("/subjects/", f"/subjects/{one.uid}/", f"/subjects/{one.uid}/?tab=sentence"):
        page = client.get(address).content.decode()
        assert number not in page
        assert "1985-03-04" not in page
        assert "1985年3月4日" not in page
        assert number[-4:] not in page


def test_t20_a_minor_is_in_no_list_of_an_officer_who_was_not_named(people, browser, now):
    born = register.date(2010, 5, 5)
    minor = person(7, name="金小小", birth_date=born, flags=frozenset({"minor_at_offence"} & register_flags()))
    assert minor.minor
    client = browser(people.clerk)
    assert "金小小" not in client.get("/subjects/").content.decode()
    assert client.get(f"/subjects/{minor.uid}/").status_code == 404
    assert "金小小" in browser(people.head).get("/subjects/").content.decode()


def register_flags() -> frozenset[str]:
    return frozenset(subjects.codes("flag"))


def test_a_value_is_shown_in_full_for_a_reason_that_is_kept(people, browser):
    one = person(1)
    client = browser(people.clerk)
    address = f"/subjects/{one.uid}/reveal/phone/"
    assert "13900000001" not in client.get(address).content.decode()
    assert client.post(address, {"reason": " "}).status_code == 422
    answer = client.post(address, {"reason": "电话核实外出情况"})
    assert "13900000001" in answer.content.decode()
    assert answer.headers["Refresh"].startswith("30;")
    assert client.post(f"/subjects/{one.uid}/reveal/password/", {"reason": "x"}).status_code == 404


def test_the_board_of_a_lead_says_what_is_overdue_where(people, browser, now):
    long_ago = now - cast.timedelta(days=9)
    matter = cast.begun(people, cast.person(), at=long_ago)
    cast.press(matter, "review.forward", people.second, at=long_ago)
    page = browser(people.lead).get("/").content.decode()
    assert "枫桥司法所" in page
    assert "辖区逾期情况" in page
    assert "5 天" in page


def test_english_pages_have_no_chinese_interface(people, browser, now):
    cast.begun(people, cast.person(), at=now)
    client = browser(people.clerk)
    client.cookies["fq_language"] = "en"
    page = client.get("/").content.decode()
    assert "Today&#39;s work" in page
    assert "今日工作" not in page
