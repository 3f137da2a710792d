"""Reports (报告), P10: each period of a person's reports is a matter of its own, opened by the daily run.

The person reports, the office takes the report or does not. What was not reported in time is a question for an
officer: nothing follows of itself.

Law: Community Corrections Law arts 23, 29; Implementation Measures arts 24, 34, 35; the province's frequencies.
"""

from __future__ import annotations

from dataclasses import replace

from fengqiao.casework import face as casework
from fengqiao.catalogue import reporting_forms as forms
from fengqiao.catalogue.awaited import P17, P23, P24
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.reporting_papers import D25
from fengqiao.catalogue.telling import tell
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Clock,
    Does,
    Fact,
    P,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    at,
    effect,
    end,
    every,
    flagged,
    lapse,
    office,
    opened,
    since,
    stay,
    subject,
)
from fengqiao.supervision import face as supervision

BASIS = (Law(23), Measures(24))
TAKEN = effect(supervision.record_report, forms.accepted)
HARD_TO_MOVE = flagged("sick", Text("患病对象", "people who are ill"))

TAKE = end(
    "accepted",
    Text("接收报告", "Take the report"),
    by=office(),
    form=forms.IN_TIME,
    papers=(D25,),
    effects=(TAKEN,),
    basis=BASIS,
)
NOT_TAKEN = stay(
    "rejected",
    Text("不予接收，要求重新报告", "Do not take it: to be reported again"),
    by=office(),
    form=forms.REFUSED,
    reasons=True,
    effects=(effect(supervision.record_report, forms.rejected), tell("please_call")),
    basis=BASIS,
)
NO_LONGER_ASKED = end(
    "superseded",
    Text("本期不再要求报告", "Nothing is asked for any more"),
    by=office(),
    when=forms.NOT_ASKED,
    basis=(Law(24), Measures(21)),
)

DUE = Step(
    key="due",
    title=Text("报告期内", "The period runs"),
    actor=subject(),
    does=Does.RUNS,
    basis=BASIS,
    clocks=(
        Clock(
            id="REP-1",
            title=Text("按期报告", "Report in time"),
            owner=subject(),
            starts=at("period_first"),
            until=at("period_end"),
            met_by=("due.accepted", "overdue.in_time"),
            ended_by=("due.superseded", "overdue.superseded"),
            warn_days=(1,),
            basis=BASIS,
        ),
    ),
    outcomes=(
        TAKE,
        NOT_TAKEN,
        lapse("REP-1", Text("逾期未报告", "Not reported in time"), to="overdue"),
    ),
)

OVERDUE = Step(
    key="overdue",
    title=Text("逾期未报告核实处理", "A missed report: find out and decide"),
    actor=office(),
    does=Does.RECORD,
    basis=BASIS,
    clocks=(
        Clock(
            id="REP-4",
            title=Text("核实处理逾期报告", "See to the missed report"),
            starts=opened(),
            within_hours=P("frequency.overdue_h"),
            basis=BASIS,
        ),
    ),
    outcomes=(
        replace(
            TAKE,
            key="in_time",
            ends="in_time",
            title=Text("期内已报告，补录", "It was made in time: record it now"),
            by=None,
        ),
        stay(
            "came_late",
            Text("登记逾期报告", "Record a late report"),
            form=forms.LATE,
            papers=(D25,),
            effects=(TAKEN,),
            help=Text("登记后仍须选择处理方式", "how it is dealt with is still to be said"),
            basis=BASIS,
        ),
        replace(NOT_TAKEN, by=None),
        end(
            "excused",
            Text("有正当理由，不作处理", "A proper reason: nothing follows"),
            form=forms.EXCUSE,
            reasons=True,
            effects=(effect(supervision.record_report, forms.excused),),
            basis=BASIS,
        ),
        end("educated", Text("批评教育", "Educate"), form=forms.EDUCATED, reasons=True, basis=BASIS),
        end(
            "admonition",
            Text("情节轻微，提请训诫", "Slight: propose an admonition"),
            reasons=True,
            proposes=True,
            opens=(P23,),
            basis=(Measures(34),),
        ),
        end(
            "warning",
            Text("情节较重，提请警告", "Graver: propose a warning"),
            reasons=True,
            proposes=True,
            opens=(P24,),
            basis=(Measures(35),),
        ),
        end(
            "device",
            Text("经警告仍拒不报告，提请使用电子定位装置", "Refuses after a warning: propose a device"),
            reasons=True,
            proposes=True,
            opens=(P17,),
            help=Text("须已受警告", "the warning must have been given"),
            basis=(Law(29),),
        ),
    ),
)

report = Procedure(
    key="report",
    version=1,
    number="P10",
    room="supervision",
    valid=since(2020, 7, 1),
    title=Text("定期报告", "Periodic report"),
    about=IN_HAND,
    basis=(Law(23, 26), Measures(23, 24)),
    starts=(
        every("frequency.matrix", Text("每个报告期自动立项", "each period of reports"), of=supervision.reports_due),
    ),
    form=forms.PERIOD,
    application=Text("报告期开始", "The period begins"),
    reads=(
        Fact("leaves", casework.approved_leaves, casework.approved_leaves_of),
        Fact("injunctions", casework.injunctions_in_force, casework.injunctions_in_force_of),
        Fact("period_asked", supervision.period_asked, supervision.periods_asked),
    ),
    steps=(DUE, OVERDUE),
    matter_wide=(NO_LONGER_ASKED, *endings(office())),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text(
                "按未成年人频次执行，监护人到场；避免影响就学，信息保密",
                "frequencies of their own, with the guardian; schooling is spared, all is kept secret",
            ),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 53, 54), Measures(55)),
        ),
        Variant(
            key="sick",
            title=HARD_TO_MOVE.text,
            when=HARD_TO_MOVE,
            note=Text("可以电话、视频方式报告", "may report by phone or video"),
            basis=(Measures(24),),
        ),
    ),
)
