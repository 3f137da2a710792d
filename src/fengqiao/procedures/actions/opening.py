"""Matters that nobody opens by hand: by a fact that another room announces, by a day, by a recurring duty.

The person is locked first, and what is there already is not opened again: the same day, the same period, or a matter
of which only one may run.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.procedures.actions.recording import application, begin, is_open_already
from fengqiao.procedures.definitions import all_current, starts_of
from fengqiao.procedures.grammar import BY_CLOCK, BY_FACT, By, Procedure, StartKind
from fengqiao.procedures.models import Matter
from fengqiao.procedures.reads.standing import Standing
from fengqiao.subjects import face as subjects


class Announced(Protocol):
    """A fact about one person."""

    @property
    def subject_id(self) -> int: ...

    @property
    def area(self) -> str: ...


def fact_announced(fact: Announced, *, at: datetime) -> int:
    """Open what this fact opens, inside the transaction that announced it. Returns how many matters.

    `site/wiring.py` calls it for every fact that a definition names in `by_fact`.
    """
    name = name_of(fact)
    by = audit.system("fact", ranges=(fact.area,))
    opened = 0
    for definition in all_current(local_day(at)):
        for start in starts_of(definition, StartKind.FACT):
            if start.name == name and (start.only is None or start.only(fact)):
                data = start.gives(fact) if start.gives else {}
                opened += open_once(
                    definition, subject_id=fact.subject_id, cause=name, opened_by=BY_FACT, data=data, by=by, at=at
                )
    return opened


def name_of(fact: object) -> str:
    """How a definition names the kind of a fact: casework.ClassChanged."""
    kind = type(fact)
    return f"{kind.__module__.split('.')[1]}.{kind.__name__}"


def open_once(
    definition: Procedure,
    *,
    subject_id: int,
    cause: str,
    by: audit.Actor,
    at: datetime,
    opened_by: By = BY_CLOCK,
    data: Mapping[str, Any] | None = None,
    period: str = "",
) -> bool:
    """Open one matter unless it is there already. Whether it was opened. Raises: subjects' own error for a person out
    of scope."""
    person = subjects.lock(subject_id)
    there = Matter.objects.filter(subject_id=subject_id, procedure=definition.key, period=period)
    if (period and there.exists()) or is_open_already(definition, subject_id):
        return False
    _open(
        definition=definition, subject_id=subject_id, area=person.area, cause=cause, opened_by=opened_by,
        data=dict(data or {}), period=period, by=by, at=at,
    )  # fmt: skip
    return True


@audit.act("procedures.open", about="result", record=("cause", "period"))
def _open(
    *,
    definition: Procedure,
    subject_id: int,
    area: str,
    cause: str,
    opened_by: By,
    data: Mapping[str, Any],
    period: str,
    by: audit.Actor,
    at: datetime,
) -> Standing:
    first = application(opened_by, at=at, cause=cause, data=data)
    return begin(definition, subject_id=subject_id, area=area, first=first, by=by, at=at, period=period)
