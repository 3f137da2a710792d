"""Failure to report in (未按时报到、漏管), P05: search at once, tell the organs, register, then judge the delay.

Law: Community Corrections Law arts 21, 30; Implementation Measures arts 34, 35, 38, 46, 47.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue import missed_intake_checks as check
from fengqiao.catalogue import missed_intake_forms as forms
from fengqiao.catalogue.awaited import P23, P24, P25, P26, P27, P28
from fengqiao.catalogue.endings import NOT_REGISTERED, endings
from fengqiao.catalogue.intake_papers import D15, D16, D17_TO_ORGAN, D17_TO_PROCURATORATE
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.sending import LETTERS_OUT, goes_out, out_while_open
from fengqiao.law.face import CriminalLaw, Law, Measures, ProcuratorateRules, TemporaryServiceRules
from fengqiao.procedures.grammar import (
    DECISION_ORGAN,
    POLICE,
    PROCURATORATE,
    Case,
    Clock,
    Does,
    Fact,
    Level,
    Procedure,
    Step,
    Text,
    Variant,
    by,
    by_lapsed_clock,
    copy_to,
    done,
    effect,
    end,
    go,
    institution,
    lead,
    office,
    opened,
    since,
    stay,
    warn,
)
from fengqiao.subjects import face as subjects

COUNTY = institution(Level.COUNTY)
SEARCHING = ("search", "tell_organ", "tell_procuratorate")


def missed(case: Case) -> Mapping[str, Any]:
    return {"since": case.form["found_out_on"]}


CONFIRM = Step(
    key="confirm",
    title=Text("核实未报到情形", "Find out"),
    actor=COUNTY,
    does=Does.RECORD,
    basis=(Law(30),),
    clocks=(Clock(id="MIS-1", title=Text("立即组织查找", "Search at once"), starts=opened(), basis=(Law(30),)),),
    outcomes=(
        go(
            "search",
            Text("确认未报到，组织查找", "Not come: search"),
            SEARCHING,
            when=check.NOT_REGISTERED,
            form=forms.FOUND_OUT,
            effects=(effect(subjects.miss_intake, missed),),
        ),
        end("came_in_time", Text("经核实已按期报到", "Came in time after all"), reasons=True),
        go(
            "came_late",
            Text("已自行报到并登记", "Has come by now and is registered"),
            "account",
            when=check.REGISTERED,
            form=forms.FOUND_OUT,
        ),
    ),
)
JUDGE = Step(
    key="judge",
    title=Text("逾期处理", "What follows the delay"),
    actor=lead(Level.COUNTY),
    does=Does.DECIDE,
    no_clock=Text("处罚期限随训诫、警告等程序", "the clocks are those of admonition, warning and so on"),
    basis=(Measures(34, 35, 46, 47), CriminalLaw(77, 86)),
    outcomes=(
        done(
            "excused", Text("有正当理由，不予处罚", "Excused"), finishes="excused", when=check.GOOD_REASON, reasons=True
        ),
        done(
            "admonish",
            Text("启动训诫", "Admonition"),
            finishes="admonish",
            when=check.ADMONISH,
            opens=(P23,),
            basis=(Measures(34),),
        ),
        done(
            "warn", Text("启动警告", "Warning"), finishes="warn", when=check.WARN, opens=(P24,), basis=(Measures(35),)
        ),
        done(
            "penalty",
            Text("启动提请治安管理处罚", "Police penalty"),
            finishes="penalty",
            when=check.PENALTY,
            opens=(P25,),
            basis=(Measures(36),),
        ),
        done(
            "revoke_suspension",
            Text("启动提请撤销缓刑", "Revocation of the suspension"),
            finishes="revoke_suspension",
            when=check.REVOKE_SUSPENSION,
            opens=(P26,),
            basis=(Measures(46),),
        ),
        done(
            "revoke_parole",
            Text("启动提请撤销假释", "Revocation of parole"),
            finishes="revoke_parole",
            when=check.REVOKE_PAROLE,
            opens=(P27,),
            basis=(Measures(47),),
        ),
        done(
            "recommit",
            Text("启动提请收监执行", "Recommitment"),
            finishes="recommit",
            when=check.RECOMMIT,
            opens=(P28,),
            basis=(TemporaryServiceRules(23),),
        ),
    ),
)

missed_intake = Procedure(
    key="missed_intake",
    version=1,
    number="P05",
    room="casework",
    valid=since(2020, 7, 1),
    about=NOT_REGISTERED,
    only_one=True,
    title=Text("未按时报到（漏管）处置", "Failure to report in"),
    basis=(Law(21, 30), Measures(34, 35, 38, 46, 47)),
    starts=(
        by_lapsed_clock("registration", "REG-1", Text("报到期限届满未报到", "the time to report in has passed")),
        by(COUNTY, Text("信息比对发现漏管", "the county institution, when comparing data finds a gap")),
    ),
    application=Text("发现未报到", "Found"),
    reads=(Fact("intake_dates", subjects.intake_dates, subjects.intake_dates_of), LETTERS_OUT),
    checks=(
        warn("days_late", Text("逾期天数", "Days late"), check.counts_the_days, Law(21), Measures(34, 35, 46)),
        warn("told", Text("已告知报到义务", "Told of the duty"), check.was_told, Law(20), ProcuratorateRules(642)),
    ),
    steps=(
        CONFIRM,
        Step(
            key="search",
            title=Text("查找", "Search"),
            actor=office(),
            does=Does.RUNS,
            basis=(Law(30), Measures(38)),
            no_clock=Text("已函请公安机关协助，继续查找直至找到", "the police have been asked: on until found"),
            clocks=(
                Clock(
                    id="MIS-3",
                    title=Text("提请公安机关协助查找", "Ask the police"),
                    owner=COUNTY,
                    starts=opened(),
                    met_by=("search.police_asked", "search.found"),
                    warn_days=(1,),
                    basis=(Measures(38),),
                ),
            ),
            outcomes=(
                stay("attempt", Text("记录查找", "Record a search"), form=forms.ATTEMPT, papers=(D15,)),
                stay(
                    "ask_police",
                    Text("函请公安机关协助查找", "Ask the police"),
                    by=COUNTY,
                    form=forms.ASK_POLICE,
                    papers=(D16,),
                    copies=(copy_to(POLICE, Measures(38)),),
                ),
                out_while_open(
                    "search", "ask_police", "police_asked", Text("协助查找函已发出", "The police are asked")
                ),
                go("found", Text("已找到", "Found"), "bring_in", form=forms.FOUND),
                end(
                    "closed_by_organ",
                    Text("决定机关另行处理", "Dealt with by the deciding organ"),
                    by=lead(Level.COUNTY),
                    form=forms.CLOSED_BY_ORGAN,
                ),
            ),
        ),
        Step(
            key="tell_organ",
            title=Text("通报决定机关", "Tell the deciding organ"),
            actor=COUNTY,
            does=Does.SERVE,
            no_clock=Text("应当及时通报，法律未定期限", "promptly; the law names no number of days"),
            basis=(Measures(38),),
            outcomes=(
                done(
                    "told",
                    Text("已通报", "Told"),
                    papers=(D17_TO_ORGAN,),
                    copies=(copy_to(DECISION_ORGAN, Measures(38)),),
                ),
            ),
        ),
        Step(
            key="tell_procuratorate",
            title=Text("通报检察机关", "Tell the procuratorate"),
            actor=COUNTY,
            does=Does.SERVE,
            clocks=(
                Clock(
                    id="MIS-2",
                    title=Text("通报人民检察院", "Tell the procuratorate"),
                    starts=opened(),
                    met_by=("tell_procuratorate_out.sent",),
                    basis=(Measures(38),),
                ),
            ),
            basis=(Measures(38),),
            outcomes=(
                go(
                    "told",
                    Text("已制作情况通报", "Notice made"),
                    "tell_procuratorate_out",
                    papers=(D17_TO_PROCURATORATE,),
                    copies=(copy_to(PROCURATORATE, Measures(38)),),
                ),
            ),
        ),
        goes_out("tell_procuratorate", "told", clocks=("MIS-2",), basis=(Measures(38),)),
        Step(
            key="bring_in",
            title=Text("等待接收登记", "Await registration"),
            actor=COUNTY,
            does=Does.AWAIT,
            no_clock=Text("找到后立即办理接收登记（P04）", "register at once (P04)"),
            basis=(Law(21, 22),),
            outcomes=(
                go(
                    "registered",
                    Text("已接收登记", "Registered"),
                    "account",
                    when=check.REGISTERED,
                    chosen_by="subjects.SubjectRegistered",
                ),
                go("lost_again", Text("再次失去联系", "Lost again"), "search", by=office(), reasons=True),
            ),
        ),
        Step(
            key="account",
            title=Text("听取陈述、提出意见", "Hear the person"),
            actor=office(),
            does=Does.REVIEW,
            no_clock=PROMPTLY,
            basis=(Measures(34, 35),),
            outcomes=(go("heard", Text("报请处理", "Forward"), "judge", opinion=True, form=forms.ACCOUNT),),
        ),
        JUDGE,
    ),
    matter_wide=endings(COUNTY),
    variants=(
        Variant(
            key="minor",
            title=Text("未成年社区矫正对象", "minors"),
            when=MINOR,
            note=Text(
                "通知监护人协助查找；查找、走访注意保护身份信息",
                "the guardian is asked to help; the identity is protected while searching",
            ),
            basis=(Law(53, 54), Measures(55)),
        ),
    ),
)
