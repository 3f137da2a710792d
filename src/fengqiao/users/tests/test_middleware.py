"""One transaction per request, the actor re-read in it, every page closed until it states its right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fengqiao.kit import clock
from fengqiao.users import clocks, models
from fengqiao.users import face as users
from fengqiao.users.rules import ROLES, Right, Role
from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, OTHER_OFFICE, Someone, someone

pytestmark = [pytest.mark.django_db, pytest.mark.urls("fengqiao.users.tests.pages")]


def _place(role: Role) -> str:
    lengths = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}
    return "330681109201"[
        : lengths[max(level for level in ROLES[role].levels if level != 5 or ROLES[role].levels == {5})]
    ]


@pytest.fixture
def officer() -> Someone:
    return someone("office_staff", OFFICE)


@pytest.mark.parametrize("role", list(Role))
def test_route_by_role(client: Client, role: Role) -> None:
    """Each page of a right opens for exactly the roles that the table gives it."""
    factories.sign_in(client, someone(role, _place(role)))
    found = {right for right in Right if client.get(f"/{right.value}/").status_code == 200}
    assert found == ROLES[role].rights
    refused = set(Right) - found
    assert all(client.get(f"/{right.value}/").status_code == 403 for right in refused)


def test_nobody_signed_in_is_sent_to_sign_in(client: Client) -> None:
    for right in Right:
        answer = client.get(f"/{right.value}/?page=2")
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next=%2F{right.value}%2F%3Fpage%3D2")
    assert client.get("/account/").status_code == 302
    assert client.get("/open/").status_code == 200


def test_htmx_is_told_in_a_header(client: Client) -> None:
    answer = client.get("/see_cases/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/")


def test_a_view_that_states_no_right_is_shown_to_nobody(client: Client, officer: Someone) -> None:
    client.raise_request_exception = False
    assert client.get("/silent/").status_code == 500
    factories.sign_in(client, officer)
    assert client.get("/silent/").status_code == 500


def test_t01_t02_the_scope_is_the_actors_and_nobody_has_none(client: Client, officer: Someone) -> None:
    assert client.get("/scope-of-anybody/").content == b""
    factories.sign_in(client, officer)
    assert client.get("/scope/").content.decode() == f"{OFFICE}|"
    assert Client().get("/scope-of-anybody/").content == b""


def test_a_cover_adds_one_range(client: Client, officer: Someone) -> None:
    factories.cover(deputy=officer, covered=someone("office_head", OTHER_OFFICE))
    factories.sign_in(client, officer)
    assert client.get("/scope/").content.decode() == f"{OFFICE}|{OTHER_OFFICE}"
    assert client.get("/decide/").status_code == 200


def test_an_administrator_has_no_range(client: Client) -> None:
    factories.sign_in(client, someone("administrator", COUNTY))
    assert client.get("/scope/").content.decode() == "|"


def test_t24_a_post_that_ended_works_no_longer_at_the_next_request(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    assert client.get("/see_cases/").status_code == 200
    users.end_post(post=officer.post_uid, by=someone("administrator", COUNTY).actor(), at=clock.now())
    answer = client.get("/see_cases/")
    assert (answer.status_code, answer["Location"]) == (302, "/post/")
    page = client.get("/post/")
    assert page.status_code == 200
    assert 'name="post"' not in page.content.decode()


def test_t24_an_account_that_was_switched_off_is_out_at_the_next_request(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    users.switch_off(account=officer.account_uid, by=someone("administrator", COUNTY).actor(), at=clock.now())
    assert client.get("/see_cases/")["Location"].startswith("/sign-in/")


def test_t23_a_deputy_loses_the_range_when_the_covered_post_ends(client: Client, officer: Someone) -> None:
    head = someone("office_head", OTHER_OFFICE)
    factories.cover(deputy=officer, covered=head)
    factories.sign_in(client, officer)
    users.end_post(post=head.post_uid, by=someone("administrator", COUNTY).actor(), at=clock.now())
    assert client.get("/scope/").content.decode() == f"{OFFICE}|"
    assert client.get("/decide/").status_code == 403


def test_a_fault_leaves_nothing(client: Client, officer: Someone) -> None:
    client.raise_request_exception = False
    factories.sign_in(client, officer)
    for method in (client.get, client.post):
        assert method("/fault/").status_code == 500
    assert not models.Attempts.objects.exists()


def test_a_refusal_undoes_what_the_view_began(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    assert client.post("/refusal/").status_code == 403
    assert not models.Attempts.objects.exists()


def test_a_one_time_password_opens_only_the_page_that_changes_it(client: Client, officer: Someone) -> None:
    models.Account.objects.filter(id=officer.account).update(must_change=True)
    factories.sign_in(client, officer)
    assert client.get("/see_cases/")["Location"] == "/password/"
    assert client.get("/password/").status_code == 200


def test_the_factor_is_asked_again_and_the_form_is_kept(client: Client) -> None:
    factories.sign_in(client, someone("county_lead", COUNTY), verified=False)
    asked = client.post("/decision/", {"reason": "同意<b>", "day": "2026-11-22"})
    body = asked.content.decode()
    assert asked.status_code == 200
    assert '<input type="hidden" name="reason" value="同意&lt;b&gt;">' in body
    assert 'action="/decision/"' in body
    assert not models.Attempts.objects.filter(key_hash=b"mark").exists()
    answer = client.post("/decision/", {"reason": "同意", "day": "2026-11-22", "factor_code": factories.code()})
    assert answer.content.decode() == "decided 同意"


def test_one_factor_covers_five_minutes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.sign_in(client, someone("county_lead", COUNTY))
    begin = clock.now()
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=4, seconds=55))
    monkeypatch.setattr(clocks, "agree", lambda: True)
    assert client.post("/decision/", {"reason": "x"}).content == b"decided x"
    models.Attempts.objects.all().delete()
    monkeypatch.setattr(clock, "now", lambda: begin + timedelta(minutes=5, seconds=5))
    assert b"decided" not in client.post("/decision/", {"reason": "x"}).content


def test_t38_six_wrong_factors_are_enough(client: Client) -> None:
    factories.sign_in(client, someone("county_lead", COUNTY), verified=False)
    statuses = [client.post("/decision/", {"factor_code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_t27_nothing_is_decided_when_the_clocks_differ(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.sign_in(client, someone("county_lead", COUNTY))
    monkeypatch.setattr(clocks, "_checked_at", float("-inf"))
    shifted = clock.now() + timedelta(seconds=5)
    monkeypatch.setattr(clock, "now", lambda: shifted)
    assert client.get("/decision/").status_code == 200
    models.Attempts.objects.all().delete()
    assert client.post("/decision/").status_code == 503
    assert not models.Attempts.objects.exists()
    monkeypatch.undo()
    assert client.post("/decision/").status_code == 200


def test_two_queries_say_who_asks(client: Client, officer: Someone) -> None:
    """Session with actor, and scope; the savepoint is the test's own nesting of the request's transaction."""
    factories.sign_in(client, officer)
    client.get("/see_cases/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/see_cases/").status_code == 200
    texts = [q["sql"] for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]]
    # The last one takes the scope back, since the test's transaction goes on; a request's own one ends.
    assert len([t for t in texts if "set_config" not in t]) == 1
    assert len(texts) <= 3


def test_the_session_is_written_at_most_once_a_minute(
    client: Client, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.sign_in(client, officer)
    begin = clock.now()
    writes = []
    for seconds in (10, 50, 61, 70, 130):
        monkeypatch.setattr(clock, "now", lambda moment=begin + timedelta(seconds=seconds): moment)
        with CaptureQueriesContext(connection) as queries:
            client.get("/see_cases/")
        writes.append(sum("UPDATE" in q["sql"] for q in queries.captured_queries))
    assert writes == [0, 0, 1, 0, 1]
