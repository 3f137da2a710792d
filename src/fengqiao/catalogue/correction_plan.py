"""The correction plan (矫正方案), P08: the first plan, and its adjustment after a review or when something has changed.

Law: Community Corrections Law arts 24, 52; Implementation Measures art. 22.
"""

from __future__ import annotations

from fengqiao.casework import face as casework
from fengqiao.casework.facts import ClassChanged
from fengqiao.catalogue import correction_plan_forms as forms
from fengqiao.catalogue.beginning_papers import D22, D23
from fengqiao.catalogue.correction_group import GROUP
from fengqiao.catalogue.delegated import by_delegation
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.people import MINOR
from fengqiao.catalogue.promptly import PROMPTLY
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Clock,
    Does,
    Fact,
    Level,
    Outcome,
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
    by_date,
    by_fact,
    done,
    effect,
    end,
    go,
    institution,
    lapse,
    office,
    since,
    warn,
)

COUNTY = institution(Level.COUNTY)
BASIS = (Law(24), Measures(22))
OFFICES = (
    by(office(), Text("司法所", "the justice office")),
    by(COUNTY, Text("县级社区矫正机构", "the county institution")),
)
MINORS = Variant(
    key="minor",
    title=MINOR.text,
    when=MINOR,
    note=Text(
        "针对未成年人的年龄、心理特点和发育需要，与成年人分别进行",
        "suited to age, mind and growth; separate from adults",
    ),
    disclosure=Tier.CONFIDENTIAL,
    basis=(Law(52, 54), Measures(55)),
)


def _decide(approve: Outcome, *, watches: tuple[str, ...], back_to: str) -> Step:
    """The institution, or the office it has given this to, adopts the plan."""
    return Step(
        key="decide",
        title=Text("审批方案", "Decide on the plan"),
        actor=by_delegation("plan", *BASIS),
        does=Does.DECIDE,
        watches=watches,
        no_clock=PROMPTLY,
        basis=BASIS,
        outcomes=(
            approve,
            back(
                "incomplete",
                Text("退回修改", "Return"),
                to=back_to,
                asks_for=Text("需要修改的内容", "what is to change"),
            ),
        ),
    )


EXPLAIN = Step(
    key="explain",
    title=Text("告知本人与矫正小组", "Tell the person and the group"),
    actor=office(),
    does=Does.SERVE,
    basis=BASIS,
    no_clock=PROMPTLY,
    outcomes=(done("told", Text("已告知", "Told"), finishes="adopted"),),
)

correction_plan = Procedure(
    key="correction_plan",
    version=1,
    number="P08",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("制定矫正方案", "Correction plan"),
    about=IN_HAND,
    basis=BASIS,
    starts=OFFICES,
    application=Text("启动制定", "Begin"),
    reads=(GROUP,),
    checks=(warn("has_group", Text("矫正小组已确定", "The group stands"), forms.has_group, Law(25), Measures(19)),),
    only_one=True,
    steps=(
        Step(
            key="draft",
            title=Text("拟定方案", "Draft the plan"),
            actor=office(),
            does=Does.FILL,
            basis=BASIS,
            clocks=(
                Clock(
                    id="PLN-1",
                    title=Text("制定矫正方案", "The first plan"),
                    starts=after("application.submit"),
                    met_by=("decide.approve",),
                    warn_days=(5,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                go("drafted", Text("提交审批", "Submit"), "decide", form=forms.PLAN, opinion=True),
                lapse("PLN-1", Text("未按期制定方案", "No plan in time")),
            ),
        ),
        _decide(
            go(
                "approve",
                Text("同意，方案生效", "Adopt"),
                "explain",
                grants=True,
                papers=(D22,),
                effects=(effect(casework.adopt_plan, forms.drafted),),
            ),
            watches=("PLN-1",),
            back_to="draft",
        ),
        EXPLAIN,
    ),
    matter_wide=endings(office()),
    variants=(MINORS,),
)


def is_another_class(fact: ClassChanged) -> bool:
    """The first class of all adjusts nothing: the plan is still to be made."""
    return bool(fact.before)


def said_of_class(fact: ClassChanged) -> dict[str, str]:
    return {"cause": "class_change", "caused_on": fact.first_day.isoformat()}


plan_adjustment = Procedure(
    key="plan_adjustment",
    version=1,
    number="P08-2",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("评估调整矫正方案", "Review and adjustment of the plan"),
    about=IN_HAND,
    basis=BASIS,
    starts=(
        *OFFICES,
        by_fact(
            "casework.ClassChanged",
            Text("管理类别变动", "the class has changed"),
            only=is_another_class,
            gives=said_of_class,
        ),
        by_date("plan.review_ahead", Text("方案评估日前", "ahead of its review"), of=casework.plans_to_review),
    ),
    form=forms.ADJUSTMENT,
    application=Text("评估调整事由", "Why"),
    reads=(GROUP, Fact("plan_in_force", casework.plan_in_force, casework.plan_in_force_of)),
    checks=(block("has_plan", Text("有现行方案", "There is a plan"), forms.has_plan, Measures(22)),),
    steps=(
        Step(
            key="evaluate",
            title=Text("评估实施效果", "Evaluate"),
            actor=office(),
            does=Does.FILL,
            basis=BASIS,
            no_clock=Text("应当及时评估，法律未定期限", "promptly; the law names no number of days"),
            clocks=(
                Clock(
                    id="PLN-2",
                    title=Text("定期评估方案", "Review of the plan"),
                    starts=after("application.submit"),
                    until=at("review_by"),
                    met_by=("evaluate.keep", "decide.approve"),
                    only_when=forms.FOR_REVIEW & forms.HAS_REVIEW_DAY,
                    warn_days=(3,),
                    basis=BASIS,
                ),
                Clock(
                    id="PLN-3",
                    title=Text("等级变动后调整方案", "Plan after a change of class"),
                    starts=at("caused_on"),
                    met_by=("evaluate.keep", "decide.approve"),
                    only_when=forms.FOR_CLASS,
                    warn_days=(1,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                end(
                    "keep",
                    Text("方案继续适用", "The plan stays"),
                    ends="kept",
                    grants=True,
                    form=forms.KEPT,
                    reasons=True,
                    effects=(effect(casework.record_plan_review, forms.reviewed),),
                ),
                go("adjust", Text("提出调整方案", "Propose another plan"), "decide", form=forms.CHANGED, opinion=True),
                lapse("PLN-2", Text("未按期评估", "Not reviewed in time"), key="review_lapsed"),
                lapse("PLN-3", Text("未按期调整", "Not adjusted in time"), key="adjustment_lapsed"),
            ),
        ),
        _decide(
            go(
                "approve",
                Text("同意调整", "Adopt"),
                "explain",
                grants=True,
                papers=(D23,),
                effects=(effect(casework.adopt_plan, forms.adjusted),),
            ),
            watches=("PLN-2", "PLN-3"),
            back_to="evaluate",
        ),
        EXPLAIN,
    ),
    matter_wide=endings(office()),
    variants=(MINORS,),
)
