"""What two people change for everybody, seen before it holds: a parameter of a county, places of the province (T13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from fengqiao.kit import clock
from tests.journeys.conftest import WIDTHS, Program
from tests.journeys.hands import PATIENCE_SECONDS, Hands, fill, hands, send

pytestmark = pytest.mark.browser

KEY = "frequency.report.strict"
#: 五泄镇 goes into 枫桥镇. Both changes hold in two months alone: nothing of them reaches another journey.
GOES, STAYS = "诸暨市五泄镇", "诸暨市枫桥镇"
DAYS_AHEAD = 60
PAPER = {"reason": "区划调整，统一要求", "document": "浙政函〔2026〕88号"}
CONFIRM = "main form[action$='/confirm/'] button.btn-primary"
Look = Callable[[Any], None]


@pytest.fixture
def people(program: Program, chromium: Any) -> Iterator[Hands]:
    with hands(chromium, program.address) as found:
        yield found


@pytest.fixture
def look(accessible: Callable[[Any], None]) -> Look:
    """At both widths: nothing runs over, nothing is out of reach."""

    def both(page: Any) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        accessible(page)
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})

    return both


def _first_day() -> str:
    return str(clock.today() + timedelta(days=DAYS_AHEAD))


def _proposed(page: Any, form: str, **values: str) -> str:
    """Send a proposal and wait until the worker has looked at what it touches; the address of its page."""
    page.goto(form)
    fill(page, {**values, **PAPER, "valid_from": _first_day()})
    send(page, "main form button.btn-primary")
    assert "/parameters/changes/" in page.url, page.inner_text("main")
    for _ in range(PATIENCE_SECONDS * 4):
        if page.locator("#preview progress").count() == 0:
            return str(page.url)
        page.wait_for_timeout(250)
        page.reload()
    pytest.fail(page.inner_text("main"))


def _waits(page: Any, why: str) -> None:
    """Whoever proposed it sees that another person has to confirm, and no button for it."""
    told = page.inner_text("main")
    assert "待第二人确认" in told
    assert why in told
    assert page.locator(CONFIRM).count() == 0


def _settled(page: Any, change: str) -> str:
    """The second person confirms, once; what the page says then."""
    page.goto(change)
    send(page, CONFIRM)
    assert page.locator(CONFIRM).count() == 0
    return str(page.inner_text("main"))


def _shown(page: Any, change: str, kind: str) -> str:
    """The lines of one kind of what a change touches."""
    page.goto(f"{change}?kind={kind}")
    return str(page.inner_text("#preview"))


def test_t22_a_lead_sees_whose_reports_a_parameter_moves_before_confirming(people: Hands, look: Look) -> None:
    clerk, lead = people.of("zj.staff"), people.of("zj.lead")
    clerk.goto(f"{people.address}/parameters/")
    with clerk.expect_navigation():
        clerk.locator(f"main a[href$='/parameters/set/{KEY}/']").click()
    change = _proposed(clerk, clerk.url, value="5")
    _waits(clerk, "由机构工作人员提出，同级机构负责人确认。")
    assert "7 日 → 5 日" in clerk.inner_text("main")
    touched = _shown(lead, change, "duty")
    assert "当面报告" in touched
    before, after = re.findall(r"比较期间内共 (\d+) 次", lead.locator("#preview tbody tr").first.inner_text())
    assert int(before) < int(after), "every five days instead of every seven"
    look(lead)
    assert "已确认" in _settled(lead, change)
    clerk.goto(f"{people.address}/parameters/?on={_first_day()}")
    assert "5 日" in clerk.locator(f"main tr:has(td:text-is('{KEY}'))").inner_text()


def test_t13_the_province_joins_two_townships_and_the_county_is_told(people: Hands, look: Look) -> None:
    clerk, lead, county = people.of("prov.staff"), people.of("prov.lead"), people.of("zj.lead")
    clerk.goto(f"{people.address}/parameters/")
    with clerk.expect_navigation():
        clerk.get_by_role("link", name="乡镇（街道）合并").click()
    form = str(clerk.url)
    fill(clerk, {"sources": "诸暨市没有的镇", "target": STAYS, **PAPER, "valid_from": _first_day()})
    send(clerk, "main form button.btn-primary")
    assert "“诸暨市没有的镇”：没有该区划" in clerk.inner_text("main [role=alert]")
    change = _proposed(clerk, form, sources=GOES, target=STAYS)
    _waits(clerk, "由机构工作人员提出，同级机构负责人确认。")
    assert "委托终止" in _shown(lead, change, "decide"), "what does not follow by itself is named"
    assert "五泄司法所" in _shown(lead, change, "file")
    assert _shown(lead, change, "matter").count("五泄司法所") > 1, "the running matters go along"
    look(lead)
    assert "已确认" in _settled(lead, change)
    county.goto(f"{people.address}/messages/")
    assert "行政区划调整已确认" in county.inner_text("main")
    assert "五泄司法所" in _shown(county, change, "file"), "the county reads which of its files change hands"
