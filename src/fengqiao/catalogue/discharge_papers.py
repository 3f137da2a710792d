"""What the papers of discharge (P40) say beyond person, office and number. Pure functions of the case.

Law: Community Corrections Law art. 44; Implementation Measures arts 53-54.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fengqiao.catalogue.discharge_checks import ends_on
from fengqiao.catalogue.discharge_forms import APPRAISAL, OPENED, SUMMARY, category_text
from fengqiao.catalogue.papers import chosen, from_form, paper
from fengqiao.procedures.grammar import Case, local_day

_OPINIONS = {
    "appraise.appraised": "司法所鉴定意见",
    "review.forward": "县级社区矫正机构审核意见",
    "decide.agree": "县级社区矫正机构审批意见",
}
ORGANS = ("decision_organ", "procuratorate", "police")
_CONDUCT = next(field.choices for field in APPRAISAL.fields if field.name == "conduct")
_HOW = next(field.choices for field in SUMMARY.fields if field.name == "summary_how")
_GROUNDS = next(field.choices for field in OPENED.fields if field.name == "ground")


def _ground(case: Case) -> str:
    return chosen(_GROUNDS, case.form.get("ground", "term"))[0]


def _ending(case: Case) -> str:
    """A pardon ends it in its own words; the end of a term in those of the category."""
    return "依法予以特赦" if case.form.get("ground") == "pardon" else category_text(case).zh


def summary(case: Case) -> Mapping[str, Any]:
    """D98: what the person handed in."""
    how = "、".join(chosen(_HOW, case.form["summary_how"]))
    return {**from_form(case, "summary_on", "summary_text", "summary_pages"), "summary_how": how}


def appraisal(case: Case) -> Mapping[str, Any]:
    """D99: the appraisal with every opinion."""
    return {
        **from_form(case, "law_abiding", "education", "rewards"),
        "conduct": "、".join(chosen(_CONDUCT, case.form["conduct"])),
        "opinions": list(_opinions(case)),
    }


def _opinions(case: Case) -> Iterator[Mapping[str, Any]]:
    for act in case.acts:
        if act.name in _OPINIONS:
            words = str(act.data.get("opinion") or "同意按期解除社区矫正。")
            yield {"office": _OPINIONS[act.name], "text": words, "name": act.by.name, "at": local_day(act.at)}


def announcement(case: Case) -> Mapping[str, Any]:
    """D100: what was announced, where, by whom."""
    act = case.last("appraise.appraised")
    return {
        **from_form(case, "announced_at", "announced_where", "presided_by"),
        "ended_on": ends_on(case),
        "ending": _ending(case),
        "appraisal": str(act.data["opinion"]) if act else "",
    }


def certificate(case: Case) -> Mapping[str, Any]:
    """D101: from when, and what it means."""
    return {"ended_on": ends_on(case), "ending": _ending(case), "ground": _ground(case)}


def notice(case: Case) -> Mapping[str, Any]:
    """D102: the same, to the organs that must hear of it."""
    return {**certificate(case), "to": list(ORGANS)}


def aftercare(case: Case) -> Mapping[str, Any]:
    """D103: what the aftercare body takes over."""
    return {**from_form(case, "aftercare_body", "aftercare_on", "aftercare_needs"), "ended_on": ends_on(case)}


D98 = paper("D98", summary)
D99 = paper("D99", appraisal)
D100 = paper("D100", announcement)
D101 = paper("D101", certificate)
D102 = paper("D102", notice)
D103 = paper("D103", aftercare)
