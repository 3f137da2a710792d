"""Daily supervision on the officers' pages: the tab of the file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.desk.tests.test_lists import person
from fengqiao.kit.clock import local_day
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast

pytestmark = pytest.mark.django_db


def monday(now):
    """The Monday of this week: a week's report is asked for from it on."""
    return now - timedelta(days=local_day(now).weekday())


def opened(now, *, weeks=0):
    """The daily run of so many weeks ago."""
    at = monday(now) - timedelta(weeks=weeks)
    procedures.run_daily(at=at, over=(cast.COUNTY,), only={"report"})
    return at


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_tab_says_what_is_due_and_what_was_missed(people, browser, now):
    one = person(1)
    opened(now, weeks=1)
    procedures.run_clocks(at=now, over=(cast.COUNTY,))
    page = browser(people.clerk).get(f"/subjects/{one.uid}/?tab=supervision").content.decode()
    assert "当面报告" in page
    assert "逾期未完成" in page
    assert "社区矫正法第二十三条" in page or "第23条" in page


def test_the_tab_costs_the_same_however_much_is_on_it(people, browser, now):
    one, client = person(1), browser(people.clerk)
    address = f"/subjects/{one.uid}/?tab=supervision"
    client.get(address)
    opened(now)
    few = queries(client, address)
    opened(now, weeks=5)
    opened(now, weeks=4)
    assert queries(client, address) == few <= 60


def test_the_tab_of_a_person_elsewhere_is_not_found(people, browser, now):
    assert browser(people.stranger).get(f"/subjects/{person(1).uid}/?tab=supervision").status_code == 404
