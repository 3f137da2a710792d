"""The caseload as a file: what is in it, what can never be, who may have it, how long it lasts."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from fengqiao.desk import exporting, workbook
from fengqiao.desk.actions import exporting as actions
from fengqiao.desk.models import Export
from fengqiao.desk.tests.test_lists import person, register_flags
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db
ASK = "/subjects/export/"


def ask(client, conditions="", reason="月度核对", request=None):
    return client.post(ASK, {"list": conditions, "reason": reason, "request": str(request or uuid4())})


def cells(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == 1
    return book.get_sheet_by_index(0).to_python()


def fetched(client, answer) -> bytes:
    done = client.post(f"{answer.url}file/")
    assert done.status_code == 200
    return done.content


def test_t66_t67_names_that_look_like_formulas_stay_text_and_nothing_travels_along(now):
    sheet = workbook.Sheet(title="名单", marks=("内部资料",), heads=("姓名",), at=now)
    evil = ('=HYPERLINK("http://x")', "＝1+1", "\t=1", "+1", "-1", "@SUM(A1)")
    content = workbook.workbook(sheet, [(name,) for name in evil])
    parts = zipfile.ZipFile(io.BytesIO(content))
    written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written
    assert "hyperlink" not in "".join(parts.namelist())
    assert [row[0] for row in cells(content)[2:]] == list(evil)
    assert "quotePrefix" in parts.read("xl/styles.xml").decode()
    assert not [name for name in parts.namelist() if "pivot" in name or "comment" in name or "externalLink" in name]
    core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core


def test_the_file_holds_the_filtered_list_masked_and_says_who_took_it_out(people, browser, monkeypatch):
    written = []
    monkeypatch.setattr("fengqiao.audit.record.write", lambda **row: written.append(row))
    person(1, name="=俞晓燕")
    cast.person(category="parole")
    client = browser(people.clerk)
    content = fetched(client, ask(client, "category=suspended_sentence&columns=category-about"))
    rows = cells(content)
    assert "陈立群" in rows[0][0]
    assert "月度核对" in rows[1][0]
    assert rows[2] == ["姓名", "证件号码", "矫正类别", "性别年龄"]
    assert [row[0] for row in rows[3:]] == ["=俞晓燕"]
    number = register.number(1)
    assert number not in str(rows)
    assert number[-4:] not in str(rows[3])
    kept = {row["what"]: row["data"] for row in written}
    assert kept["desk.export"] == {"of": "caseload", "count": 1, "columns": ["category", "about"]}
    assert "desk.fetch_export" in kept


def test_t75_a_file_is_fetched_once_by_whoever_asked_and_forgotten(people, browser, now):
    person(1)
    client = browser(people.clerk)
    answer = ask(client)
    for who in (people.second, people.head, people.lead):
        assert browser(who).get(answer.url).status_code == 404
        assert browser(who).post(f"{answer.url}file/").status_code == 404
    done = client.post(f"{answer.url}file/")
    assert "俞" not in done.headers["Content-Disposition"]
    assert client.post(f"{answer.url}file/").status_code == 404
    assert Export.objects.get().content_sealed is None
    ask(client)
    assert actions.forget_expired(counties=[cast.COUNTY], at=clock.now() + timedelta(hours=25)) == 1
    assert not Export.objects.exclude(content_sealed=None).exists()


def test_minors_never_leave_in_bulk_whoever_asks(people, browser):
    flags = frozenset({"minor_at_offence"} & register_flags())
    minor = person(7, name="金小小", birth_date=register.date(2010, 5, 5), flags=flags)
    assert minor.minor
    person(8, name="俞晓燕")
    client = browser(people.head)
    assert "1 名未成年人" in client.get(ASK).content.decode()
    assert (
        "未成年人" not in browser(people.clerk).get(ASK).content.decode().partition("<main")[2].partition("</main")[0]
    )
    assert "金小小" not in str(cells(fetched(client, ask(client))))
    assert ask(client, "minor=yes").status_code == 422


def test_a_reason_and_a_fresh_factor_are_asked_for_and_what_was_typed_stays(people, browser):
    person(1)
    client = browser(people.clerk)
    assert ask(client, reason=" ").status_code == 422
    assert ask(client, "category=parole").status_code == 422
    stale = ask(browser(people.clerk, verified=False), reason="月度核对")
    assert "月度核对" in stale.content.decode()
    assert not Export.objects.exists()
    assert ask(client, "sort=offence").status_code == 400


def test_the_same_press_twice_is_one_file(people, browser):
    person(1)
    client, press = browser(people.clerk), uuid4()
    assert ask(client, request=press).url == ask(client, request=press).url
    assert Export.objects.count() == 1


def test_bounds_are_kept(people, browser, monkeypatch):
    for serial in (1, 2):
        person(serial)
    client = browser(people.clerk)
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    assert "请增加条件" in ask(client).content.decode()
    monkeypatch.setattr(actions, "MOST_ROWS", 10)
    monkeypatch.setattr(actions, "MOST_A_DAY", 1)
    assert ask(client).status_code == 302
    assert "已达上限" in ask(client).content.decode()


def test_a_long_list_is_a_job_with_progress_and_the_lead_hears_of_it(people, browser, monkeypatch):
    for serial in range(1, 6):
        person(serial)
    asked = []
    monkeypatch.setattr(exporting, "ask_job", asked.append)
    monkeypatch.setattr(exporting, "INLINE_ROWS", 2)
    monkeypatch.setattr(actions, "LARGE", 3)
    monkeypatch.setattr("fengqiao.desk.reads.exports.CHUNK", 2)
    client = browser(people.clerk)
    answer = ask(client)
    assert "正在生成" in client.get(answer.url).content.decode()
    [row] = asked
    assert exporting.build_as_job(row.uid, area=row.area, now=clock.now)
    assert not exporting.build_as_job(row.uid, area=row.area, now=clock.now)
    assert len(cells(fetched(client, answer))) == 3 + 5
    assert "导出5人的名单" in browser(people.head).get("/messages/").content.decode()


def test_t24_a_job_whose_post_has_ended_builds_nothing(people, browser, monkeypatch):
    person(1)
    monkeypatch.setattr(exporting, "ask_job", lambda row: None)
    monkeypatch.setattr(exporting, "INLINE_ROWS", 0)
    answer = ask(browser(people.clerk))
    row = Export.objects.get()
    monkeypatch.setattr(exporting, "users", SimpleNamespace(actor=lambda **_: None))
    assert not exporting.build_as_job(row.uid, area=row.area, now=clock.now)
    assert "岗位已终止" in browser(people.clerk).get(answer.url).content.decode()
