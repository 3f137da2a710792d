"""Report-in, handover and registration (报到、移送与接收登记), P04. Nobody is turned away.

Law: Community Corrections Law arts 20-22; Implementation Measures arts 16-18.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengqiao.catalogue import registration_checks as check
from fengqiao.catalogue import registration_forms as forms
from fengqiao.catalogue.awaited import P20
from fengqiao.catalogue.endings import NOT_REGISTERED, endings
from fengqiao.catalogue.field import as_known
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.registration_papers import D09, D10, D11, D12, D13, D14
from fengqiao.law.face import CourtInterpretation, Law, Measures, PrisonLaw, ProcuratorateRules
from fengqiao.procedures.grammar import (
    DECISION_ORGAN,
    POLICE,
    PRISON,
    PROCURATORATE,
    AnyOf,
    Case,
    Clock,
    Does,
    Fact,
    Level,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    after,
    at,
    by,
    by_condition,
    by_letter,
    copy_to,
    done,
    effect,
    end,
    flagged,
    go,
    institution,
    lapse,
    lead,
    local_day,
    office,
    opened,
    organ,
    since,
    stay,
    subject,
    warn,
)
from fengqiao.subjects import face as subjects

COUNTY = institution(Level.COUNTY)
MISSED = ("missed_intake",)
CANNOT_MOVE = AnyOf(
    (
        flagged("pregnant", Text("怀孕", "pregnant")),
        flagged("sick", Text("患病", "sick")),
        flagged("unable_self_care", Text("生活不能自理", "unable to care for oneself")),
        flagged("disabled", Text("行动不便", "hard to move")),
    )
)
TOLD = (
    copy_to(DECISION_ORGAN, Measures(17)),
    copy_to(PROCURATORATE, Measures(17)),
    copy_to(POLICE, Measures(17)),
)


def registered(case: Case) -> Mapping[str, Any]:
    act = case.last("register.registered")
    assert act is not None
    return {
        "registered_on": local_day(act.at),
        "arrived_on": local_day(case.form["arrived_at"]),
        "office": case.form["justice_office"],
    }


EXPECT = Step(
    key="expect",
    title=Text("等待报到", "Expected"),
    actor=subject(),
    does=Does.AWAIT,
    basis=(Law(21),),
    no_clock=Text("起算日期不明，请先补录", "the start day is not known: record it first"),
    clocks=(
        Clock(
            id="REG-1",
            title=Text("本人报到", "Report in"),
            owner=subject(),
            starts=at("effective_on"),
            met_by=("expect.arrived", "missed.arrived"),
            warn_days=(3,),
            only_when=forms.REPORTS_IN,
            basis=(Law(21),),
        ),
        Clock(
            id="REG-2",
            title=Text("法院决定的，移送", "Handover decided by a court"),
            owner=organ(PRISON),
            starts=at("organ_received_on"),
            met_by=("expect.arrived", "missed.arrived"),
            warn_days=(3,),
            only_when=forms.BY_COURT,
            basis=(Law(21),),
        ),
        Clock(
            id="REG-3",
            title=Text("批准的，移送", "Handover after approval"),
            owner=organ(PRISON),
            starts=at("organ_received_on"),
            met_by=("expect.arrived", "missed.arrived"),
            warn_days=(3,),
            only_when=forms.APPROVED,
            basis=(Law(21),),
        ),
    ),
    outcomes=(
        go("arrived", Text("本人已到", "Arrived"), "register", by=COUNTY, form=forms.ARRIVED),
        stay("dates_added", Text("补录日期与文书", "Add dates and papers"), by=COUNTY, form=as_known(forms.NOTICE)),
        lapse("REG-1", Text("未按期报到", "Did not report"), key="not_reported", to="missed", opens=MISSED),
        lapse("REG-2", Text("未按期移送", "Not handed over"), key="not_handed_over", to="missed", opens=MISSED),
        lapse("REG-3", Text("未按期移送", "Not handed over"), key="not_brought", to="missed", opens=MISSED),
    ),
)

REGISTER = Step(
    key="register",
    title=Text("接收登记", "Register"),
    actor=COUNTY,
    does=Does.RECORD,
    basis=(Law(22), Measures(17, 18)),
    clocks=(Clock(id="REG-4", title=Text("当日登记", "The same day"), starts=opened()),),
    outcomes=(
        go(
            "registered",
            Text("予以登记", "Register"),
            ("notify", "office_report", by_condition((forms.PAPERS_MISSING, "ask_papers"), otherwise=())),
            form=forms.REGISTRATION,
            help=Text(
                "登记即建立执行档案、工作档案：本系统制发的文书自动入卷，外来材料在“档案”页登记；"
                "取保候审、监视居住自开始执行社区矫正之日自动解除",
                "opens the archives: what is issued here is filed by itself, what came in is registered on their page; "
                "bail and residential surveillance end by themselves with the beginning of correction",
            ),
            papers=(D10, D12, D14),
            effects=(effect(subjects.register, registered),),
            opens=("correction_group", "correction_plan", "induction", P20),
        ),
    ),
)

registration = Procedure(
    key="registration",
    version=1,
    number="P04",
    room="subjects",
    valid=since(2020, 7, 1),
    about=NOT_REGISTERED,
    only_one=True,
    title=Text("接收登记", "Registration"),
    basis=(Law(20, 21, 22), Measures(16, 17, 18), CourtInterpretation(172)),
    starts=(
        by(COUNTY, Text("县级社区矫正机构收到通知或者法律文书", "the county institution, on notice or papers")),
        by_letter("D06", Text("决定机关通知", "the notice of the decision-making organ")),
    ),
    application=Text("收到通知与文书", "Notice and papers received"),
    reads=(Fact("intake_dates", subjects.intake_dates, subjects.intake_dates_of),),
    form=forms.NOTICE,
    checks=(
        warn(
            "papers_complete", Text("法律文书齐全", "Papers complete"), check.papers_are_complete, Law(20), Measures(16)
        ),
        warn("in_time", Text("按期报到（移送）", "Came in time"), check.came_in_time, Law(21), Measures(34, 35, 46)),
        warn(
            "told_of_duty",
            Text("已告知报到义务", "Told of the duty"),
            check.was_told_of_duty,
            Law(20),
            ProcuratorateRules(642),
        ),
    ),
    steps=(
        EXPECT,
        Step(
            key="missed",
            title=Text("未报到处置", "Not reported"),
            actor=COUNTY,
            does=Does.RECORD,
            basis=(Law(30), Measures(38)),
            no_clock=Text("立即查找，期限按漏管处置（P05）计算", "search at once; the clocks are those of P05"),
            outcomes=(
                go("arrived", Text("已到", "Arrived"), "register", form=forms.ARRIVED_LATE),
                end(
                    "not_taken_over",
                    Text("决定机关另行处理，不再接收", "dealt with by the deciding organ"),
                    by=lead(Level.COUNTY),
                    reasons=True,
                ),
            ),
        ),
        REGISTER,
        Step(
            key="notify",
            title=Text("通报报到情况", "Report-in notice"),
            actor=COUNTY,
            does=Does.SERVE,
            basis=(Measures(17),),
            no_clock=Text("应当及时通报，法律未定期限", "promptly; the law names no number of days"),
            outcomes=(done("sent", Text("已通报", "Sent"), finishes="registered", papers=(D11,), copies=TOLD),),
        ),
        Step(
            key="office_report",
            title=Text("到司法所报到", "Appear at the justice office"),
            actor=subject(),
            does=Does.AWAIT,
            basis=(Law(22),),
            clocks=(
                Clock(
                    id="REG-5",
                    title=Text("到司法所报到", "Appear at the office"),
                    owner=subject(),
                    starts=after("register.registered"),
                    warn_days=(1,),
                ),
            ),
            outcomes=(
                done("appeared", Text("已到司法所", "Appeared"), by=office(), form=forms.APPEARED),
                lapse("REG-5", Text("未按期到司法所", "Did not appear at the office")),
            ),
        ),
        Step(
            key="ask_papers",
            title=Text("函请补齐文书", "Ask for the missing papers"),
            actor=COUNTY,
            does=Does.SERVE,
            basis=(Measures(16),),
            no_clock=Text("应当及时函告，法律未定期限", "promptly; the law names no number of days"),
            outcomes=(
                go(
                    "asked",
                    Text("已函告", "Asked"),
                    "await_papers",
                    papers=(D09,),
                    form=forms.ASKED,
                    copies=(copy_to(DECISION_ORGAN, Measures(16)),),
                ),
            ),
        ),
        Step(
            key="await_papers",
            title=Text("等待补齐文书", "Await the papers"),
            actor=organ(DECISION_ORGAN),
            does=Does.AWAIT,
            basis=(Measures(16),),
            clocks=(Clock(id="DEL-4", title=Text("补齐法律文书", "Complete the papers"), starts=opened()),),
            outcomes=(
                done("completed", Text("已补齐", "Completed"), by=COUNTY, form=forms.COMPLETED),
                lapse("DEL-4", Text("逾期未补齐", "Not completed in time")),
            ),
        ),
    ),
    matter_wide=endings(COUNTY),
    variants=(
        Variant(
            key="temporary_service",
            title=Text("暂予监外执行", "temporary service outside prison"),
            when=forms.TEMPORARY_SERVICE,
            note=Text(
                "由监所押送移交，双方签署交接清单，移交在监所期间表现材料",
                "handed over by escort; both sides sign the list; conduct in prison is passed on",
            ),
            steps={
                "expect": replace(
                    EXPECT,
                    title=Text("等待移送", "Handover expected"),
                    actor=organ(PRISON),
                    outcomes=(
                        go(
                            "arrived",
                            Text("已移送交接", "Handed over"),
                            "register",
                            by=COUNTY,
                            form=forms.HANDED_OVER,
                            papers=(D13,),
                        ),
                        *EXPECT.outcomes[1:],
                    ),
                ),
            },
            basis=(Law(21), PrisonLaw(27), Measures(17)),
        ),
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text("监护人到场，身份信息保密", "the guardian is present; the identity is confidential"),
            steps={
                "register": replace(
                    REGISTER, outcomes=(replace(REGISTER.outcomes[0], form=forms.REGISTRATION_OF_MINOR),)
                ),
            },
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 53, 54), Measures(55)),
        ),
        Variant(
            key="registered_at_home",
            title=Text("怀孕、患病或者行动不便", "pregnant, sick or hard to move"),
            when=CANNOT_MOVE,
            note=Text("可以到其住处或者医院办理接收登记", "may be registered at home or in hospital"),
            basis=(Measures(17),),
        ),
    ),
)
