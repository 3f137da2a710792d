"""`fengqiao procedures [KEY] [--later]`: the definitions as they run, for lawyers and scripts."""

from __future__ import annotations

import argparse
from typing import Any

from fengqiao.site.commands.result import DONE, WRONG_USE, CommandError, emit


def add(groups: Any) -> None:
    """Register the command."""
    made = groups.add_parser("procedures", help="the procedure definitions, or what they refer to and is not built")
    made.add_argument("key", nargs="?")
    made.add_argument("--later", action="store_true", help="only what is declared later, with where")
    made.add_argument("--json", action="store_true")
    made.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import django_ready

    django_ready()
    from fengqiao.kit import clock
    from fengqiao.procedures import face as procedures

    found = [d for d in procedures.all_current(clock.today()) if chosen.key in (None, d.key)]
    if chosen.key and not found:
        raise CommandError(f"no procedure has the key {chosen.key}", WRONG_USE)
    documents = [procedures.describe(definition) for definition in found]
    if chosen.json:
        emit(documents)
    elif chosen.later:
        for document in documents:
            for item in document["later"]:
                print(f"{document['key']}\t{item['kind']}\t{item['id']}\t{item['where']}")
        print(f"{sum(len(document['later']) for document in documents)} later")
    else:
        print("\n\n".join(procedures.as_text(definition) for definition in found))
    return DONE
