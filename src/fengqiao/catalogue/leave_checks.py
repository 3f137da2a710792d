"""What is checked before a leave is decided, and what its bands count (P12). Pure functions of the case."""

from __future__ import annotations

from datetime import datetime

from fengqiao.catalogue import rules
from fengqiao.catalogue.leave_forms import REASONS
from fengqiao.law import face as law
from fengqiao.procedures.grammar import Amount, Case, Finding, Text, local_day

DAYS = Text("天", "days")


def _span(case: Case, *, until: str) -> rules.Span:
    return rules.Span(local_day(case.form["leaves_at"]), local_day(case.form[until]))


def _days(case: Case, until: str) -> int:
    return rules.days_of(_span(case, until=until), counting=case.parameter("leave.counting"))


def _sum(case: Case, until: str) -> int:
    own = case.facts.matter
    others = [
        rules.Span(leave.first_day, leave.last_day)
        for leave in case.fact("approved_leaves")
        if own is None or leave.matter != own
    ]
    return rules.days_within(
        _span(case, until=until),
        others,
        months=int(case.parameter("LEA-SUM-WINDOW")),
        counting=case.parameter("leave.counting"),
        window=case.parameter("leave.sum_window"),
    )


days = Amount("days", Text("本次外出", "this leave"), DAYS, lambda case: _days(case, "returns_at"))
days_in_window = Amount(
    "days_in_window",
    Text("两个月内累计外出（含本次）", "leave within two months, this one included"),
    DAYS,
    lambda case: _sum(case, "returns_at"),
)
extended_days = Amount(
    "extended_days", Text("延期后共外出", "this leave when extended"), DAYS, lambda case: _days(case, "extended_to")
)
extended_days_in_window = Amount(
    "extended_days_in_window",
    Text("延期后两个月内累计外出", "leave within two months when extended"),
    DAYS,
    lambda case: _sum(case, "extended_to"),
)


def leaves_the_city(case: Case) -> Finding:
    """Moving about between the districts of one city is not leave. Law: Implementation Measures art. 26."""
    residence = case.fact("residence")
    if any(rules.leaves_the_city(residence, place) for place in case.form["places"]):
        return Finding(True, Text("目的地在居住的市、县以外", "the destination lies outside the city or county"))
    return Finding(
        False,
        Text(
            "目的地均在居住的同一市、县（城区）内，不属于外出，无须审批",
            "every destination lies within the same city or county: this is not leave and needs no approval",
        ),
    )


def asked_in_time(case: Case) -> Finding:
    """Normally three days ahead. Law: Implementation Measures art. 27; clock LEA-1."""
    due = law.due("LEA-1", start=local_day(case.form["leaves_at"]), area=case.area)
    asked = case.rules_day
    if due.last_good_day is not None and asked <= due.last_good_day:
        return Finding(True, Text(f"{asked} 提出，未晚于 {due.last_good_day}", f"asked on {asked}, in time"))
    text = Text(
        f"{asked} 提出，一般应在 {due.last_good_day} 前提出；紧急或者时间固定的，可以说明理由后办理",
        f"asked on {asked}; normally by {due.last_good_day}. An emergency or a fixed date can be reason enough",
    )
    return Finding(False, text)


def keeps_clear_of_injunctions(case: Case) -> Finding:
    """No place of the route lies in a forbidden area. Law: Criminal Law arts 38, 72; Measures art. 39."""
    route = (*case.form["places"], *case.form.get("passes_through", ()))
    for injunction in case.fact("injunction_areas"):
        if any(rules.touches(place, area) for place in route for area in injunction.areas):
            return Finding(
                False,
                Text(
                    f"目的地或者途经地涉及禁止令：{injunction.text}",
                    f"the route touches an injunction: {injunction.text}",
                ),
            )
    return Finding(True, Text("目的地、途经地不涉及禁止令", "no injunction forbids the destination or the way"))


def injunctions_name_places(case: Case) -> Finding:
    """An injunction whose places are not on record cannot be held against a route: a person must. Unknown is not clear.

    Law: Criminal Law arts 38, 72; Measures art. 39.
    """
    unknown = [injunction.text for injunction in case.fact("injunction_areas") if not injunction.areas]
    if not unknown:
        return Finding(True, Text("禁止令所涉区域均已登记", "every area under an injunction is on record"))
    told = "；".join(unknown)
    return Finding(
        False,
        Text(f"以下禁止令未登记区域，请人工核对行程：{told}", f"no places on record, check the route by hand: {told}"),
    )


def stays_in_the_country(case: Case) -> Finding:
    """A person whose penalty is not fully executed may not exit. Law: Exit and Entry Administration Law
    art. 12."""
    abroad = case.form.get("abroad") or any(rules.is_beyond_the_border(place) for place in case.form["places"])
    if abroad:
        return Finding(
            False,
            Text("社区矫正期间不准出境（含前往港澳台）", "nobody under correction may leave the border"),
        )
    return Finding(True, Text("目的地在境内", "the destination is in the country"))


def reason_is_proper(case: Case) -> Finding:
    """With a proper reason leave must be granted. Law: Community Corrections Law art. 27; Measures art.
    26."""
    reason = next(each for each in REASONS if each.code == case.form["reason"])
    proof = case.form.get("proof", ())
    if reason.code != "other" and proof:
        listed = "、".join(proof)
        return Finding(
            True,
            Text(
                f"事由“{reason.title.zh}”属于正当理由，已提交：{listed}；确有正当理由的应当批准",
                f"“{reason.title.en}” is a proper reason, with proof: {listed}. It must be granted",
            ),
        )
    if reason.code == "other":
        return Finding(
            False,
            Text("事由不在就医、就学、诉讼、家庭或者工作重要事务之列", "the reason is none of those the rules name"),
        )
    return Finding(False, Text("尚未提交证明材料", "no proof has been handed in"))


def decided_before_departure(case: Case) -> Finding:
    """A leave never takes effect before it is decided, except in an emergency. Law: Measures art. 27."""
    granted = case.last("decide.grant")
    decided_at: datetime = granted.at if granted is not None else case.now
    if case.form.get("emergency") or decided_at < case.form["leaves_at"]:
        return Finding(True, Text("未发生倒签", "not back-dated"))
    text = Text(
        "离开时间已过，不得事后补批；请退回更正时间或者不予批准",
        "the departure has passed and approval cannot be back-dated: send it back or refuse",
    )
    return Finding(False, text)


def with_guardian(case: Case) -> Finding:
    """A minor's leave is asked for and agreed to by the guardian. Law: Community Corrections Law art. 53."""
    if case.form.get("guardian_agrees"):
        return Finding(True, Text("监护人已同意", "the guardian agrees"))
    return Finding(False, Text("未成年人外出须经监护人同意", "a minor's leave needs the guardian's consent"))
