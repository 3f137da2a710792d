"""A matter as it stood on a past day; what a row of the inbox asks for; corrections, group and plan on their pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fengqiao.desk.reads import asked_for
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.shell import face as shell

pytestmark = pytest.mark.django_db


def test_a_past_day_shows_fewer_acts_and_nothing_to_press(people, browser, now):
    subject, past = cast.person(), now - timedelta(days=3)
    matter = cast.begun(people, subject, at=past)
    cast.press(matter, "review.forward", people.second, at=now)
    client = browser(people.clerk)
    then = client.get(f"/matters/{matter}/on/?on={clock.local_day(past)}").content.decode()
    today = client.get(f"/matters/{matter}/on/").content.decode()
    assert then.count("李建国") < today.count("李建国")
    main = then.partition("<main")[2].partition("</main")[0].partition("<dialog")[0]
    assert 'method="post"' not in main
    before = client.get(f"/matters/{matter}/on/?on={clock.local_day(past - timedelta(days=30))}").content.decode()
    assert "该日此事项尚未启动" in before
    assert client.get(f"/matters/{matter}/on/?on={clock.today() + timedelta(days=1)}").status_code == 400
    assert client.get(f"/matters/{matter}/on/?on=2026-02-31").status_code == 400


def test_a_row_of_the_inbox_says_what_was_asked_for(people, browser, now):
    cast.begun(people, cast.person(), at=now, days=3)
    page = browser(people.second).get("/").content.decode()
    row = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert shell.moment(now + timedelta(days=4)) in row
    assert 'id="keys"' in page
    assert "单键操作" in page


def test_long_texts_are_not_told():
    leave = next(each for each in procedures.all_current(clock.today()) if each.key == "leave")
    data = {"reason": "medical", "details": "很长的说明", "places": ["330102"], "contact": "19900000000"}
    told = asked_for.words(leave.key, data, clock.now())
    assert "上城区" in told.zh
    assert "19900000000" not in told.zh
    assert "说明" not in told.zh


def test_the_file_shows_group_and_plan(people, browser):
    subject = cast.person()
    page = browser(people.clerk).get(f"/subjects/{subject.uid}/?tab=procedures").content.decode()
    assert "尚未确定小组成员" in page
    assert "尚未制定矫正方案" in page
