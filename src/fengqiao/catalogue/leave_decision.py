"""Leave (P12): from the application to the decision, and what the decision obliges the offices to do.

Law: Community Corrections Law art. 27; Implementation Measures arts 26-27.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue import leave_checks as check
from fengqiao.catalogue import leave_forms as forms
from fengqiao.catalogue.leave_papers import D32, D33, D36
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.telling import tell
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    PROCURATORATE,
    Amount,
    Band,
    Case,
    Clock,
    Does,
    Ladder,
    Level,
    P,
    Power,
    Step,
    Text,
    after,
    at,
    back,
    by_band,
    by_condition,
    copy_to,
    done,
    effect,
    end,
    found,
    go,
    institution,
    ladder,
    later_effect,
    lead,
    local_day,
    office,
    office_head,
    stay,
    subject,
)

COUNTY, CITY, TOWNSHIP = Level.COUNTY, Level.CITY, Level.TOWNSHIP


def bands(days: Amount, total: Amount) -> Ladder:
    """Who decides: up to 7 days the office if delegated, up to 30 the county, beyond that the city."""
    return ladder(
        Band(
            actor=lead(CITY),
            title=Text("市级社区矫正机构", "city institution"),
            when=(days > P("LEA-MAX-COUNTY")) | (total > P("LEA-MAX-COUNTY")),
            copies=(copy_to(PROCURATORATE, Measures(27), sent_by="tell_procuratorate.told"),),
            basis=(Measures(27),),
        ),
        Band(
            actor=office_head(),
            title=Text("受委托的司法所", "justice office, by delegation"),
            when=days <= P("LEA-MAX-OFFICE"),
            delegated="leave",
            files_with=COUNTY,
            basis=(Law(9), Measures(27)),
        ),
        Band(
            actor=lead(COUNTY),
            title=Text("县级社区矫正机构", "county institution"),
            when=None,
            basis=(Measures(27),),
        ),
        powers=(
            Power(TOWNSHIP, days <= P("LEA-MAX-OFFICE")),
            Power(COUNTY, (days <= P("LEA-MAX-COUNTY")) & (total <= P("LEA-MAX-COUNTY"))),
        ),
    )


def granted(case: Case) -> Mapping[str, Any]:
    return {
        "first_day": local_day(case.form["leaves_at"]),
        "last_day": local_day(case.form["returns_at"]),
        "places": case.form["places"],
        "reason": case.form["reason"],
    }


RECORD = effect(casework.record_leave, granted)
CORRIDOR = later_effect("telemetry.open_corridor", Text("调整定位核查范围", "open the corridor for position checks"))
INCOMPLETE = back(
    "incomplete", Text("退回补正", "Return for correction"), asks_for=Text("需要补正的内容", "what is missing")
)
FORWARD = Text("提出意见，报请决定", "Forward with opinion")
SEND_UP = stay("send_up", Text("报请上一级决定", "Send up"), raises_band=True, reasons=True)

BEFORE_LEAVING = (
    Step(
        key="review",
        title=Text("司法所审核", "Office review"),
        actor=office(),
        does=Does.REVIEW,
        watches=("LEA-2",),
        basis=(Measures(27),),
        outcomes=(
            go(
                "forward",
                FORWARD,
                by_band("decide", {CITY: "county_opinion"}, otherwise="decide"),
                opinion=True,
                form=forms.OPINION,
            ),
            INCOMPLETE,
            end(
                "not_needed",
                Text("无须审批", "No approval needed"),
                when=found("same_city", Text("未离开居住的市、县", "not leaving the city or county")),
                basis=(Measures(26),),
            ),
        ),
        clocks=(
            Clock(
                id="LEA-1",
                title=Text("提前提出申请", "Apply ahead"),
                owner=subject(),
                starts=at("leaves_at"),
                met_by=("application.submit",),
                basis=(Measures(27),),
            ),
        ),
    ),
    Step(
        key="county_opinion",
        title=Text("县级审核", "County opinion"),
        actor=institution(COUNTY),
        does=Does.REVIEW,
        watches=("LEA-2",),
        basis=(Measures(27),),
        outcomes=(go("forward", FORWARD, "decide", opinion=True, form=forms.OPINION), INCOMPLETE),
    ),
    Step(
        key="decide",
        title=Text("审批", "Decision"),
        actor=bands(check.days, check.days_in_window),
        does=Does.DECIDE,
        basis=(Law(27), Measures(27)),
        clocks=(
            Clock(
                id="LEA-2",
                title=Text("外出前作出决定", "Decide before departure"),
                starts=after("application.submit"),
                until=at("leaves_at"),
                before_it=True,
                warn_days=(1,),
                met_by=("decide.grant", "decide.refuse"),
                basis=(Measures(27),),
            ),
        ),
        outcomes=(
            go(
                "grant",
                Text("批准", "Grant"),
                (
                    "away",
                    by_band("decide", {TOWNSHIP: "file_with_county", CITY: "tell_procuratorate"}, otherwise=()),
                    by_condition((forms.EMERGENCY, "hand_in_paper"), otherwise=()),
                ),
                grants=True,
                form=forms.GRANT,
                papers=(D32, D33, D36),
                effects=(RECORD, CORRIDOR, tell("leave_granted")),
            ),
            go(
                "refuse",
                Text("不予批准", "Refuse"),
                "tell",
                papers=(D32, D36),
                effects=(tell("leave_refused"),),
                reasons=True,
                answers=("proper_reason",),
            ),
            INCOMPLETE,
            SEND_UP,
        ),
    ),
    Step(
        key="tell",
        title=Text("告知不予批准", "Tell the person"),
        actor=office(),
        does=Does.SERVE,
        no_clock=PROMPTLY,
        outcomes=(done("told", Text("已告知", "Told"), finishes="refused"),),
    ),
)

DUTIES_AFTER_DECISION = (
    Step(
        key="file_with_county",
        title=Text("报县级备案", "File with the county"),
        actor=office(),
        does=Does.SERVE,
        no_clock=PROMPTLY,
        basis=(Measures(27),),
        outcomes=(done("filed", Text("已报备案", "Filed")),),
    ),
    Step(
        key="tell_procuratorate",
        title=Text("告知同级人民检察院", "Tell the procuratorate"),
        actor=institution(COUNTY),
        does=Does.SERVE,
        no_clock=PROMPTLY,
        basis=(Measures(27),),
        outcomes=(
            done("told", Text("已告知", "Told"), copies=(copy_to(PROCURATORATE, Measures(27), encloses=("D33",)),)),
        ),
    ),
    Step(
        key="hand_in_paper",
        title=Text("补交书面申请", "Hand in the written application"),
        actor=subject(),
        does=Does.FILL,
        basis=(Measures(27),),
        clocks=(
            Clock(
                id="LEA-PAPER",
                title=Text("紧急外出补交书面申请", "Paper after an emergency"),
                starts=after("application.submit"),
                within_hours=P("leave.emergency_paper_h"),
                only_when=forms.EMERGENCY,
                basis=(Measures(27),),
            ),
        ),
        outcomes=(done("handed_in", Text("已补交", "Handed in"), by=office(), form=forms.PAPER_GIVEN),),
    ),
)
