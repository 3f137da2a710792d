"""A letter leaves with the seal of its last paper, by its institution, or never."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.documents.tests import factories as papers
from fengqiao.kit import bus, scope
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.facts import LettersOut
from fengqiao.letters.models import Sent
from fengqiao.letters.tests.factories import COUNTY, NOW, OFFICE, OTHER_COUNTY, order, receipt, sent, to_other_county
from fengqiao.notices import face as notices
from fengqiao.users.tests import factories as users

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LATER = NOW + timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """County staff and the keeper of the seal; the office; the other county."""

    clerk: Actor
    lead: Actor
    office: Actor
    there: Actor


@pytest.fixture
def desk(everywhere: None) -> Desk:
    return Desk(
        users.someone("county_staff", COUNTY).actor(NOW),
        users.someone("county_lead", COUNTY).actor(LATER),
        users.someone("office_staff", OFFICE).actor(NOW),
        users.someone("county_staff", OTHER_COUNTY).actor(NOW),
    )


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[LettersOut]:
    """What the room announces, and nobody else listening: the persons of these letters are numbers."""
    told: list[LettersOut] = []
    monkeypatch.setitem(bus._listeners, LettersOut, [told.append])
    return told


def issued(by: Actor, kind: str = "D102", beside: documents.Paper | None = None, **changes: Any) -> documents.Paper:
    """A paper that waits for its seal; `beside` another one of the same matter."""
    told = papers.order(kind, **changes)
    if beside is not None:
        told = replace(told, matter=beside.matter, subject_id=beside.subject_id)
    return documents.issue(order=told, by=by, at=NOW)


def going_with(*found: documents.Paper, **changes: Any) -> letters.Order:
    """A letter to the other county about the same person and matter, with these papers."""
    one = found[0]
    title = {"zh": "解除社区矫正通知书", "en": "discharge notice"}
    enclosed = [letters.Enclosed(uid=p.uid, kind=p.kind, number=p.number, title=title, waits=True) for p in found]
    about = {"area": one.area, "subject_id": one.subject_id, "matter": one.matter, "papers": enclosed}
    return to_other_county(**{**about, **changes})


def state(uid: UUID, by: Actor) -> letters.LetterRow:
    with scope.of(by.ranges):
        return letters.letter_sent(uid, by=by, today=TODAY).row


def arrived(by: Actor) -> list[UUID]:
    with scope.of(by.ranges):
        return [row.uid for row in letters.arrived(by=by, minors=True).rows]


def test_nothing_leaves_before_the_last_paper_is_sealed(desk: Desk, heard: list[LettersOut]) -> None:
    first = issued(desk.clerk)
    second = issued(desk.clerk, "D16", beside=first)
    row = letters.send(order=going_with(first, second), by=desk.clerk, at=NOW)
    documents.seal(papers=[first.uid], by=desk.lead, at=LATER)
    assert (state(row.uid, desk.clerk).state, arrived(desk.there), heard) == ("prepared", [], [])
    documents.seal(papers=[second.uid], by=desk.lead, at=LATER)
    found = state(row.uid, desk.clerk)
    assert (found.state, found.written_on, found.sent_on) == ("waiting", TODAY, LATER.date())
    assert arrived(desk.there) == [row.uid]
    assert [each.act for each in heard] == [row.act]
    with scope.of(desk.clerk.ranges):
        assert letters.acts_out(subject_id=row.subject_id, on=TODAY) == frozenset()
        assert letters.acts_out(subject_id=row.subject_id, on=LATER.date()) == {str(row.act)}


def test_a_letter_that_waits_has_no_receipt_no_reminder_and_no_answer(desk: Desk) -> None:
    row = letters.send(order=going_with(issued(desk.clerk), to_kind="police"), by=desk.clerk, at=NOW)
    came = letters.Came(from_kind="police", from_name="x", title="y", sent_on=TODAY, arrived_on=TODAY)
    for act in (
        lambda: letters.note_receipt(letter=row.uid, receipt=receipt(), by=desk.clerk, at=NOW),
        lambda: letters.chase(letter=row.uid, note="x", by=desk.clerk, at=NOW),
        lambda: letters.register(came=came, reply_to=row.uid, by=desk.clerk, at=NOW),
    ):
        with pytest.raises(letters.NotOutYet):
            act()
    with pytest.raises(IntegrityError), transaction.atomic(), scope.of(("33",)):
        Sent.objects.filter(uid=row.uid).update(receipt_on=TODAY)


def test_a_new_version_takes_the_place_of_the_paper_and_a_void_one_keeps_the_letter_back(desk: Desk) -> None:
    told = papers.order("D102")
    former = documents.issue(order=told, by=desk.clerk, at=NOW)
    row = letters.send(order=going_with(former), by=desk.clerk, at=NOW)
    renewed = documents.renew(paper=former.uid, order=told, reason="姓名有误", by=desk.lead, at=LATER)
    found = state(row.uid, desk.clerk)
    assert (found.state, found.waits_for, found.papers[0]["number"]) == ("prepared", (renewed.uid,), renewed.number)
    documents.withdraw(paper=renewed.uid, reason="不再需要", by=desk.lead, at=LATER)
    assert state(row.uid, desk.clerk).state == "prepared"
    with pytest.raises(letters.ReasonMissing):
        letters.drop(letter=row.uid, reason=" ", by=desk.clerk, at=LATER)
    letters.drop(letter=row.uid, reason="文书已撤销", by=desk.clerk, at=LATER)
    assert state(row.uid, desk.clerk).state == "dropped"
    for act in (
        lambda: letters.drop(letter=row.uid, reason="x", by=desk.clerk, at=LATER),
        lambda: letters.release(letter=row.uid, by=desk.clerk, at=LATER),
    ):
        with pytest.raises(letters.IsOut):
            act()


def test_what_an_office_prepares_its_institution_sends(desk: Desk) -> None:
    row = letters.send(order=to_other_county(held=True, act=None), by=desk.office, at=NOW)
    assert (state(row.uid, desk.office).state, arrived(desk.there)) == ("prepared", [])
    with pytest.raises(letters.NotYourLetter):
        letters.release(letter=row.uid, by=desk.office, at=NOW)
    letters.release(letter=row.uid, by=desk.clerk, at=NOW)
    assert (state(row.uid, desk.clerk).state, arrived(desk.there)) == ("waiting", [row.uid])


def test_an_act_done_again_calls_its_letters_off(desk: Desk) -> None:
    row = letters.send(order=going_with(issued(desk.clerk)), by=desk.clerk, at=NOW)
    about = {"subject_id": row.subject_id, "area": row.area, "matter": row.matter, "act": new_id()}
    for expected in (1, 0):
        done = letters.call_off(of=str(row.act), reason="重做", by=desk.lead, at=LATER, **about)
        assert done == expected
    assert state(row.uid, desk.clerk).state == "dropped"


def test_the_timetable_sends_what_is_ready_and_tells_of_what_waits_too_long(desk: Desk) -> None:
    """An office's seal cannot send in its county's name: the timetable does. Law: letters.seal_wd."""
    head = users.someone("office_head", OFFICE).actor(NOW)
    paper = issued(desk.office, "D36", issuer=OFFICE)
    ready = letters.send(order=going_with(paper), by=desk.clerk, at=NOW)
    slow = letters.send(order=going_with(issued(desk.clerk), to_kind="police"), by=desk.clerk, at=NOW)
    documents.seal(papers=[paper.uid], by=head, at=NOW)
    assert (state(ready.uid, desk.clerk).state, arrived(desk.there)) == ("prepared", [])
    assert letters.look_after(over=(COUNTY,), at=LATER) == 1
    assert (state(ready.uid, desk.clerk).state, arrived(desk.there)) == ("waiting", [ready.uid])
    over = NOW + timedelta(days=2)
    assert [letters.look_after(over=(COUNTY,), at=over) for _ in range(2)] == [1, 0]
    with scope.of(desk.clerk.ranges):
        told = notices.inbox(by=desk.clerk, at=over).rows
        waits = letters.counts(by=desk.clerk, today=TODAY, minors=True).prepared
    assert [(row.kind, row.cause) for row in told] == [("letter_unsent", slow.uid)]
    assert waits == 1


def test_a_letter_without_a_paper_leaves_at_once(desk: Desk) -> None:
    row = sent(desk.clerk)
    assert (row.written_on, row.sent_on, row.waits_for) == (TODAY, TODAY, [])
    assert letters.send(order=order(act=row.act, area=row.area), by=desk.clerk, at=NOW).uid == row.uid
