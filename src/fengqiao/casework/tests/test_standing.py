"""Class, officer and injunctions: one in force at a time, former ones kept, lists in one query."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.casework import face as casework
from fengqiao.casework.face import NewCasework, NewInjunction, NewOfficer
from fengqiao.casework.models import Injunction, ManagementClass, OfficerAssignment
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import CaseloadFilters, Subject
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.usefixtures("everywhere")
LEAD = make.actor()
SINCE = date(2026, 9, 3)


def put(person: Subject, class_name: str, first_day: date) -> ManagementClass:
    about = {"subject_id": person.pk, "by": LEAD, "at": make.AT}
    return casework.load_class(class_name=class_name, first_day=first_day, **about)


def test_one_class_at_a_time_and_the_former_one_stays() -> None:
    person = make.someone(1)
    first = put(person, "strict", SINCE)
    assert put(person, "strict", date(2026, 10, 1)).pk == first.pk
    put(person, "normal", date(2026, 11, 3))
    for day, expected in ((date(2026, 11, 2), "strict"), (date(2026, 11, 3), "normal")):
        assert casework.classes_for([person.pk], on=day) == {person.pk: expected}
    assert casework.classes_for([person.pk], on=date(2026, 9, 2)) == {}
    with pytest.raises(casework.BeforeTheLast):
        put(person, "lenient", date(2026, 11, 3))
    with pytest.raises(casework.UnknownClass):
        put(person, "golden", date(2026, 12, 1))


def test_the_officer_in_charge_changes_and_a_minor_is_named_to_the_new_one() -> None:
    minor = make.someone(1, birth_date=date(2010, 5, 6))
    about = {"subject_id": minor.pk, "by": LEAD, "at": make.AT}
    one, two = (make.actor("office_staff", make.A1, person=n) for n in (51, 52))
    casework.assign_officer(person=51, name="沈所员", first_day=SINCE, **about)
    assert subjects.row(uid=minor.uid, by=one, today=make.TODAY).id == minor.pk
    casework.assign_officer(person=52, name="钱所员", first_day=date(2026, 11, 1), **about)
    casework.assign_officer(person=52, name="钱所员", first_day=date(2026, 11, 1), **about)
    assert casework.officers_for([minor.pk], on=date(2026, 10, 31))[minor.pk].name == "沈所员"
    assert casework.officers_for([minor.pk], on=date(2026, 11, 1))[minor.pk].name == "钱所员"
    assert subjects.row(uid=minor.uid, by=two, today=make.TODAY).id == minor.pk
    with pytest.raises(subjects.UnknownSubject):
        subjects.row(uid=minor.uid, by=one, today=make.TODAY)
    assert OfficerAssignment.objects.count() == 2


def test_injunctions_are_sealed_and_not_repeated() -> None:
    person = make.someone(1)
    items = [NewInjunction("禁止进入枫桥镇网吧", "area", ("330681109",)), NewInjunction("禁止饮酒", "activity")]
    about = {"subject_id": person.pk, "first_day": SINCE, "by": LEAD, "at": make.AT}
    assert len(casework.load_injunctions(items=items, **about)) == 2
    assert casework.load_injunctions(items=items, **about) == ()
    [area] = casework.injunction_areas(subject_id=person.pk, on=make.TODAY)
    assert (area.text, area.areas) == ("禁止进入枫桥镇网吧", ("330681109",))
    assert casework.injunction_areas(subject_id=person.pk, on=date(2026, 9, 2)) == ()
    assert [row.text for row in casework.injunctions_of(person.pk)] == ["禁止进入枫桥镇网吧", "禁止饮酒"]
    assert "枫桥".encode() not in b"".join(bytes(row.text_sealed) for row in Injunction.objects.all())


def test_an_item_that_nobody_has_sorted_counts_as_an_area() -> None:
    person = make.someone(1)
    item = NewCasework(person.pk, person.area, class_from=SINCE, injunctions=("禁止进入夜总会、酒吧",))
    assert casework.load(items=[item], by=LEAD, at=make.AT) == 1
    [area] = casework.injunction_areas(subject_id=person.pk, on=make.TODAY)
    assert (area.text, area.areas) == ("禁止进入夜总会、酒吧", ())


def test_a_load_writes_once() -> None:
    people = [make.someone(n) for n in range(3)]
    items = [
        NewCasework(p.pk, p.area, class_="strict", class_from=SINCE, officer=NewOfficer(51, "沈所员")) for p in people
    ]
    assert [casework.load(items=items, by=LEAD, at=make.AT) for _ in range(2)] == [3, 0]
    assert ManagementClass.objects.count() == OfficerAssignment.objects.count() == 3
    with pytest.raises(casework.UnknownClass):
        casework.load(items=[NewCasework(make.someone(9).pk, make.A1, class_="golden")], by=LEAD, at=make.AT)


def test_lists_ask_once_and_filters_compose() -> None:
    people = [make.someone(n) for n in range(6)]
    ids = [p.pk for p in people]
    items = [
        NewCasework(p.pk, p.area, class_="strict" if n % 2 else "normal", class_from=SINCE,
                    officer=NewOfficer(50 + n % 3, "沈所员"))
        for n, p in enumerate(people)
    ]  # fmt: skip
    casework.load(items=items, by=LEAD, at=make.AT)
    with CaptureQueriesContext(connection) as queries:
        assert len(casework.classes_for(ids, on=make.TODAY)) == 6
        assert len(casework.officers_for(ids, on=make.TODAY)) == 6
        assert casework.on_leave(ids, on=make.TODAY) == {}
    assert len(queries) == 3
    conditions = (casework.in_class("strict", on=make.TODAY), casework.with_officer(51, on=make.TODAY))
    page = subjects.caseload(by=LEAD, today=make.TODAY, filters=CaseloadFilters(conditions=conditions))
    assert [row.id for row in page.rows] == [ids[1]]
    away = CaseloadFilters(conditions=(casework.away(on=make.TODAY),))
    assert subjects.caseload(by=LEAD, today=make.TODAY, filters=away).total == 0
