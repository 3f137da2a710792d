"""What the papers of registration (P03, P04) say beyond person, office and number. Pure functions of the case.

Law: Community Corrections Law arts 20-22, 26; Implementation Measures arts 16-18; Prison Law art. 27.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.papers import chosen, from_form, paper
from fengqiao.catalogue.registration_checks import last_day_to_come
from fengqiao.catalogue.registration_forms import PAPERS
from fengqiao.law import face as law
from fengqiao.procedures.grammar import Case, local_day

TOLD = ("decision_organ", "procuratorate", "police")


def missing_papers(case: Case) -> Mapping[str, Any]:
    """D09: which papers are missing, and how many days the law gives for them."""
    return {
        "organ": [case.form.get("asked_organ") or case.form.get("organ") or "decision_organ"],
        "missing": chosen(PAPERS, case.form.get("papers_missing")),
        "days": law.param("DEL-4", on=case.rules_day, area=case.area).number,
    }


def profile(case: Case) -> Mapping[str, Any]:
    """D10: what registration adds to the person's file."""
    return {
        **from_form(case, "arrived_at", "health", "passports", "co_offenders"),
        "office": case.form["justice_office"],
    }


def reported(case: Case) -> Mapping[str, Any]:
    """D11: that the person came, in time or late. The day to come by is the law's, so an exemption moves nothing."""
    last_day = last_day_to_come(case)
    late = last_day is not None and local_day(case.form["arrived_at"]) > last_day
    return {
        "to": TOLD,
        "due_on": last_day,
        "arrived_at": case.form["arrived_at"],
        "late": late,
        "why_late": case.form.get("why_late", "") if late else "",
        "office": case.form["justice_office"],
    }


def duties(case: Case) -> Mapping[str, Any]:
    """D12: where to appear and until when."""
    days = law.param("REG-5", on=case.rules_day, area=case.area).number
    return {"office": case.form["justice_office"], "report_days": days, **_guardian(case)}


def data_notice(case: Case) -> Mapping[str, Any]:
    """D14: the same for everybody; the guardian signs for a minor."""
    return _guardian(case)


def handover(case: Case) -> Mapping[str, Any]:
    """D13: who brought the person, with which papers and in which health."""
    return {
        **from_form(case, "arrived_at", "escort"),
        "papers": chosen(PAPERS, case.form.get("papers_received")) or ["见交接清单"],
        "health": case.form["health_on_arrival"],
        "conduct": case.form.get("conduct_in_prison", ""),
    }


def _guardian(case: Case) -> Mapping[str, Any]:
    return {"guardian": case.form.get("guardian_named", "")}


D09 = paper("D09", missing_papers)
D10 = paper("D10", profile)
D11 = paper("D11", reported)
D12 = paper("D12", duties)
D13 = paper("D13", handover)
D14 = paper("D14", data_notice)
