"""`fengqiao law due|term|param`: what the law room computes, for scripts and for checking by hand."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

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
        with _as_set_here():
            document, text = chosen.document(chosen)
    except law.LawError as error:
        raise CommandError(str(error), WRONG_USE) from error
    if chosen.json:
        emit(document)
    else:
        print(text)
    return DONE


@contextmanager
def _as_set_here() -> Iterator[None]:
    """Inside: what the places of this installation have set holds, when its database answers; else the files alone."""
    if not _answers():
        yield
        return
    from fengqiao.site.running import django_ready

    django_ready()
    from django.db import transaction

    from fengqiao.kit import scope

    with transaction.atomic(), scope.of((scope.WHOLE,)):
        yield


def _answers() -> bool:
    """Whether an installation is here and its database is up and at this version. Nothing is started for a question."""
    from fengqiao.site import database, home
    from fengqiao.site.postgres import Cluster, LauncherError

    if home.installation() is None:
        return False
    try:
        if database.external() is None and not Cluster().is_up():
            return False
        with psycopg.connect(**database.plain(database.connection("web")), connect_timeout=3) as asked:
            found = asked.execute("SELECT to_regclass('fq.kit_edition') IS NOT NULL").fetchone()
    except (psycopg.Error, LauncherError):
        return False
    return found == (True,)


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
