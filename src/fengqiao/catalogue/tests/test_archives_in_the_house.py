"""P42 on the real database: from the discharge to the archive room, lent and brought back; what is in it, what not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.catalogue.tests.test_discharge import AFTERCARE, ANNOUNCED, APPRAISAL, HANDED_OUT
from fengqiao.documents import face as documents
from fengqiao.kit import crypto
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, Cast, as_actor, cast, press, working
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories
from fengqiao.users.tests import factories as users_factories

TODAY = NOW.date().isoformat()
HANDED = {"handed_on": TODAY, "received_by": "周国强"}
STORED = {"archive_no": "2026-SJ-0001", "place": "2 库 3 架", "stored_on": TODAY, "stored_by": "档案室 吴"}
ASKED = {
    "borrower": "王法官", "unit": "诸暨市人民法院", "ground": "judicial", "letter_no": "（2026）浙0681调1号",
    "purpose": "办理再审案件", "back_by": "2026-12-03",
}  # fmt: skip


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def discharged(people: Cast, person: Subject) -> UUID:
    """By pardon, so that it can be today; the way to the certificate is the ordinary one."""
    pardon = {"ground": "pardon", "pardon_paper": "（2026）浙刑赦1号", "pardoned_on": TODAY}
    clerk = as_actor(people.county_clerk)
    matter = procedures.start(key="discharge", subject_id=person.id, data=pardon, by=clerk, at=NOW).matter
    reviewer = users_factories.someone("county_staff", COUNTY, name="冯建军")
    press(matter, "summary.without", people.clerk, reasons="特赦")
    press(matter, "appraise.appraised", people.clerk, data=APPRAISAL)
    press(matter, "review.forward", reviewer, data={"opinion": "同意"})
    press(matter, "decide.agree", people.lead)
    press(matter, "certify.issued", people.lead)
    return matter


def finish(discharge: UUID, people: Cast) -> None:
    hand_out(discharge, people)
    tell(discharge, people)


def hand_out(discharge: UUID, people: Cast) -> None:
    press(discharge, "hand_over.handed", people.county_clerk, data={**HANDED_OUT, "handed_on": TODAY})
    said = {**ANNOUNCED, "announced_at": NOW.isoformat()}
    press(discharge, "announce.announced", people.clerk, data=said)


def tell(discharge: UUID, people: Cast) -> None:
    """Everybody who has to hear of it; every paper gets its seal."""
    press(discharge, "notify.sent", people.county_clerk)
    press(discharge, "aftercare.linked", people.clerk, data={**AFTERCARE, "aftercare_on": TODAY})
    press(discharge, "clear_away.cleared", people.county_clerk, data={"exit_filing": True})
    with working(COUNTY):
        for row in documents.of_matter(discharge):
            if row.state == "issued":
                sealer = people.head if row.level == 4 else people.lead
                documents.seal(papers=[row.uid], by=as_actor(sealer), at=NOW)


def archive_matter(person: Subject, key: str = "archive") -> UUID:
    with working(COUNTY):
        rows = procedures.matters_of(subject_id=person.id)
        return next(row.uid for row in rows if row.key == key and row.ended_at is None)


def checks(matter: UUID, people: Cast) -> dict[str, Any]:
    by = as_actor(people.county_clerk)
    with working(COUNTY):
        return {each.key: each for each in procedures.matter(uid=matter, by=by, at=NOW).progress.checks}


def view(person: Subject, at: datetime = NOW) -> documents.ArchiveView:
    with working(COUNTY):
        return documents.archive_of(subject_id=person.id, on=at.date())


def closed(people: Cast, person: Subject) -> UUID:
    """The archive of a discharged person, closed and in the archive room."""
    finish(discharged(people, person), people)
    matter = archive_matter(person)
    press(matter, "collect.collected", people.clerk, data={"condition": "无"})
    press(matter, "hand_over.handed_over", people.clerk, data=HANDED)
    press(matter, "check.complete", people.county_clerk)
    press(matter, "close.closed", people.lead)
    press(matter, "store.stored", people.county_clerk, data=STORED)
    return matter


def test_the_office_hands_over_and_the_county_sends_back_what_is_not_whole(people: Cast) -> None:
    person = factories.someone(401)
    assert (view(person).stage, view(person).row) == ("open", None)
    discharged(people, person)
    matter, row = archive_matter(person), view(person).row
    assert row is not None
    assert (row.stage, row.ended_on, row.due) == ("collecting", NOW.date(), date(2026, 12, 23))
    press(matter, "collect.collected", people.clerk, data={"condition": "复印件 1 件"})
    press(matter, "hand_over.handed_over", people.clerk, data=HANDED)
    assert view(person).stage == "checking"

    found = checks(matter, people)
    assert (found["complete"].state, found["nothing_open"].state) == ("pass", "block")
    assert "解除社区矫正" in found["nothing_open"].evidence.zh
    with pytest.raises(procedures.Refused):
        press(matter, "check.explained", people.county_clerk, data={"gaps": "并无缺件"})
    press(matter, "check.returned", people.county_clerk, data={"what_is_missing": "缺解除通知书"})
    assert view(person).stage == "collecting"


def test_the_inbox_of_an_archive_follows_the_papers_and_the_matters_beside_it(people: Cast) -> None:
    person = factories.someone(421)
    discharge = discharged(people, person)
    matter = archive_matter(person)
    press(matter, "collect.collected", people.clerk, data={"condition": "无"})
    press(matter, "hand_over.handed_over", people.clerk, data=HANDED)
    tell(discharge, people)
    hand_out(discharge, people)
    with working(COUNTY):
        assert procedures.matter(uid=discharge, by=as_actor(people.lead), at=NOW).progress.ended
        assert procedures.compare_all(by=as_actor(people.lead), matter=matter) == ()
        notice = next(row for row in documents.of_matter(discharge) if row.kind == "D102")
        documents.withdraw(paper=notice.uid, reason="文号有误", by=as_actor(people.lead), at=NOW)
        assert procedures.compare_all(by=as_actor(people.lead), matter=matter) == ()


def test_a_closed_archive_has_its_sheets_and_cannot_be_tampered_with_unseen(people: Cast) -> None:
    person = factories.someone(402)
    matter = closed(people, person)
    shut = view(person)
    assert (shut.stage, shut.tampered, len(shut.digest)) == ("stored", False, 64)
    assert [(each.kind, each.first, each.pages, len(each.digest)) for each in shut.entries[:2]] == [
        ("D99", 1, 2, 64), ("D101", 3, 1, 64),
    ]  # fmt: skip
    with working(COUNTY):
        sheets = {row.kind: documents.content(row.uid)["facts"] for row in documents.of_matter(matter)}
        assert procedures.compare_all(by=as_actor(people.lead)) == ()
    assert (sheets["A01"]["archive_no"], sheets["A01"]["retention"]) == ("2026-SJ-0001", "永久")
    assert sheets["A02"]["digest"] == shut.digest
    note = sheets["A03"]
    assert (note["compiled_by"], note["checked_by"], note["closed_by"]) == ("陈立群", "周国强", "赵敏")


def test_an_archive_is_not_closed_over_a_file_that_is_not_the_sealed_one(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = factories.someone(405)
    finish(discharged(people, person), people)
    matter = archive_matter(person)
    press(matter, "collect.collected", people.clerk, data={"condition": "无"})
    press(matter, "hand_over.handed_over", people.clerk, data=HANDED)
    press(matter, "check.complete", people.county_clerk)
    true = crypto.open_bytes

    def tampered(sealed: bytes, **place: Any) -> bytes:
        return b"%PDF-1.7 another" if place["table"] == "documents_file" else true(sealed, **place)

    with monkeypatch.context() as changed:
        changed.setattr(crypto, "open_bytes", tampered)
        with pytest.raises(documents.FileBroken):
            press(matter, "close.closed", people.lead)
    assert view(person).stage == "checking"
    press(matter, "close.closed", people.lead)
    assert view(person).stage != "checking"


def test_it_is_lent_with_a_day_to_be_back_and_overdue_after_it(people: Cast) -> None:
    person = factories.someone(403)
    closed(people, person)
    clerk = as_actor(people.county_clerk)
    with pytest.raises(procedures.Refused) as refused:
        procedures.start(
            key="archive_lending", subject_id=person.id, data={**ASKED, "back_by": "2027-03-01"}, by=clerk, at=NOW
        )
    assert {each.field for each in refused.value.refusal.wrong} == {"back_by"}
    loan = procedures.start(key="archive_lending", subject_id=person.id, data=ASKED, by=clerk, at=NOW).matter
    press(loan, "approve.grant", people.lead)
    press(loan, "hand_out.handed_out", people.county_clerk, data={"lent_on": TODAY})
    lent = view(person)
    assert lent.row is not None
    assert (lent.stage, lent.row.due) == ("lent", date(2026, 12, 3))
    late = NOW + timedelta(days=12)
    procedures.run_clocks(at=late)
    with working(COUNTY):
        clocks = procedures.matter(uid=loan, by=clerk, at=late).progress.clocks
    assert [(each.id, each.state) for each in clocks] == [("loan", "late")]
    back = {"returned_on": late.date().isoformat(), "pages_checked": True}
    press(loan, "lent.returned", people.county_clerk, at=late, data=back)
    assert (view(person).stage, view(person, late).stage) == ("lent", "stored")
