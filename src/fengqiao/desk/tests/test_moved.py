"""Deadlines that were moved, on the page of the lead and the procurator; and when a run is missing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def test_the_lead_and_the_procurator_find_it_in_the_menu_and_others_do_not(people, browser):
    prosecutor = factories.someone("procurator", cast.COUNTY)
    for who, there in ((people.lead, True), (prosecutor, True), (people.clerk, False), (people.head, False)):
        assert ('href="/deadlines/moved/"' in browser(who).get("/").content.decode()) is there


def test_each_move_says_what_it_was_and_whether_it_had_passed(people, browser, now):
    cast.moved(people, now)
    cast.moved(people, now, kind="corrected", late=True)
    client = browser(people.lead)
    page = client.get("/deadlines/moved/").content.decode()
    assert "延期" in page
    assert "逾期后变动" in page
    assert page.count("LEA-3") == 2
    assert client.get("/deadlines/moved/?kind=paused").content.decode().count("LEA-3") == 0
    assert client.get("/deadlines/moved/?kind=other").status_code == 400
    assert client.get("/deadlines/moved/?after=nonsense").status_code == 400


def test_the_page_costs_the_same_however_many(people, browser, now):
    client, counts = browser(people.lead), []
    for _ in range(2):
        cast.moved(people, now)
        client.get("/deadlines/moved/")
        with CaptureQueriesContext(connection) as found:
            client.get("/deadlines/moved/")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_board_says_when_a_run_is_missing(people, browser):
    client = browser(people.lead)
    page = client.get("/").content.decode()
    assert "计时任务已超过20分钟未在以下地区运行：诸暨市" in page
    assert "今日的每日任务尚未在以下地区运行：诸暨市" in page
    procedures.run_clocks(at=cast.NOW, over=(cast.COUNTY,))
    assert "计时任务" not in client.get("/").content.decode()
    procedures.run_daily(at=cast.NOW, over=(cast.COUNTY,))
    assert "未在以下地区运行" not in client.get("/").content.decode()
