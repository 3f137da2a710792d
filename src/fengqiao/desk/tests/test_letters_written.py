"""Letters that no procedure calls for, answers on paper, what a letter begins, the person's letters, the register."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.desk.reads import beginning
from fengqiao.desk.tests.test_letters import send, send_there
from fengqiao.desk.tests.test_lists import person
from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import PNG
from fengqiao.kit import clock, scope
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import OTHER_COUNTY
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast
from fengqiao.subjects.tests import factories as subjects
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db
LETTER = {
    "organ": "",
    "to_kind": "court",
    "to_name": "上城区人民法院",
    "title": "关于商请提供文书的函",
    "words": "请提供。",
}


def keeper():
    return factories.someone("administrator", cast.COUNTY)


def organ(now, **changes):
    told = {"kind": "court", "name": "杭州市上城区人民法院", "place": "330102", **changes}
    by = keeper().actor(now)
    return letters.add_organ(area=cast.COUNTY, entry=letters.Entry(**told), since=clock.today(), by=by, at=now)


def came(people, now, about, **changes):
    told = {
        "from_kind": "court", "from_name": "诸暨市人民法院", "title": "社区矫正告知书", "sent_on": clock.today(),
        "arrived_on": clock.today(), **changes,
    }  # fmt: skip
    whom = letters.About(subject_id=about.id, area=about.area)
    return letters.register(came=letters.Came(**told), about=whom, by=people.county_clerk.actor(now), at=now)


def test_the_county_writes_to_an_organ_of_the_register_and_seals_it(people, browser, now):
    client, row, who = browser(people.county_clerk), organ(now), person(1)
    address = f"/letters/write/?person={who.uid}"
    assert "杭州市上城区人民法院" in client.get(address).content.decode()
    told = {**LETTER, "organ": str(row.uid), "to_kind": "", "to_name": "", "on_paper": "on", "request": str(new_id())}
    assert client.post(address, {**told, "words": ""}).status_code == 422
    first, second = client.post(address, told), client.post(address, told)
    assert (first.status_code, first["Location"]) == (302, second["Location"])
    shown = client.get(first["Location"]).content.decode()
    assert "杭州市上城区人民法院" in shown
    assert "待用印" in shown
    with scope.of((cast.COUNTY,)):
        [paper] = documents.waiting_for_seal(issuer=cast.COUNTY, minors=False)
        documents.seal(papers=[paper.uid], by=people.lead.actor(now), at=now)
    assert "待回执" in client.get(first["Location"]).content.decode()
    assert browser(people.lead).get(f"/papers/{paper.uid}/").status_code == 200
    assert client.post(address, {**told, "organ": str(new_id())}).status_code == 422


def test_an_office_prepares_and_the_county_sends(people, browser, now):
    office, county = browser(people.clerk), browser(people.county_clerk)
    told = {**LETTER, "request": str(new_id())}
    assert "县级社区矫正机构发出" in office.get("/letters/write/").content.decode()
    at = office.post(f"/letters/write/?person={person(1).uid}", told)["Location"]
    assert "待发出" in office.get(at).content.decode()
    assert office.post(f"{at}release/").status_code == 422
    assert county.post(f"{at}release/").status_code == 302
    assert "待回执" in county.get(at).content.decode()
    reader = browser(factories.someone("procurator", cast.COUNTY))
    assert reader.get("/letters/write/").status_code == 403


def test_an_answer_on_paper_waits_for_the_seal(people, browser, now):
    there = browser(factories.someone("county_staff", OTHER_COUNTY))
    lead = factories.someone("county_lead", OTHER_COUNTY).actor(now)
    uid = send_there(people, now).uid
    address = f"/letters/arrived/{uid}/reply/"
    assert there.post(address, {"words": "同意协助。", "on_paper": "on"}).status_code == 302
    assert there.post(address, {"words": "同意协助。", "on_paper": "on"}).status_code == 422
    with scope.of(lead.ranges):
        [paper] = documents.waiting_for_seal(issuer=OTHER_COUNTY, minors=False)
        documents.seal(papers=[paper.uid], by=lead, at=now)
    assert paper.title.zh == "复函"
    assert "已回复" in browser(people.county_clerk).get(f"/letters/sent/{uid}/").content.decode()


def test_a_notice_of_the_court_begins_its_procedure_filled_in(people, browser, now):
    about = subjects.notified(61)
    row = came(people, now, about, document="D06")
    client, at = browser(people.county_clerk), f"/letters/arrived/{row.uid}/"
    shown = client.get(at).content.decode()
    assert f"{at}begin/registration/" in shown
    assert f"{at}begin/document_delivery/" not in shown, "it runs already: the letter may join it"
    begun = client.post(f"{at}begin/registration/")
    assert begun["Location"].startswith("/matters/")
    assert begun["Location"] in client.get(at).content.decode()
    assert client.post(f"{at}begin/registration/").status_code == 404, "it has begun"
    plain = came(people, now, about)
    assert client.post(f"/letters/arrived/{plain.uid}/begin/missed_intake/").status_code == 404, "it calls for nothing"
    with scope.of((cast.COUNTY,)):
        told = letters.letter_arrived(row.uid, by=people.lead.actor(now)).row
    said = beginning.said(procedures.current("document_delivery", clock.today()), told)
    assert said == {"organ": "诸暨市人民法院", "notified_on": clock.today().isoformat()}


def test_what_a_letter_does_not_say_is_asked_for(people, browser, now, monkeypatch):
    about = subjects.notified(64)
    row, client = came(people, now, about, document="D06"), browser(people.county_clerk)
    monkeypatch.setattr(beginning, "said", lambda definition, row: {"effective_on": "nonsense"})
    begun = client.post(f"/letters/arrived/{row.uid}/begin/registration/")
    assert begun["Location"] == f"/subjects/{about.uid}/start/registration/"
    assert client.get(begun["Location"]).status_code == 200


def test_a_letter_joins_an_open_matter_of_its_person_and_no_other(people, browser, now):
    about, other = subjects.notified(62), subjects.notified(63)
    row, client = came(people, now, about), browser(people.county_clerk)
    with scope.of((cast.COUNTY,)):
        mine, foreign = (procedures.matters_of(subject_id=each.id)[0].uid for each in (about, other))
    assert client.post(f"/letters/arrived/{row.uid}/join/", {"matter": str(foreign)}).status_code == 404
    assert client.post(f"/letters/arrived/{row.uid}/join/", {"matter": "x"}).status_code == 400
    assert f'<option value="{mine}">' in client.get(f"/letters/arrived/{row.uid}/").content.decode()
    assert client.post(f"/letters/arrived/{row.uid}/join/", {"matter": str(mine)}).status_code == 302
    shown = client.get(f"/letters/arrived/{row.uid}/").content.decode()
    assert f"/matters/{mine}/" in shown
    assert f'<option value="{mine}">' not in shown


def test_the_letters_of_a_person_stand_in_the_file(people, browser, now):
    who, client = person(1), browser(people.lead)
    sent, other = send(people, now).uid, send(people, now, subject_id=person(2).id).uid
    got = came(people, now, who).uid
    address = f"/subjects/{who.uid}/?tab=letters"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(address).content.decode()
        return len(queries), shown

    cost()
    first, shown = cost()
    assert f"/letters/sent/{sent}/" in shown
    assert f"/letters/arrived/{got}/" in shown
    assert str(other) not in shown
    for _ in range(3):
        send(people, now)
        came(people, now, who)
    assert cost()[0] == first
    reader = browser(factories.someone("procurator", cast.COUNTY))
    shown = reader.get(address).content.decode()
    assert f"/letters/sent/{sent}/" in shown
    assert f"/letters/arrived/{got}/" not in shown
    assert "拟写公函" not in shown
    assert browser(factories.someone("county_lead", OTHER_COUNTY)).get(address).status_code == 404


def test_the_administrator_keeps_the_register_and_everybody_at_work_reads_it(people, browser, now):
    admin, officer = browser(keeper()), browser(people.clerk)
    told = {"kind": "prison", "name": "浙江省第一监狱", "valid_from": "2020-07-01", "phone": "0571-00000009"}
    assert admin.post("/organs/add/", {**told, "place": "999999"}).status_code == 422
    made = admin.post("/organs/add/", told)
    assert made.status_code == 302
    assert admin.post("/organs/add/", told).status_code == 422
    assert officer.post("/organs/add/", told).status_code == 403
    assert "浙江省第一监狱" in officer.get("/organs/?kind=prison").content.decode()
    assert "没有机关" in officer.get("/organs/?kind=court").content.decode()
    page = officer.get(made["Location"]).content.decode()
    assert "保存变更" not in page
    change = {
        **told,
        "do": "rename",
        "name": "浙江省之江监狱",
        "valid_from": "2026-01-01",
        "reason": "更名",
        "seen": "1",
    }
    assert officer.post(made["Location"], change).status_code == 403
    assert admin.post(made["Location"], {**change, "seen": "x"}).status_code == 400
    renamed = admin.post(made["Location"], change)
    assert renamed.status_code == 302
    assert admin.post(made["Location"], change).status_code == 403, "what ended is not changed any more"
    shown = officer.get(renamed["Location"]).content.decode()
    assert made["Location"] in shown
    right = {**change, "do": "correct", "phone": "0571-00000010"}
    assert admin.post(renamed["Location"], {**right, "seen": "9"}).status_code == 422
    assert admin.post(renamed["Location"], right).status_code == 302
    assert (
        admin.post(renamed["Location"], {**change, "do": "end", "valid_from": "2026-02-01", "seen": "2"}).status_code
        == 302
    )
    assert "浙江省之江监狱" not in officer.get("/organs/").content.decode()
    assert "浙江省之江监狱" in officer.get("/organs/?show=ended").content.decode()
    stranger = browser(factories.someone("administrator", OTHER_COUNTY))
    assert stranger.get(made["Location"]).status_code == 404
    assert browser(factories.someone("city_staff", "3306")).get("/organs/").status_code == 404


def test_files_that_came_with_a_letter_lie_at_it(people, browser, now):
    row, client = came(people, now, person(1)), browser(people.clerk)
    address = f"/letters/arrived/{row.uid}/"
    scan = SimpleUploadedFile("函.png", PNG)
    assert client.post(f"{address}files/", {"note": "函件扫描件"}).status_code == 422
    assert client.post(f"{address}files/", {"file": scan, "note": "函件扫描件"}).status_code == 302
    shown = client.get(address).content.decode()
    assert "函件扫描件" in shown
    with scope.of((cast.COUNTY,)):
        [file] = documents.attachments_of(documents.LETTER, row.uid)
    assert client.get(f"/attachments/{file.uid}/").status_code == 200
    stranger = browser(factories.someone("county_staff", OTHER_COUNTY))
    assert stranger.post(f"{address}files/", {"note": "x"}).status_code == 404
