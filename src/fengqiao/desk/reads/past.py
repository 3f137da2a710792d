"""A person's file as it stood at the end of a past day: everything as known then, nothing to press."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import places
from fengqiao.desk.reads import choices, deadlines, file, group_and_plan, history, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


@record(kw_only=True)
class Line:
    """One matter of that day, leading to the matter as it stood then."""

    title: shell.Words
    waiting: shell.Words
    clocks: tuple[deadlines.Clock, ...]
    started_at: datetime
    ended: shell.Words
    href: str


@record(kw_only=True)
class PastPage:
    """The page. `before`: the day lies before the file was made here, so dates entered later are shown."""

    person: people.Named
    on: date
    before: date | None
    tags: tuple[shell.Tag, ...]
    management_class: str
    facts: tuple[shell.Fact, ...]
    sentence: tuple[shell.Fact, ...]
    term: shell.Term
    lines: tuple[Line, ...]
    injunctions: tuple[file.Injunction, ...]
    members: tuple[tuple[shell.Words, shell.Words, str, date], ...]
    formed_on: date | None
    plan: group_and_plan.Version | None
    entries: tuple[shell.Entry, ...]


def page(*, uid: UUID, on: date, by: audit.Actor) -> PastPage:
    """The file at 24:00 of a day. The number of queries does not grow with what is on it.

    Raises: subjects.UnknownSubject.
    """
    then = clock.start_of(on + timedelta(days=1)) - timedelta(microseconds=1)
    stood = subjects.file_at(uid=uid, by=by, on=on, then=then)
    row = stood.row
    facts = casework.casework_at(subject_id=row.id, on=on, then=None if stood.is_by_dates else then)
    matters = procedures.matters_at(subject_id=row.id, area=row.area, on=on, then=then)
    acts = [each for each in procedures.acts_of_person(subject_id=row.id) if each.act.at <= then]
    return PastPage(
        person=people.of_row(row),
        on=on,
        before=clock.local_day(stood.entered_at) if stood.is_by_dates else None,
        tags=() if stood.is_by_dates else file.tags(row),
        management_class=facts.class_name,
        facts=_facts(stood, facts),
        sentence=file.sentence_facts(stood.sentence),
        term=shell.Term(row.term_start, row.term_end, on, today_label=shell.day(on)),
        lines=tuple(_line(each, on, then) for each in matters),
        injunctions=tuple(file.injunction(each) for each in facts.injunctions),
        members=tuple(
            (
                casework.group_rules.MEMBER_ROLES[each.role],
                casework.group_rules.MEMBER_KINDS[each.kind],
                each.name,
                each.first_day,
            )
            for each in facts.members
        ),
        formed_on=facts.group_formed_on,
        plan=group_and_plan.version_of(facts.plan) if facts.plan else None,
        entries=history.of_person(acts),
    )


def _facts(stood: subjects.PastFile, facts: casework.PastCasework) -> tuple[shell.Fact, ...]:
    row, leave = stood.row, facts.leave
    masked = tuple(shell.Fact(file.LABELS[each.key], each.text) for each in stood.masked if each.key in file.LABELS)
    return (
        shell.Fact(_("Category"), choices.word("category", row.category)),
        shell.Fact(_("Office"), areas.office_name(row.area)),
        shell.Fact(_("Officer in charge"), facts.officer),
        shell.Fact(_("Leave"), _away(leave) if leave else _("Not away")),
        *masked,
    )


def _away(leave: casework.LeaveSpan) -> shell.Words:
    where, last = "、".join(shell.text(places.name_of(code)) for code in leave.places), shell.day(leave.last_day)
    return shell.Text(f"{where}，至 {last}", f"{where}, until {last}")


def _line(matter: procedures.PastMatter, on: date, then: datetime) -> Line:
    zh, en = "、".join(each.zh for each in matter.waiting), ", ".join(each.en for each in matter.waiting)
    return Line(
        title=matter.title,
        waiting=shell.Text(zh, en),
        clocks=tuple(deadlines.of_clock(each, now=then) for each in matter.clocks),
        started_at=matter.started_at,
        ended=matter.ended or "",
        href=f"{people.matter_href(matter.uid)}on/?on={on.isoformat()}",
    )
