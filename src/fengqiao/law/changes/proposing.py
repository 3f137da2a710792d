"""A change proposed: what, from when, why, on which document. Nothing holds yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law import days, local
from fengqiao.law.changes import rules
from fengqiao.law.changes.loading import CLOSED, NUMBER, PLACE, YEAR
from fengqiao.law.changes.settling import NotAllowed
from fengqiao.law.models import Change
from fengqiao.law.parameters import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What every change says: from which day, whether it corrects the past, why, on which document.

    `request` makes a double press one proposal.
    """

    valid_from: date
    is_correction: bool
    reason: str
    document: str
    request: UUID


@audit.act("law.propose_number", about="result", record=("name",))
def propose_number(
    *, name: str, value: Value, unit: str = "", follows: bool = False, terms: Terms, by: audit.Actor, at: datetime
) -> Change:
    """Another value of a parameter in the proposer's place; `follows`: again what stands above.

    Raises: NotAllowed, local.NotYours, UnknownParameter.
    """
    local.must_begin_in_time(terms.valid_from, today=local_day(at), is_correction=terms.is_correction)
    if follows:
        local.must_have_own(name, area=by.area, valid_from=terms.valid_from)
    else:
        local.must_be_allowed(name, value, unit=unit, area=by.area, valid_from=terms.valid_from)
    said = {"follows": True} if follows else {"value": value, "unit": unit}
    return _proposed(NUMBER, name, said, area=by.area, terms=terms, by=by, at=at)


@audit.act("law.propose_year", about="result", record=("year",))
def propose_year(
    *, year: int, closed: Collection[date], worked: Collection[date], terms: Terms, by: audit.Actor, at: datetime
) -> Change:
    """The State Council's notice on the holidays of a year, entered by the province.

    Raises: NotAllowed, local.NotYours.
    """
    days.must_be_a_year(year, closed=closed, worked=worked, area=by.area, today=local_day(at))
    local.must_begin_in_time(terms.valid_from, today=local_day(at), is_correction=terms.is_correction)
    said = {"year": year, "closed": _texts(closed), "worked": _texts(worked)}
    return _proposed(YEAR, str(year), said, area=by.area, terms=terms, by=by, at=at)


@audit.act("law.propose_closed", about="result")
def propose_closed(
    *, area: str, closed: Collection[date], reopened: Collection[date], terms: Terms, by: audit.Actor, at: datetime
) -> Change:
    """Days on which the institutions of the own place, or of one place below it, are closed; or no longer.

    Raises: NotAllowed, local.NotYours.
    """
    if not area.startswith(by.area):
        raise NotAllowed("not_your_level")
    days.must_be_closed_days(closed, reopened, area=area)
    local.must_begin_in_time(terms.valid_from, today=local_day(at), is_correction=terms.is_correction)
    said = {"closed": _texts(closed), "reopened": _texts(reopened)}
    return _proposed(CLOSED, "", said, area=area, terms=terms, by=by, at=at)


@audit.act("law.propose_place", about="result", record=("name",))
def propose_place(
    *, area: str, name: str, said: Mapping[str, Any], terms: Terms, by: audit.Actor, at: datetime
) -> Change:
    """A change of places, which the province alone makes. What is said was looked at by the room that knows the places.

    Raises: NotAllowed, local.NotYours.
    """
    if len(by.area) != 2 or not area.startswith(by.area):
        raise NotAllowed("not_your_level")
    local.must_begin_in_time(terms.valid_from, today=local_day(at), is_correction=terms.is_correction)
    return _proposed(PLACE, name, said, area=area, terms=terms, by=by, at=at)


def _proposed(
    kind: str, name: str, said: Mapping[str, Any], *, area: str, terms: Terms, by: audit.Actor, at: datetime
) -> Change:
    if not rules.may_propose(by.role, by.area) or by.person is None:
        raise NotAllowed("not_your_level")
    earlier = Change.objects.filter(area=area, request=terms.request).first()
    if earlier is not None:
        return earlier
    row = Change(
        uid=new_id(), area=area, office=by.area, kind=kind, name=name, said=dict(said), valid_from=terms.valid_from,
        is_correction=terms.is_correction, reason=terms.reason, document=terms.document, request=terms.request,
        persons=sorted(by.persons), proposed_by=by.name, proposed_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _texts(values: Collection[date]) -> list[str]:
    return sorted(day.isoformat() for day in values)
