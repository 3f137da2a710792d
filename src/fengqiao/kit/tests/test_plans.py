"""A kept plan serves those who see about as many people, and nobody else (ADR 8, DATABASE 4)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from fengqiao.kit import plans, scope

_OF_PLACES = (
    b"EXPLAIN SELECT FROM fq.areas_place WHERE code >= current_setting('app.lo1') AND code < current_setting('app.hi1')"
)
_ASKED = "SELECT count(*) FROM fq.areas_place WHERE code = ANY(%s)"
OFFICE, COUNTRY = "330681109", scope.WHOLE


@pytest.fixture(autouse=True)
def _sized_by_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every installation knows the places of the country, so they stand for its people here."""
    monkeypatch.setattr(plans, "_sizes", {})
    monkeypatch.setattr(plans, "_measure", [_OF_PLACES])


def _ask(times: int = 12) -> None:
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute(_ASKED, [["330681"]])


def _prepared() -> dict[str, int]:
    """The remark of each prepared form of the statement, with how often it ran."""
    with connection.connection.cursor() as raw:
        raw.execute(
            "SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%areas_place WHERE code = ANY%%'",
            prepare=False,
        )
        return {text.partition("ANY($1)")[2]: runs for text, runs in raw.fetchall()}


def test_what_is_asked_again_is_prepared(db: None) -> None:
    with scope.of((COUNTRY,)):
        _ask(times=2)
        assert _prepared() == {}
        _ask(times=3)
    assert list(_prepared().values()) == [3]


def test_a_span_of_days_is_planned_anew_each_time(db: None) -> None:
    with scope.of((COUNTRY,)), plans.anew():
        _ask()
    assert _prepared() == {}


def test_an_office_never_takes_the_plan_of_the_country(db: None) -> None:
    with scope.of((COUNTRY,)):
        _ask()
        with scope.of((OFFICE,)):
            _ask()
        _ask()
    found = _prepared()
    assert sorted(found.values()) == [10, 22], found


def test_two_places_of_one_size_share_a_plan(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_measure", [b"EXPLAIN SELECT FROM generate_series(1, 1000)"])
    for office in (OFFICE, "330681110"):
        with scope.of((office,)):
            _ask()
    assert list(_prepared().values()) == [22]


def test_nothing_is_added_outside_of_a_scope(db: None) -> None:
    _ask()
    assert list(_prepared()) == [""]


def test_the_remark_holds_a_number_and_nothing_else(db: None) -> None:
    with scope.of((OFFICE,)):
        _ask()
    (remark,) = _prepared()
    assert remark.strip().removeprefix("/*").removesuffix("*/").isdecimal()
    assert OFFICE not in remark


def test_a_size_is_asked_for_once_an_hour(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    connection.ensure_connection()
    real = connection.connection.__class__.execute

    def counted(raw: object, query: bytes, *args: object, **options: object) -> object:
        asked.extend([query] if query == _OF_PLACES else [])
        return real(raw, query, *args, **options)

    monkeypatch.setattr(connection.connection.__class__, "execute", counted)
    now = 1_000.0
    monkeypatch.setattr(plans.time, "monotonic", lambda: now)
    with scope.of((OFFICE,)):
        _ask()
        assert len(asked) == 1
        now += 3_601
        _ask()
    assert len(asked) == 2


def test_a_failed_statement_keeps_its_own_error(db: None) -> None:
    """A transaction that has failed is not asked how much it sees."""
    with scope.of((COUNTRY,)):
        failing = pytest.raises(DatabaseError, match="division by zero")
        with failing, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / (SELECT 0)")
        _ask(times=1)


def test_without_an_estimate_places_are_not_told_apart_by_a_guess(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_measure", [])
    with scope.of((OFFICE,)):
        _ask()
    assert list(_prepared()) == [" /*?*/"]
