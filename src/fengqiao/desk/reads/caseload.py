"""The caseload: one page of people with class, officer and what is due next; a fixed number of queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Protocol

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk.reads import basis, choices, deadlines, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@record(kw_only=True)
class Wanted:
    """The conditions of the list as plain values."""

    view: str = ""
    state: str = ""
    category: str = ""
    management_class: str = ""
    office: str = ""
    officer: str = ""
    minor: str = ""
    order: str = ""


@record(kw_only=True)
class Row:
    """One person in the list."""

    person: people.Named
    category: shell.Words
    management_class: str
    state: shell.Tag
    overlays: tuple[shell.Tag, ...]
    term: shell.Term
    next_title: shell.Words
    next_due: shell.Due | None
    next_href: str
    open_matters: int
    office: str
    officer: str
    registered_on: date | None
    about: shell.Words


@record(kw_only=True)
class Caseload:
    """One page of the list."""

    rows: tuple[Row, ...]
    total: int
    total_is_more: bool
    next_cursor: str | None
    place: str
    today: date


class Asked(Protocol):
    """Conditions by name, from an address or kept."""

    def get(self, name: str) -> str: ...


def wanted(query: Asked) -> Wanted:
    """The conditions as they stand in the address."""
    return Wanted(
        view=query.get("view"),
        state=query.get("state"),
        category=query.get("category"),
        management_class=query.get("class"),
        office=query.get("office"),
        officer=query.get("officer"),
        minor=query.get("minor"),
        order=query.get("order"),
    )


def views(query: choices.Query) -> tuple[shell.View, ...]:
    """The ready-made views of the list; the one that is open is marked."""
    return tuple(
        shell.View(title, query.having(view=key, saved=""), current=query.get("view") == key and not query.get("saved"))
        for key, title in TITLES.items()
    )


def caseload(*, by: audit.Actor, now: datetime, wanted: Wanted, after: str | None, size: int) -> Caseload:
    """One page of people. Queries: rows, total, overlays; class and officer; what is due."""
    today = clock.local_day(now)
    page = subjects.caseload(
        by=by, today=today, filters=_filters(wanted, now=now), after=after, size=size, order=wanted.order
    )
    ids = [row.id for row in page.rows]
    standing = casework.standing_for(ids, on=today)
    due = procedures.due_summary(subject_ids=ids, now=now)
    make = _Maker(now=now, today=today, soon=deadlines.soon_days(now, area=by.area))
    return Caseload(
        rows=tuple(make.row(row, standing.get(row.id, _NOBODY), due.get(row.id)) for row in page.rows),
        total=page.total,
        total_is_more=page.total_is_more,
        next_cursor=page.next_cursor,
        place=areas.place(by.area).name,
        today=today,
    )  # fmt: skip


def count(wanted: Wanted, *, most: int, by: audit.Actor, now: datetime) -> int:
    """How many people fit, counted to one more than `most`. One query."""
    found = subjects.selection(by=by, today=clock.local_day(now), filters=_filters(wanted, now=now))
    return found.order_by()[: most + 1].count()


def ids(wanted: Wanted, *, most: int, by: audit.Actor, now: datetime) -> list[tuple[int, str]]:
    """Everybody who fits, one more than `most` at the most, as rows of an act for many. One query."""
    found = subjects.selection(by=by, today=clock.local_day(now), filters=_filters(wanted, now=now))
    return [(pk, "") for pk in found.order_by("pk").values_list("pk", flat=True)[: most + 1]]


def class_word(code: str) -> shell.Words:
    """A class in words; empty when none holds."""
    return dict(choices.CLASSES).get(code, "")


def officers_of(by: audit.Actor, *, on: date) -> tuple[tuple[str, str], ...]:
    """The officers to choose from in the filter."""
    return tuple((str(officer.person), officer.name) for officer in users.officers(by.area, on=on))


def _filters(wanted: Wanted, *, now: datetime) -> subjects.CaseloadFilters:
    today = clock.local_day(now)
    conditions: list[Exists | Q] = []
    if wanted.management_class:
        conditions.append(casework.in_class(wanted.management_class, on=today))
    if wanted.officer:
        conditions.append(casework.with_officer(int(wanted.officer), on=today))
    if wanted.view == "due":
        conditions.append(procedures.with_open_clock(before=now + timedelta(days=deadlines.soon_days(now) + 1)))
    if wanted.view == "leave":
        conditions.append(casework.away(on=today))
    if wanted.view == "intake":
        conditions.append(subjects.being_received())
    return subjects.CaseloadFilters(
        state=wanted.state,
        category=wanted.category,
        office=wanted.office,
        minor={"yes": True, "no": False}.get(wanted.minor),
        overlay="pre_discharge" if wanted.view == "ending" else "",
        conditions=tuple(conditions),
    )


_NOBODY: Final = casework.Standing()


class _Maker:
    """Makes the rows of one page: what they share is looked up once."""

    def __init__(self, *, now: datetime, today: date, soon: int) -> None:
        self._now, self._today, self._soon = now, today, soon
        self._file_at, self._matter_at = shell.addresses("desk:file"), shell.addresses("desk:matter")

    def row(self, row: subjects.SubjectRow, standing: casework.Standing, due: procedures.DueRow | None) -> Row:
        """One person."""
        return Row(
            person=people.of_row(row, self._file_at),
            category=choices.word("category", row.category),
            management_class=standing.class_name,
            state=shell.Tag(choices.word("state", row.state), STATE_TONES.get(row.state, "")),
            overlays=tuple(shell.Tag(choices.word("overlay", kind), "warn") for kind in row.overlays),
            term=shell.Term(row.term_start, row.term_end, self._today),
            next_title="" if due is None else due.title,
            next_due=None if due is None else self._deadline(due),
            next_href="" if due is None else self._matter_at(due.matter),
            open_matters=0 if due is None else due.open_tasks,
            office=areas.office_name(row.area),
            officer="" if standing.officer is None else standing.officer.name,
            registered_on=row.registered_on,
            about=_about(row),
        )

    def _deadline(self, due: procedures.DueRow) -> shell.Due | None:
        bases = basis.of_keys(due.basis)
        if due.due_at is None or not bases:
            return None
        return shell.Due(due.due_at, self._now, bases, soon_days=self._soon, label=due.title)


def _about(row: subjects.SubjectRow) -> shell.Words:
    """Sex and age; the birth date never stands beside a masked number (THREATS T19)."""
    sex = subjects.label("sex", row.sex)
    return shell.Text(f"{sex.zh} {row.age} 岁", f"{sex.en}, {row.age}")


STATE_TONES: dict[str, shell.Tone] = {
    "notified": "notice",
    "documents_received": "notice",
    "missed_intake": "danger",
    "registered": "info",
    "in_correction": "",
    "transferring": "warn",
    "discharged": "ok",
    "terminated": "",
}

TITLES = {
    "": _("All"),
    "due": _("Due soon"),
    "intake": _("Being received"),
    "ending": _("Shortly before discharge"),
    "leave": _("Away on leave"),
}
