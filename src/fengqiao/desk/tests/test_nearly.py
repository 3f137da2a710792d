"""The page of those who lack exactly one condition: of real people, at a fixed cost, nobody who may not be told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.kit import clock, scope
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def in_class(subject, class_name, *, days):
    casework.load_class(
        subject_id=subject.pk, class_name=class_name, first_day=clock.today() - timedelta(days=days),
        by=register_actor(), at=clock.now(),
    )  # fmt: skip


def registered(subject):
    long_ago = clock.today() - timedelta(days=420)
    type(subject).objects.filter(pk=subject.pk).update(registered_on=long_ago, version=F("version") + 1)


def register_actor():
    return audit.system("setting up a demonstration", ranges=(scope.WHOLE,))


def main(client, address="/nearly/"):
    return client.get(address).content.decode().partition("<main")[2].partition("</main")[0]


def test_who_lacks_only_the_minimum_stay_is_listed_with_the_day_and_the_article(people, browser):
    soon, long_yet, done = (cast.person() for _ in range(3))
    for subject, days in ((soon, 160), (long_yet, 20), (done, 400)):
        registered(subject)
        in_class(subject, "normal", days=days)
    page = main(browser(people.clerk))
    assert str(soon.uid) in page
    assert str(long_yet.uid) not in page
    assert str(done.uid) not in page
    assert "调低等级满最短期限" in page
    assert "实施办法" in page
    assert "须人工核实" in page
    assert str(soon.uid) not in main(browser(people.clerk), "/nearly/?goal=discharge")
    assert browser(people.clerk).get("/nearly/?goal=x").status_code == 400


def test_a_matter_that_one_check_stops_is_listed(people, browser, world, now):
    world.closed_roads = frozenset({"G60"})
    matter = cast.begun(people, cast.person(), at=now, road="G60")
    free = cast.begun(people, cast.person(), at=now, road="S2")
    page = main(browser(people.clerk), "/nearly/?goal=stopped")
    assert str(matter) in page
    assert str(free) not in page
    assert "无固定日期" in page


@pytest.mark.parametrize("goal", ["class", "discharge", "stopped"])
def test_the_page_costs_the_same_whatever_the_number(people, browser, goal):
    def one():
        subject = cast.person()
        registered(subject)
        in_class(subject, "normal", days=160)

    for _person in range(2):
        one()
    client = browser(factories.someone("county_lead", cast.COUNTY))
    cost(client, goal)
    few = cost(client, goal)
    for _person in range(6):
        one()
    assert cost(client, goal) == few <= 32


def test_a_province_asks_no_more_for_more_counties(people, browser):
    def one(office):
        subject = cast.person(office)
        registered(subject)
        in_class(subject, "normal", days=160)
        return subject

    first = one(cast.OFFICE)
    client = browser(factories.someone("province_lead", "33"))
    cost(client, "class")
    few = cost(client, "class")
    offices = [each.area for each in areas.offices_below("33")[::250]]
    with cast.working(scope.WHOLE):
        far = [one(each) for each in offices]
    assert len({each[:6] for each in offices}) >= 5
    assert cost(client, "class") == few <= 24
    page = main(client)
    assert all(str(each.uid) in page for each in (first, *far))


def cost(client, goal):
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/nearly/?goal={goal}").status_code == 200
    return len(found)
