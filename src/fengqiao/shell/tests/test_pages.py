"""Whole answers: headers, refusals, error pages, preferences."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest
from django.test import Client, RequestFactory

from fengqiao.kit import clock
from fengqiao.shell import errors, middleware, preferences
from fengqiao.shell import face as shell
from fengqiao.shell.middleware import is_foreign

pytestmark = [pytest.mark.urls("fengqiao.shell.tests.addresses"), pytest.mark.usefixtures("english", "plain")]


@pytest.fixture
def plain(settings: Any) -> None:
    """Only the shell's own middleware, no session store, no database."""
    settings.FENGQIAO_DEMONSTRATION = True
    settings.MIDDLEWARE = [
        "fengqiao.shell.middleware.Headers",
        "fengqiao.shell.middleware.Language",
        "fengqiao.shell.middleware.SameOrigin",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]


@pytest.fixture
def client() -> Client:
    made = Client(raise_request_exception=False)
    made.cookies[preferences.LANGUAGE_COOKIE] = "en"
    return made


PAGES = ["/", "/missing/", "/broken/", "/forbidden/", "/too-large/", "/file/", "/shell/components/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(path: str, client: Client) -> None:
    response = client.get(path)
    for name, value in middleware.HEADERS.items():
        expected = "sandbox; default-src 'none'" if (path, name) == ("/file/", "Content-Security-Policy") else value
        assert response.headers[name] == expected
    assert response.headers["Cache-Control"] == "no-store"
    assert {"HX-Request", "Cookie"} <= set(re.split(r", ?", response.headers["Vary"]))


def test_a_demonstration_whose_clock_is_ahead_says_so_on_every_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Clock " not in client.get("/shell/components/").content.decode()
    monkeypatch.setattr(clock, "_shift", timedelta(days=40))
    told = client.get("/shell/components/").content.decode()
    assert f"Clock 40 days ahead: {shell.day(clock.today())}" in told


def test_the_policy_allows_nothing_inline_and_no_framing() -> None:
    policy = middleware.CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy
    for part in ("frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"):
        assert part in policy


def test_hsts_never_speaks_for_the_neighbours(client: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.middleware.security.SecurityMiddleware"]
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    assert client.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_hsts_is_sent_over_https_only(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert client.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/shell/components/", "/missing/"])
def test_no_page_has_inline_script_or_style(path: str, client: Client) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


def test_htmx_is_told_to_evaluate_and_keep_nothing(client: Client) -> None:
    html = client.get("/shell/components/").content.decode()
    found = re.search(r'name="htmx-config" content="([^"]*)"', html)
    assert found
    config = json.loads(unescape(found[1]))
    assert config["allowEval"] is config["allowScriptTags"] is config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0


@pytest.mark.parametrize(
    ("method", "site", "mode", "destination", "foreign"),
    [
        ("GET", "cross-site", "navigate", "document", False),
        ("GET", "cross-site", "navigate", "iframe", True),
        ("GET", "cross-site", "no-cors", "image", True),
        ("GET", "cross-site", "cors", "empty", True),
        ("POST", "cross-site", "navigate", "document", True),
        ("POST", "same-site", "navigate", "document", True),
        ("GET", "same-site", "navigate", "document", False),
        ("POST", "same-origin", "cors", "empty", False),
        ("POST", "none", "navigate", "document", False),
        ("POST", "", "", "", False),
    ],
)
def test_t41_another_site_can_only_follow_a_link(
    method: str, site: str, mode: str, destination: str, foreign: bool
) -> None:
    assert is_foreign(method=method, site=site, mode=mode, destination=destination) is foreign


def test_t41_a_foreign_post_never_reaches_the_view(client: Client) -> None:
    response = client.post("/shell/language/", {"language": "zh-hans"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert preferences.LANGUAGE_COOKIE not in response.cookies


def test_t41_a_post_without_token_is_refused_with_a_page() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    strict.cookies[preferences.LANGUAGE_COOKIE] = "en"
    response = strict.post("/shell/language/", {"language": "en"})
    assert response.status_code == 403
    assert "too old to be submitted" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/missing/", 404, "Nothing was found here"),
        ("/forbidden/", 403, "This is not allowed here"),
        ("/too-large/", 413, "too large"),
        ("/broken/", 500, "Something went wrong on our side"),
        ("/slow-down/", 429, "Too many attempts"),
    ],
)
def test_error_pages_say_what_to_do_and_carry_a_problem_number(
    path: str, status: int, words: str, client: Client
) -> None:
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", response.headers["FQ-Problem"])
    assert response.headers["FQ-Problem"] in html
    assert "张三" not in html
    assert "Traceback" not in html


def test_htmx_gets_a_short_error_instead_of_a_page(client: Client) -> None:
    response = client.get("/missing/", headers={"HX-Request": "true"})
    assert response.status_code == 404
    assert b"<html" not in response.content
    assert b'role="alert"' in response.content


def test_waiting_time_is_told(client: Client) -> None:
    assert client.get("/slow-down/").headers["Retry-After"] == "60"


def test_a_fault_is_logged_by_place_and_never_by_its_message(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[dict[str, Any]] = []

    class Log:
        def error(self, event: str, **values: Any) -> None:
            said.append(values)

        info = exception = error

    monkeypatch.setattr(errors, "log", Log())
    response = client.get("/broken/")
    fault = said[0]
    assert fault["problem"] == response.headers["FQ-Problem"]
    assert fault["kind"] == "ZeroDivisionError"
    assert "addresses.py" in fault["where"][-1]
    assert "张三" not in str(said)


def test_an_error_is_answered_even_when_the_frame_is_broken(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("fengqiao.shell.errors.engines", {"jinja2": type("E", (), {"get_template": fail})()})
    response = errors.not_found(rf.get("/"))
    assert response.status_code == 404
    assert response.headers["FQ-Problem"].encode() in response.content


def test_language_is_chinese_until_someone_chooses(client: Client) -> None:
    client.cookies.clear()
    html = client.get("/", headers={"Accept-Language": "en-GB"}).content.decode()
    assert '<html lang="zh-CN"' in html
    chosen = client.post("/shell/language/", {"language": "en", "next": "/"})
    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/")
    assert '<html lang="en"' in client.get("/").content.decode()


def test_an_unknown_language_is_not_kept(client: Client) -> None:
    assert preferences.LANGUAGE_COOKIE not in client.post("/shell/language/", {"language": "../x"}).cookies


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_choice_never_leads_to_another_host(target: str, client: Client) -> None:
    assert client.post("/shell/look/", {"size": "large", "next": target}).headers["Location"] == "/"


def test_large_letters_dark_page_and_row_height_are_kept(client: Client) -> None:
    client.post("/shell/look/", {"size": "large"})
    client.post("/shell/look/", {"theme": "dark"})
    client.post("/shell/look/", {"density": "compact"})
    html = client.get("/").content.decode()
    for part in ('data-size="large"', 'data-bs-theme="dark"', 'data-density="compact"', 'data-keys="on"'):
        assert part in html


def test_single_keys_can_be_switched_off(client: Client) -> None:
    """WCAG 2.1.4."""
    client.post("/shell/look/", {"keys": "off"})
    html = client.get("/").content.decode()
    assert 'data-keys="off"' in html
    assert "aria-keyshortcuts" not in html


@pytest.mark.parametrize("written", ["", "x", "a.b.c.d", '"><script>', "large.light"])
def test_a_forged_look_is_the_usual_one(written: str) -> None:
    look = preferences.read_look(written)
    assert look.theme in preferences.THEMES
    assert look.size in preferences.SIZES
    assert look.density in preferences.DENSITIES
    assert look.keys in preferences.KEYS


def test_htmx_gets_one_block_and_history_gets_the_page(client: Client) -> None:
    part = client.get("/page/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<ul>")
    assert "<html" not in part
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/page/", headers=restored).content.decode()


def test_the_gallery_is_absent_from_a_real_installation(client: Client, settings: Any) -> None:
    assert client.get("/shell/components/").status_code == 200
    settings.FENGQIAO_DEMONSTRATION = False
    assert client.get("/shell/components/").status_code == 404


def test_the_demonstration_is_marked_on_every_page_and_a_real_one_is_not(client: Client, settings: Any) -> None:
    assert "Demonstration data" in client.get("/").content.decode()
    settings.FENGQIAO_DEMONSTRATION = False
    assert "Demonstration data" not in client.get("/").content.decode()


def test_a_file_is_saved_and_never_shown(client: Client) -> None:
    response = client.get("/file/")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="___1_.xlsx"')
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_errors_are_the_addresses_default() -> None:
    assert django_settings.CSRF_FAILURE_VIEW == "fengqiao.shell.errors.csrf_failure"


class TestFrame:
    """Menu and slots."""

    def request(self, path: str = "/page/") -> HttpRequest:
        return RequestFactory().get(path)

    def test_the_current_entry_is_the_longest_prefix(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from fengqiao.shell import frame, registries

        monkeypatch.setattr(registries, "menu", registries.Menu())
        registries.menu.add(shell.MenuItem("home", "首页", "inbox", "home", 1))
        registries.menu.add(shell.MenuItem("page", "页", "users", "page", 2, group="组"))
        registries.menu.add(shell.MenuItem("hidden", "藏", "users", "page", 3, shown=lambda request: False))
        drawn = frame.frame(self.request("/page/7/")).menu
        assert [group.label for group in drawn] == ["", "组"]
        assert [line.current for group in drawn for line in group.lines] == ["", "true"]
        assert frame.frame(self.request("/page/")).menu[1].lines[0].current == "page"
        assert frame.frame(self.request("/")).menu[0].lines[0].current == "page"

    def test_a_group_stands_once_however_its_entries_are_ordered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from fengqiao.shell import frame, registries

        monkeypatch.setattr(registries, "menu", registries.Menu())
        for order, group in enumerate(("甲", "乙", "甲")):
            registries.menu.add(shell.MenuItem(f"{order}", f"{order}", "users", "page", order, group=group))
        drawn = frame.frame(self.request("/")).menu
        assert [(group.label, [line.label for line in group.lines]) for group in drawn] == [
            ("甲", ["0", "2"]),
            ("乙", ["1"]),
        ]

    def test_a_slot_is_asked_once_per_page_and_has_one_owner(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from fengqiao.shell import frame, registries

        slot: registries.Slot[shell.Bell] = registries.Slot("bell")
        monkeypatch.setattr(registries, "bell", slot)
        asked = []

        def unread(request: HttpRequest) -> shell.Bell:
            asked.append(request)
            return shell.Bell("/", 3)

        slot.fill(unread)
        with pytest.raises(ValueError, match="bell"):
            slot.fill(lambda request: None)
        request = self.request()
        assert frame.frame(request).bell is frame.frame(request).bell
        assert len(asked) == 1

    def test_two_entries_cannot_share_a_key(self) -> None:
        from fengqiao.shell import registries

        menu = registries.Menu()
        menu.add(shell.MenuItem("a", "一", "inbox", "home", 1))
        with pytest.raises(ValueError, match="taken"):
            menu.add(shell.MenuItem("a", "二", "inbox", "page", 1))
