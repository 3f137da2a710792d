"""Discharge (解除社区矫正), P40: on the last day of the term, even a holiday, or by pardon; never before.

Law: Community Corrections Law art. 44; Implementation Measures arts 53-54; Criminal Law arts 40, 76, 85.
"""

from __future__ import annotations

from fengqiao.catalogue import discharge_checks as check
from fengqiao.catalogue import discharge_forms as forms
from fengqiao.catalogue.discharge_appraisal import APPRAISAL, COUNTY
from fengqiao.catalogue.discharge_certificate import (
    ANNOUNCE_TO_MINOR,
    CERTIFY_TEMPORARY_SERVICE,
    FROM_THE_LAST_DAY,
)
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.registration_forms import TEMPORARY_SERVICE
from fengqiao.law.face import CriminalLaw, Law, Measures, PrisonLaw, TemporaryServiceRules
from fengqiao.procedures.grammar import (
    Fact,
    Procedure,
    Text,
    Tier,
    Variant,
    block,
    by,
    by_date,
    since,
    warn,
)
from fengqiao.subjects import face as subjects

discharge = Procedure(
    key="discharge",
    version=1,
    number="P40",
    room="subjects",
    valid=since(2020, 7, 1),
    about=IN_HAND,
    only_one=True,
    title=Text("解除社区矫正", "Discharge"),
    basis=(Law(44), Measures(53, 54), CriminalLaw(40, 76, 85)),
    starts=(
        by_date("discharge.opens_d", Text("矫正期满前", "some days before the term ends"), of=subjects.terms_ending),
        by(COUNTY, Text("县级社区矫正机构收到特赦裁定等", "the county institution, on a pardon")),
    ),
    application=Text("启动解除", "Begin"),
    reads=(
        Fact("term_end", subjects.term_end, subjects.term_end_of),
        Fact("at_the_end", subjects.at_the_end, subjects.at_the_end_of),
    ),
    form=forms.OPENED,
    checks=(
        block(
            "nothing_pending", Text("无未结撤销、收监程序", "Nothing pending"), check.nothing_is_pending, Measures(53)
        ),
        warn("not_held", Text("未被羁押", "Not held"), check.is_not_held, Measures(41, 53)),
        warn("term_agrees", Text("期满日无疑义", "The last day is beyond doubt"), check.term_agrees, Law(44)),
        warn("summary_in", Text("本人总结", "The person's summary"), check.summary_is_in, Measures(53)),
    ),
    steps=(*APPRAISAL, *FROM_THE_LAST_DAY),
    matter_wide=tuple(each for each in endings(COUNTY) if each.key != "term_ended"),
    variants=(
        Variant(
            key="temporary_service",
            title=TEMPORARY_SERVICE.text,
            when=TEMPORARY_SERVICE,
            note=Text(
                "由监狱、看守所办理刑满释放；法院决定的由本机构发给证明书并告知原审法院",
                "the prison or detention house releases; where a court decided, the institution certifies",
            ),
            steps={"certify": CERTIFY_TEMPORARY_SERVICE},
            basis=(PrisonLaw(28), Measures(53), TemporaryServiceRules(27)),
        ),
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text("解除宣告不公开，通知监护人到场，身份信息保密", "not in public; the guardian is called"),
            steps={"announce": ANNOUNCE_TO_MINOR},
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 53, 54), Measures(55)),
        ),
    ),
)
