"""Whose act a change of a file is: every role at every level, against a table written out here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import pytest

from fengqiao.audit.face import Actor, Covering
from fengqiao.casework import face as casework
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories as make
from fengqiao.users.face import ROLES

pytestmark = pytest.mark.usefixtures("everywhere")

VILLAGE: Final = "330681109201"
KEEPERS: Final = frozenset(
    {
        "office_staff", "office_head", "county_staff", "county_lead", "city_staff", "city_lead", "province_staff",
        "province_lead",
    }
)  # fmt: skip
LEADERS: Final = frozenset({"office_head", "county_staff", "county_lead"})
COUNTY: Final = frozenset({"county_staff", "county_lead"})
LEAD: Final = frozenset({"county_lead"})

Act = Callable[[Subject, Actor], object]


def _answer(person: Subject, by: Actor) -> object:
    answer = {"check": make.asked_elsewhere([person])[0].uid, "answer": "two_people", "reason": "核对照片"}
    return subjects.answer_county_check(**answer, by=by, at=make.AT)


def _correct(person: Subject, by: Actor) -> object:
    return subjects.correct_facts(uid=person.uid, changes={"phone": "13900001111"}, reason="核对", by=by, at=make.AT)


def _sentence(person: Subject, by: Actor) -> object:
    said = make.sentence(offences="盗窃罪")
    paper = subjects.Paper(title="补正裁定", dated=make.TODAY)
    return subjects.correct_sentence(uid=person.uid, sentence=said, paper=paper, reason="裁定", by=by, at=make.AT)


def _contact(person: Subject, by: Actor) -> object:
    contact = subjects.NewContact("5", "guardian", "陈家长", "13800001111")
    return subjects.add_contact(uid=person.uid, contact=contact, by=by, at=make.AT)


def _officer(person: Subject, by: Actor) -> object:
    given = {"person": 77, "name": "沈所员", "first_day": make.TODAY}
    return casework.assign_officer(subject_id=person.pk, **given, by=by, at=make.AT)


def _name(person: Subject, by: Actor) -> object:
    return subjects.name_staff(subject_id=person.pk, person=77, first_day=make.TODAY, by=by, at=make.AT)


def _unname(person: Subject, by: Actor) -> object:
    given = {"person": 77, "last_day": make.TODAY, "reason": "调岗"}
    return subjects.unname_staff(subject_id=person.pk, **given, by=by, at=make.AT)


def _in_charge(person: Subject, by: Actor) -> object:
    given = {"person": 77, "former": 76, "first_day": make.TODAY}
    return subjects.put_in_charge(subject_id=person.pk, **given, by=by, at=make.AT)


def _reveal(person: Subject, by: Actor) -> object:
    return subjects.reveal(uid=person.uid, key="phone", reason="核对", by=by, at=make.AT)


WHOSE: Final[Mapping[Act, frozenset[str]]] = {
    _correct: KEEPERS,
    _sentence: KEEPERS,
    _contact: KEEPERS,
    _officer: LEADERS,
    _in_charge: LEADERS,
    _name: LEAD,
    _unname: LEAD,
    _answer: COUNTY,
    _reveal: KEEPERS,
}
LEVELS: Final = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
POSTS: Final = tuple((role.value, next(VILLAGE[:n] for n, of in LEVELS.items() if of == level))
                     for role, info in ROLES.items() for level in info.levels)  # fmt: skip


def _at_work(role: str, area: str) -> Actor:
    return replace(
        make.actor(role, make.A1), level={2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(area)], area=area, ranges=(area,)
    )


@pytest.mark.parametrize(("role", "area"), POSTS)
def test_each_role_does_what_is_its_own_and_nothing_else(role: str, area: str) -> None:
    by = _at_work(role, area)
    person = make.someone(1)
    assert subjects.may(by, subjects.Duty.CONFIRM, area=person.area) is (role in LEADERS)
    for act, whose in WHOSE.items():
        make.asked_elsewhere([person])
        if role in whose:
            act(person, by)
        else:
            # A village station sees no files at all; everybody else is told that it is not theirs.
            with pytest.raises((subjects.NotYourAct, subjects.UnknownSubject, subjects.UnknownCheck)):
                act(person, by)


@pytest.mark.parametrize("role", ["county_lead", "county_staff", "office_head", "office_staff"])
def test_nobody_does_it_in_another_place(role: str) -> None:
    there = make.someone(1, area=make.B1, by=make.actor(area="330682"))
    [check] = make.asked_elsewhere([there])
    by = make.actor(role) if role.startswith("county") else make.actor(role, make.A1)
    for act in WHOSE:
        with pytest.raises((subjects.UnknownSubject, subjects.UnknownCheck, subjects.NotYourAct)):
            act(there, by)
    check.refresh_from_db()
    assert check.answer == ""


def test_whoever_was_not_named_for_a_minor_changes_nothing_about_him() -> None:
    minor = make.someone(1, birth_date=make.TODAY.replace(year=2010))
    stranger = make.actor("office_staff", make.A1, person=51)
    for act in WHOSE:
        with pytest.raises((subjects.UnknownSubject, subjects.UnknownCheck)):
            act(minor, stranger)
    subjects.name_staff(subject_id=minor.pk, person=51, first_day=make.TODAY, by=make.actor(), at=make.AT)
    _correct(minor, stranger)
    with pytest.raises(subjects.NotYourAct):
        _name(minor, stranger)


def test_the_head_of_an_office_names_the_officer_in_charge_and_nobody_else() -> None:
    minor = make.someone(1, birth_date=make.TODAY.replace(year=2010))
    head = make.actor("office_head", make.A1, person=40)
    _officer(minor, head)
    assert subjects.named_staff(uid=minor.uid, by=head) == (77,)
    with pytest.raises(subjects.NotYourAct):
        _name(minor, head)


def test_a_deputy_lends_the_covered_post_in_its_own_place_only() -> None:
    person = make.someone(1)
    clerk = make.actor("county_staff", person=60)
    lent = Covering("county_lead", 3, "330681", 61, "县局负责人", 61)
    _name(person, replace(clerk, cover=lent))
    elsewhere = replace(clerk, cover=replace(lent, area="330682"))
    with pytest.raises(subjects.NotYourAct):
        _name(person, elsewhere)


@pytest.mark.parametrize(
    ("purpose", "may"), [("demonstration", True), ("installation", True), ("match_identities", False)]
)
def test_the_program_itself_acts_only_while_it_sets_up(purpose: str, may: bool) -> None:
    person = make.someone(1)
    by = Actor(None, None, purpose, purpose, 0, "330681", ("330681",))
    assert [subjects.may(by, duty, area=person.area) for duty in subjects.Duty] == [may] * len(subjects.Duty)


@pytest.mark.parametrize("role", sorted({role for role, _ in POSTS} - {"county_lead"}))
def test_only_the_county_lead_loads_a_register(role: str) -> None:
    by = make.actor(role)
    with pytest.raises(subjects.NotYourAct):
        subjects.load(people=[make.new(1)], source="x", by=by, at=make.AT)
    with pytest.raises(subjects.NotYourAct):
        casework.load(items=[casework.NewCasework(make.someone(2).pk, make.A1, class_="strict")], by=by, at=make.AT)


@pytest.mark.parametrize(("role", "area"), [post for post in POSTS if len(post[1]) <= 9])
def test_who_opens_a_file(role: str, area: str) -> None:
    by = _at_work(role, area)
    person = make.new(3, registered_on=None, arrived_on=None)
    if role in KEEPERS:
        assert subjects.enrol(person=person, by=by, at=make.AT).pk
    else:
        with pytest.raises(subjects.NotYourAct):
            subjects.enrol(person=person, by=by, at=make.AT)
