"""Papers before they are there: the draft of a press, a new version, rare characters, the papers in a file."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from fengqiao.desk.tests.test_lists import person
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests.factories import someone
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
RARE = "\U00030edd"  # biáng: in no font of ours


def asked(people, subject, now):
    """A leave of twelve days that waits for the county's lead."""
    leaves = now + cast.timedelta(days=5)
    data = {
        "reason": "medical", "details": "复查", "leaves_at": leaves.isoformat(), "contact": "13900000001",
        "returns_at": (leaves + cast.timedelta(days=11)).isoformat(), "places": ["330102"], "proof": ["预约单"],
    }  # fmt: skip
    matter = procedures.start(key="leave", subject_id=subject.id, data=data, by=people.clerk.actor(now), at=now).matter
    cast.press(matter, "review.forward", people.second, at=now, data={"opinion": "事由正当"})
    return matter


def sent(matter, client, *, outcome="grant", htmx=False, **more):
    seen = client.get(f"/matters/{matter}/").content.decode().split('name="seen" value="')[1].split('"')[0]
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    body = {"seen": seen, "request": str(uuid4()), **more}
    return client.post(f"/matters/{matter}/decide/{outcome}/papers/", body, **headers)


def test_a_draft_is_drawn_from_the_form_and_nothing_is_stored(people, browser, now):
    matter = asked(people, person(1), now)
    client = browser(people.lead)
    assert f"/matters/{matter}/decide/grant/papers/" in client.get(f"/matters/{matter}/").content.decode()
    whole, fragment = sent(matter, client), sent(matter, client, htmx=True)
    assert (whole.status_code, fragment.status_code) == (200, 200)
    for answer in (whole, fragment):
        assert answer.content.decode().count('src="data:image/png;base64,') >= 2, "form and slip"
    assert b"<html" in whole.content
    assert b"<html" not in fragment.content
    assert documents.of_matter(matter) == ()
    cast.press(matter, "decide.grant", people.lead, at=now)
    assert [row.seq for row in documents.of_matter(matter)] == [1, 1, 1], "the drafts took no number"


def test_a_draft_needs_what_the_act_needs(people, browser, now):
    matter = asked(people, person(1), now)
    refused = sent(matter, browser(people.lead), outcome="refuse")
    assert refused.status_code == 422, "a refusal states reasons"
    assert sent(matter, browser(people.lead), outcome="refuse", reasons="证明不实").status_code == 422, "and answers"
    body = {"seen": "2", "request": str(uuid4())}
    address = f"/matters/{matter}/decide/grant/papers/"
    clerk = browser(people.clerk).post(address, body)
    assert clerk.status_code == 422
    assert 'src="data:image' not in clerk.content.decode(), "who may not decide sees no draft of the decision"
    assert browser(factories.someone("procurator", cast.COUNTY)).post(address, body).status_code == 403
    assert browser(people.stranger).post(address, body).status_code == 404
    assert browser(people.lead).post(f"/matters/{matter}/decide/nonsense/papers/", body).status_code == 404


def test_a_look_at_a_draft_is_on_record(people, browser, now):
    matter = asked(people, person(1), now)
    client, said = browser(people.lead), []

    def watch(execute, sql, params, many, context):
        if "INSERT INTO audit_row" in sql:
            said.append(params[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        sent(matter, client)
    assert "read:paper_draft" in said


@pytest.fixture
def slip(people, now):
    matter = asked(people, person(1), now)
    cast.press(matter, "decide.grant", people.lead, at=now)
    return next(row for row in documents.of_matter(matter) if row.kind == "D33")


def test_a_new_version_replaces_the_former_one_with_a_reason(people, browser, slip):
    lead, address = browser(people.lead), f"/papers/{slip.uid}/renew/"
    page = lead.get(address)
    assert page.status_code == 200
    assert 'src="data:image/png;base64,' in page.content.decode()
    refused = lead.post(address, {"reason": " "})
    assert refused.status_code == 422
    answer = lead.post(address, {"reason": "姓名录入有误"})
    assert answer.status_code == 302
    former, new = documents.versions(slip.uid)
    assert (former.state, new.state, new.seq, new.replaces) == ("replaced", "sealed", former.seq + 1, former.uid)
    shown = lead.get(f"/papers/{new.uid}/").content.decode()
    assert former.number in shown
    assert "姓名录入有误" in shown
    panel = lead.get(f"/matters/{slip.matter}/").content.decode()
    assert new.number in panel
    assert former.number not in panel, "the matter shows the version that holds"
    assert lead.get(address).status_code == 302, "what is void has no next version"
    assert lead.post(address, {"reason": "再来"}).status_code == 302


def test_only_the_keeper_of_the_seal_renews(people, browser, slip):
    address = f"/papers/{slip.uid}/renew/"
    for answer in (browser(people.clerk).get(address), browser(people.clerk).post(address, {"reason": "x"})):
        assert (answer.status_code, answer.url) == (302, f"/papers/{slip.uid}/")
    assert browser(people.stranger).get(address).status_code == 404
    stale = browser(people.lead, verified=False).post(address, {"reason": "x"})
    assert stale.status_code != 302 or "factor" in stale.url or "verify" in stale.url
    assert [row.state for row in documents.versions(slip.uid)] == ["sealed"]


def test_a_rare_character_keeps_a_paper_from_being_sealed_unseen(people, browser, now):
    matter = asked(people, someone(77, name=f"测{RARE}"), now)
    assert RARE in sent(matter, browser(people.lead)).content.decode().replace("&#x30edd;", RARE)
    cast.press(matter, "decide.grant", people.lead, at=now)
    papers = {row.kind: row for row in documents.of_matter(matter)}
    assert {row.state for row in papers.values()} == {"issued"}, "not sealed by the decision itself"
    uid, lead = papers["D33"].uid, people.lead.actor(clock.now())
    with pytest.raises(documents.CharactersMissing) as lacking:
        documents.seal(papers=[uid], by=lead, at=clock.now())
    assert lacking.value.characters == (RARE,)
    client = browser(people.lead)
    assert 'name="despite"' in client.get(f"/papers/{uid}/").content.decode()
    assert client.post(f"/papers/{uid}/seal/").status_code == 422
    assert client.post(f"/papers/{uid}/seal/", {"despite": "1"}).status_code == 302
    assert documents.paper(uid=uid).state == "sealed"


def test_the_file_lists_the_papers_of_the_person_page_by_page(people, browser, slip, monkeypatch):
    monkeypatch.setattr("fengqiao.desk.reads.papers.PAGE", 1)
    subject = procedures.matter(uid=slip.matter, by=people.clerk.actor(clock.now()), at=clock.now()).subject_id
    from fengqiao.subjects.face import Subject

    client, address = browser(people.clerk), f"/subjects/{Subject.objects.get(pk=subject).uid}/?tab=papers"
    first = client.get(address).content.decode()
    second = client.get(f"{address}&after={documents.of_person(subject, size=1).next_after}").content.decode()
    rows = documents.of_person(subject).rows
    assert [row.number in first for row in rows] == [True, False, False]
    assert [row.number in second for row in rows] == [False, True, False]
    assert client.get(f"{address}&after={uuid4()}").status_code == 404
    assert browser(people.stranger).get(address).status_code == 404
