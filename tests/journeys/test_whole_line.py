"""The first line, unbroken: a register comes in, its newcomer is registered, two leaves are decided on two levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fengqiao.exchange.tests import samples
from fengqiao.exchange.tests.people import number, row
from fengqiao.kit import clock
from tests.journeys.hands import send as submit
from tests.journeys.hands import sign_in, sign_out
from tests.journeys.test_import import send

pytestmark = pytest.mark.browser

Accessible = Callable[[Any], None]
SETTLED, NEWCOMER = "试通一", "试通二"


def _register(folder: Path) -> Path:
    """One person long in correction, one whose judgment took effect two days ago and who has not come yet."""
    effective = clock.today() - timedelta(days=2)
    newcomer = {
        "判决日期": str(effective - timedelta(days=10)),
        "文书生效日期": str(effective),
        "矫正开始日期": str(effective),
        "矫正结束日期": str(_half_a_year_on(effective)),
        "入矫日期": "",
        "管理类别": "",
    }
    rows = [
        row(姓名=SETTLED, 身份证号=number("19770721", 961), 性别="男", 出生日期="1977-07-21"),
        row(姓名=NEWCOMER, 身份证号=number("19770722", 963), 性别="男", 出生日期="1977-07-22", **newcomer),
    ]
    path = folder / "register.xlsx"
    path.write_bytes(samples.workbook(rows))
    return path


def _half_a_year_on(day: date) -> date:
    month = day.month + 6
    return date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, min(day.day, 28)) - timedelta(days=1)


def _moment(days: int, hour: int) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day}T{hour:02d}:00"


def _open(page: Any, address: str, name: str) -> None:
    """Search as people do: the slash, the name, the row under the box."""
    page.goto(f"{address}/")
    page.keyboard.press("/")
    page.keyboard.type(name, delay=30)
    page.locator("#found a", has_text=name).first.click()
    page.wait_for_url("**/subjects/*-*/**")


def _fill(page: Any, **values: str) -> None:
    for name, value in values.items():
        field = page.locator(f"form [name={name}]")
        kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "radio":
            field.first.check()  # the first of the two is yes
        elif kind == "select":
            field.select_option(value)
        else:
            field.fill(value)


def _press(page: Any, panel: str) -> None:
    submit(page, f"#panel-{panel} form button.btn:not(.btn-plain)")


def _ask_for_leave(page: Any, address: str, *, days: int) -> str:
    """The office records the person's application; the address of the matter."""
    _open(page, address, SETTLED)
    page.locator("details.menu", has_text="发起事项").locator("summary").click()
    page.locator("details.menu[open] a", has_text="外出").click()
    page.wait_for_url("**/start/leave/")
    _fill(
        page,
        reason="medical",
        details="到省级医院复查，已预约专家门诊。",
        leaves_at=_moment(6, 8),
        returns_at=_moment(6 + days - 1, 18),
        places="330102",
        contact="19900000000",
        proof="门诊预约单",
    )
    page.locator("main form button:has-text('提交')").click()
    page.wait_for_url("**/matters/**")
    return str(page.url).split("?")[0]


def _review(page: Any, address: str, matter: str) -> None:
    sign_in(page, address, "fq.staff2")
    page.goto(f"{matter}?step=review&outcome=forward")
    _fill(page, opinion="情况属实，同意报请审批。")
    _press(page, "review")
    sign_out(page)


def _grant(page: Any, address: str, matter: str, by: str) -> None:
    sign_in(page, address, by)
    page.goto(f"{matter}?step=decide&outcome=grant")
    _press(page, "decide")
    page.goto(matter)
    assert page.locator("button:has-text('签名并批准')").count() == 0
    sign_out(page)


def test_the_first_line_from_the_file_to_two_decisions(
    page: Any, program: Any, accessible: Accessible, tmp_path: Path
) -> None:
    address = program.address
    _load(page, address, _register(tmp_path))
    _receive_and_register(page, address, accessible)

    sign_in(page, address, "fq.staff")
    short = _ask_for_leave(page, address, days=3)
    accessible(page)
    sign_out(page)
    _review(page, address, short)
    _grant(page, address, short, "fq.head")

    sign_in(page, address, "fq.staff")
    long = _ask_for_leave(page, address, days=12)
    sign_out(page)
    _review(page, address, long)
    sign_in(page, address, "fq.head")
    page.goto(f"{long}?step=decide&outcome=grant")
    assert page.locator("button:has-text('签名并批准')").count() == 0, "twelve days are the county's to decide"
    sign_out(page)
    _grant(page, address, long, "zj.lead")


def _load(page: Any, address: str, register: Path) -> None:
    sign_in(page, address, "zj.lead")
    send(page, address, register)
    page.check("input[name=confirmed]")
    page.click("button:has-text('载入 2 人')")
    page.wait_for_selector("text=花名册已载入", timeout=60_000)
    sign_out(page)


def _receive_and_register(page: Any, address: str, accessible: Accessible) -> None:
    sign_in(page, address, "zj.staff")
    _open(page, address, NEWCOMER)
    page.locator("main a[href*='/matters/']").first.click()
    page.wait_for_url("**/matters/**")
    registration = str(page.url).split("?")[0]
    accessible(page)
    page.goto(f"{registration}?step=expect&outcome=arrived")
    _fill(page, arrived_at=_moment(-1, 9), identity_seen="yes")
    _press(page, "expect")
    page.goto(f"{registration}?step=register&outcome=registered")
    accessible(page)
    _fill(
        page,
        registered_where="office",
        justice_office="330681109",
        photo_taken="yes",
        contacts_checked="yes",
        protected_persons="no",
        duties_explained="yes",
        undertaking_signed="yes",
    )
    _press(page, "register")
    page.goto(registration)
    assert "予以登记" in page.inner_text("main")
    accessible(page)
    sign_out(page)
