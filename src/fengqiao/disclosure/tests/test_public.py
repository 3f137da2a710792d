"""The public door: what strangers read, and that nothing else is there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from fengqiao.disclosure import actions, powers, reads
from fengqiao.kit import clock
from fengqiao.users import face as users
from fengqiao.users.tests import factories

PAGES = ("/", "/powers/", "/powers/leave/", "/papers/", "/robots.txt")


@pytest.fixture
def published(lead: Any) -> Any:
    """The present list, published for the county."""
    now = clock.now()
    told = reads.draft(factories.COUNTY, on=clock.local_day(now))
    return actions.publish(authority=factories.COUNTY, digest=powers.digest(told), by=lead.actor(), at=now)


@pytest.fixture(autouse=True)
def county() -> Any:
    with override_settings(FENGQIAO_COUNTY=factories.COUNTY):
        yield


def _routes(patterns: list[Any], before: str = "") -> list[tuple[str, Any]]:
    found = []
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _routes(pattern.url_patterns, text)
        elif isinstance(pattern, URLPattern):
            found.append((text, pattern.callback))
    return found


def test_every_public_view_says_that_it_is_public_and_no_staff_view_is_there() -> None:
    routes = _routes(get_resolver(settings.PUBLIC_URLCONF).url_patterns)
    assert len(routes) >= 6
    assert {view.right for _text, view in routes} == {users.PUBLIC}
    assert not [text for text, _view in routes if "sign" in text or "subjects" in text]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_no_cookie_and_carries_the_headers(page: str, stranger: Client, published: Any) -> None:
    answer = stranger.get(page)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "<form" not in answer.content.decode()
    assert "<script" not in answer.content.decode()


@pytest.mark.parametrize("page", ["/", "/powers/", "/papers/"])
def test_pages_answer_before_anything_is_published(page: str, stranger: Client, db: None) -> None:
    assert stranger.get(page).status_code == 200


def test_the_language_stands_in_the_address(stranger: Client, published: Any) -> None:
    chinese, english = stranger.get("/powers/leave/"), stranger.get("/en/powers/leave/")
    assert (chinese["Content-Language"], english["Content-Language"]) == ("zh-CN", "en")
    assert "外出" in chinese.content.decode()
    assert 'href="/en/powers/leave/"' in chinese.content.decode()
    assert 'href="/powers/leave/"' in english.content.decode()
    assert 'href="/en/powers/"' in english.content.decode()
    assert stranger.get("/zh-hans/powers/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_nothing_but_reading(method: str, stranger: Client, db: None) -> None:
    answer = getattr(stranger, method)("/powers/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("page", ["/subjects/", "/sign-in/", "/staff/", "/powers/publish/", "/shell/components/"])
def test_staff_pages_are_not_there(page: str, stranger: Client, published: Any) -> None:
    answer = stranger.get(page)
    assert answer.status_code == 404
    assert not answer.cookies


def test_t45_a_wrong_host_is_refused_and_a_forwarded_one_counts_for_nothing(stranger: Client, published: Any) -> None:
    assert stranger.get("/", headers={"Host": "evil.example"}).status_code == 400
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "198.51.100.4", "X-Forwarded-Proto": "https"}
    answer = stranger.get("/", headers=forwarded)
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode() + str(answer.headers)
    assert settings.USE_X_FORWARDED_HOST is False


def test_the_public_reads_what_was_published_not_what_is_defined_now(
    stranger: Client, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stranger.get("/powers/leave/").content
    monkeypatch.setattr(reads.procedures, "all_current", lambda on: ())
    assert stranger.get("/powers/leave/").content == before
    assert stranger.get("/powers/registration/").status_code == 200


def test_another_countys_list_is_not_this_sites(stranger: Client, published: Any) -> None:
    with override_settings(FENGQIAO_COUNTY=factories.OTHER_COUNTY):
        assert stranger.get("/powers/leave/").status_code == 404


def test_t11_public_pages_carry_no_id_of_ours(stranger: Client, published: Any) -> None:
    for page in PAGES:
        text = stranger.get(page).content.decode()
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", text), page


def test_the_files_are_the_published_bytes(stranger: Client, published: Any) -> None:
    for kind in ("xlsx", "pdf"):
        answer = stranger.get(f"/powers/list.{kind}")
        assert answer.content == bytes(getattr(published, kind))
        assert answer["Content-Disposition"].startswith("attachment")
