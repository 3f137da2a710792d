"""Passkeys through the pages: added, used at the door and as the factor, refused, removed, told (T39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from fengqiao.kit import bus, clock
from fengqiao.users import facts, models
from fengqiao.users.actions import passkeys, people, returning
from fengqiao.users.sessions import SessionStore
from fengqiao.users.tests import entering, factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, Someone, someone
from fengqiao.users.tests.keyring import ORIGIN, Device, enrol, enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.FENGQIAO_ORIGIN = ORIGIN


@pytest.fixture
def signed_in(client: Client, officer: Someone) -> Client:
    return factories.sign_in(client, officer)


@pytest.fixture
def device(signed_in: Client) -> Device:
    made = Device()
    assert enrol(signed_in, made)["Location"] == "/passkeys/"
    return made


def _verified(client: Client, minutes: int) -> None:
    key = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value).key_hash()
    session = models.Session.objects.get(key_hash=key)
    session.data["verified"] = (clock.now() - timedelta(minutes=minutes)).timestamp()
    session.save()


def test_a_key_opens_the_door_alone_and_only_its_public_half_is_here(device: Device, officer: Someone) -> None:
    browser = Client()
    answer = enter(browser, device)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert officer.name in browser.get("/sessions/").content.decode()
    kept = models.Passkey.objects.get()
    secret = device.key.private_numbers().private_value.to_bytes(32, "big")
    assert secret not in bytes(kept.credential)
    assert kept.counter == device.counter
    assert kept.used_at is not None


def test_after_the_password_only_a_key_of_that_account_is_taken(device: Device, officer: Someone) -> None:
    other = someone("office_staff", OFFICE)
    browser = Client()
    entering.password(browser, other.username)
    assert enter(browser, device).status_code == 422
    browser = Client()
    entering.password(browser, officer.username)
    question = browser.post("/sign-in/passkey/question/").json()
    assert len(question["publicKey"]["allowCredentials"]) == 1
    assert browser.post("/sign-in/passkey/", {"answer": device.use(question)})["Location"] == "/"


def test_a_key_is_a_fresh_factor_for_whoever_holds_it_and_for_nobody_else(client: Client, device: Device) -> None:
    def ask(browser: Client, **told: Any) -> Any:
        question = browser.post("/passkeys/question/").json()
        return browser.post("/factor/?next=/password/", {"factor_passkey": device.use(question), **told})

    _verified(client, 6)
    assert client.post("/passkeys/new/").status_code == 403
    assert ask(client)["Location"] == "/password/"
    assert client.post("/passkeys/new/").status_code == 200
    colleague = factories.sign_in(Client(), someone("office_staff", OFFICE), verified=False)
    assert ask(colleague).status_code == 422
    assert colleague.post("/passkeys/new/").status_code == 403


def test_t39_a_key_is_added_with_a_fresh_factor_only_and_what_was_typed_stays(signed_in: Client) -> None:
    device = Device()
    question = signed_in.post("/passkeys/new/").json()
    answer = device.make(question)
    _verified(signed_in, 6)
    page = signed_in.post("/passkeys/add/", {"name": "蓝色安全密钥", "answer": answer})
    assert not models.Passkey.objects.exists()
    assert "蓝色安全密钥" in page.content.decode()
    told = {"name": "蓝色安全密钥", "answer": answer, "factor_code": factories.code()}
    assert signed_in.post("/passkeys/add/", told)["Location"] == "/passkeys/"


def test_t39_nobody_adds_a_key_with_a_password_that_somebody_else_knows(signed_in: Client, officer: Someone) -> None:
    question = signed_in.post("/passkeys/new/").json()
    models.Account.objects.filter(id=officer.account).update(must_change=True)
    assert signed_in.post("/passkeys/new/").status_code == 403
    signed_in.post("/passkeys/add/", {"name": "甲", "answer": Device().make(question)})
    assert not models.Passkey.objects.exists()


WRONG = {
    "unverified": {"is_verified": False},
    "another origin": {"origin": "https://evil.example"},
    "the same name in clear": {"origin": "http://fq.example.gov.cn"},
    "another site": {"site": "example.gov.cn"},
    "inside another page": {"cross_origin": True},
}


@pytest.mark.parametrize("how", WRONG.values(), ids=WRONG)
def test_t39_what_the_device_says_otherwise_is_refused(device: Device, client: Client, how: dict[str, Any]) -> None:
    assert enrol(client, Device(**how), name="乙").status_code == 422
    for part, value in how.items():
        setattr(device, part, value)
    assert enter(Client(), device).status_code == 422


def test_t39_an_answer_is_taken_once_soon_and_for_what_was_asked(device: Device) -> None:
    browser, again = Client(), Client()
    question = browser.post("/sign-in/passkey/question/").json()
    answer = device.use(question)
    told = {"answer": answer, "next": "/"}
    assert again.post("/sign-in/passkey/", told).status_code == 422, "another browser"
    again.post("/sign-in/passkey/question/")
    assert again.post("/sign-in/passkey/", told).status_code == 422, "another question"
    assert browser.post("/sign-in/passkey/", {"answer": "{}"}).status_code == 422
    assert browser.post("/sign-in/passkey/", told).status_code == 422, "the question was spent on a wrong answer"
    question = browser.post("/sign-in/passkey/question/").json()
    asked = question["publicKey"]["challenge"]
    session = models.Session.objects.get(data__challenge__state__challenge=asked)
    session.data["challenge"]["at"] -= 301
    session.save()
    assert browser.post("/sign-in/passkey/", {"answer": device.use(question)}).status_code == 422, "too late"
    question = browser.post("/sign-in/passkey/question/").json()
    told = {"answer": device.use(question, kind="webauthn.create")}
    assert browser.post("/sign-in/passkey/", told).status_code == 422, "the answer to another question"


def test_t39_a_key_that_counts_backwards_is_stopped_and_its_owner_hears(device: Device, officer: Someone) -> None:
    heard: list[facts.WayInChanged] = []
    bus.listen(facts.WayInChanged, heard.append)
    copy = Device(id=device.id, key=device.key, handle=device.handle, counter=device.counter)
    assert enter(Client(), device).status_code == 302
    assert enter(Client(), copy).status_code == 422
    assert enter(Client(), device).status_code == 422, "the copied key is worth nothing any more"
    assert models.Passkey.objects.get().ended_why == passkeys.COPIED
    assert [(fact.what, fact.posts) for fact in heard] == [("passkey_stopped", ((officer.post, OFFICE),))]


def test_a_key_that_does_not_count_is_taken_again_and_again(client: Client, signed_in: Client) -> None:
    """Keys that are kept on several devices report no count: always nought."""
    device = Device(counter=0)
    enrol(client, device)
    for _ in range(2):
        device.counter = -1
        assert enter(Client(), device).status_code == 302


def test_t39_a_shared_browser_takes_only_a_key_that_leaves_with_its_owner(client: Client, signed_in: Client) -> None:
    session = models.Session.objects.latest("id")
    session.data["shared"] = True
    session.save()
    assert enrol(client, Device()).status_code == 422
    assert enrol(client, Device(attachment="cross-platform"))["Location"] == "/passkeys/"


def test_several_keys_have_names_of_their_own_and_ten_are_enough(device: Device, client: Client) -> None:
    taken = enrol(client, Device())
    assert taken.status_code == 422
    assert "办公电脑" in taken.content.decode()
    for n in range(2, 11):
        assert enrol(client, Device(), name=f"密钥{n}").status_code == 302
    assert enrol(client, Device(), name="第十一个").status_code == 422
    page = client.get("/passkeys/").content.decode()
    assert "密钥10" in page
    assert "第十一个" not in page


def test_removing_a_key_ends_it_and_what_it_opened(device: Device, client: Client) -> None:
    browser = Client()
    enter(browser, device)
    key = models.Passkey.objects.get()
    stranger = factories.sign_in(Client(), someone("office_staff", OFFICE))
    for uid in (key.uid, uuid4()):
        assert stranger.post(f"/passkeys/{uid}/remove/").status_code == 404
    _verified(client, 6)
    client.post(f"/passkeys/{key.uid}/remove/")
    assert models.Passkey.objects.get().ended_at is None
    client.post(f"/passkeys/{key.uid}/remove/", {"factor_code": factories.code()})
    assert models.Passkey.objects.get().ended_why == passkeys.REMOVED
    assert browser.get("/sessions/").status_code == 302
    assert enter(Client(), device).status_code == 422


def test_t37_a_reset_and_a_restore_end_every_key(device: Device, officer: Someone) -> None:
    proposer, second = someone("administrator", COUNTY), someone("data_officer", COUNTY)
    at = clock.now()
    reset = people.propose_reset(account=officer.account_uid, reason="手机遗失", by=proposer.actor(at), at=at)
    people.confirm_reset(reset=reset.uid, by=second.actor(at), at=at)
    assert enter(Client(), device).status_code == 422
    models.Passkey.objects.update(ended_at=None, ended_why="")
    returning.end_passkeys(at)
    assert models.Passkey.objects.get().ended_why == passkeys.RESTORED


def test_a_switched_off_account_has_no_way_in(device: Device, officer: Someone) -> None:
    models.Account.objects.filter(id=officer.account).update(is_active=False)
    assert enter(Client(), device).status_code == 422


def test_t36_questions_at_the_door_are_counted(db: None) -> None:
    browser = Client()
    answers = [browser.post("/sign-in/passkey/question/").status_code for _ in range(12)]
    assert answers[:10] == [200] * 10
    assert answers[-1] == 429


@pytest.mark.parametrize("answer", ["", "[]", "null", '{"id": 1}', "{" * 9000, '{"rawId": "AA", "response": {}}'])
def test_nonsense_is_refused_like_anything_wrong(device: Device, client: Client, answer: str) -> None:
    client.post("/passkeys/new/")
    assert client.post("/passkeys/add/", {"name": "乙", "answer": answer}).status_code == 422
    client.post("/passkeys/question/")
    told = {"factor_passkey": answer or "x"}
    assert client.post("/factor/?next=/password/", told).status_code == 422
    browser = Client()
    browser.post("/sign-in/passkey/question/")
    assert browser.post("/sign-in/passkey/", {"answer": answer}).status_code == 422


def test_under_another_name_the_page_says_where_passkeys_work(client: Client, signed_in: Client, settings: Any) -> None:
    page = client.get("/passkeys/").content.decode()
    assert ORIGIN in page
    assert "passkeys.js" not in page or "data-passkey=" not in page
    assert "data-passkey=" not in Client().get("/sign-in/").content.decode()
    settings.FENGQIAO_ORIGIN = "http://testserver"
    assert "data-passkey=" in client.get("/passkeys/").content.decode()
    assert "data-passkey=" in Client().get("/sign-in/").content.decode()
