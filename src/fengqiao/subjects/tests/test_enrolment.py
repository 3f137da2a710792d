"""New files by notice and by load: what is written, what a second load does, who learns what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import NewContact, NotAcceptable, OutOfScope, Subject
from fengqiao.subjects.models import Contact, CountyCheck, NameKey, Sentence
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.usefixtures("everywhere")
LEAD = make.actor()


def load(*people: subjects.NewSubject) -> list[str]:
    return [r.status for r in subjects.load(people=people, source="file", by=LEAD, at=make.AT)]


def test_a_loaded_person_stands_where_the_dates_say() -> None:
    there = make.someone(1)
    waiting = make.someone(2, registered_on=None, arrived_on=None)
    assert (there.state, there.term_end, there.source) == ("in_correction", date(2027, 2, 28), "initial_load")
    assert waiting.state == "documents_received"
    assert make.notified(3).state == "documents_received"
    assert make.notified(4, documents_on=None).state == "notified"


def test_a_past_end_does_not_discharge_anybody() -> None:
    ended = make.sentence(start=date(2025, 1, 1), end=date(2025, 6, 30))
    assert make.someone(1, sentence=ended).state == "in_correction"


def test_printed_and_computed_end_stand_side_by_side() -> None:
    person = make.someone(1, sentence=make.sentence(end=date(2027, 3, 5)))
    row = Sentence.objects.get(subject=person)
    assert (row.printed_end, row.computed_end, row.difference_days) == (date(2027, 3, 5), date(2027, 2, 28), 5)
    view = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).sentence
    assert view is not None
    assert "晚5日" in view.reasoning[-1].zh
    assert person.term_end == date(2027, 3, 5)


def test_the_same_load_twice_changes_nothing() -> None:
    people = [make.new(n) for n in range(5)]
    assert load(*people) == ["created"] * 5
    before = list(Subject.objects.order_by("id").values_list("uid", "version"))
    assert load(*people) == ["unchanged"] * 5
    assert list(Subject.objects.order_by("id").values_list("uid", "version")) == before


def test_another_content_for_the_same_number_is_not_written() -> None:
    load(make.new(1))
    assert load(replace(make.new(1), phone="13700000000")) == ["differs"]
    assert Subject.objects.count() == 1


def test_the_same_person_twice_in_one_load() -> None:
    results = subjects.load(people=[make.new(1), make.new(1)], source="file", by=LEAD, at=make.AT)
    assert [r.status for r in results] == ["created", "unchanged"]
    assert results[0].uid == results[1].uid
    assert results[1].subject_id == results[0].subject_id


def test_a_running_file_at_another_office_in_scope_opens_a_check_on_both() -> None:
    assert load(make.new(1), make.new(1, area=make.A2)) == ["created", "pending_county_check"]
    assert Subject.objects.count() == 2
    assert CountyCheck.objects.filter(other_county="330681").count() == 2


def test_a_plan_says_what_a_load_would_do_and_writes_nothing() -> None:
    load(make.new(1))
    people = [make.new(1), make.new(2), make.new(1, area=make.A2)]
    planned = [r.status for r in subjects.plan_load(people, by=LEAD)]
    assert planned == ["unchanged", "created", "pending_county_check"]
    assert Subject.objects.count() == 1


def test_one_bad_row_stops_the_whole_load() -> None:
    with pytest.raises(NotAcceptable) as error, transaction.atomic():
        load(make.new(1), make.new(2, name="张\u202e三"))
    assert [(w.field, w.code) for w in error.value.wrong] == [("name", "hidden_characters")]
    assert not Subject.objects.exists()


@pytest.mark.parametrize("area", [make.B1, "33068110X", "3306", "330681109201", ""])
def test_nobody_loads_for_another_county_or_for_no_office(area: str) -> None:
    with pytest.raises(OutOfScope):
        load(make.new(1, area=area))


def test_without_a_document_name_birth_date_and_office_are_the_person() -> None:
    nobody = {"number": "", "number_kind": "none", "name": "无名氏"}
    assert load(make.new(1, **nobody), make.new(2, **nobody)) == ["created", "differs"]


def test_a_second_file_after_discharge_is_a_new_one() -> None:
    person = make.someone(1)
    with scope.of((scope.WHOLE,)):
        from fengqiao.subjects.actions.writing import change

        change(person, act=None, reason="over", state="discharged")
    assert load(make.new(1)) == ["created"]


def test_enrolling_a_running_person_again_names_the_file_that_is_there() -> None:
    person = make.someone(1)
    with pytest.raises(subjects.AlreadyHere) as error:
        make.notified(1)
    assert error.value.uid == person.uid


def test_contacts_are_sealed_and_victims_protected() -> None:
    family = NewContact(relation="1", role="family", name="周家人", phone="13812345678")
    victim = NewContact(relation="8", role="victim", name="吴某某", phone="13887654321")
    person = make.someone(1, contacts=(family, victim))
    rows = Contact.objects.filter(subject=person).order_by("id")
    assert [row.protected for row in rows] == [False, True]
    assert "周家人".encode() not in bytes(rows[0].name_sealed)
    relations = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).relations
    assert [(r.name, r.phone_masked) for r in relations] == [("周家人", "138****5678"), ("", "")]


def test_a_name_of_500_characters_is_kept_whole_and_found_by_its_beginning() -> None:
    name = "阿" * 250 + "卜" * 250
    person = make.someone(1, name=name)
    assert person.name == name
    assert NameKey.objects.filter(subject=person, kind="n").get().key == name[:120]
    found = subjects.search(text="阿阿阿阿卜卜", by=LEAD, at=make.AT)
    assert [row.uid for row in found.rows] == [person.uid]
    with pytest.raises(NotAcceptable):
        make.someone(2, name=name + "卜")
