"""Letters sent, received, answered: by an office here and by an organ outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import COUNTY, NOW, OFFICE, OTHER_COUNTY, receipt, sent, to_there
from fengqiao.notices import face as notices
from fengqiao.users.tests import factories as users

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@dataclass(frozen=True)
class Both:
    """County staff of two counties, and an officer of the first one's office."""

    here: Actor
    office: Actor
    there: Actor


@pytest.fixture
def both(everywhere: None) -> Both:
    return Both(
        users.someone("county_staff", COUNTY).actor(NOW),
        users.someone("office_staff", OFFICE).actor(NOW),
        users.someone("county_staff", OTHER_COUNTY).actor(NOW),
    )


def shown(uid: UUID, by: Actor, today: date = TODAY) -> letters.Whole:
    with scope.of(by.ranges):
        return letters.letter_sent(uid, by=by, today=today)


def came(uid: UUID, by: Actor) -> letters.Whole:
    with scope.of(by.ranges):
        return letters.letter_arrived(uid, by=by)


def test_a_letter_waits_for_its_receipt_is_overdue_and_is_received(both: Both) -> None:
    uid = sent(both.here).uid
    row = shown(uid, both.here).row
    assert (row.state, row.by_hand, row.due_on) == ("waiting", True, date(2026, 11, 30))
    assert shown(uid, both.here, date(2026, 11, 30)).row.state == "waiting", "the last day is in time"
    assert shown(uid, both.here, date(2026, 12, 1)).row.state == "overdue"
    letters.note_receipt(letter=uid, receipt=receipt(), by=both.office, at=NOW)
    found = shown(uid, both.here, date(2026, 12, 1))
    assert (found.row.state, found.row.receipt_on) == ("received", TODAY)
    assert [(e.what, e.detail) for e in found.events] == [
        ("receipt", {"receiver": "检察院收发室 王某", "way": "messenger"})
    ]


def test_the_same_act_and_addressee_give_one_letter(both: Both) -> None:
    act = new_id()
    assert sent(both.here, act=act).uid == sent(both.here, act=act).uid
    assert sent(both.here, act=act, to_kind="police").uid != sent(both.here, act=act).uid


def test_a_receipt_is_complete_in_time_and_written_once(both: Both) -> None:
    uid = sent(both.here).uid
    wrong = [
        (receipt(receiver=" "), letters.ReceiptIncomplete),
        (receipt(way="pigeon"), letters.ReceiptIncomplete),
        (receipt(day=TODAY + timedelta(days=1)), letters.WrongDay),
        (receipt(day=TODAY - timedelta(days=1)), letters.WrongDay),
    ]
    for given, error in wrong:
        with pytest.raises(error):
            letters.note_receipt(letter=uid, receipt=given, by=both.here, at=NOW)
    letters.note_receipt(letter=uid, receipt=receipt(), by=both.here, at=NOW)
    with pytest.raises(letters.HasReceipt):
        letters.note_receipt(letter=uid, receipt=receipt(), by=both.here, at=NOW)


def test_a_letter_to_an_office_here_is_carried_confirmed_and_answered(both: Both) -> None:
    uid = to_there(both.here).uid
    assert came(uid, both.there).row.state == "new"
    assert came(uid, both.there).body == {"lines": [["姓名", "张伟"]]}
    assert "诸暨市" in came(uid, both.there).row.name
    letters.confirm(letter=uid, by=both.there, at=NOW)
    letters.confirm(letter=uid, by=both.there, at=NOW)
    assert (shown(uid, both.here).row.state, came(uid, both.there).row.state) == ("received", "to_answer")
    answer = letters.reply(letter=uid, words="同意协助。", by=both.there, at=NOW)
    assert (shown(uid, both.here).row.state, came(uid, both.there).row.state) == ("replied", "settled")
    back = came(answer.uid, both.office)
    assert (back.row.area, back.row.reply_to, back.body) == (OFFICE, uid, {"words": "同意协助。"})
    assert back.row.matter == shown(uid, both.here).row.matter, "the answer joins the matter that asked"
    with pytest.raises(letters.HasReply):
        letters.reply(letter=uid, words="再答", by=both.there, at=NOW)


def test_neither_side_reads_the_others_copy_nor_writes_it(both: Both) -> None:
    uid = to_there(both.here).uid
    with pytest.raises(letters.UnknownLetter):
        came(uid, both.here)
    with pytest.raises(letters.UnknownLetter):
        shown(uid, both.there)
    for act in (
        lambda: letters.confirm(letter=uid, by=both.here, at=NOW),
        lambda: letters.reply(letter=uid, words="x", by=both.here, at=NOW),
        lambda: letters.chase(letter=uid, note="", by=both.there, at=NOW),
        lambda: letters.note_receipt(letter=uid, receipt=receipt(), by=both.there, at=NOW),
        lambda: letters.chase(letter=uuid4(), note="", by=both.here, at=NOW),
    ):
        with pytest.raises(letters.UnknownLetter):
            act()
    with pytest.raises(letters.NotByHand):
        letters.note_receipt(letter=uid, receipt=receipt(), by=both.here, at=NOW)


def test_a_county_without_posts_gets_its_letter_outside_of_the_system(both: Both) -> None:
    row = to_there(both.here, to_area="330702")
    assert (row.way, row.carried_at) == ("hand", None)
    assert "婺城" in row.to_name
    assert to_there(both.here, to_area="110101", to_name="北京市东城区").way == "hand"


def test_an_organs_answer_is_written_down_and_settles_ours(both: Both) -> None:
    uid = sent(both.here).uid
    given = letters.Came(
        from_kind="procuratorate", from_name="诸暨市人民检察院", title="回执", sent_on=TODAY, arrived_on=TODAY,
        papers=("回执一份", " "), words="收悉",
    )  # fmt: skip
    request = new_id()
    first = letters.register(came=given, reply_to=uid, request=request, by=both.here, at=NOW)
    assert letters.register(came=given, reply_to=uid, request=request, by=both.here, at=NOW).uid == first.uid
    assert shown(uid, both.here).row.state == "replied"
    assert came(first.uid, both.office).row.papers == ({"zh": "回执一份", "en": "回执一份"},)
    with pytest.raises(letters.HasReply):
        letters.register(came=given, reply_to=uid, by=both.here, at=NOW)


def test_a_letter_from_outside_waits_for_our_answer(both: Both) -> None:
    given = letters.Came(
        from_kind="court", from_name="杭州市上城区人民法院", title="社区矫正告知书", number="（2026）浙0102执1号",
        sent_on=TODAY - timedelta(days=3), arrived_on=TODAY, wants_answer=True,
    )  # fmt: skip
    row = letters.register(came=given, by=both.here, at=NOW)
    assert came(row.uid, both.here).row.state == "to_answer"
    answer = letters.reply(letter=row.uid, words="已接收。", by=both.here, at=NOW)
    assert (answer.way, answer.to_name, answer.sender) == ("hand", "杭州市上城区人民法院", COUNTY)
    assert came(row.uid, both.here).row.state == "settled"
    for wrong, error in (
        ({"from_name": ""}, letters.SenderMissing),
        ({"arrived_on": TODAY + timedelta(days=1)}, letters.WrongDay),
        ({"arrived_on": TODAY - timedelta(days=4)}, letters.WrongDay),
    ):
        told = {"from_kind": "court", "from_name": "x", "title": "y", "sent_on": TODAY - timedelta(days=3),
                "arrived_on": TODAY, **wrong}  # fmt: skip
        with pytest.raises(error):
            letters.register(came=letters.Came(**told), by=both.here, at=NOW)


def test_the_bell_tells_of_what_came_and_of_what_is_overdue_once(both: Both) -> None:
    to_there(both.here)
    late = sent(both.here, at=NOW - timedelta(days=14))
    assert letters.look_after(over=(COUNTY, OTHER_COUNTY), at=NOW) == 2
    assert letters.look_after(over=(COUNTY, OTHER_COUNTY), at=NOW) == 0
    with scope.of(both.here.ranges):
        told = notices.inbox(by=both.here, at=NOW).rows
    assert [(row.kind, row.cause) for row in told] == [("letter_overdue", late.uid)]
    with scope.of(both.there.ranges):
        assert [row.kind for row in notices.inbox(by=both.there, at=NOW).rows] == ["letter_received"]


def test_reminding_is_put_on_record_once_a_day_and_only_by_who_works_on_it(both: Both) -> None:
    uid = sent(both.here).uid
    for note in ("已电话催问", "又"):
        letters.chase(letter=uid, note=note, by=both.office, at=NOW)
    assert [(e.what, e.detail) for e in shown(uid, both.here).events] == [("chased", {"note": "已电话催问"})]
    reader = users.someone("procurator", COUNTY).actor(NOW)
    with pytest.raises(letters.NotYourLetter):
        letters.chase(letter=uid, note="", by=reader, at=NOW)


def test_a_procurator_reads_what_was_sent_to_the_own_procuratorate_and_nothing_else(both: Both) -> None:
    mine, other = sent(both.here), sent(both.here, to_kind="police")
    reader = users.someone("procurator", COUNTY).actor(NOW)
    above = users.someone("procurator", "3306").actor(NOW)
    with scope.of(reader.ranges):
        assert [row.uid for row in letters.sent(by=reader, today=TODAY, minors=True).rows] == [mine.uid]
        assert letters.arrived(by=reader, minors=True).rows == ()
    with pytest.raises(letters.UnknownLetter):
        shown(other.uid, reader)
    with pytest.raises(letters.UnknownLetter):
        shown(mine.uid, above)


def test_lists_by_what_waits(both: Both) -> None:
    done, waits = sent(both.here), sent(both.here, to_kind="police")
    late = sent(both.here, at=NOW - timedelta(days=20))
    minor = sent(both.here, minor=True)
    letters.note_receipt(letter=done.uid, receipt=receipt(), by=both.here, at=NOW)

    def uids(**filters: str) -> set[UUID]:
        with scope.of(both.here.ranges):
            return {row.uid for row in letters.sent(by=both.here, today=TODAY, minors=False, **filters).rows}

    assert uids() == {done.uid, waits.uid, late.uid}
    assert uids(show="waiting") == {waits.uid, late.uid}
    assert uids(show="overdue") == {late.uid}
    assert uids(organ="police") == {waits.uid}
    with scope.of(both.here.ranges):
        assert letters.counts(by=both.here, today=TODAY, minors=False).overdue == 1
        assert minor.uid in {r.uid for r in letters.sent(by=both.here, today=TODAY, minors=True).rows}
        page = letters.sent(by=both.here, today=TODAY, minors=True, size=2)
        rest = letters.sent(by=both.here, today=TODAY, minors=True, size=2, after=page.next_cursor)
    assert len({r.uid for r in (*page.rows, *rest.rows)}) == 4
