"""The answer to a request about one's own data on paper: what was decided, why, where to turn; nobody else's name."""

from __future__ import annotations

import pytest
from django.db import connection

from fengqiao.desk.tests.test_data_requests import record, settle
from fengqiao.desk.tests.test_lists import person
from fengqiao.desk.tests.test_person_copy import text_of
from fengqiao.documents import face as documents
from fengqiao.kit import clock, holdings
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db
HOSTILE = '经核对户口簿，登记无误 #read("/etc/passwd") *粗*'


def asked(client, one, row, *, of=None):
    return client.post(f"/subjects/{(of or one).uid}/requests/{row.uid}/paper/")


def printed(client, one, row):
    """The paper of the request, and its file."""
    answer = asked(client, one, row)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"] + "pdf/")


def published():
    """What strangers are told of these papers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM documents_token WHERE kind = 'L03'")
        return [state for (state,) in cursor.fetchall()]


def answered(people, browser, one, **said):
    """The newest request of a person, received by one and answered by another."""
    asked = {name: said.pop(name) for name in ("asked_by", "field", "wish") if name in said}
    assert record(browser(people.clerk), one, **asked).status_code == 302
    row = subjects.DataRequest.objects.filter(subject=one).latest("id")
    assert settle(browser(people.head), one, row, **said).status_code == 302
    return row


def test_a_refusal_on_paper_tells_its_reasons_and_where_to_turn(people, browser):
    one = person(1, name="俞晓燕")
    row = answered(people, browser, one, asked_by="guardian", text=HOSTILE)
    made = printed(browser(people.clerk), one, row)
    assert made.headers["Content-Type"] == "application/pdf"
    assert "俞" not in made.headers["Content-Disposition"]
    told = text_of(made)
    for word in (
        "个人信息请求答复书", "俞晓燕：", "由监护人提出更正本人信息（姓名）的请求", "姓名应为俞晓雁", "不予更正",
        '理由：经核对户口簿，登记无误#read("/etc/passwd")*粗*', "第三十四条", "第四十六条、第五十条", people.head.name,
        holdings.day(clock.today()),
    ):  # fmt: skip
        assert word in told, word
    assert "root:x" not in told
    refused = answered(people, browser, one, field="copy", text="请求人身份未能核实")
    told = text_of(printed(browser(people.head), one, refused))
    assert "个人信息请求答复书" in told
    assert "不予提供" in told
    assert "第四十五条、第五十条" in told


def test_a_correction_on_paper_names_nobody_whom_the_case_protects(people, browser, now):
    hurt = subjects.NewContact("8", "victim", "陶受害", "13900000077")
    one = person(1, name="俞晓燕", contacts=(hurt,))
    by = cast.as_actor(people.clerk, now)
    subjects.correct_facts(uid=one.uid, changes={"name": "俞晓雁"}, reason="户口簿", by=by, at=now)
    made = subjects.Correction.objects.get(subject=one)
    wish = "姓名有误，陶受害也写错了"
    row = answered(people, browser, one, wish=wish, answer="granted", text="已更正姓名", correction=str(made.uid))
    told = text_of(printed(browser(people.head), one, row))
    assert "经核实，予以更正。" in told
    assert "办理情况：已更正姓名" in told
    assert "俞晓雁：" in told
    assert "陶受害" not in told


def test_it_has_one_number_waits_for_the_seal_of_the_office_and_can_be_checked_by_strangers(people, browser):
    one = person(1, name="俞晓燕")
    row = answered(people, browser, one)
    addresses = {asked(browser(who), one, row)["Location"] for who in (people.clerk, people.head, people.clerk)}
    assert len(addresses) == 1, "whoever asks again gets the same paper"
    [paper] = documents.Paper.objects.filter(kind="L03")
    assert (paper.issuer, paper.matter, paper.subject_id) == (one.area, None, one.id)
    assert "矫答字第1号" in paper.number
    [address] = addresses
    clerk, head = browser(people.clerk), browser(people.head)
    assert paper.number in head.get("/papers/?view=seal").content.decode()
    assert paper.number in clerk.get(f"/subjects/{one.uid}/?tab=papers").content.decode()
    assert published() == ["issued"]
    assert clerk.post(f"{address}seal/").status_code != 302
    assert head.post(f"{address}seal/").status_code == 302
    told = text_of(clerk.get(f"{address}pdf/"))
    assert paper.number in told
    assert "送达回证" in told
    assert "核验码：" in told
    assert published() == ["valid"]
    assert head.post(f"{address}withdraw/", {"reason": "打印前发现笔误"}).status_code == 302
    anew = asked(clerk, one, row)["Location"]
    assert anew != address, "what was made void is issued anew, under the next number"
    assert asked(head, one, row)["Location"] == anew
    assert [each.number[-4:-1] for each in documents.Paper.objects.filter(kind="L03").order_by("id")] == [
        "字第1",
        "字第2",
    ]


def test_t15_no_paper_without_an_answer_of_this_person_for_this_viewer(people, browser):
    one, other = person(1), person(2)
    row = answered(people, browser, one)
    record(browser(people.clerk), one)
    still_open = subjects.DataRequest.objects.filter(subject=one).latest("id")
    head = browser(people.head)
    assert asked(head, one, still_open).status_code == 404
    assert asked(head, one, row, of=other).status_code == 404
    assert asked(browser(people.stranger), one, row).status_code == 404
    assert head.get(f"/subjects/{one.uid}/requests/{row.uid}/paper/").status_code == 405
    page = head.get(f"/subjects/{one.uid}/requests/").content.decode()
    assert page.count("/paper/") == 1
    assert "不予更正" in page
    assert "不予提供" not in page
