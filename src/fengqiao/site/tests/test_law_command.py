"""`fengqiao law` answers with what a place has set when the installation's database is there, else from the files."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from fengqiao.audit.face import Actor
from fengqiao.kit import clock
from fengqiao.law import changes
from fengqiao.site import cli, home
from fengqiao.site.commands import law

COUNTY = "330681"


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert cli.main(["law", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_a_place_has_set_is_told_when_the_database_answers(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = clock.now()
    day = clock.local_day(at) + timedelta(days=1)
    staff, lead = (
        Actor(n, n, role, role, 3, COUNTY, (COUNTY,), post=n) for n, role in ((1, "county_staff"), (2, "county_lead"))
    )
    terms = changes.Terms(valid_from=day, is_correction=False, reason="规范", document="诸司1号", request=uuid4())
    row = changes.propose_number(name="SUP-1", value=3, terms=terms, by=staff, at=at)
    changes.confirm(change=row.uid, foreseen={}, by=lead, at=at)
    words = ("param", "SUP-1", "--on", day.isoformat(), "--area")
    monkeypatch.setattr(law, "_answers", lambda: True)
    there = asked(capsys, *words, COUNTY)
    assert (there["value"], there["source"]) == (3, "330681")
    assert asked(capsys, *words, "330682")["value"] == 5
    due = ("due", "SUP-1", "--from", day.isoformat(), "--area", COUNTY)
    assert asked(capsys, *due)["number"] == 3
    monkeypatch.setattr(law, "_answers", lambda: False)
    assert asked(capsys, *words, COUNTY)["value"] == 5
    assert asked(capsys, *due)["number"] == 5


def test_nothing_is_started_for_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: Any) -> None:
        raise psycopg.OperationalError("no server")

    monkeypatch.setattr(home, "installation", lambda: None)
    assert not law._answers()
    monkeypatch.setattr(home, "installation", lambda: home.Installation("real", COUNTY))
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:x@127.0.0.1:1/none")
    monkeypatch.setattr(psycopg, "connect", refused)
    assert not law._answers()
