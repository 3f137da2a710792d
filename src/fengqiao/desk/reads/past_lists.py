"""Caseload and inbox as they stood at the end of a past day: a fixed number of statements, nothing to press."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk.reads import basis, caseload, choices, deadlines, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


@record(kw_only=True)
class Row:
    """One person of that day; the link leads to the file as it stood then."""

    person: people.Named
    href: str
    category: shell.Words
    management_class: str
    state: shell.Tag
    overlays: tuple[shell.Tag, ...]
    term: shell.Term
    open_matters: int
    office: str
    officer: str


@record(kw_only=True)
class Waited:
    """One step that was open on that day; `person` is None where the viewer may not be told of the person."""

    title: shell.Words
    step: shell.Words
    due: shell.Due | None
    basis: tuple[shell.Basis, ...]
    person: shell.Person | None
    lay_with: shell.Words
    place: str
    since: datetime
    href: str


@record(kw_only=True)
class Page:
    """One page of either list. `narrow`: the place is too wide for a list of that day, an office is asked for."""

    on: date
    rows: tuple[Row, ...] = ()
    waited: tuple[Waited, ...] = ()
    next_cursor: str | None = None
    total: int | None = None
    total_is_more: bool = False
    by_dates: bool = False
    narrow: bool = False


def end_of(on: date) -> datetime:
    """The last moment of a day in Asia/Shanghai."""
    return clock.start_of(on + timedelta(days=1)) - timedelta(microseconds=1)


def caseload_page(query: choices.Query, *, on: date, by: audit.Actor) -> Page:
    """The people of that day. Queries: rows, total, versions, overlays; class and officer three; matters one."""
    then = end_of(on)
    audit.read(by=by, what="caseload:past", about=on.isoformat(), area=by.area)
    found = subjects.caseload_at(
        by=by, on=on, then=then, state=query.get("state"), office=query.get("office"), after=query.after,
        size=query.size,
    )  # fmt: skip
    later = frozenset(each.row.id for each in found.rows if each.is_by_dates)
    known = frozenset(each.row.id for each in found.rows) - later
    charges = casework.charges_at(known=known, by_dates=later, on=on, then=then)
    matters = procedures.open_at(subject_ids=known | later, then=then)
    rows = tuple(_row(each, charges[each.row.id], matters.get(each.row.id, 0), on) for each in found.rows)
    return Page(
        on=on, rows=rows, next_cursor=found.next_cursor, total=found.total, total_is_more=found.total_is_more,
        by_dates=bool(later),
    )  # fmt: skip


def inbox_page(query: choices.Query, *, on: date, by: audit.Actor) -> Page:
    """What waited on that day, of one county or one office at most: six statements and one for the names."""
    office = query.get("office") or by.area
    if areas.level_of(office) < areas.Level.COUNTY:
        return Page(on=on, narrow=True)
    then = end_of(on)
    audit.read(by=by, what="inbox:past", about=on.isoformat(), area=by.area)
    found = procedures.waiting_at(
        then=then, office=office, procedure=query.get("procedure"), after=query.after, size=query.size
    )
    named = people.named(ids={each.subject_id for each in found.rows}, by=by, today=on)
    rows = tuple(_waited(each, named.get(each.subject_id), on, then) for each in found.rows)
    return Page(on=on, waited=rows, next_cursor=found.next_cursor)


def _row(stood: subjects.PastRow, charge: casework.PastCharge, matters: int, on: date) -> Row:
    row = stood.row
    person = people.of_row(row)
    state = shell.Tag(choices.word("state", row.state), caseload.STATE_TONES.get(row.state, ""))
    later = shell.Tag(_("Entered later"), "notice")
    return Row(
        person=person,
        href=f"{person.href}?on={on.isoformat()}",
        category=choices.word("category", row.category),
        management_class=charge.class_name,
        state=later if stood.is_by_dates else state,
        overlays=()
        if stood.is_by_dates
        else tuple(shell.Tag(choices.word("overlay", kind), "warn") for kind in row.overlays),
        term=shell.Term(row.term_start, row.term_end, on, today_label=shell.day(on)),
        open_matters=matters,
        office=areas.office_name(row.area),
        officer=charge.officer,
    )


def _waited(row: procedures.Waited, person: people.Named | None, on: date, then: datetime) -> Waited:
    bases = basis.of_keys(row.basis)
    return Waited(
        title=row.title,
        step=row.step_title,
        due=shell.Due(row.due_at, then, bases, soon_days=deadlines.soon_days(then)) if row.due_at else None,
        basis=bases[:2],
        person=person.cell if person else None,
        lay_with=row.who,
        place=areas.office_name(row.office) if row.office else "",
        since=row.since,
        href=f"{people.matter_href(row.matter)}on/?on={on.isoformat()}",
    )
