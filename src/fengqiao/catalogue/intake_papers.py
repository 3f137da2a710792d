"""What the receipt slip (P03) and the papers of a failure to report in (P05) say beyond person, office and number.
Pure functions of the case.

Law: Community Corrections Law arts 20, 21, 30; Implementation Measures arts 16, 38.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.missed_intake_checks import delay, last_day_to_come
from fengqiao.catalogue.missed_intake_forms import ATTEMPT
from fengqiao.catalogue.papers import chosen, from_form, paper
from fengqiao.catalogue.registration_forms import PAPERS
from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Act, Case, typed

_TRIED = "search.attempt"
MOST_LINES = 20
"""Of many searches a paper lists the last ones."""
_MEANS = next(field.choices for field in ATTEMPT.fields if field.name == "means")


def receipt(case: Case) -> Mapping[str, Any]:
    """D08: what came, when, and what is missing."""
    return {
        **from_form(case, "received_on", "copies_each"),
        "organ": [case.form.get("organ") or "decision_organ"],
        "papers": chosen(PAPERS, case.form.get("received_papers")),
        "missing": chosen(PAPERS, case.form.get("papers_missing")),
        "faults": case.form.get("other_faults", ""),
    }


def search(case: Case) -> Mapping[str, Any]:
    """D15: this search, and those before it."""
    tried = _tried(case)
    return {
        **from_form(case, "tried_at", "searched_by", "result"),
        "attempt": f"第{len(tried)}次",
        "means": chosen(_MEANS, case.form["means"]),
        "searches": [_line(each) for each in tried[:-1][-MOST_LINES:]],
    }


def help_wanted(case: Case) -> Mapping[str, Any]:
    """D16: the last that is known, and what was done so far."""
    return {**from_form(case, "last_contact"), "police": case.form["police_station"], **_since(case)}


def _told(case: Case, organ: str) -> Mapping[str, Any]:
    late = delay(case)
    return {
        "to": [organ],
        "days_late": late.days if late is not None and late.days > 0 else None,
        "told": bool(case.form.get("told_of_duty")),
        **_since(case),
    }


def told_to_organ(case: Case) -> Mapping[str, Any]:
    """D17 to the organ that decided."""
    return _told(case, "decision_organ")


def told_to_procuratorate(case: Case) -> Mapping[str, Any]:
    """D17 to the procuratorate."""
    return _told(case, "procuratorate")


def _since(case: Case) -> Mapping[str, Any]:
    return {
        **from_form(case, "found_out_on"),
        "due_on": last_day_to_come(case),
        "searches": [_line(each) for each in _tried(case)[-MOST_LINES:]],
    }


def _tried(case: Case) -> list[Act]:
    return [act for act in case.acts if act.name == _TRIED]


def _line(act: Act) -> str:
    """When, how and with what result: one line of the list of searches."""
    tried = typed(ATTEMPT, act.data)
    means = "、".join(chosen(_MEANS, tried["means"]))
    return f"{documents.moment_text(tried['tried_at'])}，{means}：{tried['result']}"


D08 = paper("D08", receipt)
D15 = paper("D15", search)
D16 = paper("D16", help_wanted)
D17_TO_ORGAN = paper("D17", told_to_organ)
D17_TO_PROCURATORATE = paper("D17", told_to_procuratorate)
