"""`fengqiao law due|term|param`: what the law room computes, for scripts and for checking by hand."""

from __future__ import annotations

import argparse
from typing import Any

from fengqiao.law import face as law
from fengqiao.site.commands.result import DONE, WRONG_USE, CommandError, emit


def add(groups: Any) -> None:
    """Register the commands."""
    made = groups.add_parser("law", help="deadlines, terms and parameters, with their reasoning")
    kinds = made.add_subparsers(dest="kind", required=True)

    due = kinds.add_parser("due", help="when a deadline of the register falls")
    due.add_argument("id")
    due.add_argument("--from", dest="start", required=True, metavar="WHEN", help="day or moment of the start event")
    due.add_argument("--area", help="code of the responsible place")
    due.add_argument("--agreed", metavar="DATE", help="the agreed day, for deadlines fixed by agreement")
    due.set_defaults(document=_due)

    term = kinds.add_parser("term", help="the term of a sentence")
    term.add_argument("--category", required=True)
    term.add_argument("--start", required=True, metavar="DATE")
    for name in ("years", "months", "days", "custody-days"):
        term.add_argument(f"--{name}", type=int, default=0, metavar="N")
    term.set_defaults(document=_term)

    param = kinds.add_parser("param", help="a parameter and where it comes from")
    param.add_argument("name")
    param.add_argument("--on", metavar="DATE")
    param.add_argument("--area")
    param.set_defaults(document=_param)

    for kind in (due, term, param):
        kind.add_argument("--json", action="store_true")
        kind.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    try:
        document, text = chosen.document(chosen)
    except law.LawError as error:
        raise CommandError(str(error), WRONG_USE) from error
    if chosen.json:
        emit(document)
    else:
        print(text)
    return DONE


def _due(chosen: argparse.Namespace) -> tuple[Any, str]:
    given = {"start": chosen.start, "area": chosen.area, "agreed": chosen.agreed}
    return law.due_document(chosen.id, **given), law.due_text(chosen.id, **given)


def _term(chosen: argparse.Namespace) -> tuple[Any, str]:
    given = {
        "category": chosen.category,
        "start": chosen.start,
        "years": chosen.years,
        "months": chosen.months,
        "days": chosen.days,
        "custody_days": chosen.custody_days,
    }
    return law.term_document(**given), law.term_text(**given)


def _param(chosen: argparse.Namespace) -> tuple[Any, str]:
    from fengqiao.kit import clock
    from fengqiao.site import clock_shift

    clock_shift.set_clock()
    given = {"on": chosen.on or clock.today().isoformat(), "area": chosen.area}
    return law.param_document(chosen.name, **given), law.param_text(chosen.name, **given)
