"""Discharge (P40), from the last day on: certificate, announcement, notices, aftercare. Never before that day.

Law: Community Corrections Law art. 44; Implementation Measures arts 53-54; Criminal Law arts 40, 76, 85.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengqiao.catalogue import discharge_checks as check
from fengqiao.catalogue import discharge_forms as forms
from fengqiao.catalogue.discharge_appraisal import COUNTY
from fengqiao.catalogue.discharge_papers import D100, D101, D102, D103
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.sending import goes_out
from fengqiao.documents import face as documents
from fengqiao.law.face import CriminalLaw, Law, Measures, PrisonLaw, TemporaryServiceRules
from fengqiao.procedures.grammar import (
    DECISION_ORGAN,
    POLICE,
    PRISON,
    PROCURATORATE,
    Asked,
    Case,
    Clock,
    Does,
    Level,
    Step,
    Text,
    at,
    copy_to,
    done,
    effect,
    go,
    later_effect,
    lead,
    office,
    on_fact,
    opened,
)
from fengqiao.subjects import face as subjects

#: What can no longer happen to somebody who is not under correction any more.
OVER = frozenset({"death", "detained", "transferred"})
AFTERWARDS = ("announce", "notify", "aftercare", "clear_away")
END_HAS_COME = Asked(Text("期满之日已到", "the last day has come"), check.end_has_come)
NO_CERTIFICATE_OF_OURS = Asked(
    Text("本省不另发证明书，且期满之日已到", "the province gives none of its own, and the last day has come"),
    lambda case: (
        check.end_has_come(case)
        and check.nothing_is_pending(case).passed
        and not case.parameter("discharge.tso_certificate")
    ),
)


def ended(case: Case) -> Mapping[str, Any]:
    return {"ended_on": check.ends_on(case), "ground": case.form.get("ground", "term")}


def archive_ends(case: Case) -> Mapping[str, Any]:
    """The archive was opened with the registration; for a file that has no such day, with the end."""
    ended_on = check.ends_on(case)
    opened_on = case.fact("at_the_end").registered_on or ended_on
    return {"ended_on": ended_on, "opened_on": opened_on, "minor": "minor" in case.facts.flags}


DISCHARGE = effect(subjects.discharge, ended)
ARCHIVE_ENDS = effect(documents.end_archive, archive_ends)
ARCHIVE = ("archive",)
POSITIONING_ENDS = later_effect("telemetry.end", Text("停用定位核查、注销手机端", "end position checks and the phone"))

HANDED = ("hand_over.handed",)
"""The certificate is given when the person has it, not when it is signed."""

CERTIFY = Step(
    key="certify",
    title=Text("制发解除证明书", "Certificate"),
    actor=lead(Level.COUNTY),
    does=Does.DECIDE,
    basis=(Law(44), Measures(53)),
    clocks=(
        Clock(
            id="DIS-2",
            title=Text("期满当日发给证明书", "Certificate on the last day"),
            starts=on_fact("term_end"),
            met_by=HANDED,
            warn_days=(3,),
            only_when=forms.TERM_ENDS,
            basis=(Law(44),),
        ),
        Clock(
            id="DIS-2-PARDON",
            parameter="DIS-2",
            title=Text("特赦当日发给证明书", "Certificate on the day of the pardon"),
            starts=at("pardoned_on"),
            met_by=HANDED,
            only_when=forms.PARDONED,
            basis=(Law(44),),
        ),
    ),
    outcomes=(
        go(
            "issued",
            Text("签发证明书，解除矫正", "Sign the certificate: discharged"),
            ("hand_over", *AFTERWARDS),
            when=END_HAS_COME,
            grants=True,
            papers=(D101,),
            effects=(DISCHARGE, ARCHIVE_ENDS, POSITIONING_ENDS),
            opens=ARCHIVE,
        ),
    ),
)
CERTIFY_TEMPORARY_SERVICE = replace(
    CERTIFY,
    clocks=tuple(replace(clock, met_by=(*HANDED, "certify.released")) for clock in CERTIFY.clocks),
    outcomes=(
        *CERTIFY.outcomes,
        go(
            "released",
            Text("监所已办理释放，不另发证明书", "Released by the prison; no certificate of ours"),
            AFTERWARDS,
            when=NO_CERTIFICATE_OF_OURS,
            form=forms.RELEASED,
            effects=(DISCHARGE, ARCHIVE_ENDS, POSITIONING_ENDS),
            opens=ARCHIVE,
        ),
    ),
)
ANNOUNCE = Step(
    key="announce",
    title=Text("解除宣告", "Discharge announcement"),
    actor=office(),
    does=Does.ANNOUNCE,
    no_clock=Text("可以组织宣告，法律未定期限", "may be held; the law names no number of days"),
    basis=(Measures(54), CriminalLaw(40, 76, 85)),
    without=OVER,
    outcomes=(
        done("announced", Text("已宣告", "Announced"), finishes="discharged", form=forms.ANNOUNCED, papers=(D100,)),
        done("not_held", Text("不组织宣告", "Not held"), finishes="discharged", reasons=True),
    ),
)
ANNOUNCE_TO_MINOR = replace(
    ANNOUNCE, outcomes=(replace(ANNOUNCE.outcomes[0], form=forms.ANNOUNCED_TO_MINOR), ANNOUNCE.outcomes[1])
)

FROM_THE_LAST_DAY = (
    Step(
        key="tell_prison",
        title=Text("函告监所办理释放", "Write to the prison"),
        actor=COUNTY,
        does=Does.SERVE,
        basis=(TemporaryServiceRules(27), PrisonLaw(28)),
        clocks=(
            Clock(
                id="DIS-4",
                title=Text("期满前一个月内函告", "Within the last month"),
                starts=on_fact("term_end"),
                only_when=forms.TERM_ENDS,
                basis=(TemporaryServiceRules(27),),
            ),
        ),
        no_clock=Text("特赦的即时函告，无固定期限", "at once on a pardon; no number of days"),
        outcomes=(
            done(
                "told",
                Text("已函告", "Told"),
                finishes="discharged",
                copies=(copy_to(PRISON, TemporaryServiceRules(27)),),
            ),
        ),
    ),
    CERTIFY,
    Step(
        key="hand_over",
        title=Text("证明书交付本人", "Hand the certificate over"),
        actor=COUNTY,
        does=Does.SERVE,
        watches=("DIS-2", "DIS-2-PARDON"),
        basis=(Law(44),),
        without=OVER,
        outcomes=(done("handed", Text("已交付", "Handed over"), finishes="discharged", form=forms.CERTIFICATE),),
    ),
    ANNOUNCE,
    Step(
        key="notify",
        title=Text("通知有关机关", "Notices"),
        actor=COUNTY,
        does=Does.SERVE,
        basis=(Law(44), Measures(53)),
        clocks=(
            Clock(
                id="DIS-3",
                title=Text("解除通知", "Discharge notice"),
                starts=on_fact("term_end"),
                met_by=("notify_out.sent",),
                only_when=forms.TERM_ENDS,
                basis=(Law(44),),
            ),
            Clock(
                id="DIS-3-PARDON",
                parameter="DIS-3",
                title=Text("特赦解除通知", "Discharge notice after a pardon"),
                starts=at("pardoned_on"),
                met_by=("notify_out.sent",),
                only_when=forms.PARDONED,
                basis=(Law(44),),
            ),
        ),
        without=OVER,
        outcomes=(
            go(
                "sent",
                Text("已制作解除通知", "Notice made"),
                "notify_out",
                papers=(D102,),
                copies=tuple(copy_to(each, Law(44)) for each in (DECISION_ORGAN, PROCURATORATE, POLICE)),
            ),
        ),
    ),
    goes_out("notify", "sent", clocks=("DIS-3", "DIS-3-PARDON"), finishes="discharged", basis=(Law(44),), without=OVER),
    Step(
        key="aftercare",
        title=Text("安置帮教衔接", "Aftercare"),
        actor=office(),
        does=Does.SERVE,
        no_clock=PROMPTLY,
        basis=(Measures(53),),
        without=OVER,
        outcomes=(
            done("linked", Text("已衔接", "Handed over"), finishes="discharged", form=forms.AFTERCARE, papers=(D103,)),
        ),
    ),
    Step(
        key="clear_away",
        title=Text("撤销报备、停用设备", "Cancel filings and devices"),
        actor=COUNTY,
        does=Does.RECORD,
        basis=(Law(44),),
        clocks=(
            Clock(
                id="EXB-3",
                title=Text("撤销出境报备", "Cancel the exit filing"),
                starts=opened(),
            ),
        ),
        without=OVER,
        outcomes=(done("cleared", Text("已办理", "Done"), finishes="discharged", form=forms.CLEARED),),
    ),
)
