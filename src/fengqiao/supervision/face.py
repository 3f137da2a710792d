"""Daily supervision, from outside.

    supervision.record_report(by=, at=, subject_id=, area=, matter=, act=, kind=, …)      effects, once per `act`
    supervision.record_contact(…, kind=, held_on=, …)
    supervision.reports_due(on=, area=)                    whose period of reporting holds: for the daily run
    supervision.period_asked(subject_id=, on=)             what a running matter of a period holds itself against
    supervision.duties_for(ids, today=)                    what is due, missed and counted, for a file or a list
    supervision.reports_of(ids, since=)   contacts_of(…)   what is on record
    supervision.due_between(by=, first=, last=, today=)    entries for a calendar: county and below
    supervision.overdue_by_officer(by=, today=)            the overdue board: county and below

What is required, done, late and missing is worked out each time from dated facts and the province's frequencies.
"""

from __future__ import annotations

from fengqiao.supervision.actions.recording import record_contact, record_report
from fengqiao.supervision.reads.courses import REPORTING, first_day_of, kind_of, name_of
from fengqiao.supervision.reads.duties import (
    LOOK_BACK_DAYS,
    DueEntry,
    Duty,
    OfficerOverdue,
    PersonDuties,
    basis_of,
    due_between,
    duties_for,
    overdue_by_officer,
    period_asked,
    periods_asked,
    reports_due,
)
from fengqiao.supervision.reads.records import contacts_of, reports_of
from fengqiao.supervision.rules import (
    ANSWERS,
    CHANNELS,
    EVENTS,
    KINDS,
    PLACES,
    REPORTS,
    VISITS,
    Contact,
    Report,
)
from fengqiao.supervision.rules.periods import Period
from fengqiao.supervision.rules.standing import STATES, Counts, Stand

__all__ = [
    "ANSWERS",
    "CHANNELS",
    "EVENTS",
    "KINDS",
    "LOOK_BACK_DAYS",
    "PLACES",
    "REPORTING",
    "REPORTS",
    "STATES",
    "VISITS",
    "Contact",
    "Counts",
    "DueEntry",
    "Duty",
    "OfficerOverdue",
    "Period",
    "PersonDuties",
    "Report",
    "Stand",
    "basis_of",
    "contacts_of",
    "due_between",
    "duties_for",
    "first_day_of",
    "kind_of",
    "name_of",
    "overdue_by_officer",
    "period_asked",
    "periods_asked",
    "record_contact",
    "record_report",
    "reports_due",
    "reports_of",
]
