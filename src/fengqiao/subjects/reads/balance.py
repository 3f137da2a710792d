"""The register's balance (平衡式): who stood in it, who came, who left, counted from the dates of the files alone.

Nothing is kept: a corrected date corrects every past balance. A person counts once for each term of correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from fengqiao.audit.face import Actor
from fengqiao.kit.fields import starts_with
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Subject


@record
class Balance:
    """Both days at 23:59. Whoever is registered and discharged within the period is in both counts."""

    place: str
    since: date
    until: date
    before: int
    received: int
    discharged: int
    terminated: int
    in_register: int

    @property
    def holds(self) -> bool:
        """Source: domain notes, section 7, `identity check`. Nobody moves between places yet, so no transfers are in
        it."""
        return self.in_register == self.before + self.received - self.discharged - self.terminated


def balance(*, by: Actor, place: str, since: date, until: date, category: str = "") -> Balance:
    """The register of a place from the end of one day to the end of another: one query.

    Of minors it counts those of whom the actor may know, on both sides alike (THREATS T20).
    """
    people = _people(by, place)
    people = people.filter(category=category) if category else people
    return Balance(place, since, until, **people.aggregate(**_counts(since, until)))


def balances(*, by: Actor, place: str, spans: Sequence[tuple[date, date]]) -> tuple[Balance, ...]:
    """The same for several periods, in their order: one query, whatever their number."""
    counts = {f"{name}_{n}": count for n, span in enumerate(spans) for name, count in _counts(*span).items()}
    found = _people(by, place).aggregate(**counts) if counts else {}
    return tuple(
        Balance(place, *span, **{name: found[f"{name}_{n}"] for name in _counts(*span)}) for n, span in enumerate(spans)
    )


def balances_below(*, by: Actor, place: str, since: date, until: date) -> tuple[Balance, ...]:
    """The same for each place one level below that ever had somebody: one query."""
    below = _BELOW.get(len(place))
    if below is None:
        return ()
    counts = _counts(since, until)
    people = _people(by, place).annotate(part=Left("area", below)).values("part").annotate(**counts).order_by("part")
    rows = people.values_list("part", *counts)
    return tuple(Balance(part, since, until, **dict(zip(counts, numbers, strict=True))) for part, *numbers in rows)


#: Digits of the places one level below a province, a city, a county.
_BELOW: Final = {2: 4, 4: 6, 6: 9}


def _people(by: Actor, place: str) -> QuerySet[Subject]:
    return visible(by).filter(starts_with("area", place))


def _counts(since: date, until: date) -> dict[str, Count]:
    left = _left(until) & ~_left(since)
    return {
        "before": Count("pk", filter=_stands(since)),
        "received": Count("pk", filter=Q(registered_on__gt=since, registered_on__lte=until)),
        "discharged": Count("pk", filter=left & Q(state="discharged")),
        "terminated": Count("pk", filter=left & Q(state="terminated")),
        "in_register": Count("pk", filter=_stands(until)),
    }


def _stands(day: date) -> Q:
    """Registered by the end of this day, and not ended by then."""
    return Q(registered_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def _left(day: date) -> Q:
    """Was in the register and has left it by the end of this day; a term that ended before the registration counts
    from the registration."""
    return Q(registered_on__lte=day, ended_on__isnull=False, ended_on__lte=day)
