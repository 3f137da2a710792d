"""What the people of the demonstration were told by message, and what went wrong with it: every state once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import LEAD, Company, office_of
from fengqiao.demo.days import Days
from fengqiao.kit import ids, scope
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

# What the network of a demonstration does with these endings stands on its page.
REFUSED, LOST, SILENT = "19900000000", "19900000001", "19900000002"
_DONE = "已电话联系其家属转告，并于次日到所当面告知；手机号码已更换，待核对。"


def tell(people: list[subjects.SubjectRow], *, county: str, company: Company, days: Days) -> None:
    """Numbers with which something is wrong, a cover that has ended, and everything sent that was due."""
    free = [each for each in people if each.area == FENGQIAO and not each.is_minor_regime][-3:]
    with transaction.atomic(), scope.of((county,)):
        for person, number in zip(free, (REFUSED, LOST, SILENT), strict=True):
            _has_number(person, number, company=company, days=days)
    refused, lost, silent = free
    for person, kind, at in (
        (refused, "please_call", days.at(-6, 9.5)),
        (lost, "please_call", days.at(-9, 10)),
        (lost, "please_call", days.at(-8, 10)),
        (lost, "result", days.at(-5, 15)),
        (silent, "please_call", days.at(-4, 9)),
        (silent, "leave_overdue", days.now - timedelta(minutes=12)),
    ):
        _told(person, kind, at=at, days=days, county=county)
    _answered(company=company, days=days)
    procedures.run_reminders(at=days.now, over=(county,))
    notices.send_due(area=county, at=days.now)
    procedures.hand_back_covers(at=days.now)


def cover(*, company: Company, days: Days) -> None:
    """One member of staff stood in for the other for a week. Before the leaves, so that something comes meanwhile."""
    at = days.at(-21, 9)
    by, deputy = company.at_work("fq.staff", at), company.at_work("fq.staff2", at)
    posts = {each.person: each.post_uid for each in users.officers(FENGQIAO, on=days.day(-21))}
    assert by.person is not None
    assert deputy.person is not None
    users.set_cover(
        covered=posts[by.person], deputy=posts[deputy.person], from_day=days.day(-21), last_day=days.day(-2),
        reason="年休假", by=by, at=at,
    )  # fmt: skip


def _has_number(person: subjects.SubjectRow, number: str, *, company: Company, days: Days) -> None:
    lead = company.at_work(LEAD, days.now)
    subjects.correct_facts(uid=person.uid, changes={"phone": number}, reason="本人更换手机号码", by=lead, at=days.now)


def _told(person: subjects.SubjectRow, kind: str, *, at: datetime, days: Days, county: str) -> None:
    by = audit.system("demonstration", ranges=(county,))
    at = min(at, days.now)
    notices.tell(by=by, at=at, subject_id=person.id, area=person.area, matter=None, act=ids.new_id(), kind=kind)
    notices.send_due(area=county, at=max(at, min(at + timedelta(days=1), days.now)))


def _answered(*, company: Company, days: Days) -> None:
    """The oldest message that did not arrive has been made good."""
    by = company.at_work(office_of(FENGQIAO).first, days.now)
    with transaction.atomic(), scope.of(by.ranges):
        waiting = notices.inbox(by=by, at=days.now, show="answer").rows
    oldest = min(waiting, key=lambda row: row.at)
    notices.answer(notice=oldest.uid, what=_DONE, number_confirmed=False, by=by, at=days.now)
