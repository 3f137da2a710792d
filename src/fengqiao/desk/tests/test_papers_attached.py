"""Files of a matter: added by whoever acts there, refused one by one with what to do, served as attachments only."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengqiao.desk.reads import papers_attached
from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import PNG, attached
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(people, now):
    """A stay that waits for its review."""
    return cast.begun(people, cast.person(), at=now)


def add(client, matter, *files, note="门诊病历", **headers):
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/matters/{matter}/attachments/", {"file": given, "note": note}, headers=headers)


def files(matter):
    return documents.attachments_of(documents.MATTER, matter)


def test_files_are_added_listed_with_who_and_when_and_served_as_attachments(people, browser, matter, monkeypatch):
    looked = []
    monkeypatch.setattr("fengqiao.audit.face.read", lambda **row: looked.append(row["what"]))
    client = browser(people.second)
    assert add(client, matter, ("王某病历.png", PNG)).status_code == 302
    [row] = files(matter)
    shown = client.get(f"/matters/{matter}/").content.decode()
    assert "王某病历.png" in shown
    assert "门诊病历" in shown
    assert people.second.name in shown
    answer = client.get(f"/attachments/{row.uid}/")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "王" not in answer["Content-Disposition"]
    assert "%E7" not in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert looked[-1] == "attachment"


def test_t44_what_is_no_paper_or_picture_is_refused_with_what_to_do_and_the_words_stay(people, browser, matter):
    client = browser(people.second)
    refused = add(client, matter, ("a.png", PNG), ("病历.svg", b"<svg onload=x>"), ("空.pdf", b""), note="两份病历")
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "病历.svg：不是 PDF、JPG、PNG" in said
    assert "空.pdf：文件是空的" in said
    assert "已添加 1 个文件" in said
    assert 'value="两份病历"' in said
    assert len(files(matter)) == 1
    assert add(client, matter).status_code == 422
    part = add(client, matter, ("b.txt", b"x"), **{"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="attachments">')


def test_only_whoever_acts_at_an_open_step_adds_and_strikes_out(people, browser, matter, now):
    by = people.second.actor(now)
    uid = attached(papers_attached.holder(procedures.matter(uid=matter, by=by, at=now)), by=by, at=clock.now())
    for who, status in (
        (factories.someone("procurator", cast.COUNTY), 403), (people.stranger, 404),
        (factories.someone("office_staff", "330681001"), 404),
    ):  # fmt: skip
        client = browser(who)
        assert add(client, matter, ("a.png", PNG)).status_code == status
        assert client.post(f"/attachments/{uid}/strike/", {"reason": "x"}).status_code == status
    client = browser(people.second)
    client.post(f"/attachments/{uid}/strike/", {"reason": ""})
    assert client.get(f"/attachments/{uid}/").status_code == 200
    client.post(f"/attachments/{uid}/strike/", {"reason": "传错了"})
    assert client.get(f"/attachments/{uid}/").status_code == 404
    assert "传错了" in client.get(f"/matters/{matter}/").content.decode()
