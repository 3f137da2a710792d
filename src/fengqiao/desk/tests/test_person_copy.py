"""A copy of all data about a person: everything that is held, in Chinese, without what the law keeps back."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from fengqiao.casework import face as casework
from fengqiao.casework.face import NewInjunction
from fengqiao.desk.tests.test_lists import person
from fengqiao.kit import clock, holdings
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db
ASKED = {"checked": "当面查验居民身份证", "reason": "本人申请查阅、复制"}


def text_of(answer):
    reader = PdfReader(io.BytesIO(answer.content))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def requested(people, one, now, who=None):
    subjects.receive_request(
        uid=one.uid, asked_by="guardian", field="copy", wish="申请复制本人信息", received_on=clock.local_day(now),
        request=uuid4(), by=cast.as_actor(who or people.clerk, now), at=now,
    )  # fmt: skip


def ask(client, one, **changes):
    return client.post(f"/subjects/{one.uid}/copy/", ASKED | changes)


def test_it_holds_the_person_in_clear_and_what_every_room_knows(people, browser, now):
    one = person(1, name="俞晓燕")
    by = cast.as_actor(people.head, now)
    cast.begun(people, one, at=now)
    casework.load_class(subject_id=one.pk, class_name="strict", first_day=clock.today(), by=by, at=now)
    requested(people, one, now)
    answer = ask(browser(people.head), one)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "俞" not in answer.headers["Content-Disposition"]
    told = text_of(answer)
    for word in (
        "俞晓燕",
        register.number(1),
        "枫源村8号",
        "危险驾驶罪",
        "严管",
        "小住",
        "第四十五条",
        "本人",
        "依法不予提供的内容",
    ):
        assert word in told, word


def test_t55_what_the_law_keeps_back_is_not_in_it(people, browser, now):
    """★ C5: victims, what others said, protected areas and colleagues' advice stay out of it."""
    one, by = person(1, name="俞晓燕"), cast.as_actor(people.clerk, now)
    for role, name, phone in (
        ("victim", "金丝雀", "13911110000"),
        ("family", "俞母", "13922220000"),
    ):
        contact = subjects.NewContact("8", role, name, phone)
        subjects.add_contact(uid=one.uid, contact=contact, by=by, at=now)
    items = [NewInjunction(kind="area", text="禁止进入白果树小区", areas=("330681109",))]
    casework.load_injunctions(subject_id=one.pk, items=items, first_day=clock.today(), by=by, at=now)
    matter = cast.begun(people, one, at=now, road="去看金丝雀的路")
    cast.press(matter, "review.forward", people.second, at=now)
    cast.press(matter, "decide.refuse", people.head, at=now, reasons="内部意见勿外传")
    requested(people, one, now)
    told = text_of(ask(browser(people.head), one))
    assert "俞母" in told
    for kept in ("金丝雀", "13911110000", "13922220000", "白果树", "内部意见勿外传"):
        assert kept not in told, kept
    assert "被害人、举报人" in told, "that something is left out is said, with its basis"


def test_whose_act_it_is_and_that_the_factor_must_be_fresh(people, browser, now):
    one = person(1)
    requested(people, one, now)
    assert ask(browser(people.clerk), one).status_code == 403
    assert ask(browser(people.stranger), one).status_code == 404
    old = ask(browser(people.head, verified=False), one)
    assert old.headers.get("Content-Type") != "application/pdf"
    assert ask(browser(people.head), one, reason="").status_code == 422


def test_it_stands_in_the_audit_with_reason_and_check_value(people, browser, now):
    one = person(1)
    requested(people, one, now)
    with CaptureQueriesContext(connection) as found:
        ask(browser(people.head), one)
    written = [each["sql"] for each in found if "audit_row" in each["sql"]]
    assert any("desk.give_person_copy" in each for each in written)
    assert any("read:person_copy" in each and "SHA-256" in each for each in written)


def test_it_costs_a_fixed_number_of_statements(people, browser, now):
    one, client = person(1), browser(people.head)
    cast.begun(people, one, at=now)
    for _n in range(3):
        requested(people, one, now)
    ask(client, one)
    with CaptureQueriesContext(connection) as few:
        ask(client, one)
    for _n in range(4):
        cast.begun(people, one, at=now)
    with CaptureQueriesContext(connection) as many:
        ask(client, one)
    assert len(few) == len(many) <= 60
    assert holdings.told_tables()


def test_t55_nobody_hands_out_what_he_alone_says_was_asked_for(people, browser, now):
    """★ T55: a copy needs a request that another officer recorded, and each request is good for one copy."""
    one, client = person(1), browser(people.head)
    assert ask(client, one).status_code == 422
    requested(people, one, now, who=people.head)
    assert ask(client, one).status_code == 422
    requested(people, one, now)
    assert ask(client, one).headers["Content-Type"] == "application/pdf"
    assert ask(client, one).status_code == 422
    page = client.get(f"/subjects/{one.uid}/requests/").content.decode()
    assert "已提供副本" in page
    assert "SHA-256" in page
