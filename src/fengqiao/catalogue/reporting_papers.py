"""What the papers of daily supervision (D25-D27) say beyond person, office and number. Pure functions of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.papers import from_form, paper
from fengqiao.procedures.grammar import Case
from fengqiao.supervision import face as supervision


def report(case: Case) -> Mapping[str, Any]:
    """D25: a periodic report."""
    form = case.form
    return {
        **from_form(case, "reported_on", "period_first", "period_end", "content", "injunction", "guardian"),
        "kind": supervision.KINDS[form["kind"]].zh,
        "channel": supervision.CHANNELS[form["channel"]].zh,
        "late": form["reported_on"] > form["period_end"],
        "taken_down": form.get("why_otherwise") == "illiterate",
        "answer": supervision.ANSWERS["accepted"].zh,
    }


D25 = paper("D25", report)
