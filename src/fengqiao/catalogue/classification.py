"""Classified management (分类管理), P09: the first class, periodic reviews, and a stricter class on a trigger.

Nothing here changes a class by itself: the office proposes, the county decides.

Law: Community Corrections Law arts 3, 24; Implementation Measures art. 21; the province's rules as parameters.
"""

from __future__ import annotations

from fengqiao.casework import face as casework
from fengqiao.catalogue import classification_forms as forms
from fengqiao.catalogue.beginning_papers import D24
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    AnyOf,
    Clock,
    Does,
    Fact,
    Later,
    Level,
    P,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    after,
    at,
    back,
    block,
    by,
    done,
    effect,
    end,
    every,
    flagged,
    go,
    institution,
    lapse,
    lead,
    office,
    since,
)
from fengqiao.procedures.grammar import category_is as category
from fengqiao.subjects import face as subjects

COUNTY = institution(Level.COUNTY)
BASIS = (Law(24), Measures(21))
NO_LABOUR = AnyOf(
    (
        flagged("sick", Text("患病", "sick")),
        flagged("pregnant", Text("怀孕", "pregnant")),
        flagged("nursing", Text("哺乳期", "nursing")),
    )
)
TEMPORARY_SERVICE = category("temporary_service_outside", Text("暂予监外执行", "temporary service outside prison"))

PROPOSE = Step(
    key="propose",
    title=Text("提出评定意见", "Propose a class"),
    actor=office(),
    does=Does.FILL,
    basis=BASIS,
    no_clock=Text("出现应当严管的情形，应当立即提出", "a ground for the strict class is proposed at once"),
    clocks=(
        Clock(
            id="CLS-1",
            title=Text("确定初始类别", "The first class"),
            starts=after("application.submit"),
            within_hours=P("classification.initial_h"),
            met_by=("decide.approve",),
            only_when=forms.INITIAL,
            basis=BASIS,
        ),
        Clock(
            id="CLS-2",
            title=Text("定期评定", "Review of the class"),
            starts=at("period_end"),
            met_by=("propose.keep", "decide.approve", "decide.refuse"),
            only_when=forms.FOR_REVIEW,
            warn_days=(5,),
            basis=BASIS,
        ),
    ),
    outcomes=(
        go("proposed", Text("报请确定", "Propose"), "decide", form=forms.PROPOSAL, opinion=True),
        end(
            "keep",
            Text("维持现有类别", "The class stays"),
            ends="kept",
            form=forms.KEPT,
            help=Text("首次确定类别的，应当报请确定", "a first class is to be proposed"),
            when=forms.HAS_CLASS,
        ),
        lapse("CLS-2", Text("未按期评定", "Not reviewed in time")),
    ),
)

classification = Procedure(
    key="classification",
    version=1,
    number="P09",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("分类管理评定", "Class of management"),
    about=IN_HAND,
    basis=(Law(3, 24), Measures(21)),
    starts=(
        by(office(), Text("司法所", "the justice office")),
        by(COUNTY, Text("县级社区矫正机构", "the county institution")),
        every("classification.review_months", Text("定期评定", "each period's review"), of=casework.class_reviews_due),
    ),
    form=forms.OPENING,
    application=Text("启动评定", "Begin"),
    reads=(
        Fact("class_history", casework.class_history, casework.class_history_of),
        Fact("inducted_on", casework.inducted_on, casework.inducted_on_of),
        Fact("intake_dates", subjects.intake_dates, subjects.intake_dates_of),
        Fact("conduct.sanctions", Later("conduct.sanctions", title=Text("奖惩记录", "sanctions and rewards"))),
        Fact("risk.level", Later("risk.level", title=Text("再犯罪风险评估", "assessed risk"))),
    ),
    checks=(
        block(
            "not_too_lenient",
            Text("符合应当严管的规定", "As the rules on the strict class ask"),
            forms.not_too_lenient,
            *BASIS,
        ),
        block(
            "stayed_long_enough",
            Text("调低等级满最短期限", "Long enough in the class before"),
            forms.stayed_long_enough,
            Measures(21),
        ),
    ),
    only_one=True,
    steps=(
        PROPOSE,
        Step(
            key="decide",
            title=Text("确定管理类别", "Decide on the class"),
            actor=lead(Level.COUNTY),
            does=Does.DECIDE,
            basis=BASIS,
            watches=("CLS-1", "CLS-2"),
            no_clock=PROMPTLY,
            outcomes=(
                go(
                    "approve",
                    Text("同意拟定类别", "Approve"),
                    "tell",
                    grants=True,
                    papers=(D24,),
                    effects=(effect(casework.set_class, forms.decided),),
                ),
                end(
                    "refuse",
                    Text("不同意，维持现有类别", "Refuse; the class stays"),
                    reasons=True,
                    when=forms.HAS_CLASS,
                ),
                back(
                    "incomplete",
                    Text("退回补正", "Return"),
                    to="propose",
                    asks_for=Text("需要补正的内容", "what is missing"),
                ),
            ),
        ),
        Step(
            key="tell",
            title=Text("告知本人", "Tell the person"),
            actor=office(),
            does=Does.SERVE,
            basis=BASIS,
            no_clock=Text("应当及时告知，法律未定期限", "promptly; the law names no number of days"),
            outcomes=(done("told", Text("已告知", "Told"), finishes="decided"),),
        ),
    ),
    matter_wide=endings(office()),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text("单独评定，不在公示栏公示", "reviewed by themselves; not on the public board"),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 54), Measures(55)),
        ),
        Variant(
            key="no_labour",
            title=Text("患病、怀孕、哺乳期对象", "sick, pregnant or nursing"),
            when=NO_LABOUR,
            note=Text("管理措施中不安排公益活动劳动", "no labour among the measures"),
            basis=BASIS,
        ),
        Variant(
            key="temporary_service",
            title=TEMPORARY_SERVICE.text,
            when=TEMPORARY_SERVICE,
            note=Text("报告身体情况和病情复查的周期优先适用", "the cycle of health reports goes before"),
            basis=(Measures(24),),
        ),
    ),
)
