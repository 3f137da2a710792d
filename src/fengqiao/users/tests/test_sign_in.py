"""Signing in through the pages: password and code, throttling, the first authenticator, one-time passwords."""

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
from fengqiao.users.tests import entering, factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, PASSWORD, Someone, someone

pytestmark = pytest.mark.django_db


def test_password_then_code_then_in(client: Client, officer: Someone) -> None:
    answer = entering.password(client, officer.username.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/code/")
    assert client.get("/password/").status_code == 302
    answer = client.post("/sign-in/code/", {"code": factories.code()})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/password/").status_code == 200


def test_in_a_demonstration_whose_clock_is_ahead_an_authenticator_is_not(
    client: Client, officer: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Authenticators count by the world's clock, whatever the program's own says."""
    code = factories.code()
    monkeypatch.setattr(clock, "_shift", timedelta(days=40))
    entering.password(client, officer.username)
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/"


def test_the_page_that_was_wanted_comes_after_signing_in(client: Client, officer: Someone) -> None:
    assert client.get("/password/")["Location"] == "/sign-in/?next=%2Fpassword%2F"
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD, "next": "/password/"})
    assert client.post("/sign-in/code/", {"code": factories.code()})["Location"] == "/password/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, officer: Someone, target: str) -> None:
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD, "next": target})
    assert client.post("/sign-in/code/", {"code": factories.code()})["Location"] == "/"


def test_t36_known_and_unknown_names_get_the_same_bytes(officer: Someone) -> None:
    known = entering.password(Client(), officer.username, "wrong password 1")
    unknown = entering.password(Client(), "no.such.name", "wrong password 1")

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
    entering.password(Client(), officer.username, "wrong")
    entering.password(Client(), "no.such.name", "wrong")
    assert [found.split("$")[1] for found in checked] == ["argon2id", "argon2id"]


def test_t36_one_password_over_many_names_is_throttled(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    from fengqiao.users.actions import sign_in

    monkeypatch.setattr(sign_in, "_matches", lambda password, encoded: False)
    statuses = [entering.password(client, f"name{n}", "Spring2026!!").status_code for n in range(20)]
    assert statuses[0] == 422
    assert 429 in statuses
    assert statuses[-1] == 429


def test_t36_failures_from_outside_do_not_lock_out_a_known_browser(
    monkeypatch: pytest.MonkeyPatch, officer: Someone
) -> None:
    own = Client()
    entering.whole(own, officer)
    own.post("/sign-out/")
    outside = Client(REMOTE_ADDR="198.51.100.7")
    statuses = {entering.password(outside, officer.username, "wrong").status_code for _ in range(12)}
    assert 429 in statuses
    assert entering.password(Client(REMOTE_ADDR="203.0.113.9"), officer.username).status_code == 429
    assert entering.password(own, officer.username).status_code == 302


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
            entering.password(Client(), name, "wrong password 1")
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
        entering.password(client, f"name{n}", "x", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(20)
    ]
    assert statuses[-1] == 429


def test_t45_a_forged_host_is_refused(client: Client) -> None:
    assert client.get("/sign-in/", headers={"Host": "evil.example"}).status_code == 400


def test_t38_a_code_works_once(officer: Someone) -> None:
    first, second, code = Client(), Client(), factories.code()
    for browser in (first, second):
        entering.password(browser, officer.username)
    assert first.post("/sign-in/code/", {"code": code}).status_code == 302
    assert second.post("/sign-in/code/", {"code": code}).status_code == 422
    assert second.get("/password/").status_code == 302


def test_t38_the_sixth_try_is_refused_without_looking(client: Client, officer: Someone) -> None:
    entering.password(client, officer.username)
    statuses = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert client.post("/sign-in/code/", {"code": factories.code()}).status_code == 429


def test_t38_an_invented_device_cookie_opens_no_fresh_counter(client: Client, officer: Someone) -> None:
    entering.password(client, officer.username)
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
    entering.password(client, officer.username)
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.post("/sign-in/code/", {"code": factories.code(later)})
    assert answer["Location"] == "/sign-in/"


def test_the_first_sign_in_binds_an_authenticator(client: Client) -> None:
    import pyotp

    from fengqiao.users.actions.factors import seed_of

    new = someone("office_staff", OFFICE, enrolled=False)
    assert entering.password(client, new.username)["Location"] == "/sign-in/enrol/"
    page = client.get("/sign-in/enrol/")
    assert 'src="data:image/svg+xml' in page.content.decode()
    account = models.Account.objects.get(id=new.account)
    answer = client.post("/sign-in/enrol/", {"code": pyotp.TOTP(seed_of(account)).at(clock.now())})
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.seed_confirmed_at is not None
    assert client.get("/sign-in/enrol/").status_code == 302


def test_a_bound_authenticator_is_never_shown_again(client: Client, officer: Someone) -> None:
    entering.password(client, officer.username)
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
        entering.password(client, "demo.officer")
    else:
        entering.password(client, officer.username)
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
    assert entering.password(client, "chenlijun").status_code == 302
    settings.FENGQIAO_DEMONSTRATION = False
    assert entering.password(Client(), "chenlijun").status_code == 422


def test_a_one_time_password_must_be_changed_first(client: Client, officer: Someone) -> None:
    models.Account.objects.filter(id=officer.account).update(
        must_change=True, password_until=clock.now() + timedelta(hours=1)
    )
    entering.whole(client, officer)
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
    assert entering.password(client, officer.username).status_code == 422
