"""Two files of one human inside a county: found by number or by person, never by a term that follows another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.desk.tests.test_lists import count, person
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as register

rules = subjects.duplicate_rules
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, DAYS, DAYS, DAYS, st.booleans(), st.booleans())
def test_alike_is_the_same_from_both_sides_and_never_of_terms_apart(a, b, c, d, runs, other_runs):
    one, other = rules.Side(min(a, b), max(a, b), runs), rules.Side(min(c, d), max(c, d), other_runs)
    assert rules.alike(one, other) == rules.alike(other, one)
    shares_a_day = max(one.first_day, other.first_day) <= min(one.last_day, other.last_day)
    assert rules.alike(one, other) == (shares_a_day or (runs and other_runs))


@pytest.mark.django_db
def test_the_same_number_and_the_same_person_are_found_and_a_second_term_is_not(people, browser, now):
    one = person(1, name="俞晓燕")
    same = person(1, name="俞小燕", area="330681001")
    typed = person(2, name="俞晓燕")
    earlier, later = person(3, name="陈回来"), person(3, name="陈回来", area="330681001")
    ended = {"state": "discharged", "ended_on": earlier.term_start, "version": 2, "term_end": earlier.term_start}
    subjects.Subject.objects.filter(pk=earlier.pk).update(**ended)
    after = earlier.term_start + timedelta(days=1)
    subjects.Subject.objects.filter(pk=later.pk).update(term_start=after, version=2)
    by = cast.as_actor(people.lead, now)
    found = subjects.duplicates(place=cast.COUNTY, by=by, today=clock.today())
    told = {(each.older.id, each.newer.id): each.why for each in found}
    assert told == {(one.pk, same.pk): "number", (one.pk, typed.pk): "person"}
    page = browser(people.lead).get("/duplicates/").content.decode()
    assert "证件号码相同" in page
    assert register.number(1) not in page


@pytest.mark.django_db
def test_it_is_the_countys_list_and_no_other_place_is_in_it(people, browser):
    person(1, name="俞晓燕")
    person(1, name="俞晓燕", area="330681001")
    assert "俞晓燕" not in browser(people.clerk).get("/duplicates/").content.decode()
    assert "俞晓燕" not in browser(people.stranger).get("/duplicates/").content.decode()
    assert browser(people.lead).get("/duplicates/?sort=name").status_code == 400


@pytest.mark.django_db
def test_it_costs_the_same_however_many(people, browser):
    client = browser(people.lead)
    person(1)
    person(1, area="330681001")
    client.get("/duplicates/")
    few = count(client, "/duplicates/")
    for serial in range(2, 6):
        person(serial)
        person(serial, area="330681001")
    assert count(client, "/duplicates/") == few <= 20
