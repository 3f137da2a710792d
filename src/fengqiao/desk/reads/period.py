"""The page of this period: who has reported, who is due, who is overdue; and the form that puts one thing on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import drawing
from fengqiao.desk.reads import basis, choices, people, supervision
from fengqiao.desk.reads.appointments import titled
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Case, Form, Wrong, is_required
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervised

VISITING = "supervision_visit"
"""The procedure of visits, talks and calls."""
HELD = {"visit": "visited", "talk": "talked", "contact": "contacted"}
"""What puts each of them on record there."""
KINDS = ("report", "written", "talk", "visit")
RECORDABLE = {kind: titled(kind) for kind in (*KINDS, "contact")}
"""What one form puts on record, with its title."""
COLUMNS = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Class")),
    shell.Column(_("This period")),
    shell.Column(_("State")),
    shell.Column(_("Last months"), classes="optcol"),
    shell.Column(_("Officer in charge"), classes="optcol"),
    shell.Column(_("Action"), classes="r noprint"),
)


@record(kw_only=True)
class Row:
    """One person in the list. `tick` is the open matter of the running period, when it can be answered from here."""

    person: people.Named
    management_class: str
    duty: supervision.DutyLine | None
    officer: str
    tick: str
    record_href: str
    error: shell.Words = ""


@record(kw_only=True)
class PeriodPage:
    """One page of the list."""

    kind: str
    title: shell.Words
    rows: tuple[Row, ...]
    total: int
    next_cursor: str | None
    place: str
    basis: tuple[shell.Basis, ...]

    @property
    def for_many(self) -> bool:
        """Whether several can be answered at once."""
        return any(row.tick for row in self.rows)

    def answered(self, answers: Mapping[UUID, Any]) -> PeriodPage:
        """The same page with what was refused beside each row."""
        refused = {str(matter): words for matter, words in answers.items() if words is not None}
        return replace(self, rows=tuple(replace(row, error=refused.get(row.tick, "")) for row in self.rows))


@record(kw_only=True)
class Offer:
    """What one form puts on record: the report of the open period, or a talk, visit or call of today."""

    kind: str
    title: shell.Words
    form: Form
    case: Case
    waiting: procedures.OpenPeriod | None
    note: shell.Words
    initial: Mapping[str, Any]


def page(
    *, by: audit.Actor, now: datetime, query: choices.Query, after: str | None, size: int, works: bool
) -> PeriodPage:
    """One page of people with one duty. The number of queries is fixed."""
    today, kind = clock.local_day(now), query.get("kind") or KINDS[0]
    found = subjects.caseload(by=by, today=today, filters=_filters(query, kind, now), after=after, size=size)
    ids = [row.id for row in found.rows]
    duties = supervised.duties_for(ids, today=today)
    classes, officers = casework.classes_for(ids, on=today), casework.officers_for(ids, on=today)
    return PeriodPage(
        kind=kind,
        title=titled(kind),
        rows=tuple(
            _row(row, kind, duties.get(row.id), classes.get(row.id, ""), officers.get(row.id), now=now, works=works)
            for row in found.rows
        ),
        total=found.total,
        next_cursor=found.next_cursor,
        place=areas.place(by.area).name,
        basis=basis.of_keys(supervised.basis_of(kind)),
    )


def _filters(query: choices.Query, kind: str, now: datetime) -> subjects.CaseloadFilters:
    today, state = clock.local_day(now), query.get("state")
    conditions: list[Exists | Q] = []
    if query.get("officer"):
        conditions.append(casework.with_officer(int(query.get("officer")), on=today))
    if query.get("class"):
        conditions.append(casework.in_class(query.get("class"), on=today))
    if kind in supervised.REPORTS and state in ("due", "overdue"):
        conditions.append(procedures.with_open_step(procedure=supervised.REPORTING, step=state, ending=kind))
    if kind in supervised.REPORTS and state == "settled":
        conditions.append(~Q(procedures.with_open_step(procedure=supervised.REPORTING, ending=kind)))
    return subjects.CaseloadFilters(state="in_correction", office=query.get("office"), conditions=tuple(conditions))


def _row(
    row: subjects.SubjectRow,
    kind: str,
    found: supervised.PersonDuties | None,
    level: str,
    officer: casework.Officer | None,
    *,
    now: datetime,
    works: bool,
) -> Row:
    duty = next((each for each in found.duties if each.kind == kind), None) if found else None
    waits = duty.matter is not None if duty and kind in supervised.REPORTS else duty is not None
    ticks = works and duty is not None and duty.matter is not None and duty.matter.step == "due"
    return Row(
        person=people.of_row(row),
        management_class=level,
        duty=supervision.line(duty, found, now=now, works=works) if duty and found else None,
        officer=officer.name if officer else "",
        tick=str(duty.matter.matter) if ticks and duty and duty.matter else "",
        record_href=shell.address("desk:record", row.uid, kind) if works and waits and _is_open(duty) else "",
    )


def _is_open(duty: supervised.Duty | None) -> bool:
    return duty is not None and (duty.kind not in supervised.REPORTS or bool(duty.matter and duty.matter.step == "due"))


def kinds(query: choices.Query) -> tuple[shell.View, ...]:
    """The four duties as tabs of the list."""
    now = query.get("kind") or KINDS[0]
    return tuple(shell.View(titled(kind), query.having(kind=kind, state=""), current=kind == now) for kind in KINDS)


def fields(query: choices.Query, *, by: audit.Actor, officers: Any) -> tuple[shell.Field, ...]:
    """State (reports only), class, officer and office."""
    return choices.period_fields(query, by=by, officers=officers, reports=_of_reports(query))


def _of_reports(query: choices.Query) -> bool:
    return (query.get("kind") or KINDS[0]) in supervised.REPORTS


def offer(row: subjects.SubjectRow, kind: str, *, by: audit.Actor, now: datetime) -> Offer:
    """The form for one thing about one person. Raises: procedures.UnknownMatter for a matter not to be told of."""
    today = clock.local_day(now)
    initial = {"reported_on": today, "planned_on": today, "held_on": today, "channel": _CHANNEL.get(kind, "in_person")}
    if kind in HELD:
        plan = {"kind": kind, "planned_on": today.isoformat()}
        progress = procedures.blank(key=VISITING, subject_id=row.id, data=plan, by=by, at=now).progress
        opened = progress.open_step("hold")
        shown = opened.outcome(HELD[kind]) if opened else None
        form = shown.form if shown else Form()
        note = "" if shown else _("This is for the justice office in charge to record")
        return Offer(kind=kind, title=titled(kind), form=form, case=progress.case, waiting=None, note=note,
                     initial=initial)  # fmt: skip
    duty = _report_duty(row.id, kind, now)
    waiting = duty.matter if duty is not None and duty.matter is not None and duty.matter.step == "due" else None
    if waiting is None:
        progress = procedures.blank(key=supervised.REPORTING, subject_id=row.id, by=by, at=now).progress
        note = _("No report waits in this period: it was made, or none is asked for")
        return Offer(kind=kind, title=titled(kind), form=Form(), case=progress.case, waiting=None, note=note,
                     initial={})  # fmt: skip
    view = procedures.matter(uid=waiting.matter, by=by, at=now)
    opened = view.progress.open_step("due")
    shown = opened.outcome("accepted") if opened else None
    note = _span(duty.now.period) if duty and duty.now else ""
    return Offer(kind=kind, title=titled(kind), form=shown.form if shown else Form(),
                 case=view.progress.case, waiting=waiting, note=note, initial=initial)  # fmt: skip


_CHANNEL = {"written": "written", "contact": "phone"}


def _report_duty(subject_id: int, kind: str, now: datetime) -> supervised.Duty | None:
    found = supervised.duties_for((subject_id,), today=clock.local_day(now)).get(subject_id)
    return next((each for each in found.duties if each.kind == kind), None) if found else None


def _span(period: supervised.Period) -> shell.Words:
    first, due = shell.day(period.first), shell.day(period.due)
    return shell.Text(f"报告期自 {first} 起，截止 {due}", f"The period runs from {first}; the last good day is {due}")


def compact(offer: Offer) -> Form:
    """The form without what is asked of others alone: the guardian of a minor, the keeping of an injunction."""
    return Form(
        tuple(
            each for each in offer.form.fields if isinstance(each.required, bool) or is_required(each, {}, offer.case)
        )
    )


def waiting_reports(matters: tuple[UUID, ...], *, by: audit.Actor) -> dict[UUID, procedures.OpenPeriod]:
    """The ticked matters that still wait, as far as the viewer may know of their people."""
    found = {
        each.matter: each
        for each in procedures.open_periods(procedure=supervised.REPORTING, step="due", matters=matters)
    }
    known = subjects.known_ids(by=by, ids={each.subject_id for each in found.values()})
    return {uid: each for uid, each in found.items() if each.subject_id in known}


def minors_among(ids: set[int], *, by: audit.Actor, now: datetime) -> frozenset[int]:
    """Those under the minors' regime."""
    rows = subjects.rows(ids=ids, by=by, today=clock.local_day(now))
    return frozenset(row.id for row in rows.values() if row.is_minor_regime)


def session_fields(
    kind: str, data: Mapping[str, Any], *, now: datetime, wrong: tuple[Wrong, ...] = ()
) -> tuple[shell.Field, ...]:
    """What the reports of one session have in common; () for duties that are met one by one."""
    if kind not in supervised.REPORTS:
        return ()
    form = next(
        way.form
        for way in procedures.current(supervised.REPORTING, clock.local_day(now)).step("due").outcomes
        if way.key == "accepted"
    )
    common = Form(tuple(field for field in form.fields if field.name in ("reported_on", "channel", "content")))
    start = {"reported_on": clock.local_day(now).isoformat(), "channel": _CHANNEL.get(kind, "in_person")}
    return drawing.draw(common, sent={**start, **data}, case=None, wrong=wrong)
