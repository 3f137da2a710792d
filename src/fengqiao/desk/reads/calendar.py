"""The calendar of an office or of an officer: what falls on which day, what it means and on what it rests.

Above a county it shows what the worker counted; a county and an office see each entry. Working days, holidays and
make-up days are those of the clocks themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import tallies
from fengqiao.desk.reads import basis, choices, people
from fengqiao.desk.reads.calendar_entries import INDUCTION, MEETING, REPORT, Asked, Counts, Entry, Falling
from fengqiao.desk.tallies import DEADLINE, LEAVE, TERM
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.shell import face as shell

KINDS: Final[Mapping[str, shell.Words]] = {
    DEADLINE: _("Time limits"),
    REPORT: _("Reports and visits"),
    MEETING: _("Appointments"),
    INDUCTION: _("Inductions"),
    LEAVE: _("Leaves that end"),
    TERM: _("Terms that end"),
}
SPANS: Final[Mapping[str, shell.Words]] = {"week": _("Week"), "day": _("One day"), "month": _("Month")}
#: Rows of the list at the most.
MOST: Final = 300


@record(kw_only=True)
class Wanted:
    """Which days, whose, of which kind."""

    on: date
    span: str = "week"
    kind: str = ""
    officer: int | None = None
    office: str = ""


@record(kw_only=True)
class Shown:
    """One row of the list; `rests_on` is its place among the bases of the page."""

    entry: Entry
    person: people.Named
    office: str
    rests_on: int


@record(kw_only=True)
class Day:
    """One cell of the month. `mark`: a holiday on a weekday, or a weekend that is worked."""

    on: date
    is_this_month: bool
    is_today: bool
    is_listed: bool
    is_working: bool
    mark: shell.Words
    counts: tuple[tuple[str, shell.Words, int], ...]
    href: str


@record(kw_only=True)
class Calendar:
    """The page."""

    wanted: Wanted
    weeks: tuple[tuple[Day, ...], ...]
    listed: tuple[tuple[date, tuple[Shown, ...]], ...]
    bases: tuple[tuple[shell.Basis, ...], ...]
    is_listed: bool
    may_choose: bool
    without_reports: bool
    is_cut: bool
    is_provisional: bool
    first: date
    last: date
    today: date
    counted_at: datetime | None
    counted_to: date


def wanted(query: choices.Query, *, today: date) -> Wanted:
    """The conditions as they stand in the address. Raises: ValueError for a day that no calendar has."""
    return Wanted(
        on=date.fromisoformat(query.get("on")) if query.get("on") else today,
        span=query.get("span") or "week",
        kind=query.get("kind"),
        officer=int(query.get("officer")) if query.get("officer") else None,
        office=query.get("office"),
    )


def calendar(wanted: Wanted, query: choices.Query, *, by: audit.Actor, now: datetime) -> Calendar:
    """One month with its counts and the entries of the chosen days. A fixed number of queries."""
    today = clock.local_day(now)
    days = _days_of(wanted.on)
    near = _is_near(wanted, by)
    falling = _falling(wanted, days[0], days[-1], by=by, now=now) if near else None
    counts = falling.counts if falling else _kept(wanted, days[0], days[-1])
    first, last = _span(wanted)
    entries = falling.entries(first, last, most=MOST) if falling else []
    bases = tuple(dict.fromkeys(each.basis for each in entries))
    return Calendar(
        wanted=wanted,
        weeks=_weeks(days, counts, wanted, query, today=today, area=by.area),
        listed=_listed(entries, bases, by=by, today=today),
        bases=tuple(map(basis.of_keys, bases)),
        is_listed=near,
        may_choose=areas.level_of(by.area) == areas.Level.COUNTY,
        without_reports=falling is not None and falling.without_reports,
        is_cut=falling is not None and falling.number(first, last) > MOST,
        is_provisional=any(law.is_provisional(day, area=by.area) for day in days),
        first=first,
        last=last,
        today=today,
        counted_at=None if near else tallies.counted_at(),
        counted_to=today + tallies.AFTER,
    )


def _is_near(wanted: Wanted, by: audit.Actor) -> bool:
    """Whether each entry is shown: at an office, for one office or officer, and in a county that is not large."""
    if wanted.office or wanted.officer is not None or areas.level_of(by.area) > areas.Level.COUNTY:
        return areas.level_of(by.area) >= areas.Level.COUNTY
    return areas.level_of(by.area) == areas.Level.COUNTY and not tallies.is_large(by.area)


def _days_of(on: date) -> tuple[date, ...]:
    """The weeks of a month, from a Monday to a Sunday."""
    first = on.replace(day=1)
    start = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=32)).replace(day=1)
    length = (following - start).days
    return tuple(start + timedelta(days=number) for number in range(-(-length // 7) * 7))


def _span(wanted: Wanted) -> tuple[date, date]:
    """The first and the last day of the list."""
    if wanted.span == "day":
        return wanted.on, wanted.on
    if wanted.span == "month":
        first = wanted.on.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    monday = wanted.on - timedelta(days=wanted.on.weekday())
    return monday, monday + timedelta(days=6)


def _falling(wanted: Wanted, first: date, last: date, *, by: audit.Actor, now: datetime) -> Falling:
    officer = wanted.officer
    ids = None if officer is None else casework.people_of_officer(officer, on=clock.local_day(now))
    return Falling(
        Asked(
            first=first, last=last, kind=wanted.kind, officer=officer, office=wanted.office, ids=ids, by=by, now=now,
            without_reports=_is_large_office(wanted, by),
        )
    )  # fmt: skip


def _is_large_office(wanted: Wanted, by: audit.Actor) -> bool:
    """Whether one office with very many people is looked at: their reports are worked out when they are asked for."""
    place = wanted.office or by.area
    is_asked = wanted.officer is not None or wanted.kind == REPORT
    return not is_asked and areas.level_of(place) > areas.Level.COUNTY and tallies.is_large(place)


def _kept(wanted: Wanted, first: date, last: date) -> Counts:
    """Numbers by day for a city or a province, as the worker counted them. One query."""
    found: dict[date, Counter[str]] = {}
    for kind, days in tallies.by_day(first, last, office=wanted.office).items():
        for day, count in days.items() if wanted.kind in ("", kind) else ():
            found.setdefault(day, Counter())[kind] += count
    return found


def _weeks(
    days: tuple[date, ...], counts: Counts, wanted: Wanted, query: choices.Query, *, today: date, area: str
) -> tuple[tuple[Day, ...], ...]:
    first, last = _span(wanted)
    cells = tuple(
        Day(
            on=day,
            is_this_month=(day.year, day.month) == (wanted.on.year, wanted.on.month),
            is_today=day == today,
            is_listed=first <= day <= last,
            is_working=law.is_working(day, area=area),
            mark=_mark(day, area),
            counts=tuple((kind, KINDS[kind], counts[day][kind]) for kind in KINDS if counts.get(day, {}).get(kind)),
            href=query.having(on=day.isoformat(), span="day"),
        )
        for day in days
    )
    return tuple(cells[start : start + 7] for start in range(0, len(cells), 7))


def _mark(day: date, area: str) -> shell.Words:
    """What the calendar of working days says against the weekday."""
    is_weekend = day.weekday() >= 5
    if law.is_working(day, area=area) and is_weekend:
        return _("worked")
    return _("holiday") if not law.is_working(day, area=area) and not is_weekend else ""


def _listed(
    entries: list[Entry], bases: tuple[tuple[str, ...], ...], *, by: audit.Actor, today: date
) -> tuple[tuple[date, tuple[Shown, ...]], ...]:
    named = people.named(ids={each.subject_id for each in entries}, by=by, today=today)
    rests_on = {keys: number for number, keys in enumerate(bases)}
    found: dict[date, list[Shown]] = {}
    for each in entries:
        person = named[each.subject_id]
        office = areas.office_name(person.row.area)
        shown = Shown(entry=each, person=person, office=office, rests_on=rests_on[each.basis])
        found.setdefault(each.day, []).append(shown)
    return tuple((day, tuple(rows)) for day, rows in found.items())


def spans(query: choices.Query) -> tuple[shell.View, ...]:
    """A week, a day or the month as a list."""
    chosen = query.get("span") or "week"
    return tuple(shell.View(title, query.having(span=key), current=key == chosen) for key, title in SPANS.items())


def turned(query: choices.Query, on: date) -> tuple[str, str]:
    """The addresses of the month before and of the month after."""
    first = on.replace(day=1)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return query.having(on=before.replace(day=1).isoformat()), query.having(on=after.replace(day=1).isoformat())
