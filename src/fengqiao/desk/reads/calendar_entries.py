"""What falls on the days of a calendar: counted day by day, and each entry of the days that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from itertools import accumulate
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk.reads import inbox, people
from fengqiao.desk.reads.appointments import titled
from fengqiao.desk.tallies import DEADLINE, LEAVE, OWN_ENTRIES, TERM
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

REPORT, MEETING, INDUCTION = "report", "meeting", "induction"
_ORDER: Final = (DEADLINE, REPORT, MEETING, INDUCTION, LEAVE, TERM)
TERM_BASIS: Final = ("Law44",)
LEAVE_BASIS: Final = ("M28",)
STATES: Final[Mapping[str, shell.Words]] = {
    "due": _("due"),
    "overdue": _("overdue"),
    "done": _("done"),
    "to_come": "",
}


@record(kw_only=True)
class Asked:
    """Whose entries, of which kind, on which days; `ids` are the people of the officer who was chosen.
    `without_reports`: what is due of each of very many people is left to whoever asks for it by kind or officer."""

    first: date
    last: date
    kind: str
    officer: int | None
    office: str
    ids: tuple[int, ...] | None
    by: audit.Actor
    now: datetime
    without_reports: bool

    @property
    def today(self) -> date:
        """The day on which the calendar is looked at."""
        return clock.local_day(self.now)


@record(kw_only=True)
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


Counts = Mapping[date, Mapping[str, int]]
#: The entries between two days.
_Between = Callable[[date, date], Iterable[Entry]]


class Falling:
    """What falls on these days about people whom the viewer may know of."""

    def __init__(self, asked: Asked) -> None:
        self.without_reports = asked.without_reports and asked.kind in ("", REPORT)
        is_wanted = asked.kind in ("", REPORT) and not asked.without_reports
        self._due = _due(asked) if is_wanted else supervision.DueDays()
        self._loaded = {kind: load(asked) for kind, load in _LOADS.items() if asked.kind in ("", kind)}
        told = {subject for days, _between in self._loaded.values() for _day, subject in days}
        self._known = subjects.known_ids(by=asked.by, ids=told)
        self.counts: Counts = self._counted()

    def _counted(self) -> Counts:
        found: dict[date, Counter[str]] = {}
        for kind, (days, _between) in self._loaded.items():
            for day, subject in days:
                if subject in self._known:
                    found.setdefault(day, Counter())[kind] += 1
        for day, count in self._due.counts.items():
            found.setdefault(day, Counter())[REPORT] += count
        return found

    def number(self, first: date, last: date) -> int:
        """How many there are on these days."""
        return sum(sum(kinds.values()) for day, kinds in self.counts.items() if first <= day <= last)

    def entries(self, first: date, last: date, *, most: int) -> list[Entry]:
        """Those of these days, in their order, as many as are shown: what comes after them is not read."""
        days = sorted(day for day in self.counts if first <= day <= last)
        until = accumulate(sum(self.counts[day].values()) for day in days)
        last = next((day for day, number in zip(days, until, strict=True) if number >= most), last)
        found = [
            each
            for _days, between in self._loaded.values()
            for each in between(first, last)
            if each.subject_id in self._known
        ]
        found += _reports(self._due.entries(first, last))
        return sorted(found, key=_in_order)[:most]


def _in_order(each: Entry) -> tuple[date, bool, datetime | None, int, int]:
    """By day; on a day first what has an hour, by its hour; about one person in the order of the kinds."""
    return each.day, each.hour is None, each.hour, each.subject_id, _ORDER.index(each.kind)


#: What is counted, day and person, and how the entries of some of the days are come by.
_Loaded = tuple[Iterable[tuple[date, int]], _Between]


def _at_once(load: Callable[[Asked], Iterable[Entry]]) -> Callable[[Asked], _Loaded]:
    """Of what there is little of, all entries are read to be counted."""

    def loaded(asked: Asked) -> _Loaded:
        found = tuple(load(asked))
        days = tuple((each.day, each.subject_id) for each in found)
        return days, lambda first, last: (each for each in found if first <= each.day <= last)

    return loaded


def _deadlines(asked: Asked) -> _Loaded:
    clocks = partial(procedures.clocks_between, without=OWN_ENTRIES, office=asked.office, subject_ids=asked.ids)
    days = partial(procedures.days_of_clocks, without=OWN_ENTRIES, office=asked.office, subject_ids=asked.ids)

    def between(first: date, last: date) -> Iterator[Entry]:
        for row in clocks(first, last):
            yield Entry(
                day=row.day, kind=DEADLINE,
                meaning=shell.Text(f"{row.title.zh}：{row.clock_title.zh}", f"{row.title.en}: {row.clock_title.en}"),
                note=inbox.ACTORS.get(row.owner, ""), subject_id=row.subject_id, basis=row.basis,
                href=people.matter_href(row.matter), is_late=row.due_at <= asked.now,
            )  # fmt: skip

    return days(asked.first, asked.last), between


def _due(asked: Asked) -> supervision.DueDays:
    return supervision.due_days(
        by=asked.by, first=asked.first, last=asked.last, today=asked.today, officer=asked.officer, office=asked.office
    )


def _reports(rows: Iterable[supervision.DueEntry]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            day=row.due_on, kind=REPORT, meaning=titled(row.kind), note=STATES.get(row.state, ""),
            subject_id=row.subject_id, basis=row.basis, is_late=row.state == "overdue",
            href=people.matter_href(row.matter) if row.matter else "",
        )  # fmt: skip


def _meetings(asked: Asked) -> Iterator[Entry]:
    """What is arranged: of an officer the own appointments, whoever is in charge of the person."""
    for row in supervision.appointments_between(
        by=asked.by, first=asked.first, last=asked.last, officer=asked.officer, office=asked.office
    ):
        kind, place = supervision.KINDS[row.kind], supervision.MEETING_PLACES[row.place]
        yield Entry(
            day=clock.local_day(row.starts_at), kind=MEETING, hour=row.starts_at,
            meaning=shell.Text(f"约见：{kind.zh}", f"Appointment: {kind.en}"),
            note=shell.Text(f"{place.zh} · {row.officer_name}", f"{place.en} · {row.officer_name}"),
            subject_id=row.subject_id, basis=supervision.basis_of(row.kind),
            href=shell.address("desk:appointment-move", row.uid),
        )  # fmt: skip


def _inductions(asked: Asked) -> Iterator[Entry]:
    definition = procedures.current("induction", asked.today)
    rests_on = tuple(key for cite in definition.basis for key in cite.keys)
    for each in procedures.running_forms(key="induction", at=asked.now):
        planned = each.form.get("planned_at")
        right = asked.ids is None or each.subject_id in asked.ids
        if planned is None or not right or not each.area.startswith(asked.office):
            continue
        day = clock.local_day(planned)
        if asked.first <= day <= asked.last:
            yield Entry(
                day=day, kind=INDUCTION, meaning=_("Induction announcement"), note="", subject_id=each.subject_id,
                basis=rests_on, href=people.matter_href(each.matter), hour=planned,
            )  # fmt: skip


def _leaves(asked: Asked) -> Iterator[Entry]:
    for subject, leave in casework.leaves_ending(asked.first, asked.last, subject_ids=asked.ids, office=asked.office):
        yield Entry(
            day=leave.last_day, kind=LEAVE, meaning=_("Back from leave by this day"), note="", subject_id=subject,
            basis=LEAVE_BASIS, href=people.matter_href(leave.matter), is_late=leave.last_day < asked.today,
        )  # fmt: skip


def _terms(asked: Asked) -> Iterator[Entry]:
    ending = _ending(asked)
    chosen = ending if asked.ids is None else ending.filter(pk__in=asked.ids)
    for subject, uid, day in chosen.values_list("pk", "uid", "term_end"):
        yield Entry(
            day=day, kind=TERM, meaning=_("Last day of the term: discharge"), note="", subject_id=subject,
            basis=TERM_BASIS, href=f"{people.file_href(uid)}?tab=procedures",
        )  # fmt: skip


def _ending(asked: Asked) -> QuerySet[subjects.Subject]:
    within = Q(term_end__gte=asked.first, term_end__lte=asked.last)
    filters = subjects.CaseloadFilters(office=asked.office, conditions=(within,))
    return subjects.selection(by=asked.by, today=asked.today, filters=filters).order_by("term_end", "pk")


_LOADS: Final = {
    DEADLINE: _deadlines,
    MEETING: _at_once(_meetings),
    INDUCTION: _at_once(_inductions),
    LEAVE: _at_once(_leaves),
    TERM: _at_once(_terms),
}
