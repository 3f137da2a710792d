"""Scopes nest, end with their transaction, and never allow more than two ranges."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import DataError

from fengqiao.kit import scope


def _settings() -> tuple[str | None, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.lo1', true), current_setting('app.hi2', true)")
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)


def test_a_scope_is_the_range_of_codes_with_the_prefix(db: None) -> None:
    with scope.of(("330681109", "330682")):
        assert _settings() == ("330681109", "330682:")


def test_scopes_nest_and_the_outer_one_returns(db: None) -> None:
    with scope.of(("330681",)):
        with scope.of(("330682",)):
            assert _settings()[0] == "330682"
        assert _settings()[0] == "330681"


def test_a_failed_statement_inside_a_scope_keeps_its_own_error(db: None) -> None:
    with scope.of(("330681",)):
        with pytest.raises(DataError), transaction.atomic(), scope.of(("330682",)), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert _settings()[0] == "330681"


def test_three_ranges_are_refused(db: None) -> None:
    with pytest.raises(scope.ScopeError), scope.of(("1", "2", "3")):
        pass


def test_a_scope_outside_a_transaction_is_refused(committed: str) -> None:
    with pytest.raises(scope.ScopeError), scope.of(("33",)):
        pass


def test_nothing_outlives_the_transaction(committed: str) -> None:
    with transaction.atomic(), scope.of(("33",)):
        pass
    with transaction.atomic():
        assert _settings() == ("", "")


def test_t01_the_last_scope_of_a_transaction_ends_with_it(committed: str) -> None:
    with transaction.atomic(), scope.of(("33",), is_last=True):
        pass
    with transaction.atomic():
        assert _settings() == ("", "")


def test_a_last_scope_in_a_transaction_that_goes_on_is_taken_back(db: None) -> None:
    with transaction.atomic():  # a savepoint of the test's own transaction
        with scope.of(("33",), is_last=True):
            assert _settings() == ("33", "")
        assert _settings() == ("", "")


def test_t01_nothing_outlives_a_transaction_whose_scope_nobody_left(committed: str) -> None:
    """A body that is streamed and never ended leaves its scope open; the settings end with the transaction."""
    left_open = scope.of(("33",))
    with transaction.atomic():
        left_open.__enter__()
        assert _settings() == ("33", "")
    try:
        with transaction.atomic():
            assert _settings() == ("", "")
    finally:
        left_open.__exit__(None, None, None)
