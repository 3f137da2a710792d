"""Health and metrics: who may ask, what is said without a database, and that numbers are all there is."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import structlog
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils.log import configure_logging

from fengqiao.kit import clock
from fengqiao.site import health, home, supervisor

PAGES = tuple(health.PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_program_of_this_machine_is_answered_and_a_visitor_by_the_proxy_finds_nothing(page: str, db: None) -> None:
    browser = Client(raise_request_exception=False)
    assert browser.get(page).headers["Cache-Control"] == "no-store"
    assert browser.get(page).status_code in {200, 503}
    for from_outside in (
        {"REMOTE_ADDR": "10.1.2.3"},
        {"headers": {"X-Forwarded-For": "10.1.2.3"}},
        {"headers": {"Forwarded": "for=10.1.2.3"}},
        {"headers": {"Authorization": "Bearer wrong"}},
    ):
        assert browser.get(page, **from_outside).status_code == 404
    token = {"Authorization": f"Bearer {home.secret('metrics')}"}
    assert browser.get(page, REMOTE_ADDR="10.1.2.3", headers=token).status_code in {200, 503}
    assert browser.post(page).status_code in {403, 404, 405}


def test_alive_without_a_database_and_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> object:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(health.transaction, "atomic", away)
    assert json.loads(health.live().content) == {"live": True}
    answer = health.ready()
    assert (answer.status_code, json.loads(answer.content)["why"]) == (503, "no database")
    assert "fengqiao_database_up 0.0" in health.metrics().content.decode()


def test_ready_only_at_this_version(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace('fq'), 'pg_namespace')")
        (said,) = cursor.fetchone()
    monkeypatch.setattr(health, "_state", lambda: said)
    assert health.ready().status_code == 200
    monkeypatch.setattr(health, "_state", lambda: "fengqiao of another day")
    assert "another version" in json.loads(health.ready().content)["why"]


def test_metrics_are_numbers_under_few_fixed_words(db: None) -> None:
    browser = Client(raise_request_exception=False)
    browser.get("/subjects/01890000-0000-7000-8000-000000000000/?q=%E9%99%88%E7%AB%8B%E7%BE%A4")
    browser.generic("BREW", "/")
    (home.make() / "backup-last").write_text(json.dumps({"at": clock.now().isoformat()}))
    told = browser.get("/metrics").content.decode()
    (home.make() / "backup-last").unlink()
    assert 'fengqiao_requests_total{door="web",method="other"' in told
    for name in ("fengqiao_database_up 1.0", "fengqiao_jobs", "fengqiao_backup_age_seconds"):
        assert name in told
    labels = set(re.findall(r'="([^"]*)"', told))
    assert all(re.fullmatch(r"[a-z]+|GET|HEAD|POST|\dxx|\+Inf|[\d.]+", each) for each in labels), labels


def test_a_start_forgets_what_the_last_one_counted_and_nothing_of_the_other_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path))
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    for door in ("web", "public"):
        (tmp_path / "metrics" / door).mkdir(parents=True)
        (tmp_path / "metrics" / door / "counter_14.db").touch()
    supervisor._fresh_metrics("public")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.db")] == ["metrics/web/counter_14.db"]
    assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(tmp_path / "metrics" / "public")


def test_the_public_door_says_that_its_database_answers_and_nothing_of_the_queue(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its role may not read the queue: asked for it, the database refuses, and that read as a database that is away."""
    monkeypatch.setattr(settings, "DOOR", "public")
    told = health.metrics().content.decode()
    assert "fengqiao_database_up 1.0" in told
    assert "fengqiao_jobs" not in told


def test_up_knows_a_door_that_answers_its_own_host_names_over_tls_alone(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As section 3 of docs/operate.md sets it up: every other page refuses the name by which `up` asks."""
    asked: list[str] = []

    def urlopen(address: str, timeout: int) -> contextlib.AbstractContextManager[object]:
        asked.append(address)
        return contextlib.nullcontext(type("Answer", (), {"status": 200}))

    monkeypatch.setattr(supervisor.urllib.request, "urlopen", urlopen)
    assert supervisor._answers(8000, threading.Event())
    page = urlsplit(asked[0])
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["jiaozheng.example.gov.cn"])
    monkeypatch.setattr(settings, "SECURE_SSL_REDIRECT", True)
    monkeypatch.setattr(health, "_why_not", lambda: "")
    browser = Client(raise_request_exception=False)
    assert browser.get(page.path, SERVER_NAME="127.0.0.1", SERVER_PORT="8000").status_code == 200
    assert browser.get("/sign-in/", SERVER_NAME="127.0.0.1", SERVER_PORT="8000").status_code == 400


def test_t12_a_process_that_starts_writes_its_log_as_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    """By Django's own way of configuring, which leaves the function out when there are no settings for it."""
    structlog.reset_defaults()
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    structlog.get_logger().warning("site.started", name="陈立群")
    told = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (told["event"], told["name"]) == ("site.started", "…")
