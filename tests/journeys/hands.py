"""What people do on the pages: sign in, fill a form, press its button, take somebody in, do one step of a matter."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from fengqiao.exchange.tests.people import number
from fengqiao.kit import clock
from tests.journeys import profiles

OFFICE = "330681109"
REGISTERED = {
    "registered_where": "office", "justice_office": OFFICE, "photo_taken": "yes", "contacts_checked": "yes",
    "protected_persons": "no", "duties_explained": "yes", "undertaking_signed": "yes",
}  # fmt: skip

#: Sessions of this run by address and name: when, and the cookies. A factor lasts five minutes; unit: seconds.
_OPEN: dict[tuple[str, str], tuple[float, list[Any]]] = {}
_STILL_FRESH = 180
#: How long the worker of a busy machine may take to open what a day has brought.
PATIENCE_SECONDS = 90
#: The time step of the last code that each account has used.
_USED: dict[tuple[str, str], int] = {}


def sign_in(page: Any, address: str, username: str) -> None:
    """As the person would, or in the session that the same person opened a moment ago on another page.

    Each code opens once (THREATS T38), so every further sign-in of one person would wait for a fresh one.
    """
    opened_at, cookies = _OPEN.get((address, username), (0.0, []))
    if time.monotonic() - opened_at < _STILL_FRESH:
        page.context.add_cookies(cookies)
        page.goto(f"{address}/")
        if page.url == f"{address}/":
            return
        page.context.clear_cookies()
    sign_in_anew(page, address, username)
    _OPEN[address, username] = time.monotonic(), page.context.cookies()


def sign_in_anew(page: Any, address: str, username: str) -> None:
    """As the person would: password, then a code of the second factor."""
    from fengqiao.demo.accounts import seed_of
    from fengqiao.demo.cast import PASSWORD

    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button[type=submit]")
    codes = pyotp.TOTP(seed_of(username))
    for _ in range(3):
        page.fill("input[name=code]", codes.generate_otp(_unused_step(page, (address, username), codes.interval)))
        page.click("form:has(input[name=code]) button[type=submit]")
        page.wait_for_load_state()
        if page.url == f"{address}/":
            return
    pytest.fail(f"{username} could not sign in")


def _unused_step(page: Any, who: tuple[str, str], interval: int) -> int:
    """The time step of a code that was not used yet: this one, or the next, which an authenticator that is a little
    ahead shows already; after both, whoever signs in again has to wait."""
    step = max(int(time.time()) // interval, _USED.get(who, 0) + 1)
    while step > int(time.time()) // interval + 1:
        page.wait_for_timeout(300)
    _USED[who] = step
    return step


def sign_out(page: Any) -> None:
    page.locator("form[action='/sign-out/'] button").first.evaluate("button => button.form.requestSubmit(button)")
    page.wait_for_url("**/sign-in/**")


def fill(page: Any, values: dict[str, str]) -> None:
    """Fill the form of the step that is open; a tick or a radio by its value."""
    for name, value in values.items():
        entry = page.locator(f"main form [name={name}]")
        kind = entry.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind in {"radio", "checkbox"}:
            page.check(f"main form [name={name}][value={value}]")
        elif kind == "select":
            entry.select_option(value)
        else:
            entry.fill(value)


def send(page: Any, button: str) -> None:
    """Press a button that sends its form, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(button).first.click()


def press(page: Any, matter: str, step: str, outcome: str, **values: str) -> None:
    """Do one step of the matter on its page."""
    page.goto(f"{matter}?step={step}&outcome={outcome}")
    fill(page, values)
    send(page, f"#panel-{step} form button.btn:not(.btn-plain)")


def taken_in(page: Any, address: str, name: str, serial: int, *, born: str = "19770723", **values: str) -> str:
    """Enter somebody who has come without having been announced; the address of the registration."""
    effective = clock.today() - timedelta(days=2)
    page.goto(f"{address}/subjects/intake/")
    given = {
        "name": name, "number": number(born, serial), "residence": "诸暨市枫桥镇", "office": OFFICE,
        "category": "suspended_sentence", "offence": "危险驾驶罪", "sentence": "拘役四个月，缓刑六个月",
        "organ": "诸暨市人民法院", "effective_on": str(effective), "start": str(effective),
        "end": str(effective + timedelta(days=180)), "arrived_on": str(clock.today()),
    }  # fmt: skip
    fill(page, given | values)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/subjects/*-*/**")
    page.locator("main a[href*='/matters/']").first.click()
    page.wait_for_url("**/matters/**")
    return str(page.url).split("?")[0]


@dataclass
class Hands:
    """Everybody who works on one person's case, each with a browser of their own."""

    chromium: Any
    address: str
    pages: dict[str, Any] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    person: str = ""

    def of(self, username: str) -> Any:
        if username not in self.pages:
            self.pages[username] = profiles.lent(self.chromium).new_page()
            sign_in(self.pages[username], self.address, username)
        return self.pages[username]

    def begin_with(self, registration: str, username: str = "zj.lead") -> None:
        """The registration that an intake opened, and the file of its person."""
        page = self.of(username)
        self.matters["接收登记"] = registration
        page.goto(registration)
        file = page.locator("main a[href^='/subjects/'][href*='-']").first.get_attribute("href")
        self.person = self.address + str(file)

    def find(self, *titles: str, username: str = "zj.lead") -> None:
        """The addresses of matters that stand open on the person's file, by their titles."""
        for title in titles:
            self.matters[title] = self._linked(username, f"main a[href*='/matters/']:has-text('{title}')", title)

    def duty(self, kind: str, name: str, username: str = "fq.staff") -> None:
        """The matter behind a button in the person's table of duties, as if it were called by the kind of duty."""
        button = f"main tr:has(b:text-is('{kind}')) a.btn:has-text('{name}')"
        self.matters[kind] = self._linked(username, button, f"{kind} {name}", part="?tab=supervision")

    def _linked(self, username: str, link: str, name: str, *, part: str = "") -> str:
        """Where a link on a part of the file leads; what a job of the worker opens is waited for."""
        page, ends = self.of(username), time.monotonic() + PATIENCE_SECONDS
        page.goto(self.person + part)
        while page.locator(link).count() == 0:
            assert time.monotonic() < ends, f"{name} does not stand on the file:\n{page.inner_text('main')}"
            page.wait_for_timeout(500)
            page.goto(self.person + part)
        return self.address + str(page.locator(link).first.get_attribute("href")).split("?")[0]

    def do(self, username: str, title: str, name: str, *, every: str = "", **values: str) -> None:
        """One step of a matter, with `every` box of a list ticked; the page must show it done, and not a refusal."""
        step, outcome = name.split(".")
        page = self.of(username)
        page.goto(f"{self.matters[title]}?step={step}&outcome={outcome}")
        for box in page.locator(f"main form [name={every}]").all() if every else []:
            box.check()
        fill(page, values)
        send(page, f"#panel-{step} form button.btn:not(.btn-plain)")
        refused = page.locator("main .alert-danger, main [role=alert]")
        assert refused.count() == 0, f"{title} {name}: {refused.first.inner_text()}"

    def sees(self, username: str, title: str, name: str) -> str:
        """What stands on the page of a step."""
        step, outcome = name.split(".")
        page = self.of(username)
        page.goto(f"{self.matters[title]}?step={step}&outcome={outcome}")
        return str(page.inner_text("main"))

    def leave(self) -> None:
        """Close every browser."""
        for page in self.pages.values():
            profiles.taken_back(page.context)
        self.pages.clear()


@contextmanager
def hands(chromium: Any, address: str) -> Iterator[Hands]:
    found = Hands(chromium, address)
    try:
        yield found
    finally:
        found.leave()


def now(hours: int = 0) -> str:
    """This moment, or one so many hours away, as a form takes it."""
    moment = clock.now() + timedelta(hours=hours)
    return moment.astimezone(clock.SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def today(days: int = 0) -> str:
    """Today, or a day so many days away, as a form takes it."""
    return (clock.today() + timedelta(days=days)).isoformat()
