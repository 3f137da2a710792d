"""One act for many: never a sanction, never a decision; tried first, done once, each row with its own result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fengqiao.casework import face as casework
from fengqiao.desk import rules
from fengqiao.desk.models import Bulk
from fengqiao.desk.tests.test_lists import person, register_flags
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Text, Wrong
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db
CHOOSE = "/subjects/many/"


def choose(client, kind, people, **more):
    return client.post(CHOOSE, {"kind": kind, "subject": [str(one.uid) for one in people], **more})


def today():
    return clock.today().isoformat()


def definitions():
    return procedures.all_current(clock.today())


def test_only_what_is_listed_may_be_begun_for_many_and_no_sanction_even_when_it_is():
    listed = {each.key for each in definitions() if rules.may_be_begun_for_many(each)}
    assert listed == set(rules.BEGUN_FOR_MANY)
    induction = next(each for each in definitions() if each.key == "induction")
    assert not rules.may_be_begun_for_many(replace(induction, room="conduct"))
    for number in sorted(rules.ABOUT_LIBERTY):
        assert not rules.may_be_begun_for_many(replace(induction, number=number))
        assert not rules.may_be_pressed_for_many(replace(induction, number=f"{number}-2"), decides=False)
    assert not rules.may_be_pressed_for_many(induction, decides=True)


def test_every_other_definition_is_refused_whoever_asks(people, browser):
    one, client = person(1), browser(people.lead)
    others = [each.key for each in definitions() if each.key not in rules.BEGUN_FOR_MANY]
    assert {"leave", "registration", "discharge", "missed_intake"} <= set(others)
    for key in (*others, "warning", "decide"):
        answer = client.post(CHOOSE, {"kind": f"start:{key}", "subject": str(one.uid)}, follow=True)
        assert "不得批量办理" in answer.content.decode(), key
    assert not Bulk.objects.exists()


def test_a_step_that_decides_is_never_pressed_for_many(people, browser, now):
    matters = [cast.begun(people, person(serial), at=now) for serial in (1, 2)]
    for matter in matters:
        cast.press(matter, "review.forward", people.second, at=now)
    client = browser(people.head)
    page = client.get("/").content.decode()
    assert 'name="matter"' not in page
    made = client.post("/tasks/many/", {"matter": [str(uid) for uid in matters]})
    shown = client.get(made.url).content.decode()
    assert "请选择" in shown
    for way in ("stay.decide.grant", "stay.decide.refuse"):
        assert way not in shown
        assert client.post(made.url, {"way": way}).status_code == 422


def test_a_step_without_form_or_decision_is_taken_in_several_matters_once(people, browser, now):
    matters = [cast.begun(people, person(serial), at=now) for serial in (1, 2, 3)]
    client = browser(people.second)
    assert client.get("/").content.decode().count('name="matter"') == 3
    made = client.post("/tasks/many/", {"matter": [str(uid) for uid in matters]})
    assert client.post(made.url, {"way": "stay.review.forward"}).status_code == 302
    cast.press(matters[0], "review.forward", people.head, at=clock.now())
    assert "已由他人办理" in client.get(made.url).content.decode()
    for _tab in range(2):
        client.post(f"{made.url}carry-out/")
    assert [each["done"] for each in Bulk.objects.get().results].count(True) == 2
    assert 'name="matter"' not in client.get("/?scope=all").content.decode()


def test_another_officer_in_charge_of_several_is_tried_then_done_once(people, browser):
    ours = [person(serial) for serial in (1, 2)]
    client = browser(people.head)
    made = choose(client, "assign", ours)
    assert client.post(made.url, {"officer": "", "first_day": today()}).status_code == 422
    assert client.post(made.url, {"officer": str(people.second.person), "first_day": today()}).status_code == 302
    page = client.get(made.url).content.decode()
    assert page.count("可以办理") >= 2
    assert not casework.officers_for([one.pk for one in ours], on=clock.today())
    for _tab in range(2):
        assert client.post(f"{made.url}carry-out/").status_code == 302
    held = casework.officers_for([one.pk for one in ours], on=clock.today())
    assert {each.person for each in held.values()} == {people.second.person}
    assert "已办理 2 项" in client.get(made.url).content.decode()
    client.post(made.url, {"officer": str(people.clerk.person), "first_day": today()})
    assert Bulk.objects.get().parameters["officer"] == people.second.person
    again = choose(client, "assign", ours)
    client.post(again.url, {"officer": str(people.second.person), "first_day": today()})
    page = client.get(again.url).content.decode()
    assert "现责任人即为所选人员" in page
    assert "没有可以办理的项目" in page


def test_staff_without_the_duty_are_not_offered_it(people, browser):
    one, client = person(1), browser(people.clerk)
    assert 'value="assign"' not in client.get("/subjects/").content.decode()
    assert (
        "不得批量办理" in client.post(CHOOSE, {"kind": "assign", "subject": str(one.uid)}, follow=True).content.decode()
    )


def test_a_procedure_begins_for_those_whom_it_fits_and_says_why_not_for_the_others(people, browser):
    fits, runs = cast.person(), cast.person()
    client = browser(people.clerk)
    form = {"kind": "initial"}
    first = choose(client, "start:classification", [runs])
    client.post(first.url, form)
    client.post(f"{first.url}carry-out/")
    both = choose(client, "start:classification", [fits, runs])
    client.post(both.url, form)
    page = client.get(both.url).content.decode()
    assert "已有同类事项在办" in page
    assert "确认办理 1 项" in page
    client.post(f"{both.url}carry-out/")
    keys = [[row.key for row in procedures.matters_of(subject_id=one.pk)] for one in (fits, runs)]
    assert keys == [["classification"], ["classification"]]


def test_what_changed_between_trying_and_doing_is_refused_by_itself(people, browser):
    ours = [cast.person(), cast.person()]
    client = browser(people.clerk)
    made = choose(client, "start:classification", ours)
    client.post(made.url, {"kind": "initial"})
    other = choose(client, "start:classification", ours[:1])
    client.post(other.url, {"kind": "initial"})
    client.post(f"{other.url}carry-out/")
    client.post(f"{made.url}carry-out/")
    results = {each["subject"]: each["done"] for each in Bulk.objects.order_by("id").first().results}
    assert results == {ours[0].pk: False, ours[1].pk: True}


def test_a_text_message_goes_to_each_once(people, browser):
    from fengqiao.notices import face as notices

    one = person(1)
    client = browser(people.clerk)
    made = choose(client, "call", [one])
    assert "可以办理" in client.get(made.url).content.decode()
    for _press in range(2):
        client.post(f"{made.url}carry-out/")
    assert [each.title.zh for each in notices.of_person(subject_id=one.pk)] == ["请联系工作人员"]


def test_bounds_strangers_and_minors(people, browser, monkeypatch):
    ours = [person(serial) for serial in (1, 2)]
    flags = frozenset({"minor_at_offence"} & register_flags())
    minor = person(7, name="金小小", birth_date=register.date(2010, 5, 5), flags=flags)
    client = browser(people.clerk)
    assert "请先勾选" in client.post(CHOOSE, {"kind": "call"}, follow=True).content.decode()
    assert "请先勾选" in choose(client, "call", [minor], follow="").client.get("/subjects/").content.decode()
    made = choose(client, "call", ours)
    for who in (people.second, people.head, people.lead):
        assert browser(who).get(made.url).status_code == 404
        assert browser(who).post(f"{made.url}carry-out/").status_code == 404
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 1)
    answer = client.post(CHOOSE, {"kind": "call", "all": "1", "list": ""}, follow=True)
    assert "最多批量办理" in answer.content.decode()
    assert client.post(CHOOSE, {"kind": "call", "subject": "x"}).status_code == 400
    assert browser(people.lead).post(CHOOSE, {"kind": "call", "list": "sort=x"}).status_code == 400


def test_trying_costs_the_same_whatever_the_number(people, browser, django_assert_max_num_queries):
    ours = [cast.person() for _ in range(12)]
    client = browser(people.clerk)
    made = choose(client, "start:classification", ours)
    client.post(made.url, {"kind": "initial"})
    with django_assert_max_num_queries(34 + 3 * len(ours)):
        client.get(made.url)


def test_what_is_wrong_with_the_common_form_stands_at_its_field_and_rows_keep_their_own_reasons(people, browser):
    fits, runs = cast.person(), cast.person()
    client = browser(people.clerk)
    first = choose(client, "start:classification", [runs])
    client.post(first.url, {"kind": "initial"})
    client.post(f"{first.url}carry-out/")
    both = choose(client, "start:classification", [fits, runs])
    client.post(both.url, {"kind": "no_such_kind"})
    page = client.get(both.url).content.decode()
    form, rows = page.partition('id="f-kind-error"')[2], page.partition("<tbody>")[2]
    assert form, "the field says what is wrong"
    assert "表单填写有误，请更正后重试" in rows
    assert "已有同类事项在办" in rows
    assert "没有可以办理的项目" in page


WRONG = [Wrong(name, "required", Text(name, name)) for name in ("a", "b", "c")]


@pytest.mark.parametrize(
    ("rows", "common", "own"),
    [
        ([], (), []),
        ([()], (), [None]),
        ([WRONG[:2]], ("a", "b"), [None]),
        ([WRONG[:2], WRONG[1:]], ("b",), ["a", "c"]),
        ([WRONG[:1], ()], (), ["a", None]),
    ],
)
def test_only_what_is_wrong_for_everybody_is_the_forms(rows, common, own):
    found = rules.shared(rows)
    assert tuple(each.field for each in found) == common
    told = [rules.own(each, found) for each in rows]
    assert [each.zh if each else None for each in told] == own
