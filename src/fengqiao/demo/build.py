"""Build the county: accounts, delegations, the register by the same import as anybody's, then the stories."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from fengqiao.audit.face import Actor
from fengqiao.demo import accounts, people
from fengqiao.exchange import face as exchange
from fengqiao.kit import clock
from fengqiao.users import face as users


class BuildFailed(Exception):
    """The demonstration's own register was refused: a fault of ours, said with the first error."""


def maker(at: datetime) -> Actor:
    """Who gives the first accounts and posts: the installation itself, as an administrator of the province."""
    return Actor(
        account=None, person=None, name="演示环境", role="administrator", level=1, area="33", ranges=(), verified_at=at
    )


def build(*, county: str, say: Callable[[str], None]) -> None:
    """Everything, in the order in which a real county would do it."""
    from fengqiao.demo import stories

    at = clock.now()
    say("demonstration: accounts and posts")
    accounts.make(by=maker(at), at=at)
    lead = actor("zj.lead", at)
    accounts.delegate_leave(by=lead, at=at)
    say("demonstration: importing the register of 诸暨市")
    invented = people.invent(county, today=clock.local_day(at))
    _import(invented, county=county, by=lead, at=at)
    say("demonstration: officers, leave and registration")
    stories.tell(invented, at=at)


def actor(username: str, at: datetime) -> Actor:
    """One of the cast at work, the second factor just given."""
    return users.actor_of(username=username, at=at)


def _import(invented: list[people.Person], *, county: str, by: Actor, at: datetime) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        write_workbook(path, invented)
        result = exchange.import_register(
            path, county=county, dry_run=False, good_rows=False, report=None, by=by, at=at
        )
    if result.has_errors:
        raise BuildFailed(result.text())


def write_workbook(path: Path, invented: list[people.Person]) -> None:
    """The register file, every cell a text as in a file that an office exports."""
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册名册")
        for number, row in enumerate(people.rows(invented)):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
