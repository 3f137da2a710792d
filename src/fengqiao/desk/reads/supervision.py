"""Daily supervision of one person as the file shows it: what is due, what became of the last months, what is on
record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads import appointments, basis, deadlines, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users

TONES: dict[str, shell.Tone] = {
    "done": "ok",
    "late": "warn",
    "due": "notice",
    "overdue": "danger",
    "excused": "info",
    "not_asked": "",
    "to_come": "",
}
COLUMNS = (
    shell.Column(_("Duty")),
    shell.Column(_("This period")),
    shell.Column(_("State")),
    shell.Column(_("Basis")),
    shell.Column(_("Last months")),
    shell.Column(_("Action"), classes="r noprint"),
)


LOOKS_BACK = 365
"""How far back the tab shows what is on record. Unit: days."""


@record(kw_only=True)
class DutyLine:
    """One duty of the person: the running period, what is missing, and how the last months went."""

    title: shell.Words
    period: str
    state: shell.Tag | None
    due: shell.Due | None
    overdue: shell.Due | None
    counts: shell.Words
    missing: int
    basis: tuple[shell.Basis, ...]
    href: str
    missed_href: str


@record(kw_only=True)
class SupervisionTab:
    """The tab of the file. `records` are the things that can be put on record now, with their addresses."""

    duties: tuple[DutyLine, ...]
    since: date | None
    works: bool
    records: tuple[tuple[str, shell.Words], ...]
    arranged: tuple[appointments.Standing, ...]
    entries: tuple[shell.Entry, ...]
    may_strike: bool


def tab(subject_id: int, *, by: audit.Actor, now: datetime) -> SupervisionTab:
    """What is due of one person and what was recorded about him or her. The number of queries is fixed."""
    today = clock.local_day(now)
    found = supervision.duties_for((subject_id,), today=today).get(subject_id)
    works = users.has(by, users.Right.WORK_CASES)
    entries = _entries(subject_id, since=today - timedelta(days=LOOKS_BACK))
    return SupervisionTab(
        duties=() if found is None else tuple(line(each, found, now=now, works=works) for each in found.duties),
        since=found.since if found else None,
        works=works and found is not None,
        records=tuple((kind, appointments.titled(kind)) for kind in ("report", "written", "talk", "visit", "contact")),
        arranged=appointments.of_person(subject_id, now=now),
        entries=entries,
        may_strike=bool(entries) and subjects.may(by, subjects.Duty.CONFIRM, area=by.area),
    )


def line(duty: supervision.Duty, found: supervision.PersonDuties, *, now: datetime, works: bool) -> DutyLine:
    """One duty of one person in words."""
    bases, soon = basis.of_keys(duty.basis), deadlines.soon_days(now)
    stands, tally = duty.now, found.counts[duty.kind]
    waits = stands is not None and stands.state == "due"
    return DutyLine(
        title=appointments.titled(duty.kind),
        period=_span(stands.period) if stands else "",
        state=shell.Tag(supervision.STATES[stands.state], TONES[stands.state]) if stands and not waits else None,
        due=_due(stands.period.due, now, bases, soon) if stands and waits else None,
        overdue=_due(duty.overdue.period.due, now, bases, soon) if duty.overdue else None,
        counts=_counted(tally),
        missing=tally.missing,
        basis=bases,
        href=people.matter_href(duty.matter.matter) if duty.matter and works else "",
        missed_href=people.matter_href(duty.missed.matter) if duty.missed and works else "",
    )


def _due(last: date, now: datetime, bases: tuple[shell.Basis, ...], soon: int) -> shell.Due:
    return shell.Due(clock.start_of(last + timedelta(days=1)), now, bases, soon_days=soon)


def _span(period: supervision.Period) -> str:
    return f"{shell.day(period.first)} – {shell.day(period.last)}"


def _counted(tally: supervision.Counts) -> shell.Words:
    return shell.Text(
        f"应完成 {tally.required}，按期 {tally.done}，逾期 {tally.late}，未完成 {tally.missing}",
        f"asked {tally.required}, in time {tally.done}, late {tally.late}, missing {tally.missing}",
    )


def _entries(subject_id: int, *, since: date) -> tuple[shell.Entry, ...]:
    """Reports and contacts of the last year in one line of time, the newest first."""
    reports = supervision.reports_of((subject_id,), since=since, with_texts=True).get(subject_id, ())
    contacts = supervision.contacts_of((subject_id,), since=since, with_texts=True).get(subject_id, ())
    made = [*(_reported(each) for each in reports), *(_held(each) for each in contacts)]
    return tuple(sorted(made, key=lambda one: one.at, reverse=True))


def records_to_choose(subject_id: int, *, today: date) -> list[tuple[str, str]]:
    """The records of the last year, the newest first, for striking one out: the day, what, by whom."""
    since = today - timedelta(days=LOOKS_BACK)
    reports = supervision.reports_of((subject_id,), since=since).get(subject_id, ())
    contacts = supervision.contacts_of((subject_id,), since=since).get(subject_id, ())
    found: list[supervision.Report | supervision.Contact] = [*reports, *contacts]
    made = sorted(found, key=lambda one: one.on, reverse=True)
    return [
        (str(each.uid), f"{each.on.isoformat()} {shell.text(supervision.KINDS[each.kind])} {each.officer}")
        for each in made
    ]


def _reported(each: supervision.Report) -> shell.Entry:
    kind, answer = supervision.KINDS[each.kind], supervision.ANSWERS[each.answer]
    channel = supervision.CHANNELS.get(each.channel)
    tags = (shell.Tag(answer, {"accepted": "ok", "rejected": "danger"}.get(each.answer, "info")),)  # type: ignore[arg-type]
    return shell.Entry(
        at=clock.start_of(each.on), title=_titled(kind, channel), tags=tags, all_day=True, actor=each.officer,
        text=each.content, tone="warn" if each.answer == "rejected" else "ok",
        href=people.matter_href(each.matter) if each.matter else "",
    )  # fmt: skip


def _held(each: supervision.Contact) -> shell.Entry:
    kind = supervision.KINDS[each.kind]
    how = supervision.PLACES.get(each.place) or supervision.CHANNELS.get(each.channel)
    return shell.Entry(
        at=clock.start_of(each.on), title=_titled(kind, how), all_day=True, actor=each.officer, tone="ok",
        text="：".join(filter(None, (each.topic, each.content))),
        href=people.matter_href(each.matter) if each.matter else "",
    )  # fmt: skip


def _titled(kind: law.Text, how: law.Text | None) -> shell.Words:
    return shell.Text(f"{kind.zh} · {how.zh}", f"{kind.en} · {how.en}") if how else kind


def file_href(uid: object) -> str:
    """The tab of a person's file."""
    return f"{shell.address('desk:file', uid)}?tab=supervision"
