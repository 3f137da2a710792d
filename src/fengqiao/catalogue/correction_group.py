"""The correction group (矫正小组), P07: forming it before the induction, and replacing a member who has left.

Law: Community Corrections Law arts 25, 52; Implementation Measures arts 19, 55.
"""

from __future__ import annotations

from fengqiao.casework import face as casework
from fengqiao.catalogue import correction_group_forms as forms
from fengqiao.catalogue.beginning_papers import D20, D21
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
    flagged,
    go,
    institution,
    lapse,
    office,
    since,
    stay,
)

COUNTY = institution(Level.COUNTY)
BASIS = (Law(25), Measures(19))
GROUP = Fact("correction_group", casework.correction_group, casework.correction_group_of)
WHOLE = block("group_whole", Text("小组成员构成符合规定", "The group is as the law asks"), forms.is_whole, Law(25, 52))
ADD = stay("add_member", Text("增加成员", "Name a member"), form=forms.MEMBER,
           effects=(effect(casework.add_member, forms.added),))  # fmt: skip
DROP = stay("drop_member", Text("撤回成员", "Take a name back"), form=forms.DROPPED,
            effects=(effect(casework.end_member, forms.dropped),))  # fmt: skip
PROPOSE = go("propose", Text("提出小组名单，报请确定", "Propose the group"), "decide", opinion=True)


def _decide(*, watches: str, back_to: str) -> Step:
    """The institution, or the office it has given this to, says that the group stands."""
    return Step(
        key="decide",
        title=Text("确定矫正小组", "Decide on the group"),
        actor=by_delegation("group", *BASIS),
        does=Does.DECIDE,
        watches=(watches,),
        basis=BASIS,
        outcomes=(
            go(
                "formed",
                Text("确定小组成员", "The group stands"),
                "sign",
                grants=True,
                papers=(D20,),
                effects=(effect(casework.form_group, forms.formed),),
            ),
            back(
                "incomplete", Text("退回补正", "Return"), to=back_to, asks_for=Text("需要补正的内容", "what is missing")
            ),
        ),
    )


SIGN = Step(
    key="sign",
    title=Text("签订社区矫正责任书", "Members sign the agreement"),
    actor=office(),
    does=Does.SERVE,
    basis=BASIS,
    no_clock=PROMPTLY,
    outcomes=(done("signed", Text("成员均已签订", "All have signed"), finishes="formed", papers=(D21,)),),
)
FOR_MINORS = Variant(
    key="minor",
    title=Text("未成年社区矫正对象", "minors"),
    when=MINOR,
    note=Text(
        "成员中应当有熟悉未成年人身心特点的人员；身份信息保密",
        "somebody who knows the ways of minors is a member; the identity is confidential",
    ),
    disclosure=Tier.CONFIDENTIAL,
    basis=(Law(52, 54), Measures(55)),
)
FOR_WOMEN = Variant(
    key="female",
    title=Text("女性社区矫正对象", "women"),
    when=flagged("female", Text("女性社区矫正对象", "women")),
    note=Text("成员中应当有女性", "a woman is a member"),
    basis=(Law(25),),
)

correction_group = Procedure(
    key="correction_group",
    version=1,
    number="P07",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("确定矫正小组", "Correction group"),
    about=IN_HAND,
    basis=BASIS,
    starts=(
        by(office(), Text("司法所", "the justice office")),
        by(COUNTY, Text("县级社区矫正机构", "the county institution")),
    ),
    application=Text("启动组建", "Begin"),
    reads=(GROUP,),
    checks=(WHOLE,),
    only_one=True,
    steps=(
        Step(
            key="members",
            title=Text("确定人选", "Find the members"),
            actor=office(),
            does=Does.FILL,
            basis=BASIS,
            clocks=(
                Clock(
                    id="GRP-1",
                    title=Text("成立矫正小组", "The group stands"),
                    starts=after("application.submit"),
                    met_by=("decide.formed",),
                    warn_days=(1,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                ADD,
                DROP,
                PROPOSE,
                lapse("GRP-1", Text("未按期成立矫正小组", "The group does not stand in time")),
            ),
        ),
        _decide(watches="GRP-1", back_to="members"),
        SIGN,
    ),
    matter_wide=endings(office()),
    variants=(FOR_MINORS, FOR_WOMEN),
)

group_member_change = Procedure(
    key="group_member_change",
    version=1,
    number="P07-2",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("补充矫正小组成员", "Replacing a group member"),
    about=IN_HAND,
    basis=BASIS,
    starts=(
        by(office(), Text("司法所", "the justice office")),
        by(COUNTY, Text("县级社区矫正机构", "the county institution")),
    ),
    application=Text("启动补充", "Begin"),
    reads=(GROUP,),
    checks=(WHOLE,),
    only_one=True,
    steps=(
        Step(
            key="left",
            title=Text("记录成员离开", "Record who left"),
            actor=office(),
            does=Does.RECORD,
            basis=BASIS,
            no_clock=Text("自成员离开之日起计算补充期限", "the time to replace runs from the day the member left"),
            outcomes=(
                go(
                    "left",
                    Text("成员已离开", "The member has left"),
                    "replace",
                    form=forms.LEFT,
                    effects=(effect(casework.end_member, forms.left),),
                ),
                end("mistaken", Text("无成员离开，撤销", "Nobody has left"), reasons=True),
            ),
        ),
        Step(
            key="replace",
            title=Text("确定补充人选", "Find a replacement"),
            actor=office(),
            does=Does.FILL,
            basis=BASIS,
            clocks=(
                Clock(
                    id="GRP-2",
                    title=Text("补充小组成员", "The member is replaced"),
                    starts=at("left_on"),
                    met_by=("decide.formed", "replace.not_needed"),
                    warn_days=(2,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                ADD,
                DROP,
                PROPOSE,
                end(
                    "not_needed",
                    Text("现有成员符合规定，不再补充", "The group is whole without"),
                    grants=True,
                    reasons=True,
                ),
                lapse("GRP-2", Text("未按期补充成员", "Not replaced in time")),
            ),
        ),
        _decide(watches="GRP-2", back_to="replace"),
        SIGN,
    ),
    matter_wide=endings(office()),
    variants=(FOR_MINORS, FOR_WOMEN),
)
