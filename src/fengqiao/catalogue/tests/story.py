"""Leaves and registrations as tests begin them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.casework import face as casework
from fengqiao.catalogue.leave import leave
from fengqiao.catalogue.registration import registration
from fengqiao.procedures.grammar import Delegated, Facts, Level
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_CLERK, HEAD, Matter, moment

DELEGATED = (Delegated(power="leave", document="诸矫委〔2026〕02号", since=date(2026, 1, 1)),)
HOME = "330681109201"
ANOTHER = UUID(int=9_999)


@dataclass(frozen=True)
class Past:
    """A leave that another matter granted."""

    first_day: date
    last_day: date
    matter: UUID = ANOTHER


@dataclass(frozen=True)
class Forbidden:
    """An injunction with its areas."""

    text: str
    areas: tuple[str, ...]


def member(name: str = "陈立群", kind: str = "justice_office", **more: Any) -> casework.Member:
    """Somebody in a group."""
    told = {"role": "member", "sex": "1", "knows_minors": False, "has_violence": False, **more}
    return casework.Member(uid=UUID(int=7), name=name, kind=kind, first_day=date(2026, 11, 10), **told)


WHOLE_GROUP = casework.Group(date(2026, 11, 12), (member(), member("王阿婆", "committee", sex="2")))


def facts(
    *, delegated: bool = True, past: tuple[Past, ...] = (), forbidden: tuple[Forbidden, ...] = (), **more: Any
) -> Facts:
    values = {
        "approved_leaves": past,
        "injunction_areas": forbidden,
        "residence": HOME,
        "intake_dates": None,
        "correction_group": WHOLE_GROUP,
        "injunctions": (),
        "plan_in_force": None,
        "class_history": (),
        "inducted_on": None,
        **more.pop("values", {}),
    }
    told = {"category": "suspended_sentence", "matter": UUID(int=1_000), **more}
    return Facts(area=AREA, values=values, delegations=DELEGATED if delegated else (), **told)


ASKED = {
    "reason": "medical",
    "details": "甲状腺结节复查",
    "leaves_at": "2026-11-25T07:00",
    "returns_at": "2026-11-28T20:00",
    "places": ["330102"],
    "contact": "13800000000",
    "proof": ["门诊预约单"],
}


def asked(at: str = "2026-11-16 09:00", *, about: Facts | None = None, **changes: Any) -> Matter:
    """A leave that has been asked for."""
    matter = Matter(leave, about or facts(), moment(at))
    matter.do("application.submit", CLERK, data={**ASKED, **changes})
    return matter


def reviewed(at: str = "2026-11-16 09:00", **changes: Any) -> Matter:
    """A leave that the office has reviewed."""
    matter = asked(at, **changes)
    matter.do("review.forward", CLERK, data={"opinion": "事由正当，同意外出"})
    return matter


def away(**changes: Any) -> Matter:
    """A leave of four days that the head of the office has granted, and filed."""
    matter = reviewed(**changes)
    matter.do("decide.grant", HEAD)
    matter.do("file_with_county.filed", CLERK)
    return matter


NOTICE = {"effective_on": "2026-11-02", "told_of_duty": True, "papers_received": ["judgment", "execution_notice"]}
ARRIVED = {"arrived_at": "2026-11-10T09:00", "identity_seen": True}
REGISTERED = {
    "registered_where": "office",
    "justice_office": AREA,
    "photo_taken": True,
    "contacts_checked": True,
    "protected_persons": False,
    "duties_explained": True,
    "undertaking_signed": True,
}


def expected(at: str = "2026-11-05 09:00", *, about: Facts | None = None, **changes: Any) -> Matter:
    """A registration that waits for the person."""
    matter = Matter(registration, about or facts(), moment(at))
    matter.do("application.submit", COUNTY_CLERK, data={**NOTICE, **changes})
    return matter


def competent(matter: Matter, step: str = "decide") -> Level | None:
    """The level whose turn an open step is."""
    opened = matter.standing.open_step(step)
    assert opened is not None
    return opened.competence.level


def check(matter: Matter, key: str) -> str:
    """How a check stands."""
    return next(each.state for each in matter.standing.checks if each.key == key)
