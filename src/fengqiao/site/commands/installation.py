"""`fengqiao init|demo|migrate`: what this installation is."""

from __future__ import annotations

import argparse
import getpass
from typing import Any

from fengqiao.site import home
from fengqiao.site.commands.result import CANNOT, DONE, WRONG_USE, CommandError, say
from fengqiao.site.running import database_running, django_ready


def add(groups: Any) -> None:
    """Register the commands."""
    init = groups.add_parser("init", help="make a real installation: no demonstration data, one administrator")
    init.add_argument("--county", required=True, metavar="CODE", help="six-digit code, such as 330681")
    init.add_argument("--username", default="admin", help="sign-in name of the first administrator")
    init.add_argument("--name", help="the administrator's own name")
    init.add_argument("--number", help="the administrator's identity number: one human, however many accounts")
    init.set_defaults(run=_init)

    demo = groups.add_parser("demo", help="make a demonstration installation: Zhuji with invented people")
    demo.add_argument("--keep", action="store_true", help="do nothing when something is installed already")
    filled = demo.add_mutually_exclusive_group()
    filled.add_argument("--empty", action="store_true", help="the offices and accounts alone, nobody under correction")
    scale = "tell its people again, up to N in the province"
    filled.add_argument("--scale", type=int, default=0, metavar="N", help=scale)
    demo.set_defaults(run=_demo)

    migrate = groups.add_parser("migrate", help="bring the database to this version")
    migrate.set_defaults(run=_migrate)


def _init(chosen: argparse.Namespace) -> int:
    found = home.installation()
    if found is not None:
        raise CommandError(f"this home is a {found.kind} installation of {found.county} already", CANNOT)
    with database_running():
        django_ready()
        from fengqiao.areas import face as areas
        from fengqiao.kit import clock
        from fengqiao.users import face as users

        if len(chosen.county) != 6 or not areas.is_running(chosen.county):
            raise CommandError(f"{chosen.county} is not a county of this province", WRONG_USE)
        try:
            name = chosen.name or input("Name of the first administrator: ")
            number = chosen.number or getpass.getpass("Identity number (not shown, kept as a keyed hash only): ")
        except EOFError:
            raise CommandError("without a terminal give --name and --number", WRONG_USE) from None
        try:
            made = users.first_administrator(
                area=chosen.county, name=name, number=number, username=chosen.username, at=clock.now()
            )
        except users.UsersError as error:
            raise CommandError(str(error), WRONG_USE) from error
        home.create("real", chosen.county)
    say(f"A real installation of {chosen.county} is ready. Start it with: fengqiao up")
    say(f"Sign in as {made.username} with this password, for one use: {made.one_time_password}")
    return DONE


def _demo(chosen: argparse.Namespace) -> int:
    from fengqiao.site import demonstration

    demonstration.forget_half_built()
    found = home.installation()
    if found is not None and chosen.keep:
        return DONE
    if found is not None and found.kind == "real":
        raise CommandError("this home is a real installation; a demonstration needs another FENGQIAO_HOME", CANNOT)
    demonstration.build(say, empty=chosen.empty, scale=chosen.scale)
    return DONE


def _migrate(chosen: argparse.Namespace) -> int:
    from fengqiao.site import migrate

    with database_running(migrated=False):
        migrate.migrate(verbosity=1)
    return DONE
