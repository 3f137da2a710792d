"""The forms of classified management (P09), its rules asked of a case, and the values of its effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.field import field
from fengqiao.procedures.grammar import Asked, Case, Choice, FieldKind, Finding, Form, Text, Wrong, local_day

rules = casework.class_rules
FOR_REVIEW = Asked(
    Text("定期评定", "a periodic review"),
    lambda case: case.form.get("kind") == "review" and case.form.get("period_end") is not None,
)
INITIAL = Asked(Text("首次确定", "the first class"), lambda case: not case.fact("class_history"))
HAS_CLASS = Asked(Text("已确定管理类别", "a class holds"), lambda case: bool(case.fact("class_history")))
CLASSES = choices(casework.CLASSES, only=rules.RANKS)


KINDS = (
    Choice("initial", Text("首次确定", "first class")),
    Choice("review", Text("定期评定", "periodic review")),
    Choice("trigger", Text("出现应当严管的情形", "a ground for the strict class")),
    Choice("promotion", Text("申请调低管理等级", "a less strict class is asked for")),
)
OPENING = Form(
    (
        field("kind", FieldKind.CHOICE, "评定种类", "kind", choices=KINDS),
        field("period_end", FieldKind.DAY, "评定周期末日", "last day of the period", required=False),
    )
)
PROPOSAL = Form(
    (
        field("proposed_class", FieldKind.CHOICE, "拟定管理类别", "proposed class", choices=CLASSES),
        field(
            "risk",
            FieldKind.CHOICE,
            "再犯罪风险",
            "risk of reoffending",
            choices=(
                Choice("low", Text("低", "low")),
                Choice("middle", Text("中", "medium")),
                Choice("high", Text("高", "high")),
            ),
        ),
        field("admonitions", FieldKind.NUMBER, "训诫次数", "admonitions", unit=Text("次", "times")),
        field("warnings", FieldKind.NUMBER, "警告次数", "warnings", unit=Text("次", "times")),
        field("penalties", FieldKind.NUMBER, "治安管理处罚次数", "police penalties", unit=Text("次", "times")),
        field("assessment_failed", FieldKind.YES_NO, "考核不合格", "the assessment was failed"),
        field("conduct", FieldKind.LONG_TEXT, "日常表现与评定意见", "conduct and opinion"),
    )
)


def now(case: Case) -> str:
    """The class that holds, or none yet."""
    history = case.fact("class_history")
    return history[-1].class_name if history else ""


def _proposed(case: Case) -> str:
    """What is proposed; a review that proposes nothing keeps what holds."""
    return str(case.form.get("proposed_class") or now(case))


def begun_on(case: Case) -> date | None:
    """The day from which the months under correction count."""
    found: date | None = case.fact("inducted_on") or case.fact("intake_dates").registered_on
    return found


def _months_under_correction(case: Case) -> int:
    begun = begun_on(case)
    return rules.full_months(begun, case.today) if begun else 0


def rule_set(case: Case) -> Any:
    """The province's rules, as the parameters give them on the day the matter began."""
    return rules.RuleSet(
        rules=case.parameter("classification.rules"),
        entry_months=int(case.parameter("classification.entry_months")),
        admonitions=int(case.parameter("classification.admonitions")),
        stay_months={
            rules.STRICT: int(case.parameter("classification.stay_strict_months")),
            rules.NORMAL: int(case.parameter("classification.stay_normal_months")),
        },
    )


def stays_only_without_a_ground(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """A class that is too lenient is not kept: the office proposes the strict one. Law: Measures art. 21."""
    found = grounds(case.with_form(values))
    if rules.may_be(now(case), found):
        return ()
    words = _named(found)
    text = Text(f"应当报请确定为严管：{words.zh}", f"the strict class is to be proposed: {words.en}")
    return (Wrong("conduct", "too_lenient", text),)


def grounds(case: Case) -> tuple[str, ...]:
    """Why the person belongs into the strict class, by what the form says. Law: parameter classification.rules."""
    form = case.form
    conduct = rules.Conduct(
        months=_months_under_correction(case),
        risk_high=form.get("risk") == "high",
        admonitions=int(form.get("admonitions") or 0),
        warnings=int(form.get("warnings") or 0),
        penalties=int(form.get("penalties") or 0),
        assessment_failed=bool(form.get("assessment_failed")),
    )
    return rules.strict_grounds(conduct, rule_set(case))


def not_too_lenient(case: Case) -> Finding:
    """While a ground of the province's rules stands, only the strict class may be decided.

    Law: Community Corrections Law art. 24; Implementation Measures art. 21; parameter classification.rules.
    """
    found, proposed = grounds(case), _proposed(case)
    if not found:
        return Finding(True, Text("无应当严管的情形", "no ground for the strict class"))
    words = _named(found)
    if not proposed or rules.may_be(proposed, found):
        return Finding(True, Text(f"应当严管：{words.zh}", f"strict class: {words.en}"))
    return Finding(
        False, Text(f"应当严管，不得确定为较宽类别：{words.zh}", f"only the strict class is allowed: {words.en}")
    )


def stayed_long_enough(case: Case) -> Finding:
    """A less strict class needs the minimum stay in the one before, and leaves out none between.

    Law: Implementation Measures art. 21; parameters classification.stay_*_months.
    """
    before, proposed = now(case), _proposed(case)
    if not before or not rules.is_promotion(before, proposed):
        return Finding(True, Text("不属于调低管理等级", "not a less strict class"))
    if rules.skips_a_class(before, proposed):
        return Finding(False, Text("调低管理等级应当逐级进行", "a less strict class is reached one by one"))
    months = rules.full_months(case.fact("class_history")[-1].first_day, case.today)
    left = rules.stay_left(before, months=months, rules=rule_set(case))
    title = casework.CLASSES[before]
    if left:
        return Finding(
            False,
            Text(
                f"{title.zh}已满 {months} 个月，尚差 {left} 个月", f"{months} months in {title.en}, {left} more needed"
            ),
        )
    return Finding(True, Text(f"{title.zh}已满 {months} 个月", f"{months} months in {title.en}"))


def _named(found: tuple[str, ...]) -> Text:
    return Text("、".join(rules.RULES[code].zh for code in found), ", ".join(rules.RULES[code].en for code in found))


KEPT = Form(
    tuple(each for each in PROPOSAL.fields if each.name != "proposed_class"), rules=(stays_only_without_a_ground,)
)


def decided(case: Case) -> Mapping[str, Any]:
    act = case.last("decide.approve")
    assert act is not None
    return {"class_name": case.form["proposed_class"], "first_day": local_day(act.at)}
