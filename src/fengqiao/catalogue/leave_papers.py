"""What the papers of leave (P12) say beyond person, office and number. Pure functions of the case.

Law: Community Corrections Law art. 27; Implementation Measures arts 26-28.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from fengqiao.catalogue import leave_checks as check
from fengqiao.catalogue.leave_forms import EXTEND, GRANT, REASONS
from fengqiao.catalogue.papers import chosen, from_form, moment_text, paper
from fengqiao.procedures.grammar import Act, Case, local_day, typed

REFUSALS = ("decide.refuse", "decide_extension.refuse")
EXTENDED = "decide_extension.grant"
EXTENSIONS = (EXTENDED, "decide_extension.refuse")
ASKED_MORE = ("away.ask_more", "overdue.hindered")
DUTIES = ("按批准的时间、目的地外出", "保持通讯畅通，接受外出期间的核查", "不能按期返回的，及时报告")
_MEASURES = next(field.choices for field in GRANT.fields if field.name == "measures")
_OPINIONS = {
    "review.forward": "司法所审核意见",
    "county_opinion.forward": "县级社区矫正机构审核意见",
    "extension_opinion.forward": "县级社区矫正机构延期审核意见",
    "decide.grant": "审批意见",
    "decide.refuse": "审批意见",
    "decide_extension.grant": "延期审批意见",
    "decide_extension.refuse": "延期审批意见",
}


def _reason(case: Case) -> str:
    return "、".join(chosen(REASONS, case.form["reason"]))


def _until(case: Case) -> datetime:
    """Until when the person may be away: as granted, or as the last granted extension says."""
    until, asked = case.form["returns_at"], None
    for act in case.acts:
        if act.name in ASKED_MORE:
            asked = typed(EXTEND, act.data)["extended_to"]
        elif act.name == EXTENDED and asked is not None:
            until = asked
    return cast("datetime", until)


def slip(case: Case) -> Mapping[str, Any]:
    """D33: what is granted."""
    return {
        **from_form(case, "places", "leaves_at", "companions"),
        "returns_at": _until(case),
        "days": (check.extended_days if _extends(case) else check.days).count(case),
        "reason": _reason(case),
        "measures": chosen(_MEASURES, case.form.get("measures")),
    }


def approval(case: Case) -> Mapping[str, Any]:
    """D32: the application with every opinion and the decision."""
    extended = _extends(case)
    total = check.extended_days_in_window if extended else check.days_in_window
    until = "extended_to" if extended else "returns_at"
    names = (
        "details",
        "places",
        "passes_through",
        "address",
        "leaves_at",
        "transport",
        "companions",
        "contact",
        "proof",
    )
    return {
        **from_form(case, *names),
        "reason": _reason(case),
        "returns_at": case.form[until],
        "days": (check.extended_days if extended else check.days).count(case),
        "sum_days": total.count(case),
        "opinions": list(_opinions(case)),
    }


def _extends(case: Case) -> bool:
    """Whether what was decided last is an extension."""
    last = case.last("decide.grant", "decide.refuse", *EXTENSIONS)
    return last is not None and last.name in EXTENSIONS


def _opinions(case: Case) -> Iterator[Mapping[str, Any]]:
    for act in case.acts:
        if act.name in _OPINIONS:
            yield {"office": _OPINIONS[act.name], "text": _words(act), "name": act.by.name, "at": local_day(act.at)}


def _words(act: Act) -> str:
    if act.outcome == "forward":
        return str(act.data.get("opinion", ""))
    decision = {"grant": "批准", "refuse": "不予批准"}[act.outcome]
    return f"{decision}。{act.reasons}" if act.reasons else f"{decision}。"


def result(case: Case) -> Mapping[str, Any]:
    """D36: that it is refused and why, or granted and on which terms."""
    act = case.last(*REFUSALS, "decide.grant", EXTENDED)
    asked = case.last(*ASKED_MORE) if act and act.step == "decide_extension" else None
    day = local_day(asked.at) if asked is not None else local_day(case.started_at or case.now)
    granted = act is not None and act.outcome == "grant"
    return {
        "matter": "外出延期" if asked is not None else "外出",
        "asked_on": day,
        "granted": granted,
        "reasons": act.reasons if act is not None else "",
        "conditions": [*DUTIES, f"于{moment_text(_until(case))}前返回并销假"] if granted else [],
    }


def help_asked(case: Case) -> Mapping[str, Any]:
    """D34: what the institution at the destination is asked to do."""
    return {
        **from_form(case, "leaves_at", "contact", "help_wanted", "address"),
        "to_place": case.form["help_from"],
        "returns_at": _until(case),
        "reason": _reason(case),
    }


def help_letter(case: Case) -> Mapping[str, Any]:
    """The letter that D34 goes with: to whom, and what it says to an office that cannot open the paper."""
    asked = help_asked(case)
    lines = (
        ("外出事由", asked["reason"]),
        ("详细地址", asked.get("address", "")),
        ("离开时间", moment_text(asked["leaves_at"])),
        ("返回时间", moment_text(asked["returns_at"])),
        ("外出期间联系方式", asked["contact"]),
        ("请求协助事项", asked["help_wanted"]),
    )
    return {"to_area": str(asked["to_place"])[:6], "body": {"lines": [list(each) for each in lines if each[1]]}}


def close(case: Case) -> Mapping[str, Any]:
    """D35: when the person came back, and why late if so."""
    until = _until(case)
    late = case.form["returned_at"] > until
    why = case.last("overdue.came_back_late")
    return {
        **from_form(case, "places", "leaves_at", "returned_at"),
        "returns_at": until,
        "reason": _reason(case),
        "late": late,
        "why_late": why.reasons if late and why is not None else "",
        "proof": case.form.get("return_proof") or [],
    }


D32 = paper("D32", approval)
D33 = paper("D33", slip)
D34 = paper("D34", help_asked)
D35 = paper("D35", close)
D36 = paper("D36", result)
