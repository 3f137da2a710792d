"""Signing in through the pages: password, code, post; throttling, sessions, the second factor again."""

from __future__ import annotations

import statistics
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from fengqiao.kit import clock
from fengqiao.users import models
from fengqiao.users.actions import throttle
from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, PASSWORD, Someone, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Someone:
    return someone("office_staff", OFFICE, name="阿凡")


def _password(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/sign-in/", {"username": username, "password": password}, **extra)


def _whole(client: Client, who: Someone) -> Any:
    _password(client, who.username)
    return client.post("/sign-in/code/", {"code": factories.code()})


def test_password_then_code_then_in(client: Client, officer: Someone) -> None:
    answer = _password(client, officer.username.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    assert client.get("/password/").status_code == 302
    answer = client.post("/sign-in/code/", {"code": factories.code()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/password/").status_code == 200


def test_the_page_that_was_wanted_comes_after_signing_in(client: Client, officer: Someone) -> None:
    assert client.get("/password/")["Location"] == "/sign-in/?next=%2Fpassword%2F"
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD, "next": "/password/"})
    assert client.post("/sign-in/code/", {"code": factories.code()})["Location"] == "/password/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, officer: Someone, target: str) -> None:
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD, "next": target})
    assert client.post("/sign-in/code/", {"code": factories.code()})["Location"] == "/"


def test_t36_known_and_unknown_names_get_the_same_bytes(officer: Someone) -> None:
    known = _password(Client(), officer.username, "wrong password 1")
    unknown = _password(Client(), "no.such.name", "wrong password 1")

    def plain(answer: Any, name: str) -> str:
        token = answer.cookies[settings.CSRF_COOKIE_NAME].value
        assert token
        body = answer.content.decode().replace(name, "NAME")
        return "\n".join(line.split('name="csrfmiddlewaretoken"')[0] for line in body.splitlines())

    assert known.status_code == unknown.status_code == 422
    assert plain(known, officer.username) == plain(unknown, "no.such.name")


def test_t36_an_unknown_name_costs_a_hash_too(monkeypatch: pytest.MonkeyPatch, officer: Someone) -> None:
    from fengqiao.users.actions import sign_in

    checked: list[str] = []
    monkeypatch.setattr(sign_in, "_matches", lambda password, encoded: bool(checked.append(encoded)))
    _password(Client(), officer.username, "wrong")
    _password(Client(), "no.such.name", "wrong")
    assert [found.split("$")[1] for found in checked] == ["argon2id", "argon2id"]


def test_t36_one_password_over_many_names_is_throttled(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    from fengqiao.users.actions import sign_in

    monkeypatch.setattr(sign_in, "_matches", lambda password, encoded: False)
    statuses = [_password(client, f"name{n}", "Spring2026!!").status_code for n in range(20)]
    assert statuses[0] == 422
    assert 429 in statuses
    assert statuses[-1] == 429


def test_t36_failures_from_outside_do_not_lock_out_a_known_browser(
    monkeypatch: pytest.MonkeyPatch, officer: Someone
) -> None:
    own = Client()
    _whole(own, officer)
    own.post("/sign-out/")
    outside = Client(REMOTE_ADDR="198.51.100.7")
    statuses = {_password(outside, officer.username, "wrong").status_code for _ in range(12)}
    assert 429 in statuses
    assert _password(Client(REMOTE_ADDR="203.0.113.9"), officer.username).status_code == 429
    assert _password(own, officer.username).status_code == 302


def test_t36_at_most_four_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from fengqiao.users.actions import sign_in

    lock, running, most = threading.Lock(), 0, 0

    def slow(password: str, encoded: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return False

    monkeypatch.setattr(sign_in, "check_password", slow)
    threads = [threading.Thread(target=sign_in._matches, args=("x", "y")) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 4


@pytest.mark.soak
def test_t36_known_and_unknown_names_take_the_same_time(officer: Someone) -> None:
    """Taken in turns, so that a busy machine slows both alike."""
    taken: dict[str, list[float]] = {officer.username: [], "no.such.name": []}
    for _ in range(101):
        for name, times in taken.items():
            models.Attempts.objects.all().delete()
            begin = time.perf_counter()
            _password(Client(), name, "wrong password 1")
            times.append(time.perf_counter() - begin)
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.1 * known, (known, unknown)


def test_t36_a_delay_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    gates, at = [throttle.by_account("somebody")], clock.now()
    taken = [throttle.take(gates, at) for _ in range(8)]
    assert taken == [True] * 5 + [False] * 3
    assert throttle.take(gates, at + timedelta(seconds=3))
    assert not throttle.take(gates, at + timedelta(seconds=5))
    assert throttle.take(gates, at + timedelta(minutes=16))


def test_t45_an_invented_forwarded_address_changes_nothing(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    from fengqiao.users.actions import sign_in

    monkeypatch.setattr(sign_in, "_matches", lambda password, encoded: False)
    statuses = [
        _password(client, f"name{n}", "x", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(20)
    ]
    assert statuses[-1] == 429


def test_t45_a_forged_host_is_refused(client: Client) -> None:
    assert client.get("/sign-in/", headers={"Host": "evil.example"}).status_code == 400


def test_t38_a_code_works_once(officer: Someone) -> None:
    first, second, code = Client(), Client(), factories.code()
    for browser in (first, second):
        _password(browser, officer.username)
    assert first.post("/sign-in/code/", {"code": code}).status_code == 302
    assert second.post("/sign-in/code/", {"code": code}).status_code == 422
    assert second.get("/password/").status_code == 302


def test_t38_the_sixth_try_is_refused_without_looking(client: Client, officer: Someone) -> None:
    _password(client, officer.username)
    statuses = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post("/sign-in/code/", {"code": factories.code()}).status_code == 429


def test_t38_an_invented_device_cookie_opens_no_fresh_counter(client: Client, officer: Someone) -> None:
    _password(client, officer.username)
    statuses = []
    for n in range(6):
        client.cookies[f"{settings.SESSION_COOKIE_NAME}_dev"] = f"invented{n}"
        statuses.append(client.post("/sign-in/code/", {"code": "000000"}).status_code)
    assert statuses[-1] == 429


def test_t38_the_seed_lies_encrypted(officer: Someone) -> None:
    seed = bytes(models.Account.objects.get(id=officer.account).seed or b"")
    assert factories.SEED.encode() not in seed


def test_the_password_step_is_forgotten_after_five_minutes(
    client: Client, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    _password(client, officer.username)
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.post("/sign-in/code/", {"code": factories.code(later)})
    assert answer["Location"] == "/sign-in/"


def test_t40_the_key_changes_at_sign_in_and_only_its_hash_is_kept(client: Client, officer: Someone) -> None:
    name = settings.SESSION_COOKIE_NAME
    client.cookies[name] = "fixed-by-an-attacker-0123456789ab"
    _password(client, officer.username)
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
    assert _whole(client, officer)["Location"] == "/post/?next=%2F"
    page = client.get("/post/")
    assert "枫桥司法所" in page.content.decode()
    assert "县级社区矫正机构工作人员" in page.content.decode()


def test_a_third_session_ends_the_oldest(officer: Someone) -> None:
    browsers = []
    for _ in range(3):
        models.Account.objects.filter(id=officer.account).update(last_step=0)
        browsers.append(Client())
        _whole(browsers[-1], officer)
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


def test_the_first_sign_in_binds_an_authenticator(client: Client) -> None:
    import pyotp

    from fengqiao.users.actions.factors import seed_of

    new = someone("office_staff", OFFICE, enrolled=False)
    assert _password(client, new.username)["Location"] == "/sign-in/enrol/"
    page = client.get("/sign-in/enrol/")
    assert 'src="data:image/svg+xml' in page.content.decode()
    account = models.Account.objects.get(id=new.account)
    answer = client.post("/sign-in/enrol/", {"code": pyotp.TOTP(seed_of(account)).at(clock.now())})
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.seed_confirmed_at is not None
    assert client.get("/sign-in/enrol/").status_code == 302


def test_a_bound_authenticator_is_never_shown_again(client: Client, officer: Someone) -> None:
    _password(client, officer.username)
    answer = client.get("/sign-in/enrol/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")


@pytest.mark.parametrize(("demonstration", "is_demo", "shown"), [(True, True, True), (True, False, False)])
def test_t88_the_code_is_shown_for_demonstration_accounts_in_demonstrations_only(
    client: Client,
    officer: Someone,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    demonstration: bool,
    is_demo: bool,
    shown: bool,
) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    settings.FENGQIAO_DEMONSTRATION = demonstration
    if is_demo:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO users_account (uid, username, person_id, password, is_active, "
                           "is_demonstration, must_change, last_step, created_at, seed, seed_confirmed_at) "
                           "SELECT gen_random_uuid(), 'demo.officer', person_id, password, true, true, false, 0, "
                           "created_at, NULL, NULL FROM users_account WHERE id = %s", [officer.account])  # fmt: skip
        from fengqiao.users.actions.factors import sealed_seed

        account = models.Account.objects.get(username="demo.officer")
        account.seed, account.seed_confirmed_at = sealed_seed(account, factories.SEED), clock.now()
        account.save(update_fields=["seed", "seed_confirmed_at"])
        _password(client, "demo.officer")
    else:
        _password(client, officer.username)
    body = client.get("/sign-in/code/").content.decode()
    assert (factories.code() in body) is shown


def test_t88_a_demonstration_account_cannot_sign_in_to_a_real_installation(client: Client, settings: Any) -> None:
    settings.FENGQIAO_DEMONSTRATION = True
    from fengqiao.audit.face import system
    from fengqiao.users import face as users

    users.create_demonstration_account(
        name="陈立军", number=factories.number(), username="chenlijun", password=PASSWORD, seed=factories.SEED,
        by=system("demonstration", ranges=(COUNTY,)), at=clock.now(),
    )  # fmt: skip
    assert _password(client, "chenlijun").status_code == 302
    settings.FENGQIAO_DEMONSTRATION = False
    assert _password(Client(), "chenlijun").status_code == 422


def test_a_one_time_password_must_be_changed_first(client: Client, officer: Someone) -> None:
    models.Account.objects.filter(id=officer.account).update(
        must_change=True, password_until=clock.now() + timedelta(hours=1)
    )
    _whole(client, officer)
    new = "tram lemon orbit 73"
    wrong = client.post("/password/", {"present": PASSWORD, "new": "short", "again": "short"})
    assert wrong.status_code == 422
    assert client.post("/password/", {"present": PASSWORD, "new": new, "again": new}).status_code == 302
    account = models.Account.objects.get(id=officer.account)
    assert account.check_password(new)
    assert not account.must_change
    assert client.get("/password/").status_code == 200


def test_a_one_time_password_does_not_last(client: Client, officer: Someone) -> None:
    models.Account.objects.filter(id=officer.account).update(
        must_change=True, password_until=clock.now() - timedelta(seconds=1)
    )
    assert _password(client, officer.username).status_code == 422


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
