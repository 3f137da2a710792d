"""From the telling act to the receipt, and everything that can happen on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from fengqiao.kit import clock
from fengqiao.kit.clock import SHANGHAI
from fengqiao.notices import face as notices
from fengqiao.notices import rules
from fengqiao.notices.actions import sending
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable
from fengqiao.notices.models import Line, Message
from fengqiao.notices.tests import scene
from fengqiao.notices.tests.scene import NOON, NUMBER, OFFICE, Network, tell

HOUR = timedelta(hours=1)


@pytest.fixture
def network(db: None, monkeypatch: pytest.MonkeyPatch) -> Network:
    made = Network()
    scene.use(made, monkeypatch)
    return made


def send(at: datetime = NOON) -> str:
    return sending.send(area=OFFICE, message=scene.message().uid, at=at)


def jobs() -> list[datetime]:
    """When the queue will try."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'notices.send' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_an_act_tells_once_and_the_number_stands_nowhere_in_clear(network: Network) -> None:
    act = uuid4()
    assert tell(act=act) == 1
    assert tell(act=act) == 0
    row = scene.message()
    assert (row.state, row.tries, row.to_masked, row.next_try_at) == ("waiting", 0, "199****1234", NOON)
    assert NUMBER.encode() not in bytes(row.to_sealed) + bytes(row.to_hash)
    assert jobs() == [NOON]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'notices.send'")
        [(arguments,)] = cursor.fetchall()
    assert str(row.uid) in arguments
    assert "199" not in arguments.replace(str(row.uid), "")


def test_the_queue_waits_by_the_world_s_clock(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration whose clock stands ahead would else wait as many days for every message."""
    monkeypatch.setattr(clock, "_shift", timedelta(days=40))
    tell()
    assert jobs() == [NOON - timedelta(days=40)]


def test_it_is_sent_with_a_reference_and_a_receipt_settles_it(network: Network) -> None:
    tell()
    assert send() == "accepted"
    [sent] = network.sent
    assert (sent.to, sent.reference) == (NUMBER, scene.message().uid)
    assert NUMBER not in repr(sent)
    network.arrived["m-1"] = True
    assert notices.take_receipts(over=(OFFICE,), at=NOON + HOUR) == 1
    row = scene.message()
    assert (row.state, row.provider_id, row.settled_at) == ("delivered", "m-1", NOON + HOUR)
    assert scene.events() == ["accepted", "arrived"]
    assert notices.take_receipts(over=(OFFICE,), at=NOON + 2 * HOUR) == 0
    assert send(NOON + 2 * HOUR) == ""
    assert len(network.sent) == 1
    assert not scene.notices_there()


def test_a_gateway_that_is_away_is_asked_again_with_growing_pauses_then_the_office_is(network: Network) -> None:
    def away(message: Outgoing) -> str:
        raise Unreachable("http_503")

    network.answer = away
    tell()
    at, pauses = NOON - timedelta(hours=3), []
    with scene.within():
        Message.objects.update(next_try_at=at)
    while send(at) == "waiting":
        assert send(at) == "", "not before its time"
        following = scene.message().next_try_at
        pauses.append((following - at) // timedelta(minutes=1))
        at = following
    assert tuple(pauses) == rules.BACKOFF
    assert len({each.reference for each in network.sent}) == 1
    row = scene.message()
    assert (row.state, row.why, row.tries) == ("failed", "unreachable", len(rules.BACKOFF) + 1)
    [asked] = scene.notices_there()
    assert (asked.kind, asked.office, asked.post_id, asked.wants_answer) == ("undelivered", OFFICE, None, True)
    assert (asked.subject_id, asked.matter) == (7, row.matter)
    tell()
    with scene.within():
        assert not Line.objects.filter(off_at__isnull=False).exists(), "an outage is not the number's fault"


def _newest() -> Message:
    with scene.within():
        return Message.objects.order_by("-id")[0]


def test_tries_move_out_of_the_quiet_hours_and_urgent_ones_do_not(network: Network) -> None:
    late = datetime(2026, 11, 23, 22, 30, tzinfo=SHANGHAI)
    tell(at=late)
    assert jobs() == [datetime(2026, 11, 24, 8, tzinfo=SHANGHAI)]
    assert send(late + timedelta(minutes=5)) == ""
    tell("leave_overdue", at=late)
    assert jobs()[1] == late
    assert sending.send(area=OFFICE, message=_newest().uid, at=late) == "accepted"


def test_a_try_that_becomes_due_in_the_night_waits_for_the_morning(network: Network) -> None:
    tell()
    with scene.within():
        Message.objects.update(next_try_at=NOON)
    night = datetime(2026, 11, 24, 2, tzinfo=SHANGHAI)
    assert send(night) == ""
    assert scene.message().next_try_at == datetime(2026, 11, 24, 8, tzinfo=SHANGHAI)
    assert not network.sent


def test_what_is_no_longer_worth_sending_is_not_sent(network: Network) -> None:
    tell("reminder", until=NOON + HOUR)
    assert send(NOON + HOUR) == ""
    assert (scene.message().state, scene.message().why, network.sent) == ("expired", "expired", [])
    assert [each.kind for each in scene.notices_there()] == ["undelivered"]


def test_t52_two_failed_receipts_switch_a_number_off_and_ask_the_office_each_time(network: Network) -> None:
    for number in (1, 2):
        tell()
        assert sending.send(area=OFFICE, message=_newest().uid, at=NOON) == "accepted"
        network.arrived[f"m-{number}"] = False
        notices.take_receipts(over=(OFFICE,), at=NOON + HOUR)
        assert (scene.line().failures, scene.line().off_at is not None) == (number, number == 2)
        assert len(scene.notices_there()) == number
    tell()
    assert sending.send(area=OFFICE, message=_newest().uid, at=NOON) == ""
    assert _newest().state == "stopped"
    assert len(network.sent) == 2
    assert len(scene.notices_there()) == 3


def test_t52_an_arrival_in_between_starts_the_count_again(network: Network) -> None:
    for number, arrives in enumerate((False, True, False), 1):
        tell()
        sending.send(area=OFFICE, message=_newest().uid, at=NOON)
        network.arrived[f"m-{number}"] = arrives
        notices.take_receipts(over=(OFFICE,), at=NOON)
    assert (scene.line().failures, scene.line().off_at) == (1, None)


def test_a_refused_number_is_not_tried_again(network: Network) -> None:
    def refuse(message: Outgoing) -> str:
        raise Refused("http_422")

    network.answer = refuse
    tell()
    assert send() == "failed"
    assert send(NOON + HOUR) == ""
    assert (scene.message().why, scene.line().failures, len(network.sent)) == ("refused", 1, 1)


def test_nobody_s_number_asks_the_office_but_a_reminder_troubles_nobody(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.use(Network(), monkeypatch, ways=(notices.Way("person", ""),))
    assert tell("reminder") == 0
    assert not scene.notices_there()
    assert tell() == 1
    assert scene.message().state == "no_number"
    assert [each.kind for each in scene.notices_there()] == ["undelivered"]
    assert jobs() == []


def test_a_minor_s_guardian_is_told_too(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = (
        notices.Way("person", NUMBER),
        notices.Way("guardian", "19900005678"),
        notices.Way("guardian", "1990000567"),
    )
    scene.use(Network(), monkeypatch, ways=ways)
    assert tell() == 3
    with scene.within():
        shown = [(row.audience, row.to_masked) for row in Message.objects.order_by("id")]
    assert shown == [("person", "199****1234"), ("guardian", "199****5678"), ("guardian", "********67")]


def test_without_a_gateway_the_row_says_so_and_nobody_is_asked(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.use(Network(), monkeypatch)
    monkeypatch.setattr(sending.choosing, "exists", lambda channel, area: False)
    tell()
    assert scene.message().state == "no_channel"
    assert (scene.notices_there(), jobs()) == ([], [])


def test_numbers_go_thirty_days_after_the_end_and_the_mask_stays(network: Network) -> None:
    tell()
    send()
    network.arrived["m-1"] = True
    notices.take_receipts(over=(OFFICE,), at=NOON)
    assert notices.forget_numbers(over=(OFFICE,), at=NOON + timedelta(days=30)) == 0
    assert notices.forget_numbers(over=(OFFICE,), at=NOON + timedelta(days=31)) == 1
    row = scene.message()
    assert (row.to_sealed, row.to_hash, row.to_masked) == (None, None, "199****1234")


def test_a_kind_for_colleagues_is_not_told_to_persons(network: Network) -> None:
    with pytest.raises(KeyError):
        tell("decided")


def test_a_number_moved_into_another_row_does_not_open(network: Network) -> None:
    """T31 for this table: the ciphertext is bound to its row."""
    from fengqiao.kit.crypto import SealBroken

    tell()
    tell()
    with scene.within():
        first, second = Message.objects.order_by("id")
        Message.objects.filter(pk=second.pk).update(to_sealed=bytes(first.to_sealed))
    with pytest.raises(SealBroken):
        sending.send(area=OFFICE, message=second.uid, at=NOON)
    assert not network.sent


def test_another_county_sees_neither_messages_nor_notices(network: Network) -> None:
    def away(message: Outgoing) -> str:
        raise Refused("no")

    network.answer = away
    tell()
    send()
    with scene.within("330102"):
        assert not notices.of_person(subject_id=7)
    with scene.within(OFFICE):
        [row] = notices.of_person(subject_id=7)
    assert (row.state, row.to, [each.event for each in row.tries]) == ("failed", "199****1234", ["refused"])
