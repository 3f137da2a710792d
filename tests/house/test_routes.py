"""Every route × every role × own, foreign and nobody's object (THREATS T15, T16). Generated from the resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from fengqiao.areas.face import covers
from fengqiao.users import face as users
from fengqiao.users.tests import factories
from tests.house import scene
from tests.house.addresses import OBJECTS, OTHER_OBJECTS, Route, routes
from tests.house.scene import Held

ROLES = [role.value for role in users.Role]
OPEN = {users.PUBLIC, users.ACCOUNT}
FOUND = {200, 302, 405, 409, 422}
"""What may answer about one's own object: the page, the next page, the wrong method, the form with its faults."""


@pytest.fixture
def world(everywhere: None) -> tuple[Held, Held, Held]:
    """One person here, one at the neighbouring office, one in another city."""
    return scene.held(scene.OWN, 1), scene.held(scene.SIBLING, 2), scene.held(scene.ELSEWHERE, 3)


def body(answer: HttpResponse) -> str:
    """A page without what differs each time: tokens, the problem number, names of rows."""
    text = answer.content.decode()
    return re.sub(r'(value|content)="[A-Za-z0-9]{64}"|[A-Z0-9]{4}-[A-Z0-9]{4}|[0-9a-f-]{36}', "", text)


def _browser(**how: bool) -> Client:
    """A fault is an answer with status 500 here, as it is for a visitor."""
    return Client(raise_request_exception=False, **how)


def test_t16_every_view_states_a_right_that_exists() -> None:
    known = OPEN | {right.value for right in users.Right}
    silent = [route.name for route in routes() if route.right not in known]
    assert not silent
    assert len(routes()) > 25


def test_t16_every_name_of_a_row_is_one_that_this_test_can_make() -> None:
    """A new kind of object needs a foreign one here, or a word on why it is nobody's file."""
    unknown = [
        r.pattern for r in routes() if "<uuid:uid>" in r.pattern and r.first_word not in (*OBJECTS, *OTHER_OBJECTS)
    ]
    assert not unknown


@pytest.mark.parametrize("role", ROLES)
def test_t15_t16_every_route_for_a_role(role: str, world: tuple[Held, Held, Held]) -> None:
    who = factories.someone(role, scene.place_of(role))
    client = factories.sign_in(_browser(), who)
    rights = {right.value for right in users.ROLES[users.Role(role)].rights}
    wrong = [*_without_right(client, rights, world[0]), *_with_right(client, rights, world, scene.place_of(role))]
    assert not wrong


def _without_right(client: Client, rights: set[str], own: Held) -> Iterator[str]:
    """A post without the right is refused, whichever object and method."""
    for route in routes():
        if route.right in rights | OPEN:
            continue
        for method in (client.get, client.post):
            status = method(route.address(own)).status_code
            if status != 403:
                yield f"{method.__name__} {route.name}: {status} without the right {route.right}"


def _with_right(client: Client, rights: set[str], world: tuple[Held, Held, Held], place: str) -> Iterator[str]:
    own, *foreign = world
    hidden = [held for held in foreign if not covers(place, held.area)]
    for route in (r for r in routes() if r.right in rights):
        status = client.get(route.address(own)).status_code
        if status not in FOUND and not (status == 404 and route.first_word in OTHER_OBJECTS):
            yield f"{route.name}: {status} on one's own"
        if route.is_about_somebody:
            for method in ("get", "post"):
                yield from _foreign(client, method, route, hidden)


def _foreign(client: Client, method: str, route: Route, hidden: list[Held]) -> Iterator[str]:
    """What lies elsewhere answers, byte for byte, like what does not exist."""
    nowhere = getattr(client, method)(route.address(scene.nowhere(scene.OWN)))
    if nowhere.status_code not in (403, 404, 405):
        yield f"{method} {route.name}: {nowhere.status_code} for what does not exist"
    for held in hidden:
        there = getattr(client, method)(route.address(held))
        if (there.status_code, body(there)) != (nowhere.status_code, body(nowhere)):
            yield f"{method} {route.name}: foreign {there.status_code}, nowhere {nowhere.status_code}"


def test_t16_nobody_signed_in_sees_nothing(world: tuple[Held, Held, Held]) -> None:
    client = _browser()
    for route in routes():
        if route.right == users.PUBLIC:
            continue
        for held in (world[0], scene.nowhere(scene.OWN)):
            answer = client.get(route.address(held))
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/"), route.name


def test_t16_a_piece_of_a_page_is_guarded_like_the_page(world: tuple[Held, Held, Held]) -> None:
    """htmx fragments take the same way as pages: same right, same not found."""
    client = factories.sign_in(_browser(), factories.someone("office_staff", scene.OWN))
    for route in (r for r in routes() if r.is_about_somebody):
        for held in (world[1], world[2]):
            answer = client.get(route.address(held), headers={"HX-Request": "true"})
            assert answer.status_code in (404, 405), route.name


def test_t03_conditions_of_an_address_are_no_query(world: tuple[Held, Held, Held]) -> None:
    client = factories.sign_in(_browser(), factories.someone("county_lead", scene.COUNTY))
    lists = [r for r in routes() if r.right in ("see_cases", "work_here") and not r.pattern.startswith("search/")]
    shown = [r for r in lists if client.get(r.address(world[0])).status_code == 200]
    assert {"desk:inbox", "desk:caseload", "desk:file", "desk:matter"} <= {r.name for r in shown}
    for route in shown:
        for query in ("_connector=)%20OR%201=1--", "officer__password__startswith=a", "sort=offence", "birth__lt=1990"):
            assert client.get(f"{route.address(world[0])}?{query}").status_code == 400, (route.name, query)


def test_t41_no_get_writes_anything_but_the_audit(world: tuple[Held, Held, Held]) -> None:
    written: list[str] = []

    def watch(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "TRUNCATE")):
            written.append(sql)
        return execute(sql, params, many, context)  # type: ignore[operator]

    client = factories.sign_in(_browser(), factories.someone("county_lead", scene.COUNTY))
    with connection.execute_wrapper(watch):
        for route in routes():
            client.get(route.address(world[0]))
    assert not [sql for sql in written if "audit_row" not in sql and "users_session" not in sql]


def test_t41_every_unsafe_route_wants_its_token(world: tuple[Held, Held, Held]) -> None:
    client = factories.sign_in(_browser(enforce_csrf_checks=True), factories.someone("county_lead", scene.COUNTY))
    for route in routes():
        assert client.post(route.address(world[0])).status_code in (403, 405), route.name
