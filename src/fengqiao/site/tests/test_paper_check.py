"""A paper is checked by its code: what is told, what is not, how often. Asked as the public door's own role (T76)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings

from fengqiao.audit.face import Actor
from fengqiao.disclosure import face as disclosure
from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import COUNTY, NOW, OFFICE, PERSON, order
from fengqiao.kit import clock, scope
from fengqiao.site import home
from fengqiao.users.tests import factories

HEAD = Actor(1, 7, "王海燕", "office_head", 4, OFFICE, (OFFICE,), post=1, verified_at=NOW)


@dataclass
class Papers:
    """Addresses of papers in every state, and what nobody may learn of the one that is valid."""

    valid: str
    withdrawn: str
    waiting: str
    office: str
    second: str
    secrets: tuple[str, ...]


@contextmanager
def _as_public() -> Iterator[None]:
    """This process as the public door: its role, its addresses, its middleware."""
    held = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER="fq_public", PASSWORD=home.secret("db_fq_public"))
    try:
        with override_settings(ROOT_URLCONF=settings.PUBLIC_URLCONF, MIDDLEWARE=settings.PUBLIC_MIDDLEWARE):
            yield
    finally:
        connection.close()
        connection.settings_dict.update(held)


def _path(paper: Any) -> str:
    address = documents.address_of(paper.uid)
    assert address.startswith(f"{settings.FENGQIAO_PUBLIC_ORIGIN}/v/")
    return address.removeprefix(settings.FENGQIAO_PUBLIC_ORIGIN)


@pytest.fixture
def papers(committed: str, monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Leave slips of one office: sealed, sealed and withdrawn, and one that waits for its seal."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with transaction.atomic(), scope.of((OFFICE,)):
        made = [documents.issue(order=order("D33"), by=HEAD, at=NOW) for _ in range(3)]
        documents.seal(papers=[made[0].uid, made[1].uid], by=HEAD, at=NOW)
        documents.withdraw(paper=made[1].uid, reason="重复制发", by=HEAD, at=NOW)
        paths = [_path(paper) for paper in made]
    hidden = [str(PERSON[key]) for key in ("name", "number", "phone", "residence", "category", "offences", "organ")]
    return Papers(
        *paths,
        office="枫桥司法所",
        second=made[0].second,
        secrets=(*hidden, made[0].number, str(made[0].uid), OFFICE, COUNTY, "就医", "王海燕"),
    )


@pytest.fixture
def ask(papers: Papers) -> Iterator[Callable[..., Any]]:
    """`ask(path, network)`: what a stranger of that network gets."""
    with _as_public():
        client = Client(raise_request_exception=False)
        yield lambda path, network="203.0.113.9": client.get(path, REMOTE_ADDR=network)


def test_t76_a_valid_paper_is_confirmed_and_nobody_is_named(ask: Callable[..., Any], papers: Papers) -> None:
    answer = ask(papers.valid)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert all(told in text for told in ("文书有效", "外出证明", papers.office, "2026年11月23日", papers.second))
    everything = text + str(answer.headers)
    assert not [secret for secret in papers.secrets if secret in everything]
    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_t76_the_same_in_english(ask: Callable[..., Any], papers: Papers) -> None:
    text = ask(f"/en{papers.valid}").content.decode()
    assert "The paper is valid" in text
    assert papers.second in text
    assert not [secret for secret in papers.secrets if secret in text]


def test_a_withdrawn_paper_is_told_as_such(ask: Callable[..., Any], papers: Papers) -> None:
    text = ask(papers.withdrawn).content.decode()
    assert "文书已撤销" in text
    assert "文书有效" not in text


def test_a_paper_past_its_last_day_is_told_as_such(
    ask: Callable[..., Any], papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=60))
    assert "文书已过有效期" in ask(papers.valid).content.decode()


def test_t76_what_is_not_known_and_what_waits_for_its_seal_are_one_answer(
    ask: Callable[..., Any], papers: Papers
) -> None:
    unknown = f"/v/{secrets.token_urlsafe(16)}"
    answers = [ask(path) for path in (unknown, papers.waiting, "/v/short", f"/v/{'x' * 200}")]
    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(r"/v/[\w-]+", "", answer.content.decode()) for answer in answers}
    assert len(bodies) == 1
    assert "未查到对应文书" in bodies.pop()


def test_t76_guessing_ends_after_ten_tries_and_others_are_not_touched(ask: Callable[..., Any], papers: Papers) -> None:
    answers = [ask(f"/v/{secrets.token_urlsafe(16)}").status_code for _ in range(15)]
    assert answers == [404] * 10 + [429] * 5
    refused = ask(papers.valid)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert papers.second not in refused.content.decode()
    assert ask(papers.valid, "198.51.100.7").status_code == 200


def test_t45_a_forwarded_address_opens_no_fresh_counter(ask: Callable[..., Any], papers: Papers) -> None:
    client = Client(raise_request_exception=False)
    paths = [f"/v/{secrets.token_urlsafe(16)}" for _ in range(12)]
    answers = [
        client.get(path, REMOTE_ADDR="203.0.113.50", headers={"X-Forwarded-For": f"10.9.8.{at}"}).status_code
        for at, path in enumerate(paths)
    ]
    assert answers[-2:] == [429, 429]


def test_t11_a_token_is_random_and_no_time_ordered_id(papers: Papers) -> None:
    tokens = [path.removeprefix("/v/") for path in (papers.valid, papers.withdrawn, papers.waiting)]
    assert len(set(tokens)) == 3
    assert {len(token) for token in tokens} == {22}
    assert len({token[:4] for token in tokens}) == 3


PAGES = (
    *("/", "/powers/", "/powers/leave/", "/powers/list.xlsx", "/powers/list.pdf", "/papers/", "/robots.txt"),
    *("/en/", "/en/powers/leave/"),
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_read_with_the_strangers_rights_alone(path: str, committed: str) -> None:
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        lead, now = factories.someone("county_lead", factories.COUNTY), clock.now()
        digest = disclosure.draft_digest(factories.COUNTY, on=clock.local_day(now))
        disclosure.publish(authority=factories.COUNTY, digest=digest, by=lead.actor(), at=now)
    with _as_public(), override_settings(FENGQIAO_COUNTY=factories.COUNTY):
        with connection.cursor() as cursor:
            cursor.execute("SELECT session_user")
            assert cursor.fetchone() == ("fq_public",)
        answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 200
