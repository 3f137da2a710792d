"""Registration, overlays, corrections: once each, versioned, announced."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from fengqiao.kit import bus
from fengqiao.subjects import face as subjects
from fengqiao.subjects import facts
from fengqiao.subjects.face import NewContact, Subject
from fengqiao.subjects.models import Contact, SubjectVersion
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.usefixtures("everywhere")
LEAD = make.actor()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every fact announced, and no other listener."""
    said: list[object] = []
    monkeypatch.setattr(bus, "announce", said.append)
    return said


def register(person: Subject, act: UUID, **values: Any) -> Subject:
    given = {
        "by": LEAD, "at": make.AT, "subject_id": person.pk, "area": person.area, "matter": uuid4(), "act": act,
        "registered_on": date(2026, 9, 4), "arrived_on": date(2026, 9, 3), "office": person.area,
    }  # fmt: skip
    return subjects.register(**(given | values))


def test_registering_once_however_often_the_effect_runs(heard: list[object]) -> None:
    person, act = make.notified(1), uuid4()
    assert register(person, act).state == register(person, act).state == "registered"
    person.refresh_from_db()
    assert (person.version, person.registered_on, person.arrived_on) == (2, date(2026, 9, 4), date(2026, 9, 3))
    assert [type(fact) for fact in heard] == [facts.SubjectEnrolled, facts.SubjectRegistered]
    version = SubjectVersion.objects.get(row=person.uid)
    assert (version.before["state"], version.act) == ("documents_received", act)
    assert set(version.fields) == {"state", "registered_on", "arrived_on"}


def test_whoever_is_registered_is_not_registered_again() -> None:
    person = make.notified(1)
    register(person, uuid4())
    with pytest.raises(subjects.WrongState):
        register(person, uuid4())


def test_a_file_changes_hands_by_a_hand_over_alone() -> None:
    with pytest.raises(subjects.OtherOffice):
        register(make.notified(1), uuid4(), office=make.A2)


def test_overlays_combine_begin_once_and_end_once(heard: list[object]) -> None:
    person = make.someone(1)
    about = {"by": LEAD, "at": make.AT, "subject_id": person.pk, "area": person.area, "matter": uuid4()}
    first, second = uuid4(), uuid4()
    for _ in range(2):
        subjects.open_overlay(**about, act=first, kind="lost_contact", since=date(2026, 11, 2))
    subjects.open_overlay(**about, act=uuid4(), kind="revocation_pending", since=date(2026, 11, 9))
    row = subjects.row(uid=person.uid, by=LEAD, today=make.TODAY)
    assert row.overlays == ("lost_contact", "revocation_pending")
    with pytest.raises(subjects.OverlayConflict):
        subjects.open_overlay(**about, act=uuid4(), kind="lost_contact", since=date(2026, 11, 3))
    for _ in range(2):
        subjects.close_overlay(**about, act=second, kind="lost_contact", until=date(2026, 11, 10))
    with pytest.raises(subjects.OverlayConflict):
        subjects.close_overlay(**about, act=uuid4(), kind="lost_contact", until=date(2026, 11, 11))
    assert subjects.row(uid=person.uid, by=LEAD, today=make.TODAY).overlays == ("revocation_pending",)
    assert sum(isinstance(fact, facts.OverlayChanged) for fact in heard) == 3


def test_a_leave_is_not_kept_twice() -> None:
    person = make.someone(1)
    about = {"by": LEAD, "at": make.AT, "subject_id": person.pk, "area": person.area, "matter": uuid4()}
    with pytest.raises(subjects.OverlayConflict):
        subjects.open_overlay(**about, act=uuid4(), kind="on_leave", since=date(2026, 11, 2))


def correct(person: Subject, reason: str = "身份证复印件", **changes: Any) -> Subject:
    return subjects.correct_facts(uid=person.uid, changes=changes, reason=reason, by=LEAD, at=make.AT)


def test_a_correction_keeps_what_the_file_said(heard: list[object]) -> None:
    person = make.someone(1)
    correct(person, phone="13712345678", marriage="20")
    correct(person, phone="13712345678", marriage="20")
    assert subjects.reveal(uid=person.uid, key="phone", reason="x", by=LEAD, at=make.AT) == "13712345678"
    [version] = SubjectVersion.objects.filter(row=person.uid)
    assert set(version.fields) == {"phone_sealed", "phone_hash", "marriage"}
    assert version.before["marriage"] == ""
    assert "13900000001" not in str(version.before)
    assert heard[-1] == facts.SubjectFactsChanged(person.pk, person.uid, person.area, ("marriage", "phone"))
    [shown] = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).history
    assert (shown.reason, shown.version) == ("身份证复印件", 1)


def test_a_correction_needs_a_reason_and_a_field_that_may_be_corrected() -> None:
    person = make.someone(1)
    with pytest.raises(subjects.ReasonMissing):
        correct(person, reason=" ", marriage="20")
    for field in ("state", "area", "minor", "term_end", "digest"):
        with pytest.raises(subjects.NotCorrectable):
            correct(person, **{field: "x"})
    with pytest.raises(subjects.NotAcceptable):
        correct(person, number=make.number(5, born=date(1990, 1, 1)))


def test_a_corrected_number_is_found_and_claimed() -> None:
    person = make.someone(1)
    fresh = make.number(900)
    correct(person, number=fresh)
    assert [r.id for r in subjects.search(text=fresh, by=LEAD, at=make.AT).rows] == [person.pk]
    assert subjects.search(text=make.number(1), by=LEAD, at=make.AT).rows == ()


def test_a_corrected_birth_date_settles_the_regime_anew() -> None:
    young = date(2010, 5, 6)
    person = make.someone(1, birth_date=young)
    corrected = correct(person, birth_date=date(1985, 3, 4), number=make.number(1))
    assert not corrected.minor


def test_contacts_come_and_go_and_stay_in_the_book() -> None:
    person = make.someone(1)
    about = {"uid": person.uid, "by": LEAD, "at": make.AT}
    added = subjects.add_contact(contact=NewContact("5", "guardian", "陈家长", "13800001111"), **about)
    [shown] = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).relations
    assert (shown.name, shown.phone_masked) == ("陈家长", "138****1111")
    for _ in range(2):
        subjects.end_contact(contact=added.uid, ended_on=make.TODAY, reason="搬离", **about)
    assert subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).relations == ()
    assert Contact.objects.get(uid=added.uid).version == 2
