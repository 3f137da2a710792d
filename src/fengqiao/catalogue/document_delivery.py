"""Notice and delivery of legal documents (通知与文书送达), P03: what the organ owes, and our receipt for it.

Law: Community Corrections Law arts 19-20; Implementation Measures arts 15-16; SPC Interpretation art. 519.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue import document_delivery_checks as check
from fengqiao.catalogue import document_delivery_forms as forms
from fengqiao.catalogue.endings import NOT_ENDED, endings
from fengqiao.catalogue.field import as_known
from fengqiao.catalogue.intake_papers import D08
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.registration_papers import D09
from fengqiao.catalogue.sending import LETTERS_OUT, goes_out
from fengqiao.law.face import CourtInterpretation, Law, Measures, ProcuratorateRules
from fengqiao.procedures.grammar import (
    DECISION_ORGAN,
    POLICE,
    PROCURATORATE,
    Clock,
    Does,
    Fact,
    Level,
    Procedure,
    Step,
    Text,
    Variant,
    at,
    by,
    by_condition,
    by_fact,
    by_letter,
    copy_to,
    done,
    end,
    go,
    institution,
    lapse,
    opened,
    organ,
    since,
    stay,
    warn,
)
from fengqiao.subjects import face as subjects
from fengqiao.subjects import facts as subject_facts

COUNTY = institution(Level.COUNTY)


def by_notice(fact: subject_facts.SubjectEnrolled) -> bool:
    """People of an existing register came with their papers before this system."""
    return not fact.by_file


def effect_known(fact: subject_facts.SubjectEnrolled) -> Mapping[str, Any]:
    return {} if fact.effective_on is None else {"effective_on": fact.effective_on.isoformat()}


document_delivery = Procedure(
    key="document_delivery",
    version=1,
    number="P03",
    room="casework",
    valid=since(2020, 7, 1),
    about=NOT_ENDED,
    only_one=True,
    title=Text("通知与文书送达", "Notice and delivery of documents"),
    basis=(Law(19, 20), Measures(15, 16), CourtInterpretation(519)),
    starts=(
        by_fact(
            "subjects.SubjectEnrolled",
            Text("建立档案时", "when a file is opened on a notice"),
            only=by_notice,
            gives=effect_known,
        ),
        by_letter("D06", Text("决定机关的通知", "the notice of the decision-making organ")),
        by(COUNTY, Text("县级社区矫正机构收到通知", "the county institution, when a notice comes")),
    ),
    application=Text("收到通知", "Notice received"),
    reads=(Fact("intake_dates", subjects.intake_dates, subjects.intake_dates_of), LETTERS_OUT),
    form=forms.NOTIFIED,
    checks=(
        warn("notice_in_time", Text("五日内通知", "Notice within five days"), check.notice_in_time, Law(20)),
        warn(
            "papers_in_time",
            Text("十日内送达", "Papers within ten days"),
            check.papers_in_time,
            Law(20),
            ProcuratorateRules(625, 642),
        ),
        warn("papers_complete", Text("文书齐全", "Papers complete"), check.papers_complete, Measures(16)),
    ),
    steps=(
        Step(
            key="await_papers",
            title=Text("等待文书", "Await the papers"),
            actor=organ(DECISION_ORGAN),
            does=Does.AWAIT,
            no_clock=Text("生效日期不明，请先补录", "the day of effect is not known: record it first"),
            basis=(Law(20),),
            clocks=(
                Clock(
                    id="DEL-1",
                    title=Text("决定机关通知", "The organ's notice"),
                    owner=organ(DECISION_ORGAN),
                    starts=at("effective_on"),
                    met_by=("application.submit",),
                    basis=(Law(20),),
                ),
                Clock(
                    id="DEL-2",
                    title=Text("决定机关送达文书", "The organ's papers"),
                    owner=organ(DECISION_ORGAN),
                    starts=at("effective_on"),
                    met_by=("await_papers.received",),
                    warn_days=(2,),
                    basis=(Law(20),),
                ),
            ),
            outcomes=(
                go("received", Text("已收到文书", "Papers received"), "check", by=COUNTY, form=forms.RECEIVED),
                stay("dates_added", Text("补录日期", "Add dates"), by=COUNTY, form=as_known(forms.NOTIFIED)),
                lapse("DEL-2", Text("逾期未送达", "Not delivered in time")),
            ),
        ),
        Step(
            key="check",
            title=Text("核对文书", "Check the papers"),
            actor=COUNTY,
            does=Does.RECORD,
            watches=("DEL-3",),
            basis=(Measures(16),),
            outcomes=(
                go(
                    "checked",
                    Text("已核对", "Checked"),
                    (
                        "receipt",
                        by_condition((forms.MISSING, "ask_missing"), otherwise=()),
                        by_condition((forms.OTHER_PLACE, "forward"), otherwise=()),
                    ),
                    form=forms.CHECKED,
                ),
            ),
        ),
        Step(
            key="receipt",
            title=Text("送达回执", "Receipt slip"),
            actor=COUNTY,
            does=Does.SERVE,
            basis=(Measures(16),),
            clocks=(
                Clock(
                    id="DEL-3",
                    title=Text("送达回执", "Receipt slip"),
                    starts=at("received_on"),
                    warn_days=(1,),
                    met_by=("receipt_out.sent",),
                    basis=(Measures(16),),
                ),
            ),
            outcomes=(
                go(
                    "sent",
                    Text("已制作送达回执", "Receipt made"),
                    "receipt_out",
                    papers=(D08,),
                    copies=(copy_to(DECISION_ORGAN, Measures(16), clock="DEL-3"),),
                ),
            ),
        ),
        goes_out("receipt", "sent", clocks=("DEL-3",), finishes="delivered", basis=(Measures(16),)),
        Step(
            key="ask_missing",
            title=Text("函请补齐文书", "Ask for the missing papers"),
            actor=COUNTY,
            does=Does.SERVE,
            no_clock=PROMPTLY,
            basis=(Measures(16),),
            outcomes=(
                go(
                    "asked",
                    Text("已函告", "Asked"),
                    "await_missing",
                    papers=(D09,),
                    copies=(copy_to(DECISION_ORGAN, Measures(16)),),
                ),
                done("asked_at_registration", Text("接收登记时已函告", "Asked at registration"), finishes="delivered"),
            ),
        ),
        Step(
            key="await_missing",
            title=Text("等待补齐", "Await the missing papers"),
            actor=organ(DECISION_ORGAN),
            does=Does.AWAIT,
            basis=(Measures(16),),
            clocks=(
                Clock(
                    id="DEL-4",
                    title=Text("补齐法律文书", "Complete the papers"),
                    owner=organ(DECISION_ORGAN),
                    starts=opened(),
                    warn_days=(1,),
                    basis=(Measures(16),),
                ),
            ),
            outcomes=(
                done("completed", Text("已补齐", "Completed"), by=COUNTY, finishes="delivered", form=forms.COMPLETED),
                lapse("DEL-4", Text("逾期未补齐", "Not completed in time")),
            ),
        ),
        Step(
            key="forward",
            title=Text("转送当地检察院、公安机关", "Forward to the organs here"),
            actor=COUNTY,
            does=Does.SERVE,
            no_clock=PROMPTLY,
            basis=(Law(20), Measures(16)),
            outcomes=(
                done(
                    "forwarded",
                    Text("已转送", "Forwarded"),
                    finishes="delivered",
                    copies=(copy_to(PROCURATORATE, Law(20)), copy_to(POLICE, Law(20))),
                ),
            ),
        ),
    ),
    matter_wide=(
        end(
            "withdrawn_by_organ", Text("决定机关撤回或者更正执行地", "Taken back by the organ"), by=COUNTY, reasons=True
        ),
        *endings(COUNTY),
    ),
    variants=(
        Variant(
            key="minor",
            title=Text("未成年社区矫正对象", "minors"),
            when=MINOR,
            note=Text(
                "人民法院应当同时送交社会调查报告和庭审表现材料，均不公开",
                "the court also sends the social investigation report and conduct at trial; none of it is public",
            ),
            basis=(CourtInterpretation(580), Law(54)),
        ),
    ),
)
