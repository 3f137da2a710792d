"""A real installation's first hour: one-time password, authenticator, own password, a colleague with a post."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest

from fengqiao.kit.citizen_number import check_digit
from tests.journeys import keys
from tests.journeys.conftest import Program, _environment, _free_port, _remove, _wait

pytestmark = pytest.mark.browser

OWN_PASSWORD = "tram lemon orbit 73"


def _number(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.fixture(scope="module")
def installed() -> Iterator[tuple[Program, str]]:
    """A real installation of Zhuji and the one-time password that `init` printed."""
    home = Path(tempfile.mkdtemp(prefix="fq-first-"))
    environment = _environment(home)
    made = subprocess.run(
        [sys.executable, "-m", "fengqiao", "init", "--county", "330681", "--name", "管理员",
         "--number", _number("99000019800101001")],
        env=environment, capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    password = re.search(r"[a-z2-9]{5}(?:-[a-z2-9]{5}){3}", made.stdout + made.stderr)
    assert password
    port = _free_port()
    process = subprocess.Popen([sys.executable, "-m", "fengqiao", "up", "--port", str(port)], env=environment)
    # By name: passkeys are not bound to numbers.
    address = f"http://localhost:{port}"
    try:
        _wait(address, process)
        yield Program(address, home, process), password[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)
        _remove(home, environment)


def test_t39_from_the_printed_password_to_a_colleague_with_a_post_and_a_passkey(
    installed: tuple[Program, str], chromium: Any, page: Any, accessible: Callable[[Any], None]
) -> None:
    program, one_time = installed
    _comes_in_on_the_second_try(page, program.address, one_time, accessible)
    _binds_an_authenticator(page, accessible)
    _chooses_a_password(page, one_time, accessible)
    _makes_an_account(page, program.address, accessible)
    _gives_a_post(page, accessible)
    keys.lived_through(page, program.address, accessible)
    keys.told_without_scripts(chromium, program.address)
    page.goto(f"{program.address}/staff/")
    _signed_out_the_back_button_shows_nothing(page)


def _comes_in_on_the_second_try(page: Any, address: str, one_time: str, accessible: Callable[[Any], None]) -> None:
    page.goto(f"{address}/staff/")
    assert page.url.endswith("/sign-in/?next=%2Fstaff%2F")
    accessible(page)
    page.get_by_label("用户名").fill("admin")
    page.get_by_label("密码").fill("wrong password 1")
    page.get_by_role("button", name="继续").click()
    assert page.locator("[data-errors]").is_visible()
    accessible(page)
    page.get_by_label("密码").fill(one_time)
    page.get_by_role("button", name="继续").click()


def _binds_an_authenticator(page: Any, accessible: Callable[[Any], None]) -> None:
    page.wait_for_url("**/sign-in/enrol/")
    accessible(page)
    picture = page.locator("main img")
    assert picture.evaluate("image => image.naturalWidth") > 100
    seed = pyotp.TOTP(page.locator("main code").inner_text().replace(" ", ""))
    page.get_by_label("验证码").fill(_unused(seed))
    page.get_by_role("button", name="确认并登录").click()


def _chooses_a_password(page: Any, one_time: str, accessible: Callable[[Any], None]) -> None:
    page.wait_for_url("**/password/")
    accessible(page)
    page.get_by_label("现密码").fill(one_time)
    page.get_by_label("新密码", exact=False).first.fill(OWN_PASSWORD)
    page.get_by_label("再输一次新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="修改密码").click()


def _makes_an_account(page: Any, address: str, accessible: Callable[[Any], None]) -> None:
    page.goto(f"{address}/staff/")
    accessible(page)
    page.get_by_role("link", name="新建账号").click()
    accessible(page)
    page.get_by_label("姓名").fill("王芳")
    page.get_by_label("公民身份号码").fill("330681199001011234")
    page.get_by_label("用户名").fill("wangfang")
    page.get_by_role("button", name="建立账号").click()
    assert page.locator("[data-errors]").is_visible()
    page.get_by_label("公民身份号码").fill(_number("99000019900101002"))
    page.get_by_role("button", name="建立账号").click()
    assert re.fullmatch(r"[a-z2-9-]{23}", page.locator("main code").inner_text())
    accessible(page)


def _gives_a_post(page: Any, accessible: Callable[[Any], None]) -> None:
    page.get_by_role("link", name="查看账号").click()
    accessible(page)
    page.locator("#id_role").select_option("office_staff")
    page.locator("#id_area").select_option("330681109")
    page.locator("#id_document").fill("诸司发〔2026〕8号")
    page.get_by_role("button", name="授予岗位").click()
    assert page.get_by_text("岗位已授予。").is_visible()
    assert page.get_by_role("cell", name="枫桥司法所").is_visible()
    accessible(page)


def _signed_out_the_back_button_shows_nothing(page: Any) -> None:
    """THREATS T43."""
    page.evaluate("document.querySelector('form[action=\"/sign-out/\"]').requestSubmit()")
    page.wait_for_url("**/sign-in/")
    page.go_back()
    page.wait_for_url("**/sign-in/*")
    assert "王芳" not in page.content()
    assert page.evaluate("localStorage.length") == 0


def _unused(generator: pyotp.TOTP) -> str:
    """The code of this moment. The page was opened seconds ago, so it lies within the drift."""
    return generator.now()
