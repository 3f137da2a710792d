"""The search box, the start page, and the intake of a new person."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from fengqiao.desk.tests.test_lists import person
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["俞晓燕", "晓燕", "yuxiaoyan", "yxy", "FULL", "TAIL"])
def test_job_1_a_person_is_found_by_name_pinyin_initials_number_or_tail_and_enter_opens_the_file(people, browser, text):
    one = person(1, name="俞晓燕")
    number = register.number(1)
    answer = browser(people.clerk).post("/search/", {"q": {"FULL": number, "TAIL": number[-4:]}.get(text, text)})
    assert answer.status_code == 302
    assert answer.url == f"/subjects/{one.uid}/"


def test_job_1_the_row_under_the_box_already_says_what_is_due_and_how_late(people, browser, now):
    one = person(1, name="俞晓燕")
    long_ago = now - timedelta(days=9)
    matter = cast.begun(people, one, at=long_ago)
    cast.press(matter, "review.forward", people.second, at=long_ago)
    row = browser(people.clerk).post("/search/live/", {"q": "俞"}, headers={"HX-Request": "true"}).content.decode()
    assert "俞晓燕" in row
    assert "小住" in row
    assert "逾期 5 天" in row
    assert f"/subjects/{one.uid}/" in row


def test_several_people_are_listed_and_nobody_is_said_so(people, browser):
    person(1, name="俞晓燕")
    person(2, name="俞晓明")
    client = browser(people.clerk)
    page = client.post("/search/", {"q": "俞晓"}).content.decode()
    assert "俞晓燕" in page
    assert "俞晓明" in page
    assert "没有查到人员" in client.post("/search/", {"q": "司马相如"}).content.decode()


def test_t18_the_eleventh_whole_number_of_a_day_needs_a_reason_and_the_thirty_first_is_refused(people, browser):
    client = browser(people.clerk)
    for serial in range(10):
        assert client.post("/search/", {"q": register.number(serial)}).status_code == 200
    asked = client.post("/search/", {"q": register.number(50)})
    assert asked.status_code == 422
    assert 'name="reason"' in asked.content.decode()
    for serial in range(20):
        client.post("/search/", {"q": register.number(serial), "reason": "核查人户分离"})
    assert client.post("/search/", {"q": register.number(50), "reason": "核查"}).status_code == 429


def test_a_whole_number_is_not_looked_up_while_it_is_typed(people, browser):
    person(1)
    answer = browser(people.clerk).post("/search/live/", {"q": register.number(1)})
    assert answer.content == b""


def asked(now, **more):
    return {**cast.asked(3, now=now), "seen": "0", "request": str(uuid4()), **more}


def test_the_start_page_opens_a_matter_and_shows_what_is_wrong_field_by_field(people, browser, now):
    one = person(1)
    client, address = browser(people.clerk), f"/subjects/{one.uid}/start/stay/"
    assert client.get(address).status_code == 200
    empty = client.post(address, asked(now, days=""))
    assert empty.status_code == 422
    assert 'aria-invalid="true"' in empty.content.decode()
    answer = client.post(address, asked(now))
    assert answer.status_code == 302
    assert answer.url.startswith("/matters/")


def test_t32_the_same_application_twice_is_one_matter(people, browser, now):
    one = person(1)
    client, form = browser(people.clerk), asked(now)
    addresses = {client.post(f"/subjects/{one.uid}/start/stay/", form).url for _ in range(2)}
    assert len(addresses) == 1


def test_the_checks_answer_while_the_form_is_filled_in_and_nothing_is_written(people, browser, now, world):
    world.closed_roads = frozenset({"杭金线"})
    one = person(1)
    form = asked(now, road="杭金线")
    client = browser(people.clerk)
    answer = client.post(f"/subjects/{one.uid}/start/stay/check/", form, headers={"HX-Request": "true"})
    assert "roads compared" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "还没有办理过执法流程" in client.get(f"/subjects/{one.uid}/?tab=procedures").content.decode()


def test_a_draft_of_an_application_is_shown_again(people, browser, now):
    one = person(1)
    client = browser(people.clerk)
    client.post(f"/subjects/{one.uid}/start/stay/draft/", asked(now, road="杭金线"))
    assert "杭金线" in client.get(f"/subjects/{one.uid}/start/stay/").content.decode()


def test_a_procedure_that_does_not_exist_is_not_found(people, browser):
    assert browser(people.clerk).get(f"/subjects/{person(1).uid}/start/pardon/").status_code == 404


def newcomer(**more):
    return {
        "name": "何志刚", "number": register.number(9), "residence": "浙江省绍兴市诸暨市枫桥镇枫源村9号",
        "office": cast.OFFICE, "category": "suspended_sentence", "offence": "盗窃罪",
        "sentence": "有期徒刑六个月，缓刑一年", "organ": "诸暨市人民法院", "effective_on": "2026-11-10",
        "start": "2026-11-10", "end": "2027-11-09", "arrived_on": "２０２６.11.12", "request": str(uuid4()), **more,
    }  # fmt: skip


def test_a_new_person_enters_with_the_registration_open(people, browser):
    client = browser(people.county_clerk)
    answer = client.post("/subjects/intake/", newcomer())
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = client.get(answer.url).content.decode()
    assert "何志刚" in page
    assert "报到" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "11010519491231002A"), ("number", "990000198503040"), ("name", "何\u202e志刚"), ("name", ""),
        ("end", "2020-01-01"), ("effective_on", "昨天"), ("office", "330604001"), ("category", "escaped"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_intake_is_said_at_its_field(people, browser, field, value):
    answer = browser(people.county_clerk).post("/subjects/intake/", newcomer(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in page or f'href="#id_{field}"' in page


def test_t32_the_same_intake_twice_leads_to_the_same_file(people, browser):
    client, form = browser(people.county_clerk), newcomer()
    first, second = client.post("/subjects/intake/", form), client.post("/subjects/intake/", form)
    assert second.status_code == 302
    assert first.url.split("?")[0] == second.url.split("?")[0]
