"""Places change by two people: what lies there follows on the day, once, and returns by a contrary change. T13, T14."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction

from fengqiao.areas import face as areas
from fengqiao.documents import face as documents
from fengqiao.documents.tests import factories as papers
from fengqiao.kit import clock, scope
from fengqiao.law import changes
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.stays import registered, stay_v1
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users
from fengqiao.users.tests import factories

Connect = Callable[[str], psycopg.Connection[Any]]
#: 枫桥镇 and, of the same county, 五泄镇; 越城区's county in the same city.
HERE, THERE, ELSEWHERE = "330681109", "330681112", "330602"
AT = cast.NOW


@pytest.fixture
def world(committed: str) -> Iterator[cast.Cast]:
    with registered(stay_v1), cast.working():
        people = cast.cast()
    with registered(stay_v1):
        yield people


@contextmanager
def seen(*prefixes: str) -> Iterator[None]:
    with transaction.atomic(), scope.of(prefixes):
        yield


def asked(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def terms(at: datetime, *, since: date | None = None) -> changes.Terms:
    since = since or clock.local_day(at) + timedelta(days=1)
    return changes.Terms(
        valid_from=since, is_correction=since <= clock.local_day(at), reason="乡镇行政区划调整",
        document="浙政函〔2026〕88号", request=uuid4(),
    )  # fmt: skip


def province(role: str) -> Any:
    return factories.someone(role, "33").actor(AT)


def confirmed(propose: Callable[..., changes.ChangeRow], *, at: datetime = AT, **told: Any) -> UUID:
    with seen("33"):
        staff, lead = province("province_staff"), province("province_lead")
        row = propose(terms=terms(at, since=told.pop("since", None)), by=staff, at=at, **told)
        changes.confirm(change=row.uid, foreseen={}, by=lead, at=at)
    return row.uid


@contextmanager
def as_worker(sql: Connect) -> Iterator[None]:
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": "fq_worker", "PASSWORD": sql("fq_worker").info.password}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= before


def follow(sql: Connect, *, days: int = 1) -> tuple[int, int, int]:
    """How many changes came into force, files went, and could not."""
    with as_worker(sql):
        done = subjects.follow_places(at=AT + timedelta(days=days))
    return done.settled, done.moved, done.stuck


def lying(area: str) -> set[int]:
    with seen(area):
        return set(subjects.Subject.objects.values_list("pk", flat=True))


def test_t13_nothing_moves_without_two_people_and_before_its_day(world: cast.Cast, sql: Connect) -> None:
    with cast.working():
        person = cast.person()
    with seen("33"):
        staff, county = province("province_staff"), world.county_clerk.actor(AT)
        with pytest.raises(changes.NotAllowed):
            areas.propose_merge(sources=[HERE], target=THERE, terms=terms(AT), by=county, at=AT)
        row = areas.propose_merge(sources=[HERE], target=THERE, terms=terms(AT), by=staff, at=AT)
        with pytest.raises(changes.NotAllowed):
            changes.confirm(change=row.uid, foreseen={}, by=staff, at=AT)
    assert follow(sql) == (0, 0, 0)
    worker = sql("fq_worker")
    for call in (f"follow_place('{row.uid}', {person.pk}, '2030-01-01')", f"settle_place('{row.uid}', '2030-01-01')"):
        worker.execute("SELECT set_config('app.lo1', '0', true), set_config('app.hi1', ':', true)")
        with pytest.raises(psycopg.errors.NoDataFound):
            worker.execute(f"SELECT fq.{call}")
        worker.rollback()
    with seen("33"):
        changes.confirm(change=row.uid, foreseen={}, by=province("province_lead"), at=AT)
    assert follow(sql, days=0) == (0, 0, 0)
    assert lying(HERE) == {person.pk}
    assert follow(sql, days=1) == (1, 1, 0)
    assert (lying(HERE), lying(THERE)) == (set(), {person.pk})
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql("fq_web").execute("SELECT fq.follow_place(%s, %s, '2030-01-01')", (row.uid, person.pk))


def test_t14_everything_about_a_person_follows_and_the_former_office_reads_nothing(
    world: cast.Cast, sql: Connect
) -> None:
    with cast.working():
        person = cast.person()
        matter = cast.waiting_to_be_decided(world, person)
        order = papers.order("D36", subject_id=person.pk, issuer=HERE, area=HERE)
        paper = documents.issue(order=order, by=world.head.actor(AT), at=AT)
        subjects.Subject.objects.filter(pk=person.pk).update(version=2, reason="补录", education="21")
    was = _rows_about(sql, person.pk)
    assert len(was) >= 6
    change = confirmed(areas.propose_merge, sources=[HERE], target=THERE)
    assert follow(sql) == (1, 1, 0)
    assert follow(sql) == (0, 0, 0)
    now = _rows_about(sql, person.pk)
    assert {table: count for (table, _area), count in now.items() if table != "subjects_move"} == {
        table: count for (table, _area), count in was.items()
    }
    assert {area for _table, area in now} == {THERE}
    with seen(HERE):
        assert (
            asked("SELECT count(*) FROM subjects_version") == asked("SELECT count(*) FROM procedures_matter") == [(0,)]
        )
    with seen(THERE):
        assert asked("SELECT change, from_area, to_area FROM subjects_move") == [(change, HERE, THERE)]
        assert asked("SELECT t.area FROM procedures_task t JOIN procedures_matter m ON m.id = t.matter_id "
                     f"WHERE m.uid = '{matter}'") == [(THERE,)]  # fmt: skip
        assert [each.number for each in documents.papers([paper.uid])] == [paper.number]
        assert procedures.compare_all(by=world.lead.actor(AT)) == ()
    assert _audited(sql, "subjects.move_file") == [(THERE, str(person.uid))]


def test_staff_follows_heads_are_decided_on_and_the_ended_place_is_read_but_not_chosen(
    world: cast.Cast, sql: Connect
) -> None:
    confirmed(areas.propose_merge, sources=[HERE], target=THERE, name="枫泄镇", office="枫泄司法所")
    follow(sql)
    day = clock.local_day(AT) + timedelta(days=1)
    with seen("33"):
        assert {each.role for each in users.officers(THERE, on=day)} == {"office_staff"}
        assert {each.role for each in users.officers(HERE, on=day)} == {"office_head"}
        assert areas.place(THERE).name == "枫泄镇"
        assert areas.office_name(THERE) == "枫泄司法所"
        assert areas.place(HERE).name == "枫桥镇"  # what refers to it still reads
        assert HERE not in {each.code for each in areas.children("330681")}
        assert HERE not in {each.area for each in areas.offices_below("330681")}
        admin = factories.someone("administrator", "330681").actor(AT)
        with pytest.raises(users.UsersError):
            users.give_post(
                account=world.clerk.account_uid, role="office_staff", area=HERE, from_day=None, document="x", by=admin,
                at=AT,
            )  # fmt: skip


def test_a_contrary_change_brings_back_what_it_brought_and_nothing_else(world: cast.Cast, sql: Connect) -> None:
    with cast.working():
        brought, own = cast.person(), cast.person(THERE)
    change = confirmed(areas.propose_merge, sources=[HERE], target=THERE, name="枫泄镇")
    follow(sql)
    with seen("33"), pytest.raises(areas.BadChange, match="ended"):
        areas.propose_rename(code=HERE, name="新枫桥镇", terms=terms(AT), by=province("province_staff"), at=AT)
    day = clock.local_day(AT) + timedelta(days=3)
    undo = confirmed(areas.propose_undo, change=change, since=day)
    assert follow(sql, days=2) == (0, 0, 0)
    assert follow(sql, days=3) == (1, 1, 0)
    assert follow(sql, days=4) == (0, 0, 0)
    assert (lying(HERE), lying(THERE)) == ({brought.pk}, {own.pk})
    with seen("33"):
        assert areas.is_running(HERE)
        assert areas.place(THERE).name == "五泄镇"
        assert asked("SELECT change FROM subjects_move ORDER BY id") == [(change,), (undo,)]
        with pytest.raises(areas.BadChange, match="undone"):
            areas.propose_undo(change=change, terms=terms(AT, since=day), by=province("province_staff"), at=AT)


def test_a_township_under_another_county_takes_posts_numbers_and_papers_of_nobody_along(
    world: cast.Cast, sql: Connect
) -> None:
    _released(sql, "330602199", "枫桥镇")
    with cast.working():
        person = cast.person()
        head = world.head.actor(AT)
        first = documents.issue(order=papers.order("D36", subject_id=person.pk, issuer=HERE, area=HERE), by=head, at=AT)
        world.delegate()
    confirmed(areas.propose_recode, source=HERE, target="330602199")
    assert follow(sql) == (1, 1, 0)
    later = AT + timedelta(days=1)
    with seen("330681"):
        assert not subjects.Subject.objects.exists()
        assert users.delegations("330681", on=clock.local_day(later)) == ()
    with seen("330602"):
        assert subjects.Subject.objects.get().pk == person.pk
        assert {each.role for each in users.officers("330602199", on=clock.local_day(later))} == {
            "office_staff", "office_head",
        }  # fmt: skip
        assert asked("SELECT area, last FROM documents_counter") == [("330602199", 1)]
        assert [each.number for each in documents.papers([first.uid])] == [first.number]


def test_only_who_lives_in_the_villages_goes(world: cast.Cast, sql: Connect) -> None:
    with seen("330681"):
        village = areas.children(HERE)[0].code
        goes, stays = cast.person(), cast.person()
        subjects.Subject.objects.filter(pk=goes.pk).update(version=2, reason="补录", residence_code=village)
    confirmed(areas.propose_split, source=HERE, target=THERE, villages=[village])
    assert follow(sql) == (1, 1, 0)
    assert (lying(HERE), lying(THERE)) == ({stays.pk}, {goes.pk})
    with seen("33"):
        assert areas.is_running(HERE)


def test_a_file_that_cannot_go_stays_and_the_others_go(world: cast.Cast, sql: Connect) -> None:
    with cast.working():
        twice, free = cast.person(), cast.person()
        there = cast.person(THERE)
        subjects.Subject.objects.filter(pk=there.pk).update(number_hash=twice.number_hash, version=2)
    confirmed(areas.propose_merge, sources=[HERE], target=THERE)
    assert follow(sql) == (1, 1, 1)
    assert (lying(HERE), lying(THERE)) == ({twice.pk}, {free.pk, there.pk})


def _rows_about(sql: Connect, subject_id: int) -> dict[tuple[str, str], int]:
    """Every row of a person in every table of the catalogue, by its area; read as the backup reads."""
    reader, found = sql("fq_backup"), {}
    tables = reader.execute(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'fq' AND column_name = 'subject_id' "
        "INTERSECT SELECT table_name FROM information_schema.columns WHERE table_schema = 'fq' AND column_name = 'area'"
    ).fetchall()
    for (table,) in tables:
        for area, count in reader.execute(
            f"SELECT area, count(*) FROM fq.{table} WHERE subject_id = %s GROUP BY area", (subject_id,)
        ):
            found[table, area] = count
    return found


def _audited(sql: Connect, what: str) -> list[tuple[str, str]]:
    return sql("fq_seal").execute("SELECT area, object FROM fq.audit_row WHERE what = %s", (what,)).fetchall()


def _released(sql: Connect, code: str, name: str) -> None:
    """As a release does that brings a new code of the official table."""
    owner = sql("fq_owner")
    owner.execute(
        "INSERT INTO fq.areas_place (code, name, level, kind, pinyin, initials, basis) "
        "VALUES (%s, %s, 4, '镇', 'x', 'x', 'test')", (code, name),
    )  # fmt: skip
    owner.execute(
        "INSERT INTO fq.areas_office (area, kind, name, short_name) VALUES (%s, 'justice_office', %s, %s)",
        (code, f"越城区{name}司法所", "枫桥司法所"),
    )
    owner.commit()
