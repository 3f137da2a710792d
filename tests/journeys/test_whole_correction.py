"""One whole correction, unbroken and with time passing: the court's papers, registration, induction, group, plan and
class, a leave taken and returned from, a report made and one missed, discharge, and the certificate that a stranger
checks by the square code read off the file that a browser downloaded.

In a demonstration of its own whose offices have nobody else, since it moves the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from fengqiao.kit import clock
from tests.journeys.conftest import Program, demonstration
from tests.journeys.hands import REGISTERED, Hands, fill, hands, now, taken_in, today

pytestmark = pytest.mark.browser

Accessible = Callable[[Any], None]
NAME, SERIAL = "试全程", 985


@pytest.fixture
def county() -> Iterator[Program]:
    """The offices of the demonstration, nobody under correction. Started four times, so with one process at each door:
    the other journeys have all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FENGQIAO_PROCESSES", "1")
        with demonstration("--empty") as started:
            yield started


def test_from_the_court_s_papers_to_the_certificate(
    chromium: Any, county: Program, accessible: Accessible, tmp_path: Path
) -> None:
    begun = clock.today()
    ends_on = _two_months_on(begun - timedelta(days=2))
    away = 9 - begun.weekday()  # the Wednesday of the first whole week
    with hands(chromium, county.address) as who:
        is_received(who, ends_on)
        begins(who)
        passes(who, county, away)
        goes_away(who)
        passes(who, county, away + 7)
        is_back_and_reports(who)
        passes(who, county, (ends_on - begun).days)
        is_discharged(who)
        certificate = downloaded(who, tmp_path / "certificate.pdf")
    is_confirmed_to_strangers(chromium, county, square_code(certificate), accessible)


def _two_months_on(first: date) -> date:
    """The last day of two months."""
    months = first.year * 12 + first.month + 1
    return date(months // 12, months % 12 + 1, min(first.day, 28)) - timedelta(days=1)


def passes(who: Hands, county: Program, days: int) -> None:
    """Time passes: the clock of every process stands so many days on, everybody signs in again, every page says so."""
    who.leave()
    county.put_ahead(days)
    assert f"演示时钟提前 {days} 天" in who.of("zj.lead").inner_text("header")


def is_received(who: Hands, ends_on: date) -> None:
    """The papers of P03, the registration of P04, both in time."""
    since = clock.today() - timedelta(days=2)
    registration = taken_in(
        who.of("zj.lead"), who.address, NAME, SERIAL, sentence="拘役一个月，缓刑二个月",
        judged_on=str(since - timedelta(days=12)), effective_on=str(since), start=str(since), end=str(ends_on),
    )  # fmt: skip
    who.begin_with(registration)
    who.find("通知与文书送达")
    who.do("zj.lead", "通知与文书送达", "await_papers.received", received_on=today(), received_papers="judgment")
    who.do("zj.lead", "通知与文书送达", "check.checked")
    who.do("zj.lead", "通知与文书送达", "receipt.sent")
    who.do("zj.lead", "接收登记", "expect.arrived", arrived_at=now(), identity_seen="yes")
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


def goes_away(who: Hands) -> None:
    """In the first week a period of the strict class has opened by itself; a leave of eight days, which the county
    decides, is granted (P10, P12)."""
    who.duty("当面报告", "记录")
    page = who.of("fq.staff")
    page.goto(f"{who.person}start/leave/")
    when = {"leaves_at": now(1), "returns_at": now(7 * 24 + 5)}
    what = {"reason": "medical", "details": "到省级医院手术。", "places": "330102", "proof": "住院通知单"}
    fill(page, {**what, **when, "contact": "19900000000"})
    page.locator("main form button:has-text('提交')").click()
    page.wait_for_url("**/matters/**")
    who.matters["外出"] = str(page.url).split("?")[0]
    who.do("fq.staff2", "外出", "review.forward", opinion="情况属实，同意报请审批。")
    who.do("zj.lead", "外出", "decide.grant")


def is_back_and_reports(who: Hands) -> None:
    """In the second week: back in time; the first period was missed and is seen to; the second one's report is made."""
    who.do("fq.staff", "外出", "away.came_back", returned_at=now(-1), return_proof="出院小结、往返车票")
    who.do("fq.staff", "外出", "close.closed")
    who.duty("当面报告", "核实处理")
    assert "逾期未报告" in who.sees("fq.staff", "当面报告", "overdue.educated")
    who.do(
        "fq.staff", "当面报告", "overdue.educated", educated_on=today(), education="说明外出期间仍须电话报告。",
        reasons="外出期间未电话报告，返回后已批评教育。",
    )  # fmt: skip
    who.duty("当面报告", "记录")
    said = {"reported_on": today(), "channel": "in_person", "content": "手术后在家休养，遵守规定。"}
    who.do("fq.staff", "当面报告", "due.accepted", **said)
    file = who.of("fq.staff")
    file.goto(f"{who.person}?tab=supervision")
    told = file.locator("main tr:has(b:text-is('当面报告'))").inner_text()
    assert "已完成" in told, "this week's"
    assert "按期 1" in told
    assert "未完成 0" not in told, "last week's was not made"


def is_discharged(who: Hands) -> None:
    """The last day has come: the daily run opens it, four people work on it, the certificate is handed over (P40)."""
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


def downloaded(who: Hands, path: Path) -> Path:
    """The file of the certificate, as the browser of an officer keeps it."""
    page = who.of("zj.staff")
    page.goto(who.matters["解除社区矫正"])
    page.locator("main a[href*='/papers/']", has_text="解除社区矫正证明书").first.click()
    page.wait_for_url("**/papers/**")
    with page.expect_download() as download:
        page.locator("main a[href$='/pdf/']").first.click()
    download.value.save_as(path)
    return path


def square_code(path: Path) -> str:
    """What the square code says, read off a picture of the pages as a telephone reads it off paper."""
    said: list[str] = []
    document = pypdfium2.PdfDocument(path)
    for sheet in document:
        picture = sheet.render(scale=3, grayscale=True)
        rows = memoryview(picture.buffer).cast("B")
        kept = b"".join(rows[y * picture.stride : y * picture.stride + picture.width] for y in range(picture.height))
        found = zxingcpp.read_barcodes(memoryview(kept).cast("B", (picture.height, picture.width)))
        said += [code.text for code in found]
    document.close()
    (address,) = set(said)
    return str(address)


def is_confirmed_to_strangers(chromium: Any, county: Program, address: str, accessible: Accessible) -> None:
    """The code on the certificate leads a stranger to kind, office and day, and to nobody's name."""
    assert address.startswith(f"{county.public}/v/")
    context = chromium.new_context(viewport={"width": 390, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text().strip() == "文书有效"
    assert page.get_by_text("解除社区矫正证明书").first.is_visible()
    assert NAME not in page.content()
    accessible(page)
    context.close()
