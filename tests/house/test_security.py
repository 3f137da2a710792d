"""The list of threats and their tests is complete, and what no single room can show: settings, logs, error pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from fengqiao.desk.reads import search
from fengqiao.kit import clock, ids
from fengqiao.users.models import Account, Person
from fengqiao.users.tests import factories
from tests.house import scene

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "security.md"
ALL = [f"T{number:02}" for number in range(1, 91)]
STARRED = frozenset(
    f"T{number:02}" for number in (
        *range(1, 9), *range(12, 17), 18, 19, 22, *range(24, 31), 34, 36, 37, *range(41, 44), *range(48, 52), 56, 57,
        *range(59, 63), *range(65, 70), 71, *range(73, 83), 84, *range(86, 91),
    )
)  # fmt: skip
"""The obligatory cases of the threat list."""
STILL_MISSING: frozenset[str] = frozenset()
"""Obligatory cases that apply and lack something: this set may only shrink."""
NUMBER = "11010519491231002X"
"""The standard's own example of an ID number (GB 11643)."""
_ROW = re.compile(r"^\| (T\d\d)(★?) \|.*$", re.M)
_TEST = re.compile(r"`(test_\w+)`")


def test_all_ninety_threats_stand_in_the_list_once_with_their_stars() -> None:
    rows = [(row[1], row[2] == "★") for row in _ROW.finditer(LIST.read_text(encoding="utf-8"))]
    assert sorted(case for case, _ in rows) == ALL
    assert {case for case, starred in rows if starred} == STARRED


def test_every_threat_is_held_by_tests_that_exist_or_says_why_not() -> None:
    held, missing, waiting = re.split(r"^## (?:Applies|Not yet)", LIST.read_text(encoding="utf-8"), flags=re.M)
    sources = [*ROOT.glob("src/fengqiao/*/tests/**/test_*.py"), *ROOT.glob("tests/*/test_*.py")]
    there = set(re.findall(r"def (test_\w+)", "".join(p.read_text(encoding="utf-8") for p in sources)))
    for row in _ROW.finditer(held):
        assert _TEST.search(row.group()), row.group(1)
    assert not set(_TEST.findall(held + missing + waiting)) - there
    assert {row[1] for row in _ROW.finditer(missing)} & STARRED == STILL_MISSING


def test_t01_settings_are_local_to_a_transaction_everywhere() -> None:
    """`SET app.…` and `set_config(…, false)` outlive their transaction on a pooled connection."""
    lasting = re.compile(r"\bSET\s+(SESSION\s+)?app\.|set_config\([^()]*,\s*(false|FALSE|False)\s*\)")
    ours = [p for p in (ROOT / "src").rglob("*.py") if "tests" not in p.parts]
    assert not [p for p in ours if lasting.search(p.read_text(encoding="utf-8"))]


def test_t27_the_clock_is_shifted_in_one_place() -> None:
    """Only `site` shifts the clock, and there only what reads the number of days from a demonstration's home."""
    shifts = [p for p in (ROOT / "src").rglob("*.py") if re.search(r"clock\.shift\(", p.read_text(encoding="utf-8"))]
    assert [p.name for p in shifts if "tests" not in p.parts] == ["clock_shift.py"]


def test_t12_no_value_reaches_the_log_of_the_database(
    cluster: Any, committed: str, sql: Callable[[str], psycopg.Connection[Any]]
) -> None:
    """A key that exists already, and a statement that takes too long: both hold the number, the log must not."""
    log = Path(cluster.data) / "server.log"
    before = log.stat().st_size
    account = {"username": NUMBER, "password": "!", "created_at": clock.now()}
    person = Person.objects.get(id=factories.someone("office_staff", scene.OWN).person)
    Account.objects.create(uid=ids.new_id(), person=person, **account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(uid=ids.new_id(), person=person, **account)
    slow = sql("fq_web")
    slow.execute("SET statement_timeout = '30ms'")
    with pytest.raises(psycopg.errors.QueryCanceled):
        slow.execute("SELECT pg_sleep(2), %s::text", (NUMBER,))
    with log.open("rb") as written:
        written.seek(before)
        text = written.read().decode(errors="replace")
    assert "ERROR" in text
    assert NUMBER not in text


def test_t12_the_activity_view_shows_no_value(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT query, %s::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", [NUMBER])
        query, echoed = cursor.fetchone()
    assert echoed == NUMBER
    assert NUMBER not in query


def test_t12_an_error_page_and_the_log_name_nobody(
    everywhere: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(**values: object) -> None:
        raise RuntimeError(f"nobody has the number {NUMBER}")

    monkeypatch.setattr(search, "search", breaks)
    client = Client(raise_request_exception=False)
    factories.sign_in(client, factories.someone("office_staff", scene.OWN))
    answer = client.post("/search/", {"q": NUMBER})
    told = capfd.readouterr()
    assert answer.status_code == 500
    assert NUMBER not in answer.content.decode() + told.out + told.err
    assert answer["FQ-Problem"] in told.out + told.err
