"""The forms of the plan and its adjustment (P08), and the values their effects are called with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.field import field
from fengqiao.catalogue.people import MINOR
from fengqiao.procedures.grammar import Asked, Case, FieldKind, Finding, Form, Text, local_day

CAUSES, EFFECTS = casework.plan_rules.CAUSES, casework.plan_rules.EFFECTS
FOR_REVIEW = Asked(Text("阶段评估", "review of the stage"), lambda case: case.form.get("cause") == "review")
FOR_CLASS = Asked(Text("管理类别变动", "the class has changed"), lambda case: case.form.get("cause") == "class_change")

HAS_REVIEW_DAY = Asked(Text("已定评估日期", "the day is set"), lambda case: case.form.get("review_by") is not None)


PLAN = Form(
    (
        field("assessment", FieldKind.LONG_TEXT, "基本情况与综合评估", "basic data and overall assessment"),
        field("psychology", FieldKind.LONG_TEXT, "心理状态与其他特殊情况", "psychology and special conditions"),
        field("supervision", FieldKind.LONG_TEXT, "监督管理措施", "measures of supervision"),
        field("support", FieldKind.LONG_TEXT, "教育帮扶措施", "measures of education and support"),
        field(
            "suited_to_minor",
            FieldKind.LONG_TEXT,
            "针对未成年人的措施（与成年人分别进行）",
            "measures suited to a minor, separate from adults",
            required=MINOR,
        ),
    )
)
OPINION = Form((field("opinion", FieldKind.LONG_TEXT, "意见", "opinion", required=False),))
ADJUSTMENT = Form(
    (
        field(
            "cause",
            FieldKind.CHOICE,
            "调整事由",
            "why",
            choices=choices(CAUSES, only=[code for code in CAUSES if code != "first"]),
        ),
        field("caused_on", FieldKind.DAY, "事由发生日期", "since", required=False),
        field("review_by", FieldKind.DAY, "应当评估的最后日期", "to be reviewed by", required=False),
    )
)
KEPT = Form(
    (
        field(
            "effect",
            FieldKind.CHOICE,
            "方案实施效果",
            "effect of the plan",
            choices=choices(EFFECTS),
        ),
        field("changes", FieldKind.LONG_TEXT, "实施效果与情况变化", "effect and changes"),
    )
)
CHANGED = Form((*KEPT.fields, *PLAN.fields))


def drafted(case: Case) -> Mapping[str, Any]:
    """The first plan as it was drafted."""
    return _plan(case, cause="first")


def adjusted(case: Case) -> Mapping[str, Any]:
    """The next version as it was drafted."""
    return _plan(case, cause=case.form["cause"])


def _plan(case: Case, *, cause: str) -> Mapping[str, Any]:
    act = case.last("decide.approve")
    assert act is not None
    form, more = case.form, case.form.get("suited_to_minor")
    support = f"{form['support']}\n{more}" if more else form["support"]
    plan = casework.NewPlan(
        cause=cause,
        assessment=form["assessment"],
        psychology=form["psychology"],
        supervision=form["supervision"],
        support=support,
    )
    return {"plan": plan, "first_day": local_day(act.at)}


def reviewed(case: Case) -> Mapping[str, Any]:
    act = case.last("evaluate.keep")
    assert act is not None
    return {"reviewed_on": local_day(act.at), "effect": case.form["effect"], "note": case.form["changes"]}


def has_group(case: Case) -> Finding:
    """The group carries the plan out. Law: Community Corrections Law art. 25; Implementation Measures art. 19."""
    if case.fact("correction_group").formed_on is not None:
        return Finding(True, Text("矫正小组已确定", "the group stands"))
    return Finding(
        False, Text("矫正小组尚未确定，方案由小组实施", "the group that is to carry out the plan does not stand")
    )


def has_plan(case: Case) -> Finding:
    """Only what is there can be adjusted. Law: Implementation Measures art. 22."""
    plan = case.fact("plan_in_force")
    if plan is None:
        text = Text("尚无生效的矫正方案，应当先制定方案", "there is no plan in force; the first plan comes first")
        return Finding(False, text)
    return Finding(
        True,
        Text(
            f"现行方案为第 {plan.number} 版，{plan.first_day} 起实施", f"version {plan.number}, since {plan.first_day}"
        ),
    )
