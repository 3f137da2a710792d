"""Steps per job, counted as anchors count them (ours against HMPPS): jobs 1, 4, 5, 6 and 12, by mouse and keyboard.

Rule: signed in, home is page 1; a page is a distinct screen; a click is a link or button pressed, or Enter that does
the same work; a field is one input answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.conftest import WIDTHS
from tests.journeys.hands import sign_in

pytestmark = pytest.mark.browser


@dataclass
class Count:
    """What somebody did on the way."""

    page: Any
    screens: set[str] = field(default_factory=set)
    clicks: int = 0
    fields: int = 0

    def see(self) -> None:
        self.screens.add(self.page.locator("h1").evaluate("heading => heading.firstChild.textContent.trim()"))

    def click(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.click(selector)
        self.clicks += 1
        self.see()

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).press_sequentially(text, delay=20)
        self.fields += 1

    @property
    def told(self) -> tuple[int, int, int]:
        return len(self.screens), self.clicks, self.fields


@pytest.fixture
def somebody_due(page: Any, program: Any) -> str:
    """The name of somebody in the inbox, as an officer of Fengqiao sees it."""
    sign_in(page, program.address, "fq.staff")
    page.goto(f"{program.address}/")
    name = page.locator("td .who a").first.inner_text()
    assert name
    return str(name)


def test_job_1_find_a_person_and_see_what_is_due(page: Any, program: Any, somebody_due: str) -> None:
    count = Count(page)
    count.see()
    page.keyboard.press("/")
    count.type(".gsearch input[name=q]", somebody_due)
    row = page.locator("#found a", has_text=somebody_due).first
    row.wait_for()
    assert count.told == (1, 0, 1)
    assert row.locator("b").count() >= 1
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/subjects/" in address or "/search/" in address)


def ordinary(page: Any, address: str) -> str:
    """The address of a decision in the inbox that asks nothing more: in time, and no check to be answered by hand."""
    page.goto(f"{address}/?state=approve")
    links = page.locator("tbody tr:not(.over) a.btn-primary").all()
    for href in [link.get_attribute("href") for link in links]:
        page.goto(f"{address}{href}")
        asks = page.locator("[id^=panel-] form [required]").count()
        if asks == 0 and page.locator("button:has-text('签名并批准')").count() == 1:
            return str(href)
    pytest.fail("nobody waits for an ordinary decision in the demonstration")


def test_job_6_approve_from_the_queue_and_go_on(page: Any, program: Any, accessible: Callable[[Any], None]) -> None:
    sign_in(page, program.address, "fq.head")
    href = ordinary(page, program.address)
    page.goto(f"{program.address}/")
    accessible(page)
    count = Count(page)
    count.see()
    count.click(f"a[href='{href}']")
    accessible(page)
    decided = page.url
    count.click("button:has-text('签名并批准')")
    assert count.told == (2, 2, 0)
    assert page.url != decided
    assert "queue=1" in page.url or page.url == f"{program.address}/"


def test_job_6_works_with_scripts_off(chromium: Any, program: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, program.address, "zj.lead")
    page.goto(f"{program.address}/?state=approve")
    decisions = page.locator("tbody tr:not(.over):has-text('外出') a.btn-primary:has-text('审批')")
    assert decisions.count() >= 1, "nobody waits for the county in the demonstration"
    decisions.first.click()
    page.locator("a.opt:has-text('不予批准')").first.click()
    assert "outcome=refuse" in page.url
    page.locator("button:has-text('签名并')").click()
    assert page.locator("[role=alert]").count() >= 1, "a refusal without reasons must come back"
    context.close()


PAGES = [
    "/", "/?scope=all", "/subjects/", "/subjects/?view=leave", "/subjects/views/", "/subjects/export/",
    "/calendar/", "/nearly/", "/workload/", "/subjects/intake/", "/parameters/", "/procedures/",
    "/procedures/leave/", "/procedures/registration/", "/articles/", "/search/",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_and_fit_their_width(
    page: Any, program: Any, accessible: Callable[[Any], None], address: str
) -> None:
    """Every page at every width, judged by axe at one of them in turn: it takes seconds for a long list."""
    _fits(page, program, address, accessible, WIDTHS[PAGES.index(address) % len(WIDTHS)])


@pytest.mark.soak
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_at_every_width(
    page: Any, program: Any, accessible: Callable[[Any], None], address: str
) -> None:
    _fits(page, program, address, accessible, *WIDTHS)


def _fits(page: Any, program: Any, address: str, accessible: Callable[[Any], None], *judged: int) -> None:
    sign_in_once(page, program)
    page.goto(f"{program.address}{address}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width in judged:
            accessible(page)
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, width


_KEPT: list[dict[str, Any]] = []


def sign_in_once(page: Any, program: Any) -> None:
    """One sign-in for the pages above: each code opens once, so every further one would wait half a minute."""
    if _KEPT:
        page.context.add_cookies(_KEPT)
        return
    sign_in(page, program.address, "fq.staff2")
    _KEPT.extend(page.context.cookies())


def test_job_12_a_manager_sees_what_is_overdue_under_whom(page: Any, program: Any) -> None:
    """Ceiling 2 / 1 / 0: the home page is the board; one press leads to the tasks behind a line."""
    sign_in(page, program.address, "zj.lead")
    page.goto(f"{program.address}/")
    count = Count(page)
    count.see()
    board = page.locator("section:has(h2:has-text('辖区逾期情况')) tbody tr")
    assert board.count() >= 1
    assert "天" in board.first.inner_text()
    assert count.told == (1, 0, 0)
    page.emulate_media(media="print")
    assert board.first.is_visible()
    assert not page.locator("input[name=line]").first.is_visible()
    assert not page.locator(".side").is_visible()
    page.emulate_media(media="screen")
    line = board.first.locator("a").get_attribute("href")
    count.click(f"section:has(h2:has-text('辖区逾期情况')) a[href='{line}']")
    assert count.clicks == 1
    assert count.fields == 0
    assert page.locator("tbody tr.over").count() >= 1
    page.go_back()
    page.locator("input[name=line]").first.check()
    page.click("button:has-text('提醒办理勾选事项')")
    assert page.locator("text=已提醒 1 项").count() == 1


def test_job_4_the_same_outcome_for_several_rows_of_the_home_page(page: Any, program: Any) -> None:
    """Ceiling 3 / 3 / 2, and it holds for all ticked rows at once: tick, choose the outcome, try, confirm."""
    sign_in(page, program.address, "fq.staff")
    page.goto(f"{program.address}/")
    count = Count(page)
    count.see()
    boxes = page.locator("input[name=matter]")
    assert boxes.count() >= 1, "no step without form or decision waits in the demonstration"
    boxes.first.check()
    count.fields += 1
    count.click("button:has-text('一并办理勾选事项')")
    page.locator("select[name=way]").select_option(index=1)
    count.fields += 1
    count.click("button:has-text('试算（不写入）')")
    assert page.locator("text=可以办理").count() >= 1
    count.click("button:has-text('确认办理')")
    assert page.locator("text=不会重复办理").count() == 1
    pages, clicks, fields = count.told
    assert pages <= 3
    assert clicks <= 3
    assert fields <= 2


def somebody_to_be_met(page: Any, address: str) -> str:
    """The name of somebody with whom a talk waits, and whose name nobody else in the list bears."""
    page.goto(f"{address}/supervision/?kind=talk&size=100")
    names = page.locator("tbody tr:has(.due):has(a:has-text('记录')) td .who a").all_inner_texts()
    return next(name for name in reversed(names) if names.count(name) == 1)


def test_job_5_the_next_appointment_is_accepted_and_chained_after_an_outcome(page: Any, program: Any) -> None:
    """Target 2 / 3 / 1: find, propose, accept; after job 4 one press on the page where one lands (+0 / +1 / +0)."""
    sign_in(page, program.address, "fq.staff")
    name = somebody_to_be_met(page, program.address)
    page.goto(f"{program.address}/")
    count = Count(page)
    count.see()
    page.keyboard.press("/")
    count.type(".gsearch input[name=q]", name)
    page.locator("#found a", has_text=name).first.wait_for()
    count.click(f"#found a:has-text('{name}')")
    file = page.url.partition("?")[0]
    page.click("a:has-text('安排下次约见')")
    count.clicks += 1
    page.locator("#accept").wait_for()
    assert page.locator("#appointment").inner_text().count("您有一项预约，时间为") == 1
    kind = page.locator("#appointment form:has(#accept) input[name=kind]").get_attribute("value")
    nudged_and_back(page)
    count.click("#accept")
    assert count.told == (2, 3, 1)
    assert page.locator("text=已约定，并已向本人发送告知短信").count() == 1
    chained = chained_after(page, file, "visit" if kind == "talk" else "talk")
    assert chained.told == (1, 1, 0)
    assert page.locator("h2:has-text('已约定')").count() == 1


def nudged_and_back(page: Any) -> None:
    """The arrow keys lead to the free hour after the proposed one and back."""
    shown = "document.querySelector('[data-nudge] [role=status]').innerText"
    proposed = page.evaluate(shown)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"told => {shown} !== told", arg=proposed)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"told => {shown} === told", arg=proposed)


def chained_after(page: Any, file: str, kind: str) -> Count:
    """What the next appointment costs on the page where one lands after an outcome was recorded."""
    page.goto(f"{file}record/{kind}/")
    _fill_record(page, kind)
    with page.expect_navigation():
        page.click("button:has-text('登记')")
    chained = Count(page)
    chained.see()
    with page.expect_navigation():
        page.click("#accept")
    chained.clicks += 1
    chained.see()
    return chained


def _fill_record(page: Any, kind: str) -> None:
    """The required fields of a talk or a visit."""
    for label, text in (("officers", "陈立群、楼晓云"), ("topic", "就业"), ("met", "父亲"), ("content", "近况正常")):
        if page.locator(f"[name={label}]").count():
            page.locator(f"[name={label}]").fill(text)
    if kind == "visit":
        page.locator("select[name=place]").select_option("home")
    if page.locator("[name=guardian]").count():
        page.check("[name=guardian][value=yes]")  # of a minor
