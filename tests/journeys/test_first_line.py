"""A leave is decided, refused, overdue and closed, by the people of the demonstration, in a browser.

The register and its repair are in `test_import`, steps counted in `test_steps`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.hands import send as submit
from tests.journeys.hands import sign_in

pytestmark = pytest.mark.browser

Accessible = Callable[[Any], None]
MARKUP = "<b hx-post=/x hx-trigger=load data-hx-get=/x>未提交证明</b>"
"""Without a script it would act as whoever looks at it, if a page took it for markup."""


def open_task(page: Any, address: str, words: str) -> None:
    """Open the last task with these words on its button that is not late: the queue's first one is `test_steps`'."""
    page.goto(f"{address}/")
    tasks = page.locator("tbody tr:not(.over) a.btn-primary", has_text=words)
    assert tasks.count(), f"nothing to {words}"
    tasks.last.click()
    page.wait_for_url("**/matters/**")


def test_t42_stored_markup_asks_for_nothing_in_a_browser(page: Any, program: Any, accessible: Accessible) -> None:
    """The head of the office refuses with reasons; they are read back on every page that shows them (T42, T43)."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, program.address, "fq.head")
    open_task(page, program.address, "审批")
    page.locator("a.opt", has_text="不予批准").click()
    page.wait_for_selector("[name=reasons]")
    accessible(page)
    page.click("form:has([name=reasons]) button.btn:not(.btn-plain)")
    assert page.locator("[name=reasons]").is_visible(), "no refusal without reasons"
    page.fill("[name=reasons]", MARKUP)
    for answer in page.locator("[name^=answer-]").all():
        answer.fill(MARKUP) if answer.evaluate("e => e.tagName") != "SELECT" else answer.select_option(index=1)
    matter = page.url.split("?")[0]
    submit(page, "form:has([name=reasons]) button.btn:not(.btn-plain)")
    page.goto(matter)
    assert MARKUP in page.inner_text("main")
    accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.locator("main a[href^='/subjects/'][href*='-']").first.click()
    page.wait_for_url("**/subjects/*-*/**")
    accessible(page)
    assert not [address for address in asked if address.endswith("/x")]


def test_t43_back_after_signing_out_leads_to_the_sign_in_page(page: Any, program: Any) -> None:
    sign_in(page, program.address, "sx.lead")
    page.goto(f"{program.address}/subjects/")
    page.locator("td .who a").first.click()
    page.wait_for_url("**/subjects/*-*/")
    page.locator("form[action='/sign-out/'] button").first.evaluate("button => button.form.requestSubmit(button)")
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    page.wait_for_load_state()
    assert "/sign-in/" in page.url
    assert page.locator("input[name=password]").count() == 1
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('htmx')).length") == 0


def test_the_county_approves_without_javascript(chromium: Any, program: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, program.address, "zj.lead")
    open_task(page, program.address, "审批")
    matter = page.url.split("?")[0]
    page.click("button:has-text('签名并批准')")
    page.wait_for_load_state()
    page.goto(matter)
    assert page.locator("button:has-text('签名并批准')").count() == 0
    assert "周海峰" in page.inner_text("main")
    context.close()


def test_who_is_overdue_comes_back_late_and_the_leave_is_closed(
    page: Any, program: Any, accessible: Accessible
) -> None:
    sign_in(page, program.address, "fq.staff2")
    page.goto(f"{program.address}/?state=over")
    page.locator("tr.over", has_text="逾期未归").locator("a.btn-primary").last.click(timeout=5_000)
    page.wait_for_url("**/matters/**")
    matter = page.url.split("?")[0]
    accessible(page)
    page.goto(f"{matter}?step=overdue&outcome=came_back_late")
    accessible(page)
    form = page.locator("form:has([name=reasons])")
    page.fill("[name=reasons]", "返程车辆故障，已出具维修单据。")
    page.evaluate(
        """() => {
             const now = new Date(Date.now() - 3600000);
             const china = new Date(now.getTime() + 8 * 3600000);
             document.querySelector('[name=returned_at]').value = china.toISOString().slice(0, 16);
           }"""
    )
    for proof in form.locator("[name=return_proof]").all():
        proof.fill("维修单据")
    submit(page, "form:has([name=reasons]) button.btn:not(.btn-plain)")
    page.goto(f"{matter}?step=close&outcome=closed")
    submit(page, "#panel-close form button.btn:not(.btn-plain)")
    page.goto(matter)
    assert page.locator("form [name=seen]").count() == 0
    accessible(page)
