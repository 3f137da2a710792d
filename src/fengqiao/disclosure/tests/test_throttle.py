"""Ten look-ups in a minute for one network, and what is kept of whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from fengqiao.disclosure import rules, throttle
from fengqiao.kit import crypto

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HERE, THERE = "203.0.113.9", "203.0.113.10"


@pytest.fixture
def door(sql: Callable[[str], psycopg.Connection[Any]], monkeypatch: pytest.MonkeyPatch) -> psycopg.Connection[Any]:
    """The counter as the public door's own role reaches it: the staff door holds no right to it."""
    opened = sql("fq_public")
    monkeypatch.setattr(throttle, "connection", opened)
    return opened


def test_ten_in_a_minute_and_not_the_eleventh(door: psycopg.Connection[Any]) -> None:
    assert [throttle.take(HERE, AT) for _ in range(11)] == [True] * 10 + [False]
    assert throttle.take(THERE, AT)
    assert not throttle.take(HERE, AT + timedelta(seconds=59))
    assert throttle.take(HERE, AT + timedelta(seconds=60))


def test_going_on_asking_does_not_open_the_door_again(door: psycopg.Connection[Any]) -> None:
    """The minute begins with its first look-up; ten of it stay ten."""
    answers = [throttle.take(HERE, AT + timedelta(seconds=at)) for at in range(120)]
    assert sum(answers[:60]) == 10
    assert sum(answers[60:]) == 10


def test_no_address_is_kept_and_tomorrow_it_is_another_hash(door: psycopg.Connection[Any]) -> None:
    throttle.take(HERE, AT)
    throttle.take(HERE, AT + timedelta(days=1))
    rows = door.execute("SELECT network FROM disclosure_lookups").fetchall()
    kept = [bytes(network) for (network,) in rows]
    assert len(kept) == 2
    assert crypto.keyed_hash(f"2026-11-23 {HERE}", purpose="disclosure.lookups") in kept
    assert not [each for each in kept if HERE.encode() in each]


def test_the_staff_door_may_not_touch_the_counter(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_any_column_privilege('fq_web', 'disclosure_lookups', 'SELECT, INSERT, UPDATE')")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_one_machine_is_one_visitor(address: str, counted: str) -> None:
    assert rules.network(address) == counted
