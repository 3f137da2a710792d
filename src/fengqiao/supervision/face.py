"""Daily supervision, from outside.

    supervision.record_report(by=, at=, subject_id=, area=, matter=, act=, kind=, …)      effects, once per `act`
    supervision.record_contact(…, kind=, held_on=, …)
    supervision.strike(subject_id=, record=, reason=, …)   a record made about the wrong person counts for nothing
    supervision.reports_due(on=, area=)                    whose period of reporting holds: for the daily run
    supervision.period_asked(subject_id=, on=)             what a running matter of a period holds itself against
    supervision.duties_for(ids, today=)                    what is due, missed and counted, for a file or a list
    supervision.reports_of(ids, since=)   contacts_of(…)   what is on record
    supervision.due_days(by=, first=, last=, today=)       counts and entries for a calendar: county and below
    supervision.overdue_by_officer(by=, today=)            the overdue board; overdue_at(office, today=) to count
    supervision.arranging(subject_id=, by=, at=)           the next appointment: what is known, `.proposed()` an hour
    supervision.arrange(…)   move_appointment(…)   call_off(…)             acts; the person is told
    supervision.appointments_of(ids, since=)   appointments_between(by=, first=, last=)     file and calendar
    supervision.remind_of_appointments(over=, at=)         the timetable, a day before

What is required, done, late and missing is worked out each time from dated facts and the province's frequencies.
"""

from __future__ import annotations

from fengqiao.supervision.actions.appointments import (
    arrange,
    call_off,
    move_appointment,
    remind_of_appointments,
)
from fengqiao.supervision.actions.recording import record_contact, record_report
from fengqiao.supervision.actions.striking import strike
from fengqiao.supervision.errors import (
    AlreadyArranged,
    AppointmentGone,
    AppointmentReasonMissing,
    HourTaken,
    NotToBeMet,
    OwnRecord,
    RecordGone,
    StrikingReasonMissing,
    SupervisionError,
)
from fengqiao.supervision.reads.appointments import (
    Arranging,
    Proposed,
    appointment,
    appointments_between,
    appointments_of,
    arranging,
    meetings_asked,
)
from fengqiao.supervision.reads.courses import REPORTING, first_day_of, kind_of, name_of
from fengqiao.supervision.reads.due_days import DueDays, DueEntry, due_days
from fengqiao.supervision.reads.duties import (
    LOOK_BACK_DAYS,
    Duty,
    PersonDuties,
    basis_of,
    duties_for,
    period_asked,
    periods_asked,
    reports_due,
)
from fengqiao.supervision.reads.foreseeing import ForeseenDuty, foreseen_duties
from fengqiao.supervision.reads.overdue import OfficerOverdue, overdue_at, overdue_by_officer
from fengqiao.supervision.reads.records import contacts_of, reports_of
from fengqiao.supervision.rules import (
    ANSWERS,
    CHANNELS,
    EVENTS,
    KINDS,
    MEETING_PLACES,
    MEETINGS,
    PLACES,
    REPORTS,
    VISITS,
    Appointment,
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
    "MEETINGS",
    "MEETING_PLACES",
    "PLACES",
    "REPORTING",
    "REPORTS",
    "STATES",
    "VISITS",
    "AlreadyArranged",
    "Appointment",
    "AppointmentGone",
    "AppointmentReasonMissing",
    "Arranging",
    "Contact",
    "Counts",
    "DueDays",
    "DueEntry",
    "Duty",
    "ForeseenDuty",
    "HourTaken",
    "NotToBeMet",
    "OfficerOverdue",
    "OwnRecord",
    "Period",
    "PersonDuties",
    "Proposed",
    "RecordGone",
    "Report",
    "Stand",
    "StrikingReasonMissing",
    "SupervisionError",
    "appointment",
    "appointments_between",
    "appointments_of",
    "arrange",
    "arranging",
    "basis_of",
    "call_off",
    "contacts_of",
    "due_days",
    "duties_for",
    "first_day_of",
    "foreseen_duties",
    "kind_of",
    "meetings_asked",
    "move_appointment",
    "name_of",
    "overdue_at",
    "overdue_by_officer",
    "period_asked",
    "periods_asked",
    "record_contact",
    "record_report",
    "remind_of_appointments",
    "reports_due",
    "reports_of",
    "strike",
]
