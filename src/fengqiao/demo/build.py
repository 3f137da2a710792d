"""Build the county: accounts, delegations, the register by the same import as anybody's, then the stories."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.demo import (
    accounts,
    arrivals,
    beginning_stories,
    circle,
    correspondence,
    county,
    discharge_stories,
    messages,
    people,
    supervision_stories,
)  # fmt: skip
from fengqiao.demo.company import LEAD, Company
from fengqiao.demo.days import Days
from fengqiao.disclosure import face as disclosure
from fengqiao.exchange import face as exchange
from fengqiao.kit import clock, scope
from fengqiao.procedures import face as procedures

PEOPLE = 400
# Unit: days before the build. Accounts and delegations, and the county's first register, which is older than the
# leaves that are told; who came after that is in a second file.
_BEGUN, _FIRST_REGISTER = 120, 76


class BuildFailed(Exception):
    """The demonstration's own register was refused: a fault of ours, said with the first error."""


def build(*, county: str, say: Callable[[str], None], count: int = PEOPLE) -> None:
    """Everything, in the order in which a real county would do it. Raises: BuildFailed, StoryRefused."""
    days = Days(clock.now())
    company = begin(county=county, say=say, days=days)
    messages.cover(company=company, days=days)
    say("demonstration: importing the register of 诸暨市")
    with transaction.atomic(), scope.of((county,)):  # where places are remembered
        invented = people.invent(county, today=days.today, count=count)
    _import_registers(invented, county=county, company=company, days=days)
    say("demonstration: officers, leave and registration")
    tell(county, company=company, days=days)


def begin(*, county: str, say: Callable[[str], None], days: Days | None = None) -> Company:
    """The offices alone: accounts, posts, what is delegated, the powers list; nobody is under correction."""
    begun = (days or Days(clock.now())).at(-_BEGUN, 9)
    say("demonstration: accounts and posts")
    accounts.make(by=_maker(begun), at=begun)
    company = Company(begun)
    accounts.delegate_leave(by=company.at_work(LEAD, begun), at=begun)
    _publish_powers(county, by=company.at_work(LEAD, begun), at=begun)
    return company


def tell(code: str, *, company: Company, days: Days) -> None:
    """What happens to the people of the register, and who comes new."""
    registered = county.registered_people(company=company, days=days)
    with transaction.atomic():
        circle.surround(registered, company=company, days=days)
    discharge_stories.open_early(code, days=days)
    county.tell_leaves(registered, company=company, days=days)
    discharge_stories.tell(registered, company=company, days=days)
    beginning_stories.tell(registered, company=company, days=days)
    arrivals.tell(code, company=company, days=days)
    correspondence.tell(registered, county=code, company=company, days=days)
    supervision_stories.tell(county.registered_people(company=company, days=days), company=company, days=days)
    messages.tell(registered, county=code, company=company, days=days)
    procedures.run_clocks(at=days.now, over=(code,))
    procedures.run_daily(at=days.now, over=(code,))


def _publish_powers(county: str, *, by: Actor, at: datetime) -> None:
    """The county's powers list, for the public site."""
    digest = disclosure.draft_digest(county, on=clock.local_day(at))
    disclosure.publish(authority=county, digest=digest, by=by, at=at)


def _maker(at: datetime) -> Actor:
    """Who gives the first accounts and posts, at every level: the installation itself."""
    return replace(audit.system("demonstration", ranges=("33",)), verified_at=at)


def _import_registers(invented: list[people.Person], *, county: str, company: Company, days: Days) -> None:
    """The register as it was when the county began, then those who came since."""
    first_day = days.day(-_FIRST_REGISTER)
    old = [each for each in invented if each.entered_on is not None and each.entered_on <= first_day]
    new = [each for each in invented if each not in old]
    _import(
        old, county=county, by=company.at_work(LEAD, days.at(-_FIRST_REGISTER, 17)), at=days.at(-_FIRST_REGISTER, 17)
    )
    _import(new, county=county, by=company.at_work(LEAD, days.now), at=days.now)


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
    from xlsxwriter import Workbook  # most processes that load this room build nothing

    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("在册名册")
        for number, row in enumerate(people.rows(invented)):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
