"""The pages of archives: what is listed to whom, the index, pieces by hand, a minor's sealed archive."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import order
from fengqiao.kit.ids import new_id
from fengqiao.procedures.tests import cast
from fengqiao.procedures.tests.cast import COUNTY, OFFICE, as_actor
from fengqiao.subjects.tests import factories as subjects_factories
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db


def ended(subject, people, now, *, minor=False, days_ago=3):
    """Corrections have ended; the archive waits for the office."""
    documents.end_archive(
        by=as_actor(people.lead, now), at=now, subject_id=subject.id, area=OFFICE, matter=new_id(), act=new_id(),
        opened_on=date(2025, 1, 6), ended_on=now.date() - timedelta(days=days_ago), minor=minor,
    )  # fmt: skip


def about(subject, people, now):
    return {
        "by": as_actor(people.lead, now), "at": now, "subject_id": subject.id, "area": OFFICE, "matter": new_id(),
        "act": new_id(),
    }  # fmt: skip


def stored(subject, people, now, *, minor=False):
    """An archive in the archive room, with one paper in it."""
    documents.issue(order=order("D35", subject_id=subject.id, minor=minor), by=as_actor(people.clerk, now), at=now)
    ended(subject, people, now, minor=minor)
    documents.hand_over_archive(**about(subject, people, now), handed_on=now.date(), detail={})
    documents.close_archive(**about(subject, people, now), detail={"retention": "permanent"})
    detail = {"archive_no": "2026-SJ-0009", "place": "2 库", "stored_by": "吴"}
    documents.store_archive(**about(subject, people, now), stored_on=now.date(), detail=detail)


PIECE = {
    "part": "execution", "section": "1", "title": "刑事判决书", "number": "（2026）浙0681刑初100号",
    "author": "诸暨市人民法院", "day": "2026-05-01", "pages": "6",
}  # fmt: skip


def test_a_piece_is_registered_by_hand_and_struck_out_with_a_reason(people, browser, now):
    subject = cast.person()
    client, page = browser(people.county_clerk), f"/archives/{subject.uid}/"
    assert "尚未归入材料" in client.get(page).content.decode()
    sent = {**PIECE, "request": str(uuid4())}
    wrong = client.post(f"{page}pieces/add/", {**sent, "day": "2999-01-01", "digest": "abc"})
    assert (wrong.status_code, "刑事判决书" in wrong.content.decode()) == (422, True)
    for _ in range(2):
        assert client.post(f"{page}pieces/add/", sent).status_code == 302
    shown = client.get(page).content.decode()
    assert (shown.count("（2026）浙0681刑初100号"), "诸暨市人民法院" in shown) == (1, True)
    item = documents.archive_of(subject_id=subject.id, on=now.date()).entries[0].item
    refused = client.post(f"{page}pieces/strike/", {"who": str(item), "reason": "", "request": str(uuid4())})
    assert refused.status_code == 422
    struck = client.post(f"{page}pieces/strike/", {"who": str(item), "reason": "录错人", "request": str(uuid4())})
    assert struck.status_code == 302
    assert documents.archive_of(subject_id=subject.id, on=now.date()).entries == ()


def test_the_office_files_in_the_work_archive_alone(people, browser, now):
    subject = cast.person()
    client, page = browser(people.clerk), f"/archives/{subject.uid}/pieces/add/"
    form = client.get(page).content.decode()
    assert ('value="work"' in form, 'value="execution"' in form) == (True, False)
    assert client.post(page, {**PIECE, "request": str(uuid4())}).status_code == 422
    assert client.post(page, {**PIECE, "part": "work", "section": "3", "request": str(uuid4())}).status_code == 302


def test_another_county_finds_nothing(people, browser, now):
    subject = cast.person()
    ended(subject, people, now)
    client = browser(factories.someone("office_staff", "330604001", name="裘勇"))
    for address in ("", "pieces/add/", "pieces/strike/"):
        assert client.get(f"/archives/{subject.uid}/{address}").status_code == 404
    assert str(subject.uid) not in client.get("/archives/?view=collecting").content.decode()


def test_the_list_says_where_archives_stand_and_how_long_there_is(people, browser, now):
    late, soon = cast.person(), cast.person()
    ended(late, people, now, days_ago=90)
    ended(soon, people, now, days_ago=3)
    client = browser(people.county_clerk)
    waiting = client.get("/archives/?view=collecting").content.decode()
    overdue = client.get("/archives/?view=overdue").content.decode()
    assert (str(late.uid) in waiting, str(soon.uid) in waiting) == (True, True)
    assert (str(late.uid) in overdue, str(soon.uid) in overdue) == (True, False)
    assert str(late.uid) in client.get("/archives/").content.decode()
    assert client.get("/archives/?view=other").status_code == 400
    assert client.get("/archives/?view=collecting&after=nonsense").status_code == 400


def test_lists_and_the_page_cost_the_same_however_much_there_is(people, browser, now):
    client, counts = browser(people.lead), []
    subject = cast.person()
    for n in range(2):
        ended(cast.person(), people, now)
        documents.issue(order=order("D35", subject_id=subject.id), by=as_actor(people.clerk, now), at=now)
        documents.file_item(
            by=as_actor(people.lead, now), at=now, subject_id=subject.id, area=OFFICE, opened_on=now.date(),
            minor=False, request=new_id(),
            item=documents.NewItem(
                part="execution", section="1", title=f"判决书{n}", number="", author="", day=now.date(), pages=1
            ),
        )  # fmt: skip
        found = []
        for address in ("/archives/?view=collecting", "/archives/", f"/archives/{subject.uid}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert counts[0][2] < 40, counts


def test_a_minors_closed_archive_is_sealed_and_opened_for_a_reason_by_the_lead_alone(people, browser, now):
    minor = subjects_factories.someone(901, birth_date=date(2010, 5, 1))
    stored(minor, people, now, minor=True)
    page, lead = f"/archives/{minor.uid}/", browser(people.lead)
    shut = lead.get(page).content.decode()
    assert ("封存" in shut, "矫外字" in shut, "2026-SJ-0009" in shut, "查阅封存档案" in shut) == (
        True,
        False,
        False,
        True,
    )
    assert browser(people.county_clerk).post(f"{page}open/", {"request": str(uuid4())}).status_code == 403
    asked = {"ground": "judicial", "unit": "诸暨市人民法院", "letter_no": "（2026）浙0681调1号", "reason": "再审"}
    assert lead.post(f"{page}open/", {**asked, "reason": "", "request": str(uuid4())}).status_code == 422
    assert lead.post(f"{page}open/", {**asked, "request": str(uuid4())}).status_code == 302
    opened = lead.get(page).content.decode()
    assert ("2026-SJ-0009" in opened, "查阅封存档案" in opened) == (True, True)
    assert "2026-SJ-0009" not in browser(people.county_clerk).get(page).content.decode()


def test_a_minors_archive_is_in_the_list_without_a_name_for_those_not_named(people, browser, now):
    minor = subjects_factories.someone(902, birth_date=date(2010, 5, 1))
    stored(minor, people, now, minor=True)
    clerk = browser(people.clerk)
    listed = clerk.get("/archives/?view=stored").content.decode()
    assert (minor.name in listed, str(minor.uid) in listed, "仅授权可见" in listed) == (False, False, True)
    assert clerk.get(f"/archives/{minor.uid}/").status_code == 404
    assert minor.name in browser(people.lead).get("/archives/?view=stored").content.decode()


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [("procurator", COUNTY, 200), ("bureau_head", COUNTY, 200), ("administrator", COUNTY, 403), ("clerk", COUNTY, 403)],
)
def test_who_may_read_archives(people, browser, now, role, area, status):
    subject = cast.person()
    client = browser(factories.someone(role, area))
    assert client.get("/archives/").status_code == status
    assert client.get(f"/archives/{subject.uid}/").status_code == status
    assert client.get(f"/archives/{subject.uid}/pieces/add/").status_code == 403


def lent(subject, people, now, *, until, minor=False):
    """A stored archive that somebody has borrowed."""
    stored(subject, people, now, minor=minor)
    detail = {"borrower": "何某", "unit": "诸暨市人民法院", "ground": "judicial", "purpose": "再审"}
    documents.lend_archive(**about(subject, people, now), lent_on=now.date(), until=until, detail=detail)


def test_what_is_lent_has_a_page_with_the_overdue_first(people, browser, now):
    late, soon, sealed = (subjects_factories.someone(n) for n in (1, 2, 3))
    lent(soon, people, now, until=now.date() + timedelta(days=9))
    lent(late, people, now, until=now.date() - timedelta(days=2))
    lent(sealed, people, now, until=now.date() + timedelta(days=20), minor=True)
    client = browser(people.county_clerk)
    shown = client.get("/archives/lent/").content.decode()
    assert [shown.index(f"/archives/{each.uid}/") for each in (late, soon, sealed)] == sorted(
        shown.index(f"/archives/{each.uid}/") for each in (late, soon, sealed)
    )
    assert shown.count("何某") == 2, "of a minor's sealed archive nobody reads here who has it"
    overdue = client.get("/archives/lent/?view=overdue").content.decode()
    assert (str(late.uid) in overdue, str(soon.uid) in overdue) == (True, False)
    assert client.get("/archives/lent/?view=gone").status_code == 400
    stranger = browser(factories.someone("county_staff", "330604", name="裘勇"))
    assert str(late.uid) not in stranger.get("/archives/lent/").content.decode()


def test_from_an_archive_in_the_archive_room_a_loan_is_asked_for(people, browser, now):
    subject = subjects_factories.someone(1)
    client, page = browser(people.county_clerk), f"/archives/{subject.uid}/"
    assert "archive_lending" not in client.get(page).content.decode()
    stored(subject, people, now)
    assert f"/subjects/{subject.uid}/start/archive_lending/" in client.get(page).content.decode()
