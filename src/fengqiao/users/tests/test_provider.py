"""Signing in through another provider: against a real one over HTTP, and against one that lies (T46)."""

from __future__ import annotations

import base64
import hmac
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from structlog.testing import capture_logs

from fengqiao.kit import clock
from fengqiao.users import models
from fengqiao.users.actions import identities, people
from fengqiao.users.oidc import talking
from fengqiao.users.tests import factories, real_provider
from fengqiao.users.tests.factories import COUNTY, Someone, someone
from fengqiao.users.tests.liar import Liar, key, liar, signed

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"
FILE = {
    "client_id": real_provider.CLIENT, "client_secret": real_provider.SECRET, "name": "统一身份认证",
    "networks": ["127.0.0.0/8"],
}  # fmt: skip
LIHUA = "2"
"""The real provider's identifier of `lihua`: the second account that was made there."""


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """The issuer of a real provider that runs in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", real_provider.__name__, str(port), f"{ORIGIN}/sign-in/provider/back/"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield f"http://127.0.0.1:{port}/o"
    process.terminate()
    process.wait(timeout=20)
    process.stdout.close()


@pytest.fixture
def lying(settings: Any) -> Iterator[Liar]:
    with liar() as made:
        _configured(settings, made.address)
        yield made


def _configured(settings: Any, issuer: str, **more: Any) -> None:
    talking._pages.clear()
    settings.FENGQIAO_ORIGIN = ORIGIN
    settings.FENGQIAO_OIDC = {**FILE, "issuer": issuer, **more}


def _bound(who: Someone, subject: str) -> models.Identity:
    at = clock.now()
    return identities.bind(
        account=who.account_uid, subject=subject, by=someone("administrator", COUNTY).actor(at), at=at
    )


def _answer(code: str, state: str, **more: str) -> str:
    return f"/sign-in/provider/back/?{urlencode({'code': code, 'state': state, **more})}"


class Browser:
    """A browser at the real provider, where its owner is signed in."""

    def __init__(self, issuer: str, name: str) -> None:
        self._open = urllib.request.build_opener(_Stays(), urllib.request.HTTPCookieProcessor(CookieJar()))
        query = urlencode({"username": name, "password": real_provider.PASSWORD})
        self._open.open(f"{issuer.removesuffix('/o')}/login/?{query}").close()

    def follow(self, address: str) -> str:
        """Where the provider sends on to, as an address of ours."""
        try:
            self._open.open(address).close()
        except HTTPError as redirected:
            redirected.close()
            back = urlsplit(redirected.headers["Location"])
            return f"{back.path}?{back.query}"
        pytest.fail("the provider sent nobody on")


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Redirects are looked at, not followed."""


def _enter(client: Client) -> dict[str, str]:
    """Begin at the door; what the provider is asked."""
    answer = client.get("/sign-in/provider/?next=/sessions/")
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def _why(client: Client, back: str) -> str:
    """Which defence refuses an answer, as the log names it: others stand behind it, so that 403 alone tells of none."""
    with capture_logs() as said:
        assert client.get(back).status_code == 403
    return next(line["code"] for line in said if line["event"] == "users.provider")


def test_t46_through_a_real_provider_to_the_second_factor_and_out_again(
    client: Client, officer: Someone, real: str, settings: Any
) -> None:
    _configured(settings, real)
    _bound(officer, LIHUA)
    assert "统一身份认证" in client.get("/sign-in/").content.decode()
    asked = client.get("/sign-in/provider/?next=/sessions/")["Location"]
    assert "scope=openid&" in asked
    back = Browser(real, "lihua").follow(asked)
    assert client.get(back)["Location"] == "/sign-in/code/"
    assert client.get("/sessions/").status_code == 302, "nobody is in before the second factor"
    assert client.post("/sign-in/code/", {"code": factories.code()})["Location"] == "/sessions/"
    assert officer.name in client.get("/sessions/").content.decode()
    left = client.post("/sign-out/")
    assert left["Location"] == "/sign-in/provider/left/"
    assert f"{real}/logout/" in client.get(left["Location"]).content.decode()
    assert client.get("/sessions/").status_code == 302


def test_t46_an_equal_name_opens_nothing(client: Client, real: str, settings: Any) -> None:
    """Somebody is called `lihua` here too; the identifier was bound by nobody. Nothing but it is even asked for."""
    _configured(settings, real)
    at, admin = clock.now(), someone("administrator", COUNTY)
    made = people.create_account(name="李华", number=factories.number(), username="lihua", by=admin.actor(at), at=at)
    models.Account.objects.filter(id=made.id).update(must_change=False, seed_confirmed_at=at)
    _bound(someone("office_staff", factories.OFFICE), "3")
    refused = client.get(Browser(real, "lihua").follow(client.get("/sign-in/provider/")["Location"]))
    assert refused.status_code == 403
    assert f'<code class="text-body">{LIHUA}</code>' in refused.content.decode()
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_t46_an_answer_opens_once_in_the_browser_that_asked_and_for_what_it_asked(
    client: Client, officer: Someone, real: str, settings: Any
) -> None:
    _configured(settings, real)
    _bound(officer, LIHUA)
    browser, other = Browser(real, "lihua"), Client()
    back = browser.follow(client.get("/sign-in/provider/")["Location"])
    assert other.get(back).status_code == 400, "a browser that asked nothing"
    _enter(other)
    assert _why(other, back) == "state", "a browser that asked something else"
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400, "once more"
    first = client.get("/sign-in/provider/")["Location"]
    _enter(client)
    assert _why(client, browser.follow(first)) == "state", "an older question"
    code = parse_qs(urlsplit(back).query)["code"][0]
    state = _enter(client)["state"]
    assert _why(client, _answer(code, state)) == "status", "a code that was used"
    _enter(client)
    session = models.Session.objects.latest("id")
    session.data["challenge"]["at"] -= 301
    session.save()
    assert client.get(back).status_code == 400, "too late"


def test_t46_a_code_without_its_verifier_is_worth_nothing(
    client: Client, officer: Someone, real: str, settings: Any
) -> None:
    """Who steals the answer on its way and brings it into a browser of their own has another verifier (PKCE)."""
    _configured(settings, real)
    _bound(officer, LIHUA)
    browser = Browser(real, "lihua")
    stolen = parse_qs(urlsplit(browser.follow(client.get("/sign-in/provider/")["Location"])).query)["code"][0]
    thief = Client()
    state = _enter(thief)["state"]
    assert _why(thief, _answer(stolen, state)) == "status", "the provider itself gives no token for it"
    assert thief.get("/sign-in/code/")["Location"] == "/sign-in/"


def _none(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def _by_a_secret(claims: dict[str, Any], secret: bytes) -> str:
    """Signed by what is no private key: the public one, or the secret that we hold too."""
    head, body = _none(claims).split(".")[:2]
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "k1"}).encode()).decode().rstrip("=")
    mark = hmac.digest(secret, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


LIES: dict[str, Callable[[dict[str, Any]], str]] = {
    "another nonce": lambda right: signed({**right, "nonce": "of another question"}),
    "no nonce": lambda right: signed({name: value for name, value in right.items() if name != "nonce"}),
    "no signature": _none,
    "the public key as a secret": lambda right: _by_a_secret(right, key("own").as_pem(private=False)),
    "the client's secret": lambda right: _by_a_secret(right, str(FILE["client_secret"]).encode()),
    "somebody else's key": lambda right: signed(right, by="other"),
    "a foreign issuer": lambda right: signed({**right, "iss": "https://id.example.org"}),
    "the issuer in a list": lambda right: signed({**right, "iss": [right["iss"]]}),
    "for another client": lambda right: signed({**right, "aud": "another"}),
    "for several, given to another": lambda right: signed({**right, "aud": [right["aud"], "b"], "azp": "b"}),
    "for several, given to nobody": lambda right: signed({**right, "aud": [right["aud"], "b"]}),
    "expired": lambda right: signed({**right, "exp": right["iat"] - 61}),
    "without an end": lambda right: signed({name: value for name, value in right.items() if name != "exp"}),
    "of tomorrow": lambda right: signed({**right, "iat": right["iat"] + 86_400}),
    "about nobody": lambda right: signed({**right, "sub": ""}),
    "about a list": lambda right: signed({**right, "sub": [right["sub"]]}),
    "no token at all": lambda right: "not.a.token",
    "a key that we know already": lambda right: signed(right, by="other", jku="http://127.0.0.1/keys"),
}  # fmt: skip


def _back(client: Client, lying: Liar, lie: Callable[[dict[str, Any]], str], **more: str) -> Any:
    asked, now = _enter(client), int(time.time())
    right = {
        "iss": lying.address, "aud": asked["client_id"], "sub": "lihua", "nonce": asked["nonce"], "iat": now,
        "exp": now + 300,
    }  # fmt: skip
    lying.token = lambda: lie(right)
    return client.get(_answer("c", asked["state"], **more))


def test_t46_what_is_told_rightly_is_believed(client: Client, officer: Someone, lying: Liar) -> None:
    _bound(officer, "lihua")
    assert _back(client, lying, signed, iss=lying.address)["Location"] == "/sign-in/code/"


def test_t46_an_answer_that_names_another_issuer_is_none_of_ours(client: Client, officer: Someone, lying: Liar) -> None:
    """RFC 9207: whoever mixes two providers up sends one's answer where the other's is waited for."""
    _bound(officer, "lihua")
    assert _back(client, lying, signed, iss="https://id.example.org").status_code == 403
    assert not [path for path in lying.asked if "token" in path], "nobody is told the code"


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_t46_a_token_that_is_wrong_in_one_point_opens_nothing(
    client: Client, officer: Someone, lying: Liar, lie: Callable[[dict[str, Any]], str]
) -> None:
    _bound(officer, "lihua")
    assert _back(client, lying, lie).status_code == 403
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


def test_t46_a_renewed_key_is_read_again(client: Client, officer: Someone, lying: Liar) -> None:
    _bound(officer, "lihua")
    assert _back(client, lying, signed)["Location"] == "/sign-in/code/"
    lying.keys[:] = [key("renewed").as_dict(private=False)]
    assert _back(client, lying, lambda right: signed(right, by="renewed"))["Location"] == "/sign-in/code/"
    lying.keys[:] = [{"kty": "oct", "k": "c2VjcmV0", "kid": "k1"}]
    talking._pages.clear()
    assert _back(client, lying, signed).status_code == 403, "a key that both sides hold"


@pytest.mark.parametrize(
    "page",
    [{"issuer": "https://id.example.org"}, {"authorization_endpoint": "https://evil.example/a"},
     {"token_endpoint": "http://127.0.0.1:1/t"}, {"jwks_uri": "http://169.254.169.254/keys"}],
    ids=lambda page: next(iter(page)),
)  # fmt: skip
def test_t46_t74_a_discovery_page_sends_us_to_no_other_house(client: Client, lying: Liar, page: dict[str, Any]) -> None:
    lying.discovery = page
    assert client.get("/sign-in/provider/").status_code == 503
    assert len(lying.asked) == 1


def test_t46_t74_a_provider_inside_the_house_is_called_only_where_its_network_is_listed(
    client: Client, lying: Liar, settings: Any
) -> None:
    _configured(settings, lying.address, networks=["10.0.0.0/8"])
    assert client.get("/sign-in/provider/").status_code == 503
    assert not lying.asked


def test_t46_the_provider_stands_for_no_first_password(client: Client, lying: Liar, settings: Any) -> None:
    newcomer = someone("office_staff", factories.OFFICE, enrolled=False)
    _bound(newcomer, "lihua")
    assert _back(client, lying, signed).status_code == 403
    assert client.get("/sign-in/enrol/")["Location"] == "/sign-in/"
    models.Account.objects.filter(id=newcomer.account).update(seed_confirmed_at=clock.now(), is_active=False)
    assert _back(client, lying, signed).status_code == 403


def test_t46_an_administrator_binds_and_ends_but_never_the_own(client: Client, lying: Liar, officer: Someone) -> None:
    admin = someone("administrator", COUNTY)
    factories.sign_in(client, admin)
    address = f"/staff/{officer.account_uid}/identity/"
    for subject in ("有汉字", "two words", "x" * 256):
        client.post(address, {"subject": subject})
    client.post(f"/staff/{admin.account_uid}/identity/", {"subject": "me"})
    assert not models.Identity.objects.exists()
    client.post(address, {"subject": "lihua"})
    client.post(f"/staff/{someone('office_staff', factories.OFFICE).account_uid}/identity/", {"subject": "lihua"})
    bound = models.Identity.objects.get()
    assert (bound.account_id, bound.subject, bound.issuer) == (officer.account, "lihua", lying.address)
    assert "lihua" in client.get(f"/staff/{officer.account_uid}/").content.decode()
    stranger = factories.sign_in(Client(), someone("administrator", factories.OTHER_COUNTY))
    assert stranger.post(f"/staff/identities/{bound.uid}/end/").status_code == 404
    lead = factories.sign_in(Client(), someone("county_lead", COUNTY))
    assert lead.post(address, {"subject": "other"}).status_code == 403
    assert _back(Client(), lying, signed)["Location"] == "/sign-in/code/"
    client.post(f"/staff/identities/{bound.uid}/end/")
    assert _back(Client(), lying, signed).status_code == 403


def test_without_a_file_there_is_no_such_door(client: Client) -> None:
    assert "/sign-in/provider/" not in client.get("/sign-in/").content.decode()
    for page in ("", "back/", "left/"):
        assert client.get(f"/sign-in/provider/{page}").status_code == 404
