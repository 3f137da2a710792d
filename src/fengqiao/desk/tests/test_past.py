"""The whole file as it stood on a past day: as known then, for reading, at a fixed cost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fengqiao.casework import face as casework
from fengqiao.desk.tests.test_lists import count, person
from fengqiao.desk.tests.test_workload import in_charge
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects

pytestmark = pytest.mark.django_db


def main(client, one, on):
    page = client.get(f"/subjects/{one.uid}/?on={on}").content.decode()
    return page.partition("<main")[2].partition("</main")[0].partition("<dialog")[0]


def test_today_it_is_the_file_of_now_with_nothing_to_press(people, browser, now):
    one = person(1, name="俞晓燕")
    matter = cast.begun(people, one, at=now)
    in_charge(people, one, people.clerk, now)
    page = main(browser(people.clerk), one, clock.today())
    assert "俞晓燕" in page
    assert "陈立群" in page
    assert f"/matters/{matter}/on/?on={clock.today()}" in page
    assert 'method="post"' not in page
    assert "btn-primary" in page.partition("filters")[2], "only the day is asked for"
    assert "/start/" not in page
    assert "截至" in page


def test_a_day_before_the_file_was_entered_says_so_and_goes_by_the_dates(people, browser, now):
    one, past = person(1), now - timedelta(days=3)
    matter = cast.begun(people, one, at=past)
    in_charge(people, one, people.clerk, now)
    client = browser(people.clerk)
    page = main(client, one, clock.local_day(past))
    assert "该档案于" in page
    assert str(matter) in page
    assert "陈立群" in page
    assert str(matter) not in main(client, one, clock.local_day(past) - timedelta(days=9))


def test_what_was_changed_later_is_shown_as_it_was_known(people, now):
    one, by = person(1, name="原名某"), cast.as_actor(people.clerk, now)
    in_charge(people, one, people.clerk, now)
    between = database_clock()
    changes = {"name": "现名某"}
    subjects.correct_facts(uid=one.uid, changes=changes, reason="更正", by=by, at=now)
    casework.load_class(
        subject_id=one.pk, class_name="strict", first_day=clock.today() - timedelta(days=9), by=by, at=now
    )
    today = clock.today()
    then = subjects.file_at(uid=one.uid, by=by, on=today, then=between)
    after = subjects.file_at(uid=one.uid, by=by, on=today, then=database_clock())
    assert (then.row.name, after.row.name) == ("原名某", "现名某")
    assert casework.casework_at(subject_id=one.pk, on=today, then=between).class_name == ""
    assert casework.casework_at(subject_id=one.pk, on=today, then=database_clock()).class_name == "strict"
    assert casework.casework_at(subject_id=one.pk, on=today, then=between).officer == "陈立群"


def database_clock():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("on", ["2026-02-31", "2099-01-01", "x"])
def test_a_day_that_is_none_or_not_yet_is_a_bad_request(people, browser, on):
    assert browser(people.clerk).get(f"/subjects/{person(1).uid}/?on={on}").status_code == 400


def test_t14_another_office_finds_nothing_on_any_day(people, browser):
    one = person(1)
    assert browser(people.stranger).get(f"/subjects/{one.uid}/?on={clock.today()}").status_code == 404


def test_it_costs_the_same_however_much_is_in_it(people, browser, now):
    one, client = person(1), browser(people.clerk)
    address = f"/subjects/{one.uid}/?on={clock.today()}"
    cast.begun(people, one, at=now)
    client.get(address)
    few = count(client, address)
    for _matter in range(4):
        cast.begun(people, one, at=now)
    assert count(client, address) == few <= 40
