"""Every route × every role × own, foreign and nobody's object × kind of person (THREATS T15, T16, T20). Generated from
the resolver: what a new room brings is walked without a word here.

One world stands for the whole file. Which kind of person lies elsewhere turns with route and role: every address meets
every kind at every place; `make soak` walks all of them with each role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from fengqiao.areas.face import covers
from fengqiao.kit import clock
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as people
from fengqiao.users import face as users
from fengqiao.users.tests import factories
from tests.house import scene
from tests.house.addresses import OBJECTS, OTHER_OBJECTS, Route, routes
from tests.house.scene import Held
from tests.house.sealed import sealed

ROLES = [role.value for role in users.Role]
OPEN = {users.PUBLIC, users.ACCOUNT}
FOUND = {200, 302, 405, 409, 422}
"""What may answer about one's own object: the page, the next page, the wrong method, the form with its faults."""
ANSWERS_FOR_MINORS = {
    "office_head", "county_staff", "county_lead", "bureau_head", "city_lead", "province_lead", "procurator",
}  # fmt: skip
"""Who may know of every minor of the place (THREATS T20), said here once more: a change needs two words."""


@dataclass(frozen=True, slots=True)
class World:
    """Somebody of each kind here, at the neighbouring office and in another city; and one whose record is sealed."""

    own: Held
    young: Held
    gone: Held
    foreign: tuple[Held, ...]

    def hidden_from(self, role: str, place: str) -> list[Held]:
        """Those of whom a role at a place may not be told."""
        near = [self.young] if role not in ANSWERS_FOR_MINORS else []
        return [*near, self.gone, *(held for held in self.foreign if not covers(place, held.area))]


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world, made once and undone at the end of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(
            own=scene.held(scene.OWN, 1),
            young=scene.held(scene.OWN, 2, minor=True),
            gone=sealed(scene.OWN, 7),
            foreign=(
                scene.held(scene.SIBLING, 3), scene.held(scene.ELSEWHERE, 4, minor=True),
                scene.held(scene.SIBLING, 5, minor=True), scene.held(scene.ELSEWHERE, 6),
            ),
        )  # fmt: skip
        transaction.set_rollback(True)


@pytest.fixture
def world(standing: World) -> Iterator[World]:
    """The world, as it was before the test."""
    with transaction.atomic():
        yield standing
        transaction.set_rollback(True)


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
def test_t15_t16_t20_every_route_for_a_role(role: str, world: World) -> None:
    assert not list(_walk(role, world, whole=False))


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
def test_t15_t16_t20_every_route_for_a_role_and_every_kind_of_person(role: str, world: World) -> None:
    assert not list(_walk(role, world, whole=True))


def _walk(role: str, world: World, *, whole: bool) -> Iterator[str]:
    place = scene.place_of(role)
    client = factories.sign_in(_browser(), factories.someone(role, place))
    rights = {right.value for right in users.ROLES[users.Role(role)].rights}
    hidden = world.hidden_from(role, place)
    for turn, route in enumerate(routes(), start=ROLES.index(role)):
        if route.right in OPEN:
            continue
        if route.right not in rights:
            yield from _refused(client, route, world.own, methods=("get", "post") if whole else _one(turn))
            continue
        yield from _on_ones_own(client, route, world.own)
        if route.is_about_somebody:
            chosen = hidden if whole or len(hidden) < 4 else [hidden[(turn + n) % len(hidden)] for n in range(2)]
            yield from _foreign(client, "get", route, chosen)
            yield from _foreign(client, "post", route, chosen if whole else chosen[:1])


def _one(turn: int) -> tuple[str]:
    return (("get",), ("post",))[turn % 2]


def _refused(client: Client, route: Route, own: Held, *, methods: tuple[str, ...]) -> Iterator[str]:
    """A post without the right is refused, whichever object and method."""
    for method in methods:
        status = getattr(client, method)(route.address(own)).status_code
        if status != 403:
            yield f"{method} {route.name}: {status} without the right {route.right}"


def _on_ones_own(client: Client, route: Route, own: Held) -> Iterator[str]:
    """It opens, and names neither the victim nor anything whole that is to be masked."""
    answer = client.get(route.address(own))
    if answer.status_code not in FOUND and not (answer.status_code == 404 and route.first_word in OTHER_OBJECTS):
        yield f"{route.name}: {answer.status_code} on one's own"
    if not answer.streaming and answer["Content-Type"].startswith("text/html"):
        page = answer.content.decode()
        told = [what for what, text in SECRETS.items() if text in page]
        if told and route.name not in SHOWS.get(told[0], ()):
            yield f"{route.name}: shows {told}"


SECRETS = {
    "victim": scene.VICTIM,
    "victim's telephone": scene.VICTIMS_PHONE,
    "identity number": people.number(1),
    "telephone": people.new(1).phone,
}
SHOWS: dict[str, tuple[str, ...]] = {}
"""Pages on which one of them stands by right, with the reason."""


def _foreign(client: Client, method: str, route: Route, hidden: list[Held]) -> Iterator[str]:
    """What lies elsewhere, and whom one is not told of, answers byte for byte like what does not exist."""
    nowhere = getattr(client, method)(route.address(scene.nowhere(scene.OWN)))
    if nowhere.status_code not in (403, 404, 405):
        yield f"{method} {route.name}: {nowhere.status_code} for what does not exist"
    for held in hidden:
        there = getattr(client, method)(route.address(held))
        if (there.status_code, body(there)) != (nowhere.status_code, body(nowhere)):
            kind = "minor" if held.minor else "adult"
            yield f"{method} {route.name}: {kind} of {held.area} {there.status_code}, nowhere {nowhere.status_code}"


def test_t77_whoever_declared_a_relation_finds_the_file_nowhere(world: World) -> None:
    """Reading and writing, at every address about the person: as if nobody were there (回避)."""
    lead, at = factories.someone("county_lead", scene.COUNTY), clock.now()
    client = factories.sign_in(_browser(), lead)
    about = [route for route in routes() if route.is_about_somebody]
    assert client.get(f"/subjects/{world.own.subject}/").status_code == 200
    with scene.working(scene.COUNTY):
        subjects.declare_avoidance(
            uid=world.own.subject, person=None, kind="relative", words="系其表兄弟", request=uuid4(), by=lead.actor(at),
            at=at,
        )  # fmt: skip
    assert not [wrong for route in about for wrong in _foreign(client, "get", route, [world.own])]
    assert not [wrong for route in about for wrong in _foreign(client, "post", route, [world.own])]
    colleague = factories.sign_in(_browser(), factories.someone("county_lead", scene.COUNTY))
    assert colleague.get(f"/subjects/{world.own.subject}/").status_code == 200


def test_t20_who_answers_for_minors_is_the_same_in_the_program() -> None:
    told = {role for role in ROLES if subjects.answers_for_minors(people.actor(role, scene.COUNTY))}
    assert told == ANSWERS_FOR_MINORS


def test_t16_nobody_signed_in_sees_nothing(world: World) -> None:
    client = _browser()
    for route in routes():
        if route.right == users.PUBLIC:
            continue
        for held in (world.own, scene.nowhere(scene.OWN)):
            answer = client.get(route.address(held))
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/"), route.name


def test_t16_a_piece_of_a_page_is_guarded_like_the_page(world: World) -> None:
    """htmx fragments take the same way as pages: same right, same not found."""
    client = factories.sign_in(_browser(), factories.someone("office_staff", scene.OWN))
    rights = {right.value for right in users.ROLES[users.Role.OFFICE_STAFF].rights}
    for route in (r for r in routes() if r.is_about_somebody):
        for held in (world.young, world.gone, world.foreign[0], world.foreign[3]):
            answer = client.get(route.address(held), headers={"HX-Request": "true"})
            assert answer.status_code in ((404, 405) if route.right in rights else (403,)), route.name


def test_t03_conditions_of_an_address_are_no_query(world: World) -> None:
    client = factories.sign_in(_browser(), factories.someone("county_lead", scene.COUNTY))
    lists = [r for r in routes() if r.right in ("see_cases", "work_here") and not r.pattern.startswith("search/")]
    shown = [r for r in lists if client.get(r.address(world.own)).status_code == 200]
    assert {"desk:inbox", "desk:caseload", "desk:file", "desk:matter"} <= {r.name for r in shown}
    for route in shown:
        for query in ("_connector=)%20OR%201=1--", "officer__password__startswith=a", "sort=offence", "birth__lt=1990"):
            assert client.get(f"{route.address(world.own)}?{query}").status_code == 400, (route.name, query)


def test_t41_no_get_writes_anything_but_the_audit(world: World) -> None:
    written: list[str] = []

    def watch(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "TRUNCATE")):
            written.append(sql)
        return execute(sql, params, many, context)  # type: ignore[operator]

    client = factories.sign_in(_browser(), factories.someone("county_lead", scene.COUNTY))
    with connection.execute_wrapper(watch):
        for route in routes():
            client.get(route.address(world.own))
    assert not [sql for sql in written if "audit_row" not in sql and "users_session" not in sql]


def test_t41_every_unsafe_route_wants_its_token(world: World) -> None:
    client = factories.sign_in(_browser(enforce_csrf_checks=True), factories.someone("county_lead", scene.COUNTY))
    for route in routes():
        assert client.post(route.address(world.own)).status_code in (403, 405), route.name
