"""What people do with a passkey: make one, open the door with it, give it as the factor, remove it (T39)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.journeys.hands import send, sign_out

FINGER = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def lived_through(page: Any, address: str, accessible: Callable[[Any], None]) -> None:
    """The whole life of a key of whoever is signed in; afterwards somebody is signed in and no key is left."""
    wires = page.context.new_cdp_session(page)
    wires.send("WebAuthn.enable")
    device = wires.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})["authenticatorId"]
    _made(page, address, accessible)
    sign_out(page)
    accessible(page)
    send(page, "button[data-passkey]")
    assert page.url == f"{address}/"
    page.goto(f"{address}/factor/?next=/passkeys/")
    accessible(page)
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


def _made(page: Any, address: str, accessible: Callable[[Any], None]) -> None:
    page.goto(f"{address}/passkeys/")
    accessible(page)
    page.fill("input[name=name]", "办公电脑")
    send(page, "button[data-passkey]")
    assert "通行密钥已添加" in page.inner_text("main")
    assert "办公电脑" in page.inner_text("main table")
    accessible(page)


def told_without_scripts(chromium: Any, address: str) -> None:
    """Whoever has switched scripts off reads why there is no button."""
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    assert "须启用脚本" in page.inner_text("main")
    assert not page.is_visible("button[data-passkey]")
    context.close()
