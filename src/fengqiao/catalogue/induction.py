"""The induction (入矫宣告), P06: what the person may and must do is announced, and correction begins.

Law: Community Corrections Law art. 22; Implementation Measures arts 20, 55.
"""

from __future__ import annotations

from fengqiao.casework import face as casework
from fengqiao.catalogue import correction_group_forms as group
from fengqiao.catalogue import induction_forms as forms
from fengqiao.catalogue.beginning_papers import D18, D19
from fengqiao.catalogue.correction_group import GROUP
from fengqiao.catalogue.delegated import by_delegation
from fengqiao.catalogue.endings import endings
from fengqiao.catalogue.people import MINOR
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
    block,
    by,
    done,
    effect,
    go,
    in_state,
    institution,
    lapse,
    since,
    stay,
)
from fengqiao.subjects import face as subjects

COUNTY = institution(Level.COUNTY)
BASIS = (Law(22), Measures(20))
REGISTERED = in_state(
    Text("已接收登记、待宣告的人员", "people who are registered and not inducted yet"), "registered", "transferring"
)
WHO = by_delegation("induction", *BASIS, heads=False)

induction = Procedure(
    key="induction",
    version=1,
    number="P06",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("入矫宣告", "Induction"),
    about=REGISTERED,
    basis=BASIS,
    starts=(by(COUNTY, Text("县级社区矫正机构", "the county institution")),),
    application=Text("启动宣告", "Begin"),
    reads=(GROUP, Fact("injunctions", casework.injunction_texts, casework.injunction_texts_of)),
    checks=(
        block(
            "group_formed",
            Text("矫正小组已确定且构成符合规定", "The correction group stands, as the law asks"),
            group.is_formed,
            Law(25, 52),
            Measures(19, 20),
        ),
    ),
    only_one=True,
    steps=(
        Step(
            key="arrange",
            title=Text("准备宣告", "Arrange"),
            actor=WHO,
            does=Does.FILL,
            basis=BASIS,
            watches=("IND-1",),
            outcomes=(
                go(
                    "arranged", Text("已确定时间地点并通知", "Arranged, people called"), "announce", form=forms.ARRANGED
                ),
            ),
        ),
        Step(
            key="announce",
            title=Text("宣告", "Announce"),
            actor=WHO,
            does=Does.ANNOUNCE,
            basis=BASIS,
            clocks=(
                Clock(
                    id="IND-1",
                    title=Text("入矫宣告", "Induction"),
                    owner=COUNTY,
                    starts=after("application.submit"),
                    met_by=("announce.announced",),
                    warn_days=(1,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                done(
                    "announced",
                    Text("已宣告", "Announced"),
                    finishes="announced",
                    grants=True,
                    form=forms.ANNOUNCED,
                    papers=(D18, D19),
                    effects=(
                        effect(casework.record_induction, forms.recorded),
                        effect(subjects.begin_correction, forms.begun),
                    ),
                    opens=("classification",),
                ),
                stay("put_off", Text("因故改期", "Put off"), form=forms.PUT_OFF, reasons=True),
                lapse("IND-1", Text("未按期宣告", "Not announced in time")),
            ),
        ),
    ),
    matter_wide=endings(COUNTY),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text("宣告不公开，通知监护人到场", "not public; the guardian is called to attend"),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 53, 54), Measures(55)),
        ),
        Variant(
            key="at_home",
            title=Text("行动不便的对象", "those who cannot move"),
            when=forms.CANNOT_MOVE,
            note=Text("可以到本人住处、医院宣告", "announced at home or in hospital"),
            basis=(Measures(17),),
        ),
        Variant(
            key="interpreter",
            title=forms.FOREIGN.text,
            when=forms.FOREIGN,
            note=Text("应当有翻译人员到场", "an interpreter attends"),
            basis=BASIS,
        ),
    ),
)
