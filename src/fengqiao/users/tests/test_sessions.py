"""Sessions through the pages: their keys, the choice of a post, their ends, and the second factor again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from fengqiao.kit import clock
from fengqiao.users import models
from fengqiao.users.tests import entering, factories
from fengqiao.users.tests.factories import COUNTY, PASSWORD, Someone, someone

pytestmark = pytest.mark.django_db


def test_t40_the_key_changes_at_sign_in_and_only_its_hash_is_kept(client: Client, officer: Someone) -> None:
    name = settings.SESSION_COOKIE_NAME
    client.cookies[name] = "fixed-by-an-attacker-0123456789ab"
    entering.password(client, officer.username)
    pending = client.cookies[name].value
    client.post("/sign-in/code/", {"code": factories.code()})
    inside = client.cookies[name].value
    assert len({"fixed-by-an-attacker-0123456789ab", pending, inside}) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM users_session s")
        rows = " ".join(row[0] for row in cursor.fetchall())
    assert rows
    assert inside not in rows
    assert inside.encode().hex() not in rows
    assert not models.Session.objects.filter(data__has_key="pending").exists()


def test_t40_the_key_changes_at_a_post_switch(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    second = factories.post(models.Account.objects.get(id=officer.account), "county_staff", COUNTY)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post("/post/", {"post": second.id}).status_code == 302
    after = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert before != after
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stale.get("/password/").status_code == 302


def test_nobody_switches_to_a_post_of_somebody_else(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    other = someone("county_lead", COUNTY)
    assert client.post("/post/", {"post": other.post}).status_code == 404


def test_who_has_several_posts_chooses_one(client: Client, officer: Someone) -> None:
    factories.post(models.Account.objects.get(id=officer.account), "county_staff", COUNTY)
    assert entering.whole(client, officer)["Location"] == "/post/?next=%2F"
    page = client.get("/post/")
    assert "枫桥司法所" in page.content.decode()
    assert "县级社区矫正机构工作人员" in page.content.decode()


def test_a_third_session_ends_the_oldest(officer: Someone) -> None:
    browsers = []
    for _ in range(3):
        models.Account.objects.filter(id=officer.account).update(last_step=0)
        browsers.append(Client())
        entering.whole(browsers[-1], officer)
    assert [b.get("/password/").status_code for b in browsers] == [302, 200, 200]


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (16, 302)])
def test_a_session_ends_after_a_quarter_of_an_hour_unused(
    client: Client, officer: Someone, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int
) -> None:
    factories.sign_in(client, officer)
    later = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get("/password/").status_code == status


def test_a_session_ends_after_twelve_hours_however_busy(
    client: Client, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.sign_in(client, officer)
    begin = clock.now()
    statuses = []
    for minutes in range(0, 12 * 60 + 10, 10):
        moment = begin + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        statuses.append(client.get("/password/").status_code)
    assert statuses[:-1] == [200] * 72
    assert statuses[-1] == 302


def test_t43_signing_out_ends_the_session_and_clears_the_browser(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/sign-out/")
    assert '"storage"' in answer["Clear-Site-Data"]
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = key
    assert stale.get("/password/").status_code == 302
    assert client.get("/sign-out/").status_code == 405


def test_t41_every_form_needs_its_token(officer: Someone) -> None:
    browser = Client(enforce_csrf_checks=True)
    factories.sign_in(browser, officer)
    for address in ("/sign-in/", "/sign-in/code/", "/sign-out/", "/post/", "/password/", "/factor/"):
        assert browser.post(address, {}).status_code == 403, address


def test_t41_another_site_cannot_spend_the_tries_of_a_factor(officer: Someone) -> None:
    browser = Client(enforce_csrf_checks=True)
    factories.sign_in(browser, officer)
    browser.post("/factor/", {"factor_code": "000000"})
    assert not models.Attempts.objects.exists()


def test_changing_the_password_ends_other_sessions(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer)
    other = factories.sign_in(Client(), officer)
    new = "tram lemon orbit 73"
    client.post("/password/", {"present": PASSWORD, "new": new, "again": new})
    assert client.get("/password/").status_code == 200
    assert other.get("/password/").status_code == 302


def test_the_factor_again_gives_a_new_key_and_goes_on(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer, verified=False)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.post("/factor/?next=/password/", {"factor_code": factories.code()})
    assert (answer.status_code, answer["Location"]) == (302, "/password/")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert client.get("/password/").status_code == 200


def test_a_wrong_factor_goes_nowhere(client: Client, officer: Someone) -> None:
    factories.sign_in(client, officer, verified=False)
    assert client.post("/factor/?next=/password/", {"factor_code": "000000"}).status_code == 422
