"""`fengqiao import register FILE --county CODE`: an office's existing register from a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from fengqiao.site.commands.result import CANNOT, DONE, FINDINGS, WRONG_USE, CommandError, emit


def add(groups: Any) -> None:
    """Register the command."""
    made = groups.add_parser("import", help="bulk files in")
    kinds = made.add_subparsers(dest="kind", required=True)
    register = kinds.add_parser("register", help="an office's register: all rows are checked before one is written")
    register.add_argument("file", type=Path)
    register.add_argument("--county", required=True, metavar="CODE")
    register.add_argument("--dry-run", action="store_true", help="check only; needs no --as")
    register.add_argument("--good-rows", action="store_true", help="write the rows that pass although others do not")
    register.add_argument("--report", type=Path, metavar="OUT.xlsx", help="a workbook that says per row what to do")
    register.add_argument("--as", dest="as_user", metavar="USER", help="a county lead of that county")
    register.add_argument("--json", action="store_true")
    register.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from fengqiao.site.running import database_running, django_ready

    if not chosen.file.is_file():
        raise CommandError(f"{chosen.file} is not a file", WRONG_USE)
    with database_running():
        django_ready()
        from fengqiao.exchange import face as exchange
        from fengqiao.kit import clock

        by = None if chosen.dry_run else _county_lead(chosen.as_user, chosen.county)
        try:
            result = exchange.import_register(
                chosen.file,
                county=chosen.county,
                dry_run=chosen.dry_run,
                good_rows=chosen.good_rows,
                report=chosen.report,
                by=by,
                at=clock.now(),
                progress=_progress if sys.stderr.isatty() else None,
            )
        except exchange.NotAllowed as error:
            raise CommandError(str(error), CANNOT) from error
        except exchange.ExchangeError as error:
            raise CommandError(str(error), WRONG_USE) from error
    if chosen.json:
        emit(result.document())
    else:
        print(result.text())
    return FINDINGS if result.has_errors else DONE


def _progress(stage: str, done: int, of: int) -> None:
    """One line that rewrites itself, for a person who waits."""
    end = "\n" if done >= of else "\r"
    print(f"{stage}: {done} of {of} rows", end=end, file=sys.stderr, flush=True)


def _county_lead(username: str | None, county: str) -> Any:
    from fengqiao.kit import clock
    from fengqiao.users import face as users

    if not username:
        raise CommandError("writing needs --as with a county lead of that county; --dry-run does not", CANNOT)
    try:
        return users.actor_of(username=username, role=users.Role.COUNTY_LEAD, area=county, at=clock.now())
    except users.UsersError as error:
        raise CommandError(f"{username} holds no post as county lead of {county}", CANNOT) from error
