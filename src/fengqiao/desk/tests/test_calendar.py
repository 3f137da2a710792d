"""The calendar: what falls on a day, what it means, on what it rests; holidays and make-up days; who sees numbers."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from fengqiao.casework import face as casework
from fengqiao.desk import face as desk
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import calendar
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def main(client, address="/calendar/"):
    return client.get(address).content.decode().partition("<main")[2].partition("</main")[0]


def query(text=""):
    return queries.read("/calendar/", QueryDict(text), queries.CALENDAR)


@pytest.mark.parametrize("on", [date(2026, 2, 1), date(2026, 11, 23), date(2027, 1, 31), date(2028, 2, 29)])
def test_a_month_is_whole_weeks_from_monday_to_sunday(on):
    days = calendar._days_of(on)
    assert len(days) % 7 == 0
    assert days[0].weekday() == 0
    assert days[0] <= on.replace(day=1)
    assert on in days
    assert days[-1] >= (on.replace(day=1) + timedelta(days=31)) - timedelta(days=3)
    assert len(set(days)) == len(days) <= 42


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 1), "休"), (date(2026, 10, 10), "班"), (date(2026, 11, 23), ""), (date(2026, 11, 21), ""),
    ],
)  # fmt: skip
def test_holidays_and_make_up_days_are_marked(day, expected):
    assert str(calendar._mark(day, "330681")) == expected


def test_deadlines_leaves_and_ends_of_terms_stand_on_their_day_with_meaning_and_article(people, browser, now):
    subject = cast.person()
    matter = cast.begun(people, subject, at=now)
    cast.press(matter, "review.forward", people.second, at=now)
    today = clock.today()
    casework.record_leave(
        by=cast.as_actor(people.head, now), at=now, subject_id=subject.pk, area=subject.area, matter=matter,
        act=uuid4(), first_day=today - timedelta(days=2), last_day=today + timedelta(days=1),
        places=("330102",), reason="medical",
    )  # fmt: skip
    page = main(browser(people.clerk), "/calendar/?span=month")
    for words in ("外出应当返回之日", "实施办法", f"/matters/{matter}/", "before leaving"):
        assert words in page, words
    end = main(browser(people.clerk), "/calendar/?on=2027-12-31&span=day")
    assert "矫正期满之日" in end
    assert "社区矫正法" in end
    assert "工作日为暂定" in end
    assert "外出应当返回之日" not in main(browser(people.clerk), "/calendar/?span=month&kind=term")


def test_an_officers_calendar_holds_that_officers_people_alone(people, browser, now):
    ours, theirs = cast.person(), cast.person()
    for subject, who in ((ours, people.clerk), (theirs, people.second)):
        casework.assign_officer(
            subject_id=subject.pk, person=who.person, name="x", first_day=clock.today() - timedelta(days=9),
            by=cast.as_actor(people.head, now), at=now,
        )  # fmt: skip
    page = main(browser(people.clerk), f"/calendar/?on=2027-12-31&span=day&officer={people.clerk.person}")
    assert str(ours.uid) in page
    assert str(theirs.uid) not in page


@pytest.mark.parametrize("text", ["on=2026-13-01", "on=2026-02-30"])
def test_a_day_that_no_calendar_has_is_a_bad_request(people, browser, text):
    assert browser(people.clerk).get(f"/calendar/?{text}").status_code == 400


def test_above_a_county_it_counts_and_names_nobody(people, browser, now):
    cast.person()
    cast.begun(people, cast.person(), at=now)
    client = browser(factories.someone("province_lead", "33"))
    assert "尚未统计" in main(client, "/calendar/")
    desk.take_tallies(counties=(cast.COUNTY,), at=now)
    page = main(client, "/calendar/?on=2027-12-31")
    assert "矫正期满 2" in page
    assert "测试对象" not in page
    assert "每十分钟重新统计" in page
    assert "矫正期满" not in main(client, "/calendar/?on=2027-12-31&office=3301").partition("<table")[2]


def cost(client):
    with CaptureQueriesContext(connection) as found:
        assert client.get("/calendar/?span=month").status_code == 200
    return len(found)


def test_the_calendar_costs_the_same_whatever_is_on_it(people, browser, now):
    client = browser(people.lead)
    cast.begun(people, cast.person(), at=now)
    cost(client)
    few = cost(client)
    for _more in range(5):
        cast.begun(people, cast.person(), at=now)
    assert cost(client) == few <= 36
