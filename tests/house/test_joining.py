"""Two files of one human joined and separated again: nothing lost, nothing left behind, nobody alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from fengqiao.audit.face import Actor
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Matter
from fengqiao.subjects import face as subjects
from fengqiao.subjects.models import Contact, Joining, Subject
from fengqiao.users import face as users
from fengqiao.users.tests import factories
from tests.house.scene import COUNTY, ELSEWHERE, OWN, SIBLING, asked, held, working

pytestmark = pytest.mark.django_db
#: Made again from the acts when a person's files are joined or separated: the same but for when, and for their numbers.
MADE_AGAIN = {"procedures_task": "id", "procedures_clock": "id", "procedures_matter": "projected_at"}
NOT_COMPARED = {"subjects_joining", "subjects_joinedrow", "subjects_joinable"}


def rows_of(cursor: Any) -> dict[str, list[str]]:
    """Every row of every case table, and those of children that carry no person."""
    cursor.execute("SELECT tablename FROM pg_policies WHERE schemaname = 'fq' AND policyname = 'staff' ORDER BY 1")
    found = {}
    for (name,) in cursor.fetchall():
        if name not in NOT_COMPARED:
            order = "id" if name != "subjects_namekey" else "kind, key, subject_id"
            cursor.execute(
                f"SELECT (to_jsonb(t) - '{MADE_AGAIN.get(name, '')}')::text FROM fq.{name} t ORDER BY {order}"
            )
            found[name] = [row for (row,) in cursor.fetchall()]
            if name in MADE_AGAIN:
                found[name].sort()
    # The versions of the joining itself came with it and stay.
    found["subjects_version"] = [row for row in found["subjects_version"] if '"subjects_joining"' not in row]
    return found


def told() -> dict[str, list[str]]:
    with working(), connection.cursor() as cursor:
        return rows_of(cursor)


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def hands(now: datetime) -> tuple[Actor, Actor]:
    """Two people of the county who may join files, with a fresh second factor."""
    one, two = factories.someone("county_staff", COUNTY), factories.someone("county_lead", COUNTY)
    return one.actor(now), two.actor(now)


@pytest.fixture
def twice(now: datetime) -> tuple[Subject, Subject]:
    """One human with a file at two offices, each with a leave, a paper, a letter, a talk, a file and a request."""
    one, other = held(OWN, 7, at=now), held(SIBLING, 7, at=now, name="陈测另")
    staff = factories.someone("office_staff", SIBLING).actor(now)
    with working():
        procedures.submit(matter=other.matter, step="review", outcome="withdrawn", data={}, seen=1, by=staff, at=now)
        found = Subject.objects.get(uid=one.subject), Subject.objects.get(uid=other.subject)
        for each in found:  # a report of the same month in both files
            Matter.objects.create(
                uid=new_id(), area=each.area, subject=each, procedure="report", version=1, started_at=now, acts=0,
                projected_at=now, ended_at=now, result="received", period="2026-10",
            )  # fmt: skip
        return found


def proposed(kept: Subject, goes: Subject, by: Actor, now: datetime) -> Joining:
    return subjects.propose_joining(
        kept=kept.uid, joined=goes.uid, cause="同一人重复建档", request=new_id(), by=by, at=now
    )


def joined(kept: Subject, goes: Subject, hands: tuple[Actor, Actor], now: datetime) -> Joining:
    first, second = hands
    waiting = proposed(kept, goes, first, now)
    return subjects.decide_joining(joining=waiting.uid, confirmed=True, by=second, at=now)


def separated(joining: Joining, hands: tuple[Actor, Actor], now: datetime) -> None:
    first, second = hands
    subjects.propose_separation(joining=joining.uid, cause="核实为两人", by=second, at=now)
    subjects.decide_separation(joining=joining.uid, confirmed=True, by=first, at=now)


@pytest.mark.parametrize("older_stays", [True, False])
def test_separating_brings_back_every_row_as_it_was(older_stays, twice, hands, now) -> None:
    """★ Joined and separated, every row of every table is what it was, to the byte."""
    kept, goes = twice if older_stays else twice[::-1]
    before = told()
    done = joined(kept, goes, hands, now)
    between = told()
    assert not [name for name, rows in between.items() if any(f'"subject_id": {goes.pk},' in row for row in rows)]
    assert done.counts["procedures_matter"][0] >= 1
    assert done.counts["subjects_sentence"] == [0, 1]
    separated(done, hands, now)
    after = told()
    assert after.keys() == before.keys()
    for name in before:
        assert after[name] == before[name], name


def test_what_came_since_stays_but_for_a_matter_that_goes_back(twice, hands, now) -> None:
    """A contact that was added since stays with the file that stays; the month that was given up is there again."""
    kept, goes = twice
    done = joined(kept, goes, hands, now)
    with working():
        contact = subjects.NewContact("1", "family", "陈新测", "13800000001")
        subjects.add_contact(uid=kept.uid, contact=contact, by=hands[1], at=now, request=new_id())
        before = Contact.objects.filter(subject=kept).count()
    separated(done, hands, now)
    with working():
        assert Contact.objects.filter(subject=kept).count() + Contact.objects.filter(subject=goes).count() == before
        assert Contact.objects.filter(subject=goes).count() == 1
        assert set(Matter.objects.filter(subject=goes).values_list("period", flat=True)) == {"", "2026-10"}


def test_lists_searches_and_counts_see_one_person(twice, hands, now) -> None:
    kept, goes = twice
    by, today = hands[1], clock.local_day(now)
    with working():
        assert subjects.count_by_state(by=by)["in_correction"] == 2
    joined(kept, goes, hands, now)
    with working():
        assert subjects.count_by_state(by=by)["in_correction"] == 1
        found = subjects.search(text=goes.name, by=by, at=now)
        assert [row.uid for row in found.rows] in ([], [kept.uid])
        with pytest.raises(subjects.UnknownSubject):
            subjects.file(uid=goes.uid, by=by, today=today)
        away = subjects.joined_away(uid=goes.uid, by=by, today=today)
        assert away is not None
        assert away.kept == kept.uid


def test_nobody_joins_or_separates_alone_and_no_door_moves_a_row_itself(twice, hands, now) -> None:
    """★ The second person is another one, with a fresh factor; the function asks the same of the row."""
    kept, goes = twice
    first, second = hands
    waiting = proposed(kept, goes, first, now)
    with pytest.raises(subjects.SamePerson):
        subjects.decide_joining(joining=waiting.uid, confirmed=True, by=first, at=now)
    stale = factories.someone("county_lead", COUNTY).actor(now, verified=False)
    with pytest.raises(users.FactorNeeded):
        subjects.decide_joining(joining=waiting.uid, confirmed=True, by=stale, at=now)
    with pytest.raises(DatabaseError, match="not found"), working(), connection.cursor() as cursor:
        cursor.execute("SELECT join_files(%s)", [waiting.uid])
    with pytest.raises(DatabaseError, match="permission denied"), working(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_leave SET subject_id = %s", [kept.pk])
    with pytest.raises(DatabaseError, match="subjects_nobody_joins_alone"), working(), transaction.atomic():
        Joining.objects.filter(uid=waiting.uid).update(state="joined", decided_by=first.person, version=2)
    done = subjects.decide_joining(joining=waiting.uid, confirmed=True, by=second, at=now)
    subjects.propose_separation(joining=done.uid, cause="两人", by=second, at=now)
    with pytest.raises(subjects.SamePerson):
        subjects.decide_separation(joining=done.uid, confirmed=True, by=second, at=now)


def test_another_county_neither_sees_nor_settles_it(twice, hands, now) -> None:
    kept, goes = twice
    waiting = proposed(kept, goes, hands[0], now)
    stranger = factories.someone("county_lead", ELSEWHERE[:6]).actor(now)
    with pytest.raises(subjects.NoSuchJoining):
        subjects.decide_joining(joining=waiting.uid, confirmed=True, by=stranger, at=now)
    with working(*stranger.ranges):
        assert subjects.joining(uid=waiting.uid, by=stranger, today=clock.local_day(now)) is None
    with pytest.raises(DatabaseError, match="not found"), working(*stranger.ranges), connection.cursor() as cursor:
        cursor.execute("SELECT join_files(%s)", [waiting.uid])


def test_two_running_matters_of_one_kind_are_settled_first(twice, hands, now) -> None:
    """One leave of the scene was withdrawn; with a new one in the file that goes, both have one that runs."""
    kept, goes = twice
    staff = factories.someone("office_staff", SIBLING).actor(now)
    with working():
        done = procedures.start(key="leave", subject_id=goes.pk, data=asked(now), by=staff, at=now)
        moves, found = subjects.joining_preview(kept=kept.uid, joined=goes.uid, by=hands[0])
    assert [(each.what, each.about) for each in found] == [("running", "leave")]
    assert {each.of: (each.moved, each.aside) for each in moves}["procedures_matter"] == (3, 0)
    with pytest.raises(subjects.NotJoinable):
        joined(kept, goes, hands, now)
    with working():
        procedures.submit(matter=done.matter, step="review", outcome="withdrawn", data={}, seen=1, by=staff, at=now)
    assert joined(kept, goes, hands, now).state == "joined"


def test_every_table_with_a_person_takes_part() -> None:
    """★ A new table with a person's number says what becomes of it: `fq_joinable` (subjects/0007)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'subject_id' "
            "AND NOT a.attisdropped WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind = 'r' "
            "AND NOT EXISTS (SELECT FROM subjects_joinable j WHERE j.name = c.relname OR j.versions = c.relname) "
            # What hangs on a row that moves follows it by its key.
            "AND NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid "
            "WHERE k.conrelid = c.oid AND k.contype = 'f' "
            "AND a.attnum = ANY (k.conkey) AND p.relname <> 'subjects_subject')"
        )
        assert {name for (name,) in cursor.fetchall()} == {"subjects_namekey", "subjects_joinedrow"}
