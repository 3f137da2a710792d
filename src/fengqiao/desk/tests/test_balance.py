"""The register's balance on its page: months that add up, places below, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as subjects_factories
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def came(n, day, area="330681109"):
    return subjects_factories.someone(n, area=area, arrived_on=day, registered_on=day)


def page(browser, who, query=""):
    answer = browser(who).get(f"/balance/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def cells(text, month):
    """The numbers of one month's row: at the beginning, received, discharged, terminated, at the end."""
    row = text.split(f">{month}</a>")[1].split("</tr>")[0]
    return [int(part.split("</td>")[0].rsplit(">", 1)[1]) for part in row.split('class="r')[1:]]


def test_the_months_add_up_and_a_place_opens_into_those_below(people, browser, now):
    today = now.date()
    before = today.replace(day=1) - timedelta(days=1)
    came(1, before), came(2, today), came(3, today, area="330681001")
    shown = page(browser, people.lead)
    assert cells(shown, f"{today.year}年{today.month}月") == [1, 2, 0, 0, 3]
    assert "不平衡" not in shown
    assert shown.count("枫桥司法所") == 1
    assert "陈测" not in shown, "nobody is named"
    assert cells(page(browser, people.clerk), f"{today.year}年{today.month}月") == [1, 1, 0, 0, 2]


def test_a_year_and_a_month_are_chosen_and_nonsense_is_refused(people, browser, now):
    client = browser(people.lead)
    assert cells(page(browser, people.lead, "?year=2025&month=3"), "2025年3月") == [0, 0, 0, 0, 0]
    for query in ("?year=1999", "?month=13", "?place=33%27", "?order=1"):
        assert client.get(f"/balance/{query}").status_code == 400
    assert client.get("/balance/?place=330604").status_code == 404, "another county's"
    assert client.get("/balance/?place=330681109").status_code == 200


def test_the_lead_and_the_procurator_find_it_in_the_menu(people, browser):
    prosecutor = factories.someone("procurator", cast.COUNTY)
    for who, there in ((people.lead, True), (prosecutor, True), (people.clerk, False)):
        assert ('href="/balance/"' in browser(who).get("/").content.decode()) is there


def test_the_page_costs_the_same_however_many(people, browser, now):
    client, counts = browser(people.lead), []
    for n in range(2):
        came(10 + n, now.date())
        client.get("/balance/")
        with CaptureQueriesContext(connection) as found:
            client.get("/balance/")
        counts.append(len(found))
    assert counts[0] == counts[1]
