"""Out of scope is not found: one status and one body for what does not exist and what lies elsewhere (T15, T16)."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db

ELSEWHERE = "330604001"
"""An office of the neighbouring county."""
ROUTES = (
    "/subjects/{uid}/",
    "/subjects/{uid}/?tab=procedures",
    "/subjects/{uid}/start/stay/",
    "/subjects/{uid}/reveal/number/",
    "/matters/{uid}/",
)


def stranger() -> factories.Someone:
    return factories.someone("office_staff", ELSEWHERE, name="裘勇")


def body(answer) -> str:
    """The page without what differs on every request: tokens and the problem number."""
    text = answer.content.decode()
    return re.sub(r'(value|content)="[A-Za-z0-9]{64}"|[A-Z0-9]{4}-[A-Z0-9]{4}|[0-9a-f-]{36}', "", text)


@pytest.mark.parametrize("route", ROUTES)
def test_t15_elsewhere_and_nowhere_are_the_same_answer(people, browser, now, route):
    theirs = cast.person(ELSEWHERE)
    matter = theirs.uid
    client = browser(people.clerk)
    elsewhere = client.get(route.format(uid=matter))
    nowhere = client.get(route.format(uid=uuid4()))
    assert elsewhere.status_code == nowhere.status_code == 404
    assert body(elsewhere) == body(nowhere)


def test_t16_a_matter_of_another_county_takes_no_act_no_draft_no_confirmation(people, browser, now):
    mine = cast.person()
    matter = cast.begun(people, mine, at=now)
    client = browser(stranger())
    sent = {"seen": "1", "request": str(uuid4())}
    for address in ("review/forward/", "review/forward/draft/", f"confirm/{uuid4()}/now/"):
        assert client.post(f"/matters/{matter}/{address}", sent).status_code == 404


def test_t17_lists_and_search_of_another_county_are_empty(people, browser, now):
    cast.begun(people, cast.person(), at=now)
    client = browser(stranger())
    assert "测试对象" not in client.get("/").content.decode()
    assert "测试对象" not in client.get("/subjects/").content.decode()
    found = client.post("/search/", {"q": "测试对象"}).content.decode()
    assert 'class="who"' not in found
