"""A letter that no procedure calls for, and answers on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.kit import scope
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import COUNTY, NOW, OFFICE, OTHER_COUNTY, to_there
from fengqiao.users.tests import factories as users

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@dataclass(frozen=True)
class Desk:
    """The county's clerk and the keeper of its seal, the office, the other county with its own keeper."""

    clerk: Actor
    lead: Actor
    office: Actor
    there: Actor
    lead_there: Actor


@pytest.fixture
def desk(everywhere: None) -> Desk:
    posts = (("county_staff", COUNTY), ("county_lead", COUNTY), ("office_staff", OFFICE))
    there = (("county_staff", OTHER_COUNTY), ("county_lead", OTHER_COUNTY))
    return Desk(*(users.someone(role, area).actor(NOW) for role, area in (*posts, *there)))


def written(**changes: Any) -> letters.Written:
    told = {
        "to_kind": "court", "to_name": "杭州市上城区人民法院", "title": "关于商请提供裁判文书的函",
        "words": "请提供生效裁判文书。",
    }  # fmt: skip
    return letters.Written(**{**told, **changes})


ABOUT = letters.About(subject_id=7, area=OFFICE)


def state(uid: UUID, by: Actor) -> letters.LetterRow:
    with scope.of(by.ranges):
        return letters.letter_sent(uid, by=by, today=TODAY).row


def seal(row: letters.Sent, by: Actor) -> dict[str, Any]:
    """Seal the paper of a letter, and give what it says."""
    with scope.of(by.ranges):
        uid = state(row.uid, by).waits_for[0]
        documents.seal(papers=[uid], by=by, at=NOW)
        return documents.content(uid)


def test_a_letter_on_paper_has_a_number_and_leaves_with_the_seal(desk: Desk) -> None:
    request = new_id()
    row = letters.compose(letter=written(), about=ABOUT, request=request, by=desk.clerk, at=NOW)
    again = letters.compose(letter=written(), about=ABOUT, request=request, by=desk.clerk, at=NOW)
    found = state(row.uid, desk.clerk)
    assert (again.uid, found.state, found.own, "函" in found.number) == (row.uid, "prepared", COUNTY, True)
    said = seal(row, desk.lead)
    assert (said["title"], said["facts"]["subject"]) == ("公函", "关于商请提供裁判文书的函")
    assert state(row.uid, desk.clerk).state == "waiting"


def test_plain_words_leave_at_once_and_a_letter_says_something_to_somebody(desk: Desk) -> None:
    row = letters.compose(letter=written(on_paper=False), by=desk.clerk, at=NOW)
    assert (state(row.uid, desk.clerk).state, row.papers, row.area) == ("waiting", [], COUNTY)
    for wrong, error in (
        ({"to_name": " "}, letters.AddresseeMissing),
        ({"to_kind": "nobody"}, letters.AddresseeMissing),
        ({"title": ""}, letters.AddresseeMissing),
        ({"words": " "}, letters.NothingWritten),
    ):
        with pytest.raises(error):
            letters.compose(letter=written(**wrong), by=desk.clerk, at=NOW)
    with pytest.raises(letters.NotYourLetter):
        letters.compose(letter=written(), about=ABOUT, by=desk.there, at=NOW)


def test_an_office_writes_to_a_village_itself_and_prepares_what_goes_to_a_court(desk: Desk) -> None:
    """Law: Community Corrections Law art. 9: offices act by delegation (letters.office_writes_to)."""
    own = letters.compose(letter=written(to_kind="other", to_name="枫源村"), about=ABOUT, by=desk.office, at=NOW)
    assert (state(own.uid, desk.office).own, state(own.uid, desk.office).held) == (OFFICE, False)
    court = letters.compose(letter=written(), about=ABOUT, by=desk.office, at=NOW)
    found = state(court.uid, desk.office)
    assert (found.own, found.held, found.papers) == (COUNTY, True, ()), "no number before the county takes it up"
    with pytest.raises(letters.NotYourLetter):
        letters.release(letter=court.uid, by=desk.office, at=NOW)
    letters.release(letter=court.uid, by=desk.clerk, at=NOW)
    with pytest.raises(letters.WaitsForSeal):
        letters.release(letter=court.uid, by=desk.clerk, at=NOW)
    seal(court, desk.lead)
    assert state(court.uid, desk.clerk).state == "waiting"


def test_an_answer_on_paper_settles_the_letter_when_it_is_sealed(desk: Desk) -> None:
    """About somebody who is nobody of ours: the number is the county's own all the same."""
    uid = to_there(desk.clerk).uid
    answer = letters.reply(letter=uid, words="同意协助。", on_paper=True, by=desk.there, at=NOW)
    assert (answer.title["zh"], state(answer.uid, desk.there).state) == ("关于协助监管函的复函", "prepared")
    assert state(uid, desk.clerk).state == "received", "it came, the answer is not out"
    with pytest.raises(letters.HasReply):
        letters.reply(letter=uid, words="再答", by=desk.there, at=NOW)
    said = seal(answer, desk.lead_there)
    assert said["title"] == "复函"
    assert "协助监管函" in said["facts"]["came"]
    assert (state(uid, desk.clerk).state, state(answer.uid, desk.there).state) == ("replied", "waiting")


def test_an_answer_that_was_dropped_may_be_written_again(desk: Desk) -> None:
    came = letters.Came(
        from_kind="court", from_name="上城区人民法院", title="关于了解矫正表现的函", sent_on=TODAY, arrived_on=TODAY,
        wants_answer=True,
    )  # fmt: skip
    first = letters.register(came=came, about=ABOUT, by=desk.clerk, at=NOW)
    answer = letters.reply(letter=first.uid, words="表现良好。", on_paper=True, by=desk.clerk, at=NOW)
    assert answer.title["zh"] == "关于了解矫正表现的复函"
    letters.drop(letter=answer.uid, reason="措辞有误", by=desk.clerk, at=NOW)
    again = letters.reply(letter=first.uid, words="能够遵守规定。", on_paper=True, by=desk.clerk, at=NOW)
    seal(again, desk.lead)
    with scope.of(desk.clerk.ranges):
        found = letters.letter_arrived(first.uid, by=desk.clerk).row
    assert (found.state, found.answered_by) == ("settled", again.uid)
