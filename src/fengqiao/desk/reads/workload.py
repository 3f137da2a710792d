"""How the work lies: per officer in an office or a county, per place above; and the board of what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import tallies
from fengqiao.desk.reads import appointments
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.procedures import grammar
from fengqiao.shell import face as shell
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users

_LENGTHS: Final = {areas.Level.PROVINCE: 4, areas.Level.CITY: 6}
"""How long the code of a place below is, where the page goes by places and not by officers."""


#: What stands for a procedure in the name of a line about a duty of supervision.
DUTY: Final = "duty"
OFFICE: Final = "office"
_MISSED: Final = Text("逾期未完成", "missed")


@record(kw_only=True)
class Line:
    """One officer or one place: people, how many of them strict, and what waits. Unit: worst in days late."""

    name: str
    place: str
    people: int
    strict: int
    open: int
    over: int
    soon: int
    worst: int
    duties: int
    href: str
    share: int


@record(kw_only=True)
class Workload:
    """The page: the lines, whether they are officers, and what nobody is in charge of."""

    lines: tuple[Line, ...]
    by_officer: bool
    total: Line
    place: str
    counted_at: datetime | None
    missed_counted_at: datetime | None


def workload(*, by: audit.Actor, now: datetime) -> Workload:
    """A fixed number of queries, however large the place is."""
    today = clock.local_day(now)
    length = _LENGTHS.get(areas.level_of(by.area))
    if length is None:
        lines, counted_at = _officers(by, now=now, today=today)
    else:
        lines, counted_at = _places(by, length), tallies.counted_at()
    most = max((line.people for line in lines), default=0)
    lines = tuple(_with_share(line, most) for line in lines)
    return Workload(
        lines=lines, by_officer=length is None, total=_total(lines), place=areas.place(by.area).name,
        counted_at=counted_at,
        missed_counted_at=missed_counted_at(by=by),
    )  # fmt: skip


def _counts(by: audit.Actor, *, now: datetime, today: date) -> tuple[tallies.Charges, tallies.Loads, datetime | None]:
    """People and work by officer: as last counted in a large county, else counted for the page."""
    if areas.level_of(by.area) == areas.Level.COUNTY and _keeps_numbers(by):
        kept = tallies.charged()
        if kept[2] is not None:
            return kept
    return (
        casework.charge_by(F("person"), on=today),
        procedures.load_by(casework.officer_of(on=today), now=now),
        None,
    )


def _officers(by: audit.Actor, *, now: datetime, today: date) -> tuple[tuple[Line, ...], datetime | None]:
    """Everybody who may be put in charge, with or without people; whoever else is; last what nobody is in charge of."""
    charges, loads, counted_at = _counts(by, now=now, today=today)
    duties: Counter[int | None] = Counter()
    for late in missed(by=by, now=now):
        duties[late.person] += late.count
    posts: dict[int, users.Officer] = {}
    for each in users.chargeable(by.area, on=today, below=True):
        posts.setdefault(each.person, each)
    gone = users.names(each for each in {*charges, *loads, *duties} - set(posts) if each is not None)
    lines = [
        _line(
            each.name,
            areas.office_name(each.area),
            charges.get(person),
            loads.get(person),
            f"officer={person}",
            duties[person],
        )
        for person, each in posts.items()
    ]
    lines += [
        _line(name, "", charges.get(person), loads.get(person), f"officer={person}", duties[person])
        for person, name in gone.items()
    ]
    if loads.get(None) or duties[None]:
        lines.append(_line(str(_("No officer in charge")), "", None, loads.get(None), "", duties[None]))
    return tuple(sorted(lines, key=lambda line: (-line.over, -line.worst, -line.people))), counted_at


def _places(by: audit.Actor, length: int) -> tuple[Line, ...]:
    """The places below, as the worker counted them. One query."""
    counted = tallies.by_place(length)
    lines = [_place(place, counted[place.code]) for place in areas.children(by.area) if place.code in counted]
    return tuple(sorted(lines, key=lambda line: (-line.over, -line.worst, -line.people)))


def _place(place: areas.Place, counted: Mapping[str, int]) -> Line:
    charge = casework.Charge(counted.get(tallies.PEOPLE, 0), counted.get(tallies.STRICT, 0))
    waiting = (counted.get(kind, 0) for kind in (tallies.OPEN, tallies.OVER, tallies.SOON, tallies.WORST))
    return _line(place.name, "", charge, procedures.Load(*waiting), f"office={place.code}")


def _line(
    name: str, place: str, charge: casework.Charge | None, load: procedures.Load | None, wanted: str, duties: int = 0
) -> Line:
    charge, load = charge or casework.Charge(), load or procedures.Load()
    return Line(
        name=name, place=place, people=charge.people, strict=charge.strict, open=load.open, over=load.over,
        soon=load.soon, worst=load.worst_days, duties=duties,
        href=f"{shell.address('desk:caseload')}?{wanted}" if wanted else "", share=0,
    )  # fmt: skip


def _with_share(line: Line, most: int) -> Line:
    return replace(line, share=round(100 * line.people / most) if most else 0)


def _total(lines: tuple[Line, ...]) -> Line:
    def added(name: str) -> int:
        return sum(getattr(line, name) for line in lines)

    return Line(
        name="", place="", people=added("people"), strict=added("strict"), open=added("open"), over=added("over"),
        soon=added("soon"), worst=max((line.worst for line in lines), default=0), duties=added("duties"),
        href="", share=0,
    )  # fmt: skip


@record
class Ticked:
    """One line of the board as a form names it: nothing of a person, but which heap of work."""

    office: str
    person: int | None
    procedure: str
    step: str

    @property
    def value(self) -> str:
        return ".".join((self.office, str(self.person or 0), self.procedure, self.step))

    @classmethod
    def read(cls, value: str) -> Ticked:
        office, person, procedure, step = value.split(".")
        return cls(office, int(person) or None, procedure, step)


@record(kw_only=True)
class Heap:
    """One line of the board: a step of a procedure, or a duty of supervision, at one office with one officer.

    `clock` is the time limit that passed; empty for a duty, whose rhythm is the province's. Unit: worst in days.
    """

    key: Ticked
    actor: str
    title: Text | grammar.Text
    step_title: Text | grammar.Text
    clock: str
    count: int
    worst_days: int


def board(*, by: audit.Actor, now: datetime) -> tuple[Heap, ...]:
    """What is overdue, the time limits of the law first; below a city with the officer in charge, and with the
    reports, talks and visits that were missed. A fixed number of queries."""
    near = areas.level_of(by.area) >= areas.Level.COUNTY
    officer = casework.officer_of(on=clock.local_day(now)) if near else None
    if near or tallies.counted_at() is None:
        rows = procedures.overdue_board(by=by, now=now, officer=officer)
    else:
        rows = tallies.backlog(now=now)
    # A missed report is one line, as long as it waits: not a second one for the matter that it became.
    steps = [_step(row) for row in rows if not (near and row.procedure == supervision.REPORTING)]
    return (*steps, *(_missed(row) for row in missed(by=by, now=now)))


def missed(*, by: audit.Actor, now: datetime) -> tuple[supervision.OfficerOverdue, ...]:
    """Reports, talks and visits that were missed: worked out for everybody, or as last counted in a large place."""
    today = clock.local_day(now)
    if _keeps_numbers(by):
        return tallies.missed(today=today)
    return supervision.overdue_by_officer(by=by, today=today)


def missed_counted_at(*, by: audit.Actor) -> datetime | None:
    """When the missed duties of a large place were counted; None where they are worked out for the page."""
    return tallies.missed_counted_at() if _keeps_numbers(by) else None


def backlog_counted_at(*, by: audit.Actor) -> datetime | None:
    """When the overdue tasks of a city or a province were counted; None where they are counted for the page."""
    return tallies.counted_at() if areas.level_of(by.area) < areas.Level.COUNTY else None


def _keeps_numbers(by: audit.Actor) -> bool:
    return areas.level_of(by.area) >= areas.Level.COUNTY and tallies.is_large(by.area)


def _step(row: procedures.BoardRow) -> Heap:
    return Heap(
        key=Ticked(row.office, row.officer, row.procedure, row.step), actor=row.actor, title=row.title,
        step_title=row.step_title, clock=row.clock, count=row.count, worst_days=row.worst_days,
    )  # fmt: skip


def _missed(row: supervision.OfficerOverdue) -> Heap:
    return Heap(
        key=Ticked(row.office, row.person, DUTY, row.kind), actor=OFFICE, title=appointments.titled(row.kind),
        step_title=_MISSED, clock="", count=row.count, worst_days=row.worst_days,
    )  # fmt: skip


def people_of(lines: Iterable[Heap], *, by: audit.Actor, now: datetime) -> tuple[int, ...]:
    """Whom these lines of the board are about, as it stands now; the duties of an office are worked out once."""
    today = clock.local_day(now)
    keys = {heap.key for heap in lines}
    duties = {key for key in keys if key.procedure == DUTY}
    late = [
        row
        for office in sorted({key.office for key in duties})
        for row in supervision.overdue_by_officer(by=by, today=today, office=office)
    ]
    found = {each for row in late if Ticked(row.office, row.person, DUTY, row.kind) in duties for each in row.people}
    for key in keys - duties:
        found |= set(
            procedures.overdue_people(
                office=key.office, procedure=key.procedure, step=key.step, person=key.person,
                officer=casework.officer_of(on=today), now=now,
            )
        )  # fmt: skip
    return tuple(sorted(found))


def found(ticked: frozenset[str], *, by: audit.Actor, now: datetime) -> tuple[Heap, ...]:
    """The ticked lines that are still overdue."""
    return tuple(heap for heap in board(by=by, now=now) if heap.key.value in ticked)


def heads(page: Workload) -> tuple[shell.Column, ...]:
    """The columns of the page."""
    first: tuple[Any, ...] = (_("Officer in charge"), _("Office")) if page.by_officer else (_("Place"),)
    numbers = (
        _("Persons"),
        _("of them strict"),
        _("Open matters"),
        _("Overdue"),
        _("Within three working days"),
        _("Longest"),
    )
    duties = (_("Reports and visits overdue"),) if page.by_officer else ()
    return (*(shell.Column(each) for each in first), *(shell.Column(each, classes="r") for each in (*numbers, *duties)))
