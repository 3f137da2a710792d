"""What has reached its time: due by the parameter, held back, destroyed by two people, proven, and not brought back."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.audit.face import Actor
from fengqiao.kit import clock, erasure
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.subjects.models import DataRequest, Subject
from fengqiao.users import face as users
from fengqiao.users.tests import factories
from tests.house.scene import COUNTY, ELSEWHERE, OWN, held, working

pytestmark = pytest.mark.django_db
rules = subjects.retention_rules
LONG_AGO = date(1990, 5, 20)


@given(st.dates(date(1980, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_due_is_the_day_after_the_period_and_the_list_is_the_same_day(ended: date, years: int) -> None:
    due = rules.due_on(ended, f"{years}_years")
    assert due is not None
    before = rules.ended_before(due, f"{years}_years")
    assert before is not None
    assert ended <= before
    assert rules.due_on(ended, "permanent") is rules.ended_before(due, "permanent") is None


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def hands(now: datetime) -> tuple[Actor, Actor]:
    """Two people of the county, with a fresh second factor."""
    return factories.someone("county_staff", COUNTY).actor(now), factories.someone("county_lead", COUNTY).actor(now)


@pytest.fixture
def over(now: datetime) -> Subject:
    """Somebody whose corrections ended long ago, with a matter, a paper, a letter, a talk, a file and a message."""
    one = held(OWN, 7, at=now)
    staff = factories.someone("office_staff", OWN).actor(now)
    with working():
        procedures.submit(matter=one.matter, step="review", outcome="withdrawn", data={}, seen=1, by=staff, at=now)
        person = Subject.objects.get(uid=one.subject)
        ended = {"state": "discharged", "ended_on": LONG_AGO, "version": person.version + 1}
        Subject.objects.filter(pk=person.pk).update(**ended)
        row = DataRequest.objects.get(subject=person)
        DataRequest.objects.filter(pk=row.pk).update(
            state="refused", answered_on=clock.today(), answer_sealed=b"x", version=row.version + 1
        )
        return Subject.objects.get(uid=one.subject)


@pytest.fixture
def thirty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The province keeps files for thirty years."""
    monkeypatch.setitem(rules.SCHEDULE, "file", "retention.messages")


def propose(person: Subject, by: Actor, now: datetime, kind: str = "file") -> subjects.Erasure:
    return subjects.propose_erasure(
        uid=person.uid, kind=kind, words="鉴定：无继续保存价值", request=new_id(), by=by, at=now
    )


def agree(row: subjects.Erasure, by: Actor, now: datetime) -> subjects.Erasure:
    return subjects.decide_erasure(erasure=row.uid, agreed=True, answer="", by=by, at=now)


def left(person: Subject) -> dict[str, int]:
    """Rows about the person in every table that has any."""
    found = {}
    with working(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'subject_id' "
            "AND NOT a.attisdropped WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind = 'r'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT count(id) FROM {name} WHERE subject_id = %s", [person.pk]) if (
                name != "subjects_namekey"
            ) else cursor.execute("SELECT count(*) FROM subjects_namekey WHERE subject_id = %s", [person.pk])
            found[name] = cursor.fetchone()[0]
    return {name: count for name, count in found.items() if count}


def test_nothing_is_due_while_files_are_kept_for_good(over, hands, now) -> None:
    assert subjects.due(kind="file", place=COUNTY, by=hands[0], today=clock.local_day(now)) == ((), None)
    with pytest.raises(subjects.KeptLonger):
        propose(over, hands[0], now)


def test_two_people_destroy_a_file_and_nothing_is_left_of_it(over, hands, now, thirty) -> None:
    """★ Every table is empty of the person; what is left says how much went, and of nobody."""
    before = left(over)
    assert {"procedures_matter", "documents_paper", "letters_sent", "subjects_sentence"} <= before.keys()
    with working():
        [row], _next = subjects.due(kind="file", place=COUNTY, by=hands[0], today=clock.local_day(now))
        number = subjects.reveal(uid=over.uid, key="number", reason="核对", by=hands[1], at=now)
    assert row.row.uid == over.uid
    done = agree(propose(over, hands[0], now), hands[1], now)
    assert left(over) == {}
    with working():
        assert not Subject.objects.filter(uid=over.uid).exists()
    assert done.certificate is not None
    told = done.certificate["tables"]
    assert {name: told[name]["rows"] for name in before} == before
    assert done.certificate["papers"]
    text = json.dumps(done.certificate, ensure_ascii=False)
    assert over.name not in text
    assert number not in text


def test_nobody_destroys_alone_and_no_door_deletes(over, hands, now, thirty) -> None:
    """★ The second person is another one with a fresh factor; the function asks the same; a door cannot delete."""
    waiting = propose(over, hands[0], now)
    with pytest.raises(subjects.SamePerson):
        agree(waiting, hands[0], now)
    with pytest.raises(users.FactorNeeded):
        agree(waiting, factories.someone("county_lead", COUNTY).actor(now, verified=False), now)
    for query in ("SELECT erase_person(%s)", "DELETE FROM subjects_sentence WHERE uid = %s"):
        with pytest.raises(DatabaseError), working(), connection.cursor() as cursor:
            cursor.execute(query, [waiting.uid])
    stranger = factories.someone("county_lead", ELSEWHERE[:6]).actor(now)
    with pytest.raises(subjects.NoSuchErasure):
        agree(waiting, stranger, now)
    assert left(over)


def test_a_hold_keeps_it_until_it_is_lifted(over, hands, now, thirty) -> None:
    """★ Neither proposed nor carried out while a hold stands, also one that came in between."""
    waiting = propose(over, hands[0], now)
    hold = subjects.place_hold(
        uid=over.uid, kind="litigation", cause="国家赔偿案件未结", request=new_id(), by=hands[0], at=now
    )
    with pytest.raises(subjects.KeptLonger):
        agree(waiting, hands[1], now)
    with pytest.raises(subjects.ReasonMissing):
        subjects.lift_hold(hold=hold.uid, cause=" ", by=hands[1], at=now)
    subjects.lift_hold(hold=hold.uid, cause="案件已结", by=hands[1], at=now)
    assert agree(waiting, hands[1], now).erased_at is not None


def test_messages_alone_leave_the_file(over, hands, now) -> None:
    before = left(over)
    agree(propose(over, hands[0], now, kind="messages"), hands[1], now)
    after = left(over)
    assert not {"notices_message", "notices_notice"} & after.keys()
    assert {n: c for n, c in before.items() if not n.startswith("notices_")} == after


def test_the_list_is_written_once_and_is_no_other_file(tmp_path, now) -> None:
    path = tmp_path / "erasures.jsonl"
    one = erasure.line(at=now, kind="file", erasure=new_id(), uids=[new_id()], certificate={"tables": {}})
    assert [erasure.append(path, [one]), erasure.append(path, [one])] == [1, 0]
    assert erasure.read(path) == (one,)
    path.write_text('{"no": 1}\n')
    with pytest.raises(erasure.NoList):
        erasure.read(path)


def test_every_child_without_a_persons_number_is_named() -> None:
    """★ A table that hangs on a person's row without the number is destroyed by name (site/0004)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
            "JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attname = 'subject_id' AND NOT a.attisdropped "
            "WHERE k.contype = 'f' AND NOT EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = k.conrelid "
            "AND o.attname = 'subject_id' AND NOT o.attisdropped)"
        )
        assert {name for (name,) in cursor.fetchall()} == {"letters_event", "notices_delivery"}
