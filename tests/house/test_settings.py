"""Headers and settings of THREATS section 5, asked of the running program as a deployment has it."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client

from fengqiao.kit import scope
from fengqiao.site import doctor, home
from fengqiao.users.tests import factories
from tests.harness import own_database
from tests.house import scene
from tests.house.answers import HOST

ROOT = Path(__file__).resolve().parents[2]
Answers = dict[str, dict[str, Any]]
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)
EVERYWHERE = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "content-security-policy": POLICY,
}
STATIC = "/static/shell/fq.js"
NUMBER = "11010519491231002X"


def _told(door: str, requests: list[dict[str, Any]]) -> Answers:
    """What a door answers, by the name of each request, and under "log" what it wrote beside."""
    environment = {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings",
        "FENGQIAO_DOOR": door, "FENGQIAO_HTTPS": "yes", "FENGQIAO_HOSTS": HOST, "FENGQIAO_PUBLIC_HOSTS": HOST,
        "FENGQIAO_DATABASE": connection.settings_dict["NAME"],
    }  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-m", "tests.house.answers"], input=json.dumps(requests), capture_output=True, text=True,
        cwd=ROOT, env={**os.environ, **environment}, check=False, timeout=120,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    answered = zip(requests, json.loads(told.stdout.splitlines()[-1]), strict=True)
    log = "\n".join([*told.stdout.splitlines()[:-1], told.stderr])
    return {request["what"]: answer for request, answer in answered} | {"log": {"body": log}}


def _staff_requests(session: str, held: scene.Held) -> list[dict[str, Any]]:
    cookie = {"headers": {"Cookie": f"__Host-fq={session}"}}
    at = {
        "sign-in": {"path": "/sign-in/"},
        "inbox": {"path": "/", **cookie},
        "file": {"path": f"/subjects/{held.subject}/", **cookie},
        "fragment": {"path": "/subjects/", "headers": {**cookie["headers"], "HX-Request": "true"}},
        "paper": {"path": f"/papers/{held.paper}/pdf/", **cookie},
        "static": {"path": STATIC},
        "no static": {"path": "/static/shell/nothing.js"},
        "unknown": {"path": "/nothing/here/", **cookie},
        "forbidden": {"path": "/staff/new/", **cookie},
        "no token": {"path": "/sign-in/", "method": "POST", "body": "username=a&password=b"},
        "cross site": {"path": "/sign-in/", "method": "POST", "headers": {"Sec-Fetch-Site": "cross-site"}},
        "wrong host": {"path": "/sign-in/", "headers": {"Host": "evil.example"}},
        "forwarded host": {"path": "/sign-in/", "headers": {"X-Forwarded-Host": "evil.example"}},
        "wrong method": {"path": "/search/live/", **cookie},
        "bad query": {"path": "/subjects/?sort=offence", **cookie},
        "fault": {"path": "/breaks/"},
        "plain http": {"path": "/sign-in/", "scheme": "http"},
    }
    return [{"what": what, **request} for what, request in at.items()]


_PUBLIC = {"home": "/", "static": STATIC, "unknown": "/nothing/", "paper": "/v/nobodys/", "fault": "/breaks/"}
PUBLIC = [{"what": what, "path": path} for what, path in _PUBLIC.items()]


@pytest.fixture(scope="module")
def answers(cluster: Any, template_database: str, django_db_setup: None, django_db_blocker: Any) -> dict[str, Answers]:
    """What both doors answer, in a database with one person in it."""
    with own_database(cluster, template_database, f"doors_{os.getpid()}", django_db_blocker):
        with transaction.atomic(), scope.of((scope.WHOLE,)):
            held = scene.held(scene.OWN, 1)
            client = factories.sign_in(Client(), factories.someone("office_head", scene.OWN))
        asked = _staff_requests(client.cookies["fq"].value, held)
        return {"web": _told("web", asked), "public": _told("public", PUBLIC)}


def _headers(answer: dict[str, Any]) -> dict[str, str]:
    """By their names; one that was sent twice is a fault unless it sets cookies."""
    names = [name.lower() for name, _ in answer["headers"] if name.lower() != "set-cookie"]
    assert len(names) == len(set(names)), names
    return {name.lower(): value for name, value in answer["headers"]}


EXPECTED = {
    "sign-in": 200, "inbox": 200, "file": 200, "fragment": 200, "paper": 200, "static": 200, "no static": 404,
    "unknown": 404, "forbidden": 403, "no token": 403, "cross site": 403, "wrong host": 400, "forwarded host": 200,
    "wrong method": 405, "bad query": 400, "fault": 500,
}  # fmt: skip


def test_every_kind_of_answer_was_really_given(answers: dict[str, Answers]) -> None:
    assert {what: answers["web"][what]["status"] for what in EXPECTED} == EXPECTED
    assert [answers["public"][each["what"]]["status"] for each in PUBLIC] == [200, 200, 404, 404, 500]


@pytest.mark.parametrize("what", EXPECTED)
def test_section_5_headers_of_every_answer_of_the_staff_door(what: str, answers: dict[str, Answers]) -> None:
    found = _headers(answers["web"][what])
    expected = dict(EVERYWHERE)
    if what == "paper":
        expected["content-security-policy"] = "sandbox; default-src 'none'"
        assert found["content-disposition"].startswith("attachment")
    assert {name: found.get(name) for name in expected} == expected
    assert found["x-robots-tag"] == "noindex, noarchive"
    assert not {"server", "x-powered-by"} & set(found)
    if not what.endswith("static"):
        assert found["cache-control"] == "no-store"


@pytest.mark.parametrize("what", [each["what"] for each in PUBLIC])
def test_section_5_headers_of_every_answer_of_the_public_door(what: str, answers: dict[str, Answers]) -> None:
    found = _headers(answers["public"][what])
    assert {name: found.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "set-cookie" not in found


def test_section_5_plain_http_is_sent_to_https_and_nothing_else(answers: dict[str, Answers]) -> None:
    plain = answers["web"]["plain http"]
    assert plain["status"] == 301
    assert _headers(plain)["location"] == f"https://{HOST}/sign-in/"
    assert not plain["body"]


def test_section_5_cookies_are_bound_to_this_host_and_closed_to_scripts(answers: dict[str, Answers]) -> None:
    cookies = [value for name, value in answers["web"]["sign-in"]["headers"] if name.lower() == "set-cookie"]
    assert {value.strip().partition("=")[0] for value in cookies} == {"__Host-fq_csrf"}
    for cookie in cookies:
        parts = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not [part for part in parts if part.startswith("domain")]


def test_section_5_htmx_keeps_no_pages_and_runs_nothing(answers: dict[str, Answers]) -> None:
    found = re.search(r"""name="htmx-config" content=(['"])(.*?)\1""", answers["web"]["inbox"]["body"])
    assert found is not None
    told = json.loads(html.unescape(found[2]))
    # What is swapped in is our own affair; nothing else may be added.
    assert all(set(each) <= {"code", "swap", "error"} for each in told.pop("responseHandling"))
    assert told == {
        "includeIndicatorStyles": False, "allowEval": False, "allowScriptTags": False, "selfRequestsOnly": True,
        "historyCacheSize": 0, "refreshOnHistoryMiss": True,
    }  # fmt: skip


@pytest.mark.parametrize("door", ["web", "public"])
def test_t88_a_fault_is_answered_with_a_problem_number_and_nothing_else(door: str, answers: dict[str, Answers]) -> None:
    fault = answers[door]["fault"]
    assert _headers(fault)["fq-problem"] in fault["body"]
    assert NUMBER not in fault["body"] + answers[door]["log"]["body"]
    assert "Traceback" not in fault["body"]
    assert "RuntimeError" not in fault["body"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="what a process was given is read from /proc")
def test_t87_no_secret_stands_in_an_environment_a_command_line_or_a_report(
    cluster: Any, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = [path.read_text().strip() for path in (home.folder() / "secrets").iterdir()]
    assert len(secrets) > 5
    given = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes()
            if str(cluster.data).encode() in command:
                given[process.name] = (command + (process / "environ").read_bytes()).decode(errors="replace")
    assert given
    assert not [number for number, text in given.items() if any(secret in text for secret in secrets)]
    monkeypatch.setenv("FENGQIAO_DATABASE", connection.settings_dict["NAME"])
    report = repr(doctor.examine(None))
    assert not [secret for secret in secrets if secret in report]


@pytest.mark.parametrize(("role", "limit"), [("fq_web", "10s"), ("fq_public", "5s"), ("fq_worker", "2min")])
def test_section_5_limits_of_a_role(role: str, limit: str, sql: Callable[[str], psycopg.Connection[Any]]) -> None:
    door = sql(role)

    def shown(name: str) -> str:
        row = door.execute("SELECT current_setting(%s)", (name,)).fetchone()
        assert row is not None
        return str(row[0])

    assert shown("statement_timeout") == limit
    assert (shown("lock_timeout"), shown("idle_in_transaction_session_timeout")) == ("3s", "15s")
    assert shown("row_security") == "on"
    assert shown("log_statement") == "none"
    assert {shown("log_parameter_max_length"), shown("log_parameter_max_length_on_error")} == {"0"}
    assert (shown("log_error_verbosity"), shown("log_min_error_statement")) == ("terse", "panic")
    row = door.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user").fetchone()
    assert row is not None
    assert 0 < row[0] <= 30


def test_section_5_settings_of_the_program(settings: Any) -> None:
    assert (settings.DEBUG, settings.USE_X_FORWARDED_HOST) == (False, False)
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 2_621_440
    assert (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_NUMBER_FILES) == (1000, 20)
    assert [name.rpartition(".")[2] for name in settings.PASSWORD_HASHERS] == ["Argon2PasswordHasher"]
    assert not settings.SILENCED_SYSTEM_CHECKS


def test_t90_every_package_is_locked_by_its_hash_and_none_runs_a_script() -> None:
    for name in ("run", "dev", "installer"):
        text = (ROOT / "requirements" / f"{name}.lock").read_text()
        pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
        assert pinned
        assert not [each.split()[0] for each in pinned if "--hash=sha256:" not in each or "==" not in each]
        assert not re.search(r"https?://|git\+|--index|--trusted-host", text)
    assets = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, each in assets.items() if name and not each.get("integrity", "").startswith("sha512-")]
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "pip install" in line]
    assert installs
    assert not [line for line in installs if "-r requirements/" in line and "--require-hashes" not in line]
    assert "--ignore-scripts" in (ROOT / "src/fengqiao/site/assets.py").read_text()


def test_t90_no_page_and_no_style_names_another_host() -> None:
    """No CDN: a page loads with the internet cut."""
    loaded = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["'(]?(?:https?:)?//(?!www\.w3\.org)""", re.I)
    parts = [*(ROOT / "src").rglob("*.html"), *(ROOT / "src/fengqiao/shell/static/shell").rglob("*.css")]
    assert parts
    assert not [p.name for p in parts if loaded.search(p.read_text(encoding="utf-8"))]
