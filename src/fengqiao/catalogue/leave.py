"""Leave (外出), P12. One may be away from the city or county one lives in only with approval.

Law: Community Corrections Law art. 27; Implementation Measures arts 26-28.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue import leave_checks as check
from fengqiao.catalogue import leave_forms as forms
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.leave_away import NO_CORRIDOR, WHILE_AWAY
from fengqiao.catalogue.leave_decision import BEFORE_LEAVING, DUTIES_AFTER_DECISION
from fengqiao.catalogue.people import MINOR
from fengqiao.law.face import CriminalLaw, ExitLaw, Law, Measures
from fengqiao.procedures.grammar import (
    Asked,
    Case,
    Fact,
    Field,
    FieldKind,
    Procedure,
    Text,
    Tier,
    Variant,
    block,
    by,
    category_is,
    effect,
    end,
    guardian,
    later_check,
    office,
    only_at,
    since,
    subject,
    warn,
)
from fengqiao.subjects import face as subjects


def stopped(case: Case) -> Mapping[str, Any]:
    """What happened to the person ends the leave on that day."""
    return {"returned_on": case.today}


CANCEL = effect(casework.cancel_leave)
STOP = effect(casework.close_leave, stopped)
NOT_LEFT_YET = Asked(Text("尚未离开", "not left yet"), lambda case: case.now < case.form["leaves_at"])

leave = Procedure(
    key="leave",
    version=1,
    number="P12",
    room="casework",
    valid=since(2020, 7, 1),
    about=IN_HAND,
    title=Text("外出", "Leave"),
    basis=(Law(27), Measures(26, 27, 28)),
    starts=(by(subject()), by(office(), Text("司法所代为录入本人申请", "the office records the person's application"))),
    application=Text("本人申请", "Application"),
    reads=(
        Fact("approved_leaves", casework.approved_leaves, casework.approved_leaves_of),
        Fact("injunction_areas", casework.injunction_areas, casework.injunction_areas_of),
        Fact("residence", subjects.residence_area, subjects.residence_area_of),
    ),
    form=forms.LEAVE,
    checks=(
        block("same_city", Text("离开居住的市、县", "Leaves the city or county"), check.leaves_the_city, Measures(26)),
        warn("three_days_ahead", Text("提前三日提出", "Asked three days ahead"), check.asked_in_time, Measures(27)),
        block(
            "injunction_on_route",
            Text("不涉及禁止令", "Keeps clear of injunctions"),
            check.keeps_clear_of_injunctions,
            CriminalLaw(38, 72),
            Measures(39),
        ),
        warn(
            "injunction_places",
            Text("禁止令区域已登记", "Places of injunctions on record"),
            check.injunctions_name_places,
            CriminalLaw(38, 72),
            Measures(39),
        ),
        block("abroad", Text("不出境", "Stays in the country"), check.stays_in_the_country, ExitLaw("12(2)")),
        block(
            "not_backdated",
            Text("外出前作出决定", "Decided before departure"),
            check.decided_before_departure,
            Measures(27),
        ),
        warn(
            "proper_reason",
            Text("事由正当、有证明", "A proper reason with proof"),
            check.reason_is_proper,
            Law(27),
            Measures(26),
        ),
    ),
    steps=(*BEFORE_LEAVING, *WHILE_AWAY, *DUTIES_AFTER_DECISION),
    matter_wide=(
        only_at(
            end("withdrawn", Text("撤回申请", "Withdraw"), by=office()),
            "application",
            "review",
            "county_opinion",
            "decide",
        ),
        only_at(
            end(
                "cancelled",
                Text("取消外出", "Cancel the leave"),
                by=office(),
                when=NOT_LEFT_YET,
                effects=(CANCEL, NO_CORRIDOR),
            ),
            "away",
        ),
        *endings(office(), STOP),
    ),
    variants=(
        Variant(
            key="minor",
            title=Text("未成年社区矫正对象", "minors"),
            when=MINOR,
            note=Text(
                "由监护人申请并同意，身份信息保密", "asked for and agreed to by the guardian; identity confidential"
            ),
            starts=(
                by(guardian()),
                by(office(), Text("司法所代为录入监护人申请", "the office records the guardian's application")),
            ),
            form=replace(
                forms.LEAVE,
                fields=(
                    *forms.LEAVE.fields,
                    Field(
                        name="guardian_agrees", kind=FieldKind.YES_NO, label=Text("监护人同意", "the guardian agrees")
                    ),
                    Field(
                        name="accompanied_by",
                        kind=FieldKind.TEXT,
                        label=Text("陪同的监护人或者成年亲属", "the guardian or adult relative who goes along"),
                        required=False,
                    ),
                ),
            ),
            checks=(
                block("guardian", Text("监护人同意", "Guardian's consent"), check.with_guardian, Law(53), Measures(55)),
            ),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 53), Measures(55)),
        ),
        Variant(
            key="temporary_service",
            title=Text("暂予监外执行", "temporary service outside prison"),
            when=category_is("temporary_service_outside", Text("暂予监外执行", "temporary service outside prison")),
            note=Text(
                "须说明身体状况是否适合外出；未经批准外出经警告不改的，依法提请收监执行",
                "health must allow the journey; leaving without approval after a warning leads to recommitment",
            ),
            checks=(
                later_check(
                    "health", Text("身体状况适合外出", "Health allows the journey"), "subjects.health", Measures(24)
                ),
            ),
            basis=(Measures(24, 49),),
        ),
        Variant(
            key="injunction_bearers",
            title=Text("管制、缓刑", "public surveillance and suspended sentences"),
            when=category_is("public_surveillance", Text("管制", "public surveillance"))
            | category_is("suspended_sentence", Text("宣告缓刑", "suspended sentence")),
            note=Text(
                "可能同时执行禁止令，须核对目的地与途经地",
                "an injunction may be in force: destination and way are held against it",
            ),
            basis=(CriminalLaw(38, 72),),
        ),
    ),
)
