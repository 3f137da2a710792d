"""Local changes to parameters, working days and places, made by two people.

    changes.propose_number(name=, value=, unit=, terms=Terms(...), by=, at=)
    changes.propose_year(year=, closed=, worked=, terms=, by=, at=)
    changes.propose_closed(area=, closed=, reopened=, terms=, by=, at=)
    changes.propose_place(area=, name=, said=, terms=, by=, at=)   looked at by `areas` before, carried out on its day
    changes.confirm(change=uid, foreseen={...}, note=, by=, at=)   another person, of the same level
    changes.refuse(…) / changes.withdraw(…)
    changes.listed(areas=, after=, size=)      the changes that hold for a place, the newest first
    changes.supposed(row)                      the edition that would be in force, for a preview

What is confirmed is read through `law.param`, `law.due`, `law.is_working` like everything else; it is undone by a
further change alone. Law: Community Corrections Law art. 9; THREATS T22, T26.
"""

from __future__ import annotations

from fengqiao.law.changes.loading import edition_now, supposed
from fengqiao.law.changes.proposing import Terms, propose_closed, propose_number, propose_place, propose_year
from fengqiao.law.changes.reads import (
    CLOSED,
    NUMBER,
    PLACE,
    STATES,
    YEAR,
    ChangePage,
    ChangeRow,
    confirmed_since,
    listed,
    of_places,
    one,
    set_by,
    waiting,
)
from fengqiao.law.changes.rules import PROPOSERS, SETTLERS, may_propose, may_settle, why_not_settle
from fengqiao.law.changes.settling import AlreadySettled, NotAllowed, confirm, refuse, withdraw

__all__ = [
    "CLOSED",
    "NUMBER",
    "PLACE",
    "PROPOSERS",
    "SETTLERS",
    "STATES",
    "YEAR",
    "AlreadySettled",
    "ChangePage",
    "ChangeRow",
    "NotAllowed",
    "Terms",
    "confirm",
    "confirmed_since",
    "edition_now",
    "listed",
    "may_propose",
    "may_settle",
    "of_places",
    "one",
    "propose_closed",
    "propose_number",
    "propose_place",
    "propose_year",
    "refuse",
    "set_by",
    "supposed",
    "waiting",
    "why_not_settle",
    "withdraw",
]
