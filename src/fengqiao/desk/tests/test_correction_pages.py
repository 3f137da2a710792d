"""A decision corrected through its pages: previewed, proposed, confirmed by another; the two lists; injunctions."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.casework import face as casework
from fengqiao.casework.face import NewCasework
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.django_db

PLAIN = {
    "category": "suspended_sentence", "offences": "危险驾驶罪", "text": "拘役四个月，缓刑六个月",
    "organ": "诸暨市人民法院", "document_number": "（2026）浙0681刑初1号", "judged_on": "2026-08-15",
    "effective_on": "2026-09-01", "start": "2026-09-01", "end": "2027-02-28", "months": "6",
}  # fmt: skip


def sent(**changes: str) -> dict[str, str]:
    ruling = {"paper": "补正裁定书", "paper_on": clock.today().isoformat(), "reason": "裁判文书笔误"}
    return {**PLAIN, **ruling, "seen": "1", "request": str(uuid4()), "do": "check", **changes}


def previewed(client: Any, address: str, form: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The preview's page, and the form as its button would send it."""
    answer = client.post(address, form)
    assert answer.status_code == 200
    page = answer.content.decode()
    mark = re.search(r'name="previewed" value="([^"]+)"', page)
    assert mark is not None
    return page, form | {"do": "record", "previewed": mark[1]}


def test_a_longer_term_is_previewed_proposed_and_confirmed_by_another(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    address = f"/subjects/{subject.uid}/sentence/correct/"
    clerk, head = browser(people.clerk), browser(people.head)
    form = sent(end="2027-08-31", months="", years="1")
    page, final = previewed(clerk, address, form)
    assert "2027-08-31" in page
    assert "更正涉及" in page, "a second person is needed, and the page says why"
    assert make.decision(subject).version == 1
    assert clerk.post(address, final).status_code == 302
    subject.refresh_from_db()
    assert subject.term_end.isoformat() == "2027-02-28", "no force yet"
    assert "待另一人确认" in clerk.get(f"/subjects/{subject.uid}/?tab=sentence").content.decode()

    [waiting] = subjects.waiting_corrections(by=people.head.actor(clock.now()), today=clock.today())[0]
    assert str(subject.uid) in head.get("/corrections/").content.decode()
    settle = f"/subjects/{subject.uid}/sentence/settle/"
    word = {"which": str(waiting.uid), "reason": ""}
    assert "确认更正" not in head.get(address).content.decode(), "first what would move, then the word"
    assert "确认更正" in head.post(settle, word | {"do": "check"}).content.decode()
    clerk.post(settle, word | {"do": "accept"})
    assert make.decision(subject).version == 1, "who proposed it cannot confirm it"
    assert head.post(settle, word | {"do": "accept"}).status_code == 302
    subject.refresh_from_db()
    assert subject.term_end.isoformat() == "2027-08-31"
    earlier = head.get(address).content.decode()
    for told in ("补正裁定书", "裁判文书笔误", "2027年2月28日", people.clerk.name, people.head.name):
        assert told in earlier


def test_what_was_changed_after_the_preview_is_previewed_again(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    client, address = browser(people.clerk), f"/subjects/{subject.uid}/sentence/correct/"
    _page, final = previewed(client, address, sent(offences="交通肇事罪"))
    other = client.post(address, final | {"offences": "盗窃罪"})
    assert other.status_code == 200
    assert "盗窃罪" in other.content.decode()
    assert make.decision(subject).version == 1
    for _ in range(2):
        assert client.post(address, final).status_code == 302
    row = make.decision(subject)
    assert (row.offences, row.version) == ("交通肇事罪", 2), "a slip of the pen holds at once, and once"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": "2026-08-01"}, "终止日早于起始日"),
        ({"reason": ""}, "必填"),
        ({}, "没有需要更正的内容"),
        ({"custody_days": "-1"}, "0"),
        ({"start": "1980-01-01", "effective_on": ""}, "出生日期晚于矫正起始日"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    people: Any, browser: Any, changes: dict[str, str], said: str
) -> None:
    subject = make.someone(1)
    answer = browser(people.clerk).post(f"/subjects/{subject.uid}/sentence/correct/", sent(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "补正裁定书" in answer.content.decode()


def test_a_preview_says_that_nothing_moves_and_writes_nothing(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    page, _final = previewed(
        browser(people.clerk), f"/subjects/{subject.uid}/sentence/correct/", sent(category="parole")
    )
    assert "在办事项和期限均不受影响" in page
    subject.refresh_from_db()
    assert (subject.category, subject.version) == ("suspended_sentence", 1)


def test_the_county_has_one_list_of_numbers_held_in_two_counties(people: Any, browser: Any) -> None:
    persons = [make.someone(n) for n in range(1, 4)]
    [check, *_others] = make.asked_elsewhere(persons)
    lead = browser(people.lead)
    lead.get("/county-checks/?size=20")  # names of places are read once per process
    with CaptureQueriesContext(connection) as few:
        first = lead.get("/county-checks/?size=20").content.decode()
    make.asked_elsewhere([make.someone(n) for n in range(4, 30)])
    with CaptureQueriesContext(connection) as many:
        page = lead.get("/county-checks/?size=20").content.decode()
    assert len(many) == len(few)
    assert (first.count("?check="), page.count("?check=")) == (3, 20)
    following = re.search(r'href="(/county-checks/\?size=20&amp;after=[^"]+)"', page)
    assert following is not None
    assert lead.get(following[1].replace("&amp;", "&")).content.decode().count("?check=") == 9

    address = f"/subjects/{persons[0].uid}/county-checks/"
    assert f'value="{check.uid}" selected' in lead.get(f"{address}?check={check.uid}").content.decode()
    written = {lead.post(f"{address}{check.uid}/write/")["Location"] for _ in range(2)}
    assert len(written) == 1, "one letter a question"
    assert "身份信息核实函" in lead.get(written.pop()).content.decode()
    assert browser(people.clerk).post(f"{address}{check.uid}/write/").status_code == 403
    assert lead.post(f"{address}{uuid4()}/write/").status_code == 404
    answer = {"check": str(check.uid), "answer": "two_people", "reason": "核对照片与指纹", "request": str(uuid4())}
    assert browser(people.clerk).post(address, answer).status_code == 403
    assert lead.post(address, answer)["Location"] == "/county-checks/"
    assert str(persons[0].uid) not in lead.get("/county-checks/").content.decode()


def test_an_office_sees_no_list_of_county_questions(people: Any, browser: Any) -> None:
    person = make.someone(1)
    [check] = make.asked_elsewhere([person])
    assert str(person.uid) not in browser(people.clerk).get("/county-checks/").content.decode()
    with pytest.raises(subjects.NotYourAct):
        subjects.answer_county_check(
            check=check.uid, answer="two_people", reason="x",
            by=people.clerk.actor(clock.now()), at=clock.now(),
        )  # fmt: skip


def test_an_injunction_is_sorted_from_its_own_text(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    text = "禁止从事高消费活动；禁止进入枫桥镇网吧，禁止接触被害人。"
    casework.load(items=[NewCasework(subject.pk, subject.area, injunctions=(text,))], by=make.actor(), at=make.AT)
    client, address = browser(people.clerk), f"/subjects/{subject.uid}/injunctions/"
    page = client.get(address).content.decode()
    which = re.search(r'name="which" value="([0-9a-f-]{36})"', page)
    assert which is not None
    assert text in page
    items = {"activity": "禁止从事高消费活动", "area": "禁止进入枫桥镇网吧", "person": "禁止接触被害人"}
    for words in items.values():
        assert f">{words}</textarea>" in page, "the suggestion is in its field"
    form = {"which": which[1], "places": "枫桥镇无此地", "reason": "", **items}
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "无法识别的地名" in refused.content.decode()
    assert client.post(address, form | {"places": "诸暨市枫桥镇"}).status_code == 302
    kinds = [(row.kind, row.areas) for row in casework.injunctions_of(subject.pk)]
    assert kinds == [("activity", ()), ("area", ("330681109",)), ("person", ())]
    assert text in client.get(address).content.decode()
    again = client.post(address, form | {"places": "", "person": ""})
    assert again.status_code == 422
    assert "重新分类须说明理由" in again.content.decode()


@pytest.mark.parametrize("page", ["sentence/correct", "injunctions"])
def test_another_county_finds_nobody(people: Any, browser: Any, page: str) -> None:
    subject = cast.person()
    assert browser(people.stranger).get(f"/subjects/{subject.uid}/{page}/").status_code == 404


def test_a_correction_dated_back_waits_though_it_is_a_slip_of_the_pen(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    client, address = browser(people.clerk), f"/subjects/{subject.uid}/sentence/correct/"
    old = (clock.today() - timedelta(days=4)).isoformat()
    _page, final = previewed(client, address, sent(offences="交通肇事罪", paper_on=old))
    client.post(address, final)
    assert make.decision(subject).version == 1
    assert "待另一人确认" in client.get(address).content.decode()


def test_a_term_that_nobody_can_compute_is_missing_and_no_half_span(people: Any, browser: Any) -> None:
    subject = make.someone(1)
    address = f"/subjects/{subject.uid}/sentence/correct/"
    clerk = browser(people.clerk)
    dash = re.compile(r"<dd>[^<]*– —\s*</dd>")
    assert not dash.search(clerk.get(address).content.decode())
    _page, final = previewed(clerk, address, sent(months="", paper_on=clock.today().isoformat()))
    assert clerk.post(address, final).status_code == 302
    row = subjects.waiting_corrections(by=people.head.actor(clock.now()), today=clock.today())[0]
    head = browser(people.head)
    if row:
        head.post(f"/subjects/{subject.uid}/sentence/settle/", {"which": row[0].uid, "do": "accept"})
    assert make.decision(subject).computed_end is None
    assert not dash.search(clerk.get(address).content.decode())
