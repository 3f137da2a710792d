"""Papers on the desk: the panel of a procedure, the page of one paper, and what is noted by hand."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from fengqiao.catalogue.tests.story import REGISTERED
from fengqiao.desk.tests.test_lists import person
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.letters import face as letters
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave(people, now):
    """A leave of twelve days that the county's lead has granted: D32 and D33, sealed at once."""
    leaves = now + cast.timedelta(days=5)
    data = {
        "reason": "medical", "details": "复查", "leaves_at": leaves.isoformat(), "contact": "13900000001",
        "returns_at": (leaves + cast.timedelta(days=11)).isoformat(), "places": ["330102"], "proof": ["预约单"],
    }  # fmt: skip
    clerk = people.clerk.actor(now)
    matter = procedures.start(key="leave", subject_id=person(1).id, data=data, by=clerk, at=now).matter
    cast.press(matter, "review.forward", people.second, at=now, data={"opinion": "事由正当"})
    cast.press(matter, "decide.grant", people.lead, at=now)
    return matter


@pytest.fixture
def slip(leave):
    """Its leave slip."""
    return next(row for row in documents.of_matter(leave) if row.kind == "D33")


def page(client, row):
    return client.get(f"/papers/{row.uid}/")


def test_the_panel_of_the_procedure_shows_number_and_state_and_leads_to_the_paper(people, browser, leave, slip):
    shown = browser(people.clerk).get(f"/matters/{leave}/").content.decode()
    assert slip.number in shown
    assert "已用印" in shown
    assert f"/papers/{slip.uid}/pdf/" in shown
    assert "登记已制发" not in shown, "nothing is left to be noted by hand"


def test_the_approval_form_carries_every_opinion_and_the_decision(leave, slip):
    form = next(row for row in documents.of_matter(leave) if row.kind == "D32")
    opinions = [(each["office"], each["name"]) for each in documents.content(form.uid)["opinions"]]
    assert opinions == [("司法所审核意见", "李建国"), ("审批意见", "赵敏")]
    assert documents.content(slip.uid)["facts"]["days"] == "12日"


def test_a_paper_is_looked_at_as_a_picture_and_printed_as_an_attachment(people, browser, slip):
    client = browser(people.clerk)
    shown = page(client, slip).content.decode()
    assert 'src="data:image/png;base64,' in shown
    answer = client.get(f"/papers/{slip.uid}/pdf/")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "测试" not in answer["Content-Disposition"]


def test_every_look_at_a_paper_is_on_record(people, browser, slip):
    from django.db import connection

    client = browser(people.clerk)
    said = []

    def watch(execute, sql, params, many, context):
        if "INSERT INTO audit_row" in sql:
            said.append(params[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        page(client, slip)
        client.get(f"/papers/{slip.uid}/pdf/")
    assert said == ["read:paper", "read:paper_file"]


def test_a_service_is_put_on_record_once_and_bad_entries_come_back(people, browser, slip):
    client = browser(people.clerk)
    address = f"/papers/{slip.uid}/deliver/"
    refused = client.post(address, {"receiver": "张伟", "day": "nonsense"})
    assert refused.status_code == 422
    assert 'value="张伟"' in refused.content.decode()
    assert client.post(address, {"receiver": "张伟", "relation": "本人", "day": str(slip.day)}).status_code == 302
    assert "已送达" in page(client, slip).content.decode()
    assert client.post(address, {"receiver": "张伟", "day": str(slip.day)}).status_code == 422


def test_only_the_keeper_of_the_seal_withdraws_and_says_why(people, browser, slip):
    address = f"/papers/{slip.uid}/withdraw/"
    assert browser(people.clerk).post(address, {"reason": "错发"}).status_code == 422
    lead = browser(people.lead)
    assert lead.post(address, {"reason": ""}).status_code == 422
    assert lead.post(address, {"reason": "取消外出"}).status_code == 302
    shown = page(lead, slip).content.decode()
    assert "已撤销" in shown
    assert "取消外出" in shown


def test_a_paper_elsewhere_and_one_of_a_minor_do_not_exist(people, browser, slip):
    for who in (people.stranger, factories.someone("office_staff", "330681001")):
        client = browser(who)
        for address in (f"/papers/{slip.uid}/", f"/papers/{slip.uid}/pdf/", f"/papers/{uuid4()}/"):
            assert client.get(address).status_code == 404
        assert client.post(f"/papers/{slip.uid}/seal/").status_code == 404


def test_who_only_reads_changes_nothing(people, browser, slip):
    client = browser(factories.someone("procurator", cast.COUNTY))
    assert page(client, slip).status_code == 200
    for what in ("seal", "deliver", "withdraw"):
        assert client.post(f"/papers/{slip.uid}/{what}/", {"reason": "x"}).status_code == 403


def test_a_copy_of_a_matter_that_began_before_letters_is_noted_by_hand(people, browser, now, monkeypatch):
    data = {"effective_on": "2026-11-16", "told_of_duty": True, "papers_received": ["judgment"]}
    who = person(7, arrived_on=None, registered_on=None)
    clerk = people.county_clerk.actor(now)
    matter = procedures.start(key="registration", subject_id=who.id, data=data, by=clerk, at=now).matter
    arrived = {"arrived_at": now.isoformat(), "identity_seen": True}
    cast.press(matter, "expect.arrived", people.county_clerk, at=now, data=arrived)
    cast.press(matter, "register.registered", people.county_clerk, at=now, data=REGISTERED)
    cast.press(matter, "notify.sent", people.county_clerk, at=now)
    client = browser(people.county_clerk)
    assert client.get(f"/matters/{matter}/").content.decode().count("/letters/sent/") == 3
    monkeypatch.setattr(letters, "of_matter", lambda *args, **more: ())
    shown = client.get(f"/matters/{matter}/").content.decode()
    assert shown.count('name="kind" value="copy"') == 3
    act = re.search(r'name="act" value="([0-9a-f-]{36})"><input type="hidden" name="kind" value="copy"', shown)[1]
    sent = {"act": act, "kind": "copy", "id": "police", "state": "sent"}
    assert client.post(f"/matters/{matter}/papers/", sent).status_code == 302
    assert client.get(f"/matters/{matter}/").content.decode().count('name="state" value="sent"') == 2


def test_a_note_about_what_nothing_calls_for_is_refused_and_a_foreign_form_is_bad(people, browser, leave):
    client = browser(people.clerk)
    sent = {"act": str(uuid4()), "kind": "paper", "id": "D99", "state": "issued", "number": "诸枫矫假〔2026〕1号"}
    assert client.post(f"/matters/{leave}/papers/", sent).status_code == 302
    assert "D99" not in client.get(f"/matters/{leave}/").content.decode()
    assert client.post(f"/matters/{leave}/papers/", {**sent, "act": "x"}).status_code == 400
    assert client.post(f"/matters/{leave}/papers/", {**sent, "kind": "seal"}).status_code == 400
    assert client.post(f"/matters/{uuid4()}/papers/", {}).status_code == 404


def test_the_register_lists_every_number_and_the_void_one_with_its_reason(people, browser, slip):
    documents.withdraw(paper=slip.uid, reason="取消外出", by=people.lead.actor(clock.now()), at=clock.now())
    shown = browser(people.lead).get("/papers/").content.decode()
    assert slip.number in shown
    assert "取消外出" in shown
    assert slip.number not in browser(people.clerk).get("/papers/").content.decode(), "the county's numbers"
    assert browser(people.lead).get("/papers/?char=告").status_code == 200
    assert browser(people.lead).get("/papers/?sort=1").status_code == 400


def test_many_are_printed_as_one_file_and_sealed_together(people, browser, leave):
    rows = documents.of_matter(leave)
    client = browser(people.lead)
    answer = client.post("/papers/print/", {"paper": [str(row.uid) for row in rows]})
    assert answer.content.startswith(b"%PDF-")
    assert client.post("/papers/print/", {}).status_code == 400
    assert browser(people.stranger).post("/papers/print/", {"paper": [str(rows[0].uid)]}).status_code == 404
    already = client.post("/papers/seal/", {"paper": [str(rows[0].uid)]}, follow=True).content.decode()
    assert "文书当前状态不能办理此项" in already


def test_the_page_tells_the_fingerprint_of_the_kept_file_and_prints_the_service(people, browser, slip):
    client = browser(people.clerk)
    found = documents.fingerprint(slip.uid)
    assert found is not None
    assert found.sha256 in page(client, slip).content.decode()
    assert client.get(f"/papers/{slip.uid}/service/").status_code == 422, "not served yet"
    client.post(f"/papers/{slip.uid}/deliver/", {"receiver": "张伟", "relation": "本人", "day": str(slip.day)})
    answer = client.get(f"/papers/{slip.uid}/service/")
    assert answer.content.startswith(b"%PDF-")
    assert browser(people.stranger).get(f"/papers/{slip.uid}/service/").status_code == 404


def test_a_changed_file_is_not_shown_and_said_so(people, browser, slip, monkeypatch):
    def broken(_row):
        raise documents.FileBroken(slip.uid)

    monkeypatch.setattr("fengqiao.documents.reads.kept", broken)
    for address in (f"/papers/{slip.uid}/", f"/papers/{slip.uid}/pdf/"):
        answer = browser(people.clerk).get(address)
        assert answer.status_code == 200
        assert "data:image/png" not in answer.content.decode()
        assert "与用印时不一致" in answer.content.decode()
