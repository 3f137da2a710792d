"""A change of places in the browser: the province proposes, sees what changes hands, confirms; the county is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from fengqiao.kit import clock
from tests.journeys.conftest import WIDTHS
from tests.journeys.hands import PATIENCE_SECONDS, sign_in, sign_out

pytestmark = pytest.mark.browser
#: 五泄镇 goes into 枫桥镇 in a month: nothing of it holds while other journeys run.
GOES, STAYS = "诸暨市五泄镇", "诸暨市枫桥镇"


def _propose(page: Any, address: str) -> str:
    page.goto(f"{address}/parameters/")
    page.get_by_role("link", name="乡镇（街道）合并").click()
    page.get_by_label("撤销的乡镇（街道）").fill("诸暨市没有的镇")
    page.get_by_label("并入的乡镇（街道）").fill(STAYS)
    page.get_by_label("自哪日起").or_(page.locator("input[name=valid_from]")).first.fill(
        str(clock.today() + timedelta(days=30))
    )
    page.get_by_label("理由").or_(page.locator("[name=reason]")).first.fill("乡镇行政区划调整")
    page.locator("[name=document]").fill("浙政函〔2026〕88号")
    page.locator("form:has([name=sources]) button[type=submit]").click()
    assert page.locator(".invalid-feedback, .field-error, [role=alert]").first.is_visible(), "what is no place is said"
    page.locator("[name=sources]").fill(GOES)
    page.locator("form:has([name=sources]) button[type=submit]").click()
    page.wait_for_url("**/parameters/changes/*/")
    return str(page.url)


def _looked_at(page: Any, accessible: Any) -> None:
    for language in ("zh-hans", "en"):
        page.context.add_cookies([{"name": "fq_language", "value": language, "url": page.url}])
        page.reload()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            accessible(page)
    page.context.add_cookies([{"name": "fq_language", "value": "zh-hans", "url": page.url}])
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()


def test_t13_the_province_joins_two_townships_and_the_county_is_told(page: Any, program: Any, accessible: Any) -> None:
    sign_in(page, program.address, "prov.staff")
    change = _propose(page, program.address)
    for _ in range(PATIENCE_SECONDS):
        if page.get_by_text("须另行处理").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    _looked_at(page, accessible)
    sign_out(page)
    sign_in(page, program.address, "prov.lead")
    page.goto(change)
    page.get_by_role("button", name="确认").click()
    page.wait_for_load_state()
    assert page.get_by_text("已确认").first.is_visible()
    sign_out(page)
    sign_in(page, program.address, "zj.lead")
    page.goto(f"{program.address}/messages/")
    assert page.get_by_text("行政区划调整已确认").first.is_visible()
    page.goto(change)
    assert page.get_by_text(GOES).first.is_visible()
