"""Which papers the two procedures issue on the real database, and what stands on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from fengqiao.catalogue.tests.story import ASKED, NOTICE, REGISTERED
from fengqiao.documents import face as documents
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, cast, press, working
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories

SOON = NOW + timedelta(days=5)


@pytest.fixture
def people(everywhere: None) -> Cast:
    found = cast()
    found.delegate("leave")
    return found


def reviewed(people: Cast, person: Subject, *, days: int = 4) -> UUID:
    returns = SOON + timedelta(days=days - 1)
    data = {**ASKED, "leaves_at": SOON.isoformat(), "returns_at": returns.isoformat()}
    by = as_actor(people.clerk)
    matter = procedures.start(key="leave", subject_id=person.id, data=data, by=by, at=NOW).matter
    press(matter, "review.forward", people.second, data={"opinion": "事由正当，建议批准"})
    return matter


def issued(matter: UUID) -> dict[str, documents.PaperRow]:
    """The papers of a matter; of several of one kind the last."""
    with working():
        return {row.kind: row for row in documents.of_matter(matter)}


def facts(row: documents.PaperRow) -> dict[str, Any]:
    with working():
        found: dict[str, Any] = documents.content(row.uid)["facts"]
        return found


def test_a_granted_leave_issues_form_and_slip_sealed_by_the_head_who_decided(people: Cast) -> None:
    matter = reviewed(people, factories.someone(1))
    assert issued(matter) == {}
    press(matter, "decide.grant", people.head, data={"measures": ["phone"]})
    papers = issued(matter)
    assert {kind: row.state for kind, row in papers.items()} == dict.fromkeys(("D32", "D33", "D36"), "sealed")
    assert facts(papers["D36"])["granted"] == "是"
    assert facts(papers["D36"])["conditions"][-1].startswith("于2026年")
    said = facts(papers["D33"])
    assert (said["places"], said["days"], said["measures"]) == ("杭州市上城区", "4日", ["电话联络"])
    assert facts(papers["D32"])["sum_days"] == "4日"
    assert papers["D33"].number.startswith("〔2026〕诸枫矫外字第")


def test_a_refusal_issues_the_notice_with_its_reasons(people: Cast) -> None:
    matter = reviewed(people, factories.someone(2))
    answers = {"proper_reason": "事由不实"}
    press(matter, "decide.refuse", people.head, reasons="经核实无此预约", answers=answers)
    papers = issued(matter)
    assert set(papers) == {"D32", "D36"}
    assert facts(papers["D36"])["reasons"] == "经核实无此预约"
    assert facts(papers["D36"])["granted"] == "否"


def test_an_extension_issues_a_new_slip_until_the_new_day_and_the_close_form_follows(people: Cast) -> None:
    matter = reviewed(people, factories.someone(3))
    press(matter, "decide.grant", people.head)
    at = SOON + timedelta(days=1)
    more = {"extended_to": (SOON + timedelta(days=5)).isoformat(), "hindrance": "需继续住院"}
    press(matter, "away.ask_more", people.clerk, at=at, data=more)
    press(matter, "decide_extension.grant", people.head, at=at)
    with working():
        slips = [row for row in documents.of_matter(matter) if row.kind == "D33"]
    assert [row.seq for row in slips] == [1, 2]
    assert facts(slips[1])["returns_at"].startswith("2026年12月3日")
    assert facts(slips[1])["days"] == "6日"
    back = SOON + timedelta(days=4)
    press(matter, "away.came_back", people.clerk, at=back, data={"returned_at": back.isoformat()})
    press(matter, "close.closed", people.clerk, at=back)
    close = issued(matter)["D35"]
    assert (facts(close)["late"], facts(close)["returns_at"][:10], close.sealing) == ("否", "2026年12月3日", False)


def expected(people: Cast, person: Subject, **changes: Any) -> UUID:
    by = as_actor(people.county_clerk)
    data = {**NOTICE, "effective_on": "2026-11-16", **changes}
    return procedures.start(key="registration", subject_id=person.id, data=data, by=by, at=NOW).matter


def test_registration_issues_profile_duties_and_data_notice_that_wait_for_the_county_seal(people: Cast) -> None:
    person = factories.someone(4, arrived_on=None, registered_on=None)
    matter = expected(people, person)
    press(matter, "expect.arrived", people.county_clerk, data={"arrived_at": NOW.isoformat(), "identity_seen": True})
    press(matter, "register.registered", people.county_clerk, data={**REGISTERED, "papers_missing": ["closing_form"]})
    papers = issued(matter)
    assert {kind: row.state for kind, row in papers.items()} == {"D10": "sealed", "D12": "issued", "D14": "issued"}
    assert (papers["D10"].sealing, papers["D12"].issuer) == (False, "330681")
    press(matter, "notify.sent", people.county_clerk)
    told = facts(issued(matter)["D11"])
    assert told["late"] == "否"
    assert told["due_on"] == "2026年11月26日"
    assert told["to"][-1] == "诸暨市公安局"
    press(matter, "ask_papers.asked", people.county_clerk, data={"asked_organ": "诸暨市人民法院"})
    assert facts(issued(matter)["D09"])["missing"] == ["结案登记表"]
    assert facts(issued(matter)["D09"])["days"] == "5日"
