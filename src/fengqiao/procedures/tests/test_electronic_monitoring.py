"""P17 in the pure engine: grounds that rest on earlier acts, an order that runs, is extended and lapses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fengqiao.procedures.grammar import Facts
from fengqiao.procedures.tests.definitions.electronic_monitoring import order
from fengqiao.procedures.tests.drive import (
    AREA,
    BUREAU_HEAD,
    CLERK,
    COUNTY_CLERK,
    COUNTY_LEAD,
    Matter,
    moment,
    post,
)

NO_ACTS = {"breaches": (), "warnings": (), "penalties": (), "proposals": ()}
WARNED = {"ground": "refuses_to_report", "ground_rests_on": "warning-1", "order_end": "2026-03-31"}


def proposed(*, warnings: tuple[str, ...] = ("warning-1",), data: dict[str, str] = WARNED) -> Matter:
    matter = Matter(order, Facts(area=AREA, values={**NO_ACTS, "warnings": warnings}), moment("2026-03-01 09:00"))
    matter.do("application.submit", CLERK, data=data)
    matter.do("review.forward", COUNTY_CLERK)
    return matter


def worn(**more: object) -> Matter:
    matter = proposed(**more)  # type: ignore[arg-type]
    matter.do("approve.approve", BUREAU_HEAD)
    return matter


def test_only_the_bureau_head_approves_and_not_the_institution() -> None:
    matter = proposed()
    assert matter.refused("approve.approve", COUNTY_LEAD).code == "not_competent"
    matter.do("approve.approve", BUREAU_HEAD)
    assert matter.open == ["worn"]


def test_a_ground_without_its_earlier_act_cannot_be_approved() -> None:
    matter = proposed(warnings=())
    refusal = matter.refused("approve.approve", BUREAU_HEAD)
    assert refusal.code == "not_allowed"
    assert [cite.key for cite in refusal.basis] == ["Law29"]
    matter.do("approve.refuse", BUREAU_HEAD, reasons="没有警告在先")
    assert matter.standing.ended is not None


def test_a_corrected_fact_opens_the_way_without_an_act() -> None:
    matter = proposed(warnings=())
    matter.knows(warnings=("warning-1",))
    matter.do("approve.approve", BUREAU_HEAD)


def test_who_proposed_or_reviewed_cannot_approve_in_another_post() -> None:
    matter = proposed()
    for person in ("clerk", "county clerk"):
        assert matter.refused("approve.approve", post("bureau_head", person)).code == "barred"


def test_who_covers_the_proposer_is_no_second_person() -> None:
    matter = proposed()
    deputy = post("bureau_head", "somebody else", deputy_for="clerk")
    assert matter.refused("approve.approve", deputy).code == "barred"


def test_the_clock_ends_the_order_and_nobody_has_to_remember() -> None:
    matter = worn().at("2026-03-31 23:59")
    assert matter.open == ["worn"]
    matter.at("2026-04-01 00:00")
    ended = matter.standing.ended
    assert ended is not None
    assert (ended.result, ended.at) == ("expired", moment("2026-04-01 00:00"))
    assert not [clock for clock in matter.standing.clocks if clock.is_open]
    assert {each.id for each in matter.standing.by_hand} == {"telemetry.order_device", "telemetry.end_device"}


def test_the_first_term_is_capped_at_three_months_from_the_decision() -> None:
    matter = worn(data={**WARNED, "order_end": "2026-12-31"})
    clock = matter.standing.clock("order_end")
    assert clock is not None
    assert str(clock.last_good_day) == "2026-06-01"


def test_an_extension_renews_the_order_and_is_capped_from_its_end() -> None:
    matter = worn().at("2026-03-20 09:00")
    matter.do("worn.propose_extension", COUNTY_CLERK, data={"extended_end": "2026-12-31"})
    assert matter.open == ["worn", "approve_extension"]
    matter.do("approve_extension.approve", BUREAU_HEAD)
    clock = matter.standing.clock("order_end")
    assert clock is not None
    assert str(clock.last_good_day) == "2026-06-30"
    assert matter.open == ["worn"]
    matter.at("2026-04-01 00:00")
    assert matter.standing.ended is None


def test_who_proposes_the_extension_does_not_approve_it() -> None:
    matter = worn().at("2026-03-20 09:00")
    proposer = post("county_staff", "two posts")
    matter.do("worn.propose_extension", proposer, data={"extended_end": "2026-05-31"})
    assert matter.refused("approve_extension.approve", post("bureau_head", "two posts")).code == "barred"


def test_an_extension_not_decided_in_time_lapses_with_the_order() -> None:
    matter = worn().at("2026-03-31 09:00")
    matter.do("worn.propose_extension", COUNTY_CLERK, data={"extended_end": "2026-05-31"})
    matter.at("2026-04-02 09:00")
    assert matter.standing.ended is not None
    assert matter.refused("approve_extension.approve", BUREAU_HEAD).code == "not_open"


def test_an_extension_cannot_be_proposed_after_the_order_ended() -> None:
    matter = worn()
    matter.now = moment("2026-04-01 00:00")
    assert matter.refused("worn.propose_extension", COUNTY_CLERK).code == "not_allowed"


def test_what_was_sealed_with_a_decision_stays_when_facts_change() -> None:
    matter = worn()
    approved = matter.acts[-1]
    matter.knows(warnings=())
    assert matter.acts[-1] is approved
    assert approved.sealed["checks"] == {"ground": "pass"}


@pytest.mark.parametrize("area", ["330683", "3306", "330681109"])
def test_a_post_over_another_area_is_not_competent(area: str) -> None:
    matter = proposed()
    assert matter.refused("approve.approve", replace(BUREAU_HEAD, area=area)).code == "not_competent"
