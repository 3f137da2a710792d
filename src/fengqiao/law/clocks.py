"""Every clock of the register of deadlines: its last good day, its first late day, and why.

One function for each kind of period, chosen by the parameter's `kind`:

- `deadline`: the start day is not counted; working days, calendar days or months; a holiday on the last day moves
  the end only where the parameter `rolls`;
- `before`: counted back from a coming event; a holiday gives the working day before it; a *window* opens on that day
  and its last good day is the day before the event;
- `hours`: hours and minutes run through nights and holidays, `due_at` decides;
- `instant`: at once; `limit`: a number and no clock; `agreed`: the date both sides agreed.

The rule is the one in force on the day of the start event. A day ends at 24:00 in Asia/Shanghai.

Law: Criminal Procedure Law art. 105; SPC Interpretation art. 202; Implementation Measures art. 58.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast

from fengqiao.law import editions, reasons, workdays
from fengqiao.law.citations import Citation, Language
from fengqiao.law.errors import LawError, WrongInput
from fengqiao.law.months import add_months
from fengqiao.law.parameters import Parameter, param
from fengqiao.law.pauses import Pause, paused_days, paused_time
from fengqiao.law.workdays import Calendar
from fengqiao.law.zone import SHANGHAI, local_day, local_moment

_ONE_DAY = timedelta(days=1)


class UnknownClock(LawError):
    """The register of deadlines holds no clock of that id."""


class AgreedDateMissing(LawError):
    """An agreed period was asked for without the date that was agreed."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock is due. For a `limit` all days are empty; `first_good_day` exists only for a window.

    `counted_day` is the end before a holiday moved it. `provisional` says that the answer rests on a year whose
    working days are not published.
    """

    rule: Parameter
    start: date | datetime
    first_good_day: date | None
    last_good_day: date | None
    first_late_day: date | None
    due_at: datetime | None
    counted_day: date | None
    rolled: bool
    provisional: bool
    paused_days: int = 0

    @property
    def id(self) -> str:
        return self.rule.name

    @property
    def kind(self) -> str:
        return self.rule.kind

    @property
    def number(self) -> int | None:
        return cast("int | None", self.rule.value)

    @property
    def unit(self) -> str:
        return self.rule.unit

    @property
    def mark(self) -> str:
        return self.rule.mark

    @property
    def basis(self) -> tuple[Citation, ...]:
        return self.rule.basis

    @property
    def basis_keys(self) -> tuple[str, ...]:
        return self.rule.basis_keys

    @property
    def is_before_the_rule(self) -> bool:
        """The start event is older than the rule: the present rule was applied for want of an older one."""
        return not self.rule.covers(_day(self.start))

    def is_late(self, at: datetime) -> bool:
        """Whether the moment is past the end. A limit is never late."""
        return self.due_at is not None and at >= self.due_at

    def is_early(self, at: datetime) -> bool:
        """Whether the moment lies before the first good day of a window."""
        return self.first_good_day is not None and local_day(at) < self.first_good_day

    def reasoning(self, language: Language = "zh") -> tuple[str, ...]:
        """How the answer was reached, one sentence for each step."""
        return reasons.of(self, language)


def due(
    clock: str,
    *,
    start: date | datetime,
    area: str | None = None,
    agreed: date | None = None,
    pauses: Sequence[Pause] = (),
    calendar: Calendar | None = None,
    office: str | None = None,
) -> Due:
    """When a clock of the register is due that starts with an event on `start`.

    For `before` clocks `start` is the coming event. A moment without a zone is Shanghai time. `pauses` are the spans
    in which the clock stood (only where a rule allows it; the caller knows). The working days are those of the place
    that must act: of `office`, else of `area`, with the days on which its institutions are closed; `calendar` names
    others.

    Raises: UnknownClock, AgreedDateMissing, OutsideCalendar, WrongInput (an agreed date before the start, a far day).
    """
    rule = editions.current().of(_Rules).find(clock, _day(start), area)
    try:
        return _KINDS[rule.kind](rule, start, agreed, pauses, calendar or workdays.calendar_of(office or area))
    except OverflowError:
        raise WrongInput("out_of_range", f"{clock} from {start} leaves the calendar", id=clock) from None


def due_by_rule(rule: Parameter, *, start: date | datetime, calendar: Calendar | None = None) -> Due:
    """The same for a parameter at hand."""
    return _KINDS[rule.kind](rule, start, None, (), calendar or workdays.published())


class _Rules:
    """The rules of one edition that were looked up before."""

    def __init__(self, changes: Sequence[editions.Change]) -> None:
        self.find = lru_cache(maxsize=16384)(_rule)


def _rule(clock: str, on: date, area: str | None) -> Parameter:
    try:
        rule = param(clock, on=on, area=area)
    except LawError as error:
        if error.code != "unknown_parameter":
            raise
        raise UnknownClock("unknown_clock", f"no clock {clock!r} in the register", id=clock) from None
    if not rule.is_clock:
        raise UnknownClock("unknown_clock", f"{clock!r} is a setting, not a clock", id=clock)
    return rule


def _deadline(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    first = _day(start)
    paused = 0
    if not pauses:
        counted = _count_on(rule, first, calendar)
    else:
        counted, paused = _count_on_paused(rule, first, pauses, calendar)
    last = calendar.on_or_after(counted) if rule.rolls else counted
    # A count of working days rests on every day it passed over, a moved end on the days from there to the working day.
    rests_on = first + _ONE_DAY if rule.unit == "wd" else counted
    uses_calendar = rule.rolls or (rule.unit == "wd" and rule.value != 0)
    provisional = uses_calendar and (calendar.is_provisional(last) or calendar.is_provisional(rests_on))
    return _by_day(rule, start, None, counted, last, provisional, paused)


def _before(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    event = _day(start)
    counted = _count_back(rule, event)
    working = calendar.on_or_before(counted)
    provisional = calendar.is_provisional(counted) or calendar.is_provisional(working)
    if rule.window:
        return _by_day(rule, start, working, counted, event - _ONE_DAY, provisional)
    return _by_day(rule, start, None, counted, working, provisional)


def _hours(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    begins = local_moment(start)
    length = timedelta(hours=rule.number) if rule.unit == "h" else timedelta(minutes=rule.number)
    due_at = paused_time(begins, length, pauses) if pauses else begins + length
    # Midnight belongs to the day that ends with it.
    last = (due_at - timedelta(microseconds=1)).date()
    return Due(rule, start, None, last, last + _ONE_DAY, due_at, last, False, False)


def _instant(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    day = _day(start)
    # Where the hour is known, at once means that hour; where only the day is known nobody is late on that day.
    due_at = local_moment(start) if isinstance(start, datetime) else _midnight(day + _ONE_DAY)
    return Due(rule, start, None, day, day + _ONE_DAY, due_at, day, False, False)


def _limit(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    return Due(rule, start, None, None, None, None, None, False, False)


def _agreed(
    rule: Parameter, start: date | datetime, agreed: date | None, pauses: Sequence[Pause], calendar: Calendar
) -> Due:
    if agreed is None:
        raise AgreedDateMissing("agreed_date_missing", f"{rule.name} needs the agreed date", id=rule.name)
    if agreed < _day(start):
        raise WrongInput("agreed_before_start", f"the agreed date {agreed} lies before the start", id=rule.name)
    return _by_day(rule, start, None, agreed, agreed, False)


_Kind = Callable[[Parameter, date | datetime, date | None, Sequence[Pause], Calendar], Due]
_KINDS: dict[str, _Kind] = {
    "deadline": _deadline,
    "before": _before,
    "hours": _hours,
    "instant": _instant,
    "limit": _limit,
    "agreed": _agreed,
}


def _by_day(
    rule: Parameter,
    start: date | datetime,
    first_good: date | None,
    counted: date,
    last: date,
    provisional: bool,
    paused: int = 0,
) -> Due:
    late = last + _ONE_DAY
    moved = (first_good if first_good is not None else last) != counted
    return Due(rule, start, first_good, last, late, _midnight(late), counted, moved, provisional, paused)


def _count_on(rule: Parameter, day: date, calendar: Calendar) -> date:
    match rule.unit:
        case "wd":
            return calendar.after(day, rule.number)
        case "cd":
            return day + timedelta(days=rule.number)
        case "mo":
            return add_months(day, rule.number)
        case _:
            raise WrongInput("bad_unit", f"{rule.name} cannot be counted in {rule.unit!r}", id=rule.name)


def _count_back(rule: Parameter, day: date) -> date:
    match rule.unit:
        case "cd":
            return day - timedelta(days=rule.number)
        case "mo":
            return add_months(day, -rule.number)
        case _:
            raise WrongInput("bad_unit", f"{rule.name} cannot be counted back in {rule.unit!r}", id=rule.name)


def _count_on_paused(rule: Parameter, first: date, pauses: Sequence[Pause], calendar: Calendar) -> tuple[date, int]:
    """Count on, leaving out paused days: working days are counted anew, other units are lengthened by them."""
    end, paused = _count_on(rule, first, calendar), 0
    while True:
        found = paused_days(first, end, pauses, calendar if rule.unit == "wd" else None)
        if found == paused:
            return end, paused
        paused = found
        if rule.unit == "wd":
            end = calendar.after(first, rule.number + paused)
        else:
            end = _count_on(rule, first, calendar) + timedelta(days=paused)


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
