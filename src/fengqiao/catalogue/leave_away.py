"""Leave (P12): while away, extension, late and early return, and the close of leave.

Law: Community Corrections Law arts 27, 30; Implementation Measures arts 27-28.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue import leave_checks as check
from fengqiao.catalogue import leave_forms as forms
from fengqiao.catalogue.awaited import P23, P24, P31
from fengqiao.catalogue.leave_decision import CITY, CORRIDOR, COUNTY, FORWARD, SEND_UP, TOWNSHIP, bands
from fengqiao.catalogue.leave_papers import D32, D33, D34, D35, D36, help_letter
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.catalogue.telling import tell
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    OTHER_INSTITUTION,
    Asked,
    Case,
    Clock,
    Does,
    LetterOut,
    P,
    Step,
    Text,
    at,
    by_band,
    done,
    effect,
    end,
    go,
    institution,
    lapse,
    later_effect,
    local_day,
    office,
    opened,
    organ,
    renews,
    stay,
    subject,
)


def extended(case: Case) -> Mapping[str, Any]:
    return {"last_day": local_day(case.form["extended_to"])}


def returned(case: Case) -> Mapping[str, Any]:
    return {"returned_on": local_day(case.form["returned_at"])}


CHANGE = effect(casework.change_leave, extended)
CLOSE = effect(casework.close_leave, returned)
NO_CORRIDOR = later_effect("telemetry.close_corridor", Text("恢复定位核查范围", "close the corridor"))
CLOSING = {"finishes": "closed", "papers": (D35,), "effects": (CLOSE, NO_CORRIDOR)}
IN_BREACH = Asked(
    Text("逾期返回或者被责令返回的", "came back late or was ordered back"),
    lambda case: case.last("overdue.came_back_late", "overdue.order_back", "away.ordered_back") is not None,
)
EXTENSION = ("extension_opinion", "decide_extension", "tell_extension")
CAME_BACK = go(
    "came_back",
    Text("已返回报告", "Came back and reported"),
    "close",
    by=office(),
    form=forms.RETURNED,
    closes=EXTENSION,
)
NO_CONTACT = end(
    "no_contact",
    Text("联系不上，转失去联系查找", "No contact: search"),
    by=office(),
    opens=(P31,),
    reasons=True,
    basis=(Law(30),),
)
ASK_MORE = stay(
    "ask_more",
    Text("申请延期", "Ask for an extension"),
    to=(by_band("decide_extension", {CITY: "extension_opinion"}, otherwise="decide_extension"),),
    by=office(),
    form=forms.EXTEND,
    basis=(Measures(28),),
)

WHILE_AWAY = (
    Step(
        key="away",
        title=Text("外出期间", "Away"),
        actor=subject(),
        does=Does.RUNS,
        basis=(Measures(28),),
        clocks=(
            Clock(
                id="LEA-3",
                title=Text("按期返回销假", "Return and report"),
                owner=subject(),
                starts=at("returns_at"),
                warn_days=(1,),
                met_by=("away.came_back", "overdue.came_back_late", "ordered.came_back"),
                basis=(Measures(28),),
            ),
        ),
        outcomes=(
            CAME_BACK,
            stay(
                "checked",
                Text("记录外出期间核查", "Record a check"),
                by=office(),
                form=forms.CHECKED,
                basis=(Measures(28),),
            ),
            replace(ASK_MORE, while_runs="LEA-3"),
            go(
                "ordered_back",
                Text("责令立即返回", "Order back at once"),
                "ordered",
                by=office(),
                reasons=True,
                closes=EXTENSION,
                basis=(Measures(28),),
            ),
            stay(
                "ask_help",
                Text("函请目的地协助监管", "Ask the institution there for help"),
                by=institution(COUNTY),
                form=forms.ASK_HELP,
                papers=(D34,),
                letters=(LetterOut(kind="assist", to=organ(OTHER_INSTITUTION), gives=help_letter),),
                basis=(Measures(28),),
            ),
            lapse("LEA-3", Text("逾期未返回", "Not back in time"), to="overdue", effects=(tell("leave_overdue"),)),
        ),
    ),
    Step(
        key="extension_opinion",
        title=Text("县级审核延期", "County opinion on the extension"),
        actor=institution(COUNTY),
        does=Does.REVIEW,
        watches=("LEA-3",),
        outcomes=(go("forward", FORWARD, "decide_extension", opinion=True, form=forms.OPINION),),
    ),
    Step(
        key="decide_extension",
        title=Text("审批延期", "Decision on the extension"),
        actor=bands(check.extended_days, check.extended_days_in_window),
        does=Does.DECIDE,
        watches=("LEA-3",),
        basis=(Measures(27, 28),),
        outcomes=(
            go(
                "grant",
                Text("批准延期", "Extend"),
                (
                    "away",
                    by_band(
                        "decide_extension", {TOWNSHIP: "file_with_county", CITY: "tell_procuratorate"}, otherwise=()
                    ),
                ),
                grants=True,
                closes=("overdue",),
                # Who is kept away by a special reason may be given more time even late (Measures 28); that the day
                # had passed stays on record as the clock's act.
                renews=(renews("LEA-3", "extended_to", even_late=True),),
                papers=(D32, D33, D36),
                effects=(CHANGE, CORRIDOR, tell("extension_granted")),
            ),
            go(
                "refuse",
                Text("不予延期", "Refuse the extension"),
                "tell_extension",
                papers=(D32, D36),
                effects=(tell("extension_refused"),),
                reasons=True,
            ),
            SEND_UP,
        ),
    ),
    Step(
        key="tell_extension",
        title=Text("告知不予延期", "Tell the person"),
        actor=office(),
        does=Does.SERVE,
        watches=("LEA-3",),
        no_clock=PROMPTLY,
        outcomes=(done("told", Text("已告知", "Told")),),
    ),
    Step(
        key="overdue",
        title=Text("逾期未归核实", "Overdue: find out"),
        actor=office(),
        does=Does.RECORD,
        basis=(Law(30), Measures(28)),
        clocks=(
            Clock(
                id="LEA-3-GRACE",
                title=Text("逾期说明理由", "Give the reason"),
                starts=opened(),
                within_hours=P("leave.close_grace_h"),
                basis=(Measures(28),),
            ),
        ),
        outcomes=(
            go(
                "came_back_late",
                Text("已返回，属逾期", "Came back late"),
                "close",
                reasons=True,
                form=forms.RETURNED,
                closes=EXTENSION,
            ),
            replace(
                ASK_MORE,
                key="hindered",
                title=Text("因特殊情形不能按期返回，补报延期", "Cannot return for a special reason"),
                help=Text("LEA-4：应当及时报告", "LEA-4: to be reported promptly"),
            ),
            go("order_back", Text("已联系上，责令立即返回", "In contact: order back at once"), "ordered", reasons=True),
            NO_CONTACT,
        ),
    ),
    Step(
        key="ordered",
        title=Text("责令返回", "Ordered back"),
        actor=subject(),
        does=Does.RUNS,
        no_clock=Text("责令立即返回", "at once"),
        basis=(Measures(28),),
        outcomes=(
            CAME_BACK,
            NO_CONTACT,
        ),
    ),
    Step(
        key="close",
        title=Text("销假", "Close of leave"),
        actor=office(),
        does=Does.RECORD,
        no_clock=PROMPTLY,
        basis=(Measures(28),),
        outcomes=(
            done("closed", Text("核实证明，准予销假", "Proof seen, leave closed"), **CLOSING),
            done(
                "admonition",
                Text("准予销假，对逾期返回等提请训诫", "Close it and propose an admonition"),
                when=IN_BREACH,
                reasons=True,
                proposes=True,
                opens=(P23,),
                basis=(Measures(34),),
                **CLOSING,
            ),
            done(
                "warning",
                Text("准予销假，对逾期返回等提请警告", "Close it and propose a warning"),
                when=IN_BREACH,
                reasons=True,
                proposes=True,
                opens=(P24,),
                basis=(Measures(35),),
                **CLOSING,
            ),
        ),
    ),
)
