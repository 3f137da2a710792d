"""A kept connection is looked at before it is used again, without a question to the server."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.backends.postgresql import base as asking

from fengqiao.kit.postgres.base import DatabaseWrapper


@pytest.fixture
def kept(db: None) -> Iterator[DatabaseWrapper]:
    """A second connection of the same kind."""
    made = connections.create_connection("default")
    assert isinstance(made, DatabaseWrapper)
    made.ensure_connection()
    yield made
    made.close()


def test_a_connection_that_stands_is_used_without_a_question(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking.DatabaseWrapper, "is_usable", lambda _self: pytest.fail("asked"))
    assert kept.is_usable()


def test_one_that_the_server_has_ended_is_not(kept: DatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [kept.connection.info.backend_pid])
    for _ in range(100):
        if not kept.is_usable():
            break
        time.sleep(0.05)
    assert not kept.is_usable()


def test_one_on_which_the_server_has_said_something_is_asked(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    asks = asking.DatabaseWrapper.is_usable
    monkeypatch.setattr(asking.DatabaseWrapper, "is_usable", lambda own: asked.append(own) or asks(own))
    kept.connection.execute("LISTEN fq_said")
    other = connections.create_connection("default")
    other.ensure_connection()
    other.connection.execute("NOTIFY fq_said")
    other.close()
    select.select([kept.connection.pgconn.socket], [], [], 5)
    assert kept.is_usable()
    assert asked == [kept]


def test_one_that_was_closed_here_is_not(kept: DatabaseWrapper) -> None:
    kept.connection.close()
    assert not kept.is_usable()
