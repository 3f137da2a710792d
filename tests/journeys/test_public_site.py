"""The public site in a browser: readable on a telephone, without scripts, without cookies, in both languages."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.conftest import WIDTHS, _environment

pytestmark = pytest.mark.browser

PAGES = ("/", "/powers/", "/powers/leave/", "/powers/registration/", "/papers/", "/nothing/", f"/v/{'A' * 22}")
SEALED = """
from fengqiao.site.running import django_ready
django_ready("worker")
from django.db import transaction
from fengqiao.documents import face as documents
from fengqiao.kit import clock, scope
with transaction.atomic(), scope.of(("330681",)):
    rows = documents.register(issuer="330681109", year=clock.today().year, minors=False, size=5000).rows
    found = [row for row in rows if row.kind == "D33" and row.state in ("sealed", "delivered")]
    print(documents.address_of(found[0].uid), found[0].number)
"""


@pytest.fixture(scope="package")
def site(program: Any) -> str:
    """Where the public door answers: the address that `fengqiao up` gives to codes on papers."""
    return program.public


@pytest.mark.parametrize("language", ["", "/en"])
def test_public_pages_are_accessible_and_fit(language: str, page: Any, site: str, accessible: Any) -> None:
    for address, width in itertools.product(PAGES, WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        if width == WIDTHS[0]:
            page.goto(f"{site}{language}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        accessible(page)
        if os.environ.get("FENGQIAO_SHOTS"):
            name = re.sub(r"\W+", "-", f"public{language}{address}{width}")
            page.screenshot(path=f"test-artifacts/{name}.png", full_page=True)
    assert page.context.cookies() == []


def test_a_stranger_finds_a_procedure_and_its_chart_without_scripts(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="权责清单", exact=True).click()
    page.get_by_role("link", name="外出", exact=True).click()
    assert page.get_by_role("img", name="“外出”流程图").is_visible()
    assert page.get_by_text("社区矫正法 第27条").first.is_visible()
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Leave"
    assert "/en/powers/leave/" in page.url
    context.close()


def test_the_code_on_a_paper_leads_to_its_confirmation(page: Any, program: Any, site: str, accessible: Any) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SEALED], env=_environment(program.home), capture_output=True, text=True, check=True
    )
    address, number = told.stdout.strip().rsplit("\n", 1)[-1].split(" ", 1)
    path = address[address.index("/v/") :]
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site + path)
    assert page.get_by_role("heading", level=1).inner_text().strip() in ("文书有效", "文书已过有效期")
    assert page.get_by_text("外出证明").is_visible()
    assert page.get_by_text("枫桥司法所").is_visible()
    assert number not in page.content()
    accessible(page)
    if os.environ.get("FENGQIAO_SHOTS"):
        page.screenshot(path="test-artifacts/public-verify-390.png", full_page=True)


def test_letters_of_the_chart_can_be_read_on_a_telephone(page: Any, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{site}/powers/leave/")
    drawn = page.locator("svg.flow").evaluate("s => s.getBoundingClientRect().width / s.viewBox.baseVal.width")
    # Unit: px on the screen. 12 px is the size of notes in a box.
    assert 12 * drawn >= 10.5
