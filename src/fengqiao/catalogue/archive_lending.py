"""Lending an archive (档案借阅), P42: asked for with a reason, allowed by the county lead, lent, brought back.

Law: Community Corrections Law arts 22, 54; Implementation Measures art. 18.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue import archives_forms as forms
from fengqiao.catalogue.archives_checks import MAY_BE_LENT
from fengqiao.catalogue.archives_papers import A04
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.documents import face as documents
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Case,
    Clock,
    Does,
    Fact,
    Level,
    P,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    after,
    at,
    by,
    effect,
    end,
    go,
    institution,
    lapse,
    lead,
    office,
    renews,
    since,
    stay,
)

COUNTY = institution(Level.COUNTY)
LONGEST = P("archive.lending_d")


def lent(case: Case) -> Mapping[str, Any]:
    names = ("borrower", "unit", "ground", "letter_no", "purpose")
    return {
        "lent_on": case.form["lent_on"],
        "until": case.form["back_by"],
        "detail": {name: str(case.form[name]) for name in names if case.form.get(name)},
    }


def extended(case: Case) -> Mapping[str, Any]:
    return {"until": case.form["extended_to"]}


def returned(case: Case) -> Mapping[str, Any]:
    detail = {"checked": bool(case.form["pages_checked"]), "note": str(case.form.get("return_note", ""))}
    return {"returned_on": case.form["returned_on"], "detail": detail}


archive_lending = Procedure(
    key="archive_lending",
    version=1,
    number="P42-2",
    room="documents",
    valid=since(2020, 7, 1),
    about=MAY_BE_LENT,
    only_one=True,
    title=Text("档案借阅", "Lending the archive"),
    basis=(Law(22), Measures(18)),
    starts=(
        by(COUNTY, Text("县级社区矫正机构登记借阅申请", "the county institution takes the request down")),
        by(office(), Text("司法所因工作需要申请借阅", "the office asks for its own work")),
    ),
    application=Text("申请借阅", "Ask for it"),
    reads=(Fact("archive", documents.archive_of, documents.archive_of_many),),
    form=forms.ASKED,
    steps=(
        Step(
            key="approve",
            title=Text("审批借阅", "Decision"),
            actor=lead(Level.COUNTY),
            does=Does.DECIDE,
            no_clock=PROMPTLY,
            basis=(Measures(18),),
            outcomes=(
                go("grant", Text("同意借阅", "Allow it"), "hand_out", grants=True, papers=(A04,)),
                end("refuse", Text("不同意借阅", "Refuse"), reasons=True),
            ),
        ),
        Step(
            key="hand_out",
            title=Text("借出", "Hand out"),
            actor=COUNTY,
            does=Does.SERVE,
            no_clock=Text("借阅人领取时办理", "when the borrower comes for it"),
            basis=(Measures(18),),
            outcomes=(
                go(
                    "handed_out",
                    Text("已借出", "Lent"),
                    "lent",
                    form=forms.LENT,
                    effects=(effect(documents.lend_archive, lent),),
                ),
                end("not_fetched", Text("未领取，申请终结", "Never fetched"), reasons=True),
            ),
        ),
        Step(
            key="lent",
            title=Text("借阅期间", "Lent"),
            actor=COUNTY,
            does=Does.RUNS,
            basis=(Measures(18),),
            clocks=(
                Clock(
                    id="loan",
                    title=Text("归还档案", "Return the archive"),
                    starts=after("hand_out.handed_out"),
                    until=at("back_by"),
                    at_most=LONGEST,
                    met_by=("lent.returned",),
                    warn_days=(3,),
                    basis=(Measures(18),),
                ),
            ),
            outcomes=(
                end(
                    "returned",
                    Text("已归还", "Returned"),
                    form=forms.RETURNED,
                    effects=(effect(documents.return_archive, returned),),
                ),
                stay(
                    "extended",
                    Text("延长借阅", "Extend"),
                    by=lead(Level.COUNTY),
                    form=forms.EXTENDED,
                    reasons=True,
                    decides=True,
                    while_runs="loan",
                    renews=(renews("loan", "extended_to", LONGEST),),
                    effects=(effect(documents.extend_loan, extended),),
                ),
                lapse("loan", Text("逾期未归还，催还", "Overdue: ask for it back"), key="overdue"),
            ),
        ),
    ),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text(
                "封存的档案仅供司法办案和依照国家规定查询，获知情况者负保密义务",
                "a sealed archive is for a judicial case or a query by state rules alone, in secrecy",
            ),
            form=forms.ASKED_FOR_MINOR,
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(54),),
        ),
    ),
)
