"""What the database itself refuses: forged copies, forged receipts, letters in another's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction

from fengqiao.kit import scope
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import COUNTY, NOW, OTHER_COUNTY, to_there
from fengqiao.notices import face as notices
from fengqiao.users.tests import factories as users

Connect = Callable[[str], psycopg.Connection[Any]]
COLUMNS = "uid, area, kind, title, way, sent_on, minors, papers, wants_answer"
SENT = f"INSERT INTO letters_sent ({COLUMNS}, waits_for, written_on, sender, to_kind, to_area, to_name, due_on) VALUES "
ARRIVED = f"INSERT INTO letters_arrived ({COLUMNS}, from_kind, from_area, from_name, number, arrived_on) VALUES "
VALUES = "(%s, %s, 'assist', '{\"zh\": \"x\", \"en\": \"x\"}', %s, '2026-11-23', false, '[]', true, "
OURS = VALUES + "'{}', '2026-11-23', "


def scoped(connection: psycopg.Connection[Any], area: str) -> None:
    connection.execute("SELECT set_config('app.lo1', %s, true), set_config('app.hi1', %s, true)", (area, area + ":"))


def written(connection: psycopg.Connection[Any], *, area: str, sender: str, to: str, way: str = "platform") -> Any:
    uid = uuid4()
    tail = "%s, 'other_institution', %s, 'y', '2026-11-30')"
    connection.execute(SENT + OURS + tail, (uid, area, way, sender, to))
    return uid


def refused(connection: psycopg.Connection[Any], error: type[Exception], statement: str, values: Any) -> None:
    with pytest.raises(error), connection.transaction():
        connection.execute(statement, values)


@pytest.fixture
def web(sql: Connect, db: None) -> psycopg.Connection[Any]:
    connection = sql("fq_web")
    scoped(connection, "330681")
    return connection


def test_a_copy_at_the_addressee_cannot_be_forged(web: psycopg.Connection[Any]) -> None:
    tail = "'other_institution', '330682', 'y', '', '2026-11-23')"
    for area in ("330681", "330682"):
        refused(web, psycopg.errors.InsufficientPrivilege, ARRIVED + VALUES + tail, (uuid4(), area, "platform"))
    web.execute(ARRIVED + VALUES + tail, (uuid4(), "330681", "hand"))


def test_a_receipt_and_an_answer_cannot_be_forged(web: psycopg.Connection[Any]) -> None:
    uid = written(web, area="330681109", sender="330681", to="330682")
    for column, value in (("receipt_on", "2026-11-24"), ("answered_on", "2026-11-24"), ("answered_by", uuid4())):
        statement = f"UPDATE letters_sent SET {column} = %s WHERE uid = %s"
        refused(web, psycopg.errors.InsufficientPrivilege, statement, (value, uid))
    refused(
        web, psycopg.errors.InsufficientPrivilege, "UPDATE letters_sent SET carried_at = now() WHERE uid = %s", (uid,)
    )
    for column in ("receipt_on", "carried_at"):
        forged = SENT.replace("due_on)", f"due_on, {column})")
        tail = "'330681', 'other_institution', '330682', 'y', '2026-11-30', '2026-11-24')"
        refused(web, psycopg.errors.InsufficientPrivilege, forged + OURS + tail, (uuid4(), "330681", "platform"))
    outside = written(web, area="330681109", sender="330681", to="", way="hand")
    web.execute("UPDATE letters_sent SET receipt_on = '2026-11-24' WHERE uid = %s", (outside,))
    refused(
        web, psycopg.errors.IntegrityError,
        "UPDATE letters_sent SET receipt_on = '2026-11-25' WHERE uid = %s", (outside,),
    )  # fmt: skip


def test_only_the_sender_has_a_letter_carried_and_only_in_its_own_name(web: psycopg.Connection[Any]) -> None:
    forged = written(web, area="330681109", sender="330682", to="330683")
    by_hand = written(web, area="330681109", sender="330681", to="330682", way="hand")
    mine = written(web, area="330681109", sender="330681", to="330682")
    for uid in (forged, by_hand, uuid4()):
        refused(web, psycopg.errors.NoDataFound, "SELECT carry_letter(%s)", (uid,))
    scoped(web, "330682")
    refused(web, psycopg.errors.NoDataFound, "SELECT carry_letter(%s)", (mine,))
    scoped(web, "330681109")
    refused(web, psycopg.errors.NoDataFound, "SELECT carry_letter(%s)", (mine,))
    scoped(web, "330681")
    assert web.execute("SELECT carry_letter(%s)", (mine,)).fetchone() == (True,)
    assert web.execute("SELECT carry_letter(%s)", (mine,)).fetchone() == (False,)
    refused(web, psycopg.errors.NoDataFound, "SELECT confirm_letter(%s, '2026-11-24')", (mine,))
    scoped(web, "330682")
    assert web.execute("SELECT confirm_letter(%s, '2026-11-24')", (mine,)).fetchone() == (True,)
    assert web.execute("SELECT confirm_letter(%s, '2026-11-25')", (mine,)).fetchone() == (False,)
    assert web.execute("SELECT receipt_on::text FROM letters_arrived WHERE uid = %s", (mine,)).fetchone() == (
        "2026-11-24",
    )


def test_an_answer_answers_only_what_came_here(web: psycopg.Connection[Any]) -> None:
    mine = written(web, area="330681109", sender="330681", to="330682")
    web.execute("SELECT carry_letter(%s)", (mine,))
    scoped(web, "330683")
    reply = written(web, area="330683", sender="330683", to="330681")
    statement = SENT.replace("due_on)", "due_on, reply_to)")
    answer = uuid4()
    web.execute(
        statement + OURS + "%s, 'other_institution', '330681', 'y', '2026-11-30', %s)",
        (answer, "330683", "platform", "330683", mine),
    )
    refused(web, psycopg.errors.NoDataFound, "SELECT carry_letter(%s)", (answer,))
    assert web.execute("SELECT carry_letter(%s)", (reply,)).fetchone() == (True,)


def test_an_answer_goes_to_where_the_first_letter_lies_now(committed: str, sql: Connect) -> None:
    """Between letter and answer the person was handed over: the letter and what happened to it went along."""
    with transaction.atomic(), scope.of(("33",)):
        here, there = (users.someone("county_staff", area).actor(NOW) for area in (COUNTY, OTHER_COUNTY))
        uid = to_there(here).uid
        letters.chase(letter=uid, note="催问", by=here, at=NOW)
    with sql("fq_owner") as owner:
        owner.execute("SET app.migrating = 'yes'")
        owner.execute("UPDATE fq.letters_sent SET area = '330681110'")
    answer = letters.reply(letter=uid, words="同意", by=there, at=NOW)
    with transaction.atomic(), scope.of(here.ranges):
        assert letters.letter_arrived(answer.uid, by=here).row.area == "330681110"
        assert [each.what for each in letters.letter_sent(uid, by=here, today=NOW.date()).events] == ["chased"]


def test_the_timetable_tells_the_offices_in_the_workers_own_role(committed: str, sql: Connect) -> None:
    with transaction.atomic(), scope.of(("33",)):
        here, there = (users.someone("county_staff", area).actor(NOW) for area in (COUNTY, OTHER_COUNTY))
        to_there(here, at=NOW - timedelta(days=20))
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict |= {"USER": "fq_worker", "PASSWORD": sql("fq_worker").info.password}
    try:
        told = [letters.look_after(over=(COUNTY, OTHER_COUNTY), at=NOW) for _ in range(2)]
    finally:
        connection.close()
        connection.settings_dict |= before
    assert told == [2, 0], "it came there, and its receipt is overdue here"
    with transaction.atomic(), scope.of(there.ranges):
        assert [row.kind for row in notices.inbox(by=there, at=NOW).rows] == ["letter_received"]
