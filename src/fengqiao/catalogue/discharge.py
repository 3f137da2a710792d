"""Discharge (解除社区矫正), P40: on the last day of the term, even a holiday, or by pardon; never before.

Law: Community Corrections Law art. 44; Implementation Measures arts 53-54; Criminal Law arts 40, 76, 85.
"""

from __future__ import annotations

from datetime import timedelta

from fengqiao.catalogue import discharge_checks as check
from fengqiao.catalogue import discharge_forms as forms
from fengqiao.catalogue.discharge_appraisal import APPRAISAL, COUNTY
from fengqiao.catalogue.discharge_certificate import (
    ANNOUNCE_TO_MINOR,
    CERTIFY_TEMPORARY_SERVICE,
    FROM_THE_LAST_DAY,
)
from fengqiao.catalogue.endings import IN_HAND, IN_HAND_STATES, endings
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.registration_forms import TEMPORARY_SERVICE
from fengqiao.catalogue.sending import LETTERS_OUT
from fengqiao.law import face as law
from fengqiao.law.face import CourtInterpretation, CriminalLaw, Law, Measures, PrisonLaw, TemporaryServiceRules
from fengqiao.procedures.grammar import (
    Asked,
    Fact,
    Procedure,
    Text,
    Tier,
    Variant,
    block,
    by,
    by_date,
    by_fact,
    end,
    local_day,
    only_at,
    since,
    warn,
)
from fengqiao.subjects import face as subjects
from fengqiao.subjects import facts as subject_facts

OPENS = "discharge.opens_d"
BEFORE_THE_CERTIFICATE = ("summary", "appraise", "review", "decide", "pending", "certify", "tell_prison")


def is_near(fact: subject_facts.TermMoved) -> bool:
    """Whether the last day has moved so close that the discharge is due today: it waits for no daily run."""
    ahead = law.param(OPENS, on=fact.after, area=fact.area).number
    return fact.state in IN_HAND_STATES and local_day(fact.at) >= fact.after - timedelta(days=ahead)


def for_the_last_day(fact: subject_facts.TermMoved) -> str:
    """The period of the daily run for the same last day, so that the two open one discharge."""
    return fact.after.isoformat()


MOVED_AWAY = only_at(
    end(
        "term_moved",
        Text("期满日推后，本次办理终结，届时重新启动", "The last day has moved: this one ends, another opens in time"),
        by=COUNTY,
        when=Asked(
            Text("期满日已推后，未到办理解除的时间", "the last day has moved beyond the time in which it is prepared"),
            check.is_too_early,
        ),
        chosen_by="subjects.TermMoved",
        frees_period=True,
        basis=(Law(44), CourtInterpretation(202)),
    ),
    *BEFORE_THE_CERTIFICATE,
)

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
        by_date(OPENS, Text("矫正期满前", "some days before the term ends"), of=subjects.terms_ending),
        by_fact(
            "subjects.TermMoved",
            Text("期满日提前、临近期满的", "the last day has moved close"),
            only=is_near,
            period=for_the_last_day,
        ),
        by(COUNTY, Text("县级社区矫正机构收到特赦裁定等", "the county institution, on a pardon")),
    ),
    application=Text("启动解除", "Begin"),
    reads=(
        Fact("term_end", subjects.term_end, subjects.term_end_of),
        Fact("at_the_end", subjects.at_the_end, subjects.at_the_end_of),
        LETTERS_OUT,
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
    matter_wide=(MOVED_AWAY, *(each for each in endings(COUNTY) if each.key != "term_ended")),
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
