"""Many papers as one file: progress, what stays out, cancelling, a killed worker, who may have it and how long."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from fengqiao.desk import printing
from fengqiao.desk.tests.test_lists import person, register_flags
from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import order
from fengqiao.kit import clock
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as register

pytestmark = pytest.mark.django_db
ACTIONS = "fengqiao.documents.actions.printing"
LIST = "/papers/print/list/"


@pytest.fixture
def papers(people, monkeypatch):
    """Five notices of the office, of which the third is void; two to a chunk, and the job is not queued."""
    monkeypatch.setattr(printing, "CHUNK", 2)
    monkeypatch.setattr(printing, "ask_job", lambda batch: None)
    head, at = people.head.actor(clock.now()), clock.now()
    rows = [issued(people, serial) for serial in range(1, 6)]
    documents.seal(papers=[rows[0].uid], by=head, at=at)
    documents.withdraw(paper=rows[2].uid, reason="错发", by=head, at=at)
    return rows


def issued(people, serial, **values):
    """A form for the file of a person of the office."""
    who = person(serial, **values)
    paper = order("D36", area=cast.OFFICE, issuer=cast.OFFICE, subject_id=who.id, minor=who.minor)
    return documents.issue(order=paper, by=people.head.actor(clock.now()), at=clock.now())


def batches(who):
    """What somebody asked for, newest first."""
    return documents.recent_prints(by=who.actor(clock.now()), at=clock.now())


def kept():
    """How many pieces of files there are, and how many of them hold something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(content_sealed) FROM documents_printpart")
        return cursor.fetchone()


def pages(content):
    return content.count(b"/Type/Page/")


def ask(client, reason="季度归档核对", request=None, **more):
    return client.post(
        LIST, {"list": "", "reason": reason, "order": "number", "request": str(request or uuid4()), **more}
    )


def bind(answer):
    uid = answer.url.strip("/").rpartition("/")[2]
    return printing.bind_as_job(uid, area=cast.OFFICE, now=clock.now)


def shown(client, answer):
    return client.get(answer.url).content.decode()


def test_the_file_holds_the_papers_in_order_and_the_void_one_is_named(people, browser, papers):
    client = browser(people.clerk)
    assert "5" in client.get(LIST).content.decode()
    answer = ask(client)
    assert "第 0 / 5 份" in shown(client, answer)
    assert bind(answer)
    ready = shown(client, answer)
    assert "4 份文书" in ready
    assert papers[2].number in ready
    assert "已作废" in ready
    done = client.post(f"{answer.url}file/")
    assert done.content == documents.pdf_of([row.uid for row in (papers[0], papers[1], papers[3], papers[4])])
    assert done["Content-Disposition"].startswith("attachment;")
    assert done["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.post(f"{answer.url}file/").status_code == 200, "a printer jams: it may be opened again"
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_sealed FROM documents_printpart")
        assert b"PDF" not in bytes(cursor.fetchone()[0])[:40]


@pytest.mark.parametrize(("wanted", "at"), [("newest", (4, 3, 1, 0)), ("person", (0, 1, 3, 4)), ("kind", (0, 1, 3, 4))])
def test_the_order_is_the_one_that_was_chosen(people, browser, papers, wanted, at):
    assert ask(browser(people.clerk), order=wanted).status_code == 302
    [batch] = batches(people.clerk)
    assert [uid for uid, _number in batch.papers if uid != papers[2].uid] == [papers[i].uid for i in at]


def test_every_look_is_on_record_and_the_job_tells_how_far_it_is(people, browser, papers, monkeypatch):
    looked, seen = [], []
    monkeypatch.setattr("fengqiao.audit.face.write_all", lambda **row: looked.append(row))
    note = documents.note_print
    monkeypatch.setattr(documents, "note_print", lambda batch, **how: seen.append(how["done"]) or note(batch, **how))
    bind(ask(browser(people.clerk)))
    assert seen == [2, 4, 5, 5]
    assert {uid for row in looked for uid, _area, _data in row["rows"]} == {
        str(row.uid) for row in papers if row is not papers[2]
    }
    assert {row["what"] for row in looked} == {"read:paper_file"}


def test_a_killed_worker_is_taken_up_from_the_beginning_and_a_fault_can_be_asked_again(
    people, browser, papers, monkeypatch
):
    monkeypatch.setattr(printing, "PIECE", 1)
    client = browser(people.clerk)
    answer = ask(client)
    files, calls = printing.reads.files, []

    def dying(*args, **how):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return files(*args, **how)

    monkeypatch.setattr(printing.reads, "files", dying)
    with pytest.raises(KeyboardInterrupt):
        bind(answer)
    assert "第 2 / 5 份" in shown(client, answer)
    monkeypatch.setattr(printing.reads, "files", lambda *args, **how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bind(answer)
    assert "未生成文件" in shown(client, answer)
    monkeypatch.setattr(printing.reads, "files", files)
    assert client.post(f"{answer.url}again/").status_code == 302
    assert bind(answer)
    assert not bind(answer), "what is complete is not bound twice"
    assert pages(client.post(f"{answer.url}file/").content) == 4
    assert kept() == (4, 4), "the pieces of the first try are used again"


def test_a_cancelled_batch_stops_and_keeps_nothing(people, browser, papers, monkeypatch):
    monkeypatch.setattr(printing, "PIECE", 1)
    client = browser(people.clerk)
    answer = ask(client)
    files = printing.reads.files

    def cancelling(*args, **how):
        client.post(f"{answer.url}cancel/")
        return files(*args, **how)

    monkeypatch.setattr(printing.reads, "files", cancelling)
    assert not bind(answer)
    assert "已取消" in shown(client, answer)
    assert kept()[1] == 0
    assert client.post(f"{answer.url}file/").status_code == 404


def test_t24_the_rights_of_the_moment_count_when_it_is_bound_and_when_it_is_opened(
    people, browser, papers, monkeypatch
):
    client = browser(people.clerk)
    answer = ask(client)
    known = printing.reads._known
    gone = papers[1].subject_id
    monkeypatch.setattr(printing.reads, "_known", lambda ids, *, by: known(ids, by=by) - {gone})
    assert bind(answer)
    assert "已不在您的权限范围内" in shown(client, answer)
    assert client.post(f"{answer.url}file/").status_code == 200
    gone = papers[0].subject_id
    assert client.post(f"{answer.url}file/").status_code == 409
    other = ask(client)
    monkeypatch.setattr(printing.users, "actor", lambda **_: None)
    assert not bind(other)
    assert "岗位已终止" in shown(client, other)


def test_nobody_else_has_it_and_it_is_forgotten_within_a_day(people, browser, papers):
    client = browser(people.clerk)
    answer = ask(client)
    bind(answer)
    for who in (people.second, people.head, people.lead, people.stranger):
        for method, address in (("get", answer.url), ("post", f"{answer.url}file/"), ("post", f"{answer.url}cancel/")):
            assert getattr(browser(who), method)(address).status_code == 404
    later = clock.now() + timedelta(hours=25)
    assert documents.forget_prints(counties=[cast.COUNTY], at=later) == 1
    assert documents.forget_prints(counties=[cast.COUNTY], at=later) == 0
    assert kept()[1] == 0
    assert "已过保留时限" in shown(client, answer)


def test_a_reason_a_fresh_factor_and_bounds_are_asked_for_and_what_was_typed_stays(
    people, browser, papers, monkeypatch
):
    client, press = browser(people.clerk), uuid4()
    assert ask(client, reason=" ").status_code == 422
    stale = ask(browser(people.clerk, verified=False))
    assert "季度归档核对" in stale.content.decode()
    assert not batches(people.clerk)
    monkeypatch.setattr(f"{ACTIONS}.MOST_TO_PRINT", 4)
    refused = ask(client).content.decode()
    assert "超过一次打印的上限" in refused
    assert "季度归档核对" in refused
    monkeypatch.setattr(f"{ACTIONS}.MOST_TO_PRINT", 5)
    assert ask(client, request=press).url == ask(client, request=press).url, "a double click is one batch"
    monkeypatch.setattr(f"{ACTIONS}.MOST_A_DAY", 1)
    assert "已达上限" in ask(client).content.decode()
    assert "没有可以打印的文书" in ask(client, list="year=2020").content.decode()


def test_ticks_beyond_a_page_ask_why_and_a_large_batch_is_told_to_the_lead(people, browser, papers, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    monkeypatch.setattr(printing, "LARGE", 2)
    client = browser(people.clerk)
    ticks = [str(row.uid) for row in papers[:3]]
    asked = client.post("/papers/print/", {"paper": ticks})
    assert asked.content.decode().count('name="paper"') == 3
    sent = {"paper": ticks, "reason": "卷宗", "order": "number", "request": str(uuid4())}
    assert bind(client.post("/papers/print/", sent))
    assert "打印3份文书" in browser(people.head).get("/messages/").content.decode()
    assert client.post("/papers/print/", {"paper": ticks[:2]}).content.startswith(b"%PDF-")


def test_papers_of_a_minor_are_for_those_who_may_know(people, browser, papers):
    flags = frozenset({"minor_at_offence"} & register_flags())
    minor = issued(people, 9, name="金小小", birth_date=register.date(2010, 5, 5), flags=flags)
    ask(browser(people.clerk))
    ask(browser(people.head))
    (mine,), (heads,) = batches(people.clerk), batches(people.head)
    assert (mine.count, heads.count) == (5, 6)
    assert str(minor.uid) not in str(mine.papers)
    refused = browser(people.clerk).post("/papers/print/", {"paper": [str(minor.uid)]})
    assert refused.status_code == 404
