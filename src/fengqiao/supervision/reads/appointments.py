"""Appointments as plain records, and what is known when the next one is to be arranged."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from fengqiao.areas.face import Level
from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.kit import records
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.fields import among
from fengqiao.law import face as law
from fengqiao.supervision.models import Appointment as Row
from fengqiao.supervision.reads.courses import Person, courses, kinds_asked, periods_of
from fengqiao.supervision.reads.duties import LOOK_BACK_DAYS
from fengqiao.supervision.reads.records import contacts_of, reports_of
from fengqiao.supervision.rules import ARRANGED, MEETINGS, USUAL_PLACE, VISIT, Appointment, slots
from fengqiao.supervision.rules.periods import Period, Span
from fengqiao.supervision.rules.standing import DONE, EXCUSED_, LATE, NOT_ASKED, OVERDUE, Stand, stand
from fengqiao.users import face as users

#: How far ahead a period is looked for. Unit: days; two of the longest periods.
LOOK_AHEAD_DAYS: Final = 184
_DAY: Final = timedelta(days=1)


@records.record
class Arranging:
    """What is known when an hour is looked for: the period that waits, the wish, what stands against an hour, who and
    where. `standing` is the appointment of this kind that stands already, if one does."""

    person: Person
    kind: str
    period: Period
    is_overdue: bool
    wish: slots.Wish
    hours: slots.Hours
    around: slots.Around
    officer: int
    officer_name: str
    place: str
    standing: Appointment | None

    def proposed(self, near: datetime | None = None) -> Proposed:
        """The hour to propose, or the one that was asked for when it is free, with the free ones beside it."""
        found = slots.free(self.wish, self.hours, self.around)
        begins = near if near in found else slots.nearest(self.wish, found)
        if begins is None:
            return Proposed(None, None, None, None)
        earlier, later = slots.beside(begins, found)
        return Proposed(begins, begins + self.hours.length, earlier, later)


@records.record
class Proposed:
    """A free hour and the free ones beside it; without `begins` none is free in the days asked for."""

    begins: datetime | None
    ends: datetime | None
    earlier: datetime | None
    later: datetime | None


def hours_of(kind: str, *, area: str, on: date) -> slots.Hours:
    """Office hours and the length of an appointment. Law: parameters appointment.*."""
    spans = law.param("appointment.hours", on=on, area=area).value
    length = "appointment.visit_minutes" if kind == VISIT else "appointment.minutes"
    assert isinstance(spans, tuple)
    return slots.Hours.read(spans, law.param(length, on=on, area=area).number)


def meetings_asked(*, on: date, area: str) -> tuple[str, ...]:
    """For what people are met at a place: of the duties with a frequency those that need an hour."""
    return tuple(kind for kind in kinds_asked(on=on, area=area) if kind in MEETINGS)


def arranging(*, subject_id: int, by: Actor, at: datetime, moving: UUID | None = None) -> dict[str, Arranging]:
    """For each kind of which something is asked, what is known when an hour is looked for; the most pressing first.

    `moving` names the appointment that is put off: it stands against nothing. The number of queries is fixed.
    """
    today = local_day(at)
    person = courses(on=today, ids=(subject_id,)).get(subject_id)
    if person is None:
        return {}
    since = today - timedelta(days=LOOK_BACK_DAYS)
    reports = reports_of((subject_id,), since=since).get(subject_id, ())
    contacts = contacts_of((subject_id,), since=since).get(subject_id, ())
    who = casework.officers_for([subject_id], on=today).get(subject_id)
    officer = (who.person, who.name) if who else (by.person or 0, by.name)
    found = []
    mine, around = _around(person, officer=officer[0], moving=moving, at=at)
    for kind in meetings_asked(on=today, area=person.area):
        stands = tuple(
            stand(kind, period, reports=reports, contacts=contacts, today=today)
            for period in periods_of(person, kind, since=since, until=today + timedelta(days=LOOK_AHEAD_DAYS))
            if person.shows_whole(period, since=since)
        )
        former = tuple(each for each in mine if each.kind == kind and each.uid != moving)
        waits = next((each for each in stands if _waits(each, today)), None)
        if waits is not None:
            found.append(_arranging(person, kind, waits, stands, former, around, officer, at))
    return {each.kind: each for each in sorted(found, key=lambda each: (each.standing is not None, each.period.due))}


def _arranging(
    person: Person,
    kind: str,
    waits: Stand,
    stands: tuple[Stand, ...],
    former: tuple[Appointment, ...],
    around: slots.Around,
    officer: tuple[int, str],
    at: datetime,
) -> Arranging:
    today, is_overdue = local_day(at), any(_is_missing(each, kind, stands) for each in stands)
    return Arranging(
        person=person, kind=kind, period=waits.period, is_overdue=is_overdue,
        wish=_wish(waits, stands, last=former[-1] if former else None, soon=is_overdue, today=today),
        hours=hours_of(kind, area=person.area, on=today), around=around, officer=officer[0], officer_name=officer[1],
        place=former[-1].place if former else USUAL_PLACE[kind],
        standing=next((each for each in former if still_stands(each, stands, at)), None),
    )  # fmt: skip


def _is_missing(each: Stand, kind: str, stands: tuple[Stand, ...]) -> bool:
    """Whether a period was missed and nothing was done since."""
    return each.state == OVERDUE and not any(
        one.on is not None and one.period.first > each.period.first for one in stands
    )


def still_stands(each: Appointment, stands: Collection[Stand], at: datetime) -> bool:
    """Whether an appointment lies ahead and nothing was recorded on its day yet."""
    return each.state == ARRANGED and each.ends_at > at and all(one.on != local_day(each.starts_at) for one in stands)


def _waits(each: Stand, today: date) -> bool:
    return each.state not in (DONE, LATE, EXCUSED_, NOT_ASKED) and each.period.due > today


def _wish(waits: Stand, stands: tuple[Stand, ...], *, last: Appointment | None, soon: bool, today: date) -> slots.Wish:
    """As far into the period as the last time, at the same hour; what is overdue as soon as can be."""
    period = waits.period
    done = next((each for each in reversed(stands) if each.on is not None and each.period.first < period.first), None)
    first = max(period.first, today + _DAY)
    day = first
    if done is not None and done.on is not None and not soon:
        day = min(max(first, period.first + (done.on - done.period.first)), period.due)
    hour = last.starts_at.astimezone(law.SHANGHAI).time() if last else time(0)
    return slots.Wish(first, period.due, day, hour)


def _around(
    person: Person, *, officer: int, moving: UUID | None, at: datetime
) -> tuple[tuple[Appointment, ...], slots.Around]:
    """The person's appointments of the last months and to come, and what stands against an hour. Two queries."""
    since, today = at - timedelta(days=LOOK_BACK_DAYS), local_day(at)
    theirs = Q(officer=officer, state=ARRANGED, ends_at__gt=at)
    rows = Row.objects.filter(Q(subject=person.id, starts_at__gt=since) | theirs).order_by("starts_at", "id")
    found = tuple(record(row) for row in rows)
    away = users.away_spans([officer], since=today).get(officer, ())
    standing = [each for each in found if each.state == ARRANGED and each.uid != moving]
    return tuple(each for each in found if each.subject_id == person.id), slots.Around(
        not_before=start_of(today + _DAY), term_end=person.course.term_end,
        officer=tuple(slots.Engaged(each.starts_at, each.ends_at) for each in standing if each.officer == officer),
        person=tuple(slots.Engaged(each.starts_at, each.ends_at) for each in standing if each.subject_id == person.id),
        away=person.course.away, held=person.course.held, officer_away=tuple(Span(*each) for each in away),
        area=person.area,
    )  # fmt: skip


def appointments_of(ids: Collection[int], *, since: datetime) -> dict[int, tuple[Appointment, ...]]:
    """Those that stand and begin after a moment, in order. One query."""
    found: dict[int, tuple[Appointment, ...]] = {}
    rows = Row.objects.filter(among("subject", ids), starts_at__gt=since, state=ARRANGED)
    for row in rows.order_by("starts_at", "id"):
        found[row.subject_id] = (*found.get(row.subject_id, ()), record(row))
    return found


def appointments_between(
    *, by: Actor, first: date, last: date, officer: int | None = None, office: str = ""
) -> tuple[Appointment, ...]:
    """Those of some days, for a calendar, in order: of one office, or of one officer. A county at most. One query."""
    if by.level < Level.COUNTY:
        return ()
    rows = Row.objects.filter(starts_at__gte=start_of(first), starts_at__lt=start_of(last + _DAY), state=ARRANGED)
    if officer is not None:
        rows = rows.filter(officer=officer)
    if office:
        rows = rows.filter(area__startswith=office)
    return tuple(record(row) for row in rows.order_by("starts_at", "id"))


def appointment(uid: UUID) -> Appointment | None:
    """One of them by its name, within scope."""
    row = Row.objects.filter(uid=uid).first()
    return record(row) if row else None


def record(row: Row) -> Appointment:
    """A row as a plain record."""
    return Appointment(
        uid=row.uid, subject_id=row.subject_id, area=row.area, kind=row.kind, starts_at=row.starts_at,
        ends_at=row.ends_at, place=row.place, officer=row.officer, officer_name=row.officer_name, state=row.state,
        version=row.version, made_on=row.made_on, reason=row.reason,
    )  # fmt: skip
