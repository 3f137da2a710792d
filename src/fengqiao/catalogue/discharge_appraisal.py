"""Discharge (P40), before the last day: summary, appraisal, review, decision.

Law: Community Corrections Law art. 44; Implementation Measures art. 53.
"""

from __future__ import annotations

from fengqiao.catalogue import discharge_forms as forms
from fengqiao.catalogue.discharge_papers import D98, D99
from fengqiao.catalogue.registration_forms import TEMPORARY_SERVICE
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Clock,
    Does,
    Level,
    Step,
    Text,
    back,
    by_condition,
    end,
    go,
    institution,
    lead,
    office,
    on_fact,
    subject,
)

COUNTY = institution(Level.COUNTY)
CERTIFICATE_CLOCKS = ("DIS-2", "DIS-2-PARDON")

APPRAISAL = (
    Step(
        key="summary",
        title=Text("本人总结", "The person's summary"),
        actor=subject(),
        does=Does.AWAIT,
        basis=(Measures(53),),
        no_clock=Text("特赦的，及时办理", "by pardon: promptly"),
        clocks=(
            Clock(
                id="DIS-1",
                title=Text("提交期满总结", "Hand in the summary"),
                owner=subject(),
                starts=on_fact("term_end"),
                warn_days=(3,),
                only_when=forms.TERM_ENDS,
                met_by=("summary.handed_in",),
                basis=(Measures(53),),
            ),
        ),
        outcomes=(
            go("handed_in", Text("已提交", "Handed in"), "appraise", by=office(), form=forms.SUMMARY, papers=(D98,)),
            go("without", Text("未提交，先行鉴定", "Go on without it"), "appraise", by=office(), reasons=True),
        ),
    ),
    Step(
        key="appraise",
        title=Text("期满鉴定", "Appraisal"),
        actor=office(),
        does=Does.REVIEW,
        watches=CERTIFICATE_CLOCKS,
        basis=(Measures(53),),
        outcomes=(go("appraised", Text("提出鉴定意见", "Appraise"), "review", opinion=True, form=forms.APPRAISAL),),
    ),
    Step(
        key="review",
        title=Text("县级审核", "County review"),
        actor=COUNTY,
        does=Does.REVIEW,
        watches=CERTIFICATE_CLOCKS,
        basis=(Measures(53),),
        outcomes=(
            go("forward", Text("同意，报请决定", "Forward"), "decide", opinion=True, form=forms.COUNTY_OPINION),
            back(
                "again",
                Text("退回重新鉴定", "Appraise again"),
                to="appraise",
                asks_for=Text("需要补正的内容", "what is missing"),
            ),
        ),
    ),
    Step(
        key="decide",
        title=Text("决定解除", "Decision"),
        actor=lead(Level.COUNTY),
        does=Does.DECIDE,
        watches=CERTIFICATE_CLOCKS,
        basis=(Law(44),),
        outcomes=(
            go(
                "agree",
                Text("同意按期解除", "Discharge on the day"),
                ("certify", by_condition((TEMPORARY_SERVICE, "tell_prison"), otherwise=())),
                grants=True,
                papers=(D99,),
            ),
            go(
                "wait",
                Text("有未结程序，暂缓解除", "Wait: a case is pending"),
                "pending",
                reasons=True,
                basis=(Measures(53),),
            ),
        ),
    ),
    Step(
        key="pending",
        title=Text("等待裁定、决定", "Await the ruling"),
        actor=COUNTY,
        does=Does.AWAIT,
        no_clock=Text("期限随撤销、收监程序", "the clocks are those of the revocation or recommitment"),
        basis=(Measures(53),),
        outcomes=(
            go(
                "settled",
                Text("不予撤销、收监，继续办理解除", "Not revoked: go on"),
                "decide",
                form=forms.PENDING_OVER,
            ),
            end(
                "revoked",
                Text("已撤销或者收监，终止矫正", "Revoked or recommitted"),
                form=forms.PENDING_OVER,
                basis=(Law(45),),
            ),
        ),
    ),
)
