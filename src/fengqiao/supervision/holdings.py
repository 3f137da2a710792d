"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.kit import clock, crypto
from fengqiao.kit.holdings import SECRET, Entry, Held, Kept, Section, day
from fengqiao.supervision import rules
from fengqiao.supervision.models import Appointment, Contact, Report

#: Contacts with the person alone. What neighbours, family or a committee said at a visit stays with the office.
_WITH_THE_PERSON: Final = frozenset({rules.TALK})


def tell(subject_id: int) -> Iterator[Section]:
    """Reports in the person's own words, talks and visits, appointments."""
    reports = Report.objects.filter(subject=subject_id, void=False).order_by("reported_on", "id")
    yield Section("报告", tuple(_report(row) for row in reports))
    contacts = Contact.objects.filter(subject=subject_id, void=False).order_by("held_on", "id")
    yield Section("谈话、走访、联系", tuple(_contact(row) for row in contacts))
    met = Appointment.objects.filter(subject=subject_id).order_by("starts_at", "id")
    yield Section("约见", tuple(_appointment(row) for row in met))


def _report(row: Report) -> Entry:
    return (
        ("日期", day(row.reported_on)),
        ("种类", rules.KINDS[row.kind].zh),
        ("方式", rules.CHANNELS[row.channel].zh),
        ("事项", rules.EVENTS[row.event].zh if row.event else ""),
        ("内容", _text(row, "content")),
    )


def _contact(row: Contact) -> Entry:
    told = row.kind in _WITH_THE_PERSON
    return (
        ("日期", day(row.held_on)),
        ("种类", rules.KINDS[row.kind].zh),
        ("方式", rules.CHANNELS[row.channel].zh),
        ("主题", _text(row, "topic") if told else ""),
        ("内容", _text(row, "content") if told else "（内容不予提供，见“依法不予提供的内容”）"),
    )


def _appointment(row: Appointment) -> Entry:
    begins = row.starts_at.astimezone(clock.SHANGHAI)
    return (
        ("时间", f"{day(begins.date())} {begins:%H:%M}"),
        ("种类", rules.KINDS[row.kind].zh),
        ("已取消", "是" if row.state == "called_off" else ""),
    )


def _text(row: Report | Contact, column: str) -> str:
    sealed = bytes(getattr(row, f"{column}_sealed"))
    return crypto.open_sealed(sealed, table=row._meta.db_table, column=column, row=row.uid)


HELD: Final = Held(
    room="supervision",
    order=40,
    tables=frozenset({"supervision_report", "supervision_contact", "supervision_appointment"}),
    tell=tell,
    left_out={"supervision_version": "上述记录更正前的内容，可就具体事项另行申请查阅"},
    kept=(Kept("走访、联系中他人反映的情况", "涉及向工作人员反映情况的人员，应当保密", SECRET),),
)
