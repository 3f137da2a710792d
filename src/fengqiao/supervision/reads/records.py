"""What is on record about people: reports and contacts as plain records."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, F, Max, Min, OuterRef

from fengqiao.kit import crypto
from fengqiao.kit.fields import among
from fengqiao.supervision.models import Contact, Report
from fengqiao.supervision.rules import EXCUSED, REPORTS, VISITS
from fengqiao.supervision.rules import Contact as ContactRow
from fengqiao.supervision.rules import Report as ReportRow

#: By person.
ReportsOf = dict[int, tuple[ReportRow, ...]]
ContactsOf = dict[int, tuple[ContactRow, ...]]


def reports_of(ids: Collection[int], *, since: date, with_texts: bool = False) -> ReportsOf:
    """Reports made on or after a day, the oldest first. One query.

    What they say is opened only when asked for.
    """
    found: ReportsOf = {}
    rows = Report.objects.filter(among("subject", ids), reported_on__gte=since, void=False).order_by(
        "reported_on", "id"
    )
    for row in rows if with_texts else rows.defer("content_sealed"):
        found[row.subject_id] = (*found.get(row.subject_id, ()), _report(row, with_texts))
    return found


def contacts_of(ids: Collection[int], *, since: date, with_texts: bool = False) -> ContactsOf:
    """Talks, visits and calls held on or after a day, the oldest first. One query."""
    found: ContactsOf = {}
    rows = Contact.objects.filter(among("subject", ids), held_on__gte=since, void=False).order_by("held_on", "id")
    for row in rows if with_texts else rows.defer("topic_sealed", "content_sealed"):
        found[row.subject_id] = (*found.get(row.subject_id, ()), _contact(row, with_texts))
    return found


def answers_of(ids: Collection[int], *, first: date, last: date) -> ReportsOf:
    """What answers periods that begin on these days: kind, day, answer and period alone. One query."""
    return _answers(ids, period_first__gte=first, period_first__lte=last)


def _answers(ids: Collection[int], *conditions: Exists, **days: date) -> ReportsOf:
    rows = Report.objects.filter(among("subject", ids), *conditions, **days, kind__in=REPORTS, void=False)
    found: ReportsOf = {}
    columns = ("subject_id", "kind", "reported_on", "answer", "period_first")
    for subject_id, kind, on, answer, period_first in rows.values_list(*columns):
        row = ReportRow(kind=kind, on=on, channel="", answer=answer, period_first=period_first)
        found[subject_id] = (*found.get(subject_id, ()), row)
    return found


def met_on(ids: Collection[int], *, first: date, last: date) -> ContactsOf:
    """Talks and visits held on these days: kind and day alone. One query."""
    rows = Contact.objects.filter(among("subject", ids), held_on__gte=first, held_on__lte=last, void=False)
    found: ContactsOf = {}
    for subject_id, kind, on in rows.filter(kind__in=VISITS).values_list("subject_id", "kind", "held_on"):
        found[subject_id] = (*found.get(subject_id, ()), ContactRow(kind=kind, on=on, channel=""))
    return found


def last_contacts_of(ids: Collection[int], *, since: date, until: date) -> dict[tuple[int, str], date]:
    """The last day of the term on which each talk and visit was held between two days, by person and kind. One
    query."""
    rows = Contact.objects.filter(among("subject", ids), held_on__gte=since, held_on__lte=until, void=False)
    rows = rows.filter(held_on__lte=F("subject__term_end"))
    last = rows.filter(kind__in=VISITS).order_by().values_list("subject_id", "kind").annotate(last=Max("held_on"))
    return {(subject_id, kind): day for subject_id, kind, day in last}


def excused_of(ids: Collection[int], *, since: date) -> ReportsOf:
    """What answers the periods since a day of whoever was excused from one of them. One query."""
    mine = {"subject": OuterRef("subject"), "kind": OuterRef("kind")}
    excused = Report.objects.filter(**mine, period_first__gte=since, void=False, answer=EXCUSED)
    return _answers(ids, Exists(excused), period_first__gte=since)


def first_days_of(ids: Collection[int]) -> dict[int, date]:
    """The first day on which anything was recorded here about each person. Two queries."""
    found = dict(
        Report.objects.filter(among("subject", ids)).order_by().values_list("subject_id").annotate(Min("reported_on"))
    )
    contacts = (
        Contact.objects.filter(among("subject", ids)).order_by().values_list("subject_id").annotate(Min("held_on"))
    )
    for subject_id, day in contacts:
        found[subject_id] = min(day, found.get(subject_id, day))
    return found


def _report(row: Report, with_texts: bool) -> ReportRow:
    return ReportRow(
        kind=row.kind, on=row.reported_on, channel=row.channel, answer=row.answer, period_first=row.period_first,
        event=row.event, happened_at=row.happened_at, had_guardian=row.had_guardian, officer=row.officer,
        matter=row.matter, content=_text(row, "content") if with_texts else "", uid=row.uid,
    )  # fmt: skip


def _contact(row: Contact, with_texts: bool) -> ContactRow:
    return ContactRow(
        kind=row.kind, on=row.held_on, channel=row.channel, place=row.place, had_guardian=row.had_guardian,
        officer=row.officer, matter=row.matter, topic=_text(row, "topic") if with_texts else "",
        content=_text(row, "content") if with_texts else "", uid=row.uid,
    )  # fmt: skip


def _text(row: Report | Contact, column: str) -> str:
    sealed = bytes(getattr(row, f"{column}_sealed"))
    return crypto.open_sealed(sealed, table=row._meta.db_table, column=column, row=row.uid)
