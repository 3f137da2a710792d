"""The register's balance (平衡式): who stood in it, who came, who left, counted from the dates of the files alone.

Nothing is kept: a corrected date corrects every past balance. A person counts once for each term of correction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from fengqiao.audit.face import Actor
from fengqiao.kit.fields import starts_with
from fengqiao.subjects.access import visible


@dataclass(frozen=True, slots=True)
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
    people = visible(by).filter(starts_with("area", place))
    people = people.filter(category=category) if category else people
    left = _left(until) & ~_left(since)
    found = people.aggregate(
        before=Count("pk", filter=_stands(since)),
        received=Count("pk", filter=Q(registered_on__gt=since, registered_on__lte=until)),
        discharged=Count("pk", filter=left & Q(state="discharged")),
        terminated=Count("pk", filter=left & Q(state="terminated")),
        in_register=Count("pk", filter=_stands(until)),
    )
    return Balance(place, since, until, **found)


def _stands(day: date) -> Q:
    """Registered by the end of this day, and not ended by then."""
    return Q(registered_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def _left(day: date) -> Q:
    """Was in the register and has left it by the end of this day; a term that ended before the registration counts
    from the registration."""
    return Q(registered_on__lte=day, ended_on__isnull=False, ended_on__lte=day)
