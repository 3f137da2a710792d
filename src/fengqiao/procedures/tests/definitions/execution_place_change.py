"""Change of the place of execution, P14: two counties, a person between them, two matters joined by
letters."""

from __future__ import annotations

from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    DECISION_ORGAN,
    OTHER_INSTITUTION,
    POLICE,
    PROCURATORATE,
    UPPER_INSTITUTION,
    Asked,
    Choice,
    Clock,
    Does,
    Field,
    FieldKind,
    Form,
    LetterOut,
    Level,
    OnReturn,
    Procedure,
    Step,
    Text,
    after,
    at,
    back,
    by,
    by_letter,
    done,
    end,
    go,
    institution,
    lapse,
    later,
    later_copy,
    later_effect,
    lead,
    office,
    on_letter,
    organ,
    other_side,
    since,
    stay,
    subject,
)

COUNTY = Level.COUNTY
OTHER, UPPER = organ(OTHER_INSTITUTION), organ(UPPER_INSTITUTION)
ANSWER = Form(
    (
        Field(
            name="answer",
            kind=FieldKind.CHOICE,
            label=Text("是否同意接收", "consent"),
            choices=(Choice("consent", Text("同意", "consents")), Choice("objects", Text("不同意", "objects"))),
        ),
    )
)
CONSENTS = Asked(Text("新执行地同意接收", "the new county consents"), lambda case: case.form.get("answer") == "consent")

leaving = Procedure(
    key="execution_place_change",
    version=1,
    number="P14",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("执行地变更", "Change of the place of execution"),
    basis=(Law(27), Measures(30, 31)),
    starts=(by(subject()), by(office())),
    form=Form(
        (
            Field(name="new_place", kind=FieldKind.PLACE, label=Text("新居住地", "new residence")),
            Field(name="moves_on", kind=FieldKind.DAY, label=Text("拟迁居日期", "moves on")),
            Field(name="why", kind=FieldKind.LONG_TEXT, label=Text("变更理由", "why")),
        )
    ),
    steps=(
        Step(
            key="opinion",
            title=Text("司法所意见", "Office opinion"),
            actor=office(),
            does=Does.REVIEW,
            watches=("CHG-2",),
            clocks=(
                Clock(
                    id="CHG-1",
                    title=Text("提前一个月申请", "Apply a month ahead"),
                    owner=subject(),
                    starts=at("moves_on"),
                    met_by=("application.submit",),
                ),
            ),
            outcomes=(
                go("forward", Text("报县级", "Forward"), "ask", opinion=True),
                back("incomplete", Text("退回", "Return"), asks_for=Text("需补正", "what is missing")),
            ),
        ),
        Step(
            key="ask",
            title=Text("征求新执行地意见", "Ask the new county"),
            actor=institution(COUNTY),
            does=Does.SERVE,
            clocks=(
                Clock(
                    id="CHG-2",
                    title=Text("发函征求意见", "Send the letter"),
                    starts=after("application.submit"),
                    met_by=("ask.sent",),
                    on_return=OnReturn.RESTARTS,
                ),
            ),
            outcomes=(go("sent", Text("已发函", "Sent"), "reply", letters=(LetterOut(kind=later("D40"), to=OTHER),)),),
        ),
        Step(
            key="reply",
            title=Text("等待回函", "Await the answer"),
            actor=other_side(),
            does=Does.AWAIT,
            clocks=(Clock(id="CHG-3", title=Text("新执行地回函", "The new county answers"), owner=other_side()),),
            outcomes=(
                on_letter("D41", Text("收到回函", "The answer arrived"), to="decide", form=ANSWER),
                lapse("CHG-3", Text("催办", "Remind"), letters=(LetterOut(kind=later("reminder"), to=OTHER),)),
            ),
        ),
        Step(
            key="decide",
            title=Text("决定", "Decide"),
            actor=lead(COUNTY),
            does=Does.DECIDE,
            no_clock=Text("法律未定期限", "the law names none"),
            outcomes=(
                go(
                    "agree",
                    Text("同意变更", "Agree"),
                    "serve",
                    when=CONSENTS,
                    papers=(later("D42"),),
                    copies=(later_copy(DECISION_ORGAN), later_copy(PROCURATORATE), later_copy(POLICE)),
                ),
                go(
                    "object",
                    Text("提请上级协调", "Take it to the upper institution"),
                    "reply",
                    decides=False,
                    letters=(LetterOut(kind=later("coordination"), to=UPPER),),
                ),
                go("refuse", Text("不予变更", "Refuse"), "tell", papers=(later("D42"),), reasons=True),
            ),
        ),
        Step(
            key="tell",
            title=Text("告知本人", "Tell the person"),
            actor=institution(COUNTY),
            does=Does.SERVE,
            clocks=(Clock(id="CHG-4", title=Text("告知不予变更", "Tell the refusal"), starts=after("decide.refuse")),),
            outcomes=(end("refused", Text("已告知", "Told")),),
        ),
        Step(
            key="serve",
            title=Text("送达决定", "Serve the decision"),
            actor=institution(COUNTY),
            does=Does.SERVE,
            watches=("CHG-5",),
            outcomes=(go("served", Text("已送达", "Served"), "move", papers=(later("D43"),)),),
        ),
        Step(
            key="move",
            title=Text("迁往新执行地", "Move"),
            actor=subject(),
            does=Does.RUNS,
            clocks=(
                Clock(
                    id="CHG-5",
                    title=Text("移送档案", "Move the papers"),
                    owner=institution(COUNTY),
                    starts=after("decide.agree"),
                    met_by=("move.D44",),
                ),
                Clock(
                    id="CHG-7",
                    title=Text("到新执行地报到", "Report to the new county"),
                    owner=subject(),
                    starts=after("serve.served"),
                ),
            ),
            outcomes=(
                on_letter("D44", Text("收到回执", "The receipt arrived"), meets=("CHG-5",)),
                on_letter(
                    "registered",
                    Text("新执行地已登记", "Registered there"),
                    ends="moved",
                    effects=(later_effect("subjects.hand_over", Text("移交", "hand over")),),
                ),
                on_letter("not_arrived", Text("未到新执行地报到", "Did not arrive"), opens=(later("P31"),)),
            ),
        ),
    ),
)

arriving = Procedure(
    key="execution_place_arrival",
    version=1,
    number="P14",
    room="casework",
    valid=since(2020, 7, 1),
    title=Text("接收执行地变更", "Arrival from another county"),
    basis=(Law(27), Measures(30, 31)),
    starts=(by_letter("D40", Text("收到征求意见函", "the letter of the old county")),),
    steps=(
        Step(
            key="verify",
            title=Text("核实居住情况", "Verify the dwelling"),
            actor=institution(COUNTY),
            does=Does.REVIEW,
            clocks=(
                Clock(
                    id="CHG-3",
                    title=Text("回函", "Answer"),
                    starts=after("application.submit"),
                    met_by=("verify.consent", "verify.objects"),
                ),
            ),
            outcomes=(
                go(
                    "consent",
                    Text("同意接收", "Consent"),
                    "papers",
                    letters=(LetterOut(kind=later("D41"), to=OTHER),),
                ),
                end(
                    "objects",
                    Text("不同意接收", "Object"),
                    reasons=True,
                    letters=(LetterOut(kind=later("D41"), to=OTHER),),
                ),
            ),
        ),
        Step(
            key="papers",
            title=Text("接收档案", "Receive the papers"),
            actor=other_side(),
            does=Does.AWAIT,
            no_clock=Text("由原执行地移送（CHG-5）", "the old county moves them (CHG-5)"),
            outcomes=(on_letter("D43", Text("档案送达", "The papers arrived"), to=("receipt", "arrival")),),
        ),
        Step(
            key="receipt",
            title=Text("发送回执", "Send the receipt"),
            actor=institution(COUNTY),
            does=Does.SERVE,
            clocks=(Clock(id="CHG-6", title=Text("回执", "Receipt"), starts=after("papers.D43")),),
            outcomes=(done("sent", Text("已发送", "Sent"), letters=(LetterOut(kind=later("D44"), to=OTHER),)),),
        ),
        Step(
            key="arrival",
            title=Text("等待报到", "Await the person"),
            actor=subject(),
            does=Does.AWAIT,
            watches=("CHG-6",),
            no_clock=Text("自本人收到决定起算（CHG-7）", "counted where the decision was served (CHG-7)"),
            outcomes=(
                done(
                    "registered",
                    Text("已登记", "Registered"),
                    by=institution(COUNTY),
                    finishes="registered",
                    letters=(LetterOut(kind=later("registered"), to=OTHER),),
                ),
                stay(
                    "not_arrived",
                    Text("未报到，立即通知原执行地", "Did not arrive: tell the old county at once"),
                    by=institution(COUNTY),
                    letters=(LetterOut(kind=later("not_arrived"), to=OTHER),),
                ),
            ),
        ),
    ),
)
