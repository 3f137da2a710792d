"""A file broken open in an emergency by one, reviewed by another (THREATS T34); a relation declared (T77)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fengqiao.exchange.tests.people import number
from tests.journeys.conftest import Program
from tests.journeys.hands import Hands, send, taken_in

pytestmark = pytest.mark.browser

BORN, SERIAL, NAME = "19810412", 873, "葛急诊"
WHY = "深夜在外摔伤送医，须立即联系家属"
FOUND = "已向医院和本人核实，情况属实，查阅范围适当"
OTHER_OFFICE = "s330681001"
"""Staff of another office of the county, who sees nothing of the file by the post."""


def test_t34_one_breaks_a_file_open_and_another_reviews_it(
    program: Program, chromium: Any, accessible: Callable[[Any], None]
) -> None:
    hands = Hands(chromium, program.address)
    hands.begin_with(taken_in(hands.of("zj.staff"), program.address, NAME, SERIAL, born=BORN), "zj.staff")
    opener = hands.of(OTHER_OFFICE)
    assert opener.goto(hands.person).status == 404
    _opens(opener, program.address, accessible)
    reviewer = hands.of("zj.data")
    _reviews(reviewer, program.address, accessible)
    opener.goto(f"{program.address}/openings/")
    assert FOUND in opener.inner_text("main")
    assert opener.goto(hands.person).status == 404


def _opens(page: Any, address: str, accessible: Callable[[Any], None]) -> None:
    page.goto(f"{address}/openings/")
    accessible(page)
    page.fill("[name=number]", number(BORN, SERIAL))
    page.fill("[name=words]", WHY)
    send(page, "main form button.btn-danger")
    assert NAME in page.inner_text("main")
    assert number(BORN, SERIAL) not in page.content()
    accessible(page)
    read_at = page.url
    page.goto(f"{address}/openings/")
    send(page, "form[action$='/close/'] button")
    assert page.goto(read_at).status == 404, "what has ended is not found"


def _reviews(page: Any, address: str, accessible: Callable[[Any], None]) -> None:
    page.goto(f"{address}/messages/")
    assert "有人紧急查阅受限档案" in page.inner_text("main")
    page.goto(f"{address}/openings/board/")
    assert WHY in page.inner_text("main")
    assert NAME not in page.inner_text("main"), "whose file it was is not told to whoever reviews"
    accessible(page)
    form = page.locator("form[action$='/review/']").first
    form.locator("[name=verdict]").select_option("yes")
    form.locator("[name=words]").fill(FOUND)
    with page.expect_navigation():
        form.locator("button").click()
    assert FOUND in page.inner_text("main")


def test_t77_whoever_declares_a_relation_sees_nothing_more(
    program: Program, chromium: Any, accessible: Callable[[Any], None]
) -> None:
    hands = Hands(chromium, program.address)
    hands.begin_with(taken_in(hands.of("zj.staff"), program.address, "葛回避", SERIAL + 1, born=BORN), "zj.staff")
    related = hands.of("fq.staff2")
    assert related.goto(hands.person).status == 200
    related.goto(f"{hands.person}avoidance/")
    accessible(related)
    related.locator("main [name=kind]").select_option("relative")
    related.fill("main [name=words]", "系其表兄")
    send(related, "main form button.btn-primary")
    assert related.goto(hands.person).status == 404
    assert related.goto(hands.matters["接收登记"]).status == 404
    head = hands.of("fq.head")
    assert head.goto(hands.person).status == 200
    head.goto(f"{program.address}/avoidances/")
    accessible(head)
    head.locator("main tr", has_text="葛回避").locator("summary").click()
    head.locator("main tr", has_text="葛回避").locator("[name=reason]").fill("申报有误，已核实无亲属关系")
    with head.expect_navigation():
        head.locator("main tr", has_text="葛回避").locator("form button").click()
    assert "葛回避" not in head.inner_text("main")
    assert related.goto(hands.person).status == 200
