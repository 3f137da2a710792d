"""The person's file: who it is, what is wrong now, the term with its reasoning, and four tabs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import places
from fengqiao.desk.reads import basis, choices, deadlines, group_and_plan, history, messages, people, supervision
from fengqiao.desk.reads.caseload import STATE_TONES
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

TABS = (
    ("timeline", _("Timeline")),
    ("supervision", _("Reports and visits")),
    ("procedures", _("Procedures")),
    ("papers", _("Papers")),
    ("letters", _("Letters")),
    ("messages", _("Messages")),
    ("relations", _("Relations")),
    ("sentence", _("Sentence and term")),
)
PARTS: Final[Mapping[str, tuple[str, ...]]] = {"timeline": ("history",), "relations": ("relations",)}
"""What of the file a tab shows beside the person and the sentence."""
LABELS: dict[str, shell.Words] = {
    "number": _("ID number"),
    "phone": _("Mobile phone"),
    "residence": _("Residence"),
    "household": _("Household address"),
    "birth_date": _("Birth date"),
}
"""What may be shown in full, each for a reason."""


@record(kw_only=True)
class Masked:
    """A masked value and where its full form may be asked for."""

    key: str
    label: shell.Words
    value: str
    href: str


@record(kw_only=True)
class MatterLine:
    """One procedure of this person, open or ended."""

    title: shell.Words
    step: shell.Words
    due: shell.Due | None
    started_at: datetime
    ended: shell.Words
    href: str


@record(kw_only=True)
class Relation:
    """Somebody who belongs to the case; a protected person is there without a name."""

    relation: shell.Words
    name: str
    phone: str
    is_protected: bool


@record(kw_only=True)
class Injunction:
    """One item that a court has forbidden, with its kind in words."""

    kind: shell.Words
    text: str
    is_unsorted: bool


@record(kw_only=True)
class FilePage:
    """Everything the file shows on the tab that is open."""

    person: people.Named
    row: subjects.SubjectRow
    facts: tuple[shell.Words, ...]
    tags: tuple[shell.Tag, ...]
    management_class: str
    ribbon: tuple[shell.Fact, ...]
    term: shell.Term
    term_note: str
    tabs: tuple[shell.View, ...]
    tab: str
    entries: tuple[shell.Entry, ...]
    matters: tuple[MatterLine, ...]
    messages: tuple[Any, ...]
    supervision: supervision.SupervisionTab | None
    starts: tuple[tuple[str, shell.Words], ...]
    masked: tuple[Masked, ...]
    basics: tuple[shell.Fact, ...]
    sentence: tuple[shell.Fact, ...]
    reasoning: tuple[shell.Words, ...]
    difference: int
    correction_waits: bool
    relations: tuple[Relation, ...]
    injunctions: tuple[Injunction, ...]
    sort_href: str
    leaves: tuple[Any, ...]
    around: group_and_plan.Around | None
    works: bool
    today: date


def file_page(*, uid: UUID, tab: str, by: audit.Actor, now: datetime) -> FilePage:
    """One person's file for one viewer. Raises: subjects.UnknownSubject."""
    today, works = clock.local_day(now), users.has(by, users.Right.WORK_CASES)
    file = subjects.file(uid=uid, by=by, today=today, parts=PARTS.get(tab, ()))
    row = file.row
    matters = procedures.matters_of(subject_id=row.id)
    lines = tuple(_line(matter, now=now) for matter in matters)
    officer = casework.officers_for([row.id], on=today).get(row.id)
    injunctions = casework.injunctions_of(row.id)
    leaves = casework.leaves_of(row.id)
    return FilePage(
        person=people.of_row(row),
        row=row,
        facts=_facts(row, officer),
        tags=tags(row),
        management_class=casework.classes_for([row.id], on=today).get(row.id, ""),
        ribbon=_ribbon(lines, row=row, leaves=leaves, injunctions=injunctions, today=today),
        term=_term(file, today),
        term_note=_term_note(file),
        tabs=_tabs(uid, tab, matters=sum(1 for line in lines if not line.ended)),
        tab=tab,
        entries=_entries(file) if tab == "timeline" else (),
        matters=lines,
        messages=messages.of_person(row.id) if tab == "messages" else (),
        supervision=supervision.tab(row.id, by=by, now=now) if tab == "supervision" else None,
        starts=_starts(row, matters, by=by, now=now) if works else (),
        masked=_masked(file, uid, may_reveal=subjects.may(by, subjects.Duty.REVEAL, area=row.area)),
        basics=_basics(file),
        sentence=sentence_facts(file.sentence),
        reasoning=_reasoning(file),
        difference=(file.sentence.difference_days or 0) if file.sentence is not None else 0,
        correction_waits=tab == "sentence" and subjects.waiting_correction(uid=uid, by=by, today=today) is not None,
        relations=_relations(file),
        injunctions=tuple(injunction(each) for each in injunctions),
        sort_href=shell.address("desk:sort-injunctions", uid) if works and _to_sort(injunctions) else "",
        leaves=_leaves(leaves),
        around=group_and_plan.around(row.id, on=today) if tab == "procedures" else None,
        works=works and row.state == "in_correction",
        today=today,
    )


def _leaves(found: tuple[Any, ...]) -> tuple[Any, ...]:
    """With the names of the places."""
    return tuple(replace(one, places=tuple(places.name_of(code) for code in one.places)) for one in found)


def _starts(
    row: subjects.SubjectRow, matters: tuple[procedures.MatterRow, ...], *, by: audit.Actor, now: datetime
) -> tuple[tuple[str, shell.Words], ...]:
    """What the viewer may begin about this person."""
    running = {each.key for each in matters if each.ended_at is None}
    found = procedures.startable(subject_id=row.id, by=by, at=now, area=row.area, running=running)
    return tuple((each.key, each.title) for each in found)


def _facts(row: subjects.SubjectRow, officer: Any) -> tuple[shell.Words, ...]:
    """The line under the name; the age instead of the birth date, beside a masked number (THREATS T19)."""
    age = shell.Text(f"{row.age} 岁", f"{row.age} years")
    who = shell.Text(f"责任人 {officer.name}", f"in charge: {officer.name}") if officer is not None else ""
    given = (
        choices.word("sex", row.sex),
        age,
        choices.word("category", row.category),
        areas.office_name(row.area),
        who,
    )
    return tuple(word for word in given if word)


def tags(row: subjects.SubjectRow) -> tuple[shell.Tag, ...]:
    """State, overlays and flags."""
    state = shell.Tag(choices.word("state", row.state), STATE_TONES.get(row.state, ""))
    overlays = tuple(shell.Tag(choices.word("overlay", kind), "warn") for kind in row.overlays)
    flags = tuple(
        shell.Tag(choices.word("flag", flag), "mind" if flag == "minor" else "") for flag in sorted(row.flags)
    )
    return (state, *overlays, *flags)


def _line(matter: procedures.MatterRow, *, now: datetime) -> MatterLine:
    bases, soon = basis.of_keys(matter.basis), deadlines.soon_days(now)
    return MatterLine(
        title=matter.title,
        step=matter.step_title or "",
        due=shell.Due(matter.due_at, now, bases, soon_days=soon) if matter.due_at and bases else None,
        started_at=matter.started_at,
        ended=(matter.result_title or _("Closed")) if matter.ended_at else "",
        href=people.matter_href(matter.uid),
    )


def _ribbon(
    lines: tuple[MatterLine, ...], *, row: subjects.SubjectRow, leaves: Any, injunctions: Any, today: date
) -> tuple[shell.Fact, ...]:
    """What is wrong now: what is late, what is due, where the person is, what is forbidden, how long it goes on."""
    dues = [line for line in lines if line.due is not None and not line.ended]
    late = [line for line in dues if line.due is not None and line.due.state is shell.DueState.OVER]
    away = [leave for leave in leaves if leave.first_day <= today <= leave.last_day and not leave.returned_on]
    left = (row.term_end - today).days + 1
    facts = [
        shell.Fact(_("Overdue"), len(late), "danger" if late else "ok", late[0].title if late else ""),
        shell.Fact(_("Open matters"), sum(1 for line in lines if not line.ended)),
        shell.Fact(_("Leave"), shell.day(away[0].last_day, today) if away else _("Not away"), "warn" if away else ""),
        shell.Fact(_("Injunctions"), len(injunctions) or _("None"), "warn" if injunctions else ""),
    ]
    words = shell.Text(f"{left} 天", "1 day" if left == 1 else f"{left} days") if left > 0 else _("Term is over")
    facts.append(
        shell.Fact(_("Left of the term"), words, "warn" if "pre_discharge" in row.overlays or left <= 0 else "")
    )
    return tuple(facts)


def _term(file: subjects.SubjectFile, today: date) -> shell.Term:
    row = file.row
    near = subjects.pre_discharge_days(row.area, on=today)
    markers = [shell.Marker(row.term_end - timedelta(days=near), _("Shortly before discharge"))]
    if row.registered_on is not None:
        markers.append(shell.Marker(row.registered_on, _("Registered"), "ok"))
    return shell.Term(row.term_start, row.term_end, today, markers=tuple(markers))


def _term_note(file: subjects.SubjectFile) -> str:
    """The difference between the printed and the computed term, in one line; empty when there is none."""
    sentence = file.sentence
    if sentence is None or not sentence.difference_days:
        return ""
    printed, computed = shell.day(sentence.printed_end), shell.day(sentence.computed_end)
    return str(
        _("The document says %(printed)s, the law's reckoning gives %(computed)s: %(days)s days apart")
        % {"printed": printed, "computed": computed, "days": abs(sentence.difference_days)}
    )


def _tabs(uid: UUID, tab: str, *, matters: int) -> tuple[shell.View, ...]:
    address = shell.address("desk:file", uid)
    return tuple(
        shell.View(title, f"{address}?tab={key}", count=matters if key == "procedures" else None, current=key == tab)
        for key, title in TABS
    )


def _entries(file: subjects.SubjectFile) -> tuple[shell.Entry, ...]:
    """Acts of all matters and the dated facts of the register, in one line of time."""
    acts = history.of_person(procedures.acts_of_person(subject_id=file.row.id))
    known = ((file.row.registered_on, _("Registered")), (file.row.arrived_on, _("Reported in")))
    dated = [
        shell.Entry(at=clock.start_of(on), title=title, tone="ok", all_day=True)
        for on, title in known
        if on is not None
    ]
    changed = [
        shell.Entry(at=each.at, title=_("The file was changed"), tone="mute", text=each.reason) for each in file.history
    ]
    return tuple(sorted((*acts, *dated, *changed), key=lambda one: one.at, reverse=True))


def _masked(file: subjects.SubjectFile, uid: UUID, *, may_reveal: bool) -> tuple[Masked, ...]:
    """The masked values; the full ones are not in the page."""
    return tuple(
        Masked(
            key=field.key,
            label=LABELS[field.key],
            value=field.text,
            href=shell.address("desk:reveal", uid, field.key) if may_reveal else "",
        )
        for field in file.masked
        if field.key in LABELS
    )


def _basics(file: subjects.SubjectFile) -> tuple[shell.Fact, ...]:
    tables = (
        ("ethnicity", _("Ethnicity"), file.ethnicity),
        ("education", _("Education"), file.education),
        ("marriage", _("Marriage"), file.marriage),
    )
    return tuple(shell.Fact(label, choices.word(table, code)) for table, label, code in tables if code)


def injunction(item: casework.InjunctionRow) -> Injunction:
    """One item with its kind in words."""
    return Injunction(kind=casework.INJUNCTION_KINDS[item.kind], text=item.text, is_unsorted=_to_sort((item,)))


def _to_sort(items: tuple[casework.InjunctionRow, ...]) -> bool:
    return any(item.kind == casework.UNSORTED for item in items)


def _relations(file: subjects.SubjectFile) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            relation=choices.word("role" if each.role else "relation", each.role or each.relation),
            name=each.name,
            phone=each.phone_masked,
            is_protected=each.is_protected,
        )
        for each in file.relations
    )


def sentence_facts(sentence: subjects.SentenceView | None) -> tuple[shell.Fact, ...]:
    """The decision and its term as label and value."""
    if sentence is None:
        return ()
    return (
        shell.Fact(_("Category"), choices.word("category", sentence.category)),
        shell.Fact(_("Offence"), sentence.offences),
        shell.Fact(_("Sentence"), sentence.text),
        shell.Fact(_("Organ that decided"), sentence.organ),
        shell.Fact(_("Document number"), sentence.document_number),
        shell.Fact(_("Date of the decision"), shell.day(sentence.judged_on)),
        shell.Fact(_("Date of effect"), shell.day(sentence.effective_on)),
        shell.Fact(_("Term as printed"), _span(sentence.printed_start, sentence.printed_end)),
        shell.Fact(
            _("Term as computed"), _span(sentence.printed_start, sentence.computed_end) if sentence.computed_end else ""
        ),
    )


def _span(start: date | None, end: date | None) -> str:
    return "" if start is None and end is None else f"{shell.day(start)} – {shell.day(end)}"


def _reasoning(file: subjects.SubjectFile) -> tuple[shell.Words, ...]:
    return tuple(file.sentence.reasoning) if file.sentence is not None else ()
