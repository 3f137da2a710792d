"""The calendar of an office or of an officer: what falls on which day, what it means and on what it rests.

Above a county it shows what the worker counted; a county and an office see each entry. Working days, holidays and
make-up days are those of the clocks themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import tallies
from fengqiao.desk.reads import basis, choices, inbox, people
from fengqiao.desk.reads.appointments import titled
from fengqiao.desk.tallies import DEADLINE, LEAVE, OWN_ENTRIES, TERM
from fengqiao.kit import clock
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

REPORT, MEETING, INDUCTION = "report", "meeting", "induction"
KINDS: Final[Mapping[str, shell.Words]] = {
    DEADLINE: _("Time limits"),
    REPORT: _("Reports and visits"),
    MEETING: _("Appointments"),
    INDUCTION: _("Inductions"),
    LEAVE: _("Leaves that end"),
    TERM: _("Terms that end"),
}
SPANS: Final[Mapping[str, shell.Words]] = {"week": _("Week"), "day": _("One day"), "month": _("Month")}
TERM_BASIS: Final = ("Law44",)
LEAVE_BASIS: Final = ("M28",)
#: Rows of the list at the most.
MOST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which days, whose, of which kind."""

    on: date
    span: str = "week"
    kind: str = ""
    officer: int | None = None
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on one day."""

    day: date
    kind: str
    meaning: shell.Words
    note: shell.Words
    subject_id: int
    basis: tuple[str, ...]
    href: str
    is_late: bool = False
    hour: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row of the list."""

    entry: Entry
    person: people.Named
    office: str
    basis: tuple[shell.Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The page."""

    wanted: Wanted
    weeks: tuple[tuple[Day, ...], ...]
    listed: tuple[tuple[date, tuple[Shown, ...]], ...]
    is_listed: bool
    may_choose: bool
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
    entries = tuple(_entries(wanted, days[0], days[-1], by=by, now=now)) if near else ()
    counts = _counted(entries) if near else _kept(wanted, days[0], days[-1])
    first, last = _span(wanted)
    chosen = [each for each in entries if first <= each.day <= last]
    return Calendar(
        wanted=wanted,
        weeks=_weeks(days, counts, wanted, query, today=today, area=by.area),
        listed=_listed(chosen[:MOST], by=by, today=today),
        is_listed=near,
        may_choose=areas.level_of(by.area) == areas.Level.COUNTY,
        is_cut=len(chosen) > MOST,
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


def _entries(wanted: Wanted, first: date, last: date, *, by: audit.Actor, now: datetime) -> list[Entry]:
    """Everything of these days about people whom the viewer may know of, in order."""
    today = clock.local_day(now)
    ids = None if wanted.officer is None else casework.people_of_officer(wanted.officer, on=today)
    found: list[Entry] = []
    for kind, load in _LOADS.items():
        if wanted.kind in ("", kind):
            found += load(wanted, first, last, ids, by, now)
    known = subjects.known_ids(by=by, ids={each.subject_id for each in found})
    return sorted((each for each in found if each.subject_id in known), key=_in_order)


def _in_order(each: Entry) -> tuple[date, bool, datetime | None, int]:
    """By day; on a day first what has an hour, by its hour."""
    return each.day, each.hour is None, each.hour, each.subject_id


Ids = tuple[int, ...] | None


def _deadlines(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    rows = procedures.clocks_between(first, last, without=OWN_ENTRIES, office=wanted.office, subject_ids=ids)
    for row in rows:
        who = inbox.ACTORS.get(row.owner, "")
        yield Entry(
            day=row.day, kind=DEADLINE,
            meaning=shell.Text(f"{row.title.zh}：{row.clock_title.zh}", f"{row.title.en}: {row.clock_title.en}"),
            note=who, subject_id=row.subject_id, basis=row.basis, href=people.matter_href(row.matter),
            is_late=row.due_at <= now,
        )  # fmt: skip


def _reports(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    today = clock.local_day(now)
    for row in supervision.due_between(
        by=by, first=first, last=last, today=today, officer=wanted.officer, office=wanted.office
    ):
        yield Entry(
            day=row.due_on, kind=REPORT, meaning=titled(row.kind), note=STATES.get(row.state, ""),
            subject_id=row.subject_id, basis=row.basis, is_late=row.state == "overdue",
            href=people.matter_href(row.matter) if row.matter else "",
        )  # fmt: skip


def _meetings(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    """What is arranged: of an officer the own appointments, whoever is in charge of the person."""
    for row in supervision.appointments_between(
        by=by, first=first, last=last, officer=wanted.officer, office=wanted.office
    ):
        kind, place = supervision.KINDS[row.kind], supervision.MEETING_PLACES[row.place]
        yield Entry(
            day=clock.local_day(row.starts_at), kind=MEETING, hour=row.starts_at,
            meaning=shell.Text(f"约见：{kind.zh}", f"Appointment: {kind.en}"),
            note=shell.Text(f"{place.zh} · {row.officer_name}", f"{place.en} · {row.officer_name}"),
            subject_id=row.subject_id, basis=supervision.basis_of(row.kind),
            href=reverse("desk:appointment-move", args=(row.uid,)),
        )  # fmt: skip


def _inductions(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    definition = procedures.current("induction", clock.local_day(now))
    rests_on = tuple(key for cite in definition.basis for key in cite.keys)
    for each in procedures.running_cases(key="induction", at=now):
        planned = each.progress.case.form.get("planned_at")
        right = ids is None or each.subject_id in ids
        if planned is None or not right or not each.progress.case.area.startswith(wanted.office):
            continue
        day = clock.local_day(planned)
        if first <= day <= last:
            yield Entry(
                day=day, kind=INDUCTION, meaning=_("Induction announcement"), note="", subject_id=each.subject_id,
                basis=rests_on, href=people.matter_href(each.matter), hour=planned,
            )  # fmt: skip


def _leaves(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    for subject, leave in casework.leaves_ending(first, last, subject_ids=ids, office=wanted.office):
        yield Entry(
            day=leave.last_day, kind=LEAVE, meaning=_("Back from leave by this day"), note="", subject_id=subject,
            basis=LEAVE_BASIS, href=people.matter_href(leave.matter), is_late=leave.last_day < clock.local_day(now),
        )  # fmt: skip


def _terms(wanted: Wanted, first: date, last: date, ids: Ids, by: audit.Actor, now: datetime) -> Iterator[Entry]:
    people_ending = _ending(wanted, first, last, by=by, now=now)
    chosen = people_ending if ids is None else people_ending.filter(pk__in=ids)
    for subject, uid, day in chosen.values_list("pk", "uid", "term_end"):
        yield Entry(
            day=day, kind=TERM, meaning=_("Last day of the term: discharge"), note="", subject_id=subject,
            basis=TERM_BASIS, href=f"{people.file_href(uid)}?tab=procedures",
        )  # fmt: skip


def _ending(wanted: Wanted, first: date, last: date, *, by: audit.Actor, now: datetime) -> QuerySet[subjects.Subject]:
    within = Q(term_end__gte=first, term_end__lte=last)
    filters = subjects.CaseloadFilters(office=wanted.office, conditions=(within,))
    return subjects.selection(by=by, today=clock.local_day(now), filters=filters).order_by("term_end", "pk")


_LOADS: Final = {
    DEADLINE: _deadlines,
    REPORT: _reports,
    MEETING: _meetings,
    INDUCTION: _inductions,
    LEAVE: _leaves,
    TERM: _terms,
}
STATES: Final[Mapping[str, shell.Words]] = {
    "due": _("due"),
    "overdue": _("overdue"),
    "done": _("done"),
    "to_come": "",
}
Counts = Mapping[date, Mapping[str, int]]


def _counted(entries: Iterable[Entry]) -> Counts:
    found: dict[date, Counter[str]] = {}
    for each in entries:
        found.setdefault(each.day, Counter())[each.kind] += 1
    return found


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


def _listed(entries: list[Entry], *, by: audit.Actor, today: date) -> tuple[tuple[date, tuple[Shown, ...]], ...]:
    named = people.named(ids={each.subject_id for each in entries}, by=by, today=today)
    found: dict[date, list[Shown]] = {}
    for each in entries:
        person = named[each.subject_id]
        found.setdefault(each.day, []).append(
            Shown(entry=each, person=person, office=areas.office_name(person.row.area), basis=basis.of_keys(each.basis))
        )
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
