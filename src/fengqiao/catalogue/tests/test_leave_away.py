"""P12 in the pure engine from the grant on: away, back in time or late, longer than granted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from fengqiao.catalogue.tests.story import Past, away, competent, reviewed
from fengqiao.procedures.grammar import Level
from fengqiao.procedures.tests.drive import (
    CLERK,
    COUNTY_CLERK,
    HEAD,
    moment,
)

# ---- away


def test_granting_records_the_leave_with_plain_values() -> None:
    matter = reviewed()
    act = matter.do("decide.grant", HEAD)
    record, told = matter.calls(act)
    assert (told.name, told.values) == ("notices.tell", {"kind": "leave_granted"})
    assert record.name == "casework.record_leave"
    assert record.values == {
        "first_day": date(2026, 11, 25),
        "last_day": date(2026, 11, 28),
        "places": ("330102",),
        "reason": "medical",
    }
    assert {each.id for each in matter.standing.by_hand} == {"telemetry.open_corridor"}


def test_the_decider_may_grant_less_and_never_more() -> None:
    matter = reviewed()
    longer = matter.refused("decide.grant", HEAD, data={"returns_at": "2026-11-29T20:00"})
    assert [each.code for each in longer.wrong] == ["longer_than_asked"]
    matter.do("decide.grant", HEAD, data={"returns_at": "2026-11-27T20:00"})
    assert str(matter.standing.clock("LEA-3").last_good_day) == "2026-11-27"  # type: ignore[union-attr]


def test_early_return_closes_the_leave_on_the_day_of_return() -> None:
    matter = away().at("2026-11-26 18:00")
    matter.do("away.came_back", CLERK, data={"returned_at": "2026-11-26T17:00"})
    closed = matter.do("close.closed", CLERK)
    (effect,) = matter.calls(closed)
    assert (effect.name, effect.values) == ("casework.close_leave", {"returned_on": date(2026, 11, 26)})
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "closed"
    assert matter.standing.clock("LEA-3").state == "met"  # type: ignore[union-attr]


def test_the_matter_ends_only_when_the_filing_is_done() -> None:
    matter = reviewed()
    matter.do("decide.grant", HEAD)
    matter.at("2026-11-28 10:00").do("away.came_back", CLERK, data={"returned_at": "2026-11-28T09:00"})
    matter.do("close.closed", CLERK)
    assert matter.standing.ended is None
    matter.do("file_with_county.filed", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "closed"


def test_the_last_day_counts_to_its_end_and_then_a_person_looks() -> None:
    matter = away().at("2026-11-28 23:59")
    assert matter.open == ["away"]
    matter.at("2026-11-29 00:00")
    assert matter.open == ["overdue"]
    assert matter.acts[-1].by.kind == "clock"
    assert matter.acts[-1].at == moment("2026-11-29 00:00")
    grace = matter.standing.clock("LEA-3-GRACE")
    assert grace is not None
    assert grace.due_at == moment("2026-11-30 00:00")


def test_late_return_asks_for_reasons_and_is_on_record_as_late() -> None:
    matter = away().at("2026-11-29 09:00")
    back = {"returned_at": "2026-11-29T08:00"}
    assert matter.refused("overdue.came_back_late", CLERK, data=back).code == "reasons"
    matter.do("overdue.came_back_late", CLERK, data=back, reasons="台风停运")
    assert matter.standing.clock("LEA-3").state == "met_late"  # type: ignore[union-attr]
    matter.do("close.closed", CLERK)
    assert matter.standing.ended is not None


@pytest.mark.parametrize(("way", "sanction"), [("admonition", "P23"), ("warning", "P24")])
def test_who_came_back_late_may_be_proposed_for_a_sanction_and_who_came_in_time_not(way: str, sanction: str) -> None:
    late, back = away().at("2026-11-29 09:00"), {"returned_at": "2026-11-29T08:00"}
    late.do("overdue.came_back_late", CLERK, data=back, reasons="未买到车票")
    late.do(f"close.{way}", CLERK, reasons="无正当理由逾期返回")
    assert sanction in {each.id for each in late.standing.by_hand}
    in_time = away().at("2026-11-28 09:00")
    in_time.do("away.came_back", CLERK, data={"returned_at": "2026-11-28T08:00"})
    assert in_time.refused(f"close.{way}", CLERK, reasons="x").code == "not_allowed"


def test_no_contact_opens_the_search() -> None:
    matter = away().at("2026-11-29 09:00")
    matter.do("overdue.no_contact", CLERK, reasons="电话、家属均联系不上")
    assert matter.standing.ended is not None
    assert "P31" in {each.id for each in matter.standing.by_hand}


def test_ordered_back_at_once() -> None:
    matter = away().at("2026-11-26 09:00")
    matter.do("away.ordered_back", CLERK, reasons="未按批准的目的地活动")
    assert matter.open == ["ordered"]
    matter.at("2026-11-26 20:00").do("ordered.came_back", CLERK, data={"returned_at": "2026-11-26T19:00"})
    assert matter.open == ["close"]


# ---- extension

MORE = {"extended_to": "2026-12-01T20:00", "hindrance": "医生要求留院观察"}


def test_an_extension_within_the_offices_power_is_decided_there() -> None:
    matter = away().at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data=MORE)
    assert matter.open == ["away", "decide_extension"]
    assert competent(matter, "decide_extension") == Level.TOWNSHIP
    act = matter.do("decide_extension.grant", HEAD)
    assert matter.open == ["away", "file_with_county"]
    matter.do("file_with_county.filed", CLERK)
    assert str(matter.standing.clock("LEA-3").last_good_day) == "2026-12-01"  # type: ignore[union-attr]
    changed, told = matter.calls(act)
    assert (changed.values, told.values) == ({"last_day": date(2026, 12, 1)}, {"kind": "extension_granted"})
    matter.at("2026-12-01 12:00")
    assert matter.open == ["away"]
    matter.at("2026-12-02 00:00")
    assert matter.open == ["overdue"]


def test_the_whole_leave_counts_when_it_is_extended() -> None:
    matter = away().at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data={**MORE, "extended_to": "2026-12-02T20:00"})
    assert competent(matter, "decide_extension") == Level.COUNTY


def test_its_own_days_do_not_count_twice_in_the_sum() -> None:
    own = Past(date(2026, 11, 25), date(2026, 11, 28), UUID(int=1_000))
    matter = away().knows(approved_leaves=(own,)).at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data=MORE)
    opened = matter.standing.open_step("decide_extension")
    assert opened is not None
    assert "延期后两个月内累计外出 7 天" in opened.ladder[0].why.zh


def test_an_extension_beyond_thirty_days_goes_to_the_city_on_the_countys_opinion() -> None:
    matter = away().at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data={**MORE, "extended_to": "2026-12-30T20:00"})
    assert matter.open == ["away", "extension_opinion"]
    matter.do("extension_opinion.forward", COUNTY_CLERK, data={"opinion": "建议批准"})
    assert competent(matter, "decide_extension") == Level.CITY


def test_after_the_last_day_no_extension_can_be_asked_for_in_the_ordinary_way() -> None:
    matter = away()
    matter.now = moment("2026-11-29 00:00")
    assert matter.refused("away.ask_more", CLERK, data=MORE).code == "not_allowed"


def test_a_special_reason_reported_late_may_still_be_granted() -> None:
    matter = away().at("2026-11-29 08:00")
    matter.do("overdue.hindered", CLERK, data=MORE)
    assert matter.open == ["overdue", "decide_extension"]
    matter.do("decide_extension.grant", HEAD)
    assert matter.open == ["away", "file_with_county"]
    matter.at("2026-12-01 10:00").do("away.came_back", CLERK, data={"returned_at": "2026-12-01T09:00"})
    assert matter.standing.clock("LEA-3").state == "met"  # type: ignore[union-attr]


def test_a_refused_extension_is_told_and_the_leave_goes_on() -> None:
    matter = away().at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data=MORE)
    matter.do("decide_extension.refuse", HEAD, reasons="无正当理由")
    assert matter.open == ["away", "tell_extension"]
    matter.do("tell_extension.told", CLERK)
    assert matter.open == ["away"]


def test_coming_back_closes_what_was_still_asked() -> None:
    matter = away().at("2026-11-27 09:00")
    matter.do("away.ask_more", CLERK, data=MORE)
    matter.do("away.came_back", CLERK, data={"returned_at": "2026-11-27T08:00"})
    assert matter.open == ["close"]


def test_an_extension_never_shortens() -> None:
    matter = away().at("2026-11-27 09:00")
    refusal = matter.refused("away.ask_more", CLERK, data={**MORE, "extended_to": "2026-11-28T10:00"})
    assert [each.code for each in refusal.wrong] == ["not_longer"]
