"""Passkeys in a real browser: made, the door opened with one, a fresh factor given, removed (T39)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.conftest import Program
from tests.journeys.hands import send, sign_in_anew, sign_out

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def _device(page: Any) -> tuple[Any, str]:
    """A device with a finger sensor, plugged into this browser."""
    wires = page.context.new_cdp_session(page)
    wires.send("WebAuthn.enable")
    return wires, wires.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]


def test_t39_a_passkey_from_the_first_touch_to_its_removal(
    program: Program, page: Any, accessible: Callable[[Any], None]
) -> None:
    address = program.address.replace("127.0.0.1", "localhost")
    wires, device = _device(page)
    sign_in_anew(page, address, "sx.staff")
    page.goto(f"{address}/passkeys/")
    accessible(page)
    page.fill("input[name=name]", "办公电脑")
    send(page, "button[data-passkey]")
    assert "通行密钥已添加" in page.inner_text("main")
    assert "办公电脑" in page.inner_text("main table")
    sign_out(page)

    accessible(page)
    send(page, "button[data-passkey]")
    assert page.url == f"{address}/"

    page.goto(f"{address}/factor/?next=/passkeys/")
    send(page, "button[data-passkey]")
    assert page.url == f"{address}/passkeys/"

    wires.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto(f"{address}/factor/?next=/passkeys/")
    page.click("button[data-passkey]")
    page.wait_for_selector("[data-passkey-says=failed]:visible")
    page.goto(f"{address}/messages/")
    assert "您的账号新增了通行密钥" in page.inner_text("main")

    page.goto(f"{address}/passkeys/")
    send(page, "form[action$='/remove/'] button")
    assert "尚未添加通行密钥" in page.inner_text("main table")


def test_without_scripts_and_under_a_number_people_are_told(program: Program, chromium: Any) -> None:
    address = program.address.replace("127.0.0.1", "localhost")
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    assert "须启用脚本" in page.inner_text("main")
    assert not page.is_visible("button[data-passkey]")
    sign_in_anew(page, program.address, "sx.staff")
    page.goto(f"{program.address}/passkeys/")
    assert address in page.inner_text("main")
    context.close()
