"""Archives (社区矫正档案), P42: the office hands its work archive over; the county checks, closes and stores it.

The archive itself is opened with the registration (P04): whatever is issued is filed as it is issued.
Law: Community Corrections Law arts 22, 54; Implementation Measures art. 18.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fengqiao.catalogue import archives_checks as check
from fengqiao.catalogue import archives_forms as forms
from fengqiao.catalogue.archives_papers import A01, A02, A03
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.documents import face as documents
from fengqiao.law.face import Law, Measures
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import (
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
    back,
    block,
    by,
    effect,
    end,
    go,
    in_state,
    institution,
    lead,
    office,
    on_fact,
    since,
    warn,
)
from fengqiao.subjects import face as subjects

COUNTY = institution(Level.COUNTY)
ENDED = in_state(Text("矫正已经结束的人员", "people whose correction has ended"), "discharged", "terminated")
MISSING = Text("缺少的材料", "what is missing")


def ended(case: Case) -> Mapping[str, Any]:
    view, ended_on = case.fact("archive"), case.fact("ended_on")
    opened_on = view.row.opened_on if view.row else ended_on
    return {"ended_on": ended_on, "opened_on": opened_on, "minor": "minor" in case.facts.flags}


def handed(case: Case) -> Mapping[str, Any]:
    return {
        "handed_on": case.form["handed_on"],
        "detail": {"condition": case.form["condition"], "received_by": case.form["received_by"]},
    }


def missing(case: Case) -> Mapping[str, Any]:
    return {"missing": case.form["what_is_missing"]}


def closed(case: Case) -> Mapping[str, Any]:
    """Who compiled, checked and closed it, what is to be said of it, and how long it is kept."""
    compiled, checked = case.last("collect.collected"), case.last("check.complete", "check.explained")
    shut = case.last("close.closed")
    assert compiled is not None
    assert checked is not None
    assert shut is not None
    gaps = str(checked.data.get("gaps", ""))
    return {
        "detail": {
            "compiled_by": compiled.by.name,
            "checked_by": checked.by.name,
            "closed_by": shut.by.name,
            "condition": str(case.form["condition"]),
            "gaps": gaps,
            "retention": str(case.parameter("archive.retention")),
        }
    }


def stored(case: Case) -> Mapping[str, Any]:
    names = ("archive_no", "place", "stored_by")
    return {"stored_on": case.form["stored_on"], "detail": {name: case.form[name] for name in names}}


CLOSE = Step(
    key="close",
    title=Text("审定归档", "Close"),
    actor=lead(Level.COUNTY),
    does=Does.DECIDE,
    basis=(Law(22), Measures(18)),
    clocks=(
        Clock(
            id="ARC-1",
            title=Text("归档", "Close the archive"),
            starts=on_fact("ended_on"),
            met_by=("close.closed",),
            warn_days=(7,),
        ),
    ),
    outcomes=(
        go(
            "closed",
            Text("归档，目录定稿", "Close: the index is final"),
            "store",
            when=check.NOTHING_OPEN,
            effects=(effect(documents.close_archive, closed),),
        ),
        back("again", Text("退回复查", "Check again"), to="check", asks_for=MISSING),
    ),
)

archive = Procedure(
    key="archive",
    version=1,
    number="P42",
    room="documents",
    valid=since(2020, 7, 1),
    about=check.TO_BE_CLOSED,
    only_one=True,
    title=Text("档案归档", "Closing the archive"),
    basis=(Law(22), Measures(18)),
    starts=(by(COUNTY, Text("矫正结束而未归档的", "corrections have ended and nothing was archived")),),
    application=Text("启动归档", "Begin"),
    reads=(
        Fact("ended_on", subjects.ended_on, subjects.ended_on_of),
        Fact("archive", documents.archive_of, documents.archive_of_many),
        Fact("called_for", procedures.called_for, procedures.called_for_of),
    ),
    checks=(
        block("nothing_open", Text("其他事项均已办结", "No other matter is open"), check.nothing_is_open, Law(22)),
        warn("complete", Text("材料齐全", "Complete"), check.is_complete, Measures(18)),
        block("fits", Text("目录件数", "Size of the index"), check.fits_one_index, Measures(18)),
    ),
    steps=(
        Step(
            key="collect",
            title=Text("整理工作档案", "Collect the work archive"),
            actor=office(),
            does=Does.FILL,
            watches=("ARC-1",),
            basis=(Measures(18),),
            clocks=(
                Clock(
                    id="ARC-2",
                    title=Text("司法所移交工作档案", "The office hands over its archive"),
                    owner=office(),
                    starts=on_fact("ended_on"),
                    met_by=("hand_over.handed_over",),
                    warn_days=(7,),
                ),
            ),
            outcomes=(
                go(
                    "collected",
                    Text("整理完毕", "Collected"),
                    "hand_over",
                    form=forms.COLLECTED,
                    effects=(effect(documents.end_archive, ended),),
                ),
            ),
        ),
        Step(
            key="hand_over",
            title=Text("移交县级社区矫正机构", "Hand over to the county"),
            actor=office(),
            does=Does.SERVE,
            watches=("ARC-2", "ARC-1"),
            basis=(Measures(18),),
            outcomes=(
                go(
                    "handed_over",
                    Text("已移交", "Handed over"),
                    "check",
                    form=forms.HANDED_OVER,
                    effects=(effect(documents.hand_over_archive, handed),),
                ),
            ),
        ),
        Step(
            key="check",
            title=Text("检查完整性", "Check that it is complete"),
            actor=COUNTY,
            does=Does.REVIEW,
            watches=("ARC-1",),
            basis=(Measures(18),),
            outcomes=(
                go("complete", Text("材料齐全", "Complete"), "close", when=check.NOTHING_MISSING, grants=True),
                go(
                    "explained",
                    Text("缺件已核实说明", "The gaps are explained"),
                    "close",
                    when=check.SOMETHING_MISSING,
                    grants=True,
                    form=forms.GAPS,
                ),
                back(
                    "returned",
                    Text("退回司法所补正", "Back to the office"),
                    to="collect",
                    asks_for=MISSING,
                    effects=(effect(documents.send_back_archive, missing),),
                ),
            ),
        ),
        CLOSE,
        Step(
            key="store",
            title=Text("移交档案室", "To the archive room"),
            actor=COUNTY,
            does=Does.RECORD,
            no_clock=PROMPTLY,
            basis=(Law(22), Measures(18)),
            outcomes=(
                end(
                    "stored",
                    Text("已入库", "In the archive room"),
                    form=forms.STORED,
                    papers=(A01, A02, A03),
                    effects=(effect(documents.store_archive, stored),),
                ),
            ),
        ),
    ),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text(
                "归档后封存；除司法办案需要或者国家规定查询外不得查阅，查阅者负保密义务",
                "sealed once it is closed: opened for judicial need or a query by state rules alone, in secrecy",
            ),
            steps={"close": replace(CLOSE, title=Text("审定归档并封存", "Close and seal"))},
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(54),),
        ),
    ),
)
