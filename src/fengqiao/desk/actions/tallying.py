"""Counting for the levels above a county: the worker counts one county after another, their pages read the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Value

from fengqiao.areas import face as areas
from fengqiao.casework import face as casework
from fengqiao.desk import tallies
from fengqiao.desk.models import Backlog, Charged, Missed, Tally
from fengqiao.kit import clock, scope
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

_EVERYTHING: Final = Value("")

Numbers = dict[tuple[str, date | None], int]


def take(*, counties: Iterable[str], at: datetime) -> int:
    """Count each county anew; how many counties. Rows are touched only where a number changed."""
    count = 0
    for county in counties:
        with _in(county):
            _write(areas.at_level(county, areas.Level.COUNTY), _numbers(at=at), at=at)
            _write_backlog(areas.at_level(county, areas.Level.COUNTY), at=at)
            _write_charges(areas.at_level(county, areas.Level.COUNTY), at=at)
            offices = _missed_in(county, at=at)
        # An office at a time: what is due of thousands of people takes longer than a transaction may stand still.
        for office in offices:
            with _in(county):
                _write_size(office, at=at)
                _write_missed(office, at=at)
        count += 1
    return count


def _numbers(*, at: datetime) -> Numbers:
    """What the scope holds. Seven queries, minors' terms left out: above a county nobody is told of them."""
    today = clock.local_day(at)
    span = (today - tallies.BEFORE, today + tallies.AFTER)
    found: Numbers = {(kind, None): number for kind, number in _standing(at=at, today=today).items()}
    by_day: dict[str, Mapping[date, int]] = {
        tallies.DEADLINE: procedures.clocks_by_day(*span, without=tallies.OWN_ENTRIES),
        tallies.LEAVE: casework.leaves_by_day(*span),
        tallies.TERM: subjects.terms_by_day(*span),
    }
    for kind, days in by_day.items():
        found |= {(kind, day): number for day, number in days.items()}
    return found


def _write_backlog(county: str, *, at: datetime) -> None:
    """What is overdue, for the boards of the city and the province."""
    Backlog.objects.all().delete()
    Backlog.objects.bulk_create(
        Backlog(
            area=county, office=office, actor=actor, procedure=procedure, version=version, step=step, clock=clock_id,
            number=number, oldest=oldest, weight=weight,
        )
        for office, _nobody, actor, procedure, version, step, clock_id, number, oldest, weight
        in procedures.overdue_groups(now=at)
    )  # fmt: skip


@contextmanager
def _in(county: str) -> Iterator[None]:
    with transaction.atomic(), scope.of((county,)):
        yield


def _missed_in(county: str, *, at: datetime) -> tuple[str, ...]:
    """The offices whose missed duties are to be counted now: of a large county alone, every few hours and first thing
    in the morning."""
    if not tallies.is_large(county):
        Missed.objects.all().delete()
        Tally.objects.filter(kind=tallies.HERE).delete()
        return ()
    before = tallies.missed_counted_at()
    if before and at - before < tallies.MISSED_EVERY and clock.local_day(before) == clock.local_day(at):
        return ()
    offices = subjects.offices_with_people()
    Missed.objects.exclude(area__in=offices).delete()
    Tally.objects.filter(kind=tallies.HERE).exclude(area__in=offices).delete()
    return offices


def _write_charges(county: str, *, at: datetime) -> None:
    """Whom each officer of a large county is in charge of, and what waits."""
    Charged.objects.all().delete()
    if not tallies.is_large(county):
        return
    today = clock.local_day(at)
    charges = casework.charge_by(F("person"), on=today)
    loads = procedures.load_by(casework.officer_of(on=today), now=at)
    Charged.objects.bulk_create(
        Charged(
            area=county, officer=officer, counted_at=at, people=charge.people, strict=charge.strict, open=load.open,
            over=load.over, soon=load.soon, worst=load.worst_days,
        )
        for officer in charges | loads
        for charge, load in [(charges.get(officer, casework.Charge()), loads.get(officer, procedures.Load()))]
    )  # fmt: skip


def _write_size(office: str, *, at: datetime) -> None:
    """How many people an office holds, so that its own pages know whether it is large."""
    number = subjects.running_in(office)
    if not Tally.objects.filter(area=office, kind=tallies.HERE, day=None).update(number=number, counted_at=at):
        Tally.objects.create(area=office, kind=tallies.HERE, day=None, number=number, counted_at=at)


def _write_missed(office: str, *, at: datetime) -> None:
    today = clock.local_day(at)
    found = supervision.overdue_at(office, today=today)
    Missed.objects.filter(area=office).delete()
    Missed.objects.bulk_create(
        Missed(
            area=office, officer=each.person, name=each.name, kind=each.kind, number=each.count,
            worst_on=today - timedelta(days=each.worst_days), counted_at=at,
        )
        for each in found
    )  # fmt: skip


def _standing(*, at: datetime, today: date) -> dict[str, int]:
    charge = casework.charge_by(_EVERYTHING, on=today).get("", casework.Charge())
    load = procedures.load_by(_EVERYTHING, now=at).get("", procedures.Load())
    return {
        tallies.PEOPLE: charge.people,
        tallies.STRICT: charge.strict,
        tallies.OPEN: load.open,
        tallies.OVER: load.over,
        tallies.SOON: load.soon,
        tallies.WORST: load.worst_days,
    }


def _write(county: str, numbers: Numbers, *, at: datetime) -> None:
    kept = {(row.kind, row.day): row for row in Tally.objects.filter(area=county)}
    gone = [row.pk for key, row in kept.items() if key not in numbers]
    if gone:
        Tally.objects.filter(pk__in=gone).delete()
    changed = []
    for key, number in numbers.items():
        row = kept.get(key)
        # The row of the people is touched each time: it says when the county was counted.
        if row is not None and (row.number != number or key == (tallies.PEOPLE, None)):
            row.number, row.counted_at = number, at
            changed.append(row)
    Tally.objects.bulk_update(changed, ["number", "counted_at"], batch_size=500)
    new = [
        Tally(area=county, kind=kind, day=day, number=number, counted_at=at)
        for (kind, day), number in numbers.items()
        if (kind, day) not in kept
    ]
    Tally.objects.bulk_create(new, batch_size=500)
