"""One whole correction, unbroken: the court's papers, registration, induction, group, plan, class, leave, discharge,
and the certificate that a stranger checks by its code.

A suspended sentence whose papers came late, so that its last day is today; nobody moves a clock.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from fengqiao.kit import clock
from tests.journeys.conftest import _environment
from tests.journeys.test_import import sign_in
from tests.journeys.test_registration_variants import REGISTERED, fill, taken_in

pytestmark = pytest.mark.browser

Accessible = Callable[[Any], None]
NAME, SERIAL = "试全程", 985
#: The daily run, as the worker does it every night.
DAILY = """
from fengqiao.site.running import django_ready
django_ready("worker")
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
print(procedures.run_daily(at=clock.now(), over=("330681",)))
"""
#: The address that the square code on the newest certificate says.
CERTIFICATE = """
from fengqiao.site.running import django_ready
django_ready("worker")
from django.db import transaction
from fengqiao.documents import face as documents
from fengqiao.kit import scope
with transaction.atomic(), scope.of(("330681",)):
    (row,) = [each for each in documents.of_matter("{matter}") if each.kind == "D101"]
    print(documents.address_of(row.uid), row.number)
"""


@dataclass
class Hands:
    """Everybody who works on the case, each with a browser of their own."""

    chromium: Any
    address: str
    pages: dict[str, Any] = field(default_factory=dict)
    matters: dict[str, str] = field(default_factory=dict)
    person: str = ""

    def of(self, username: str) -> Any:
        if username not in self.pages:
            context = self.chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            self.pages[username] = context.new_page()
            sign_in(self.pages[username], self.address, username)
        return self.pages[username]

    def find(self, *titles: str) -> None:
        """The addresses of matters that stand open on the person's file, by their titles."""
        page = self.of("zj.lead")
        page.goto(self.person)
        for title in titles:
            link = page.locator("main a[href*='/matters/']", has_text=title).first
            self.matters[title] = self.address + str(link.get_attribute("href")).split("?")[0]

    def do(self, username: str, title: str, name: str, *, every: str = "", **values: str) -> None:
        """One step of a matter, with `every` box of a list ticked; the page must show it done, and not a refusal."""
        step, outcome = name.split(".")
        page = self.of(username)
        page.goto(f"{self.matters[title]}?step={step}&outcome={outcome}")
        for box in page.locator(f"main form [name={every}]").all() if every else []:
            box.check()
        fill(page, values)
        page.locator(f"#panel-{step} form button.btn:not(.btn-plain)").first.click()
        page.wait_for_load_state("networkidle")
        refused = page.locator("main .alert-danger, main [role=alert]")
        assert refused.count() == 0, f"{title} {name}: {refused.first.inner_text()}"


@contextmanager
def hands(chromium: Any, address: str) -> Iterator[Hands]:
    found = Hands(chromium, address)
    try:
        yield found
    finally:
        for page in found.pages.values():
            page.context.close()


def now(hours: int = 0) -> str:
    moment = clock.now() + timedelta(hours=hours)
    return moment.astimezone(clock.SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def today() -> str:
    return clock.today().isoformat()


def test_from_the_court_s_papers_to_the_certificate(chromium: Any, program: Any, accessible: Accessible) -> None:
    with hands(chromium, program.address) as who:
        is_received(who)
        begins(who)
        asks_for_leave(who)
        is_discharged(who, program)
        told = run(program, CERTIFICATE.format(matter=who.matters["解除社区矫正"].rsplit("/", 2)[-2]))
        is_confirmed_to_strangers(chromium, program, told, accessible)


def is_received(who: Hands) -> None:
    """The papers of P03, the registration of P04."""
    since = clock.today() - timedelta(days=61)
    page = who.of("zj.lead")
    registration = taken_in(
        page, who.address, NAME, SERIAL, sentence="拘役一个月，缓刑二个月", judged_on=str(since - timedelta(days=12)),
        effective_on=str(since), start=str(since), end=today(),
    )  # fmt: skip
    who.matters["接收登记"] = registration
    page.goto(registration)
    who.person = who.address + str(page.locator("main a[href^='/subjects/'][href*='-']").first.get_attribute("href"))
    who.find("通知与文书送达")
    who.do("zj.lead", "通知与文书送达", "await_papers.received", received_on=today(), received_papers="judgment")
    who.do("zj.lead", "通知与文书送达", "check.checked")
    who.do("zj.lead", "通知与文书送达", "receipt.sent")
    who.do("zj.lead", "接收登记", "missed.arrived", arrived_at=now(), identity_seen="yes", why_late="文书今日方送达")
    who.do("zj.lead", "接收登记", "register.registered", **REGISTERED)


def begins(who: Hands) -> None:
    """Group, induction, class and plan (P06 to P09)."""
    who.find("确定矫正小组", "入矫宣告", "制定矫正方案")
    who.do(
        "fq.staff", "确定矫正小组", "members.add_member", member_name="陈立群", member_kind="justice_office",
        member_role="leader", member_sex="1", knows_minors="no", has_violence="no",
    )  # fmt: skip
    who.do("fq.staff", "确定矫正小组", "members.propose")
    who.do("zj.lead", "确定矫正小组", "decide.formed")
    who.do("fq.staff", "确定矫正小组", "sign.signed")
    who.do("zj.lead", "入矫宣告", "arrange.arranged", planned_at=now(), planned_place="office")
    who.do(
        "zj.lead", "入矫宣告", "announce.announced", announced_at=now(), place="office", officers="何敏、陈立群",
        attendees="矫正小组成员", is_public="no", signed="signed", every="contents_read",
    )  # fmt: skip
    who.find("分类管理评定")
    who.do(
        "fq.staff", "分类管理评定", "propose.proposed", proposed_class="strict", risk="low", admonitions="0",
        warnings="0", penalties="0", assessment_failed="no", conduct="刚入矫，按规定实行严管。",
    )  # fmt: skip
    who.do("zj.lead", "分类管理评定", "decide.approve")
    who.do("fq.staff", "分类管理评定", "tell.told")
    plan = {"assessment": "认罪悔罪", "psychology": "情绪稳定", "supervision": "每周报告", "support": "推荐就业"}
    who.do("fq.staff", "制定矫正方案", "draft.drafted", **plan)
    who.do("zj.lead", "制定矫正方案", "decide.approve")
    who.do("fq.staff", "制定矫正方案", "explain.told")


def asks_for_leave(who: Hands) -> None:
    """A day out is granted, and given back before it began (P12); how somebody is away is shown by other journeys."""
    page = who.of("fq.staff")
    page.goto(f"{who.person}start/leave/")
    when = {"leaves_at": now(2), "returns_at": now(5)}
    what = {"reason": "medical", "details": "到市区医院复查。", "places": "330102", "proof": "门诊预约单"}
    fill(page, {**what, **when, "contact": "19900000000"})
    page.locator("main form button:has-text('提交')").click()
    page.wait_for_url("**/matters/**")
    who.matters["外出"] = str(page.url).split("?")[0]
    who.do("fq.staff2", "外出", "review.forward", opinion="情况属实，同意报请审批。")
    who.do("fq.head", "外出", "decide.grant")
    who.do("fq.staff", "外出", "away.cancelled")


def is_discharged(who: Hands, program: Any) -> None:
    """The last day has come: the daily run opens it, four people work on it, the certificate is handed over (P40)."""
    run(program, DAILY)
    who.find("解除社区矫正")
    who.do(
        "fq.staff", "解除社区矫正", "summary.handed_in", summary_on=today(), summary_how="written",
        summary_text="服从管理，认识到错误。",
    )  # fmt: skip
    who.do(
        "fq.staff2", "解除社区矫正", "appraise.appraised", law_abiding="遵守规定", education="按要求参加",
        conduct="good", opinion="建议按期解除。",
    )  # fmt: skip
    who.do("zj.staff", "解除社区矫正", "review.forward", opinion="同意按期解除。")
    who.do("zj.lead", "解除社区矫正", "decide.agree")
    who.do("zj.lead", "解除社区矫正", "certify.issued")
    who.do("zj.staff", "解除社区矫正", "hand_over.handed", handed_on=today(), received_by="subject")


def run(program: Any, code: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", code], env=_environment(program.home), capture_output=True, text=True, check=True
    )
    return told.stdout.strip().rsplit("\n", 1)[-1]


def is_confirmed_to_strangers(chromium: Any, program: Any, told: str, accessible: Accessible) -> None:
    """The code on the certificate leads a stranger to kind, office and day, and to nobody's name."""
    address, number = told.split(" ", 1)
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(program.public + address[address.index("/v/") :])
    assert page.get_by_role("heading", level=1).inner_text().strip() == "文书有效"
    assert page.get_by_text("解除社区矫正证明书").first.is_visible()
    assert NAME not in page.content()
    assert number not in page.content()
    accessible(page)
    context.close()
