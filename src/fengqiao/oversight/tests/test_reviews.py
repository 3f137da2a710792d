"""The access review: what a day's record shows, who answers for it, and what it never asks about (THREATS T77)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from fengqiao.audit import face as audit
from fengqiao.kit import clock, ids
from fengqiao.oversight import face as oversight
from fengqiao.oversight import rules
from fengqiao.oversight.actions import reviewing
from fengqiao.oversight.errors import DoneBefore, NotYours, OwnFinding, TooFewWords, UnknownFinding
from fengqiao.oversight.reads import findings
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as people
from fengqiao.users import face as users
from fengqiao.users.tests import entering
from fengqiao.users.tests import factories as staff
from fengqiao.users.tests.factories import Someone, someone

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
WORDS = "已向本人核实，系交接期间集中阅卷"


@pytest.fixture
def at() -> datetime:
    return clock.now()


@pytest.fixture
def officer(db: None) -> Someone:
    return someone("office_staff", people.A1, name="阅卷人")


@pytest.fixture
def data_officer(db: None) -> Someone:
    return someone("data_officer", "330681", name="数据专员")


def look(who: Someone, about: UUID | str = "", what: str = "read:subject", **values: Any) -> audit.Look:
    given: dict[str, Any] = {"at": NOON, "is_opening": False, "network": "", "is_shared": False} | values
    return audit.Look(account=who.account, person=who.person, post=who.post, what=what, about=str(about), **given)


def files(count: int) -> list[subjects.Subject]:
    return [people.someone(800 + n, name=f"陈某{chr(0x4E00 + n)}") for n in range(count)]


def reviewed(looks: list[audit.Look], at: datetime) -> list[tuple[str, int]]:
    oversight.look_over(day=clock.local_day(at), looks=looks, at=at)
    lead = someone("data_officer", "330681").actor(at)
    return [(row.kind, row.count) for row in findings.desk(by=lead)]


def test_t77_more_files_in_a_day_than_need_explains_are_asked_about(
    at: datetime, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "thresholds", lambda area, on: rules.Thresholds(2, 60))
    read = [look(officer, each.uid) for each in files(3)]
    assert reviewed(read[:2] * 2, at) == []
    assert reviewed(read, at) == [("without_need", 3)]
    assert oversight.look_over(day=clock.local_day(at), looks=read, at=at) == 0


def test_t77_the_file_of_somebody_related_is_asked_about(at: datetime, officer: Someone) -> None:
    """A colleague's relation that the head puts on record, and the file was read that day; whoever declares an own one
    has just looked, and is asked nothing."""
    told, own = files(2)
    head = someone("office_head", people.A1)
    reader = users.officers(people.A1, on=clock.local_day(at))
    whose = next(each for each in reader if each.person == officer.person)
    for about, person, by in ((told, whose, head), (own, None, officer)):
        subjects.declare_avoidance(
            uid=about.uid, person=person, kind="relative", words="系其堂弟", request=ids.new_id(),
            by=by.actor(at), at=at,
        )  # fmt: skip
    assert reviewed([look(officer, told.uid), look(officer, own.uid)], at) == [("related", 1)]


def test_t77_the_threshold_is_thirty_of_the_province(at: datetime) -> None:
    assert reviewing.thresholds("330681", on=clock.local_day(at)) == rules.Thresholds(30, 60)


def test_t77_whoever_is_in_charge_or_has_something_to_do_needs_no_excuse(
    at: datetime, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "thresholds", lambda area, on: rules.Thresholds(0, 60))
    mine, pressing, other = files(3)
    charge = type("Charge", (), {"person": officer.person})()
    monkeypatch.setattr("fengqiao.casework.face.officers_for", lambda keys, on: {mine.pk: charge})
    monkeypatch.setattr("fengqiao.procedures.face.due_summary", lambda subject_ids, now: {pressing.pk: "due"})
    assert reviewed([look(officer, each.uid) for each in (mine, pressing, other)], at) == [("without_need", 1)]


def test_a_file_under_the_own_name_is_asked_about_at_once(at: datetime, officer: Someone) -> None:
    namesake = people.someone(850, name="阅卷人")
    assert reviewed([look(officer, namesake.uid)], at) == [("own_name", 1)]


def test_what_was_read_in_an_emergency_is_reviewed_by_itself(at: datetime, officer: Someone) -> None:
    namesake = people.someone(850, name="阅卷人")
    assert reviewed([look(officer, namesake.uid, is_opening=True)], at) == []


def test_an_account_in_two_places_and_a_browser_of_several_people(at: datetime, officer: Someone) -> None:
    signed = [look(officer, what=audit.SIGNED_IN, network=name, is_shared=True) for name in ("one", "two")]
    assert sorted(reviewed(signed, at)) == [("shared_browser", 1), ("two_places", 2)]


@pytest.mark.parametrize(
    ("minutes_apart", "networks", "found"),
    [
        (59, ("a", "b"), True),
        (60, ("a", "b"), True),
        (61, ("a", "b"), False),
        (5, ("a", "a"), False),
        (5, ("a", ""), False),
    ],
)
def test_two_places_within_an_hour(minutes_apart: int, networks: tuple[str, str], found: bool) -> None:
    signed = [(NOON + n * timedelta(minutes=minutes_apart), network) for n, network in enumerate(networks)]
    assert rules.in_two_places(signed, minutes=60) is found


def test_an_answer_is_somebody_elses_has_words_and_stays(at: datetime, officer: Someone, data_officer: Someone) -> None:
    reviewed([look(officer, people.someone(850, name="阅卷人").uid)], at)
    [row] = findings.desk(by=data_officer.actor(at))
    given = {"finding": row.uid, "is_in_order": True, "words": WORDS, "at": at}
    for who, refusal in ((officer, NotYours), (someone("data_officer", "330682"), UnknownFinding)):
        with pytest.raises(refusal):
            reviewing.answer_finding(**given, by=who.actor(at))
    with pytest.raises(TooFewWords):
        reviewing.answer_finding(**{**given, "words": "好"}, by=data_officer.actor(at))
    reviewing.answer_finding(**given, by=data_officer.actor(at))
    with pytest.raises(DoneBefore):
        reviewing.answer_finding(**given, by=data_officer.actor(at))


def test_t22_nobody_answers_about_the_own_reading_with_another_account(at: datetime, db: None) -> None:
    reader = someone("office_staff", people.A1, name="阅卷人", number_of="同一人")
    reviewed([look(reader, people.someone(850, name="阅卷人").uid)], at)
    twin = someone("data_officer", "330681", number_of="同一人").actor(at)
    [row] = findings.desk(by=twin)
    with pytest.raises(OwnFinding):
        reviewing.answer_finding(finding=row.uid, is_in_order=True, words=WORDS, by=twin, at=at)


def test_the_desk_names_colleagues_and_no_person_under_correction(
    client: Client, at: datetime, officer: Someone, data_officer: Someone
) -> None:
    namesake = people.someone(850, name="阅卷人")
    reviewed([look(officer, namesake.uid)], at)
    staff.sign_in(client, data_officer)
    body = client.get("/reviews/").content.decode()
    assert namesake.uid.hex[-8:].upper() in body
    assert str(namesake.uid) not in body
    [row] = findings.desk(by=data_officer.actor(at))
    client.post(f"/reviews/{row.uid}/answer/", {"verdict": "no", "words": WORDS})
    assert WORDS in client.get("/reviews/").content.decode()
    for role, area in (("county_lead", "330681"), ("office_head", people.A1)):
        assert staff.sign_in(Client(), someone(role, area)).get("/reviews/").status_code == 403


def test_the_record_gives_back_reads_and_sign_ins_by_their_marks_alone(committed: str, sql: Any) -> None:
    who = someone("office_staff", people.A1)
    uid = UUID(int=7)
    audit.read(by=who.actor(), what="subject", about=str(uid), area=people.A1)
    entering.whole(Client(), who)
    audit.write(by=who.actor(), what="casework.something", about=str(uid))
    since = clock.now() - timedelta(hours=1)
    found = list(audit.looks(sql("fq_seal"), since=since, until=since + timedelta(hours=2)))
    assert [each.what for each in found] == ["read:subject", audit.SIGNED_IN]
    assert (found[0].person, found[0].about, found[0].post) == (who.person, str(uid), who.post)
    assert len(found[1].network) == 12
    assert "127.0.0.1" not in repr(found)
    assert list(audit.looks(sql("fq_seal"), since=since - timedelta(days=1), until=since)) == []


def test_the_day_of_a_finding_is_a_day_of_shanghai() -> None:
    assert clock.local_day(datetime(2026, 3, 2, 17, 30, tzinfo=UTC)) - timedelta(days=1) == date(2026, 3, 2)


def test_an_answer_that_is_refused_keeps_its_words_where_they_were_typed(
    client: Client, at: datetime, officer: Someone, data_officer: Someone
) -> None:
    other = someone("office_staff", people.A1, name="另一人")
    reviewed(
        [look(officer, people.someone(850, name="阅卷人").uid), look(other, people.someone(851, name="另一人").uid)], at
    )
    staff.sign_in(client, data_officer)
    rows = findings.desk(by=data_officer.actor(at))
    answer = client.post(f"/reviews/{rows[1].uid}/answer/", {"verdict": "", "words": WORDS})
    assert answer.status_code == 422
    first, second = answer.content.decode().split('<form class="stack"')[1:]
    assert WORDS not in first
    assert WORDS in second
    assert "data-errors" not in first
    assert f'href="#f-{rows[1].uid.hex[-12:]}-verdict"' in second
    for part, row in ((first, rows[0]), (second, rows[1])):
        assert f'<label for="f-{row.uid.hex[-12:]}-words">' in part, "a label leads to the field of its own card"
    assert not any(row.answered_at for row in findings.desk(by=data_officer.actor(at)))
