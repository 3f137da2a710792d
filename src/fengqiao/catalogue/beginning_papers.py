"""What the papers of induction, group, plan and class (P06 to P09) say beyond person, office and number. Pure
functions of the case.

Law: Community Corrections Law arts 12, 22, 24, 25, 38-40, 53; Implementation Measures arts 19-22.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from fengqiao.casework import face as casework
from fengqiao.catalogue import classification_forms, induction_forms
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.correction_group_forms import MEMBER
from fengqiao.catalogue.correction_plan_forms import CAUSES, EFFECTS
from fengqiao.catalogue.papers import chosen, from_form, opinions, paper, paper_each
from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Case, Choice, Form, local_day

OFFICE, DECISION = "司法所意见", "审批意见"
#: What a member of each kind is asked beyond the tasks of every group. Source: ours (P), after the articles above.
OWN_DUTIES: Final = {
    "justice_office": "组织小组成员开展工作，定期研究矫正情况，做好工作记录",
    "committee": "了解其在村（社区）的表现，引导参加社会活动，协助进行教育帮扶",
    "guardian": "履行监护职责，承担抚养、管教等义务",
    "family": "在生活中督促、帮助，协助社区矫正机构做好教育工作",
    "employer": "在工作中督促、帮助，协助社区矫正机构做好教育工作",
    "school": "在学业和校园生活中督促、帮助，协助社区矫正机构做好教育工作",
    "social_worker": "运用社会工作专业知识和方法，为其提供教育、心理辅导和社会关系改善等帮助",
    "volunteer": "发挥自身特长，为其融入社会提供帮助",
}


def _options(form: Form, name: str) -> tuple[Choice, ...]:
    return next(field.choices for field in form.fields if field.name == name)


_PLACES = _options(induction_forms.ANNOUNCED, "place")
_SIGNED = _options(induction_forms.ANNOUNCED, "signed")
_SEXES = _options(MEMBER, "member_sex")
_RISKS = _options(classification_forms.PROPOSAL, "risk")
_KINDS, _ROLES = choices(casework.group_rules.MEMBER_KINDS), choices(casework.group_rules.MEMBER_ROLES)


def _word(options: Sequence[Choice], code: Any) -> str:
    return "、".join(chosen(options, code))


def _members(case: Case) -> tuple[casework.Member, ...]:
    found: tuple[casework.Member, ...] = case.fact("correction_group").members
    return found


def _named(case: Case) -> list[str]:
    """The members by name; who leads is said."""
    return [f"{each.name}（组长）" if each.role == "leader" else each.name for each in _members(case)]


def _decided_on(case: Case, name: str) -> date:
    act = case.last(name)
    return local_day(act.at) if act else case.today


def _announced(case: Case) -> Mapping[str, Any]:
    return {
        **from_form(case, "announced_at", "officers", "interpreter"),
        "place": _word(_PLACES, case.form["place"]),
        "guardian": "已到场" if case.form.get("guardian_called") else "",
    }


def statement(case: Case) -> Mapping[str, Any]:
    """D18: what is announced. Who refuses to sign is named with the witness."""
    refused = case.form["signed"] == "refused"
    witness = case.form.get("refusal_witnessed", "")
    return {
        **_announced(case),
        "prohibited": list(case.fact("injunctions")),
        "members": _named(case),
        "refusal": f"宣告后本人拒绝签名，见证人：{witness}。" if refused else "",
    }


def record(case: Case) -> Mapping[str, Any]:
    """D19: who was there and what was read out."""
    return {
        **_announced(case),
        **from_form(case, "is_public", "attendees", "recording"),
        "contents": chosen(induction_forms.CONTENTS, case.form["contents_read"]),
        "signed": _word(_SIGNED, case.form["signed"]),
        "refusal": case.form.get("refusal_witnessed", ""),
    }


def group(case: Case) -> Mapping[str, Any]:
    """D20: who is in the group."""
    members = [
        {
            "name": each.name,
            "sex": _word(_SEXES, each.sex),
            "kind": _word(_KINDS, each.kind),
            "role": _word(_ROLES, each.role),
            "phone": each.phone,
        }
        for each in _members(case)
    ]
    whose = {
        "members.propose": (OFFICE, "提请确定小组成员。"),
        "replace.propose": (OFFICE, "提请确定小组成员。"),
        "decide.formed": (DECISION, "同意。"),
    }
    return {"formed_on": _decided_on(case, "decide.formed"), "members": members, "opinions": opinions(case, whose)}


def agreements(case: Case) -> Sequence[Mapping[str, Any]]:
    """D21: one for each member."""
    return [
        {
            "member": each.name,
            "member_kind": _word(_KINDS, each.kind),
            "member_role": _word(_ROLES, each.role),
            "own_duty": OWN_DUTIES[each.kind],
        }
        for each in _members(case)
    ]


_PLAN = ("assessment", "psychology", "supervision", "support", "suited_to_minor")


def plan(case: Case) -> Mapping[str, Any]:
    """D22: the plan as it was adopted."""
    whose = {"draft.drafted": (OFFICE, "拟定本方案，报请审批。"), "decide.approve": (DECISION, "同意。")}
    return {**from_form(case, *_PLAN), "members": _named(case), "opinions": opinions(case, whose)}


def adjustment(case: Case) -> Mapping[str, Any]:
    """D23: why the plan is another one, and which it is now."""
    before = case.fact("plan_in_force")
    whose = {"evaluate.adjust": (OFFICE, "提出调整方案，报请审批。"), "decide.approve": (DECISION, "同意。")}
    return {
        **from_form(case, *_PLAN, "caused_on", "changes"),
        "before": f"第{before.number}版，{documents.day_text(before.first_day)}起实施",
        "cause": CAUSES[case.form["cause"]].zh,
        "effect": EFFECTS[case.form["effect"]].zh,
        "opinions": opinions(case, whose),
    }


def class_decision(case: Case) -> Mapping[str, Any]:
    """D24: the class before and now, with the reasons of both."""
    form, before = case.form, classification_forms.now(case)
    found = classification_forms.grounds(case)
    whose = {"propose.proposed": (OFFICE, "报请确定。"), "decide.approve": (DECISION, "同意。")}
    counts = (("训诫", "admonitions"), ("警告", "warnings"), ("治安管理处罚", "penalties"))
    return {
        **from_form(case, "assessment_failed", "conduct"),
        "kind": _word(classification_forms.KINDS, form.get("kind") or ("review" if before else "initial")),
        "decided_on": _decided_on(case, "decide.approve"),
        "before": casework.CLASSES[before].zh if before else "尚未确定",
        "proposed": casework.CLASSES[form["proposed_class"]].zh,
        "risk": _word(_RISKS, form["risk"]),
        "sanctions": "，".join(f"{words}{form[name]}次" for words, name in counts),
        "grounds": [casework.class_rules.RULES[code].zh for code in found],
        "opinions": opinions(case, whose),
    }


D18 = paper("D18", statement)
D19 = paper("D19", record)
D20 = paper("D20", group)
D21 = paper_each("D21", agreements)
D22 = paper("D22", plan)
D23 = paper("D23", adjustment)
D24 = paper("D24", class_decision)
