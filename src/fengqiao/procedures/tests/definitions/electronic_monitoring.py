"""Electronic monitoring, P17: an order that runs, is extended and lapses; grounds that rest on earlier
acts."""

from __future__ import annotations

from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Choice,
    Clock,
    Does,
    Fact,
    Field,
    FieldKind,
    Form,
    Ground,
    Level,
    P,
    Procedure,
    Step,
    Text,
    after,
    at,
    back,
    bureau_head,
    by,
    end,
    go,
    institution,
    lapse,
    later,
    later_effect,
    office,
    one_of,
    renews,
    since,
    stay,
)

COUNTY = Level.COUNTY
GROUNDS = (
    Ground("injunction_breach", Text("违反禁止令", "breach of an injunction"), "breaches"),
    Ground("left_without_approval", Text("无正当理由未经批准离开", "left without approval"), "breaches"),
    Ground("refuses_to_report", Text("拒不报告被给予警告", "refuses to report, and was warned"), "warnings"),
    Ground("breach_after_penalty", Text("违规被给予治安管理处罚", "breach with a penalty"), "penalties"),
    Ground("proposal_in_preparation", Text("拟提请撤销或者收监", "a proposal in preparation"), "proposals"),
)
ORDER = Form(
    (
        Field(
            name="ground",
            kind=FieldKind.CHOICE,
            label=Text("法定情形", "ground"),
            choices=tuple(Choice(each.key, each.title) for each in GROUNDS),
        ),
        Field(name="ground_rests_on", kind=FieldKind.TEXT, label=Text("依据的在先处理", "the earlier act")),
        Field(name="order_end", kind=FieldKind.DAY, label=Text("使用期限至", "until")),
    )
)
EXTENSION = Form((Field(name="extended_end", kind=FieldKind.DAY, label=Text("延长至", "extended until")),))
END_DEVICE = later_effect("telemetry.end_device", Text("拆除装置", "remove the device"))

order = Procedure(
    key="electronic_monitoring",
    version=1,
    number="P17",
    room="telemetry",
    valid=since(2020, 7, 1),
    title=Text("使用电子定位装置", "Electronic monitoring"),
    basis=(Law(29), Measures(37)),
    starts=(by(office()),),
    application=Text("提出使用建议", "Propose"),
    form=ORDER,
    reads=(
        Fact("breaches", later("casework.breaches")),
        Fact("warnings", later("conduct.warnings")),
        Fact("penalties", later("conduct.penalties")),
        Fact("proposals", later("conduct.proposals_in_preparation")),
    ),
    checks=(one_of("ground", Text("五种法定情形", "One of five grounds"), GROUNDS, Law(29)),),
    steps=(
        Step(
            key="review",
            title=Text("机构审核", "Review"),
            actor=institution(COUNTY),
            does=Does.REVIEW,
            no_clock=Text("法律未定期限", "the law names none"),
            outcomes=(
                go("forward", Text("报局领导", "Forward"), "approve", opinion=True),
                back("incomplete", Text("退回", "Return"), asks_for=Text("需补正", "what is missing")),
            ),
        ),
        Step(
            key="approve",
            title=Text("局领导审批", "The bureau head decides"),
            actor=bureau_head(),
            does=Does.DECIDE,
            no_clock=Text("法律未定期限", "the law names none"),
            outcomes=(
                go(
                    "approve",
                    Text("批准", "Approve"),
                    "worn",
                    grants=True,
                    papers=(later("D49"), later("D50")),
                    effects=(later_effect("telemetry.order_device", Text("佩戴装置", "fit the device")),),
                ),
                end("refuse", Text("不批准", "Refuse"), reasons=True),
            ),
        ),
        Step(
            key="worn",
            title=Text("使用期间", "Worn"),
            actor=institution(COUNTY),
            does=Does.RUNS,
            clocks=(
                Clock(
                    id="order_end",
                    title=Text("使用期限", "End of the order"),
                    starts=after("approve.approve"),
                    until=at("order_end"),
                    at_most=P("DEV-1"),
                    basis=(Law(29),),
                ),
                Clock(
                    id="DEV-4",
                    title=Text("期满前评估", "Evaluate before the end"),
                    starts=at("order_end"),
                    met_by=("worn.propose_extension", "worn.no_longer_needed"),
                ),
            ),
            outcomes=(
                stay(
                    "propose_extension",
                    Text("提出延长", "Propose an extension"),
                    to=("approve_extension",),
                    papers=(later("D51"),),
                    form=EXTENSION,
                    while_runs="order_end",
                    proposes=True,
                ),
                end(
                    "no_longer_needed", Text("解除", "No longer needed"), papers=(later("D52"),), effects=(END_DEVICE,)
                ),
                lapse(
                    "order_end",
                    Text("期限届满", "The term is over"),
                    ends="expired",
                    papers=(later("D52"),),
                    effects=(END_DEVICE,),
                ),
            ),
        ),
        Step(
            key="approve_extension",
            title=Text("审批延长", "Decide the extension"),
            actor=bureau_head(),
            does=Does.DECIDE,
            watches=("order_end",),
            outcomes=(
                go(
                    "approve",
                    Text("批准延长", "Extend"),
                    "worn",
                    renews=(renews("order_end", "extended_end", P("DEV-2")),),
                ),
                go("refuse", Text("不予延长", "Refuse"), "worn", reasons=True),
            ),
        ),
    ),
)
