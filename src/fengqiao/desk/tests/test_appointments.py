"""The next appointment on the officers' pages: proposed, accepted, by hand, moved, called off, in the calendar."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.html import escape

from fengqiao.desk.tests.test_lists import count
from fengqiao.desk.tests.test_supervision import opened, person
from fengqiao.kit import clock
from fengqiao.notices import face as notices
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reach():
    notices.reach_through(lambda subject_id, on: (notices.Way("person", "19900001234"),))
    yield
    notices.reach_through(subjects.reachable)


@pytest.fixture
def one(people, now):
    found = person(1)
    opened(now)
    return found


def address(one, **query):
    return f"/subjects/{one.uid}/appointment/" + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page).group(1)


def accept(client, one, page):
    given = {name: hidden(page, name) for name in ("kind", "day", "hour", "request")}
    return client.post(address(one), given)


def arranged(one):
    [found] = supervision.appointments_of((one.pk,), since=clock.start_of(clock.today()))[one.pk]
    return found


def test_a_free_hour_is_proposed_with_the_message_word_for_word_and_accepted_with_one_press(people, browser, one):
    client = browser(people.clerk)
    page = client.get(address(one, kind="talk")).content.decode()
    answer = accept(client, one, page)
    assert answer.url == f"/subjects/{one.uid}/?tab=supervision"
    row, [message] = arranged(one), notices.of_person(subject_id=one.pk)
    assert (row.kind, row.officer) == ("talk", people.clerk.person)
    told = notices.words(kind="appointment", area=row.area, when=message.about_at)
    assert escape(told) in page
    assert "矫正" not in told
    tab = client.get(answer.url).content.decode()
    assert f"/appointments/{row.uid}/" in tab
    again = client.get(address(one, kind="talk")).content.decode()
    assert "已有约定时间" in again
    assert 'id="accept"' not in again


def test_the_hours_beside_are_links_and_the_fragment_is_the_card_alone(people, browser, one):
    client = browser(people.clerk)
    first = hidden(client.get(address(one, kind="talk")).content.decode(), "hour")
    later = re.search(r'data-later[^>]*href="([^"]+)"', client.get(address(one, kind="talk")).content.decode()).group(1)
    fragment = client.get(later.replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert hidden(fragment, "hour") > first


def test_an_hour_by_hand_that_cannot_be_says_why_at_its_field_and_keeps_what_was_typed(people, browser, one):
    sunday = clock.today() + timedelta(days=13 - clock.today().weekday())
    given = {"kind": "talk", "day": sunday.isoformat(), "hour": "19:00", "request": str(uuid4())}
    client = browser(people.clerk)
    answer = client.post(address(one), given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="hour-hour-error"' in page
    assert f'value="{sunday.isoformat()}"' in page
    assert client.post(address(one), {**given, "anyway": "on"}).status_code == 302


def test_after_a_report_the_next_one_waits_on_the_page_where_one_lands(people, browser, one, now):
    client = browser(people.clerk)
    page = client.get(f"/subjects/{one.uid}/record/report/").content.decode()
    given = {"reported_on": clock.today().isoformat(), "channel": "in_person", "content": "近况正常"}
    answer = client.post(f"/subjects/{one.uid}/record/report/", {**given, "request": hidden(page, "request")})
    assert answer.url == f"/subjects/{one.uid}/?tab=supervision&next=report"
    landed = client.get(answer.url).content.decode()
    assert 'id="accept"' in landed
    assert accept(client, one, landed).status_code == 302
    row = arranged(one)
    monday = clock.today() - timedelta(days=clock.today().weekday()) + timedelta(days=7)
    assert clock.local_day(row.starts_at) >= monday, "this period is answered: the next one is proposed"


def test_it_is_moved_and_called_off_with_a_reason_and_a_stale_page_changes_nothing(people, browser, one):
    client = browser(people.clerk)
    accept(client, one, client.get(address(one, kind="talk")).content.decode())
    row = arranged(one)
    page = client.get(f"/appointments/{row.uid}/").content.decode()
    given = {"day": re.search(r'name="day"[^>]*value="([^"]+)"', page).group(1), "seen": "1"}
    given["hour"] = re.search(r'name="hour"[^>]*value="([^"]+)"', page).group(1)
    missing = client.post(f"/appointments/{row.uid}/", {**given, "request": str(uuid4())})
    assert missing.status_code == 422
    assert 'id="hour-reason-error"' in missing.content.decode()
    moved = client.post(f"/appointments/{row.uid}/", {**given, "reason": "本人上班", "request": str(uuid4())})
    assert moved.status_code == 302
    off = {"reason": "住院", "seen": "1", "request": str(uuid4())}
    assert client.post(f"/appointments/{row.uid}/call-off/", off).status_code == 422
    assert client.post(f"/appointments/{row.uid}/call-off/", {**off, "seen": "2"}).status_code == 302
    told = [each.title.zh for each in reversed(notices.of_person(subject_id=one.pk))]
    assert told == ["已约定时间", "约定时间有变", "约定已取消"]
    assert "已取消" in client.get(f"/appointments/{row.uid}/").content.decode()


def test_it_stands_in_the_calendar_with_its_hour(people, browser, one):
    client = browser(people.clerk)
    accept(client, one, client.get(address(one, kind="talk")).content.decode())
    row = arranged(one)
    day = clock.local_day(row.starts_at).isoformat()
    page = client.get(f"/calendar/?on={day}&span=day&kind=meeting").content.decode()
    assert f"/appointments/{row.uid}/" in page
    assert f"{row.starts_at.astimezone(clock.SHANGHAI):%H:%M}" in page


def test_another_office_finds_neither_the_person_nor_the_appointment(people, browser, one):
    client = browser(people.clerk)
    accept(client, one, client.get(address(one, kind="talk")).content.decode())
    stranger, row = browser(people.stranger), arranged(one)
    for where in (address(one), f"/appointments/{row.uid}/"):
        assert stranger.get(where).status_code == 404
        assert stranger.post(where, {}).status_code == 404


@pytest.mark.parametrize("query", ["at=2026-11-25", "kind=written", "kind=talk&kind=visit", "when=1"])
def test_t03_a_condition_that_is_none_is_a_bad_request(people, browser, one, query):
    assert browser(people.clerk).get(f"{address(one)}?{query}").status_code == 400


def test_the_proposal_costs_the_same_however_much_is_arranged(people, browser, one, now):
    client = browser(people.clerk)
    client.get(address(one))
    few = count(client, address(one))
    for serial in range(2, 6):
        other = person(serial)
        known = supervision.arranging(subject_id=other.pk, by=cast.as_actor(people.clerk, now), at=now)["talk"]
        supervision.arrange(
            subject_id=other.pk, kind="talk", starts_at=known.proposed().begins, request=uuid4(),
            by=cast.as_actor(people.clerk, now), at=now,
        )  # fmt: skip
    assert count(client, address(one)) == few <= 36
