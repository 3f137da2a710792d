"""The bell and the list behind it: who gets what, reading, answering, a cover and its end."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.audit import face as audit
from fengqiao.kit import clock
from fengqiao.notices import face as notices
from fengqiao.notices.tests import scene
from fengqiao.notices.tests.scene import Line, Message, Notice
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
BY = audit.system("test", ranges=(cast.COUNTY,))
DECIDED = {"procedure": "外出", "step": "审批", "outcome": "批准"}


def tell(*posts: int, subject=None, matter=None, at=None) -> None:
    notices.tell_staff(
        by=BY, at=at or clock.now(), area=cast.OFFICE, kind="decided", cause=uuid4(), values=DECIDED, posts=posts,
        subject_id=None if subject is None else subject.id, matter=matter,
    )  # fmt: skip


def undelivered(monkeypatch, subject) -> Notice:
    """A message that the network refused, and the notice that asks for an answer."""
    network = scene.Network()
    scene.use(network, monkeypatch, ways=(notices.Way("person", ""),))
    at = clock.now()
    notices.tell(by=BY, at=at, subject_id=subject.id, area=cast.OFFICE, matter=None, act=uuid4(), kind="leave_granted")
    return Notice.objects.get(kind="undelivered")


def bell(client) -> int:
    page = client.get("/parameters/").content.decode()
    found = page.partition('class="dot-n"')[2].partition("</span>")[0]
    return int(found.rpartition(">")[2]) if found else 0


def test_a_decision_reaches_those_who_prepared_it_and_not_the_one_who_decided(people, browser, now):
    matter = cast.begun(people, cast.person(), at=now)
    cast.press(matter, "review.forward", people.second, at=now)
    cast.press(matter, "decide.grant", people.head, at=now)
    told = set(Notice.objects.filter(matter=matter, kind="decided").values_list("post_id", flat=True))
    assert told == {people.clerk.post, people.second.post}
    assert (bell(browser(people.clerk)), bell(browser(people.head)), bell(browser(people.lead))) == (1, 0, 0)


def test_opening_marks_it_read_and_leads_to_the_matter_and_it_can_be_unread_again(people, browser, now):
    subject = cast.person()
    matter = cast.begun(people, subject, at=now)
    tell(people.clerk.post, subject=subject, matter=matter)
    row, client = Notice.objects.get(), browser(people.clerk)
    page = client.get("/messages/").content.decode()
    assert subject.name in page
    assert "外出：审批，批准" in page
    assert bell(client) == 1, "looking at the list reads nothing"
    answer = client.post(f"/messages/{row.uid}/open/")
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{matter}/")
    assert bell(client) == 0
    client.post(f"/messages/{row.uid}/unread/")
    assert bell(client) == 1
    client.post("/messages/read/")
    assert bell(client) == 0


def test_t15_a_notice_to_somebody_else_is_like_one_that_does_not_exist(people, browser):
    tell(people.clerk.post)
    row = Notice.objects.get()
    for who in (people.second, factories.someone("office_staff", "330102001"), people.lead):
        client = browser(who)
        assert "审批" not in client.get("/messages/").content.decode()
        for address in (f"/messages/{row.uid}/", f"/messages/{uuid4()}/"):
            assert client.get(address).status_code == 404
            assert client.post(f"{address}open/").status_code == 404
            assert client.post(f"{address}unread/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_what_did_not_arrive_stands_in_the_strip_until_a_colleague_says_what_was_done(people, browser, monkeypatch):
    subject = cast.person()
    asked = undelivered(monkeypatch, subject)
    first, second = browser(people.clerk), browser(people.second)
    assert "消息未送达" in first.get("/").content.decode()
    assert first.post(f"/messages/{asked.uid}/open/")["Location"] == f"/messages/{asked.uid}/"
    assert bell(second) == 1, "opening it is no answer"
    nothing = first.post(f"/messages/{asked.uid}/", {"what": "  "})
    assert nothing.status_code == 422
    said = "已当面告知本人，<b>号码</b>无误"
    assert first.post(f"/messages/{asked.uid}/", {"what": said}).status_code == 302
    assert (bell(first), bell(second)) == (0, 0)
    assert "消息未送达" not in first.get("/").content.decode()
    page = second.get(f"/messages/{asked.uid}/").content.decode()
    assert "&lt;b&gt;号码&lt;/b&gt;" in page
    again = second.post(f"/messages/{asked.uid}/", {"what": "另一位同事"})
    assert again.status_code == 409
    assert said.encode() not in bytes(Notice.objects.get(pk=asked.pk).answer_sealed)


def test_who_only_reads_cannot_answer(people, browser, monkeypatch):
    asked = undelivered(monkeypatch, cast.person())
    reader = browser(factories.someone("procurator", cast.COUNTY))
    assert reader.post(f"/messages/{asked.uid}/", {"what": "x"}).status_code == 403
    assert browser(people.lead).post(f"/messages/{asked.uid}/", {"what": "x"}).status_code == 404


def test_a_confirmed_number_gets_messages_again(people, browser, monkeypatch):
    asked = undelivered(monkeypatch, cast.person())
    message = Message.objects.get(uid=asked.cause)
    message.to_hash = b"h" * 32
    message.save(update_fields=["to_hash"])
    Line.objects.create(
        uid=uuid4(), area=cast.OFFICE, channel="sms", number_hash=b"h" * 32, failures=2, off_at=clock.now()
    )
    browser(people.clerk).post(f"/messages/{asked.uid}/", {"what": "当面核对", "number_confirmed": "on"})
    line = Line.objects.get()
    assert (line.failures, line.off_at) == (0, None)
    assert line.confirmed_at is not None


def test_a_deputy_gets_what_came_since_the_cover_began_and_loses_it_with_its_end(people, browser):
    days = timedelta(days=1)
    tell(people.clerk.post, at=clock.now() - 30 * days)
    tell(people.clerk.post)
    cover = factories.cover(deputy=people.second, covered=people.clerk)
    client = browser(people.second)
    assert bell(client) == 1
    assert "代班收件" in client.get("/messages/").content.decode()
    assert bell(browser(people.clerk)) == 2
    cover.to_day = clock.today()
    cover.save(update_fields=["to_day"])
    assert bell(client) == 0


def test_the_end_of_a_cover_is_handed_back_once_with_what_came_and_what_was_done(people, browser, now):
    day, today = timedelta(days=1), clock.today()
    matter = cast.begun(people, cast.person(), at=now - 3 * day)
    factories.cover(deputy=people.second, covered=people.clerk, from_day=today - 3 * day, to_day=today)
    cast.press(matter, "review.forward", people.second, at=now - 2 * day)
    cast.press(matter, "decide.grant", people.lead, at=now - 2 * day)
    assert procedures.hand_back_covers(at=now) == 1
    assert procedures.hand_back_covers(at=now) == 0
    row = Notice.objects.get(kind="handed_back")
    assert (row.post_id, row.values["count"], row.values["answered"], row.values["acts"]) == (
        people.clerk.post,
        1,
        0,
        1,
    )
    page = browser(people.clerk).get(f"/messages/{row.uid}/").content.decode()
    assert "期间收到的消息" in page
    assert page.count(f"/matters/{matter}/") == 2
    assert browser(people.second).get(f"/messages/{row.uid}/").status_code == 404


def test_a_running_cover_is_not_handed_back(people, now):
    factories.cover(deputy=people.second, covered=people.clerk)
    assert procedures.hand_back_covers(at=now) == 0


def test_the_list_costs_the_same_however_long_it_is_and_pages_by_key(people, browser):
    client = browser(people.clerk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/messages/?size=20").status_code == 200
        return len(found)

    tell(people.clerk.post, subject=cast.person())
    few = queries()
    for _ in range(24):
        tell(people.clerk.post, subject=cast.person())
    assert queries() == few
    page = client.get("/messages/?size=20").content.decode()
    following = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert client.get(following).content.decode().count("外出：审批，批准") == 5
    assert client.get("/messages/?after=nonsense").status_code == 400
    assert client.get("/messages/?show=everything").status_code == 400


def test_the_file_shows_what_was_sent_and_never_a_number(people, browser, monkeypatch):
    subject = cast.person()
    scene.use(scene.Network(), monkeypatch)
    notices.tell(
        by=BY, at=scene.NOON, subject_id=subject.id, area=cast.OFFICE, matter=None, act=uuid4(), kind="leave_granted"
    )
    page = browser(people.clerk).get(f"/subjects/{subject.uid}/?tab=messages").content.decode()
    assert "外出申请已批准" in page
    assert "199****1234" in page
    assert scene.NUMBER not in page
